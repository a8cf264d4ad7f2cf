"""The table about grading: classes of copies of a lesson's solution, and a cold process for each copy."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course import places
from course.checking.bench.measuring import Cost, Costs, in_turn, measure
from course.checking.bench.notebook_runs import sizes_from
from course.checking.bench.page_section import Section, as_markdown, measured_on, number

MARKER = "bench-grade"
WORKERS = (1, 2)  # answers run at a time
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
    """

    learners: int
    workers: int
    cold: bool = False

    @property
    def name(self) -> str:
        """As the messages and the table show it."""
        return f"{self.learners} learners, {'a cold process each, ' if self.cold else ''}{self.workers} at a time"


def arguments(parser) -> None:
    """Add what this table takes."""
    parser.add_argument("--lesson", default="01", help="whose solution is graded (01)")
    parser.add_argument("--learners", default="10,100,1000", help="sizes of the class (10,100,1000)")


def measured(options, tell: Callable[[str], None], root: Path = places.ROOT) -> Section:
    """The section about grading.

    Args:
        options: what `arguments` gave, and `runs`.
        tell: is told what runs now.

    Raises:
        CourseError: there is no such lesson, or the command failed.
    """
    lesson = places.find([options.lesson], root)[0]
    classes = classes_of(sizes_from("--learners", options.learners), options.runs)
    costs = {one: Costs() for one in classes}
    order = in_turn(classes)
    for turn, one in enumerate(order, start=1):
        tell(f"{turn} of {len(order)}: {one.name}")
        costs[one].append(cost_of(one, lesson.solution, memory=not costs[one]))
    cells = nbformat.read(lesson.solution, as_version=4).cells
    exercises = {cell.metadata.exercise for cell in cells if "exercise" in cell.metadata}
    text = INTRODUCTION.format(lesson=f"lesson {lesson.number}", exercises=len(exercises), on=measured_on())
    return Section(MARKER, "\n\n".join([text, table(costs), sentence(costs)]).strip())


def classes_of(learners: list[int], runs: int) -> dict[Class, int]:
    """What is measured, how often: each size with all numbers of workers, the largest with most, the smallest cold."""
    *smaller, largest = learners
    warm = {Class(size, at_once): runs for size in smaller for at_once in WORKERS}
    return warm | {Class(largest, WORKERS[-1]): 1, Class(learners[0], WORKERS[-1], cold=True): min(runs, 3)}


def cost_of(one: Class, solution: Path, memory: bool) -> Cost:
    """What one run costs; it starts from nothing, so that no verdict of an earlier one is taken over."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, "class", f"learner{place:04}", solution.name) for place in range(one.learners)]
        for path in copies:
            path.parent.mkdir(parents=True)
            shutil.copyfile(solution, path)
        given = copies if one.cold else [Path(folder, "class")]
        workers = "1" if one.cold else str(one.workers)
        grade = [sys.executable, "-m", "course", "grade", "--workers", workers]
        commands = [
            [*grade, "--out", str(Path(folder, f"report{place}")), str(path)] for place, path in enumerate(given)
        ]
        return measure(commands, at_once=one.workers if one.cold else 1, memory=memory)


def table(costs: dict[Class, Costs]) -> str:
    """The table, a line a class."""
    lines = [["", "s", "submissions / s", "processor s / submission", "peak MB", "runs"]]
    for one, runs in costs.items():
        lines.append([
            one.name,
            number(runs.seconds),
            number(one.learners / runs.seconds),
            number(runs.processor_seconds / one.learners, 2),
            number(runs.peak_megabytes, 0),
            str(len(runs)),
        ])  # fmt: skip
    return as_markdown(lines)


def sentence(costs: dict[Class, Costs]) -> str:
    """What a further submission costs, without the start of the command; empty when there is one size only."""
    warm = [one for one in costs if one.workers == WORKERS[-1] and not one.cold]
    few, many = warm[0], warm[-1]
    if few == many:
        return ""
    further = (costs[many].processor_seconds - costs[few].processor_seconds) / (many.learners - few.learners)
    return f"Each further submission costs {further:.2f} s of processor."
