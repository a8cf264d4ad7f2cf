"""A class's reports with its marks, as pages and returned notebooks show them.

What was judged stays as it is in the reports that are given: other points or a withdrawn remark begin from there.
"""

from collections.abc import Sequence
from dataclasses import replace

from course.classroom.reporting.report import Report
from course.classroom.reporting.tally import Named
from course.marking import alike
from course.marking.points import Marked
from course.marking.remarks import Remarks
from course.marking.strict_toml import shown
from helpers.language import speaking


def with_marks(reports: list[Report], remarks: Remarks, marked: Sequence[Marked] = ()) -> list[Report]:
    """Copies of the reports in which the marks stand, each in its notebook's language.

    Args:
        reports: of all notebooks.
        remarks: an answer that they count as right is right in the copy.
        marked: of the attempts that count; none where no points are given.
    """
    known = {one.report.identity: one for one in marked}
    return [_with_marks(one, remarks, known.get(one.identity), bool(known)) for one in reports]


def _with_marks(report: Report, remarks: Remarks, marked: Marked | None, with_points: bool) -> Report:
    one = remarks.applied(report)
    with speaking(one.language):
        points = {mark.exercise: (shown(mark.points), shown(mark.of)) for mark in marked.marks} if marked else {}
        lines = []
        for line in one.exercises:
            given, of = points.get(line.id, ("", ""))
            lines.append(replace(line, points=given, out_of=of, remark=_said(remarks, one, line.id)))
        whole = {"points": shown(marked.points), "out_of": shown(marked.of)} if marked else {}
        reductions = " ".join(each.said for each in marked.reductions) if marked else ""
        counts = bool(marked or one.fault or not with_points)
        return replace(
            one, exercises=lines, reductions=reductions, remark=_said(remarks, one, ""), counts=counts, **whole
        )


def _said(remarks: Remarks, report: Report, exercise: str) -> str:
    return " ".join(filter(None, (one.sentence for one in remarks.of(report, exercise))))


def to_look_at(marked: Sequence[Marked], reports: list[Report]) -> list[tuple[Report, str]]:
    """What an instructor has to know or to do before the marks are final, with the report as it is shown."""
    known = {one.identity: one for one in reports}
    return [(known[one.report.identity], " ".join(one.notes)) for one in marked if one.notes]


def equal_answers(reports: list[Report]) -> dict[str, list[tuple[str, str, tuple[Named, ...]]]]:
    """The groups of equal wrong answers of each lesson: the exercise, what is alike, the learners."""
    found: dict[str, list] = {}
    for group in alike.groups(reports):
        found.setdefault(group.lesson, []).append((group.exercise, group.sentence, group.learners))
    return found
