"""Becoming an ipykernel: what a child forked for a notebook runs before ``ipykernel_launcher`` launches it."""

import importlib.util
import itertools
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import ModuleType
from typing import TextIO

from ipykernel import kernelapp

from warm_kernels.preload import FOLDERS_AT_START, SET_BY_KERNEL_MODULES
from warm_kernels.sameness import import_folders


def prepare(command: list[str]) -> ModuleType:
    """What the launcher launches: this process is then the kernel that ``command`` asks for.

    Args:
        command: what would start a fresh kernel: ``[python, "-m", "ipykernel_launcher", "-f", file, ...]``.
    """
    sys.executable, sys.orig_argv = command[0], list(command)
    sys.argv = [importlib.util.find_spec(command[2]).origin, *command[3:]]
    folders = import_folders(os.environ)
    sys.path[: len(FOLDERS_AT_START)] = []
    sys.path[:] = [*folders, *(entry for entry in sys.path if entry not in folders)]
    # A notebook may have its own package of this name beside it.
    for name in [name for name in sys.modules if name.partition(".")[0] == "warm_kernels"]:
        del sys.modules[name]
    os.environ.update(SET_BY_KERNEL_MODULES)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    # ipykernel has read that variable already, in the warm process; it ends when this parent ends.
    app = kernelapp.IPKernelApp.instance(parent_handle=os.getppid())
    app.init_io = partial(redirect, app.init_io, sys.stderr)
    # torch has made a pool while it was imported; the notebook's first one is called ThreadPoolExecutor-0.
    ThreadPoolExecutor._counter = itertools.count().__next__
    return kernelapp


def redirect(init_io: Callable[[], None], before: TextIO) -> None:
    """Nothing; ipykernel has replaced ``sys.stderr``, also for the log handlers made while torch was imported."""
    init_io()
    for name in list(logging.root.manager.loggerDict):
        for handler in logging.getLogger(name).handlers:
            if getattr(handler, "stream", None) is before:
                handler.setStream(sys.stderr)
