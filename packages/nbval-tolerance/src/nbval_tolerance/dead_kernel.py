"""A running kernel that is noticed when it dies: nbval waits for the cell's time limit before it looks.

Messages are taken from jupyter_client itself: nbval's own methods format each of them for a log that nobody reads,
which is nearly half of what checking a notebook costs besides running it.
"""

import time
from queue import Empty

LOOK_SECONDS = 0.5


class KernelDiedError(Exception):
    """The kernel's process has ended while an answer from it was awaited."""


class WatchedKernel:
    """An nbval kernel with the same methods, which raises KernelDiedError instead of waiting for a dead process.

    Attributes:
        messages: those of the iopub channel about the cell that was run last, in order.
    """

    def __init__(self, kernel):
        self._kernel = kernel
        self._cell = None
        self.messages = []

    def __getattr__(self, name):
        return getattr(self._kernel, name)

    def await_reply(self, msg_id, timeout=None):
        """Wait until a cell has run; raises Empty after ``timeout`` seconds, KernelDiedError when it never will."""
        self._cell, self.messages = msg_id, []

        def reply(seconds):
            while True:
                message = self._kernel.kc.get_shell_msg(timeout=seconds)
                if message["parent_header"].get("msg_id") == msg_id:
                    return message

        if self._patiently(reply, timeout)["content"]["status"] == "aborted":
            raise RuntimeError("the kernel did not run the cell, since it stopped at one before it")

    def get_message(self, stream, timeout=None):
        """Next message of a stream; raises Empty after ``timeout`` seconds, KernelDiedError when none will come."""
        client = self._kernel.kc
        ask = {"iopub": client.get_iopub_msg, "shell": client.get_shell_msg}[stream]
        message = self._patiently(lambda seconds: ask(timeout=seconds), timeout)
        if stream == "iopub" and message["parent_header"].get("msg_id") == self._cell:
            self.messages.append(message)
        return message

    def _patiently(self, ask, timeout):
        """Answer of ``ask(seconds)``, asked for a short time again and again while the kernel lives."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = LOOK_SECONDS if end is None else min(LOOK_SECONDS, max(0.0, end - time.monotonic()))
            try:
                return ask(left)
            except Empty:
                if not self._kernel.is_alive():
                    raise KernelDiedError from None
                if end is not None and time.monotonic() >= end:
                    raise
