"""Does the comparison miss mistakes? Every mutant of a lesson's code is run and must print something else.

One process runs the lesson's cells in order. Before each cell it forks a child for each of the cell's mutants: the
child runs the mutant and then the rest of the lesson until an output differs from what is stored.
`of_notebook` starts it with one thread, since a fork takes no other along: a child would wait for it for ever.
"""

import os
import signal
import sys
from dataclasses import dataclass

import nbformat
import psutil
from nbval_tolerance.output_differences import output_differences
from nbval_tolerance.tolerance import tolerance_from
from warm_kernels import ONE_THREAD

from course.checking.audit.mutants import Mutant, mutants
from course.checking.audit.other_process import said_by, say
from course.checking.in_process import Unrendered
from course.checking.process_tree import end

# A mutant that never ends is seen by anyone who waits. One that works is held to its own time, since other work on
# this machine must not decide; one that sleeps uses none.
CHILD_CPU_SECONDS, CHILD_SECONDS = 20, 600
SURVIVED, CAUGHT = 0, 1


@dataclass(frozen=True)
class Trial:
    """What became of one mutant.

    Attributes:
        cell: number of the cell in the notebook, from 1.
        line: the mutated line of the cell, as its author wrote it.
        mutant: the mistake.
        caught: whether an output differed.
    """

    cell: int
    line: str
    mutant: Mutant
    caught: bool


def trials(notebook):
    """Yield what became of every mutant of a lesson, in order.

    Args:
        notebook: the executed notebook of a solution.

    Raises:
        RuntimeError: a cell prints something else although nothing was changed; that must be mended first.
    """
    cells = [(number, cell) for number, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]
    # Before any cell runs: drawing a traceback ties whole files to syntax nodes that all trees share, slow to copy.
    mistaken = [mutants(cell.source) for _, cell in cells]
    state = Unrendered()
    for position, (number, cell) in enumerate(cells):
        rest = [later for _, later in cells[position + 1 :]]
        for mutant in mistaken[position]:
            line = cell.source.splitlines()[mutant.line - 1].strip()
            yield Trial(number, line, mutant, _is_caught(state, mutant.source, cell, rest))
        if differs(state, cell.source, cell):
            raise RuntimeError(f"cell {number} prints something else on this machine; run the tests first")


def differs(state, source, cell):
    """Whether running this source gives other outputs than the cell holds."""
    tolerance = tolerance_from(cell.metadata.get("tolerance"))
    return bool(output_differences(cell.outputs, state.run(source), tolerance))


def _is_caught(state, source, cell, rest):
    """Whether a child that runs the mutant, then the rest of the lesson, sees a difference or fails to end."""
    child = os.fork()
    if not child:
        status = CAUGHT  # also when the mutant takes this process down
        try:
            signal.setitimer(signal.ITIMER_PROF, CHILD_CPU_SECONDS)  # its own time: other work must not decide
            survived = not differs(state, source, cell) and not any(differs(state, each.source, each) for each in rest)
            status = SURVIVED if survived else CAUGHT
        finally:
            os._exit(status)
    process = psutil.Process(child)
    try:
        return process.wait(CHILD_SECONDS) != SURVIVED
    except psutil.TimeoutExpired:
        end([process])
        return True


def of_notebook(path):
    """Yield what became of every mutant of a lesson; it runs in a process of its own, where nothing else runs.

    Raises:
        CourseError: the process failed, for instance since the lesson prints something else on this machine.
    """
    for said in said_by("course.checking.audit.missed_mistakes", [path], {**os.environ, **ONE_THREAD}):
        yield Trial(said["cell"], said["line"], Mutant(**said["mutant"]), said["caught"])


def main(path):
    """Print a line of JSON for each mutant of a notebook as its trial ends."""
    say(trials(nbformat.read(path, as_version=4)))


if __name__ == "__main__":
    main(sys.argv[1])
