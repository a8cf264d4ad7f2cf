"""Answers between their markers: every one closed, and none in what a learner gets. Text in, text out."""

import re

from course import CourseError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
STUB = "...  # your answer"
CELL_START = "# %%"


class LessonError(CourseError):
    """A lesson cannot be used as it is: what was found, what was expected, what to do."""


def check_markers(text, name):
    """Raise unless every answer stands between its two markers, inside one code cell.

    Fails closed: a line that looks like a marker and is not exactly one is an error, since a misspelt marker would
    let the answer through.

    Raises:
        LessonError: names the file, the line and what to change.
    """
    opened, in_markdown = None, False
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{name}:{number}"
        if line.startswith(CELL_START):
            if opened:
                raise LessonError(
                    f"{name}:{opened}: '{BEGIN}' is not closed in its cell; add '{END}' above line {number}."
                )
            in_markdown = "[markdown]" in line or "[raw]" in line
        elif re.search(r"(BEGIN|END)\W*SOLUTION", line, flags=re.IGNORECASE):
            marker = line.strip()
            if marker not in (BEGIN, END) or in_markdown:
                raise LessonError(
                    f"{where}: found '{marker}'; a marker is exactly '{BEGIN}' or '{END}', alone on a line of code."
                )
            if marker == BEGIN and opened:
                raise LessonError(
                    f"{where}: '{BEGIN}' inside the answer that line {opened} began; answers do not nest."
                )
            if marker == END and not opened:
                raise LessonError(
                    f"{where}: '{END}' without '{BEGIN}' before it in its cell; add the one that is missing."
                )
            opened = number if marker == BEGIN else None
    if opened:
        raise LessonError(f"{name}:{opened}: '{BEGIN}' is not closed; add '{END}' after the answer.")


def without_answers(source):
    """Code of a cell as a learner gets it: each answer replaced by one stub at the answer's indentation."""
    kept, inside = [], False
    for line in source.splitlines():
        if line.strip() == BEGIN:
            inside = True
            kept.append(line.replace(BEGIN, STUB))
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
