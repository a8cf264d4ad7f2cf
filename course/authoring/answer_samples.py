"""Answers as learners write them, right and wrong, from tests/exercises: each cell names what check must say of it."""

import linecache
import re
from dataclasses import dataclass

CELL = re.compile(r"^# %% ", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """One answer.

    Attributes:
        title: the line that begins its cell: exercise, outcome and mistake.
        source: its code.
        before: the code that every cell of its lesson comes after.
    """

    title: str
    source: str
    before: str

    @property
    def words(self):
        """The exercise's id, the outcome, and the mistake or None."""
        exercise, outcome, mistake, *_ = [*self.title.split(), None]
        return exercise, outcome, mistake

    @property
    def program(self):
        """The code that gives the answer when it is run."""
        return f"{self.before}\n{self.source}"


def read(path):
    """The answers in a lesson's file, in order."""
    _, before, *cells = CELL.split(path.read_text(encoding="utf-8"))
    before = before.partition("\n")[2]
    return [Sample(title, source, before) for title, _, source in (cell.partition("\n") for cell in cells)]


def run(program, name):
    """The names that a program defines, its source on record as in a notebook."""
    linecache.cache[name] = (len(program), None, program.splitlines(keepends=True), name)
    namespace = {"__name__": "__main__"}
    exec(compile(program, name, "exec"), namespace)
    return namespace
