"""What a notebook is worth: its marks, what was taken off, and how the total came about, as the learner reads it."""

from dataclasses import dataclass
from fractions import Fraction

from course.classroom.reporting.report import Report
from course.marking.remarks import Remark
from course.marking.strict_toml import shown
from helpers.language import say

SCALED_DECIMALS = 2  # of what was earned, which is no mark yet


@dataclass(frozen=True)
class Mark:
    """What one answer is worth: its points, out of how many, and whether an instructor has to look at it."""

    exercise: str
    points: Fraction
    of: Fraction
    look: bool = False


@dataclass(frozen=True)
class Reduction:
    """A share that is taken off what was earned, for so many days late, or for so many attempts before this one.

    ``due`` and ``handed_in`` are moments as they are shown, empty where nobody knows them.
    """

    late: bool
    count: int
    share: Fraction
    due: str = ""
    handed_in: str = ""

    @property
    def said(self) -> str:
        """What the learner reads, in the language that is spoken."""
        percent = shown(self.share * 100)
        if self.late and self.handed_in:
            words = {"days": self.count, "due": self.due, "handed_in": self.handed_in, "percent": percent}
            return say("Late, days begun: {days}; due {due}, handed in {handed_in}. Taken off: {percent} %.", **words)
        if self.late:
            return say("Late, days begun: {days}. Taken off: {percent} %.", days=self.count, percent=percent)
        return say("Attempts before this one: {count}. Taken off: {percent} %.", count=self.count, percent=percent)


@dataclass(frozen=True)
class Marked:
    """The marks of one notebook.

    Attributes:
        reductions: none where an instructor gave the points for the whole.
        points: the total, rounded, out of ``of``.
        notes: for the instructor, in English: what is to be looked at before the marks are final.
        remarks: those on this notebook, on the whole of it first.
        decided: for the instructor, in English: what the rules or an instructor decided, which asks for nothing.
        earned: before anything was taken off, out of ``of`` as well; None where the points for the whole were given.
    """

    report: Report
    marks: tuple[Mark, ...]
    reductions: tuple[Reduction, ...]
    points: Fraction
    of: Fraction
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...]
    decided: tuple[str, ...] = ()
    earned: Fraction | None = None

    @property
    def reckoning(self) -> str:
        """How the total came about, in the language that is spoken; empty where it is the sum of the exercises."""
        points = sum((mark.points for mark in self.marks), Fraction(0))
        full = sum((mark.of for mark in self.marks), Fraction(0))
        said = [each.said for each in self.reductions]
        if self.earned is None or not full or (full == self.of and not said):
            return " ".join(said)
        words = {"points": shown(points), "full": shown(full)}
        if full == self.of:
            return " ".join([say("Earned: {points} of {full} points.", **words), *said])
        words |= {"scaled": shown(self.earned, SCALED_DECIMALS), "of": shown(self.of)}
        return " ".join([say("Earned: {points} of {full} points, which is {scaled} of {of}.", **words), *said])
