"""A class from files to reports: what is unchanged is taken over, the rest becomes sheets, results become reports."""

from collections.abc import Callable
from dataclasses import dataclass, field

from course.classroom.diff import Course
from course.classroom.judging import running
from course.classroom.judging.running import Engine
from course.classroom.matching import pairing
from course.classroom.matching.reference import Reference, beside
from course.classroom.matching.states import MISSING, TODO, State
from course.classroom.planning import sheets
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import plain
from course.classroom.reading.notebook_file import Notebook, read
from course.classroom.reading.unreadable import UnreadableError
from course.classroom.reporting import report
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_files import Shelf

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
        reports: those that are ready.
    """

    course: Course
    shelf: Shelf
    engine: Engine
    seed: str
    wall: bool
    say: Callable[[Report, bool], None]
    reports: list[Report] = field(default_factory=list)

    def run(self, found: list[Submission]) -> None:
        """Nothing; a report on each submission is in ``reports`` as soon as it is ready.

        Raises:
            EngineLostError: the engine has gone away.
            JailError: learners' code cannot be run there.
        """
        for work, result in running.each(self._sheets(found), self.engine, self.seed, self.wall):
            self._finish(*work, result)

    def _sheets(self, found):
        """Work and sheet of each submission that has to be run; the others are reported at once."""
        for one in found:
            try:
                content = one.content()
                key = self.course.key(content, "wall" if self.wall else "trust")
                if earlier := self.shelf.earlier(one.file, key):
                    earlier.learner = plain(one.learner)
                    self._add(earlier, unchanged=True)
                    continue
                notebook = read(content)
                reference = self.course.lesson_of(notebook)
                sheet = sheets.of(notebook, reference, pairing.answers(notebook, reference))
                yield (one, notebook, reference, key), sheet
            except UnreadableError as fault:
                self._add(report.without_lines(one.learner, one.file, str(fault)))
            except Exception as fault:  # a gap of ours costs this notebook, and is said; the class goes on
                self._add(report.without_lines(one.learner, one.file, _gap(fault)))

    def _finish(self, handed_in: Submission, notebook: Notebook, reference: Reference, key: str, result: dict):
        learner, file = handed_in.learner, handed_in.file
        if "fault" in result:
            self._add(report.without_lines(learner, file, result["fault"], reference.lesson))
            return
        found = {name: State(**state) for name, state in result["states"].items()}
        try:
            one = report.of(notebook, reference, learner, file, lambda _, __, answers: _complete(found, answers))
        except Exception as fault:
            self._add(report.without_lines(learner, file, _gap(fault), reference.lesson))
            return
        one.key, one.ran = key, WALLED if self.wall else TRUSTED
        one.beside = beside(self.course.references, reference, notebook)
        self.shelf.add(one)
        for line in one.lines:
            line.rows = []  # the code of both sides is on the learner's page; memory stays flat
        self._add(one)

    def _add(self, one: Report, unchanged: bool = False):
        self.reports.append(one)
        self.say(one, unchanged)


def _gap(fault: Exception) -> str:
    return f"Not graded, for a fault of the course's own: {type(fault).__name__}: {fault}"


def _complete(found: dict[str, State], answers: dict[str, pairing.Answer]) -> dict[str, State]:
    """The states, with those of the answers that there was nothing of to run."""
    return {name: found.get(name) or _not_begun(answer) for name, answer in answers.items()}


def _not_begun(answer: pairing.Answer) -> State:
    if sheets.untouched(answer):
        return State(TODO)
    return State(MISSING, message=f"{' and '.join(answer.exercise.names)} is nowhere in the notebook.")
