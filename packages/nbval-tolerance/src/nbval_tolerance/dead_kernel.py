"""A kernel that runs cells as in Jupyter, and that is noticed when it dies: nbval waits for the cell's time limit.

Messages are taken from jupyter_client's channels themselves. nbval's methods format each of them for a log that nobody
reads, the client's start an event loop for each, and both have its dates parsed: together most of what checking a
notebook costs besides running it.
"""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from queue import Empty

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from nbval_tolerance.outputs_from_messages import captured

LOOK_SECONDS = 0.5


class KernelDiedError(Exception):
    """The kernel's process has ended while an answer from it was awaited."""


class WatchedKernel:
    """An nbval kernel with the same methods, which raises KernelDiedError instead of waiting for a dead process.

    Attributes:
        messages: those of the iopub channel about the cell that was run last, in order.
        error: how that cell ended, where the kernel's reply says that it failed; the messages need not say so.
    """

    def __init__(self, kernel):
        self._kernel = kernel
        self._start("")
        kernel.kc.session.unpack = partial(_undated, kernel.kc.session.unpack)
        if (
            kernel.language == "python"
        ):  # its memory is wanted, not what it writes into the user's own history of commands
            kernel.kc.execute("get_ipython().history_manager.enabled = False", silent=True)

    def __getattr__(self, name):
        return getattr(self._kernel, name)

    def execute_cell_input(self, cell_input, allow_stdin=None):
        """Message id of a cell that now runs; it is counted and kept in In and Out, which its ``;`` needs as well."""
        return self._kernel.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)

    def await_reply(self, msg_id, timeout=None):
        """Wait until a cell has run; raises Empty after ``timeout`` seconds, KernelDiedError when it never will."""
        self._start(msg_id)
        answered = None
        while answered != msg_id:
            reply = self._patiently(self._kernel.kc.shell_channel, timeout)
            answered = reply["parent_header"].get("msg_id")
        content = reply["content"]
        if content["status"] == "aborted":
            raise RuntimeError("the kernel did not run the cell, since it stopped at one before it")
        if content["status"] == "error":
            self.error = f"{content.get('ename', 'Error')}: {content.get('evalue', '')}"

    def get_message(self, stream, timeout=None):
        """Next message of a stream; raises Empty after ``timeout`` seconds, KernelDiedError when none will come."""
        channel = {"iopub": self._kernel.kc.iopub_channel, "shell": self._kernel.kc.shell_channel}[stream]
        while True:
            message = self._patiently(channel, timeout)
            if stream != "iopub" or message["parent_header"].get("msg_id") != self._cell:
                return message
            if not captured(message, self._widgets):
                self.messages.append(message)
                return message

    def _start(self, msg_id):
        """Forget the cell before this one."""
        self._cell, self.messages, self.error, self._widgets = msg_id, [], "", []

    def _patiently(self, channel, timeout):
        """Next message of the channel, which is asked for a short time again and again while the kernel lives."""
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            try:
                return channel.get_msg(timeout=min(LOOK_SECONDS, max(0.0, end - time.monotonic())))
            except Empty:
                if not self._kernel.is_alive():
                    raise KernelDiedError from None
                if time.monotonic() >= end:
                    raise


def reason_for_none(start: Callable[[], None]) -> str:
    """Sentence about why ``start`` starts no kernel; empty once it has."""
    try:
        with ExitStack() as stack:
            for log in map(logging.getLogger, ("nbval", "traitlets")):  # the sentence says what they would
                log.addFilter(_no_traceback)
                stack.callback(log.removeFilter, _no_traceback)
            start()
    except NoSuchKernel as error:
        known = ", ".join(sorted(KernelSpecManager().find_kernel_specs())) or "none"
        ways = "choose one by --nbval-kernel-name, or this Python by --nbval-current-env"
        return f"no kernel {error.name!r} is installed here (known: {known}); {ways}"
    except (OSError, RuntimeError) as error:
        return f"its kernel did not start: {' '.join(str(error).split())}"
    return ""


def _undated(unpack: Callable[[bytes], dict], part: bytes) -> dict:
    """A part of a message; in a header the date, which would be parsed, is left out."""
    unpacked = unpack(part)
    if "msg_id" in unpacked:
        unpacked.pop("date", None)
    return unpacked


def _no_traceback(record: logging.LogRecord) -> bool:
    return not record.exc_info
