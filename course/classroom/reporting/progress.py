"""What is seen while a class is graded: a line for each learner, and how far it has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from course.classroom.reporting.report import Report
from course.classroom.reporting.terminal import MARKS, STYLES


@contextmanager
def lines_of(count: int) -> Iterator[Callable[[Report, bool], None]]:
    """A function that shows one more report, and whether an earlier run had made it; on standard error.

    Args:
        count: how many there will be.
    """
    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("grading", total=count)

        def say(one: Report, unchanged: bool) -> None:
            console.print(line(one, unchanged), soft_wrap=True)
            bar.advance(task)

        yield say


def line(one: Report, unchanged: bool) -> Text:
    """One learner's line: the lesson, a mark for each exercise, how many are right."""
    if one.fault:
        return Text.assemble(one.learner, ": ", (one.fault, "red"))
    marks = [(MARKS[each.state], STYLES.get(each.state, "")) for each in one.lines]
    ending = ", unchanged" if unchanged else ""
    return Text.assemble(one.learner, f" {one.lesson} ", *marks, f" {one.right} of {len(one.lines)}{ending}")
