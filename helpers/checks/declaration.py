"""What an exercise is: one declaration, from which the lesson's check, hints and tests are made."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


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
    rtol: float = 1e-4  # float32 carries seven digits; every mistake is at least 1e-2 away
    atol: float = 6e-5  # four decimals are a right answer
    seconds: float = 5.0
    twice: bool = True

    @property
    def lesson(self) -> str:
        """The lesson's two characters: "01" to "06", "CA" for the capstone."""
        return self.id.split("-")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What the parts of the returned value are called; one answer's value among several is a part."""
        return self.parts or (self.answers if len(self.answers) > 1 else ())

    def request(self, seed=0) -> dict:
        """The plain values that the calling half needs: what to call, how, and on which inputs."""
        try:
            cases = self.cases(Draw(f"{self.id}/{seed}"))
        except Exception as error:
            raise ExerciseError(self.id, "cases", error) from error
        return {
            "answers": list(self.answers),
            "probe": self.probe,
            "cases": cases,
            "seconds": self.seconds,
            "twice": self.twice,
        }
