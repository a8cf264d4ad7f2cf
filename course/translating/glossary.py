"""The terms of a language, from its glossary.csv: one word for each English word in all lessons."""

import csv
import re
from dataclasses import dataclass

from course.translating.catalogues import CatalogueError

COLUMNS = ["english", "term", "avoid"]


@dataclass(frozen=True)
class Term:
    """A term: the English, the forms one of which its translation has, and the forms that it then has not."""

    english: str
    forms: tuple[str, ...]
    avoided: tuple[str, ...]


def read(path):
    """The terms in a glossary; none when there is no file.

    Raises:
        CatalogueError: its columns are others.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise CatalogueError(f"{path.name}:1: found the columns {rows.fieldnames}; expected {COLUMNS}.")
        return [Term(row["english"], _forms(row["term"]), _forms(row["avoid"])) for row in rows]


def breaches(terms, english, translated):
    """What of a translation is not as the glossary says, a sentence each.

    Args:
        terms: what `read` gave.
        english: the text without code and formulas.
        translated: the same in the other language.
    """
    for term in (term for term in terms if _word(term.english, english)):
        if not any(re.search(rf"\b{re.escape(form)}", translated, re.IGNORECASE) for form in term.forms):
            yield f"the English says '{term.english}'; expected '{' or '.join(term.forms)}' in the translation"
        for form in (form for form in term.avoided if _word(form, translated)):
            yield f"found '{form}'; expected '{term.forms[0]}' for '{term.english}'"


def _word(word, text):
    """Whether a word, or its plural, stands in a text; "batch" is another one than "mini-batch"."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?:e?s)?\b", text, re.IGNORECASE)


def _forms(cell):
    return tuple(form for form in (cell or "").split("|") if form.strip())
