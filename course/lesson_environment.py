"""What a process that runs lessons finds in its environment."""

import os

from course.places import ROOT

# Tiny tensors want one thread. The same as in warm_kernels, which a learner's environment does not have.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def lesson_environment(imports=ROOT):
    """Variables of this process, with one thread, and with one folder's packages before any that are installed.

    Args:
        imports: the folder; the course's own, whose helpers count even where another copy of it is installed.
    """
    path = filter(None, [str(imports), os.environ.get("PYTHONPATH")])
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(path)}
