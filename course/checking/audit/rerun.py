"""Runs notebooks in one process and says, a line of JSON each, what they print otherwise than they hold.

``python -m course.checking.audit.rerun NOTEBOOK...``: a process of its own, since a machine's settings count from the
start.
"""

import json
import sys
from pathlib import Path

import nbformat

from course.checking.audit.missed_mistakes import differs
from course.checking.in_process import Notebook


def alarms(notebook):
    """Number and first line of each code cell whose outputs differ from what the notebook holds."""
    state = Notebook()
    cells = [(number, cell) for number, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]
    return [(number, cell.source.splitlines()[0]) for number, cell in cells if differs(state, cell.source, cell)]


def main(paths):
    """Print one line for each notebook: how many code cells it has, and those that alarm."""
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        cells = sum(cell.cell_type == "code" for cell in notebook.cells)
        found = alarms(notebook)
        print(json.dumps({"notebook": Path(path).name, "cells": cells, "alarms": found}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
