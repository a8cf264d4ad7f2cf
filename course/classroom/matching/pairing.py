"""Which of a learner's cells holds the answer to which exercise.

A cell's id comes first, then the exercise in its metadata, then the name it defines, then likeness. Where an answer
stands twice, the definition that ran last counts; beside an answer in the exercise's own cell, if a check saw it.
"""
# long because: where an answer may stand, and where it stands in vain, are questions to the same cells

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from course.classroom.matching.reference import Exercise, Reference, squeezed
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import Cell, Notebook
from helpers.language import say

ALIKE = 0.6  # of the characters: above it two cells are one cell, edited
LONGEST_COMPARED_CHARACTERS = 2_000  # difflib takes the square of it


@dataclass(frozen=True)
class Answer:
    """What a learner wrote for one exercise.

    Attributes:
        cells: where it stands, in the notebook's order; empty if it is nowhere.
        text: their source.
        nodes: the definition of each of the exercise's names, None for one that is not there.
        missing: the names that the learner has not defined.
        digest: of its definitions; None if one is missing, or nested too deeply to be read.
        untouched: whether it is what the learner was given.
        checks: the cells that check it.
        astray: where it stands instead, if it stands where nothing runs it: a sentence; else empty.
    """

    exercise: Exercise
    cells: list[Cell]
    text: str
    nodes: list[ast.AST | None]
    missing: list[str]
    digest: str | None
    untouched: bool
    checks: list[Cell]
    astray: str = ""


@dataclass(frozen=True)
class Paired:
    """A learner's notebook with the solution of its lesson, and the answer to each exercise by the exercise's id.

    ``beside`` says which other lessons are in the notebook and were not looked at, and what its language is if that is
    none of the course's; ``english_beside`` says it to instructors.
    """

    notebook: Notebook
    reference: Reference
    answers: dict[str, Answer]
    beside: str = ""
    english_beside: str = ""


def paired(notebook: Notebook, reference: Reference) -> Paired:
    """A notebook's answers beside the solution's, whichever cells they stand in."""
    defining = {
        exercise.id: [_defining(notebook, name, exercise, reference) for name in exercise.names]
        for exercise in reference.exercises
    }
    taken = {cell.position for cells in defining.values() for cell in cells if cell}
    found = {}
    for exercise in reference.exercises:
        cells = defining[exercise.id]
        pairs = list(zip(cells, exercise.names, strict=True))
        nodes = [cell.python.definitions.get(name, [None])[-1] if cell else None for cell, name in pairs]
        if not any(cells) and (cell := _otherwise(notebook, reference, exercise, taken)):
            cells = [cell]
            taken.add(cell.position)
        unique = {cell.position: cell for cell in cells if cell}
        missing = [name for name, node in zip(exercise.names, nodes, strict=True) if node is None]
        checks = [cell for cell in notebook.code if _checks(cell, exercise)]
        own = [unique[place] for place in sorted(unique)]
        text, digest = "\n\n".join(cell.source.strip("\n") for cell in own), cell_code.digest(nodes)
        untouched = digest is not None and digest == exercise.stub_digest
        astray = ""
        if missing or untouched:
            astray, dead = _astray(notebook, reference, exercise, missing or exercise.names)
            text = text or dead
            untouched = untouched or (bool(dead) and cell_code.read(dead).digests == exercise.stub_digests)
        found[exercise.id] = Answer(exercise, own, text, nodes, missing, digest, untouched, checks, astray)
    return Paired(notebook, reference, found)


def _defining(notebook: Notebook, name: str, exercise: Exercise, reference: Reference) -> Cell | None:
    """The cell whose definition of the name is in force; one that Python cannot read if there is no other."""
    cells = [cell for cell in notebook.code if name in cell.python.definitions]
    if not cells:
        return next((cell for cell in reversed(notebook.code) if cell_code.says_it_defines(cell.source, name)), None)
    untouched = exercise.stub_digests.get(name)
    stubs = {cell.position for cell in cells if cell.python.digests[name] == untouched}
    made_as = {cell.position: _exercise_of(cell, reference) for cell in cells}
    own = [cell for cell in cells if made_as[cell.position] in (None, exercise.id)]
    if any(cell.position not in stubs for cell in own):
        cells = own  # another exercise's cell may define the name anew, for a use of its own
    if any(made_as[cell.position] and cell.position not in stubs for cell in own):
        # The exercise's own cell holds an answer; elsewhere only one that was checked takes its place.
        cells = [cell for cell in own if made_as[cell.position] or _checked(cell, notebook, exercise)]
    only_stubs_ran = all(cell.position in stubs for cell in cells if cell.count is not None)

    def when(cell):
        if cell.count is not None:
            return (1, cell.count, cell.position)
        # A cell that was written and never run beats an untouched one that was.
        return (2 if only_stubs_ran and cell.position not in stubs else 0, 0, cell.position)

    return max(cells, key=when)


def _checked(cell: Cell, notebook: Notebook, exercise: Exercise) -> bool:
    """Whether a check of the exercise came after the cell, or with it; true where there is no check."""
    found = [one for one in notebook.code if _checks(one, exercise)]
    counted = [one.count >= cell.count for one in found if None not in (one.count, cell.count)]
    return not found or any(counted or [one.position >= cell.position for one in found])


def _checks(cell: Cell, exercise: Exercise) -> bool:
    """Whether a cell checks the exercise; looked for up to a bracket, so that ten thousand "check(" are read once."""
    if (exercise.check and cell.id == exercise.check.id) or (cell.exercise == exercise.id and "check" in cell.tags):
        return True
    names = "|".join(map(re.escape, exercise.names))
    return re.search(rf"\bcheck\([^()]*\b(?:{names})\b", cell.source) is not None


def _exercise_of(cell: Cell, reference: Reference) -> str | None:
    """The exercise whose cell it was made as, if any; what it holds now may be something else."""
    by_id = (exercise.id for exercise in reference.exercises if cell.id and cell.id == exercise.cell.id)
    return cell.exercise or next(by_id, None)


def _otherwise(notebook: Notebook, reference: Reference, exercise: Exercise, taken: set[int]) -> Cell | None:
    """The cell of an exercise whose names are nowhere defined: by id, by metadata, by likeness."""
    free = [cell for cell in notebook.code if cell.position not in taken and cell.source.strip()]
    for cell in free:
        if cell.id == exercise.cell.id:
            return cell
    for cell in free:
        if cell.exercise == exercise.id and "check" not in cell.tags:
            return cell
    # An answer under another name: a definition that is none of the lesson's.
    own = [cell for cell in free if set(cell.python.digests.values()) - reference.digests]
    return most_alike(exercise.code, own) or most_alike(exercise.stub, own)


def _astray(notebook: Notebook, reference: Reference, exercise: Exercise, names: Sequence[str]) -> tuple[str, str]:
    """A sentence that says where the answer stands although nothing runs it, and its text; empty if it does not."""
    for cell in notebook.cells:
        made_as = cell.id == exercise.cell.id or (cell.exercise == exercise.id and "exercise" in cell.tags)
        says = any(cell_code.says_it_defines(cell.source, name) for name in names)
        words = {"exercise": exercise.id, "number": cell.position + 1}
        if cell.kind != "code" and cell.source.strip() and (made_as or says):
            if made_as or squeezed(cell.source) not in reference.texts:
                return _in_no_code(cell.kind, made_as, words), cell.source.strip("\n")
        elif says and (magic := cell_code.foreign(cell.source)):
            return say(
                "The answer of {exercise} stands in cell {number}, which begins with {magic}; take that line out.",
                magic=magic,
                **words,
            ), cell.source
        for node in cell.python.body if made_as else ():
            inside = {getattr(part, "name", None) for part in getattr(node, "body", ())}
            if isinstance(node, ast.ClassDef) and not inside.isdisjoint(names):
                return say(
                    "The answer of {exercise} stands in the class {name} (cell {number}); move it out, to the left "
                    "margin.",
                    name=node.name,
                    **words,
                ), cell.source
    return "", ""


def _in_no_code(kind: str, made_as: bool, words: dict) -> str:
    """What to say of an answer in a cell that is no code, be it the exercise's own or another."""
    if kind == "markdown" and made_as:
        return say(
            "The answer of {exercise} stands in a text cell (cell {number}); turn it back into a code cell.", **words
        )
    if kind == "markdown":
        return say("The answer of {exercise} stands in a text cell (cell {number}); turn it into a code cell.", **words)
    if made_as:
        return say(
            "The answer of {exercise} stands in a raw cell (cell {number}); turn it back into a code cell.", **words
        )
    return say("The answer of {exercise} stands in a raw cell (cell {number}); turn it into a code cell.", **words)


def most_alike(text: str, cells: list[Cell]) -> Cell | None:
    """The cell whose source is most like the text, if any is alike enough."""
    ratios = {cell.position: _ratio(cell.source, text) for cell in cells}
    chosen = max(cells, key=lambda cell: ratios[cell.position], default=None)
    return chosen if chosen and ratios[chosen.position] > ALIKE else None


@lru_cache(maxsize=20_000)  # a class has mostly the same cells
def _ratio(first: str, second: str) -> float:
    """How alike two texts are, from 0 to 1; 0 where a quick look shows that it is not enough."""
    matcher = SequenceMatcher(None, first[:LONGEST_COMPARED_CHARACTERS], second[:LONGEST_COMPARED_CHARACTERS], False)
    if matcher.real_quick_ratio() <= ALIKE or matcher.quick_ratio() <= ALIKE:
        return 0.0
    return matcher.ratio()
