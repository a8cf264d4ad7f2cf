"""The warm process: imports once, then forks a child for each connection that asks, and outlives none of them.

Run as a file, by course.kernels.session: ``python warm.py LISTENING_DESCRIPTOR OWNER_PID PRELOAD``. What becomes of a
child until it ends is family.py's affair; here is how the process starts, and what a child does first.
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

FIRST_FREE_DESCRIPTOR = 64  # above those that a child asks for
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in sys/prctl.h


def die_with_parent() -> None:
    """Nothing; the operating system kills this process when the thread that started it ends."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def become(descriptors: list[int], warm_pid: int) -> dict:
    """The request, read in the child that now has the session, descriptors, folder and environment asked for.

    Args:
        descriptors: the first holds the request as JSON; the others become 0, 1, 2 and so on.
    """
    os.setsid()
    die_with_parent()
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
    del sys.path[0]  # the folder of this file
    die_with_parent()  # while importing; later the owner itself is watched, whichever thread started us
    listener, owner = int(sys.argv[1]), int(sys.argv[2])
    if os.getppid() != owner:  # it ended before the line above
        sys.exit(0)
    from course.kernels.family import Family
    from course.kernels.preload import draw_own_randomness

    family = Family(socket.socket(fileno=listener), owner)
    named(sys.argv[3])()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, 0)
    request = become(family.serve(), family.warm_pid)
    draw_own_randomness()
    return named(request["target"]), request["arguments"]


def named(target: str) -> Callable:
    """The function that ``"module:function"`` names."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)


if __name__ == "__main__":
    # Through exec, as `python -m` does it: a recursion without end then stops at the same depth as in a fresh kernel.
    exec("function(**arguments)", dict(zip(("function", "arguments"), main(), strict=True)))
