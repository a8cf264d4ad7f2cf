"""Is the comparison calm? All notebooks again as other machines would run them, and no cell may alarm."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

# What another machine does differently, as settings of this one; each changes the last digits of what is computed.
OLD_PROCESSOR = {"ATEN_CPU_CAPABILITY": "default", "MKL_CBWR": "COMPATIBLE", "ONEDNN_MAX_CPU_ISA": "SSE41"}
NUMPY_FEATURES = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR X86_V3 X86_V4"
MACHINES = {
    "this machine, one thread": {"OMP_NUM_THREADS": "1"},
    "two threads": {"OMP_NUM_THREADS": "2"},
    "old processor, one thread": {**OLD_PROCESSOR, "OMP_NUM_THREADS": "1"},
    "old processor, two threads": {**OLD_PROCESSOR, "OMP_NUM_THREADS": "2"},
    "old processor for NumPy too": {
        **OLD_PROCESSOR,
        "NPY_DISABLE_CPU_FEATURES": NUMPY_FEATURES,
        "OMP_NUM_THREADS": "1",
    },
    "another hash seed and time zone": {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
}


@dataclass(frozen=True)
class Calm:
    """What one notebook did as one other machine.

    Attributes:
        machine: which settings.
        notebook: its file's name.
        cells: how many code cells were compared.
        alarms: (number, first line) of each cell that printed something else.
    """

    machine: str
    notebook: str
    cells: int
    alarms: list


def as_machine(machine, paths):
    """Yield what each notebook did as this machine.

    Args:
        machine: a name of MACHINES.
        paths: executed notebooks.

    Raises:
        RuntimeError: the process that ran them failed.
    """
    command = [sys.executable, "-m", "course.checking.audit.rerun", *map(str, paths)]
    environment = {**os.environ, **MACHINES[machine]}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout:
            said = json.loads(line)
            yield Calm(machine, said["notebook"], said["cells"], said["alarms"])
        error = process.stderr.read()
    if process.returncode:
        raise RuntimeError(f"{machine}: {error.strip().splitlines()[-1] if error.strip() else 'ended'}")
