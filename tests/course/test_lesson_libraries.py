"""What lessons are forked with, and what it leaves behind."""

import os
import subprocess
import sys

import pytest
from warm_kernels import ONE_THREAD, reason_against_forking, start_warm_process, stop
from warm_kernels.forked_child import Child

from course import lesson_libraries

PATIENCE_SECONDS = 120
ONE_OPTIMIZER = "from course.lesson_libraries import make_one_optimizer; make_one_optimizer()"
COMPILED = (
    "import os, torch; torch.optim.SGD([torch.zeros(1)]); os.mkdir(os.environ['TORCHINDUCTOR_CACHE_DIR'] + '/it')"
)


def left_in(folder, script):
    """The names in the temporary folder after a process that ran the script."""
    environment = {**os.environ, "TMPDIR": str(folder)}
    environment.pop("TORCHINDUCTOR_CACHE_DIR", None)
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=PATIENCE_SECONDS)
    return [path.name for path in folder.iterdir()]


def test_importing_leaves_no_folder_for_what_nobody_has_compiled(tmp_path):
    assert left_in(tmp_path, ONE_OPTIMIZER) == []


def test_a_folder_with_something_compiled_stays(tmp_path):
    made = left_in(tmp_path, COMPILED)
    assert len(made) == 1
    assert left_in(tmp_path, ONE_OPTIMIZER) == made


@pytest.mark.skipif(bool(reason_against_forking()), reason="nothing is forked here")
def test_a_process_that_has_preloaded_them_can_be_forked():
    process, address = start_warm_process(lesson_libraries.PRELOAD, {**os.environ, **ONE_THREAD})
    words = {"environment": dict(os.environ), "folder": "/", "descriptors": [0, 1, 2]}
    child = Child(address, "sys:exit", {}, **words)
    try:
        assert child.wait(PATIENCE_SECONDS) == 0
    finally:
        child.close()
        stop(process)
