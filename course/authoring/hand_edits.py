"""Edits by hand in files that a build makes, which it would discard: found by what the last build said it wrote.

A file of a build that said nothing yet is nobody's edit, nor is a notebook whose outputs are stripped, or that differs
just as its source does: that was edited in JupyterLab, which wrote the source as well.
"""

import json

from course.authoring import seals


def in_notebook(text, stored, made, inputs):
    """Line and description of the first edit in a notebook's file; None when there is none.

    Args:
        text: of the file.
        stored: the notebook in it.
        made: what the source gives now, with or without outputs.
        inputs: the digest of what its outputs depend on now.
    """
    said = stored.metadata.get("course", {})
    written, wanted = seals.authored(stored), seals.authored(made)
    if "cells" in said and written != wanted and seals.digest(written) != said["cells"]:
        pairs = zip(written, wanted, strict=False)
        place = next(
            (place for place, (mine, ours) in enumerate(pairs) if mine != ours), min(len(written), len(wanted))
        )
        cell_id = stored.cells[place].get("id", "") if place < len(stored.cells) else ""
        return line_with(text, f'"id": "{cell_id}"'), f"cell {place + 1} was edited by hand"
    if "cells" in said and said.get("inputs") == inputs and seals.outputs_digest(stored) != said.get("outputs"):
        printed = any(cell.get("outputs") for cell in stored.cells)
        return (
            (line_with(text, '"outputs": [\n'), "its outputs were edited by hand, not run again") if printed else None
        )
    return None


def unreadable(content):
    """Line and description of what is no notebook: a merge's marks, half a file; None for an empty file.

    Args:
        content: the file's bytes.
    """
    line = 1
    try:
        json.loads(content)
    except json.JSONDecodeError as error:
        line = error.lineno
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    return (line, "is not a notebook that can be read") if content.strip() else None


def in_text(text, made, said):
    """Line and description of the first edit in a learner's text; None when there is none.

    Args:
        text: of the file.
        made: what the source gives now.
        said: what the last build said of it.
    """
    if said is None or text == made or seals.digest(text) == said:
        return None
    lines, wanted = text.splitlines(), made.splitlines()
    pairs = enumerate(zip(lines, wanted, strict=False), start=1)
    number = next((number for number, (mine, ours) in pairs if mine != ours), min(len(lines), len(wanted)) + 1)
    return number, "was edited by hand"


def line_with(text, words):
    """The number of the first line that begins with these words; 1 if there is none."""
    return text[: text.find(words)].count("\n") + 1 if words in text else 1
