import os
import subprocess
import sys
import threading

import pytest
from warm_kernels.preload import refuse_threads


@pytest.mark.skipif("sys.platform != 'linux'", reason="forking is not safe on this system")
def test_a_second_thread_makes_forking_unsafe():
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match=r"started \d+ threads, expected none"):
            refuse_threads()
    finally:
        end.set()
        thread.join()


ONE_OPTIMIZER = "from warm_kernels.preload import *; import torch; make_one_optimizer()"
COMPILED = (
    "import os, torch; torch.optim.SGD([torch.zeros(1)]); os.mkdir(os.environ['TORCHINDUCTOR_CACHE_DIR'] + '/it')"
)


def left_in(folder, script):
    """The names in the temporary folder after a process that ran the script."""
    environment = {**os.environ, "TMPDIR": str(folder)}
    environment.pop("TORCHINDUCTOR_CACHE_DIR", None)
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    return [path.name for path in folder.iterdir()]


def test_importing_leaves_no_folder_for_what_nobody_has_compiled(tmp_path):
    assert left_in(tmp_path, ONE_OPTIMIZER) == []


def test_a_folder_with_something_compiled_stays(tmp_path):
    made = left_in(tmp_path, COMPILED)
    assert len(made) == 1
    assert left_in(tmp_path, ONE_OPTIMIZER) == made
