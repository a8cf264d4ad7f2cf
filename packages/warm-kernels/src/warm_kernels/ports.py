"""Keeping a kernel's ports from others between the moment they are chosen and the moment the kernel listens on them.

jupyter_client looks which ports are free and lets them go; until the kernel has started, any program may be given the
same one, and so may a client that looks for its kernel. Then a kernel does not start, or answers the wrong client.
"""

import socket
import sys
from collections.abc import Mapping

PORTS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


def hold(connection: Mapping) -> list[socket.socket]:
    """Sockets that keep a kernel's ports; close them when the kernel has ended.

    Args:
        connection: as in the kernel's connection file.

    Raises:
        OSError: somebody has one of the ports already.
    """
    # Elsewhere SO_REUSEADDR lets two programs listen, or keeps the kernel from doing so.
    if connection.get("transport") != "tcp" or sys.platform != "linux":
        return []
    held = []
    try:
        for name in PORTS:
            held.append(socket.socket())
            # The kernel's own socket has this option too, and may then listen on a port where nobody listens yet;
            # a port that was given to nobody in particular is never one that is held.
            held[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held[-1].bind((connection["ip"], connection[name]))
    except OSError:
        release(held)
        raise
    return held


def release(held: list[socket.socket]) -> None:
    """Close the sockets: the ports are anybody's again."""
    while held:
        held.pop().close()
