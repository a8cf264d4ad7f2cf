"""How much a learner's code may use, held by the kernel: memory, processor time, descriptors, threads, no file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """What one child may use.

    Args:
        cpu_seconds: processor time since the fork; then the kernel kills, whatever the code does with signals.
            Sleeping costs none, so the parent keeps a wall clock as well.
        memory_bytes: address space, beyond what the process has mapped when the limit is set.
        descriptors: open files and pipes.
        threads: threads, the first one included.
    """

    cpu_seconds: int = 10
    memory_bytes: int = 2 * 2**30
    descriptors: int = 64
    threads: int = 64


def hold(limits: Limits, own_account: bool) -> None:
    """Nothing comes back; from now on the kernel holds this process to ``limits``, with no file written or core left.

    Args:
        own_account: this process is the only one of its user, so the user's thread count is its own. Elsewhere the
            kernel counts all of the user's threads, and the limit is set that much above all that run now.

    Raises:
        OSError: the kernel refused.
    """
    import resource  # not on Windows, where this module must still import

    wanted = {
        resource.RLIMIT_AS: _mapped_bytes() + limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_NOFILE: limits.descriptors,
        resource.RLIMIT_NPROC: limits.threads if own_account else limits.threads + _threads_running(),
        resource.RLIMIT_FSIZE: 0,
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
