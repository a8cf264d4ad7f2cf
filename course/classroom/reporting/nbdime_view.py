"""nbdime's side-by-side view of a learner's exercises and the solution's.

Both are cut down to the exercise cells first: of whole notebooks the view would show outputs and markers.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from course.classroom.matching import pairing
from course.classroom.matching.reference import Reference
from course.classroom.reading.notebook_file import Notebook
from course.files import write_text

COMMAND = [sys.executable, "-m", "nbdime.webapp.nbdiffweb"]


def show(notebook: Notebook, reference: Reference) -> int:
    """Exit status of nbdime, which shows both in a browser until its page is closed."""
    with tempfile.TemporaryDirectory() as folder:
        solution, learner = write(notebook, reference, Path(folder))
        return subprocess.call([*COMMAND, str(solution), str(learner)])


def write(notebook: Notebook, reference: Reference, folder: Path) -> tuple[Path, Path]:
    """The two notebooks to compare, written to the folder: the solution's exercises and the learner's answers.

    Args:
        notebook: the learner's.
        reference: the solution of its lesson.
        folder: where to write; it exists.
    """
    answers = pairing.answers(notebook, reference)
    ours = {exercise.id: exercise.code for exercise in reference.exercises}
    mine = {identity: answer.text for identity, answer in answers.items() if answer.cells}
    paths = folder / "solution.ipynb", folder / "learner.ipynb"
    for path, sources in zip(paths, (ours, mine), strict=True):
        write_text(path, json.dumps(_notebook(sources, reference)))
    return paths


def _notebook(sources: dict[str, str], reference: Reference) -> dict:
    cells = []
    for exercise in reference.exercises:
        title = f"### {exercise.id} {exercise.title}"
        cells.append({"cell_type": "markdown", "id": f"title-{exercise.id}", "metadata": {}, "source": title})
        if exercise.id in sources:
            code = {
                "cell_type": "code",
                "id": f"exercise-{exercise.id}",
                "metadata": {},
                "source": sources[exercise.id],
            }
            cells.append(code | {"outputs": [], "execution_count": None})
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
