"""The table about grading: classes of copies of a lesson's solution, and a cold process for each copy."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import nbformat

from course import places
from course.checking.bench.growth import fresh_environment, sizes_from
from course.checking.bench.machine import measured_on
from course.checking.bench.measuring import Cost, measure
from course.checking.bench.readme_section import Section
from course.checking.bench.table import MEGABYTE, as_markdown, number

MARKER = "bench-grade"
INTRODUCTION = (
    "Copies of {lesson}'s solution, {exercises} exercises each, graded by `course grade`; medians. {on} "
    "A cold process for each submission is the same command, started anew for every notebook. "
    "Peak memory is the sum of proportional set sizes."
)


@dataclass(frozen=True)
class Class:
    """One way to grade one number of learners.

    Attributes:
        learners: how many submissions.
        workers: answers run at a time.
        cold: a new process for each submission.
        runs: how often it is measured.
    """

    learners: int
    workers: int
    cold: bool = False
    runs: int = 1

    @property
    def name(self) -> str:
        """As the messages and the table show it."""
        return f"{self.learners} learners, {'a cold process each, ' if self.cold else ''}{self.workers} at a time"


def arguments(parser) -> None:
    """Add what this table takes."""
    parser.add_argument("--lesson", default="01", help="whose solution is graded (01)")
    parser.add_argument("--learners", default="10,100,1000", help="sizes of the class (10,100,1000)")
    parser.add_argument("--workers", default="1,2", help="answers run at a time (1,2)")


def measured(options, tell: Callable[[str], None], root: Path = places.ROOT) -> Section:
    """The section about grading.

    Args:
        options: what `arguments` gave, and `runs`.
        tell: is told what runs now.

    Raises:
        CourseError: there is no such lesson, or the command failed.
    """
    lesson = places.find([options.lesson], root)[0]
    learners, workers = sizes_from("--learners", options.learners), sizes_from("--workers", options.workers)
    classes = classes_of(learners, workers, options.runs)
    costs = {one: [] for one in classes}
    for turn in range(max(one.runs for one in classes)):
        for one in (one for one in classes if turn < one.runs):
            tell(f"grading, round {turn + 1}: {one.name}")
            costs[one].append(cost_of(one, lesson.solution, memory=turn == 0))
    found = {"lesson": f"lesson {lesson.number}", "exercises": exercises_in(lesson.solution)}
    text = INTRODUCTION.format(on=measured_on(), **found)
    return Section(MARKER, "\n\n".join([text, markdown(costs), sentence(costs)]).strip())


def classes_of(learners: list[int], workers: list[int], runs: int) -> list[Class]:
    """What is measured: each size with all numbers of workers, the largest once and with most, the smallest cold."""
    *smaller, largest = learners
    warm = [Class(size, at_once, runs=runs) for size in smaller for at_once in workers]
    cold = [Class(learners[0], workers[-1], cold=True, runs=min(runs, 3))]
    return [*warm, Class(largest, workers[-1]), *cold]


def cost_of(one: Class, solution: Path, memory: bool) -> Cost:
    """What one run costs; it starts from nothing, so that no verdict of an earlier one is taken over."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, "class", f"learner{place:04}", solution.name) for place in range(one.learners)]
        for path in copies:
            path.parent.mkdir(parents=True)
            shutil.copyfile(solution, path)
        given = copies if one.cold else [Path(folder, "class")]
        workers = 1 if one.cold else one.workers
        commands = [command(path, Path(folder, f"report{place}"), workers) for place, path in enumerate(given)]
        at_once = one.workers if one.cold else 1
        return measure(commands, at_once=at_once, environment=fresh_environment(), memory=memory)


def command(path: Path, out: Path, workers: int) -> list[str]:
    """The command line that grades what lies there."""
    return [sys.executable, "-m", "course", "grade", str(path), "--out", str(out), "--workers", str(workers)]


def exercises_in(solution: Path) -> int:
    """How many exercises the notebook has."""
    cells = nbformat.read(solution, as_version=4).cells
    return len({cell.metadata.exercise for cell in cells if "exercise" in cell.metadata})


def markdown(costs: dict[Class, list[Cost]]) -> str:
    """The table, a line a class."""
    heads = ["", "s", "submissions / s", "processor s / submission", "peak MB", "runs"]
    lines = []
    for one, runs in costs.items():
        seconds, processor = seconds_of(runs), processor_of(runs)
        peaks = [cost.peak_bytes for cost in runs if cost.peak_bytes is not None]
        lines.append([
            one.name,
            number(seconds),
            number(one.learners / seconds),
            number(processor / one.learners, 2),
            number(max(peaks) / MEGABYTE if peaks else None, 0),
            str(len(runs)),
        ])  # fmt: skip
    return as_markdown([heads, *lines])


def sentence(costs: dict[Class, list[Cost]]) -> str:
    """What a further submission costs, without the start of the command; empty when there is one size only."""
    warm = sorted((one for one in costs if not one.cold), key=lambda one: (one.workers, one.learners))
    most = [one for one in warm if one.workers == warm[-1].workers]
    few, many = most[0], most[-1]
    if few == many:
        return ""
    further = (processor_of(costs[many]) - processor_of(costs[few])) / (many.learners - few.learners)
    return f"Each further submission costs {further:.2f} s of processor."


def seconds_of(runs: list[Cost]) -> float:
    """Median seconds."""
    return median(cost.seconds for cost in runs)


def processor_of(runs: list[Cost]) -> float:
    """Median processor seconds."""
    return median(cost.processor_seconds for cost in runs)
