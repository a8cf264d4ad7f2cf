"""Cells run in this process give the outputs that a kernel gives."""

import os

import pytest

from course.authoring import execute
from course.authoring.lesson_source import parse
from course.checking.in_process import Notebook
from tests.authoring.small_lessons import source

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
    cells = [f'# %% tags=["raises-exception"]\n{text}\n' for text in CELLS.values()]
    notebook = parse(source(*cells), "cells.py")
    execute.run(notebook, "cells.py", tmp_path_factory.mktemp("kernel"))
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_every_kind_of_cell_gives_a_kernels_outputs(from_a_kernel):
    notebook = Notebook()
    for name, text, stored in zip(CELLS, CELLS.values(), from_a_kernel, strict=True):
        assert [seen(output) for output in notebook.run(text)] == [seen(output) for output in stored], name


def test_a_new_notebook_knows_nothing_of_the_one_before():
    Notebook().run("x = 1")
    (error,) = Notebook().run("x")
    assert error["ename"] == "NameError"


def test_a_fork_keeps_the_state_and_leaves_the_notebook_alone():
    notebook = Notebook()
    notebook.run("x = 1")
    reader, writer = os.pipe()
    child = os.fork() if hasattr(os, "fork") else pytest.skip("this system has no fork")
    if not child:
        notebook.run("x += 1")
        os.write(writer, notebook.run("x")[0]["data"]["text/plain"].encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 10) == b"2"
    assert notebook.run("x")[0]["data"]["text/plain"] == "1"
    os.close(reader), os.close(writer)


def test_it_prints_nothing_itself(capsys):
    Notebook().run("print('kept'); 1 / 0")
    assert capsys.readouterr() == ("", "")
