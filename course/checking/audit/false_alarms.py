"""Does the comparison raise false alarms? All notebooks again as other machines would run them; no cell may alarm.

``python -m course.checking.audit.false_alarms NOTEBOOK...`` says what each notebook prints otherwise than it holds, a
line of JSON a notebook.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.checking.audit.missed_mistakes import differs
from course.checking.audit.other_process import said_by, say
from course.checking.in_process import Unrendered

# What another machine does differently, as settings of this one; each changes the last digits of what is computed.
ONE, TWO = {"OMP_NUM_THREADS": "1"}, {"OMP_NUM_THREADS": "2"}
OLD_PROCESSOR = {"ATEN_CPU_CAPABILITY": "default", "MKL_CBWR": "COMPATIBLE", "ONEDNN_MAX_CPU_ISA": "SSE41"}
NUMPY_FEATURES = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR X86_V3 X86_V4"
MACHINES = {
    "this machine, one thread": ONE,
    "two threads": TWO,
    "old processor, one thread": OLD_PROCESSOR | ONE,
    "old processor, two threads": OLD_PROCESSOR | TWO,
    "old processor for NumPy too": OLD_PROCESSOR | ONE | {"NPY_DISABLE_CPU_FEATURES": NUMPY_FEATURES},
    "another hash seed and time zone": ONE | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
}


@dataclass(frozen=True)
class Rerun:
    """What one notebook did when it was run again.

    Attributes:
        notebook: its file's name.
        cells: how many code cells were compared.
        alarms: (number, first line) of each cell that printed something else.
    """

    notebook: str
    cells: int
    alarms: list


def as_machine(machine, paths):
    """Yield what each notebook did as this machine.

    Args:
        machine: a name of MACHINES.
        paths: executed notebooks.

    Raises:
        CourseError: the process that ran them failed.
    """
    for said in said_by("course.checking.audit.false_alarms", paths, {**os.environ, **MACHINES[machine]}):
        yield Rerun(**said)


def rerun(path):
    """What a notebook does when it is run again in this process."""
    state, notebook = Unrendered(), nbformat.read(path, as_version=4)
    cells = [(number, cell) for number, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]
    alarms = [(number, cell.source.splitlines()[0]) for number, cell in cells if differs(state, cell.source, cell)]
    return Rerun(Path(path).name, len(cells), alarms)


if __name__ == "__main__":
    say(map(rerun, sys.argv[1:]))
