"""A TOML file read strictly: what is not known is refused by its path, with the nearest known name."""

import difflib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from course import CourseError
from course.requirements import tomllib

MOST_LISTED, MOST_DECIMALS = 50, 4
NEAR_FROM = 0.65  # of difflib's ratio: "halve" is near "half", and "newest" is not near "best"
MOST_POINTS, LEAST_EXPONENT = 1_000_000, -9  # beyond them a number is a slip, and costly to reckon with
_LESSON = re.compile(r"\d\d-")  # an exercise begins with it
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ?%", re.ASCII)
_SPAN = re.compile(r"(\d{1,6}) (minute|hour|day)s?", re.ASCII)


class MarkingError(CourseError):
    """Something in a points file, in remarks or in a roster that cannot be meant: what was found, what to write."""


@dataclass(frozen=True)
class Credit:
    """A number of points, or a share of what there is to have."""

    amount: Fraction
    share: bool = False

    def of(self, points: Fraction) -> Fraction:
        """The points that it comes to where there are so many to have."""
        return self.amount * points if self.share else self.amount


@contextmanager
def in_file(file: str) -> Iterator[None]:
    """Name the file, as its author called it, in front of what is refused in a ``with`` block."""
    try:
        yield
    except MarkingError as fault:
        raise MarkingError(f"{file}: {fault}") from None


def read(text: str) -> dict:
    """The tables in a TOML file, its decimal numbers as they are written."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError) as fault:  # TOML's own error is one, that of endless digits another
        reason = " ".join(str(fault).split())
        raise MarkingError(f"it cannot be read as TOML: {reason}. Mend that line and run it again.") from None


def unknown(kind: str, name: str, known: Iterable[str], where: str) -> MarkingError:
    """The refusal of a name: where it stands, the nearest known one, and those that are known, unless they are many.

    Of an exercise that a lesson has not, those that are known are that lesson's.
    """
    known = list(known)
    if lesson := _LESSON.match(name):
        known = [one for one in known if one.startswith(lesson[0])] or known
    listed = f"Known: {', '.join(known) or 'none'}." if len(known) <= MOST_LISTED else f"{len(known)} are known."
    return MarkingError(f'{where}: "{name}" is no {kind}.{nearest(name, known)} {listed}')


def nearest(name: str, known: list[str]) -> str:
    """A question after the known name that may be meant: one that begins with what was written, else one like it."""
    near = [one for one in known if name and one.startswith(name)]
    near = near[:1] or difflib.get_close_matches(name, known, n=1, cutoff=NEAR_FROM)
    return f' Did you mean "{near[0]}"?' if near else ""


def table(value: object, where: str, known: Iterable[str] | None = None) -> dict:
    """A table whose keys are all known; ``where`` is its path, such as ``[late]``, None knows any key."""
    if not isinstance(value, dict):
        raise MarkingError(f"{where}: found {value!r}; write a table there, with its name in brackets above it.")
    for name in value if known is not None else ():
        if name not in known:
            raise unknown("key", name, known, where)
    return value


def number(value: object, where: str) -> Fraction:
    """A number that is not negative, exactly as it was written."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise MarkingError(f"{where}: found {value!r}; write a number of points, such as 1.5.")
    exact = Decimal(value)
    if not exact.is_finite() or not 0 <= exact <= MOST_POINTS or exact.as_tuple().exponent < LEAST_EXPONENT:
        raise MarkingError(f"{where}: found {str(exact)[:40]}; write a number from 0 to {MOST_POINTS}, such as 1.5.")
    return Fraction(exact)


def whole(value: object, where: str, low: int, high: int) -> int:
    """A whole number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise MarkingError(f"{where}: found {value!s:.40}; write a whole number from {low} to {high}.")
    return value


def share(value: object, where: str) -> Fraction:
    """A share, written as a percentage."""
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if not found or Fraction(found[1]) > 100:
        raise MarkingError(f'{where}: found {value!s:.40}; write a percentage from "0 %" to "100 %", in quotes.')
    return Fraction(found[1]) / 100


def credit(value: object, where: str) -> Credit:
    """Points, written as a number, or a share of them, written as a percentage."""
    return Credit(share(value, where), True) if isinstance(value, str) else Credit(number(value, where))


def span(value: object, where: str) -> timedelta:
    """A length of time."""
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise MarkingError(f'{where}: found {value!s:.40}; write "30 minutes", "2 hours" or "1 day", in quotes.')
    return timedelta(**{f"{found[2]}s": int(found[1])})


def zone(value: object, where: str) -> ZoneInfo | None:
    """The time zone of this name; None for none."""
    try:
        return None if value is None else ZoneInfo(value)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        example = 'write a name such as "Europe/Zurich", or give each date its offset: 2026-11-20T23:59:00+01:00'
        raise MarkingError(f"{where}: found {value!r}, which is no time zone known here; {example}.") from None


def moment(value: object, zone: tzinfo | None, where: str) -> datetime:
    """A moment in UTC: of a date with its offset, or of one that is read in this time zone.

    Two dates of one zone are not reckoned with: Python counts what clocks show, an hour off where they were changed.
    """
    if not isinstance(value, datetime):
        raise MarkingError(f"{where}: found {value}; write date and time, 2026-11-20T23:59:00, without quotes.")
    date = value.isoformat()
    if value.tzinfo is None and zone is None:
        what_to_do = f'write {date}+01:00, or timezone = "..." at the top of your TOML file'
        raise MarkingError(f"{where}: {date} is in no time zone; {what_to_do}.")
    try:
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(timezone.utc)
    except OverflowError:
        raise MarkingError(f"{where}: found {date}; write a year of this age.") from None


def shown(points: Fraction, decimals: int = MOST_DECIMALS) -> str:
    """A number that is not negative as it is printed everywhere: rounded once, half up, no zeros at its end."""
    scaled = int(points * 10**decimals + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}".rstrip("0") if rest else str(whole)
