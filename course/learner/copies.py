"""The learner's own copies in work/: made once, never written over.

A copy is plain Jupyter, without outputs, so that a prediction comes before its answer. It remembers which lesson text
it was made from, so that a newer one can be announced.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.files import make_folder, move_new, write_text
from course.places import NOTEBOOKS
from helpers.language import say

FINGERPRINT_LENGTH = 16
CELL_KEYS = {"cell_type", "source", "metadata"}  # what is read of each cell


@dataclass
class Start:
    """What starting the lessons did.

    Attributes:
        copied: names of the lessons that were copied.
        newer: names of the lessons that have changed since the learner's copy was made.
        broken: one sentence for each notebook that cannot be read.
    """

    copied: list[str]
    newer: list[str]
    broken: list[str]


class BrokenNotebookError(CourseError):
    """A file that is no notebook."""


def start(notebooks, work):
    """What was copied, what is newer, what is broken: each lesson not in `work` yet is copied there.

    Args:
        notebooks: folder of the learner's lessons as they are shipped.
        work: folder of the learner's copies; made if it is not there.

    Raises:
        WriteError: `work` cannot be written to.
    """
    make_folder(work)
    done = Start([], [], [])
    for original in sorted(Path(notebooks).glob("*.ipynb")):
        try:
            lesson = read(original)
            own = work / original.name
            if own.exists():
                if came_from(read(own)) not in (None, fingerprint(lesson)):
                    done.newer.append(original.stem)
            else:
                write_text(own, copy_of(lesson, original.stem), overwrite=False)
                done.copied.append(original.stem)
        except BrokenNotebookError as reason:
            done.broken.append(str(reason))
    return done


def freshen(name, notebooks, work):
    """Path to which the learner's old copy was moved, None if there was none; a fresh copy is in its place.

    Raises:
        BrokenNotebookError: the shipped lesson cannot be read; nothing was moved.
        WriteError: `work` cannot be written to.
    """
    make_folder(work)
    text = copy_of(read(notebooks / f"{name}.ipynb"), name)
    own = work / f"{name}.ipynb"
    kept = set_aside(own) if own.exists() else None
    write_text(own, text, overwrite=False)
    return kept


def set_aside(path):
    """Path that the file at `path` was renamed to: the first free one of NAME.old-1, NAME.old-2, ..."""
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.old-{number}{path.suffix}")
        try:
            move_new(path, kept)
        except FileExistsError:
            number += 1
        else:
            return kept


def read(path):
    """The notebook at `path`, as a dict.

    Raises:
        BrokenNotebookError: it is not a notebook of format 4.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["nbformat"] != 4:
            raise ValueError(f"found notebook format {notebook['nbformat']}, expected 4")
        for cell in notebook["cells"]:
            if lacking := CELL_KEYS - set(cell):
                raise ValueError(f"a cell has no {', '.join(sorted(lacking))}")
    except (OSError, ValueError, KeyError, TypeError) as reason:
        shipped = NOTEBOOKS in path.parts[-3:-1]  # in English, or in the folder of another language
        advice = say("`git restore` it") if shipped else say("move it out of its folder")
        words = {"path": f"{path.parent.name}/{path.name}", "reason": f"{type(reason).__name__}: {reason}"}
        text = say(
            "{path} is not a notebook ({reason}). What to do: {advice}, then start again.", advice=advice, **words
        )
        raise BrokenNotebookError(text) from reason
    return notebook


def copy_of(notebook, name):
    """Text of the learner's copy of a shipped lesson."""
    cells = [
        {**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell
        for cell in notebook["cells"]
    ]
    metadata = {key: value for key, value in notebook["metadata"].items() if key != "jupytext"}  # pairing is off
    metadata["course"] = {"lesson": name, "origin": fingerprint(notebook)}
    return json.dumps({**notebook, "cells": cells, "metadata": metadata}, indent=1, ensure_ascii=False) + "\n"


def came_from(notebook):
    """Fingerprint of the lesson a copy was made from; None if it does not say."""
    return notebook.get("metadata", {}).get("course", {}).get("origin")


def fingerprint(notebook):
    """Short digest of what a lesson says and asks; outputs, ids and metadata do not count."""
    text = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(text).encode()).hexdigest()[:FINGERPRINT_LENGTH]
