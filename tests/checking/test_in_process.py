"""Cells run in this process give the outputs that a kernel gives."""

import os
import sys

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbval_tolerance.output_differences import FIGURE_MIME

from course.authoring import execute
from course.checking.in_process import Notebook, Unrendered
from course.places import ROOT
from tests.processes import output_of

CELLS = {
    "a value": "x = 6\nx * 7",
    "printed pieces": "print('one', end=' ')\nprint('two')",
    "both streams": "import sys\nprint('out'); print('out again')",
    "a value that is a statement": "y = x + 1",
    "state of earlier cells": "y",
    "a display and a value": "from IPython.display import HTML, display\ndisplay(HTML('<b>bold</b>'))\nx",
    "an array": "import numpy as np\nnp.arange(3) / 7",
    "a class of the cell": "class Point:\n    def __repr__(self):\n        return 'a point'\nPoint()",
    "an error": "1 / 0",
    "after an error": "x + 1",
    "an unknown name": "nobody",
    "a file of its own name": "import inspect\ninspect.getsource(Point)",
}


def seen(output):
    """What of an output a reader sees; the frames of an error and the count of runs are no part of it."""
    return {key: value for key, value in output.items() if key not in ("traceback", "execution_count", "metadata")}


@pytest.fixture(scope="module")
def from_a_kernel(tmp_path_factory):
    cells = [new_code_cell(text, metadata={"tags": ["raises-exception"]}) for text in CELLS.values()]
    notebook = new_notebook(cells=cells)
    execute.run(notebook, "cells.py", tmp_path_factory.mktemp("kernel"))
    return [cell.outputs for cell in notebook.cells]


def test_every_kind_of_cell_gives_a_kernels_outputs(from_a_kernel):
    notebook = Notebook()
    for name, text, stored in zip(CELLS, CELLS.values(), from_a_kernel, strict=True):
        assert [seen(output) for output in notebook.run(text)] == [seen(output) for output in stored], name


def test_a_new_notebook_knows_nothing_of_the_one_before():
    Notebook().run("x = 1")
    (error,) = Notebook().run("x")
    assert error["ename"] == "NameError"


FIGURE = """
figure, axes = canvas()
axes.plot([1, 2], [3, 5])
axes.set_title("$x^2$")
show(Drawing(figure, "The line climbs from 3 to 5."))
"""


def test_a_figure_that_is_not_rendered_plots_the_same():
    shown = []
    for kind in (Notebook, Unrendered):
        notebook = kind()
        assert notebook.run("from helpers.figures import Drawing, canvas, show") == []
        (output,) = notebook.run(FIGURE)
        shown.append(output["data"])
    rendered, laid_out = (data.pop("text/html") for data in shown)
    assert shown[0] == shown[1] and FIGURE_MIME in shown[0]
    assert len(rendered) > 2000 and 'base64,"' in laid_out
    assert laid_out.partition("src=")[0] == rendered.partition("src=")[0]
    (error,) = notebook.run(FIGURE.replace("x^2", "x^"))  # whose formula cannot be read
    assert error["ename"] == "ValueError"


# In a process of its own: the workers of a parallel run have threads, which no fork takes along.
FORKING = """
import os
from course.checking.in_process import Notebook
notebook = Notebook()
notebook.run("x = 1")
if os.fork():
    os.wait()
else:
    notebook.run("x += 1")
print(notebook.run("x")[0]["data"]["text/plain"], flush=True)
os._exit(0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_fork_keeps_the_state_and_leaves_the_notebook_alone():
    run = output_of([sys.executable, "-c", FORKING], cwd=ROOT)
    assert run.stdout == "2\n1\n", run.stderr


def test_it_prints_nothing_itself(capsys):
    Notebook().run("print('kept'); 1 / 0")
    assert capsys.readouterr() == ("", "")
