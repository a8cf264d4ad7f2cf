"""Where the printed numbers of a learner's notebook first part from the solution's, compared as the tests compare."""

import re
from dataclasses import dataclass

from nbval_tolerance.output_differences import output_differences
from nbval_tolerance.tolerance import DEFAULT, tolerance_from

from course.classroom.matching.pairing import Answer, Paired, most_alike
from course.classroom.matching.reference import LONG_ENOUGH_CHARACTERS, Reference, squeezed
from course.classroom.reading.learner_names import plain
from course.classroom.reading.notebook_file import Cell, Notebook
from helpers.checks.shown import MIME

_PROGRESS = re.compile(r"^progress\(", re.MULTILINE)
LONGEST_CHARACTERS = 50_000  # of a cell's outputs; beyond, it prints something else than the lesson


@dataclass(frozen=True)
class Parting:
    """Two numbers that differ: what the learner's notebook stores and what the solution's stores there."""

    cell: int  # the learner's, counted from 1
    stored: str
    solution: str
    code: str = ""  # how the cell begins


def in_lesson(paired: Paired) -> list[Parting]:
    """The first differing number of each lesson cell, in the lesson's order."""
    pairs = _lesson_cells(paired.notebook, paired.reference)
    pairs = [pair for pair in pairs if not _PROGRESS.search(pair[1].source)]  # it counts what is right
    return [parting for pair in pairs if (parting := _first(*pair))]


def in_answer(answer: Answer) -> Parting | None:
    """The first differing number that the answer's own cells print."""
    ours = answer.exercise.cell
    return next((parting for cell in answer.cells if (parting := _first(cell, ours))), None)


def _lesson_cells(notebook: Notebook, reference: Reference) -> list[tuple[Cell, Cell]]:
    """Pairs of a learner's and the solution's code cell, of those that belong to no exercise, in the lesson's order."""
    ours = [cell for cell in reference.notebook.code if not cell.exercise]
    free = {cell.position: cell for cell in notebook.code}
    found: dict[int, Cell] = {}
    # Duplicated ids exist, so an id counts only with a text that is like ours.
    by_id = {cell.id: cell for cell in notebook.code if cell.id}
    by_text = {squeezed(cell.source): cell for cell in reversed(notebook.code)}
    for cell in ours:
        same = by_id.get(cell.id)
        if not same or (squeezed(same.source) != squeezed(cell.source) and not most_alike(cell.source, [same])):
            same = by_text.get(squeezed(cell.source))
        if same and free.pop(same.position, None):
            found[cell.position] = same
    for cell in ours:
        if cell.position not in found and cell.outputs and len(cell.source) >= LONG_ENOUGH_CHARACTERS:
            alike = most_alike(cell.source, list(free.values()))
            if alike:
                found[cell.position] = free.pop(alike.position)
    return [(found[cell.position], cell) for cell in ours if cell.position in found]


def _first(mine: Cell, ours: Cell) -> Parting | None:
    if mine.outputs == ours.outputs or max(_size(mine), _size(ours)) > LONGEST_CHARACTERS:
        return None
    for one in output_differences(_printed(mine), _printed(ours), _tolerance(ours)):
        if _is_number(one.stored) and _is_number(one.computed):
            code = " ".join(mine.source[:LONGEST_CHARACTERS].split())
            return Parting(mine.position + 1, one.stored, one.computed, plain(code, 60))
    return None


def _printed(cell: Cell) -> list[dict]:
    """Outputs that show results: no warnings, no errors, no verdicts."""
    shown = [output for output in cell.outputs if output["output_type"] != "error"]
    shown = [output for output in shown if MIME not in output.get("data", {})]
    return [output for output in shown if output.get("name") != "stderr"]


def _size(cell: Cell) -> int:
    texts = (output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
    return sum(map(len, texts))


def _tolerance(cell: Cell):
    try:
        return tolerance_from(cell.tolerance)
    except ValueError:
        return DEFAULT


def _is_number(text: str) -> bool:
    try:
        float(text.replace("−", "-").replace(",", "").replace("_", ""))
    except ValueError:
        return False
    return True
