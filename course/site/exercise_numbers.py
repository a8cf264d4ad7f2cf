"""Exercise numbers that stay on one line: the hyphen of 01-3 is no place to break, and stays the hyphen it is."""

import re

# What is read over: no text of a page, code that has lines of its own, formulas, and the marks around them all.
MARKUP = r"<(script|style|title|pre|svg)\b.*?</\1>|<[^>]*>|\\\(.*?\\\)|\\\[.*?\\\]"
NUMBER = re.compile(rf"{MARKUP}|(?<![\w.-])(?P<number>\d\d-\d+)(?![\w-])", re.DOTALL)


def unbroken(page):
    """The HTML of a page with its exercise numbers marked, so that the style keeps each on one line."""
    return NUMBER.sub(lambda found: _marked(found["number"]) or found[0], page)


def _marked(number):
    return number and f'<span class="exercise-number">{number}</span>'
