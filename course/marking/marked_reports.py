"""A class's reports with its marks, as pages and returned notebooks show them.

What was judged stays as it is in the reports that are given: other points or a withdrawn remark begin from there.
"""

from collections.abc import Sequence
from dataclasses import replace

from course.classroom.reporting.report import Report
from course.classroom.reporting.tally import Named
from course.marking import alike
from course.marking.marked import Marked
from course.marking.remarks import Remarks
from course.marking.strict_toml import shown
from helpers.language import ENGLISH, speaking


def with_marks(reports: list[Report], remarks: Remarks, marked: Sequence[Marked] = ()) -> list[Report]:
    """Copies of the reports in which the marks stand, each in its notebook's language.

    Args:
        reports: of all notebooks.
        remarks: an answer that they count as right is right in the copy.
        marked: of the attempts that count; none where no points are given.
    """
    known = {one.report.identity: one for one in marked}
    return [_with_marks(one, remarks, known.get(one.identity), bool(known), one.language) for one in reports]


def in_english(reports: list[Report], remarks: Remarks, marked: Sequence[Marked] = ()) -> list[Report]:
    """The same for the class page and its tables, which an instructor reads; of the whole, what was taken off alone."""
    known = {one.report.identity: one for one in marked}
    copies = [_with_marks(one, remarks, known.get(one.identity), bool(known), ENGLISH) for one in reports]
    with speaking(ENGLISH):
        off = {name: " ".join(each.said for each in one.reductions) for name, one in known.items()}
    return [replace(one, reductions=off.get(one.identity, "")) for one in copies]


def _with_marks(report: Report, remarks: Remarks, marked: Marked | None, with_points: bool, language: str) -> Report:
    one = remarks.applied(report)
    with speaking(language):
        points = {mark.exercise: (shown(mark.points), shown(mark.of)) for mark in marked.marks} if marked else {}
        lines = []
        for line in one.exercises:
            given, of = points.get(line.id, ("", ""))
            lines.append(replace(line, points=given, out_of=of, remark=_said(remarks, one, line.id)))
        whole = {"points": shown(marked.points), "out_of": shown(marked.of)} if marked else {}
        reductions = marked.reckoning if marked else ""
        counts = bool(marked or one.fault or not with_points)
        return replace(
            one, exercises=lines, reductions=reductions, remark=_said(remarks, one, ""), counts=counts, **whole
        )


def _said(remarks: Remarks, report: Report, exercise: str) -> str:
    return " ".join(filter(None, (one.sentence for one in remarks.of(report, exercise))))


def notes(marked: Sequence[Marked], reports: list[Report]) -> dict[str, list[tuple[Report, str]]]:
    """What an instructor has to look at before the marks are final, and what is only to be known, for the class page.

    Each is a sentence with the report that it is about, as it is shown.
    """
    known = {one.identity: one for one in reports}
    pairs = {"looks": [(one, one.notes) for one in marked], "decided": [(one, one.decided) for one in marked]}
    return {
        name: [(known[one.report.identity], " ".join(said)) for one, said in several if said]
        for name, several in pairs.items()
    }


def equal_answers(reports: list[Report]) -> dict[str, list[tuple[str, str, tuple[Named, ...]]]]:
    """The groups of equal wrong answers of each lesson: the exercise, what is alike, the learners."""
    found: dict[str, list] = {}
    for group in alike.groups(reports):
        found.setdefault(group.lesson, []).append((group.exercise, group.sentence, group.learners))
    return found
