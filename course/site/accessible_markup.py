"""What makes a page accessible that Sphinx and the theme leave out: tables, captions, the language of what they add."""

import re

from helpers.language import say

TABLE, NO_HEADING = '<div class="table-wrapper', '<th class="head"><p></p></th>'
CAPTION = 'class="caption" role="heading"'
CONTENTS = '<div class="toc-tree">'
OWN_LANGUAGE = re.compile(r'^([^>]*) lang="\w+"')  # which the table itself has, too
IN_A_LANGUAGE = re.compile(r'<section [^>]*lang="(\w+)"')
FIELDS, COLON = ("Parameters", "Raises", "Returns", "Return type", "Variables"), '<span class="colon">'


def of(page):
    """The HTML of a page with what it lacked.

    Args:
        page: as the theme wrote it, in the language that is spoken.
    """
    page = _tables(page).replace(CAPTION, f'{CAPTION} aria-level="2"')
    if written_in := IN_A_LANGUAGE.search(page):
        page = _in_english(page.replace(CONTENTS, f'{CONTENTS[:-1]} lang="{written_in[1]}">'))
    return page


def _tables(page):
    """The page with tables that scroll by keyboard too, each named, and without headings that say nothing."""
    first, *others = page.replace(NO_HEADING, "<td></td>").split(TABLE)
    begins = '<div role="region" tabindex="0" aria-label="{name}" class="table-wrapper'
    names = [say("Table {number}", number=number) for number in range(1, len(others) + 1)]
    rests = (OWN_LANGUAGE.sub(r"\1", one) for one in others)  # else a name would be read in another language than it is
    return first + "".join(begins.format(name=name) + rest for name, rest in zip(names, rests, strict=True))


def _in_english(page):
    """The page with what Sphinx says beside docstrings in English, as they are."""
    from sphinx.locale import _

    for word in FIELDS:
        page = page.replace(f">{_(word)}{COLON}", f">{word}{COLON}")
    return page
