"""What a learner's notebook is compared with: the solution's cells and its exercises."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from course.authoring.answer_markers import BEGIN, END, without_answers
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import Cell, Notebook, read
from helpers import exercises as declared

_TITLE = re.compile(r"\*\*Exercise ([\w-]+?)\.?\*\*\.? \*(.+?)\*")
_CHECKED = re.compile(r"^[ \t]*check\(\s*(\w+)", re.MULTILINE)
ENOUGH = 4  # points that make a notebook one of this lesson; see `likeness`
HANDED_IN = 12  # points that make it a lesson beside the one that fits best, and not names that two lessons share
LONG_ENOUGH_CHARACTERS = 25  # below, a cell is the same by chance: `import torch`


@dataclass
class Exercise:
    """One exercise of the solution: its cell with the answer, and what a learner starts from."""

    id: str
    title: str
    names: tuple[str, ...]
    cell: Cell
    check: Cell | None

    @cached_property
    def code(self) -> str:
        """The author's answer, without the markers."""
        return "\n".join(line for line in self.cell.source.splitlines() if line.strip() not in (BEGIN, END))

    @cached_property
    def stub(self) -> str:
        """The cell as the learner gets it."""
        return without_answers(self.cell.source)

    @cached_property
    def stub_digest(self) -> str | None:
        """Digest of the untouched answer."""
        return cell_code.digest(self._nodes(self.stub))

    @cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameters of each answer by name; of a class, the methods a learner starts from."""
        nodes = zip(self.names, self._nodes(self.stub), strict=True)
        return {name: cell_code.parameters(node) for name, node in nodes if node}

    def _nodes(self, text):
        found = cell_code.definitions(text)
        return [found.get(name, [None])[-1] for name in self.names]


@dataclass
class Reference:
    """A lesson's solution."""

    lesson: str
    notebook: Notebook
    exercises: list[Exercise]

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
            known = declared.find(identity)
            names = known.answers if known else tuple(cell.definitions)
            title = known.title if known else titles.get(identity, "")
            found.append(Exercise(identity, title, names, cell, checks.get(identity)))
        return cls(lesson, notebook, found)

    @cached_property
    def texts(self) -> set[str]:
        """The texts of its cells, and of the learner's, without white space; short ones are left out."""
        texts = {squeezed(cell.source) for cell in self.notebook.cells}
        texts |= {squeezed(exercise.stub) for exercise in self.exercises}
        return {text for text in texts if len(text) >= LONG_ENOUGH_CHARACTERS}

    @cached_property
    def digests(self) -> set[str | None]:
        """The digests of the lesson's own functions and classes."""
        return {digest for cell in self.notebook.code for digest in cell_code.digests(cell.source).values()}

    def likeness(self, notebook: Notebook) -> int:
        """Points for what a notebook shares with the lesson: 1 a cell, 2 an answer's definition, 2 its check."""
        points = len({squeezed(cell.source) for cell in notebook.cells} & self.texts)
        marks = {mark for cell in notebook.code for mark in (cell.exercise, cell.id, *_CHECKED.findall(cell.source))}
        for exercise in self.exercises:
            points += 2 * any(_defines(notebook, *answer) for answer in exercise.parameters.items())
            points += 2 * bool(marks & {exercise.id, exercise.cell.id, *exercise.names})
        return points


def best(references: list[Reference], notebook: Notebook) -> Reference | None:
    """The lesson that a notebook belongs to by its content; None if it is of another course."""
    points = {reference.lesson: reference.likeness(notebook) for reference in references}
    chosen = max(references, key=lambda reference: points[reference.lesson], default=None)
    return chosen if chosen and points[chosen.lesson] >= ENOUGH else None


def beside(references: list[Reference], chosen: Reference, notebook: Notebook) -> str:
    """What to say of other lessons in the same notebook; empty if there are none."""
    others = [one.lesson for one in references if one is not chosen and one.likeness(notebook) >= HANDED_IN]
    return f"Not looked at, since a file is one lesson: {', '.join(others)}." if others else ""


@lru_cache(maxsize=4_000)
def squeezed(text: str) -> str:
    """A text without white space, for comparing cells that a front end has laid out anew."""
    return "".join(text.split())


def _defines(notebook, name, parameters):
    nodes = [node for cell in notebook.code for node in cell.definitions.get(name, ())]
    return any(set(cell_code.parameters(node)) >= set(parameters) for node in nodes)
