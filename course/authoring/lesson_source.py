"""A lesson's source as a notebook: what the cells are, where each begins, and what each is called.

Text in, a notebook out; no cell is run, and nothing is written.
"""

import copy
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import jupytext
from jupytext.formats import get_format_implementation
from jupytext.header import header_to_metadata_and_cell
from jupytext.magics import uncomment_magic

from course.authoring.answer_markers import LessonError

CELL_START = "# %%"
ANY_CELL_START = re.compile(r"\s*#\s*(%%|<codecell>|In\[)")
# Jupytext takes "# cat and dog" and "# why?" for commands that it once put a "#" before. Here they stay comments.
AS_WRITTEN = {"extension": ".py", "format_name": "percent", "comment_magics": False}
MAGIC = re.compile(r"\s*(\w+\s*=\s*)?[%!]")
BYTE_ORDER_MARK = "\ufeff"

# What every notebook of the course says of itself; nothing in it depends on the machine that built it.
NOTEBOOK_METADATA = {
    "jupytext": {"formats": "ipynb,py:percent"},
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


@dataclass(frozen=True)
class Source:
    """A lesson as its author wrote it.

    Attributes:
        name: what to call the file in an error.
        lines: its text.
        notebook: its cells, named, without outputs.
        starts: the number of each cell's first line, from 1.
    """

    name: str
    lines: list[str]
    notebook: Any
    starts: list[int]

    def where(self, position, line=None):
        """A cell as an error names it, by file, line and number; its first line unless another is given."""
        return f"{self.name}:{line or self.starts[position]}: cell {position + 1}"

    def lines_of(self, position):
        """A cell's lines, each with its number; the one that starts the cell is the first of them."""
        first, after = [*self.starts, len(self.lines) + 1][position : position + 2]
        return list(enumerate(self.lines[first - 1 : after - 1], start=first))

    def line_in(self, position, number):
        """The number in the file of a line of a code cell, which counts from 0."""
        first = self.starts[position]
        return first + number + bool(ANY_CELL_START.match(self.lines[first - 1]))


def decode(content, name):
    """Text of a lesson's source file.

    Args:
        content: the file's bytes.
        name: what to call the file in an error.

    Raises:
        LessonError: not UTF-8, with a byte order mark, or without a single cell in Jupytext's percent format.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LessonError(
            f"{name}:{line}: found a byte that is not UTF-8 ({error.reason}); save the file as UTF-8."
        ) from None
    if text.startswith(BYTE_ORDER_MARK):
        raise LessonError(f"{name}:1: found a byte order mark, which Jupytext takes for text; save the file without.")
    if not any(line.startswith(CELL_START) for line in text.splitlines()):
        raise LessonError(
            f"{name}:1: found no '{CELL_START}' line; a lesson is written in Jupytext's percent format: "
            f"start each cell with '{CELL_START}' or '{CELL_START} [markdown]'."
        )
    return text


def name_cells(cells):
    """Give each cell an id that depends on nothing but what the author wrote.

    The two cells of an exercise are called after it, so that rewording an answer leaves the pair together; every
    other cell is called after a hash of its text.
    """
    seen = Counter()
    for cell in cells:
        tags, exercise = cell.metadata.get("tags", []), cell.metadata.get("exercise")
        if exercise:
            cell_id = f"{'check' if 'check' in tags else 'exercise'}-{exercise}"
        else:
            cell_id = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[cell_id] += 1
        cell["id"] = cell_id if seen[cell_id] == 1 else f"{cell_id}-{seen[cell_id]}"


def parse(text, name):
    """The lesson as its author wrote it: no outputs yet, cells named.

    Args:
        text: the source in Jupytext's percent format.
        name: what to call the file in an error.

    Raises:
        LessonError: Jupytext cannot read it.
    """
    try:
        notebook = jupytext.reads(text, fmt=dict(AS_WRITTEN))
        starts = _starts(text.splitlines())
    except Exception as error:  # whatever its header makes YAML say
        raise LessonError(
            f"{name}:1: Jupytext cannot read it, its header perhaps: {' '.join(str(error).split())}"
        ) from None
    notebook.metadata = copy.deepcopy(NOTEBOOK_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # spacing of the source file, nothing a notebook needs
        if cell.cell_type == "code":
            cell.source = _with_magics(cell.source)
    name_cells(notebook.cells)
    return Source(name, text.splitlines(), notebook, starts)


def _starts(lines):
    """The number of each cell's first line, as Jupytext's own reader sees them."""
    percent = get_format_implementation(AS_WRITTEN["extension"], AS_WRITTEN["format_name"])
    ends = percent.header_prefix, percent.header_suffix
    _, _, header_cell, at = header_to_metadata_and_cell(lines, *ends, AS_WRITTEN["extension"])
    starts = [1] if header_cell else []
    while at < len(lines):
        starts.append(at + 1)
        at += percent.cell_reader_class(AS_WRITTEN, "python").read(lines[at:])[1]
    return starts


def _with_magics(code):
    """Code of a cell in which "# %%time" and "# !ls" are commands again, as Jupytext means it."""
    lines = code.split("\n")
    read = uncomment_magic(list(lines), explicitly_code=True)
    return "\n".join(new if MAGIC.match(new) else line for line, new in zip(lines, read, strict=True))
