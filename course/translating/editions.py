"""A lesson in another language: the same cells, ids and code, other words, and helpers that speak the language."""

import copy

from course.translating.catalogues import translation
from course.translating.import_line import in_language
from course.translating.paragraphs import pieces


def edition(notebook, language, catalogue, marked):
    """The notebook in another language, without outputs.

    Args:
        notebook: in English.
        language: its two letters.
        catalogue: the translations of the lesson's messages.
        marked: a text with {text} in it, for a message that has no translation yet.
    """
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, catalogue, marked)
        elif cell.cell_type == "code":
            cell.source = in_language(cell.source, language)
            cell.outputs, cell.execution_count = [], None
    return made


def translated(markdown, catalogue, marked):
    """A text with each message in the catalogue's words; one that it lacks, or doubts, stays English, marked."""
    return "".join(
        translation(catalogue, piece.text) or marked.replace("{text}", piece.text) if piece.is_message else piece.text
        for piece in pieces(markdown)
    )
