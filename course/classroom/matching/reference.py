"""What a learner's notebook is compared with: the solution's cells and its exercises."""

import os
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from course import CourseError, places
from course.authoring.answer_markers import BEGIN, END, without_answers
from course.classroom.reading import cell_code
from course.classroom.reading.cell_code import CellCode
from course.classroom.reading.notebook_file import Cell, Notebook, read
from helpers import exercises as declared

_TITLE = re.compile(r"\*\*Exercise ([\w-]+?)\.?\*\*\.? \*(.+?)\*")
_CHECKED = re.compile(r"^[ \t]*check\(\s*(\w+)", re.MULTILINE)
LONG_ENOUGH_CHARACTERS = 25  # below, a cell is the same by chance: `import torch`


@dataclass(frozen=True)
class Exercise:
    """One exercise of the solution.

    Attributes:
        cell: with the author's answer.
        code: the author's answer, without the markers.
        python: what Python reads in it.
        stub: the cell's text as the learner gets it.
        stub_digests: the digest of each definition in it.
        stub_digest: the digest of the untouched answer; None if a name of the answer is not defined in the stub.
        parameters: of a function in the stub by its name; of a class, the methods a learner starts from.
    """

    id: str
    title: str
    names: tuple[str, ...]
    cell: Cell
    check: Cell | None
    code: str
    python: CellCode
    stub: str
    stub_digests: dict[str, str | None]
    stub_digest: str | None
    parameters: dict[str, tuple[str, ...]]


def _exercise(identity: str, title: str, names: tuple[str, ...], cell: Cell, check: Cell | None) -> Exercise:
    code = "\n".join(line for line in cell.source.splitlines() if line.strip() not in (BEGIN, END))
    stub = without_answers(cell.source)
    given = cell_code.read(stub)
    nodes = [given.definitions.get(name, [None])[-1] for name in names]
    parameters = {name: cell_code.parameters(node) for name, node in zip(names, nodes, strict=True) if node}
    found = given.digests, cell_code.digest(nodes), parameters
    return Exercise(identity, title, names, cell, check, code, cell_code.read(code), stub, *found)


@dataclass(frozen=True)
class Reference:
    """A lesson's solution.

    Attributes:
        texts: of its cells, and of the learner's, without white space; short ones are left out.
        digests: of the lesson's own functions and classes.
    """

    lesson: str
    notebook: Notebook
    exercises: list[Exercise]
    texts: set[str]
    digests: set[str | None]

    @classmethod
    def of(cls, lesson: str, content: bytes) -> "Reference":
        """The reference made of a solution notebook's bytes.

        Args:
            lesson: its name, such as "01_backprop_scalar".
            content: the notebook with answers and outputs.
        """
        notebook = read(content)
        titles = dict(match for cell in notebook.cells for match in _TITLE.findall(cell.source))
        checks = {cell.exercise: cell for cell in notebook.code if "check" in cell.tags}
        answers = {cell.exercise: cell for cell in notebook.code if "exercise" in cell.tags and cell.exercise}
        found = []
        for identity, cell in sorted(answers.items()):
            known = _declared(identity)
            names = known.answers if known else tuple(cell.python.definitions)
            title = known.title if known else titles.get(identity, "")
            found.append(_exercise(identity, title, names, cell, checks.get(identity)))
        texts = _long_enough([cell.source for cell in notebook.cells] + [one.stub for one in found])
        digests = {digest for cell in notebook.code for digest in cell.python.digests.values()}
        return cls(lesson, notebook, found, texts, digests)

    def in_edition(self, content: bytes) -> "Reference":
        """The same solution with the texts and the outputs of an edition in another language, whose code is the same.

        Args:
            content: the edition's notebook with answers and outputs.
        """
        notebook = read(content)
        texts = self.texts | _long_enough(cell.source for cell in notebook.cells)
        return replace(self, notebook=notebook, texts=texts)

    def likeness(self, notebook: Notebook) -> int:
        """Points for what a notebook shares with the lesson: 1 a cell, 2 an answer's definition, 2 its check."""
        points = len({squeezed(cell.source) for cell in notebook.cells} & self.texts)
        marks = {mark for cell in notebook.code for mark in (cell.exercise, cell.id, *_CHECKED.findall(cell.source))}
        for exercise in self.exercises:
            points += 2 * any(_defines(notebook, *answer) for answer in exercise.parameters.items())
            points += 2 * bool(marks & {exercise.id, exercise.cell.id, *exercise.names})
        return points


def _long_enough(texts: Iterable[str]) -> set[str]:
    """The texts without white space, but for short ones."""
    return {text for text in map(squeezed, texts) if len(text) >= LONG_ENOUGH_CHARACTERS}


def _declared(identity: str) -> declared.Exercise | None:
    """The declaration of an exercise.

    Raises:
        CourseError: its file cannot be imported; an author is at work there.
    """
    try:
        return declared.find(identity)
    except Exception as fault:
        frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(fault.__traceback__)]
        if isinstance(fault, SyntaxError):
            frames.append((fault.filename, fault.lineno))
        folder = Path(declared.__file__).parent
        file, line = next((one for one in reversed(frames) if one[0] and folder in Path(one[0]).parents), frames[-1])
        what = fault.msg if isinstance(fault, SyntaxError) else fault
        place = f"{os.path.relpath(file, places.ROOT)}, line {line}"
        raise CourseError(
            f"{place}: {type(fault).__name__}: {what}. Mend it; until then no answer can be told."
        ) from fault


@lru_cache(maxsize=4_000)
def squeezed(text: str) -> str:
    """A text without white space, for comparing cells that a front end has laid out anew."""
    return "".join(text.split())


def _defines(notebook, name, parameters):
    nodes = [node for cell in notebook.code for node in cell.python.definitions.get(name, ())]
    return any(set(cell_code.parameters(node)) >= set(parameters) for node in nodes)
