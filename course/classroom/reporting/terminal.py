"""Reports in a terminal: tables, and the two sides of an answer in colour."""

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from course.classroom.matching import states
from course.classroom.reading.learner_names import plain
from course.classroom.reporting import side_by_side, tally
from course.classroom.reporting.report import Line, Report
from helpers.checks.shown import SYMBOLS

WIDTH_COLUMNS = 120  # where there is no terminal to ask
MARKS = {
    states.RIGHT: SYMBOLS["right"],
    states.WRONG: SYMBOLS["wrong"],
    states.TODO: SYMBOLS["todo"],
    states.RAISED: SYMBOLS["raised"],
    states.MISSING: "-",
    states.NOT_RUN: "?",
    states.OUT_OF_TIME: "t",
    states.OUT_OF_MEMORY: "m",
    states.DIED: "†",
}
STYLES = {states.RIGHT: "green", states.WRONG: "red", states.RAISED: "yellow", states.NOT_RUN: "magenta"}
_LEFT = {side_by_side.CHANGED: "red", side_by_side.ONLY_LEFT: "red"}
_RIGHT = {side_by_side.CHANGED: "green", side_by_side.ONLY_RIGHT: "green"}


def console() -> Console:
    """Where reports are printed: nothing in a text is taken for a command, no character stops the output."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    width = None if sys.stdout.isatty() else WIDTH_COLUMNS
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def show_one(report: Report, out: Console):
    """Print everything about one notebook."""
    out.print(Text(f"{report.learner}: {report.lesson or report.file}", style="bold"))
    if report.fault:
        out.print(Text(report.fault, style="red"))
        return
    table = _table("exercise", "title", "state", "first differing number", "lines changed")
    for line in report.lines:
        number = " → ".join(line.number) if any(line.number) else ""
        table.add_row(line.id, line.title, _state(line), Text(number), str(line.changed), style=None)
    out.print(table)
    out.print(f"{report.right} of {len(report.lines)} right. A number is the learner's → the solution's.")
    if report.partings:
        first, count = report.partings[0], len(report.partings)
        cells = "1 lesson cell shows" if count == 1 else f"{count} lesson cells show"
        place = f"cell {first.cell} ({first.code}): {first.stored} → {first.solution}"
        out.print(Text(f"{cells} other numbers than the solution's; first {place}"))
    for line in report.lines:
        _show_answer(line, out)


def _show_answer(line: Line, out: Console):
    out.print()
    out.print(Text.assemble((f"{line.id} {line.title}: ", "bold"), _state(line)))
    if line.message:
        out.print(Text(line.message))
    if not line.changed:
        out.print("The same code as the solution's.")
        return
    table = Table("learner", "solution", box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False)
    for row in line.rows:
        left = Text(f"{'' if row.left_number is None else row.left_number:>3} {row.left}", _LEFT.get(row.kind, "dim"))
        number = "" if row.right_number is None else row.right_number
        table.add_row(left, Text(f"{number:>3} {row.right}", _RIGHT.get(row.kind, "dim")))
    out.print(table)


def show_class(reports: list[Report], out: Console):
    """Print the learners by the exercises, the totals and the commonest mistakes, and what could not be read."""
    for lesson, group in tally.lessons(reports).items():
        totals = tally.totals(group)
        table = _table("learner", *(total.id for total in totals), "right")
        for report in group:
            marks = [Text(MARKS[line.state], STYLES.get(line.state, "")) for line in report.lines]
            table.add_row(Text(plain(report.learner, 40)), *marks, f"{report.right} of {len(report.lines)}")
        table.add_section()
        table.add_row("right", *(f"{total.right}/{total.notebooks}" for total in totals), "")
        out.print(Text(f"{lesson}, {len(group)} notebooks", style="bold"))
        out.print(table)
        for total in totals:
            for mistake in total.mistakes:
                out.print(Text(f"{total.id}  {mistake.count} x {mistake.title}: {mistake.message}"))
        out.print()
    met = {line.state for report in reports for line in report.lines}
    out.print("  ".join(f"{mark} {state}" for state, mark in MARKS.items() if state in met))
    for report in reports:
        if report.fault:
            out.print(Text(f"{report.learner} ({report.file}): {report.fault}", style="red"))
        elif report.beside:
            out.print(Text(f"{report.learner} ({report.file}): {report.beside}"))


def _state(line: Line) -> Text:
    return Text(f"{MARKS[line.state]} {line.label}", STYLES.get(line.state, ""))


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
