"""Two pieces of code side by side: rows of plain data that a terminal and a page show alike."""

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from course.classroom.reading.learner_names import plain
from helpers.language import say

LONGEST_LINES = 400  # of a learner's answer; what follows is counted and not shown
LONGEST_LINE_CHARACTERS = 400
SAME, CHANGED, ONLY_LEFT, ONLY_RIGHT = "same", "changed", "left", "right"


class Row(NamedTuple):
    """One line of each side; the number of a side is None where it has no line there."""

    kind: str
    left_number: int | None
    left: str
    right_number: int | None
    right: str


def beside(left: str, right: str) -> list[Row]:
    """Rows of two texts, equal lines next to each other.

    Args:
        left: the learner's code.
        right: the author's.
    """
    mine, ours = _lines(left), _lines(right)
    rows = []
    for kind, low, high, new_low, new_high in SequenceMatcher(None, mine, ours, autojunk=False).get_opcodes():
        numbers = zip_longest(range(low, high), range(new_low, new_high))
        for number, new_number in numbers:
            row = SAME if kind == "equal" else ONLY_RIGHT if number is None else ONLY_LEFT
            row = CHANGED if kind == "replace" and None not in (number, new_number) else row
            rows.append(Row(row, *_side(mine, number), *_side(ours, new_number)))
    return rows


def _side(lines, number):
    return (None, "") if number is None else (number + 1, lines[number])


def _lines(text: str) -> list[str]:
    lines = text.strip("\n").split("\n")
    more = len(lines) - LONGEST_LINES
    shown = [plain(line.rstrip().expandtabs(4), LONGEST_LINE_CHARACTERS) for line in lines[:LONGEST_LINES]]
    return shown + [say("... and {count} lines more", count=more)] * (more > 0)
