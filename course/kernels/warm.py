"""The warm process: imports once, then forks a child for each connection that asks, and outlives none of them.

Run as a file, by course.kernels.session: ``python warm.py LISTENING_DESCRIPTOR OWNER_PID PRELOAD``. One connection is
one child; packets are JSON. The client's first packet carries descriptors and ``{"remove": [file, ...]}``, later ones
``{"signal": number}`` or ``{"done": true}``. Answers: ``{"pid": number}``, then ``{"returncode": number}`` with the
``cpu_seconds`` and ``peak_bytes`` that the child took.
A client that goes away without ``done`` was killed: its child is killed and its files are removed.
"""

import contextlib
import ctypes
import fcntl
import importlib
import json
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path

PACKET_BYTES = 65536
MOST_DESCRIPTORS = 64
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in sys/prctl.h


class Family:
    """The forked children, each tied to the connection that asked for it."""

    def __init__(self, listener: socket.socket, owner: int):
        self.warm_pid = os.getpid()
        self.listener = listener
        self.selector = selectors.DefaultSelector()
        self.owner = os.pidfd_open(owner)
        self.children: dict[socket.socket, dict] = {}
        self.selector.register(listener, selectors.EVENT_READ, self.admit)
        self.selector.register(self.owner, selectors.EVENT_READ, self.leave)

    def serve(self) -> list[int] | None:
        """The descriptors of a request, in the child forked for it; the warm process only leaves by SystemExit."""
        try:
            while True:
                for key, _ in self.selector.select():
                    # One event may have closed what a later event of the same round is about.
                    if key.fd in self.selector.get_map() and (descriptors := key.data()) is not None:
                        return descriptors
        except BaseException as reason:
            if os.getpid() == self.warm_pid:
                for connection in list(self.children):
                    self.abandon(connection)
                if isinstance(reason, SystemExit):
                    os._exit(0)  # taking torch apart in order would take longer than all of the above
            raise

    def leave(self) -> None:
        """Nothing; the owner is gone."""
        sys.exit(0)

    def admit(self) -> None:
        """Nothing; a connection of another user is closed unread, since a child runs what it is told."""
        connection, _ = self.listener.accept()
        if peer_user(connection) != os.getuid():
            connection.close()
            return
        self.children[connection] = {"pid": None, "remove": [], "watch": None}
        self.selector.register(connection, selectors.EVENT_READ, lambda: self.receive(connection))

    def receive(self, connection: socket.socket) -> list[int] | None:
        """The descriptors that came with a request, in the child just forked for it; else None."""
        child = self.children[connection]
        try:
            packet, descriptors, _, _ = socket.recv_fds(connection, PACKET_BYTES, MOST_DESCRIPTORS)
        except ConnectionResetError:  # the client was killed with an answer unread
            packet, descriptors = b"", []
        message = json.loads(packet) if packet else {}
        if descriptors and child["pid"] is None:
            child["remove"] = message["remove"]
            return self.fork(connection, descriptors)
        if "signal" in message and child["watch"] is not None:
            signal_group(child["pid"], message["signal"])
        elif not packet or "done" in message:
            if packet:
                child["remove"] = []
            self.abandon(connection)
        return None

    def fork(self, connection: socket.socket, descriptors: list[int]) -> list[int] | None:
        """The descriptors, in the child; None in the warm process, which watches the child from now on."""
        pid = os.fork()
        if pid == 0:
            self.forget()
            return descriptors
        for descriptor in descriptors:
            os.close(descriptor)
        watch = os.pidfd_open(pid)
        self.children[connection].update(pid=pid, watch=watch)
        self.selector.register(watch, selectors.EVENT_READ, lambda: self.bury(connection))
        answer(connection, {"pid": pid})
        return None

    def bury(self, connection: socket.socket) -> None:
        """Nothing; the child has ended: its client is told how."""
        child = self.children[connection]
        # Before it is waited for, the number still belongs to it: what it started and left behind ends too.
        signal_group(child["pid"], signal.SIGKILL)
        _, status, used = os.wait4(child["pid"], 0)
        self.selector.unregister(child["watch"])
        os.close(child["watch"])
        child["watch"] = None
        spent = {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_bytes": used.ru_maxrss * 1024}
        answer(connection, {"returncode": os.waitstatus_to_exitcode(status), **spent})

    def abandon(self, connection: socket.socket) -> None:
        """Nothing; the client is gone: so are its child and the files it would have removed."""
        child = self.children[connection]
        if child["watch"] is not None:
            signal_group(child["pid"], signal.SIGKILL)
            self.bury(connection)
        for file in child["remove"]:
            Path(file).unlink(missing_ok=True)
        del self.children[connection]
        self.selector.unregister(connection)
        connection.close()

    def forget(self) -> None:
        """Nothing; in a child, everything of the family is closed: it must not keep a connection open."""
        for connection, child in self.children.items():
            connection.close()
            if child["watch"] is not None:
                os.close(child["watch"])
        self.selector.close()
        os.close(self.owner)
        self.listener.close()


def peer_user(connection: socket.socket) -> int:
    """The user id at the other end, as the operating system knows it."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", credentials)[1]


def signal_group(pid: int, number: int) -> None:
    """Nothing; the child's process group gets the signal, or the child alone while it has no group yet."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        os.kill(pid, number)


def answer(connection: socket.socket, message: dict) -> None:
    """Nothing; a client that has gone away misses its answer, and the end of its connection is seen next."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(json.dumps(message).encode())


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
    held = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, MOST_DESCRIPTORS) for descriptor in descriptors[1:]]
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
