"""The message an author reads when a cell fails: where, which code, what differs, and how to accept it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbval_tolerance.text_differences import Difference

CODE_LINES = 6
LISTED_DIFFERENCES = 100


@dataclass(frozen=True)
class Place:
    """Where a cell stands: its notebook, the heading above it, its number among the code cells, its code."""

    notebook: Path
    heading: str
    cell: int
    code: str

    def __str__(self):
        heading = f' under "{self.heading}"' if self.heading else ""
        return f"{self.notebook.name}, Cell {self.cell}{heading}"


def message(
    place: Place, problem: str, differences: Sequence[Difference] = (), details: str = "", accept: str = ""
) -> str:
    """Text of a failure, from where it happened to what to do about it.

    Args:
        place: the cell.
        problem: one sentence, what is wrong.
        differences: of its outputs.
        details: a traceback, or what else belongs to the problem.
        accept: command that stores new outputs, with ``{path}`` and ``{stem}``; empty where that is no way out.
    """
    code = place.code.strip("\n").splitlines()
    shown = code[:CODE_LINES]
    if len(code) > CODE_LINES:
        shown.append(f"... ({len(code) - CODE_LINES} more lines)")
    parts = [f"{place}: {problem}", "\n".join(f"    {line}" for line in shown)]
    if differences:
        listed = [sentence(one) for one in differences[:LISTED_DIFFERENCES]]
        if len(differences) > LISTED_DIFFERENCES:
            listed.append(f"... and {len(differences) - LISTED_DIFFERENCES} more")
        parts.append("\n".join(f"  {line}" for line in listed))
    parts.append(details.strip("\n"))
    if accept:
        command = accept.replace("{path}", str(place.notebook)).replace("{stem}", place.notebook.stem)
        parts.append(f"If the new output is right, store it: {command}")
    return "\n\n".join(part for part in parts if part)


def sentence(one: Difference) -> str:
    """One difference in a line: kind of output, line, stored -> computed, distances, the rule in force."""
    stored, computed = one.stored or "(nothing)", one.computed or "(nothing)"
    text = f"{one.output}, line {one.line}: stored {stored} -> computed {computed}"
    if one.gap is None:
        return f"{text} ({one.rule})"
    gap = one.gap
    apart = f"absolute difference {gap.absolute:.3g}, relative {gap.relative:.3g}"
    return f"{text} ({apart}; allowed {gap.allowed:.3g} by {one.rule})"


def counted(number: int, word: str) -> str:
    """Number with its word, in the plural where it is not one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def heading_above(cells: Sequence[dict], position: int) -> str:
    """The last Markdown heading before a cell, without its marks; empty if there is none."""
    for cell in reversed(cells[:position]):
        if cell["cell_type"] != "markdown":
            continue
        fenced, found = False, ""
        for line in cell.get("source", "").splitlines():
            fenced ^= line.lstrip().startswith(("```", "~~~"))
            marks = line[: len(line) - len(line.lstrip("#"))]
            if not fenced and 1 <= len(marks) <= 6 and line[len(marks) :].startswith(" "):
                found = line.strip("# ").strip()
        if found:
            return found
    return ""
