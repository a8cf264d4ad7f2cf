"""Landlock: from now on this process may read a few places, write next to nothing, and reach no one outside.

What Landlock does not watch (changing modes and owners, truncating on old kernels, sockets by path) the seccomp
filter refuses. Source: the kernel's Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from course.classroom.jail.wall.linux import machine, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every machine
ASK_VERSION = 1
RULE_PATH_BENEATH = 1

WRITE_FILE, READ_FILE, READ_DIRECTORY = 1 << 1, 1 << 2, 1 << 3
# Highest file-system right known to each ABI version; a right the kernel does not know would be refused as a whole.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
NETWORK_RIGHTS = {4: 0b11}  # bind and connect over TCP
SCOPES = {6: 0b11}  # abstract UNIX sockets and signals stay inside


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def version() -> int:
    """The ABI version of this kernel's Landlock, 1 or more; 0 where there is none or it is switched off."""
    if machine() is None:
        return 0
    try:
        return system_call(CREATE_RULESET, None, 0, ASK_VERSION)
    except OSError:  # ENOSYS: too old; EOPNOTSUPP: switched off at boot; EPERM: a container forbids asking
        return 0


def confine(readable: Iterable[Path], writable: Iterable[Path] = ()) -> None:
    """Nothing comes back; every file outside the given places is closed to this thread for good.

    Args:
        readable: files, and directories with all that lies beneath them.
        writable: existing files that may be written and read, such as /dev/null.

    Raises:
        OSError: the kernel has no Landlock, or refused. ``no_new_privs`` must be set before.
    """
    known = version()
    rules = _Ruleset(_newest(FILE_RIGHTS, known), _newest(NETWORK_RIGHTS, known), _newest(SCOPES, known))
    # A kernel that knows a shorter structure accepts this one, since what it does not know is left 0.
    ruleset = system_call(CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    try:
        for path in readable:
            _allow(ruleset, path, READ_FILE | READ_DIRECTORY)
        for path in writable:
            _allow(ruleset, path, READ_FILE | WRITE_FILE)
        system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _newest(table: dict[int, int], known: int) -> int:
    return next((table[since] for since in sorted(table, reverse=True) if since <= known), 0)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return  # what this user cannot reach needs no permission either
    try:
        if not path.is_dir():
            rights &= ~READ_DIRECTORY  # the kernel refuses a directory's right on a file
        rule = _PathRule(rights, descriptor)
        system_call(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)
