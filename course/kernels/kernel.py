"""Becoming an ipykernel: what a child forked for a notebook runs."""

import importlib.util
import os
import sys

from ipykernel.kernelapp import IPKernelApp

from course.kernels.preload import SET_BY_KERNEL_MODULES


def start(command: list[str]) -> None:
    """Nothing, when the kernel has ended; until then this process is the kernel ``command`` asks for.

    Args:
        command: what would start a fresh kernel: ``[python, "-m", "ipykernel_launcher", "-f", file, ...]``.
    """
    sys.executable, sys.orig_argv = command[0], list(command)
    sys.argv = [importlib.util.find_spec(command[2]).origin, *command[3:]]
    # A notebook may have its own package of this name beside it.
    for name in [name for name in sys.modules if name.partition(".")[0] == "course"]:
        del sys.modules[name]
    os.environ.update(SET_BY_KERNEL_MODULES)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    # ipykernel has read that variable already, in the warm process; it ends when this parent ends.
    IPKernelApp.launch_instance(parent_handle=os.getppid())
