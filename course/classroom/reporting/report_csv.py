"""A class as CSV: a line for each notebook, in which no spreadsheet finds a formula."""

import re
from collections.abc import Iterable, Sequence

from course.classroom.reporting.report import Report

MARKS = ("points", "out of", "reductions", "remarks")  # the columns of a class that was marked
# What a spreadsheet begins a formula with, at the start of a cell; a quote there may be taken for the cell's own.
_FORMULA = re.compile(r"((?:^|[;\t\r\n])[\s\"]*)(?=[=+\-@\t\r＝＋－＠])")
_QUOTED = re.compile(r'[,;"\t\r\n]')


def as_csv(reports: list[Report]) -> str:
    """A line for each notebook; no cell is taken for a formula."""
    identities = sorted({line.id for one in reports for line in one.exercises})
    marked = any(one.marked for one in reports)
    rows = [["learner", "lesson", "file", "right", *identities, "fault", *MARKS * marked]]
    for one in reports:
        labels = {line.id: line.label for line in one.exercises}
        right = "" if one.fault else one.right
        cells = [one.learner, one.lesson, one.file, right, *(labels.get(name, "") for name in identities), one.fault]
        rows.append([*cells, *[one.points, one.out_of, one.reductions, " · ".join(one.remarks)] * marked])
    return as_table(rows)


def as_table(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as a CSV file holds them."""
    return "".join(",".join(map(_field, row)) + "\n" for row in rows)


def harmless(cell: str | int) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    return _FORMULA.sub(r"\1'", str(cell))


def _field(cell: str | int) -> str:
    """A cell as it stands in the file; a spreadsheet may also take a semicolon or a tab for the end of one."""
    text = harmless(cell)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
