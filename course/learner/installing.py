"""What pip is doing while it says nothing: package by package, read from its log and from what is in place.

Standard library only: `setup` shows it before any package is there.
"""

import contextlib
import re
import sys
import threading
import time

WIDTH = 79
TERMINAL_SECONDS, LINE_SECONDS = 0.2, 10  # between two looks: where a line can move, and where each look adds a line
# Lines of pip's log, each behind its time. What pip says of the tools that build a package is indented further.
COLLECTING = re.compile(r"^\S+ Collecting ([\w.-]+)", re.MULTILINE)
INSTALLING = re.compile(r"^\S+ Installing collected packages: (.*)", re.MULTILINE)


class Progress:
    """How far one run of pip has come.

    Args:
        environment: the folder of the virtual environment that pip installs into.
        log: the file that pip writes its log to; not there yet when pip starts.
    """

    def __init__(self, environment, log):
        self._environment, self._log = environment, log
        self._read, self._collected, self._to_install, self._before = 0, [], [], 0

    def __str__(self):
        """What pip is at, and how many packages it has come through."""
        self._look()
        if not self._to_install:
            name = f": {self._collected[-1]}" if self._collected else ""
            return f"{len(self._collected)} packages collected{name}"
        done = min(max(len(packages_in(self._environment)) - self._before, 0), len(self._to_install) - 1)
        return f"installing {done + 1} of {len(self._to_install)}: {self._to_install[done]}"

    def _look(self):
        """Take in the lines of the log that are new."""
        with contextlib.suppress(FileNotFoundError), self._log.open("rb") as file:
            file.seek(self._read)
            whole_lines = file.read().rpartition(b"\n")[0]
            self._read += len(whole_lines)
            new = whole_lines.decode(errors="replace")
            self._collected += COLLECTING.findall(new)
            if found := INSTALLING.search(new):
                self._to_install, self._before = found[1].strip().split(", "), len(packages_in(self._environment))


def packages_in(environment):
    """The folders in an environment that each describe one package which is in place there."""
    patterns = "lib/*/site-packages/*.dist-info", "Lib/site-packages/*.dist-info"  # the second on Windows
    return {path for pattern in patterns for path in environment.glob(pattern)}


@contextlib.contextmanager
def told(progress, stream=None):
    """Say how far a `Progress` has come, for as long as the block lasts: one line that moves, or lines in a file.

    Args:
        progress: what its text says now.
        stream: where to; standard output unless given.
    """
    stream, over, began = stream or sys.stdout, threading.Event(), time.monotonic()
    moves = stream.isatty()

    def tell():
        while not over.wait(TERMINAL_SECONDS if moves else LINE_SECONDS):
            text = f"{time.monotonic() - began:4.0f} s  {progress}"[:WIDTH]
            print(text.ljust(WIDTH) if moves else text, end="\r" if moves else "\n", file=stream, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        if moves:
            print(" " * WIDTH, end="\r", file=stream, flush=True)  # what follows begins on a clean line
