"""What a points file says: points per exercise, credit for what is partly right, late work, attempts."""
# long because: each word of a points file is declared here, and read

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from course import places
from course.classroom.matching.states import State
from course.classroom.reporting.report import Line
from course.marking import strict_toml
from course.marking.strict_toml import Credit, MarkingError, shown
from helpers import exercises
from helpers.checks.messages import STRUCTURE

KEYS = ("decimals", "timezone", "points", "partial", "states", "late", "deadlines", "attempts", "out_of", "columns")
# What an exercise does not declare itself; the judge may find it in any.
GENERAL = (*STRUCTURE, "changes_input", "works_once", "arguments", "out_of_time")
# States for which a file may give credit. What was not run, or could not be behind the wall, is nobody's mistake.
CREDITED = (State.WRONG, State.RAISED, State.OUT_OF_TIME, State.OUT_OF_MEMORY, State.DIED)
LAST, BEST, FIRST = "last", "best", "first"
NOTHING = Credit(Fraction(0))


@dataclass(frozen=True)
class Known:
    """What a points file may name: each lesson's exercises, and the mistakes that each exercise declares."""

    lessons: Mapping[str, tuple[str, ...]]
    mistakes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Late:
    """What is taken off late work: a share for each day begun, or once; never more than leaves ``floor``."""

    per_day: Fraction | None
    fixed: Fraction | None
    grace: timedelta
    floor: Fraction

    def lost(self, days: int) -> Fraction:
        """The share that so many days begun cost, one at least."""
        return min(self.fixed if self.per_day is None else self.per_day * days, 1 - self.floor)


@dataclass(frozen=True)
class Attempts:
    """Which attempt counts, how many may, and the share that each one after the first costs."""

    counts: str
    most: int | None
    per_attempt: Fraction


ONLY_THE_LAST = Attempts(LAST, None, Fraction(0))


@dataclass(frozen=True)
class Policy:
    """A points file. Exercises and mistakes are looked up from the most to the least specific.

    Attributes:
        points: of each exercise.
        partial: credit by exercise and mistake, either of which may be "": any.
        attempts: None where the file does not speak of them, and the newest is the only one looked at.
        out_of: what a lesson's total is scaled to, by lesson.
        columns: the title of a lesson's column in the roster.
    """

    known: Known
    points: Mapping[str, Fraction]
    partial: Mapping[tuple[str, str], Credit] = field(default_factory=dict)
    states: Mapping[State, Credit] = field(default_factory=dict)
    late: Late | None = None
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    attempts: Attempts | None = None
    out_of: Mapping[str, Fraction] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    decimals: int = 2
    zone: ZoneInfo | None = None

    def credit(self, line: Line) -> Credit:
        """What an answer that is not right is worth."""
        if line.mistake and line.state in (State.WRONG, State.RAISED):
            declared = line.mistake in self.known.mistakes.get(line.id, ())
            named = [(line.id, line.mistake), ("", line.mistake), *([(line.id, ""), ("", "")] if declared else [])]
            if found := [self.partial[key] for key in named if key in self.partial]:
                return found[0]
        return self.states.get(line.state, NOTHING)


def known() -> Known:
    """The lessons, exercises and mistakes of this course."""
    declared = {lesson.name: exercises.of_lesson(lesson.number) for lesson in places.lessons()}
    by_lesson = {name: tuple(one.id for one in several) for name, several in declared.items()}
    mistakes = {one.id: tuple(each.id for each in one.mistakes) for several in declared.values() for one in several}
    return Known(by_lesson, mistakes)


def read(text: str, known: Known, file: str = "points.toml") -> Policy:
    """The policy in a points file.

    Raises:
        MarkingError: a key, an exercise, a mistake or a value that cannot be meant, by the file's name and its path.
    """
    with strict_toml.in_file(file):
        return _policy(strict_toml.table(strict_toml.read(text), "at its top", KEYS), known)


def _policy(data: dict, known: Known) -> Policy:
    zone = strict_toml.zone(data.get("timezone"), "timezone")
    worth = _by_name(data, "points", known, strict_toml.number, exercises=True)
    points = {one: worth.get(one, worth.get(lesson, worth.get("", Fraction(1))))
              for lesson, several in known.lessons.items() for one in several}  # fmt: skip
    policy = Policy(
        known,
        points,
        _partial(data, known),
        _states(data),
        _late(data),
        _by_name(data, "deadlines", known, lambda value, where: strict_toml.moment(value, zone, where)),
        _attempts(data),
        _by_name(data, "out_of", known, strict_toml.number),
        _by_name(data, "columns", known, _title),
        strict_toml.whole(data.get("decimals", 2), "decimals", 0, strict_toml.MOST_DECIMALS),
        zone,
    )
    _refuse_what_does_not_fit(policy)
    return policy


def _lesson(name: str, known: Known, where: str) -> str:
    found = [lesson for lesson in known.lessons if name in (lesson, lesson.partition("_")[0])]
    if not found:
        raise strict_toml.unknown("lesson", name, known.lessons, where)
    return found[0]


def _by_name(data: dict, name: str, known: Known, value_of, exercises: bool = False) -> dict:
    """Values by lesson; where exercises may stand there too, by exercise, and under "" for all others."""
    where, found = f"[{name}]", {}
    for key, value in strict_toml.table(data.get(name, {}), where).items():
        place = "" if exercises and key == "default" else key
        if exercises and "-" in key and key not in known.mistakes:
            raise strict_toml.unknown("exercise", key, known.mistakes, where)
        if place and not (exercises and key in known.mistakes):
            place = _lesson(key, known, where)
        if place in found:
            raise MarkingError(f"{where}: {place} stands there twice, by its name and by its number. Keep one.")
        found[place] = value_of(value, f'{where} "{key}"')
    return found


def _partial(data: dict, known: Known) -> dict[tuple[str, str], Credit]:
    where, found = "[partial]", {}
    anywhere = [*dict.fromkeys(one for several in known.mistakes.values() for one in several), *GENERAL]
    for key, value in strict_toml.table(data.get("partial", {}), where).items():
        exercise = key if isinstance(value, dict) else ""
        if exercise and exercise not in known.mistakes:
            raise strict_toml.unknown("exercise", exercise, known.mistakes, where)
        place = f'[partial."{exercise}"]' if exercise else where
        names = [*known.mistakes[exercise], *GENERAL] if exercise else anywhere
        for mistake, credit in (value if exercise else {key: value}).items():
            if mistake not in ("default", *names):
                raise strict_toml.unknown("mistake", mistake, names, place)
            given = strict_toml.credit(credit, f"{place} {mistake}")
            found[exercise, "" if mistake == "default" else mistake] = given
    return found


def _states(data: dict) -> dict[State, Credit]:
    where, found = "[states]", {}
    for key, value in strict_toml.table(data.get("states", {}), where).items():
        if key in (State.NOT_RUN, State.FORBIDDEN):
            raise MarkingError(f'{where}: "{key}" is never wrong, so no credit stands for it. Such an answer is listed '
                               "for you to look at; give its points in the remarks.")  # fmt: skip
        if key not in CREDITED:
            raise strict_toml.unknown("state that is given credit", key, CREDITED, where)
        found[State(key)] = strict_toml.credit(value, f'{where} "{key}"')
    return found


def _late(data: dict) -> Late | None:
    where = "[late]"
    if ("late" in data) != ("deadlines" in data):
        missing = "[deadlines] is missing: by when?" if "late" in data else "[late] is missing: what does it cost?"
        raise MarkingError(f"[late] and [deadlines] belong together; {missing}")
    if "late" not in data:
        return None
    given = strict_toml.table(data["late"], where, ("per_day", "fixed", "grace", "floor"))
    if ("per_day" in given) == ("fixed" in given):
        raise MarkingError(f'{where}: write either per_day = "10 %", for each day begun, or fixed = "20 %".')
    shares = {key: strict_toml.share(given[key], f"{where} {key}") for key in ("per_day", "fixed") if key in given}
    grace = strict_toml.span(given.get("grace", "0 minutes"), f"{where} grace")
    floor = strict_toml.share(given.get("floor", "0 %"), f"{where} floor")
    return Late(shares.get("per_day"), shares.get("fixed"), grace, floor)


def _attempts(data: dict) -> Attempts | None:
    if "attempts" not in data:
        return None
    where = "[attempts]"
    given = strict_toml.table(data["attempts"], where, ("counts", "most", "per_attempt"))
    if given.get("counts", LAST) not in (LAST, BEST, FIRST):
        raise strict_toml.unknown("way to count", str(given["counts"]), (LAST, BEST, FIRST), f"{where} counts")
    most = strict_toml.whole(given["most"], f"{where} most", 1, 1000) if "most" in given else None
    per_attempt = strict_toml.share(given.get("per_attempt", "0 %"), f"{where} per_attempt")
    return Attempts(given.get("counts", LAST), most, per_attempt)


def _title(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise MarkingError(f"{where}: found {value!r}; write the column's title as it stands in the roster, in quotes.")
    return value


def _refuse_what_does_not_fit(policy: Policy) -> None:
    """Refuse credit of more points than an exercise has, and a scale for a lesson without points."""
    given = [(exercise, mistake or "default", credit) for (exercise, mistake), credit in policy.partial.items()]
    given += [("", state.value, credit) for state, credit in policy.states.items()]
    for exercise, name, credit in given:
        for one in [exercise] if exercise else policy.points:
            fits = exercise or name in ("default", *CREDITED, *policy.known.mistakes[one])
            if fits and credit.of(policy.points[one]) > policy.points[one]:
                has = f"{shown(credit.amount)} points, and {one} has {shown(policy.points[one])}"
                raise MarkingError(f'{name} gives {has}. Write a share, "50 %", or fewer points.')
    for lesson in policy.out_of:
        if not sum(policy.points[one] for one in policy.known.lessons[lesson]):
            raise MarkingError(f"[out_of]: {lesson} has no points to scale. Give its exercises some.")
