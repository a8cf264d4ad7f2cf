"""The verdicts that checks have left in a notebook's outputs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.classroom.reading.notebook_file import Cell
from helpers.checks import messages
from helpers.checks.shown import MIME
from helpers.checks.verdict import OUTCOMES

LONGEST = 2_000  # characters of a message that are searched; a check's own are shorter
_EVIDENCE = re.compile(
    re.escape(messages.EVIDENCE)
    .replace(r"\{inputs\}", ".*?")
    .replace(r"\{mine\}", "(.*?)")
    .replace(r"\{ours\}", "(.*)")
    .replace(r"\.", r"\.?")
)


@dataclass(frozen=True)
class StoredVerdict:
    """One verdict: the exercise, what it says, the digest of the code it judged, and where it stands.

    ``values`` are the learner's and ours, as text, for the first wrong case; empty where they are not known.
    """

    exercise: str
    outcome: str
    mistake: str | None
    source: str | None
    text: str
    count: int | None
    position: int
    values: tuple[str, str] = ("", "")
    recorded: bool = True  # and not read off a line of text

    @property
    def when(self) -> tuple[int, int]:
        """What orders verdicts in time, as far as a notebook tells."""
        return self.count or 0, self.position


def of(cell: Cell) -> Iterator[StoredVerdict]:
    """The verdicts among a cell's outputs."""
    for output in cell.outputs:
        data = output.get("data", {})
        record = _record(data.get(MIME))
        identity, outcome = record.get("exercise"), record.get("outcome")
        if isinstance(identity, str) and outcome in OUTCOMES:
            mistake, source = (_text(record.get(key)) for key in ("mistake", "source"))
            message = re.sub(rf"^\S+\s+{re.escape(identity)}\s+", "", _text(data.get("text/plain")) or "")
            values = tuple(_text(record.get(key)) or "" for key in ("mine", "ours"))
            yield StoredVerdict(identity, outcome, mistake, source, message, cell.count, cell.position, values)


def two_values(message: str) -> tuple[str, str]:
    """The learner's value and ours in the sentence that a learner reads; empty if it names none."""
    match = _EVIDENCE.search(message[:LONGEST])
    return (match[1], match[2].removesuffix(".")) if match else ("", "")


def _record(value) -> dict:
    if isinstance(value, str):  # some front ends store it as text
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _text(value) -> str | None:
    return value if isinstance(value, str) else None
