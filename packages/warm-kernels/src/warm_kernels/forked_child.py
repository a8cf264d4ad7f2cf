"""Asking the warm process for a forked child, which is then handled like a ``subprocess.Popen``."""

import json
import os
import select
import signal
import time
from collections.abc import Mapping, Sequence

from warm_kernels import packets


class Child:
    """A child of the warm process; closing it, or the end of this process, ends the child.

    Attributes:
        pid: None until the warm process has finished importing and forked.
        refused: why it does not fork for this request; empty unless it said so.
        returncode: None while the child may be running; as in ``subprocess``, minus the signal that killed it.
        cpu_seconds: processor time that it took; 0 until it has ended, or if its end was not seen.
        peak_bytes: the most memory that it took; 0 as well.
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
            address: of the warm process, as ``start_warm_process`` gives it.
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
        self.refused = ""
        self.cpu_seconds = self.peak_bytes = 0
        self._connection = packets.connect(address)
        request = {"target": target, "arguments": arguments, "environment": dict(environment), "folder": folder}
        # In memory, not in the packet: a packet has a largest size.
        with os.fdopen(os.memfd_create("request"), "w", encoding="utf-8") as stream:
            json.dump(request, stream)
            stream.flush()
            packets.send(self._connection, {"remove": list(remove)}, [stream.fileno(), *descriptors])

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
        """Send the signal to the child and what it started, its process group, unless it has ended."""
        if self.poll() is None:
            packets.send(self._connection, {"signal": int(number)})

    def terminate(self) -> None:
        """Ask the child to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the child."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """End the child if it runs, and leave the files named in ``remove`` alone."""
        if self._connection.fileno() == -1:
            return
        try:
            packets.send(self._connection, {"done": True})
        except ConnectionError:  # the warm process ended first, and has removed them
            self.returncode = -signal.SIGKILL if self.returncode is None else self.returncode
        self._connection.close()

    def _receive(self) -> None:
        message, _ = packets.receive(self._connection)
        # No more packets: the warm process has ended, and its children with it.
        message = message or {"returncode": -int(signal.SIGKILL)}
        self.pid = message.get("pid", self.pid)
        self.refused = message.get("refused", self.refused)
        self.returncode = message.get("returncode")
        self.cpu_seconds = message.get("cpu_seconds", 0)
        self.peak_bytes = message.get("peak_bytes", 0)
