"""Running a lesson: a notebook in, the same notebook with what it printed out.

What is stored is the same on every machine: no times, no versions, no paths.
"""

import os
import re

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.authoring.answer_markers import LessonError

CELL_TIMEOUT_SECONDS = 60
ESCAPE_CODES = re.compile(r"\x1b\[[0-9;]*m")
# Tiny tensors are faster on one thread, and sums come out in the same order everywhere.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def run(notebook, name, folder, imports=None, timeout_seconds=CELL_TIMEOUT_SECONDS):
    """Fill in the outputs of a notebook, in place, by running it from top to bottom in a kernel of its own.

    Args:
        notebook: the notebook; its outputs are replaced.
        name: what to call the lesson in an error.
        folder: where its code runs.
        imports: folder whose packages it imports first, the course's own; what is installed when left out.
        timeout_seconds: the longest that one cell may take.

    Raises:
        LessonError: a cell raises without being tagged for it, writes to stderr, takes too long or ends its kernel.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout_seconds,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # else how printed lines fall into pieces depends on the moment
        extra_arguments=["--Application.log_level=ERROR"],  # a kernel's advice on encryption is no part of a lesson
        resources={"metadata": {"path": str(folder)}},
    )
    reached = {}
    client.on_cell_start = lambda cell, cell_index: reached.update(cell=cell, position=cell_index + 1)
    try:
        client.execute(env=_environment(imports), cleanup_kc=True)
    except (CellTimeoutError, DeadKernelError, CellExecutionError) as error:
        raise LessonError(f"{_where(name, reached)} {_fault(error, timeout_seconds)}") from None
    for position, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            cell.outputs = [_portable(output, name, cell, position) for output in cell.outputs]
            cell.metadata.pop("execution", None)
    notebook.metadata.language_info.pop("version", None)


def _fault(error, timeout_seconds):
    """What went wrong in a cell, and what to do about it."""
    if isinstance(error, CellTimeoutError):
        return (
            f"was still running after {timeout_seconds} s. "
            "Shorten it, or end its loop; a lesson's cells take well under a second."
        )
    if isinstance(error, DeadKernelError):
        return "ended its kernel. Run the cell by hand to see why."
    return (
        f"raised {error.ename}: {ESCAPE_CODES.sub('', error.evalue)}. "
        "Mend it, or tag the cell 'raises-exception' if it is meant to fail."
    )


def _environment(imports):
    """Environment of the kernel: one thread, and the course's own helpers before any installed ones."""
    path = [str(imports)] if imports else []
    path += [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(path)}


def _portable(output, name, cell, position):
    """One output without what depends on the machine."""
    where = _where(name, {"cell": cell, "position": position})
    if output.output_type == "stream" and output.name == "stderr":
        raise LessonError(
            f"{where} wrote to stderr: {output.text.strip()[:200]!r}. Warnings hold paths of one machine: "
            "catch the warning and print its message, or mend its cause."
        )
    if output.output_type == "error":
        # Frames outside the notebook hold the paths of somebody's installation; the learner's own lines stay.
        output.traceback = [
            frame for frame in output.traceback if not ESCAPE_CODES.sub("", frame).lstrip().startswith("File ")
        ]
    return output


def _where(name, reached):
    """Where in the lesson a fault is: file, number of the cell, its first line."""
    first_line = next(iter(reached["cell"].source.splitlines()), "")
    return f"{name}: cell {reached['position']} ({first_line.strip()!r})"
