"""Asking the warm process for a forked child, which is then handled like a ``subprocess.Popen``."""

import json
import os
import select
import signal
import socket
import time
from collections.abc import Mapping, Sequence

from warm_kernels.peer import peer_user

PACKET_BYTES = 65536


class Child:
    """A child of the warm process; closing it, or the end of this process, ends the child.

    Attributes:
        pid: None until the warm process has finished importing and forked.
        returncode: None while the child may be running; as in ``subprocess``, minus the signal that killed it.
        cpu_seconds, peak_bytes: what the child took; 0 until it has ended, or if its end was not seen.
    """

    stdin = stdout = stderr = None  # nothing to read or to close here: the child has the descriptors themselves

    def __init__(
        self,
        address: str,
        target: str,
        arguments: Mapping,
        *,
        environment: Mapping[str, str],
        folder: str,
        descriptors: Sequence[int],
        remove: Sequence[str] = (),
    ):
        """Ask for the child; it starts as soon as the warm process is ready.

        Args:
            address: of the warm process, as ``warm_kernels.session`` gives it.
            target: ``"module:function"``, called in the child.
            arguments: passed by name; whatever JSON can say.
            environment: all of the child's environment.
            folder: the child's working directory.
            descriptors: become the child's 0, 1, 2, ...; they stay open here.
            remove: files to remove if this process is killed before it calls ``close``.

        Raises:
            ConnectionError: there is no such warm process any more.
        """
        self.pid = self.returncode = None
        self.cpu_seconds = self.peak_bytes = 0
        self._connection = connect(address)
        request = {"target": target, "arguments": arguments, "environment": dict(environment), "folder": folder}
        # In memory, not in the packet: a packet has a largest size.
        with os.fdopen(os.memfd_create("request"), "w", encoding="utf-8") as stream:
            json.dump(request, stream)
            stream.flush()
            os.lseek(stream.fileno(), 0, os.SEEK_SET)
            packet = json.dumps({"remove": list(remove)}).encode()
            socket.send_fds(self._connection, [packet], [stream.fileno(), *descriptors])

    def poll(self) -> int | None:
        """The return code, or None while the child may be running; never waits."""
        while self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self._receive()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """The return code, when there is one; None once ``timeout`` seconds are over without."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                return None
            select.select([self._connection], [], [], left)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Nothing; the child and what it started, its process group, get the signal unless it has ended."""
        if self.poll() is None:
            self._connection.send(json.dumps({"signal": int(number)}).encode())

    def terminate(self) -> None:
        """Nothing; asks the child to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Nothing; ends the child."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Nothing; ends the child if it runs, and leaves the files named in ``remove`` alone."""
        if self._connection.fileno() == -1:
            return
        try:
            self._connection.send(json.dumps({"done": True}).encode())
        except ConnectionError:  # the warm process ended first, and has removed them
            self.returncode = -signal.SIGKILL if self.returncode is None else self.returncode
        self._connection.close()

    def _receive(self) -> None:
        try:
            packet = self._connection.recv(PACKET_BYTES)
        except ConnectionResetError:
            packet = b""
        # No more packets: the warm process has ended, and its children with it.
        message = json.loads(packet) if packet else {"returncode": -int(signal.SIGKILL)}
        self.pid = message.get("pid", self.pid)
        self.returncode = message.get("returncode")
        self.cpu_seconds = message.get("cpu_seconds", 0)
        self.peak_bytes = message.get("peak_bytes", 0)


def connect(address: str) -> socket.socket:
    """A connection to the warm process of this user at ``address``.

    Raises:
        ConnectionError: nobody listens there, or another user does.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect("\0" + address)
        # After the warm process, anybody could listen there.
        if (owner := peer_user(connection)) != os.getuid():
            raise ConnectionRefusedError(f"user {owner} listens at {address}, expected {os.getuid()}")
    except OSError:
        connection.close()
        raise
    return connection
