"""Calls to the Linux kernel that Python does not offer, each failing with an OSError instead of a silent -1."""

import ctypes
import errno
import functools
import os
import platform
import sys

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITIES_V3 = 0x20080522
HIGHEST_CAPABILITY = 63  # the format's last; the kernel says EINVAL behind its own last

MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}


def machine() -> str | None:
    """``"x86_64"`` or ``"aarch64"`` on 64-bit Linux, None on anything the wall has no call numbers for."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    return MACHINES.get(platform.machine().lower())


@functools.cache
def library() -> ctypes.CDLL:
    """The C library this Python runs on, opened once so that forked children need no file for it."""
    return ctypes.CDLL(None, use_errno=True)


def system_call(number: int, *arguments) -> int:
    """What the kernel returns for call ``number``.

    Args:
        number: the call's number on this machine.
        arguments: whole numbers, or bytes for the kernel to read; None is the null pointer.

    Raises:
        OSError: the kernel refused; ``errno`` says why.
    """
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return _checked(library().syscall(ctypes.c_long(number), *words))


def control(option: int, *arguments: int) -> int:
    """What ``prctl(option, ...)`` returns; the missing arguments are sent as 0, which newer kernels insist on.

    Raises:
        OSError: the kernel refused; ``errno`` says why.
    """
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(library().prctl(ctypes.c_int(option), *words))


def drop_capabilities() -> None:
    """Give up every capability in all five sets for good; no program can bring one back.

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
    _checked(library().capset(header, nothing))
    control(PR_SET_NO_NEW_PRIVS, 1)


def _checked(result: int) -> int:
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
