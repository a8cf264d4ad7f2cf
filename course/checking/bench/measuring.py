"""What a command costs with everything it starts: seconds, processor seconds and, when asked for, peak memory."""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course import CourseError

SAMPLE_SECONDS = 0.2
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER in sys/prctl.h


@dataclass(frozen=True)
class Cost:
    """What one run cost.

    Attributes:
        seconds: from the start of the first command to the end of the last.
        processor_seconds: of all processes, those that outlived their parent included.
        peak_bytes: the largest sum of proportional set sizes seen; None when it was not looked for.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int | None = None


def measure(
    commands: Sequence[Sequence[str]],
    *,
    at_once: int = 1,
    environment: Mapping[str, str] | None = None,
    statuses: Sequence[int] = (0,),
    memory: bool = False,
) -> Cost:
    """The cost of these commands together.

    Args:
        commands: run in this order.
        at_once: how many of them at the same time.
        environment: all of theirs.
        statuses: the exit statuses that mean the work was done.
        memory: whether to look at the memory all the while, which takes some time itself.

    Raises:
        CourseError: a command ended with another exit status.
    """
    adopt_orphans()
    others = descendants(os.getpid())
    before, start = children_seconds(), time.monotonic()
    with Watch(memory) as watch:
        failed = run(list(commands), at_once, environment, statuses)
        seconds = time.monotonic() - start
    reap(others)
    if failed:
        raise CourseError(failed)
    return Cost(seconds, children_seconds() - before, watch.peak_bytes)


def run(waiting: list, at_once: int, environment: Mapping[str, str] | None, statuses: Sequence[int]) -> str:
    """What a command wrote last before it failed; empty when all ended well."""
    running, failed = {}, ""
    while running or waiting:
        while waiting and len(running) < at_once:
            output = tempfile.TemporaryFile()  # noqa: SIM115  closed when its command has ended
            command = waiting.pop(0)
            running[subprocess.Popen(command, env=environment, stdout=output, stderr=output)] = command, output
        ended = next((process for process in running if process.poll() is not None), None)
        if ended is None:
            time.sleep(0.01)
            continue
        command, output = running.pop(ended)
        with output:
            if ended.returncode not in statuses:
                waiting.clear()
                output.seek(0)
                said = output.read().decode(errors="replace").strip().splitlines()
                shown = " ".join(command[:4])
                failed = (
                    failed or f"`{shown} ...` ended with exit status {ended.returncode}: {said[-1] if said else ''}"
                )
    return failed


class Watch:
    """Looks at the memory of all descendants of this process from time to time."""

    def __init__(self, wanted: bool):
        self.peak_bytes = 0 if wanted and sys.platform == "linux" else None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        if self.peak_bytes is not None:
            self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        if self.peak_bytes is not None:
            self._thread.join()

    def _look(self):
        while not self._end.wait(SAMPLE_SECONDS):
            self.peak_bytes = max(self.peak_bytes, sum(map(proportional_bytes, descendants(os.getpid()))))


def descendants(pid: int) -> set[int]:
    """Numbers of the processes that a process, or one of these, has started."""
    children = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, looking = set(), [pid]
    while looking:
        here = children.get(looking.pop(), [])
        found.update(here)
        looking += here
    return found


def proportional_bytes(pid: int) -> int:
    """Memory of a process, what it shares divided by how many share it; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def children_seconds() -> float:
    """Processor seconds of all children that have been waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def adopt_orphans() -> None:
    """Nothing; from now on a descendant whose parent ends becomes a child of this process, and is counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)


def reap(others: set[int]) -> None:
    """Nothing; every child but the others has ended and is counted."""
    for pid in descendants(os.getpid()) - others:
        with contextlib.suppress(ChildProcessError):  # not a child of this process, but of one that is waited for
            os.waitpid(pid, 0)
