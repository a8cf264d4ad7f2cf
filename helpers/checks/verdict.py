"""What judging comes to: what is wrong with a value, and the verdict on the answer."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:  # a door that only says what to do needs no NumPy
    from helpers.checks.comparing import Seen

Outcome = Literal["right", "wrong", "todo", "raised"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Finding:
    """What is wrong: a key of messages.STRUCTURE, what stands in its places, and the part, case and values concerned.

    ``found`` and ``expected`` are words, or values that are yet to be put in words; ``case`` is the place of the case.
    """

    key: str
    found: Any = ""
    expected: Any = ""
    part: str | None = None
    case: int = 0
    mine: Any = None
    ours: Any = None


@dataclass(frozen=True)
class Verdict:
    """The exercise's id, the outcome, the mistake's id if it has one, and what the learner is told.

    ``message`` is empty for a right answer. ``source`` is the digest of the code that was judged, if Python knows it.
    ``mine`` and ``ours`` are the two values, as text, of the first case that is wrong; ``ours`` is left out where no
    inputs are drawn, since it would be the answer. ``inputs`` are those of that case, or of the call that gave no
    value. ``case`` is the first case that is wrong, or else the first, with the values themselves: for who may see
    ours, which a learner's verdict leaves out. ``record`` is what programs read; see ``helpers.checks.record``.
    """

    exercise: str | None
    outcome: Outcome
    mistake: str | None = None
    message: str = ""
    source: str | None = None
    mine: str = ""
    ours: str = ""
    inputs: str = ""
    case: "Seen | None" = field(default=None, compare=False, repr=False)
    record: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    def _ipython_display_(self):
        """Show no second line: ``check`` has shown one already, and is often the last call of its cell."""
