"""Learners' notebooks as they come in: lesson 01 with answers that students write, run once, then mangled."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from course.checking.in_process import Notebook
from course.places import ROOT

LESSON = "01_backprop_scalar"
ANSWERS = Path(__file__).parents[1] / "exercises" / "lesson_01.py"

RIGHT = {
    "01-1": "def forward(x, w, y):\n    return w * x, w * x - y, (w * x - y) ** 2",
    "01-2": "def backward(x, w, y):\n    e = w * x - y\n    return 2 * e, 1, x, 2 * e * x",
}
WRONG = {"01-1": RIGHT["01-1"], "01-2": RIGHT["01-2"].replace("2 * e * x", "e * x")}


@dataclass(frozen=True)
class Written:
    """An answer with the verdict that it deserves."""

    exercise: str
    outcome: str
    mistake: str | None
    source: str


def written():
    """Every answer of tests/exercises/lesson_01.py by exercise, and the imports they need."""
    _, before, *cells = re.split(r"^# %% ", ANSWERS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {}
    for cell in cells:
        title, _, source = cell.partition("\n")
        exercise, outcome, mistake, *_ = [*title.split(), None]
        found.setdefault(exercise, []).append(Written(exercise, outcome, mistake, source.strip("\n")))
    return found, before.partition("\n")[2].strip("\n")


def shipped():
    """The lesson as a learner gets it, outputs and all."""
    return json.loads((ROOT / "notebooks" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))


def handed_in(chosen):
    """A notebook with these answers (Written by exercise) filled in, its exercises and checks run from the top."""
    notebook, (_, imports) = shipped(), written()
    notebook["cells"].insert(0, code_cell(imports))
    running = Notebook()
    for count, cell in enumerate((cell for cell in notebook["cells"] if cell["cell_type"] == "code"), start=1):
        exercise, tags = cell["metadata"].get("exercise"), cell["metadata"].get("tags", [])
        if "exercise" in tags and exercise in chosen:
            cell["source"] = chosen[exercise].source
        cell["execution_count"] = count
        # The lesson's own cells do not depend on an answer: their stored outputs are what they would print.
        if exercise or count <= 2:
            cell["outputs"] = run(running, cell["source"])
    return notebook


def run(running, source):
    """Outputs of one cell, as a notebook file holds them."""
    return json.loads(json.dumps(running.run("".join(source))))


def code_cell(source, **more):
    """A cell that a learner has added."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **more}


def cells_of(notebook, exercise, tag="exercise"):
    """The cells of an exercise by its metadata."""
    found = (cell for cell in notebook["cells"] if cell["metadata"].get("exercise") == exercise)
    return [cell for cell in found if tag in cell["metadata"]["tags"]]


def as_bytes(notebook):
    """The notebook as a file holds it."""
    return json.dumps(notebook).encode()


def one_by_one(*sources):
    """A notebook of these cells, run from the top."""
    running = Notebook()
    running.run("from helpers import check")
    cells = [code_cell(source) for source in sources]
    for count, cell in enumerate(cells, start=1):
        cell["outputs"], cell["execution_count"] = run(running, cell["source"]), count
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def cell(source, exercise=None, tag="exercise", count=None):
    metadata = {"exercise": exercise, "tags": [tag]} if exercise else {}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": count,
    }


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def answered(first, second=RIGHT["01-2"]):
    checks = [cell(f"check({name})", number, "check") for number, name in (("01-1", "forward"), ("01-2", "backward"))]
    imports = cell("import numpy as np\nimport torch\nfrom helpers import check\nfrom helpers.figures import show")
    return notebook(imports, cell(first, "01-1"), checks[0], cell(second, "01-2"), checks[1])
