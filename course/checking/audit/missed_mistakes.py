"""Is the comparison awake? Every mutant of a lesson's code is run and must print something else.

One process runs the lesson's cells in order. Before each cell it forks a child for each of the cell's mutants: the
child runs the mutant and then the rest of the lesson until an output differs from what is stored.
``python -m course.checking.audit.missed_mistakes NOTEBOOK`` says what became of each, a line of JSON a mutant.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass

import nbformat
from nbval_tolerance.outputs import output_differences
from nbval_tolerance.tolerance import tolerance_from

from course.checking.audit.mutants import Mutant, mutants
from course.checking.in_process import Notebook

CHILD_CPU_SECONDS = 20  # a mutant that never ends is seen by anyone who waits
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


def trials(notebook, done=lambda trial: None):
    """What became of every mutant of a lesson, in order.

    Args:
        notebook: the executed notebook of a solution.
        done: called with each trial as it ends.

    Raises:
        RuntimeError: a cell prints something else although nothing was changed; the lesson must be calm first.
    """
    cells = [(number, cell) for number, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]
    # Before any cell runs: drawing a traceback ties whole files to syntax nodes that all trees share, slow to copy.
    mistaken = [mutants(cell.source) for _, cell in cells]
    state, found = Notebook(), []
    for position, (number, cell) in enumerate(cells):
        rest = [later for _, later in cells[position + 1 :]]
        for mutant in mistaken[position]:
            line = cell.source.splitlines()[mutant.line - 1].strip()
            trial = Trial(number, line, mutant, _is_caught(state, mutant.source, cell, rest))
            found.append(trial)
            done(trial)
        if differs(state, cell.source, cell):
            raise RuntimeError(f"cell {number} prints something else on this machine; run the tests first")
    return found


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
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != SURVIVED


def of_notebook(path):
    """Yield what became of every mutant of a lesson; it runs in a process of its own.

    Raises:
        RuntimeError: the process failed, for instance since the lesson is not calm on this machine.
    """
    command = [sys.executable, "-m", "course.checking.audit.missed_mistakes", str(path)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}  # threads do not survive a fork
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            said = json.loads(line)
            yield Trial(said["cell"], said["line"], Mutant(**said["mutant"]), said["caught"])
        error = process.stderr.read()
    if process.returncode:
        raise RuntimeError(f"{path.name}: {error.strip().splitlines()[-1] if error.strip() else 'ended'}")


def main(path):
    """Print a line of JSON for each mutant of a notebook as its trial ends."""
    said = os.fdopen(os.dup(1), "w")  # children write to a copy of their own
    trials(nbformat.read(path, as_version=4), lambda trial: print(json.dumps(asdict(trial)), file=said, flush=True))


if __name__ == "__main__":
    main(sys.argv[1])
