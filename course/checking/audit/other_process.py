"""What a module of the audit says from a process of its own, since settings count from a process's start."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from course import CourseError
from course.checking.process_tree import STOP_SECONDS, descendants, end

LONGEST_SECONDS = 3600  # for all lessons it takes minutes


def said_by(module: str, paths: Sequence[Path], environment: Mapping[str, str]) -> Iterator[dict]:
    """Yield what ``python -m module PATH...`` says, a line of JSON each; it ends when nobody reads on.

    Args:
        module: its name.
        paths: the notebooks it is given.
        environment: all of its variables.

    Raises:
        CourseError: it failed, or was still busy after LONGEST_SECONDS.
    """
    command = [sys.executable, "-m", module, *map(str, paths)]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        watchdog = threading.Timer(LONGEST_SECONDS, _end, [process])
        watchdog.daemon = True
        watchdog.start()
        try:
            with process.stdout:
                for line in process.stdout:
                    yield json.loads(line)
            process.wait(STOP_SECONDS)
        finally:
            watchdog.cancel()
            _end(process)
        if process.returncode:
            errors.seek(0)
            reason = errors.read().strip().splitlines() or [f"ended with exit status {process.returncode}"]
            raise CourseError(f"{', '.join(path.name for path in paths)}: {reason[-1]}")


def say(found: Iterable[object]) -> None:
    """Print each of these dataclasses as it comes, in the form that `said_by` reads."""
    for each in found:
        print(json.dumps(asdict(each)), flush=True)


def _end(process: subprocess.Popen) -> None:
    """Kill a process, unless it has ended, and what it has started."""
    if process.poll() is None:
        below = descendants(process.pid)
        process.kill()
        end(below)
        process.wait(STOP_SECONDS)
