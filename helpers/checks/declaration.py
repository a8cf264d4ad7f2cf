"""What an exercise is: one declaration, from which the lesson's check, hints and tests are made."""
# long because: all that makes an exercise, what it draws among it, is one thing to whoever declares one

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

RTOL, ATOL = 1e-4, 6e-5
MOST_DECIMALS = 6
FLOAT32 = 5e-7  # of a number: what float32 may be off by, and no rounding
MOST_DRAWS = 10


class ExerciseError(Exception):
    """A fault of an exercise's declaration, not of an answer: which function of it failed, and on what."""

    def __init__(self, exercise: str, function: str, error: Exception):
        super().__init__(f"{exercise}, {function}: {type(error).__name__}: {error}")


def array(numbers, dtype: str = "float32", library: str = "numpy") -> dict:
    """A plain value that stands for a NumPy array (or a tensor, with ``library="torch"``) until the call is made."""
    return {"array": numbers, "dtype": dtype, "library": library}


def polynomial(*coefficients: float) -> dict:
    """A plain value that stands for the function c0 + c1*w + c2*w**2 + ... until the call is made."""
    return {"polynomial": list(coefficients)}


class Draw:
    """Numbers with two decimals from a seed: short enough to be shown, different for every seed."""

    def __init__(self, seed):
        self._random = random.Random(seed)

    def number(self, low: float, high: float) -> float:
        """One number between low and high."""
        return round(self._random.uniform(low, high), 2)

    def whole(self, low: int, high: int) -> int:
        """One whole number from low to high, both included."""
        return self._random.randint(low, high)

    def numbers(self, count: int, low: float, high: float) -> list[float]:
        """A list of count numbers between low and high."""
        return [self.number(low, high) for _ in range(count)]

    def line(
        self, count: int, slope: float = 2.0, offset: float = 0.0, noise: float = 2.0, dtype: str = "float32"
    ) -> dict:
        """Inputs X and Y: count samples about y = slope * x + offset, with steps between the x."""
        X = [round(0.5 + 1.3 * place + self.number(0.0, 0.9), 2) for place in range(count)]
        Y = [round(slope * x + offset + self.number(-noise, noise), 2) for x in X]
        return {"X": array(X, dtype), "Y": array(Y, dtype)}


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: how to recognise it, and what to tell the learner.

    One way of recognising it is given:
        value: takes the case's inputs by name and returns what the mistake would return, all of it or a dict with only
            the parts that give it away. It must fit in every case.
        raises: an exception's name, or "TypeError: NoneType" for one whose message holds that word too; or several.
        uses: names, attributes or keywords none of which the answer's code may hold; ".data =" is an attribute that is
            written, "mended_loss: warnings" a name in one answer of several.
        when: takes a ``Seen`` case; must hold for every case that is wrong.
        across: takes all ``Seen`` cases at once, for what shows only from one case to the next.

    ``when`` and ``across`` may fail on a value that is not made as ours is (another type, other parts, not finite),
    which then is not this mistake; failing on any other is a fault of theirs.

    ``raised_first`` narrows ``raises``: True for an exception on the first case, False for one on a later case only.
    ``raised_in`` narrows it to one that passed through the learner's function of this name. With ``once_only`` the
    mistake may show only when the first call is made again.

    In ``message``, {x} is the input x of the case shown, {N} the number of samples, {mine} and {ours} the two values.
    ``where_used`` holds what is said after it to those alone whose code holds a name: ``{"dot|matmul": "..."}``.
    """

    id: str
    message: str
    value: Callable[..., Any] | None = None
    raises: str | tuple[str, ...] | None = None
    uses: str | tuple[str, ...] | None = None
    when: Callable[..., bool] | None = None
    across: Callable[..., bool] | None = None
    raised_first: bool | None = None
    raised_in: str | None = None
    once_only: bool = False
    where_used: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercise:
    """One exercise, declared once.

    Args:
        cases: takes a ``Draw`` and returns a list of inputs, each a dict of plain values in the order of the arguments.
            With several answers the same inputs go to each, unless a case holds a dict under the answer's name.
        expected: the oracle. Inputs by name in, arrays as NumPy arrays; the right value out, with ``parts`` one each.
        constant: for answers without arguments, which always return the same: ours is then never shown.
        probe: the module of ``helpers.checks.probes`` that makes the call.
        tidy: takes the learner's value and the inputs, and returns the value in the form that ``expected`` has, for
            what may rightly be returned in two forms (a history with its start, say). It may fail where ``when`` may.
        shape_matters: whether axes of length one count.
        seconds: how long one call may take.
        twice: whether the first case is called again, to see that the answer does not live on what it left behind.
    """

    id: str
    title: str
    level: int
    minutes: int
    answers: tuple[str, ...]
    expected: Callable[..., Any]
    hints: tuple[str, ...]
    mistakes: Sequence[Mistake]
    cases: Callable[[Draw], list[dict]] = field(default=lambda draw: [{}])
    parts: tuple[str, ...] = ()
    probe: str = "function"
    tidy: Callable[..., Any] | None = None
    constant: bool = False
    shape_matters: bool = False
    rtol: float = RTOL  # float32 carries seven digits; every mistake is at least 1e-2 away
    atol: float = ATOL  # four decimals are a right answer
    seconds: float = 5.0
    twice: bool = True

    @property
    def lesson(self) -> str:
        """The lesson's two characters: "01" to "07"."""
        return self.id.split("-")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What the parts of the returned value are called; one answer's value among several is a part."""
        return self.parts or (self.answers if len(self.answers) > 1 else ())

    @property
    def decimals(self) -> int:
        """With so many decimals a value is right, however small it is."""
        return min(MOST_DECIMALS, math.ceil(-math.log10(2 * self.atol))) if self.atol else MOST_DECIMALS

    @property
    def wants_decimals(self) -> bool:
        """Whether a value with fewer decimals is wrong, however near the size of what is drawn brings it to ours.

        Not where nothing is drawn, or where ``rtol`` says that some digits are enough.
        """
        return not self.constant and self.rtol <= RTOL

    def ours(self, inputs: dict):
        """The right value for one case's inputs, arrays as NumPy arrays.

        Raises:
            ExerciseError: ``expected`` fails.
        """
        try:
            return self.expected(**inputs)
        except Exception as error:
            raise ExerciseError(self.id, "expected", error) from error

    def request(self, seed=0) -> dict:
        """The plain values that the calling half needs: what to call, how, and on which inputs."""
        drawn = [self._drawn(f"{self.id}/{seed}")]
        # Where every right value has few decimals by chance, nobody can tell a rounded one.
        while self.wants_decimals and len(drawn) < MOST_DRAWS and not self._shows_rounding(drawn[-1]):
            drawn.append(self._drawn(f"{self.id}/{seed}/{len(drawn)}"))
        cases = drawn[0] if len(drawn) == MOST_DRAWS else drawn[-1]  # some exercises have none but short values
        return {
            "answers": list(self.answers),
            "probe": self.probe,
            "cases": cases,
            "seconds": self.seconds,
            "twice": self.twice,
        }

    def _drawn(self, seed: str) -> list[dict]:
        try:
            return self.cases(Draw(seed))
        except Exception as error:
            raise ExerciseError(self.id, "cases", error) from error

    def _shows_rounding(self, cases: list[dict]) -> bool:
        """Whether a right value has more decimals than are too few."""
        # Imported here: whoever only looks for an exercise needs no NumPy.
        import numpy as np

        from helpers.checks.plain import from_plain, numbers_in

        with np.errstate(all="ignore"):
            numbers = np.array(numbers_in([self.ours(from_plain(case)) for case in cases]), dtype=np.float64)
            off = np.abs(numbers - np.round(numbers, self.decimals - 1))
        return bool((off > 0.6 * 10.0**-self.decimals + FLOAT32 * np.abs(numbers)).any())
