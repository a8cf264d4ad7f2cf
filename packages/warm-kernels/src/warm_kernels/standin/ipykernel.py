"""The warm process, where ``python -m ipykernel_launcher`` expects ipykernel: it waits here, and is forked here.

What an import hands out is what stands in ``sys.modules`` when the module has run: in a forked child, the real
ipykernel, which the launcher launches. The plain way, launching it from a module of ours, was tried: every stack that a
notebook prints, as in a traceback or an anomaly of autograd, then shows our frames, and recursion ends earlier.
"""

import os
import sys

del sys.modules[__name__]
folder, _, others = os.environ.pop("PYTHONPATH").partition(os.pathsep)
sys.path.remove(folder)
if others:
    os.environ["PYTHONPATH"] = others

from warm_kernels.forked_kernel import wait_to_be_forked  # noqa: E402  only now is the real ipykernel found

wait_to_be_forked()
