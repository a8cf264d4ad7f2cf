"""A class marked by a policy: points per answer, what is taken off, which attempt counts, and what needs a look.

Points are fractions until the end: a notebook's total is rounded once, half up, to the policy's decimals.
When a notebook was handed in is taken from who knows it: a remark, a roster, Canvas's LATE in a file's name. A file's
own time and an archive's are not believed: copying, cloning and a platform's export write theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from course.classroom.judging.one_sheet import UNANSWERED
from course.classroom.matching.states import State
from course.classroom.reading import learner_names
from course.classroom.reporting.report import Line, Report
from course.marking.policy import BEST, FIRST, ONLY_THE_LAST, Policy
from course.marking.remarks import NO_REMARKS, Remark, Remarks
from course.marking.strict_toml import MarkingError, shown
from helpers.language import say

DAY, NOTHING = timedelta(days=1), Fraction(0)
NO_TIMES: Mapping[str, datetime] = {}


@dataclass(frozen=True)
class Mark:
    """What one answer is worth: its points, out of how many, and whether an instructor has to look at it."""

    exercise: str
    points: Fraction
    of: Fraction
    look: bool = False


@dataclass(frozen=True)
class Reduction:
    """A share that is taken off what was earned, for so many days late, or for so many attempts before this one."""

    late: bool
    count: int
    share: Fraction

    @property
    def said(self) -> str:
        """What the learner reads, in the language that is spoken."""
        percent = shown(self.share * 100)
        if self.late:
            return say("Late, days begun: {days}. Taken off: {percent} %.", days=self.count, percent=percent)
        return say("Attempts before this one: {count}. Taken off: {percent} %.", count=self.count, percent=percent)


@dataclass(frozen=True)
class Marked:
    """The marks of one notebook.

    Attributes:
        points: the total, rounded, out of ``of``.
        notes: for the instructor, in English.
        remarks: those on this notebook, on the whole of it first.
    """

    report: Report
    marks: tuple[Mark, ...]
    reductions: tuple[Reduction, ...]
    points: Fraction
    of: Fraction
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...]


def mark_class(
    reports: list[Report], policy: Policy, remarks: Remarks = NO_REMARKS, times: Mapping[str, datetime] = NO_TIMES
) -> list[Marked]:
    """The marks of each learner and lesson, of the attempt that counts; what could not be read has none.

    ``times`` says when a notebook was handed in by its identity, where a roster knows it.
    """
    works: dict[object, list[Report]] = {}
    for one in reports:
        if not one.fault:
            works.setdefault((learner_names.attempt_at(one.file).work, one.lesson), []).append(one)
    marked = []
    for several in works.values():
        several.sort(key=lambda one: learner_names.attempt_at(one.file).number)
        attempts = [_marked(one, before, policy, remarks, times) for before, one in enumerate(several)]
        marked.append(_counting(attempts, policy))
    return marked


def _counting(attempts: list[Marked], policy: Policy) -> Marked:
    """The attempt that counts; of equals the earlier."""
    rule = policy.attempts or ONLY_THE_LAST
    allowed = attempts[: rule.most]
    chosen = {FIRST: allowed[0], BEST: max(allowed, key=lambda one: one.points)}.get(rule.counts, allowed[-1])
    if len(attempts) == 1:
        return chosen
    after = f" Those after attempt {rule.most} do not count." if len(allowed) < len(attempts) else ""
    note = f"Attempt {attempts.index(chosen) + 1} of {len(attempts)} counts ({rule.counts}).{after}"
    return replace(chosen, notes=(note, *chosen.notes))


def _marked(one: Report, before: int, policy: Policy, remarks: Remarks, times: Mapping[str, datetime]) -> Marked:
    marks = tuple(_mark(line, policy, remarks.of(one, line.id), one.learner) for line in one.exercises)
    late, notes = _late(one, policy, remarks.handed_in(one) or times.get(one.identity))
    again = Reduction(False, before, before * (policy.attempts or ONLY_THE_LAST).per_attempt)
    reductions = tuple(each for each in (late, again) if each.share)
    earned, full = (sum(points, NOTHING) for points in ((mark.points for mark in marks), (mark.of for mark in marks)))
    of, whole = policy.out_of.get(one.lesson, full), remarks.of(one)
    total = earned * (1 - min(sum(each.share for each in reductions), 1)) * (of / full if full else 0)
    for each in (each for each in whole if each.overrides):
        total = _within(each.points, of, one.learner, "the whole")
        notes.append(f"{each.by} gave {shown(total)} points for the whole.")
    if looks := ", ".join(mark.exercise for mark in marks if mark.look):
        notes.append(f"Needs your look, no points until then: {looks}.")
    said = (*whole, *(each for line in one.exercises for each in remarks.of(one, line.id)))
    return Marked(one, marks, reductions, Fraction(shown(total, policy.decimals)), of, tuple(notes), said)


def _mark(line: Line, policy: Policy, remarks: list[Remark], learner: str) -> Mark:
    of = policy.points.get(line.id, Fraction(1))
    for each in (each for each in remarks if each.overrides):
        points = of if each.right else _within(each.points, of, learner, line.id)
        return Mark(line.id, points, of)
    if line.state == State.RIGHT:
        return Mark(line.id, of, of)
    if line.state in (State.NOT_RUN, State.FORBIDDEN) or (line.state in UNANSWERED and line.state not in policy.states):
        return Mark(line.id, NOTHING, of, look=True)
    return Mark(line.id, policy.credit(line).of(of), of)


def _within(points: Fraction, of: Fraction, learner: str, what: str) -> Fraction:
    if points > of:
        has = f"{shown(points)} points for {what} of {learner}; it has {shown(of)} at most"
        raise MarkingError(f"remarks.toml: {has}. Write fewer, or give it more in the points file.")
    return points


def _late(one: Report, policy: Policy, handed_in: datetime | None) -> tuple[Reduction, list[str]]:
    """What lateness takes off, and what is to be said of it; a day begins where the grace ends."""
    deadline, export = policy.deadlines.get(one.lesson), learner_names.export_of(one.file)
    days, said = 0, []
    if deadline and handed_in:
        days = max(-(-(handed_in - deadline - policy.late.grace) // DAY), 0)
    elif deadline and (not export or export.platform != "canvas" or export.late):  # Canvas says who is late
        mark = " Canvas marked it LATE." if export and export.late else ""
        days = 1 if mark and policy.late.fixed is not None else 0
        none = "" if days else " No late policy applied; where you know it, write handed_in in the remarks."
        said = [f"Handed in: unknown.{mark}{none}"]
    return Reduction(True, days, policy.late.lost(days) if days else NOTHING), said
