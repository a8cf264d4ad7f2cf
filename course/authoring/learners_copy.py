"""A lesson's notebook as a learner gets it, and its text as Jupytext writes it; nothing is written here."""

import copy

import jupytext
from jupytext.config import JupytextConfiguration, load_jupytext_config

from course.authoring.answer_markers import without_answers
from course.places import ROOT

PERCENT = "py:percent"


def without_any_answer(notebook):
    """The same notebook with its answers taken out; a cell keeps its id."""
    copied = copy.deepcopy(notebook)
    for cell in copied.cells:
        if cell.cell_type == "code":
            cell.source = without_answers(cell.source)
            cell.outputs, cell.execution_count = [], None
    return copied


def configuration_for(path):
    """What Jupytext is told about the file at ``path``, as JupyterLab reads it: the nearest [tool.jupytext] above it.

    For a lesson outside any such folder it is the course's own; without that too, what Jupytext does when told nothing.
    """
    return load_jupytext_config(str(path)) or load_jupytext_config(str(ROOT)) or JupytextConfiguration()


def as_text(notebook, configuration):
    """The notebook in Jupytext's percent format, without its outputs.

    Args:
        notebook: what `parse` gave.
        configuration: Jupytext's; which metadata of a notebook and of a cell the text holds.
    """
    return jupytext.writes(notebook, fmt=PERCENT, config=configuration)
