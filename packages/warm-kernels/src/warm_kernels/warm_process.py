"""The warm process: imports once, then forks a child for each connection that asks, and outlives none of them.

Started by warm_kernels.session as ``python -m ipykernel_launcher LISTENING_DESCRIPTOR OWNER_PID PRELOAD``, with
the folder standin/ first on its path. What becomes of a child until it ends is family.py's affair; here is how the
process starts, and what a child does first.
"""

import ctypes
import fcntl
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable

from warm_kernels.children import Family
from warm_kernels.preload import draw_own_randomness

FIRST_FREE_DESCRIPTOR = 64  # above those that a child asks for
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in sys/prctl.h


def signal_at_parents_end(number: int) -> None:
    """Nothing; this process gets the signal when the thread that started it ends; 0 for none."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, number)


def become(descriptors: list[int], warm_pid: int) -> dict:
    """The request, read in the child that now has the session, descriptors, folder and environment asked for.

    Args:
        descriptors: the first holds the request as JSON; the others become 0, 1, 2 and so on.
    """
    os.setsid()
    signal_at_parents_end(signal.SIGKILL)
    if os.getppid() != warm_pid:  # it ended before the line above
        sys.exit(1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with os.fdopen(descriptors[0], encoding="utf-8") as stream:
        request = json.load(stream)
    # All of them out of the way first: a received number may be one that is about to be written.
    held = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR) for descriptor in descriptors[1:]]
    for descriptor in descriptors[1:]:
        os.close(descriptor)
    for target, descriptor in enumerate(held):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    importlib.invalidate_caches()
    return request


def main() -> tuple[Callable, dict]:
    """In a forked child, what its request names: the function to call, and its arguments."""
    listener, owner = int(sys.argv[1]), int(sys.argv[2])
    family = Family(socket.socket(fileno=listener), owner)
    signal.signal(signal.SIGTERM, lambda *_: family.refuse())
    # While importing; then the owner itself is watched, whichever of its threads started this process.
    signal_at_parents_end(signal.SIGTERM)
    if os.getppid() != owner:  # it ended before the line above
        family.refuse()
    named(sys.argv[3])()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal_at_parents_end(0)
    request = become(family.serve(), family.warm_pid)
    draw_own_randomness()
    return named(request["target"]), request["arguments"]


def named(target: str) -> Callable:
    """The function that ``"module:function"`` names."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)
