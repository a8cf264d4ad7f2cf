"""A class from files to reports: what is unchanged is taken over, the rest becomes sheets, results become reports."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course.diff import Course
from course.grade import grading, running, sheets
from course.grade.running import Engine
from course.review import pairing, report
from course.review.handed_in import Submission
from course.review.names import plain
from course.review.reading import Notebook, read
from course.review.reference import Reference
from course.review.report import Report
from course.review.saved import Shelf
from course.review.states import MISSING, TODO, State
from course.review.unreadable import UnreadableError

WALLED = "Every answer was run behind the wall, on inputs drawn for this run, and judged by the values it returned."
TRUSTED = (
    "WARNING, --trust: there was no wall. Learners' code ran with this user's rights; it could read, change and send "
    "anything, other learners' verdicts included."
)


@dataclass
class Grading:
    """One run over a class.

    Args:
        course: the solutions.
        shelf: where reports are kept.
        engine: where answers are run.
        seed: what the inputs are drawn from, new for each run.
        wall: False runs learners' code with this user's rights.
        say: gets each report as it is ready, and whether an earlier run had made it.
    """

    course: Course
    shelf: Shelf
    engine: Engine
    seed: str
    wall: bool
    say: Callable[[Report, bool], None]

    def run(self, found: list[Submission]) -> Iterator[Report]:
        """A report on each submission, in the order in which they are ready.

        Raises:
            EngineLostError: the engine has gone away; what was yielded is kept.
            JailError: learners' code cannot be run there.
        """
        ready: list[Report] = []
        for work, result in running.each(self._sheets(found, ready), self.engine, self.seed, self.wall):
            yield from _emptied(ready)
            yield self._finished(*work, result)
        yield from _emptied(ready)

    def _sheets(self, found, ready):
        """Work and sheet of each submission that has to be run; the others' reports go to ``ready``."""
        for one in found:
            learner, file = plain(one.learner), plain(one.file)
            try:
                content = one.content()
                key = key_of(self.course, content, self.wall)
                if earlier := self.shelf.earlier(file, key):
                    earlier.learner = learner
                    ready.append(self._said(earlier, True))
                    continue
                notebook = read(content)
                reference = self.course.lesson_of(notebook)
                sheet = sheets.of(notebook, reference, pairing.answers(notebook, reference))
                yield (notebook, reference, learner, file, key), sheet
            except UnreadableError as fault:
                ready.append(self._said(Report(learner, file, fault=plain(str(fault))), False))

    def _finished(self, notebook: Notebook, reference: Reference, learner: str, file: str, key: str, result) -> Report:
        if "fault" in result:
            return self._said(Report(learner, file, reference.lesson, fault=plain(result["fault"])), False)
        found = {name: State(**state) for name, state in result["states"].items()}
        one = report.of(notebook, reference, learner, file, lambda _, __, answers: _complete(found, answers))
        one.key, one.ran = key, WALLED if self.wall else TRUSTED
        self.shelf.add(one)
        for line in one.lines:
            line.rows = []  # the code of both sides is on the learner's page; memory stays flat
        return self._said(one, False)

    def _said(self, one: Report, unchanged: bool) -> Report:
        self.say(one, unchanged)
        return one


def _emptied(ready: list) -> Iterator[Report]:
    while ready:
        yield ready.pop(0)


def _complete(found: dict[str, State], answers: dict[str, pairing.Answer]) -> dict[str, State]:
    """The states, with those of the answers that there was nothing of to run."""
    return {name: found.get(name) or _not_begun(answer) for name, answer in answers.items()}


def _not_begun(answer: pairing.Answer) -> State:
    if sheets.untouched(answer):
        return State(TODO)
    return State(MISSING, message=f"{' and '.join(answer.exercise.names)} is nowhere in the notebook.")


def key_of(course: Course, content: bytes, wall: bool) -> str:
    """What a verdict depends on: the notebook, the solutions, how the answers are run and judged."""
    return f"{'wall' if wall else 'trust'}-{_code()}-{course.key(content)}"


@cache
def _code() -> str:
    folders = [Path(grading.__file__).parent, Path(grading.judging.__file__).parents[1]]
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
