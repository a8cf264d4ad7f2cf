"""What a command costs with everything it starts: seconds, processor seconds and, when asked for, peak memory."""

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import nan
from statistics import median
from typing import BinaryIO, TypeVar

import psutil

from course import CourseError
from course.checking.process_tree import descendants, end, proportional_bytes
from course.places import ROOT

SAMPLE_SECONDS, LOOK_AGAIN_SECONDS = 0.2, 0.01
LONGEST_SECONDS = 3 * 3600  # for all commands of a run; the slowest takes minutes
ORPHAN_SECONDS = 60  # for a process that goes on when its command has ended
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER in sys/prctl.h
# Variables of a session, not of a fresh terminal.
UNWANTED = ("WARM_KERNELS", "JUPYTER_", "OMP_", "MKL_NUM", "PYTEST_", "PYTHON")
MEGABYTE = 1e6
Key = TypeVar("Key")


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


class Costs(list[Cost]):
    """What the same work cost each time that it was done; each figure is not a number when it was never measured."""

    @property
    def seconds(self) -> float:
        """Median seconds."""
        return median(cost.seconds for cost in self) if self else nan

    @property
    def processor_seconds(self) -> float:
        """Median processor seconds."""
        return median(cost.processor_seconds for cost in self) if self else nan

    @property
    def peak_megabytes(self) -> float:
        """The largest peak."""
        return max((cost.peak_bytes / MEGABYTE for cost in self if cost.peak_bytes is not None), default=nan)


def measure(
    commands: Sequence[Sequence[str]],
    *,
    at_once: int = 1,
    variables: Mapping[str, str] | None = None,
    statuses: Sequence[int] = (0,),
    memory: bool = False,
) -> Cost:
    """The cost of these commands together, started as from a fresh terminal.

    Args:
        commands: run in this order.
        at_once: how many of them at the same time.
        variables: what their environment has besides.
        statuses: the exit statuses that mean the work was done.
        memory: whether to look at the memory all the while, which takes some time itself.

    Raises:
        CourseError: a command ended with another exit status, or not in time; the others are ended too.
    """
    adopt_orphans()
    others = set(descendants())
    before, start = children_seconds(), time.monotonic()
    try:
        peak_bytes = run(commands, at_once, fresh_environment() | dict(variables or {}), statuses, memory)
        seconds = time.monotonic() - start
        psutil.wait_procs(set(descendants()) - others, ORPHAN_SECONDS)
    finally:
        end(set(descendants()) - others)
    return Cost(seconds, children_seconds() - before, peak_bytes)


def run(
    commands: Sequence[Sequence[str]], at_once: int, environment: dict, statuses: Sequence[int], memory: bool
) -> int | None:
    """The most memory that was seen, None when it is not looked at; the commands run to their ends.

    Raises:
        CourseError: a command failed, or was still running after LONGEST_SECONDS.
    """
    waiting, running, deadline = list(commands), {}, time.monotonic() + LONGEST_SECONDS
    peak_bytes = 0 if memory and sys.platform == "linux" else None
    next_look = 0
    with ExitStack() as outputs:
        while running or waiting:
            while waiting and len(running) < at_once:
                output = outputs.enter_context(tempfile.TemporaryFile())
                process = subprocess.Popen(waiting.pop(0), env=environment, stdout=output, stderr=output)
                running[process] = output
            time.sleep(LOOK_AGAIN_SECONDS)
            if peak_bytes is not None and time.monotonic() > next_look:
                peak_bytes = max(peak_bytes, sum(map(proportional_bytes, descendants())))
                next_look = time.monotonic() + SAMPLE_SECONDS
            for process in [process for process in running if process.poll() is not None]:
                output = running.pop(process)
                if process.returncode not in statuses:
                    raise CourseError(_failure(process, output))
            if time.monotonic() > deadline:
                raise CourseError(f"not all commands have ended after {LONGEST_SECONDS} s")
    return peak_bytes


def _failure(process: subprocess.Popen, output: BinaryIO) -> str:
    """How a command ended, with its last line."""
    output.seek(0)
    said = output.read().decode(errors="replace").strip().splitlines() or [""]
    return f"`{' '.join(process.args[:4])} ...` ended with exit status {process.returncode}: {said[-1]}"


def in_turn(runs: Mapping[Key, int]) -> list[Key]:
    """The keys in the order of their runs, each as often as it says: each once before any again."""
    return [key for turn in range(max(runs.values(), default=0)) for key in runs if turn < runs[key]]


def fresh_environment() -> dict[str, str]:
    """The variables of this process without those that a course command sets, and with this folder's helpers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}
    return kept | {"PYTHONPATH": str(ROOT)}


def children_seconds() -> float:
    """Processor seconds of all children that have been waited for, and of theirs."""
    times = os.times()
    return times.children_user + times.children_system


def adopt_orphans() -> None:
    """Make a descendant whose parent ends a child of this process from now on, so that it is counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1)
