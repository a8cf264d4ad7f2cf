"""A class from files to reports: what is unchanged is taken over, the rest becomes sheets, results become reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from course.classroom.judging import many_sheets
from course.classroom.judging.many_sheets import Engine
from course.classroom.judging.one_sheet import Result
from course.classroom.matching import states
from course.classroom.matching.pairing import Paired
from course.classroom.matching.solutions import Solutions
from course.classroom.planning import sheets
from course.classroom.planning.sheets import Sheet
from course.classroom.reading import notebook_file
from course.classroom.reading.handed_in import Submission, UnreadableError
from course.classroom.reading.learner_names import plain
from course.classroom.reporting import report, report_files
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_files import Shelf
from helpers.language import say, speaking


def how_run(wall: bool) -> str:
    """A sentence on how learners' code was run."""
    if wall:
        return say(
            "Every answer was run behind the wall, on inputs drawn for this run, and judged by the values it returned."
        )
    return say(
        "WARNING, --trust: there was no wall. Learners' code ran with this user's rights; it could read, change and "
        "send anything, other learners' verdicts included."
    )


@dataclass
class Work:
    """A submission on its way: what was handed in, what was read in it, and what its report will depend on.

    ``endless`` is how many attempts of earlier runs did not end.
    """

    handed_in: Submission
    paired: Paired
    key: str
    endless: int


@dataclass
class Grading:
    """One run over a class.

    Args:
        solutions: of all lessons.
        shelf: where reports are kept.
        engine: where answers are run.
        seed: what the inputs are drawn from, new for each run.
        wall: False: learners' code is run with this user's rights.
        say: gets each report as it is ready, and whether an earlier run had made it.
        reports: those that are ready.
    """

    solutions: Solutions
    shelf: Shelf
    engine: Engine
    seed: str
    wall: bool
    say: Callable[[Report, bool], None]
    reports: list[Report] = field(default_factory=list)

    def run(self, found: list[Submission]) -> None:
        """Grade these submissions; the report on each is in ``reports`` as soon as it is ready.

        Raises:
            EngineLostError: the engine has gone away.
        """
        for work, result in many_sheets.each(self._sheets(found), self.engine, self.seed):
            self._finish(work, result)

    def _sheets(self, found: list[Submission]) -> Iterator[tuple[Work, Sheet]]:
        """Work and sheet of each submission that has to be run; the others are reported at once."""
        for one in found:
            try:
                content = one.content()
                how = "wall" if self.wall else "trust"
                key = report_files.key_of(content, self.solutions.contents, how + one.earlier)
                earlier = self.shelf.earlier(one.file, key)
                if earlier and earlier.settled:
                    earlier.learner = plain(one.learner)
                    self._add(earlier, unchanged=True)
                    continue
                paired, sheet = notebook_file.in_time(partial(self._read, content))
                yield Work(one, paired, key, earlier.endless if earlier else 0), sheet
            except UnreadableError as fault:
                self._add(report.without_lines(one, str(fault)))
            except Exception as fault:  # a gap of ours costs this notebook, and is said; the class goes on
                self._add(report.without_lines(one, _gap(fault)))

    def _read(self, content: bytes) -> tuple[Paired, Sheet]:
        """What is read in a notebook, and what has to be run of it."""
        notebook = notebook_file.read(content)
        with speaking(notebook.spoken):
            paired = self.solutions.paired(notebook)
            return paired, sheets.of(paired)

    def _finish(self, work: Work, result: Result) -> None:
        handed_in, lesson = work.handed_in, work.paired.reference.lesson
        if result.fault:
            self._add(report.without_lines(handed_in, result.fault, lesson))
            return
        try:
            one = notebook_file.in_time(partial(self._report, work, result))
            self.shelf.add(one)
        except UnreadableError as fault:
            self._add(report.without_lines(handed_in, str(fault), lesson))
            return
        except Exception as fault:
            self._add(report.without_lines(handed_in, _gap(fault), lesson))
            return
        one.let_go_of_code()
        self._add(one)

    def _report(self, work: Work, result: Result) -> Report:
        """The report on a notebook, in its language but for how it was run, which every page says in its own."""
        ran, paired = how_run(self.wall), work.paired
        with speaking(paired.notebook.spoken):
            begun, answers = result.standings, paired.answers
            standings = {name: begun.get(name) or states.unbegun(answer) for name, answer in answers.items()}
            found = report.of(paired, standings, work.handed_in, work.key, ran)
        found.endless, found.settled = work.endless + result.endless, result.settled(work.endless)
        return found

    def _add(self, one: Report, unchanged: bool = False) -> None:
        self.reports.append(one)
        self.say(one, unchanged)


def _gap(fault: Exception) -> str:
    return f"Not graded, for a fault of the course's own: {type(fault).__name__}: {fault}"
