"""What the files made from a lesson must hold, and whether what is stored still belongs to its source.

A stored notebook carries short digests. `inputs` covers what its outputs depend on: its code and the helpers it
imports. `outputs` covers the outputs themselves. So a change of prose reuses what was printed, and outputs that were
edited or stripped are noticed without running anything. `cells` covers its cells without outputs, and a learner's
notebook has `text` for the text beside it: what differs from them was edited by hand.
"""

import ast
import hashlib
import json

import nbformat

from course.authoring import python_cells
from helpers.language import SAID

HELPERS = "helpers"
DIGEST_LENGTH = 16
AUTHORED = ("tags", "exercise", "tolerance")  # of a cell's metadata; JupyterLab adds others, which nobody wrote


def digest(value):
    """Short hexadecimal digest of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:DIGEST_LENGTH]


def helper_files(cells, root, number):
    """Files of helpers/ that these cells read, directly or through one another, in order.

    Args:
        cells: the code of each.
        root: the folder of the course.
        number: the lesson's number; `check` loads that lesson's exercises by name, which no import statement shows.
    """
    found, waiting = set(), [root / HELPERS / "exercises" / f"lesson_{number}.py"]
    waiting += [path for code in cells for path in _imported(code, root)]
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting.append(path.with_name(SAID))  # of a package that speaks another language
            waiting += _imported(_text_of(path), root)
    return sorted(found)


def _imported(code, root):
    """Files that the import statements of this code may read, there or not; none if it is no Python."""
    paths, tree = [], python_cells.read(code).tree
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == HELPERS:
                # Importing a.b.c runs a and a.b first.
                for length in range(1, len(parts) + 1):
                    stem = root.joinpath(*parts[:length])
                    paths += [stem.with_suffix(".py"), stem / "__init__.py"]
    return paths


def inputs_digest(notebook, root, number):
    """Digest of what a notebook's outputs depend on: its code cells and the helpers they import."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    helpers = helper_files([cell.source for cell in cells], root, number)
    return digest(
        {
            "cells": [[cell.source, cell.metadata] for cell in cells],
            "helpers": [[path.relative_to(root).as_posix(), _text_of(path)] for path in helpers],
        }
    )


def _text_of(path):
    return path.read_text(encoding="utf-8", errors="replace")  # a broken helper is said by the cell that imports it


def outputs_digest(notebook):
    """Digest of everything a notebook printed."""
    return digest([cell.outputs for cell in notebook.cells if cell.cell_type == "code"])


def authored(notebook):
    """What an author wrote of a notebook: each cell's kind, text, and tags with the like."""
    return [
        [cell.cell_type, cell.source, {key: cell.metadata[key] for key in AUTHORED if key in cell.metadata}]
        for cell in notebook.cells
    ]


def seal(notebook, inputs):
    """Write what its outputs depend on, and what they are, into a notebook that has just been run, in place."""
    notebook.metadata["course"] = {"inputs": inputs, "outputs": outputs_digest(notebook)}


def reuse_outputs(notebook, stored, inputs):
    """Take the stored outputs over, in place, if they are whole and belong to the same inputs.

    Args:
        notebook: the notebook as its source gives it, without outputs.
        stored: the notebook on disk.
        inputs: what `inputs_digest` says of `notebook`.

    Returns:
        None when the outputs were taken over, else why they were not.
    """
    said = stored.metadata.get("course", {})
    if said.get("inputs") != inputs:
        return "its code, or a helper it imports, has changed since it was built"
    if said.get("outputs") != outputs_digest(stored):
        return "its outputs were edited or stripped"
    wanted, there = ([cell for cell in each.cells if cell.cell_type == "code"] for each in (notebook, stored))
    if len(wanted) != len(there):
        return "its code cells were edited by hand"
    for cell, old in zip(wanted, there, strict=True):
        cell.outputs = old.outputs
    for count, cell in enumerate((cell for cell in wanted if cell.source.strip()), start=1):  # an empty one is not run
        cell.execution_count = count
    notebook.metadata["course"] = {key: said[key] for key in ("inputs", "outputs")}
    return None


def serialised(notebook):
    """The bytes of a notebook file, as text: the same for the same notebook."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
