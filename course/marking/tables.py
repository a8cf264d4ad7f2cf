"""Marks as the CSV that Canvas, Moodle or a spreadsheet takes: a roster's rows as they are, with the grades filled in.

A learner without a notebook keeps the cell as it was, never a 0: a notebook may have come another way, and Canvas takes
an emptied cell for a grade taken back. Nothing is guessed: who is in no row, or in several, is listed and left out.
The roster's cells are written back as they came, since platforms match by them. No cell of ours begins a formula.
"""
# long because: what Canvas, Moodle and a spreadsheet take are one walk over a roster's rows

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from course.classroom.reading import learner_names
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_csv import harmless
from course.marking import rosters
from course.marking.marked import Marked
from course.marking.policy import Policy
from course.marking.rosters import CANVAS, GENERIC, MOODLE, Roster
from course.marking.strict_toml import MarkingError, nearest, shown
from helpers.language import speaking

_KEPT = ("N/A", "EX")  # at Canvas: not assigned to this learner, or excused
_NUMBERED = re.compile(r".*\(\d+\)")
PLAIN = ("learner", "lesson", "points", "out of", "file")


@dataclass(frozen=True)
class Filled:
    """A table ready to be written, and what an instructor has to know of it.

    Attributes:
        content: the file's bytes.
        left_out: a sentence for each notebook without a cell of its own.
        empty: the roster's learners without a notebook; their cells are as they were.
    """

    content: bytes
    left_out: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def times(roster: Roster, reports: list[Report], policy: Policy) -> dict[str, datetime]:
    """When notebooks were handed in by their identity, as far as the roster says; of several attempts the newest's.

    Raises:
        MarkingError: it says one time, and there are several lessons; or a time that cannot be read.
    """
    readable = [one for one in reports if not one.fault]
    if not policy.late or roster.column(rosters.HANDED_IN) is roster.column(rosters.SUBMITTED) is None:
        return {}
    _one_lesson(one.lesson for one in readable)
    newest: dict[int, Report] = {}
    for one in sorted(readable, key=lambda one: learner_names.attempt_at(one.file).number):
        rows = roster.of(one)
        newest |= {rows[0]: one} if len(rows) == 1 else {}
    found = {one.identity: rosters.handed_in(roster, row, policy.zone) for row, one in newest.items()}
    return {identity: when for identity, when in found.items() if when}


def filled(kind: str, marked: list[Marked], policy: Policy, roster: Roster | None) -> Filled:
    """The table of this kind.

    Raises:
        MarkingError: a roster is missing, a lesson has no column there, or another highest grade.
    """
    if roster is None:
        if kind != GENERIC:
            raise MarkingError(f"--table {kind} fills in {rosters.WHAT[kind]}. Give that file with --roster FILE.")
        cells = [(one.report.learner, one.report.lesson, shown(one.points), shown(one.of), one.report.file)
                 for one in marked]  # fmt: skip
        return Filled(_written([PLAIN, *(map(harmless, row) for row in cells)], ",", "\n", False))
    columns = _columns(roster, list(dict.fromkeys(one.report.lesson for one in marked)), policy)
    width = max([len(roster.rows[0]), *(place + 1 for place in columns.values())])
    rows = [row + [""] * (width - len(row)) for row in roster.rows]
    for lesson, place in columns.items():
        rows[0][place] = rows[0][place] or harmless(policy.columns.get(lesson, lesson))
    found = [(one, roster.of(one.report)) for one in marked]
    owners = Counter((row, one.report.lesson) for one, several in found for row in several)
    left_out = []
    for one, several in found:
        reason = _homeless(several, owners, one.report.lesson)
        if reason := reason or _fill(rows, roster, several[0], columns[one.report.lesson], one):
            left_out.append(f"{one.report.learner} ({one.report.file}): {reason}")
    owned = {row for row, _ in owners}
    empty = [roster.names(row)[0] if roster.names(row) else f"row {row + 1}" for row in roster.learners()
             if row not in owned]  # fmt: skip
    return Filled(_written(rows, roster.delimiter, roster.ending, roster.marked), left_out, empty)


def place(folder: Path, kind: str) -> Path:
    """Where the table of a report is written."""
    return folder / f"{kind}.csv"


def refuse_over_roster(folder: Path, kind: str, roster: str) -> None:
    """Refuse a roster that lies where the table is to be written: it is the platform's own."""
    if place(folder, kind).exists() and place(folder, kind).samefile(roster):
        raise MarkingError(f"--roster {roster} is what --table {kind} writes over. Keep the platform's file elsewhere.")


def older(folder: Path, written: list[Path]) -> list[str]:
    """A sentence on each table that this run has not written; none is removed, as such a name may be anybody's."""
    there = [one for one in (place(folder, kind) for kind in rosters.KINDS) if one.is_file() and one not in written]
    what_to_do = "Add --table {} to write it anew, or delete it."
    return [f"older: {one} is not of this run, and has no marks of it. {what_to_do.format(one.stem)}" for one in there]


def _homeless(several: list[int], owners: Counter, lesson: str) -> str:
    """Why a notebook has no row of its own; empty if it has."""
    if not several:
        return "in no row of the roster, by number or name. Export it again, or name the file as it names the learner."
    rows = " and ".join(str(row + 1) for row in several)
    if len(several) > 1:
        return f"fits the rows {rows} of the roster. Fill in the grade by hand."
    alone = owners[several[0], lesson] == 1
    return "" if alone else f"row {rows} of the roster has several notebooks of this lesson. Leave one."


def _fill(rows: list[list[str]], roster: Roster, row: int, place: int, one: Marked) -> str:
    """Fill in a grade; why it was left as it was, or empty.

    Raises:
        MarkingError: the platform has another highest grade, and would take this one for what it is not.
    """
    cells, changeable = rows[row], roster.column(rosters.OPEN)
    if roster.kind == CANVAS and cells[place].strip() in _KEPT:
        return f"Canvas says {cells[place].strip()} there, not assigned or excused, and keeps it."
    if roster.kind == MOODLE and changeable is not None and cells[changeable].strip().casefold() == "no":
        return "Moodle says that the grade cannot be changed. Unlock it there, and download the worksheet again."
    if roster.kind != GENERIC:
        highest = _possible(roster)[place] if roster.kind == CANVAS else cells[roster.column(rosters.HIGHEST)]
        if _amount(highest) != one.of:
            lesson, has = one.report.lesson, f"{shown(one.of)} points"
            raise MarkingError(
                f'{lesson} has {has}, and "{highest.strip()}" is the highest grade in the roster. Write '
                f'[out_of] "{lesson}" = that number into the points file, or change it on the platform.'
            )
    cells[place] = shown(one.points)
    feedback = roster.column(rosters.FEEDBACK) if roster.kind == MOODLE else None
    with speaking(one.report.language):
        said = [remark.sentence_by_exercise for remark in one.remarks]
        said += [one.reckoning] if one.reductions else []
    if feedback is not None and any(said):
        cells[feedback] = harmless(html.escape(" ".join(filter(None, said))))  # Moodle takes it for HTML
    return ""


def _columns(roster: Roster, lessons: list[str], policy: Policy) -> dict[str, int]:
    """The place of each lesson's column; the same for a platform, at the end if need be for a spreadsheet."""
    header = [title.strip() for title in roster.rows[0]]
    if roster.kind == MOODLE:
        _one_lesson(lessons)
        return {lesson: roster.column(rosters.GRADE) for lesson in lessons}
    if roster.kind == GENERIC:
        titles = [policy.columns.get(lesson, lesson) for lesson in lessons]
        header += [title for title in dict.fromkeys(titles) if title not in header]
        return {lesson: header.index(title) for lesson, title in zip(lessons, titles, strict=True)}
    section, possible = roster.column(("section",)), _possible(roster)
    places = [place for place, title in enumerate(header) if place > section and _NUMBERED.fullmatch(title)]
    open_ones = [header[place] for place in places if "read only" not in possible[place]]
    found: dict[str, int] = {}
    for lesson in lessons:
        given = policy.columns.get(lesson)
        fits = [title for title in open_ones if (title == given if given else lesson in title)]
        if len(fits) != 1 or header.index(fits[0]) in found.values():
            raise MarkingError(_no_column(lesson, given, open_ones, taken=len(fits) == 1))
        found[lesson] = header.index(fits[0])
    return found


def _no_column(lesson: str, given: str | None, titles: list[str], taken: bool) -> str:
    """Why a lesson has no column of Canvas's, and what to write."""
    known = f"Its assignments: {', '.join(titles) or 'none'}."
    if taken:
        return f"Two lessons are to fill one column of the roster. Give {lesson} its own under [columns]. {known}"
    if given:
        near = nearest(given, titles)
        return f'[columns] "{lesson}" = "{given}": the roster has no single assignment of that title.{near} {known}'
    what_to_do = f'Write which one it is into the points file: [columns] "{lesson}" = "its title"'
    return f"The roster has no single assignment with {lesson} in its title. {what_to_do}. {known}"


def _possible(roster: Roster) -> list[str]:
    return next(row for row in roster.rows if rosters.POSSIBLE in row[0])


def _one_lesson(lessons: Iterable[str]) -> None:
    if len(several := sorted(set(lessons))) > 1:
        names = ", ".join(several)
        raise MarkingError(f"This roster is of one assignment, and the notebooks are of {names}. Grade one at a time.")


def _amount(text: str) -> Fraction | None:
    """The number in a cell, whichever sign stands before its decimals; None if it is none."""
    *whole, last = re.split(r"[.,]", text.strip())
    number = f"{''.join(whole)}.{last}" if whole else last
    return Fraction(number) if re.fullmatch(r"\d+(\.\d+)?", number, re.ASCII) else None


def _written(rows: Iterable[Iterable[str]], delimiter: str, ending: str, marked: bool) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if marked else "utf-8")
