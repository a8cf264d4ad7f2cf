"""What the files made from a lesson must hold, and whether what is stored still belongs to its source.

A stored notebook carries two short digests. `inputs` covers what its outputs depend on: its code and the helpers it
imports. `outputs` covers the outputs themselves. So a change of prose reuses what was printed, and outputs that were
edited or stripped are noticed without running anything.
"""

import ast
import hashlib
import json

import nbformat

HELPERS = "helpers"
DIGEST_LENGTH = 16


def digest(value):
    """Short hexadecimal digest of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:DIGEST_LENGTH]


def helper_files(code, root, number):
    """Files of helpers/ that this code reads, directly or through one another, in order.

    Args:
        code: Python source.
        root: the folder of the course.
        number: the lesson's number; `check` loads that lesson's exercises by name, which no import statement shows.
    """
    found, waiting = set(), [root / HELPERS / "exercises" / f"lesson_{number}.py"]
    waiting += _imported(code, root)
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting += _imported(path.read_text(encoding="utf-8"), root)
    return sorted(found)


def _imported(code, root):
    """Files that the import statements of this code may read, whether they are there or not."""
    paths = []
    for node in ast.walk(ast.parse(code)):
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
    helpers = helper_files("\n".join(cell.source for cell in cells), root, number)
    return digest(
        {
            "cells": [[cell.source, cell.metadata] for cell in cells],
            "helpers": [[path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")] for path in helpers],
        }
    )


def outputs_digest(notebook):
    """Digest of everything a notebook printed."""
    return digest([[cell.execution_count, cell.outputs] for cell in notebook.cells if cell.cell_type == "code"])


def seal(notebook, inputs):
    """Write both digests into a notebook that has just been run, in place."""
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
        cell.outputs, cell.execution_count = old.outputs, old.execution_count
    notebook.metadata["course"] = dict(said)
    return None


def serialised(notebook):
    """The bytes of a notebook file, as text: the same for the same notebook."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
