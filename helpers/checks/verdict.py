"""What a check comes to."""

from dataclasses import dataclass

OUTCOMES = ("right", "wrong", "todo", "raised")


@dataclass(frozen=True)
class Verdict:
    """The exercise's id, the outcome (one of OUTCOMES), the mistake's id if it has one, and what the learner is told.

    ``message`` is empty for a right answer. ``source`` is the digest of the code that was judged, if Python knows it.
    ``mine`` and ``ours`` are the two values, as text, of the first case that is wrong; ``ours`` is left out where no
    inputs are drawn, since it would be the answer.
    """

    exercise: str | None
    outcome: str
    mistake: str | None = None
    message: str = ""
    source: str | None = None
    mine: str = ""
    ours: str = ""

    def _ipython_display_(self):
        """Nothing: ``check`` has shown it already, and it is often the last value of its cell."""
