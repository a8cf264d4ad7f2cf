"""Verdicts read off their lines of text, for files whose format has dropped the records (nbformat 3 does).

A line does not say which code it is about. It counts only where the file holds no record at all, and says so.
"""

import re
from collections.abc import Iterator

from course.classroom.matching.stored_verdicts import StoredVerdict
from course.classroom.reading.notebook_file import Cell
from helpers import exercises
from helpers.checks import messages
from helpers.checks.shown import SYMBOLS

NOTE = "Read off the line alone: the file keeps no record of the code that was checked."
_OUTCOMES = {symbol: outcome for outcome, symbol in SYMBOLS.items()}
_LINE = re.compile(rf"^([{''.join(map(re.escape, _OUTCOMES))}]) ([\w-]+) (.*)$", re.DOTALL)
# The mistakes that every exercise has, by the sentence a learner reads; see helpers.checks.judging.
_GENERAL = messages.STRUCTURE | {
    "changes_input": messages.CHANGED,
    "works_once": messages.ONCE_ONLY,
    "arguments": messages.REFUSED,
    "out_of_time": messages.OUT_OF_TIME,
}


def of(cell: Cell) -> Iterator[StoredVerdict]:
    """The verdicts among a cell's outputs by their text, without the digest of the code they are about."""
    for output in cell.outputs:
        text = output.get("data", {}).get("text/plain")
        if isinstance(text, str) and (match := _LINE.match(text.strip())):
            symbol, identity, message = match.groups()
            mistake = None if _OUTCOMES[symbol] in ("right", "todo") else _mistake(identity, message)
            yield StoredVerdict(
                identity, _OUTCOMES[symbol], mistake, None, message, cell.count, cell.position, recorded=False
            )


def _mistake(identity: str, message: str) -> str | None:
    """The mistake whose sentence the message begins with, after the part that it may name."""
    declared = exercises.find(identity)
    sentences = {mistake.id: mistake.message for mistake in declared.mistakes} if declared else {}
    for name, sentence in [*sentences.items(), *_GENERAL.items()]:
        if re.match(rf"(?:\w+: )?{_pattern(sentence)}", message):
            return name
    return None


def _pattern(sentence: str) -> str:
    """A pattern for the sentence with anything in its places."""
    return re.sub(r"\\\{[\w:]+\\\}", ".*?", re.escape(sentence))
