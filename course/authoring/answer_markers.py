"""Answers between their markers: what a learner gets in their place, and what is wrong with the markers of a cell."""

import re

from course import CourseError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
STUB = "...  # your answer"
LIKE_A_MARKER = re.compile(r"(?<![a-z])(BEGIN|END)[\s_*#:-]*SOLUTION", re.IGNORECASE)


class LessonError(CourseError):
    """A lesson cannot be used as it is: what was found, what was expected, what to do; one line a fault."""

    def __init__(self, *faults: str):
        super().__init__("\n".join(faults))
        self.faults = faults


def answers(source):
    """The answers of a cell, each the list of its lines."""
    found, inside = [], False
    for line in source.splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
            found += [[]] * inside
        elif inside:
            found[-1] = [*found[-1], line]
    return found


def without_answers(source):
    """Code of a cell as a learner gets it: each answer replaced by one stub at the answer's indentation."""
    return "\n".join(line for _, line in kept(source))


def kept(source):
    """What a learner gets of a cell: each line with its number in the cell, from 0; a stub has its marker's."""
    found, inside = [], False
    for number, line in enumerate(source.splitlines()):
        if line.strip() == BEGIN:
            inside = True
            found.append((number, line.replace(BEGIN, STUB)))
        elif line.strip() == END:
            inside = False
        elif not inside:
            found.append((number, line))
    return found


def marker_faults(lines):
    """What is wrong with the markers of one code cell: pairs of a line's number and a sentence.

    Fails closed: a line that looks like a marker and is not exactly one is a fault, since a misspelt marker would let
    the answer through.

    Args:
        lines: pairs of a number and the text of a line.
    """
    opened, empty = None, True
    for number, line in lines:
        marker = line.strip()
        if marker not in (BEGIN, END):
            empty = empty and (not marker or marker.startswith("#"))
            if LIKE_A_MARKER.search(line):
                yield number, f"found '{marker}'; a marker is exactly '{BEGIN}' or '{END}', alone on a line of code."
        elif marker == BEGIN:
            if opened:
                yield number, f"'{BEGIN}' inside the answer that line {opened} began; answers do not nest."
            opened, empty = number, True
        else:
            if not opened:
                yield number, f"'{END}' without '{BEGIN}' before it in its cell; add the one that is missing."
            elif empty:
                yield opened, f"nothing stands between '{BEGIN}' and '{END}'; put the answer there."
            opened = None
    if opened:
        yield (
            opened,
            f"'{BEGIN}' is not closed in its cell; add '{END}' after the answer, above line {lines[-1][0] + 1}.",
        )
