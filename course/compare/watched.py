"""A running kernel that is noticed when it dies: nbval waits for the cell's time limit before it looks."""

import time
from queue import Empty

LOOK_SECONDS = 0.5


class KernelDiedError(Exception):
    """The kernel's process has ended while an answer from it was awaited."""


class WatchedKernel:
    """An nbval kernel with the same methods, which raises KernelDiedError instead of waiting for a dead process."""

    def __init__(self, kernel):
        self._kernel = kernel

    def __getattr__(self, name):
        return getattr(self._kernel, name)

    def await_reply(self, msg_id, timeout=None):
        """Wait until a cell has run; raises Empty after ``timeout`` seconds, KernelDiedError when it never will."""
        self._patiently(lambda seconds: self._kernel.await_reply(msg_id, timeout=seconds), timeout)

    def get_message(self, stream, timeout=None):
        """Next message of a stream; raises Empty after ``timeout`` seconds, KernelDiedError when none will come."""
        return self._patiently(lambda seconds: self._kernel.get_message(stream, timeout=seconds), timeout)

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
