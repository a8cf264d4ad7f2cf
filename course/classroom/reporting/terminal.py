"""Reports in a terminal: a line for each learner while a class is looked at, tables, the two sides of an answer."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from course.classroom.matching.states import State
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import plain
from course.classroom.reporting import side_by_side, tally
from course.classroom.reporting.report import MARKS, Line, Report
from course.progress import progress_bar

WIDTH_COLUMNS = 120  # where there is no terminal to ask
STYLES = {State.RIGHT: "green", State.WRONG: "red", State.RAISED: "yellow", State.NOT_RUN: "magenta"}
_LEFT = {side_by_side.CHANGED: "red", side_by_side.ONLY_LEFT: "red"}
_RIGHT = {side_by_side.CHANGED: "green", side_by_side.ONLY_RIGHT: "green"}


def console() -> Console:
    """Where reports are printed: nothing in a text is taken for a command."""
    width = None if sys.stdout.isatty() else WIDTH_COLUMNS
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def tracked(found: list[Submission]) -> Iterator[Submission]:
    """The submissions one by one, with a bar that says how far they have come; none for a single one."""
    with progress_bar(transient=True, disable=len(found) < 2) as bar:
        yield from bar.track(found, description="comparing")


@contextmanager
def progress(count: int) -> Iterator[Callable[[Report, bool], None]]:
    """A function that shows one more report, and whether an earlier run had made it; on standard error.

    Args:
        count: how many there will be.
    """
    with progress_bar(transient=True, disable=not Console(stderr=True).is_terminal) as bar:
        task = bar.add_task("grading", total=count)

        def say(one: Report, unchanged: bool) -> None:
            bar.console.print(_progress_line(one, unchanged), soft_wrap=True)
            bar.advance(task)

        yield say


def _progress_line(one: Report, unchanged: bool) -> Text:
    """The lesson, a mark for each exercise, how many are right."""
    if one.fault:
        return Text.assemble(one.learner, ": ", (one.fault, "red"))
    marks = [(MARKS[each.state], STYLES.get(each.state, "")) for each in one.exercises]
    ending = ", unchanged" if unchanged else ""
    return Text.assemble(one.learner, f" {one.lesson} ", *marks, f" {one.right} of {len(one.exercises)}{ending}")


def show_one(report: Report, out: Console) -> None:
    """Print everything about one notebook."""
    out.print(Text(f"{report.learner}: {report.lesson or report.file}", style="bold"))
    if report.fault:
        out.print(Text(report.fault, style="red"))
    if report.beside:
        out.print(Text(report.not_looked_at))
    if report.fault:
        return
    table = _table("exercise", "title", "state", "first differing number", "lines changed")
    for line in report.exercises:
        number = f"{line.stored} → {line.solution}" if line.stored or line.solution else ""
        table.add_row(line.id, line.title, _state(line), Text(number), str(line.lines_changed))
    out.print(table)
    out.print(f"{report.right} of {len(report.exercises)} right. A number is the learner's → the solution's.")
    if report.lesson_cells:
        first, count = report.lesson_cells[0], report.lesson_cells_that_differ
        cells = "1 lesson cell shows" if count == 1 else f"{count} lesson cells show"
        place = f"cell {first.cell} ({first.code}): {first.stored} → {first.solution}"
        out.print(Text(f"{cells} other numbers than the solution's; first {place}"))
    for line in report.exercises:
        _show_answer(line, out)


def _show_answer(line: Line, out: Console) -> None:
    out.print()
    out.print(Text.assemble((f"{line.id} {line.title}: ", "bold"), _state(line)))
    if line.message:
        out.print(Text(line.message))
    if not line.lines_changed:
        out.print("The same code as the solution's.")
        return
    table = Table("learner", "solution", box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False)
    for row in line.code:
        left = Text(f"{row.left_number or '':>3} {row.left}", _LEFT.get(row.kind, "dim"))
        table.add_row(left, Text(f"{row.right_number or '':>3} {row.right}", _RIGHT.get(row.kind, "dim")))
    out.print(table)


def show_class(reports: list[Report], out: Console) -> None:
    """Print the learners by the exercises, the totals, the commonest mistakes, who is stuck, what could not be read."""
    for lesson, group in tally.lessons(reports).items():
        totals = tally.totals(group)
        marked = any(report.out_of for report in group)
        table = _table("learner", *(total.exercise for total in totals), "right", *["points"] * marked)
        for report in group:
            marks = [Text(MARKS[line.state], STYLES.get(line.state, "")) for line in report.exercises]
            points = [f"{report.points} of {report.out_of}"] * marked
            table.add_row(
                Text(plain(report.learner, 40)), *marks, f"{report.right} of {len(report.exercises)}", *points
            )
        table.add_section()
        table.add_row("right", *(f"{total.right}/{total.notebooks}" for total in totals), "")
        out.print(Text(f"{lesson}, {tally.notebooks(len(group))}", style="bold"))
        out.print(table)
        for total in totals:
            for mistake in total.mistakes:
                message = f": {mistake.message}" if mistake.message else ""
                out.print(Text(f"{total.exercise}  {mistake.count} x {mistake.title}{message}"))
        for report, exercises in tally.stuck(group):
            out.print(Text(f"{report.learner} may be stuck, wrong or not reached: {', '.join(exercises)}"))
        out.print()
    met = {line.state for report in reports for line in report.exercises}
    out.print("  ".join(f"{mark} {state}" for state, mark in MARKS.items() if state in met))
    said = [(report, report.fault, "red") for report in reports]
    said += [(report, report.not_looked_at, "") for report in reports]
    said += [(report, sentence, "") for report, sentence in tally.wrong_lessons(reports)]
    for report, sentence, style in said:
        if sentence:
            out.print(Text(f"{report.learner} ({report.file}): {sentence}", style=style))


def _state(line: Line) -> Text:
    return Text(f"{MARKS[line.state]} {line.label}", STYLES.get(line.state, ""))


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
