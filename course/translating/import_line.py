"""The one line of code in which a lesson differs from language to language: `from helpers.es import check, ...`.

An explicit import works wherever a notebook runs; it switches what helpers say and draw, for that kernel.
"""

import re

ENGLISH = re.compile(r"^from helpers import (?=.*\bcheck\b)", re.MULTILINE)
OTHER = re.compile(r"^from helpers\.([a-z]{2}) import (?=.*\bcheck\b)", re.MULTILINE)


def in_language(code, language):
    """The code of an English cell as it is in a language."""
    return ENGLISH.sub(f"from helpers.{language} import ", code, count=1)


def in_english(code):
    """The code of a cell as it is in English."""
    return OTHER.sub("from helpers import ", code)


def language_of(code):
    """The two letters of the language that code switches to; None for English."""
    found = OTHER.search(code)
    return found.group(1) if found else None
