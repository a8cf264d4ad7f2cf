"""What lessons are forked with, and what it leaves behind."""

import os
import subprocess
import sys

import pytest
from jupyter_client.manager import KernelManager
from warm_kernels import reason_against_forking, warm_kernels
from warm_kernels.forked_child import Child

from course import lesson_libraries

PATIENCE_SECONDS = 120
ONE_OPTIMIZER = (
    "import os; from course.lesson_libraries import make_one_optimizer; make_one_optimizer();"
    "print(os.path.basename(os.environ['TORCHINDUCTOR_CACHE_DIR']))"
)


def after_one_optimizer(folder):
    """What torch calls its folder among temporary files, and what is left of them when a process made an optimizer."""
    environment = {**os.environ, "TMPDIR": str(folder)}
    environment.pop("TORCHINDUCTOR_CACHE_DIR", None)
    command = [sys.executable, "-c", ONE_OPTIMIZER]
    name = subprocess.check_output(command, env=environment, text=True, timeout=PATIENCE_SECONDS).strip()
    return name, sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """What a process says and leaves that finds nothing."""
    return after_one_optimizer(tmp_path_factory.mktemp("empty"))


def test_importing_leaves_no_folder_for_what_nobody_has_compiled(first):
    name, left = first
    assert name and left == []


def test_a_folder_with_something_compiled_stays(first, tmp_path):
    name, _ = first
    (tmp_path / name / "compiled").mkdir(parents=True)
    assert after_one_optimizer(tmp_path) == (name, [name, f"{name}/compiled"])


@pytest.mark.skipif(bool(reason_against_forking()), reason="nothing is forked here")
def test_a_process_that_has_preloaded_them_can_be_forked():
    with warm_kernels(lesson_libraries.PRELOAD):  # in a run of all tests, that which notebooks are forked from
        manager = KernelManager()
        manager.start_kernel()
        try:
            assert isinstance(manager.provisioner.process, Child)
        finally:
            manager.shutdown_kernel(now=True)
