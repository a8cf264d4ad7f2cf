"""The warm process, where ``python -m ipykernel_launcher`` expects ipykernel.

The launcher asks this module for ``kernelapp``. The answer is given in a forked child, and is the real one: a kernel's
stack, which a traceback or an anomaly of autograd may print whole, is then that of a fresh kernel down to the launcher.
"""

import os
import sys
from types import ModuleType


def __getattr__(name: str):
    """In a child forked for a kernel, the real ``ipykernel.kernelapp``; other children end when their work is done."""
    if name != "kernelapp":
        raise AttributeError(name)
    del sys.modules[__name__]
    folder, _, others = os.environ.pop("PYTHONPATH").partition(os.pathsep)
    sys.path.remove(folder)
    if others:
        os.environ["PYTHONPATH"] = others
    from warm_kernels.warm_process import main

    function, arguments = main()
    returned = function(**arguments)
    if isinstance(returned, ModuleType):
        return returned
    sys.exit(0)
