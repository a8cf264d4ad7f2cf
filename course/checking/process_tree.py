"""All that a process has started, however deep: which processes these are, the memory they hold, and their end."""

import os
from contextlib import suppress

import psutil

STOP_SECONDS = 60  # for a process that was told to end, on a busy machine


def descendants(pid: int | None = None) -> list[psutil.Process]:
    """The processes that a process, or one of these, has started.

    Args:
        pid: its number; this process's own when left out.
    """
    try:
        return psutil.Process(pid or os.getpid()).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def proportional_bytes(process: psutil.Process) -> int:
    """Memory of a process on Linux, what it shares divided by how many share it; 0 when it has ended."""
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def end(processes: list[psutil.Process]) -> None:
    """Kill processes, and wait until they are gone."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, STOP_SECONDS)
