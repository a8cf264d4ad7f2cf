"""Privileges: root's powers given up for good, and an account in which the kernel counts a root child's threads."""

import ctypes
import errno
import os
from pathlib import Path

from course.classroom.jail.wall.linux import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_NO_NEW_PRIVS,
    control,
    library,
)

CAPABILITIES_V3 = 0x20080522
CAP_SETUID = 7
HIGHEST_CAPABILITY = 63  # the format's last; the kernel says EINVAL behind its own last


def drop_all() -> None:
    """Nothing comes back; no capability is left in any of the five sets, and no program can bring one back.

    Raises:
        OSError: the kernel refused.
    """
    control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(HIGHEST_CAPABILITY + 1):
        try:
            control(PR_CAPBSET_DROP, capability)
        except OSError as refusal:
            # EPERM: an ordinary user has none to drop, and no_new_privs below keeps it so.
            if refusal.errno not in (errno.EINVAL, errno.EPERM):
                raise
            break
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_V3, 0)
    nothing = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice 32 bits each
    if library().capset(header, nothing) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    control(PR_SET_NO_NEW_PRIVS, 1)


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


def can_leave_root() -> bool:
    """False for a root that may not take another user number: the kernel never limits such a user's threads."""
    if os.geteuid() != 0:
        return True
    status = Path("/proc/self/status").read_text()
    effective = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff"))
    room = spare_account(Path("/proc/self/uid_map").read_text(), os.getpid())
    return room is not None and bool(effective >> CAP_SETUID & 1)


def leave_root() -> bool:
    """True when this process now has a user number of its own; False for an ordinary user, who keeps theirs.

    Only the real number changes, which is the one threads are counted under. The effective one still opens root's
    files, so that an interpreter under /root can still import.

    Raises:
        OSError: the kernel refused.
    """
    if os.geteuid() != 0:
        return False
    account = spare_account(Path("/proc/self/uid_map").read_text(), os.getpid())
    if account is None:
        raise OSError(errno.EINVAL, "no spare user number in /proc/self/uid_map")
    os.setresuid(account, 0, 0)
    return True
