"""The message an author reads when a cell fails: where, which code, what differs, and how to accept it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbval_tolerance.differences import Difference

CODE_LINES = 6
LISTED_DIFFERENCES = 100
LESSON_FOLDERS = ("solutions", "notebooks")


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


def message(place: Place, problem: str, differences: Sequence[Difference] = (), details: str = "", accept=False) -> str:
    """Text of a failure, from where it happened to what to do about it.

    Args:
        place: the cell.
        problem: one sentence, what is wrong.
        differences: of its outputs.
        details: a traceback, or what else belongs to the problem.
        accept: whether storing new outputs is a way out.
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
    parts += [f"If the new output is right, store it: {accept_command(place.notebook)}"] if accept else []
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


def accept_command(notebook: Path) -> str:
    """Command that stores a notebook's new outputs."""
    root = notebook.parent.parent
    if notebook.parent.name in LESSON_FOLDERS and (root / "solutions" / f"{notebook.stem}.py").exists():
        return f"python -m course build {notebook.stem}"
    return f'jupyter nbconvert --to notebook --execute --inplace "{notebook}"'


def heading_above(cells: Sequence[dict], position: int) -> str:
    """The last Markdown heading before a cell, without its marks; empty if there is none."""
    for cell in reversed(cells[:position]):
        if cell["cell_type"] != "markdown":
            continue
        fenced, found = False, ""
        for line in cell["source"].splitlines():
            fenced ^= line.lstrip().startswith(("```", "~~~"))
            marks = line[: len(line) - len(line.lstrip("#"))]
            if not fenced and 1 <= len(marks) <= 6 and line[len(marks) :].startswith(" "):
                found = line.strip("# ").strip()
        if found:
            return found
    return ""
