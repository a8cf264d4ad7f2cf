"""The wall: what a freshly forked child puts up around itself before it runs a learner's code.

The child keeps what it has in memory and the descriptors named to it. It reads the interpreter's libraries, writes to
those descriptors and to /dev/null, starts threads, and nothing else. It can still learn whether a path exists, how
large a file is and where a link points: Landlock does not hide that. The process it is forked from must have been
started with a bare environment and must never have held an expected value, since memory is copied as it is.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from course.classroom.jail.wall import landlock, limits, linux, seccomp
from course.classroom.jail.wall.landlock import WRITABLE_DEVICES, readable_places
from course.classroom.jail.wall.limits import Limits

STANDARD_STREAMS = (0, 1, 2)
HIGHEST_DESCRIPTOR = 2**31 - 1


class WallError(RuntimeError):
    """A part of the wall could not be put up: no learner's code may run in this process."""


def missing_walls() -> list[str]:
    """The walls this machine lacks, each as a sentence; empty where learners' code can be run."""
    if linux.machine() is None:
        return ["The wall needs 64-bit Linux on x86_64 or aarch64, and this machine is something else."]
    missing = []
    if landlock.version() < 1:
        missing.append("Landlock (which files may be read) needs Linux 5.13 or newer with Landlock switched on.")
    if not seccomp.available():
        missing.append("seccomp (no program, process, network or signal) is switched off in this kernel or container.")
    if not limits.can_leave_root():
        missing.append("The thread limit does not hold for a root without CAP_SETUID. Use an ordinary user.")
    return missing


def raise_wall(allowance: Limits, keep: Sequence[int] = ()) -> None:
    """Lock this process down for good. Call it in the child, first thing after the fork.

    Args:
        allowance: what the child may use.
        keep: descriptors that stay open, such as the end of the pipe its reply goes to. Standard streams that are
            not kept lead to /dev/null.

    Raises:
        WallError: a part could not be put up. End the process: half a wall is none.
    """
    if missing := missing_walls():
        raise WallError(" ".join(missing))
    places = readable_places()
    for name, step in _steps(allowance, keep, places):
        try:
            step()
        except OSError as refusal:
            raise WallError(f"The wall's part {name!r} was refused by the kernel: {refusal}.") from refusal


def _steps(allowance: Limits, keep: Sequence[int], places: Sequence[Path]) -> list[tuple[str, Callable[[], None]]]:
    """Name and deed of each part, in the order they must come: each still needs what the next ones take away."""
    return [
        ("one thread", _require_one_thread),
        ("own session", _leave_session),
        ("descriptors", lambda: _close_descriptors(keep)),
        ("environment", _empty_environment),
        ("limits", lambda: limits.hold(allowance, own_account=limits.leave_root())),
        ("capabilities", linux.drop_capabilities),
        ("tracing", _shut_tracing),
        ("Landlock", lambda: landlock.confine(places, WRITABLE_DEVICES)),
        ("seccomp", seccomp.close_calls),
    ]


def _require_one_thread() -> None:
    # Landlock and seccomp bind the thread that calls: another one would stay outside and could do the learner's work.
    if (threads := len(list(Path("/proc/self/task").iterdir()))) != 1:
        raise WallError(f"Found {threads} threads, expected 1. Put up the wall right after the fork.")


def _leave_session() -> None:
    if os.getsid(0) != os.getpid():
        os.setsid()
    os.chdir("/")


def _close_descriptors(keep: Sequence[int]) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    kept = sorted({*keep, *STANDARD_STREAMS})
    for stream in STANDARD_STREAMS:
        if stream not in keep:
            os.dup2(nowhere, stream)
    for below, above in zip([-1, *kept], [*kept, HIGHEST_DESCRIPTOR], strict=True):
        if below + 1 < above:  # closerange takes an empty range for everything above
            os.closerange(below + 1, above)


def _empty_environment() -> None:
    import posix  # not on Windows, where this module must still import

    os.environ.clear()
    posix.environ.clear()  # the interpreter's own copy, made when it started


def _shut_tracing() -> None:
    # No core dump handler, no debugger; after the user number, which would reset it.
    linux.control(linux.PR_SET_DUMPABLE, 0)
    linux.control(linux.PR_SET_PDEATHSIG, 9)  # SIGKILL when the parent dies: nothing is left behind
