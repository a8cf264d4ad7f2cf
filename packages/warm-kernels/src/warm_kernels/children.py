"""The children of the warm process: forked when a connection asks for one, signalled, waited for, cleaned up after.

One connection is one child; packets are JSON. The client's first packet carries descriptors and
``{"remove": [file, ...]}``, later ones ``{"signal": number}`` or ``{"done": true}``. Answers: ``{"pid": number}``, then
``{"returncode": number}`` with the ``cpu_seconds`` and ``peak_bytes`` that the child took.
A client that goes away without ``done`` was killed: its child is killed and its files are removed.
"""

import contextlib
import json
import os
import selectors
import signal
import socket
import sys
from pathlib import Path

from warm_kernels.peer import peer_user

PACKET_BYTES = 65536
MOST_DESCRIPTORS = 64


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

    def refuse(self) -> None:
        """Nothing; this process ends before it could fork, and removes the files of those who asked already."""
        self.listener.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                connection, _ = self.listener.accept()
                with connection, contextlib.suppress(BlockingIOError, ConnectionResetError):
                    packet, *_ = socket.recv_fds(connection, PACKET_BYTES, MOST_DESCRIPTORS, socket.MSG_DONTWAIT)
                    if packet and peer_user(connection) == os.getuid():
                        remove(json.loads(packet)["remove"])
        os._exit(0)

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
        remove(child["remove"])
        del self.children[connection]
        self.selector.unregister(connection)
        connection.close()

    def forget(self) -> None:
        """Nothing; in a child, everything of the family is closed: it must not keep a connection open."""
        watched = [child["watch"] for child in self.children.values() if child["watch"] is not None]
        for descriptor in (self.owner, *watched):
            os.close(descriptor)
        for open_here in (self.selector, self.listener, *self.children):
            open_here.close()


def remove(files: list[str]) -> None:
    """Nothing; the files are gone, whoever removed them."""
    for file in files:
        Path(file).unlink(missing_ok=True)


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
