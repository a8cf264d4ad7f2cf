"""The verdicts that checks have left in a notebook's outputs: as records, else as the lines of text that learners read.

A line does not say which code it is about. It counts only where the file holds no record at all (its format has dropped
them, as nbformat 3 does), and says so.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.classroom.reading.notebook_file import Cell, Notebook
from helpers import exercises
from helpers.checks import messages
from helpers.checks.shown import MIME, SYMBOLS
from helpers.checks.verdict import OUTCOMES
from helpers.language import LANGUAGES, current, say, speaking

LONGEST = 2_000  # characters of a message that are searched; a check's own are shorter
_PLACE = re.compile(r"\\{(\w+)[:\w]*\\}")  # of a word, in a sentence that was escaped
_OF_SYMBOL = {symbol: outcome for outcome, symbol in SYMBOLS.items()}
_LINE = re.compile(rf"^([{''.join(map(re.escape, _OF_SYMBOL))}]) ([\w-]+) (.*)$", re.DOTALL)
# The mistakes that every exercise has, by the sentence a learner reads; see helpers.checks.judging.
_GENERAL = messages.STRUCTURE | {
    "changes_input": messages.CHANGED,
    "works_once": messages.ONCE_ONLY,
    "arguments": messages.REFUSED,
    "out_of_time": messages.OUT_OF_TIME,
}


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


def of(notebook: Notebook) -> list[StoredVerdict]:
    """The verdicts in a notebook's outputs, in its order; off their lines only where there is no record."""
    records = [verdict for cell in notebook.code for verdict in _records(cell)]
    return records or [verdict for cell in notebook.code for verdict in _lines(cell)]


def two_values(message: str) -> tuple[str, str]:
    """The learner's value and ours in the sentence that a learner reads; empty if it names none."""
    for template in _as_said(messages.EVIDENCE):
        pattern = _PLACE.sub(r"(?P<\1>.*?)", re.escape(template.rstrip(".")))
        if match := re.search(rf"{pattern}\.?$", message[:LONGEST], re.MULTILINE):
            return match["mine"], match["ours"]
    return "", ""


def _records(cell: Cell) -> Iterator[StoredVerdict]:
    for output in cell.outputs:
        data = output.get("data", {})
        record = _record(data.get(MIME))
        identity, outcome = record.get("exercise"), record.get("outcome")
        if isinstance(identity, str) and outcome in OUTCOMES:
            mistake, source = (_text(record.get(key)) for key in ("mistake", "source"))
            message = re.sub(rf"^\S+\s+{re.escape(identity)}\s+", "", _text(data.get("text/plain")) or "")
            yield StoredVerdict(identity, outcome, mistake, source, message, cell.count, cell.position, _values(record))


def _record(value) -> dict:
    if isinstance(value, str):  # some front ends store it as text
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _values(record: dict) -> tuple[str, str]:
    """The learner's value and ours, under their names in a notebook of today or of before records had a version."""
    evidence = _record(record.get("evidence"))
    pairs = (("returned", "mine"), ("expected", "ours"))
    mine, ours = (_text(evidence.get(now)) or _text(record.get(then)) or "" for now, then in pairs)
    return mine, ours


def _text(value) -> str | None:
    return value if isinstance(value, str) else None


def _lines(cell: Cell) -> Iterator[StoredVerdict]:
    """Those in a cell's outputs by their text, without the digest of the code they are about."""
    for output in cell.outputs:
        text = output.get("data", {}).get("text/plain")
        if isinstance(text, str) and (match := _LINE.match(text.strip())):
            symbol, identity, message = match.groups()
            mistake = None if _OF_SYMBOL[symbol] in ("right", "todo") else _mistake(identity, message)
            yield StoredVerdict(
                identity, _OF_SYMBOL[symbol], mistake, None, message, cell.count, cell.position, recorded=False
            )


def _mistake(identity: str, message: str) -> str | None:
    """The mistake whose sentence the message begins with, after the part that it may name."""
    declared = exercises.find(identity)
    sentences = {mistake.id: mistake.message for mistake in declared.mistakes} if declared else {}
    for name, sentence in [*sentences.items(), *_GENERAL.items()]:
        patterns = (_PLACE.sub(".*?", re.escape(template)) for template in _as_said(sentence))
        if any(re.match(rf"(?:\w+: )?{pattern}", message) for pattern in patterns):
            return name
    return None


def _as_said(sentence: str) -> list[str]:
    """The sentence in the language that is spoken, then in the others: a notebook may have been checked in another."""
    said = {}
    for language in sorted(LANGUAGES, key=lambda one: one != current()):
        with speaking(language):
            said[say(sentence)] = None
    return list(said)
