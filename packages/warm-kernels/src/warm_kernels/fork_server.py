"""The fork server inside the warm process: it forks a child for each connection that asks, signals it, waits for it.

A client that goes away without saying that it is done was killed: its child is killed and its files are removed.
"""

import contextlib
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from warm_kernels import packets


@dataclass
class Asked:
    """One connection: what it asked for, and the child that was forked for it."""

    remove: list[str] = field(default_factory=list)  # files, should the client be killed
    pid: int | None = None
    watch: int | None = None  # a descriptor that can be read when the child has ended; None when nothing runs


class ForkServer:
    """The connections of this process, and the children forked for them.

    Args:
        listener: where clients connect.
        owner: the process with whose end this one ends.
        reason_against: gets a request, and says why none is to be forked for it; empty to fork. None forks for all.
    """

    def __init__(self, listener: socket.socket, owner: int, reason_against: Callable[[dict], str] | None = None):
        self.warm_pid = os.getpid()
        self.listener = listener
        self.reason_against = reason_against
        self.selector = selectors.DefaultSelector()
        self.owner = os.pidfd_open(owner)
        self.asked: dict[socket.socket, Asked] = {}
        self.selector.register(listener, selectors.EVENT_READ, self.admit)
        self.selector.register(self.owner, selectors.EVENT_READ, sys.exit)  # it can be read when the owner has ended
        self.asked_to_leave, self.ask_to_leave = os.pipe()
        self.selector.register(self.asked_to_leave, selectors.EVENT_READ, sys.exit)

    def serve(self) -> list[int]:
        """The descriptors of a request, in the child forked for it; the warm process only leaves by SystemExit."""
        try:
            while True:
                for key, _ in self.selector.select():
                    # One event may have closed what a later event of the same round is about.
                    if key.fd in self.selector.get_map() and (descriptors := key.data()) is not None:
                        return descriptors
        except BaseException as reason:
            if os.getpid() == self.warm_pid:
                for connection in list(self.asked):
                    self.abandon(connection)
                if isinstance(reason, SystemExit):
                    os._exit(0)  # taking what was imported apart in order would take longer than all of the above
            raise

    def leave_unready(self) -> None:
        """End this process before it could fork, and remove the files of those who have asked already."""
        self.listener.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                if connection := packets.accept(self.listener):
                    with connection, contextlib.suppress(BlockingIOError):
                        message, _ = packets.receive(connection, socket.MSG_DONTWAIT)
                        remove(message["remove"] if message else [])
        os._exit(0)

    def admit(self) -> None:
        """Accept a connection."""
        if connection := packets.accept(self.listener):
            self.asked[connection] = Asked()
            self.selector.register(connection, selectors.EVENT_READ, lambda: self.receive(connection))

    def receive(self, connection: socket.socket) -> list[int] | None:
        """The descriptors that came with a request, in the child just forked for it; else None."""
        asked = self.asked[connection]
        message, descriptors = packets.receive(connection)
        if message and descriptors and asked.pid is None:
            asked.remove = message["remove"]
            return self.fork(connection, descriptors)
        if message and "signal" in message and asked.watch is not None:
            signal_group(asked.pid, message["signal"])
        elif not message or "done" in message:
            if message:
                asked.remove = []
            self.abandon(connection)
        return None

    def fork(self, connection: socket.socket, descriptors: list[int]) -> list[int] | None:
        """The descriptors, in the child; None in the warm process, which watches the child from now on."""
        reason = self.reason_against(packets.read_request(descriptors[0])) if self.reason_against else ""
        pid = None if reason else os.fork()
        if pid == 0:
            self.forget()
            return descriptors
        for descriptor in descriptors:
            os.close(descriptor)
        if reason:
            packets.answer(connection, {"refused": reason})
        else:
            watch = os.pidfd_open(pid)
            self.asked[connection].pid, self.asked[connection].watch = pid, watch
            self.selector.register(watch, selectors.EVENT_READ, lambda: self.bury(connection))
            packets.answer(connection, {"pid": pid})
        return None

    def bury(self, connection: socket.socket) -> None:
        """Wait for the child, which has ended, and tell its client how."""
        asked = self.asked[connection]
        # Before it is waited for, the number still belongs to it: what it started and left behind ends too.
        signal_group(asked.pid, signal.SIGKILL)
        _, status, used = os.wait4(asked.pid, 0)
        self.selector.unregister(asked.watch)
        os.close(asked.watch)
        asked.watch = None
        spent = {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_bytes": used.ru_maxrss * 1024}
        packets.answer(connection, {"returncode": os.waitstatus_to_exitcode(status), **spent})

    def abandon(self, connection: socket.socket) -> None:
        """End the child of a client that is gone, and remove the files that it would have removed."""
        asked = self.asked[connection]
        if asked.watch is not None:
            signal_group(asked.pid, signal.SIGKILL)
            self.bury(connection)
        remove(asked.remove)
        del self.asked[connection]
        self.selector.unregister(connection)
        connection.close()

    def forget(self) -> None:
        """Close everything of the server in a child, which must not keep a connection open."""
        watched = [asked.watch for asked in self.asked.values() if asked.watch is not None]
        for descriptor in (self.owner, self.asked_to_leave, self.ask_to_leave, *watched):
            os.close(descriptor)
        for open_here in (self.selector, self.listener, *self.asked):
            open_here.close()


def remove(files: list[str]) -> None:
    """Remove the files, unless somebody has."""
    for file in files:
        Path(file).unlink(missing_ok=True)


def signal_group(pid: int, number: int) -> None:
    """Send the child's process group the signal, or the child alone while it has no group yet."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        os.kill(pid, number)
