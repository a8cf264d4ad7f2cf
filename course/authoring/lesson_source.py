"""A lesson's source as a notebook, and the learner's copy of it: what the cells are, and what each is called.

Text in, notebooks out. Nothing here reads a file, runs a cell or knows where things are kept.
"""

import copy
import hashlib
from collections import Counter

import jupytext
from jupytext.config import JupytextConfiguration

from course.authoring.answer_markers import CELL_START, LessonError, check_markers, without_answers

PERCENT = "py:percent"

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
CONFIGURATION = JupytextConfiguration(
    notebook_metadata_filter="kernelspec,jupytext,-jupytext.text_representation.jupytext_version,"
    "-jupytext.notebook_metadata_filter,-jupytext.cell_metadata_filter",
    cell_metadata_filter="tags,exercise,tolerance,-all",
)


def decode(content, name):
    """Text of a lesson's source file.

    Args:
        content: the file's bytes.
        name: what to call the file in an error.

    Raises:
        LessonError: not UTF-8, or without a single cell in Jupytext's percent format.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise LessonError(
            f"{name}:{line}: found a byte that is not UTF-8 ({error.reason}); save the file as UTF-8."
        ) from None
    if not any(line.startswith(CELL_START) for line in text.splitlines()):
        raise LessonError(
            f"{name}: found no '{CELL_START}' line; a lesson is written in Jupytext's percent format: "
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
    """Notebook of a lesson as its author wrote it: no outputs yet, cells named.

    Args:
        text: the source in Jupytext's percent format.
        name: what to call the file in an error.

    Raises:
        LessonError: a marker is missing, nested, misspelt or outside a code cell.
    """
    check_markers(text, name)
    notebook = jupytext.reads(text, fmt=PERCENT, config=CONFIGURATION)
    notebook.metadata = copy.deepcopy(NOTEBOOK_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # spacing of the source file, nothing a notebook needs
    name_cells(notebook.cells)
    return notebook


def learners_copy(notebook):
    """The same notebook with its answers taken out; a cell keeps its id."""
    copied = copy.deepcopy(notebook)
    for cell in copied.cells:
        if cell.cell_type == "code":
            cell.source = without_answers(cell.source)
            cell.outputs, cell.execution_count = [], None
    return copied


def as_text(notebook):
    """The notebook in Jupytext's percent format, without its outputs."""
    return jupytext.writes(notebook, fmt=PERCENT, config=CONFIGURATION)
