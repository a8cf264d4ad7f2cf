"""What one more warm kernel costs in memory, while it holds a notebook that has been run."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from math import nan
from pathlib import Path

import nbformat
from warm_kernels import ADDRESS_VARIABLE, warm_kernels

from course.checking.process_tree import descendants, proportional_bytes
from course.lesson_libraries import PRELOAD

KERNELS = 4
START_SECONDS = CELL_SECONDS = 120
QUIET = ["--Application.log_level=ERROR"]


def bytes_of_another(notebooks: Sequence[Path], kernels: int = KERNELS, preload: Sequence[str] = PRELOAD) -> float:
    """Proportional set size by which each further kernel made all of them larger; nan where kernels are ordinary.

    Args:
        notebooks: each kernel runs one, from the first again when they run out.
        kernels: how many, at least 2.
        preload: what their warm process imports.
    """
    sizes = []
    with ExitStack() as stack:
        stack.enter_context(warm_kernels(preload))
        if ADDRESS_VARIABLE not in os.environ:
            return nan
        for number in range(kernels):
            run_and_keep(notebooks[number % len(notebooks)], stack)
            sizes.append(sum(map(proportional_bytes, descendants())))
    return (sizes[-1] - sizes[0]) / (len(sizes) - 1)


def run_and_keep(path: Path, stack: ExitStack) -> None:
    """Run the notebook's cells in a kernel, which lives until the stack is closed."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(START_SECONDS, "python3", cwd=str(path.parent), extra_arguments=QUIET)
    stack.callback(manager.shutdown_kernel, now=True)
    stack.callback(client.stop_channels)
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            # Its outputs are not wanted, but an answer is: memory is looked at when the cell has run.
            client.execute(cell.source, store_history=False, stop_on_error=False, reply=True, timeout=CELL_SECONDS)
