"""How much a learner's code may use, held by the kernel: memory, processor time, descriptors, threads, files.

Threads are counted by user, so a child of root takes a user number of its own.
"""

import os
from dataclasses import dataclass
from pathlib import Path

CAP_SETUID = 7
# The kernel counts towards its limit whole ticks of whoever runs at a tick, and none of who runs between two: beside
# many short runs it counted 2.0 s where a loop had 1.3 s. So its limit lies this many times as high, and is the last.
COUNTED_TOO_MUCH = 2


@dataclass(frozen=True)
class Limits:
    """What one child may use.

    Args:
        cpu_seconds: processor time since the fork, which the parent measures, and a wall clock with it: sleeping costs
            none. At twice as much by its own count the kernel kills, whatever the code does with signals.
        memory_bytes: address space, beyond what the process has mapped when the limit is set.
        descriptors: open files and pipes.
        threads: threads, the first one included.
        file_bytes: the largest file that may be written.
    """

    cpu_seconds: int = 10
    memory_bytes: int = 2 * 2**30
    descriptors: int = 64
    threads: int = 64
    file_bytes: int = 0


def hold(limits: Limits, own_account: bool) -> None:
    """Have the kernel hold this process to ``limits`` for good, with no core left.

    Args:
        own_account: this process is the only one of its user, so the user's thread count is its own. Elsewhere the
            kernel counts all of the user's threads, and the limit is set that much above all that run now.

    Raises:
        OSError: the kernel refused.
    """
    import resource  # not on Windows, where this module must still import

    wanted = {
        resource.RLIMIT_AS: _mapped_bytes() + limits.memory_bytes,
        resource.RLIMIT_CPU: COUNTED_TOO_MUCH * limits.cpu_seconds,
        resource.RLIMIT_NOFILE: limits.descriptors,
        resource.RLIMIT_NPROC: limits.threads if own_account else limits.threads + _threads_running(),
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # Soft = hard: at the soft CPU limit a process is only asked to stop, at the hard one it is killed.
        resource.setrlimit(kind, (value, value))


def _mapped_bytes() -> int:
    """Address space of this process; torch alone maps 0.8 GiB or several, as the threads of the machine have it."""
    import resource

    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _threads_running() -> int:
    """Threads on the whole machine: at least as many as this user has, and one file to read instead of thousands."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])


def spare_account(user_map: str, process: int) -> int | None:
    """A user number that nobody has, different for each process; None where the map has no room for one.

    Args:
        user_map: the text of /proc/self/uid_map, lines of "inside outside count".
        process: the number of the process that will take it.
    """
    ranges = [[int(word) for word in line.split()] for line in user_map.splitlines()]
    first, _, count = max(ranges, key=lambda entry: entry[0] + entry[2])
    # Counted from the top: people and services have their numbers at the bottom, and the very last one means "none".
    return first + count - 2 - process % (count // 2) if count >= 4 else None


def _account_of_its_own() -> int | None:
    return spare_account(Path("/proc/self/uid_map").read_text(), os.getpid())


def can_leave_root() -> bool:
    """False for a root that may not take another user number: the kernel never limits such a user's threads."""
    if os.geteuid() != 0:
        return True
    status = Path("/proc/self/status").read_text()
    effective = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff"))
    return _account_of_its_own() is not None and bool(effective >> CAP_SETUID & 1)


def leave_root() -> bool:
    """Take a user number of its own if this process is root's; whether it did. An ordinary user keeps theirs.

    Only where ``can_leave_root`` said so.

    Only the real number changes, which is the one threads are counted under. The effective one still opens root's
    files, so that an interpreter under /root can still import.

    Raises:
        OSError: the kernel refused.
    """
    if os.geteuid() != 0:
        return False
    os.setresuid(_account_of_its_own(), 0, 0)
    return True
