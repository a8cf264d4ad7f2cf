"""The way from a page to itself in the other languages, and there to the heading that the reader is at.

A heading's own anchor comes from its title, so that it differs by language. Its place does not: each heading has a
second anchor, which says its place and how many there are. The script puts it into the link that is followed. A page
that has another number of headings has no such anchor, and opens at its top.
"""

import itertools
import re

from helpers.language import LANGUAGES, say

HEADING = re.compile(r"<h[1-6](?![^>]* id=)")


def for_machines(name, languages):
    """HTML lines for the head of a page.

    Args:
        name: of its file.
        languages: the other languages of the site.
    """
    return [f'<link rel="alternate" hreflang="{one}" href="../{one}/{name}">' for one in languages]


def for_readers(name, languages):
    """HTML that stands above the article, and what stands beside it, where it stays in sight; "" without languages."""
    links = " · ".join(f'<a lang="{one}" href="../{one}/{name}">{LANGUAGES[one]}</a>' for one in languages)
    if not links:
        return "", ""
    label = say("Languages")
    return f'<p class="languages">{links}</p>', f'<nav class="languages" aria-label="{label}">{links}</nav>'


def placed(page):
    """The page with the place of each heading as its id, "heading-3-of-15"."""
    count, places = len(HEADING.findall(page)), itertools.count(1)
    return HEADING.sub(lambda begins: f'{begins[0]} id="heading-{next(places)}-of-{count}"', page)
