"""A class marked by a policy: points per answer, what is taken off, which attempt counts, and what needs a look.

Points are fractions until the end: a notebook's total is rounded once, half up, to the policy's decimals.
When a notebook was handed in is taken from who knows it: a remark, a roster, Canvas's LATE in a file's name. A file's
own time and an archive's are not believed: copying, cloning and a platform's export write theirs.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo
from fractions import Fraction

from course.classroom.judging.one_sheet import UNANSWERED
from course.classroom.matching.states import State
from course.classroom.reading import learner_names
from course.classroom.reporting.report import Line, Report
from course.marking.marked import Mark, Marked, Reduction
from course.marking.policy import BEST, FIRST, ONLY_THE_LAST, Policy
from course.marking.remarks import NO_REMARKS, Remark, Remarks
from course.marking.strict_toml import MarkingError, shown

DAY, NOTHING = timedelta(days=1), Fraction(0)
NO_TIMES: Mapping[str, datetime] = {}


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
    return replace(chosen, decided=(note, *chosen.decided))


def _marked(one: Report, before: int, policy: Policy, remarks: Remarks, times: Mapping[str, datetime]) -> Marked:
    marks = tuple(_mark(line, policy, remarks.of(one, line.id)) for line in one.exercises)
    late, notes = _late(one, policy, remarks.handed_in(one) or times.get(one.identity))
    again = Reduction(False, before, before * (policy.attempts or ONLY_THE_LAST).per_attempt)
    reductions = tuple(each for each in (late, again) if each.share)
    earned, full = (sum(points, NOTHING) for points in ((mark.points for mark in marks), (mark.of for mark in marks)))
    of, whole = policy.out_of.get(one.lesson, full), remarks.of(one)
    earned, decided = earned * (of / full if full else 0), ()
    total = earned * (1 - min(sum(each.share for each in reductions), 1))
    for each in (each for each in whole if each.overrides):
        total, earned, reductions = _within(each, of, "the whole"), None, ()
        decided = (f"{each.by} gave {shown(total)} points for the whole.",)
    if looks := ", ".join(mark.exercise for mark in marks if mark.look):
        notes.append(f"Needs your look, no points until then: {looks}.")
    said = (*whole, *(each for line in one.exercises for each in remarks.of(one, line.id)))
    points = Fraction(shown(total, policy.decimals))
    return Marked(one, marks, reductions, points, of, tuple(notes), said, decided, earned)


def _mark(line: Line, policy: Policy, remarks: list[Remark]) -> Mark:
    of = policy.points.get(line.id, Fraction(1))
    for each in (each for each in remarks if each.overrides):
        points = of if each.right else _within(each, of, line.id)
        return Mark(line.id, points, of)
    if line.state == State.RIGHT:
        return Mark(line.id, of, of)
    if line.state in (State.NOT_RUN, State.FORBIDDEN) or (line.state in UNANSWERED and line.state not in policy.states):
        return Mark(line.id, NOTHING, of, look=True)
    return Mark(line.id, policy.credit(line).of(of), of)


def _within(remark: Remark, of: Fraction, what: str) -> Fraction:
    if remark.points > of:
        has = f"{shown(remark.points)} points for {what}, which has {shown(of)} at most"
        raise MarkingError(f"{remark.where}: {has}. Write fewer, or give it more in the points file.")
    return remark.points


def _late(one: Report, policy: Policy, handed_in: datetime | None) -> tuple[Reduction, list[str]]:
    """What lateness takes off, and what is to be said of it; a day begins where the grace ends."""
    deadline, export = policy.deadlines.get(one.lesson), learner_names.export_of(one.file)
    days, said, clocks = 0, [], ()
    if deadline and handed_in:
        clocks = _clock(deadline, policy.zone), _clock(handed_in, policy.zone)
        days = max(-(-(handed_in - deadline - policy.late.grace) // DAY), 0)
    elif deadline and (not export or export.platform != "canvas" or export.late):  # Canvas says who is late
        mark = " Canvas marked it LATE." if export and export.late else ""
        days = 1 if mark and policy.late.fixed is not None else 0
        none = "" if days else " No late policy applied; where you know it, write handed_in in the remarks."
        said = [f"Handed in: unknown.{mark}{none}"]
    return Reduction(True, days, policy.late.lost(days) if days else NOTHING, *clocks), said


def _clock(moment: datetime, zone: tzinfo | None) -> str:
    """A moment as a clock in the points file's time zone shows it; seconds where there are some."""
    return f"{moment.astimezone(zone or timezone.utc):%Y-%m-%d %H:%M:%S %Z}".replace(":00 ", " ")
