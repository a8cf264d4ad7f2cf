"""Running a lesson: a notebook in, the same notebook with what it printed out.

What is stored is the same on every machine: no times, no versions, no paths.
"""

import re

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from course.authoring.answer_markers import LessonError
from course.lesson_environment import lesson_environment
from course.places import ROOT
from helpers.check import RAISE_FAULTS

CELL_TIMEOUT_SECONDS = 60
ESCAPE_CODES = re.compile(r"\x1b\[[0-9;]*m")


def run(notebook, name, folder, imports=ROOT, timeout_seconds=CELL_TIMEOUT_SECONDS, starts=()):
    """Fill in the outputs of a notebook, in place, by running it from top to bottom in a kernel of its own.

    Args:
        notebook: the notebook; its outputs are replaced.
        name: what to call the lesson in an error.
        folder: where its code runs.
        imports: folder whose packages it imports first.
        timeout_seconds: the longest that one cell may take.
        starts: the line of the lesson at which each cell begins, for an error.

    Raises:
        LessonError: a cell raises without being tagged for it, writes to stderr, takes too long or ends its kernel.
    """
    client = NotebookClient(
        notebook,
        timeout=timeout_seconds,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,  # else how printed lines fall into pieces depends on the moment
        shutdown_kernel="immediate",  # all has been printed, and taking torch apart takes longer than a light lesson
        extra_arguments=["--Application.log_level=ERROR"],  # a kernel's advice on encryption is no part of a lesson
        resources={"metadata": {"path": str(folder)}},
    )
    reached = {}
    client.on_cell_start = lambda cell, cell_index: reached.update(cell=cell, position=cell_index)
    try:
        client.execute(env=lesson_environment(imports) | {RAISE_FAULTS: "1"}, cleanup_kc=True)
    except (CellTimeoutError, DeadKernelError, CellExecutionError) as error:
        raise LessonError(f"{_where(name, starts, **reached)} {_fault(error, timeout_seconds)}") from None
    for position, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.outputs = [_portable(output, _where(name, starts, cell, position)) for output in cell.outputs]
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


def _portable(output, where):
    """One output without what depends on the machine."""
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


def _where(name, starts, cell, position):
    """Where in the lesson a fault is: file, line, number of the cell, its first line."""
    line = f":{starts[position]}" if starts else ""
    first_line = next(iter(cell.source.splitlines()), "")
    return f"{name}{line}: cell {position + 1} ({first_line.strip()!r})"
