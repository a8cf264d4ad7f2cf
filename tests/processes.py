"""Processes that tests start: none outlives its block, and nothing that is waited for in a block lasts for ever."""

import contextlib
import os
import signal
import subprocess
import threading

PATIENCE_SECONDS = 120  # a busy machine is slow, and nothing that a test waits for takes this long


@contextlib.contextmanager
def process(command, **options):
    """A process, killed with all of its group at the end of the block, and at the latest after PATIENCE_SECONDS.

    So a failed assertion ends it, and a test that waits for a line, or for the end, of a process that hangs fails.

    Args:
        command: the command line.
        options: what `subprocess.Popen` takes.

    Raises:
        TimeoutError: it lasted too long.
    """
    started, overdue = subprocess.Popen(command, start_new_session=True, **options), threading.Event()

    def end_at_last():
        overdue.set()
        _kill(started)

    watchdog = threading.Timer(PATIENCE_SECONDS, end_at_last)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield started
    finally:
        watchdog.cancel()
        _kill(started)
        started.wait(PATIENCE_SECONDS)
        for stream in filter(None, (started.stdin, started.stdout, started.stderr)):
            with contextlib.suppress(OSError):  # of what nobody reads any more
                stream.close()
    if overdue.is_set():
        raise TimeoutError(f"killed after {PATIENCE_SECONDS} s: {command}")


def output_of(command, **options):
    """What a command wrote, as text, and its exit status, in the form of `subprocess.run`."""
    with process(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options) as started:
        written = started.communicate(timeout=PATIENCE_SECONDS)
        return subprocess.CompletedProcess(command, started.returncode, *written)


def _kill(started):
    if not hasattr(os, "killpg"):  # Windows
        started.kill()
        return
    with contextlib.suppress(ProcessLookupError):  # all have ended
        os.killpg(started.pid, signal.SIGKILL)
