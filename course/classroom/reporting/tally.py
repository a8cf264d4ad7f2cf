"""What a class comes to: for each exercise, how many are right, and which mistakes are the commonest."""

from collections import Counter
from dataclasses import asdict, dataclass

from course.classroom.matching.states import State
from course.classroom.reporting.report import Report

COMMONEST, COMMONEST_VALUES = 3, 8


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that several learners gave: its name, how many, and what one of them was told.

    Where the answers were run, all of them returned this ``value``.
    """

    label: str
    count: int
    message: str
    value: str = ""

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
        named = [line for line in lines if line.state == State.WRONG or (line.state == State.RAISED and line.mistake)]
        # A value that was stored may be of any check; those that were run all had the same inputs.
        keys = [(line.label, line.stored if ran else "") for line in named]
        mistakes = Counter(keys)
        told = {key: line.message for key, line in reversed(list(zip(keys, named, strict=True)))}
        counted = mistakes.most_common(COMMONEST_VALUES if ran else COMMONEST)
        commonest = tuple(Mistake(label, count, told[label, value], value) for (label, value), count in counted)
        states = dict(Counter(line.state for line in lines))
        found.append(Total(lines[0].id, lines[0].title, len(lines), states, commonest))
    return found


def as_data(reports: list[Report]) -> list[dict]:
    """The totals of all lessons as JSON holds them."""
    return [{"lesson": lesson} | asdict(total) for lesson, group in lessons(reports).items() for total in totals(group)]
