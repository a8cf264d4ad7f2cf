"""What a class comes to: how many are right, the commonest mistakes, who is stuck, and whose lesson is another."""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import NamedTuple

from course import places
from course.classroom.matching.states import State
from course.classroom.reporting.report import Line, Report
from helpers.language import ENGLISH

COMMONEST, COMMONEST_VALUES = 3, 8
STUCK_FROM = 3  # exercises
ENDED = (State.RAISED, State.OUT_OF_TIME, State.OUT_OF_MEMORY, State.DIED)  # without a value
NOT_REACHED = (State.TODO, State.MISSING)


class Named(NamedTuple):
    """A learner, and the address of the learner's page, seen from the class page; empty if there is none."""

    learner: str
    page: str


@dataclass(frozen=True)
class Mistake:
    """An answer of several learners that is not right: its name, how many, what one of them was told, and who they are.

    It is told in English where that is known. Where the answers were run, all of them returned this ``value``.
    """

    label: str
    count: int
    message: str
    value: str = ""
    learners: tuple[Named, ...] = ()

    @property
    def title(self) -> str:
        """Its name, with the value."""
        return f"{self.label}, {self.value}" if self.value else self.label


@dataclass(frozen=True)
class Total:
    """One exercise of a class: how many notebooks, how many in each state, the commonest mistakes."""

    exercise: str
    title: str
    notebooks: int
    states: dict[State, int]
    mistakes: tuple[Mistake, ...]

    @property
    def right(self) -> int:
        """How many are right."""
        return self.states.get(State.RIGHT, 0)


def lessons(reports: list[Report]) -> dict[str, list[Report]]:
    """The readable reports by lesson, in the lessons' order, learners by name."""
    found: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda one: (one.lesson, one.learner.casefold(), one.file)):
        if not report.fault:
            found.setdefault(report.lesson, []).append(report)
    return found


def totals(reports: list[Report]) -> list[Total]:
    """A total for each exercise of one lesson's reports."""
    found, ran = [], any(report.ran for report in reports)
    for lines in zip(*(report.exercises for report in reports), strict=True):
        states = dict(Counter(line.state for line in lines))
        mistakes = _mistakes(list(zip(reports, lines, strict=True)), ran)
        found.append(Total(lines[0].id, lines[0].title, len(lines), states, mistakes))
    return found


def _mistakes(answers: list[tuple[Report, Line]], ran: bool) -> tuple[Mistake, ...]:
    """The commonest mistakes in one exercise, and the others together; then what ended without a value."""
    alike: dict[tuple[str, str, str], list[tuple[Report, Line]]] = {}
    for report, line in answers:
        if line.state in (State.WRONG, State.FORBIDDEN, *ENDED):
            unnamed = line.state != State.WRONG and not line.mistake
            # A value that was stored may be of any check; those that were run all had the same inputs.
            value = line.value if ran and not unnamed else ""
            alike.setdefault((line.label, value, line.told if unnamed else ""), []).append((report, line))
    groups = sorted(alike.items(), key=lambda group: -len(group[1]))
    most = COMMONEST_VALUES if ran else COMMONEST
    found = [_mistake(label, value, group) for (label, value, _), group in groups[:most]]
    if rest := [answer for _, group in groups[most:] for answer in group]:
        found.append(_mistake("others", "", rest))
    return tuple(found)


def _mistake(label: str, value: str, group: list[tuple[Report, Line]]) -> Mistake:
    # Only of what was stored in a notebook, and was not run, is there no English.
    by_language = sorted(group, key=lambda answer: answer[0].language != ENGLISH)
    told = [line.told for _, line in by_language]
    message = told[0] if label != "others" else ""
    return Mistake(label, len(group), message, value, tuple(Named(one.learner, one.page) for one, _ in group))


def stuck(reports: list[Report]) -> list[tuple[Report, list[str]]]:
    """Reports with the exercises that are wrong or not reached, where they are many; the most first."""
    lost = (State.WRONG, *ENDED, *NOT_REACHED)
    found = [(one, [line.id for line in one.exercises if line.state in lost]) for one in reports]
    return sorted((pair for pair in found if len(pair[1]) >= STUCK_FROM), key=lambda pair: -len(pair[1]))


def wrong_lessons(reports: list[Report]) -> list[tuple[Report, str]]:
    """Reports on what may be another lesson than was asked for, each with the reason.

    A lesson is taken for asked for if at least half as many learners handed it in as the one that most did.
    """
    readable = [one for one in reports if not one.fault]
    handed_in = Counter(lesson for _, lesson in {(one.learner, one.lesson) for one in readable})
    most = max(handed_in.values(), default=0)
    asked = [lesson for lesson, count in handed_in.items() if 2 * count >= most]
    found = []
    for one in readable:
        has = {other.lesson for other in readable if other.learner == one.learner}
        has |= {lesson for lesson in asked if lesson in one.beside}  # in the same file
        named = [each.name for each in places.lessons() if each.name in PurePath(one.file).name]
        if named and one.lesson not in named:
            found.append((one, f"The file is named after {named[0]}, and what is in it is {one.lesson}."))
        elif one.lesson not in asked and not has.issuperset(asked):
            found.append((one, f"This is {one.lesson}; most learners handed in {' and '.join(sorted(asked))}."))
    return found


def notebooks(count: int) -> str:
    """How many notebooks, in words."""
    return f"{count} notebook{'s' * (count != 1)}"


def as_data(reports: list[Report]) -> list[dict]:
    """The totals of all lessons as JSON holds them."""
    return [{"lesson": lesson} | asdict(total) for lesson, group in lessons(reports).items() for total in totals(group)]
