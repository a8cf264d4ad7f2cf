"""Wrong answers of the same value, with how alike their code is: information for an instructor, never an accusation.

Likeness is the ratio of difflib.SequenceMatcher over two answers' `cell_code.token_digests`: 1 for the same code,
whatever its names, layout and comments are. What any two answers share by being answers to it is said beside it.

The digests are no secret, and have no key: answers are short, and could be guessed. They stand in the report's JSON
alone, beside the learners' pages, which show the very code; neither is in a table or in what is returned.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from statistics import median

from course.classroom.matching.states import State
from course.classroom.reading import learner_names
from course.classroom.reporting import tally
from course.classroom.reporting.report import Line, Report
from course.classroom.reporting.tally import Named

DIGITS = 4  # of a token
LEAST_TOKENS = 40  # an answer of two or three lines has fewer, and few ways to be written
MOST_IN_GROUP, MOST_IN_CLASS = 2_000, 100  # pairs that are compared, each a millisecond or three


@dataclass(frozen=True)
class Alike:
    """Learners whose wrong answers to an exercise returned the same value.

    Attributes:
        label: the mistake's name, or the state.
        likeness: of their code, the lowest and the highest of two; None where it is too short to tell anything.
        usual: the median likeness of two answers to this exercise of different values; None where there are none.
    """

    lesson: str
    exercise: str
    label: str
    value: str
    learners: tuple[Named, ...]
    likeness: tuple[float, float] | None
    usual: float | None

    @property
    def sentence(self) -> str:
        """What an instructor reads."""
        same = f"These {len(self.learners)} gave the same wrong values ({self.label}, {self.value})."
        if self.likeness is None:
            return f"{same} Their code is too short for its likeness to say anything."
        low, high = (f"{one:.2f}" for one in self.likeness)
        usual = "no others to compare with" if self.usual is None else f"{self.usual:.2f} for two of different values"
        return f"{same} Likeness of code: {low if low == high else f'{low} to {high}'}; usual: {usual}."


def groups(reports: list[Report]) -> list[Alike]:
    """Groups of at least two learners, by lesson and exercise, the largest first; a learner's attempts are one."""
    found = []
    for lesson, several in tally.lessons(reports).items():
        answers: dict[str, list[tuple[Report, Line]]] = {}
        for one in several:
            for line in one.exercises:
                if line.state not in (State.TODO, State.MISSING, State.NOT_RUN):
                    answers.setdefault(line.id, []).append((one, line))
        for exercise, given in answers.items():
            found += sorted(_of_exercise(lesson, exercise, given), key=lambda one: -len(one.learners))
    return found


def _of_exercise(lesson: str, exercise: str, answers: list[tuple[Report, Line]]) -> list[Alike]:
    alike: dict[tuple[str, str], dict[object, tuple[Report, Line]]] = {}
    for one, line in answers:
        if one.ran and line.state == State.WRONG and line.stored:
            learner = learner_names.attempt_at(one.file).work
            alike.setdefault((line.mistake or line.state.value, line.stored), {})[learner] = one, line
    groups = {same: list(members.values()) for same, members in alike.items() if len(members) > 1}
    lines = [line for _, line in answers if groups]
    apart = [pair for pair in combinations(lines, 2) if len({(line.state, line.stored) for line in pair}) > 1]
    usual = _likenesses(apart, MOST_IN_CLASS)
    found = []
    for (label, value), members in groups.items():
        pairs = list(combinations([line for _, line in members], 2))
        told = all(len(line.fingerprint) >= LEAST_TOKENS * DIGITS for _, line in members)
        likenesses = _likenesses(pairs, MOST_IN_GROUP) if told else []
        likeness = (min(likenesses), max(likenesses)) if told else None
        learners = tuple(Named(one.learner, one.page) for one, _ in members)
        base = median(usual) if usual else None
        found.append(Alike(lesson, exercise, label.replace("_", " "), value, learners, likeness, base))
    return found


def _likenesses(pairs: list[tuple[Line, Line]], most: int) -> list[float]:
    """The likeness of the pairs, or of some from all over them if they are too many."""
    chosen = [sorted((one.fingerprint, other.fingerprint)) for one, other in pairs[:: 1 + len(pairs) // most]]
    return [_likeness(*pair) for pair in chosen if all(pair)]


@lru_cache(100_000)
def _likeness(first: str, second: str) -> float:
    mine, theirs = ([text[place : place + DIGITS] for place in range(0, len(text), DIGITS)] for text in (first, second))
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
