"""seccomp: a filter in the kernel that lets a named set of system calls through and refuses all others.

No program starts, no process forks, no socket opens, no signal leaves, no owner or mode changes: none of those calls
is named. The filter is a classic BPF program, put together here so that it can be read and run in a test.
Source: the kernel's Documentation/userspace-api/seccomp_filter.rst, include/uapi/linux/{seccomp,filter,audit}.h.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from course.classroom.jail.wall import system_calls
from course.classroom.jail.wall.linux import machine, system_call

LOAD, AND, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NOT_PERMITTED, NO_SUCH_CALL = REFUSE | errno.EPERM, REFUSE | errno.ENOSYS
NUMBER_OFFSET, MACHINE_OFFSET, ARGUMENTS_OFFSET = 0, 4, 16
AUDIT_MACHINE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
SET_MODE_FILTER, GET_ACTION_AVAILABLE = 1, 2
INSTRUCTION_FORM = "=HBBI"  # struct sock_filter
PROGRAM_FORM = "HP"  # struct sock_fprog: how many instructions, and where they begin

# A thread shares memory and signal handlers with its maker; a process, or a thread in new namespaces, does not.
THREAD = 0x00000100 | 0x00000800 | 0x00010000  # CLONE_VM, CLONE_SIGHAND, CLONE_THREAD
NAMESPACES = 0x7E020080  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME
# Without F_SETOWN and F_SETSIG: with those two, a process has any signal sent to another one of its user.
DESCRIPTOR_COMMANDS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, GETFD, SETFD, GETFL, SETFL, F_DUPFD_CLOEXEC
DEVICE_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIO(N)CLEX
PROCESS_COMMANDS = (3, 15, 16, 21, 39, 0x53564D41)  # GET_DUMPABLE, SET/GET_NAME, GET_SECCOMP, GET_NO_NEW_PRIVS, SET_VMA
ACCESS_AND_TRUNCATE = os.O_RDONLY | os.O_WRONLY | os.O_RDWR | os.O_TRUNC
# Read-only truncating and the mode with neither right (3) slip past Landlock before its version 3.
OPENINGS = (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_TRUNC, os.O_RDWR | os.O_TRUNC)


class Instruction(NamedTuple):
    """One step of a BPF program: code, steps to skip if true, steps to skip if false, constant."""

    code: int
    if_true: int
    if_false: int
    constant: int


@dataclass(frozen=True)
class Check:
    """A demand on one 32-bit half of a call's argument: its bits under ``mask`` must be one of ``values``."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    upper_half: bool = False


def available() -> bool:
    """True where the kernel takes filters that refuse with an error, on a machine whose call numbers are known."""
    if machine() is None:
        return False
    try:
        system_call(system_calls.SECCOMP[machine()], GET_ACTION_AVAILABLE, 0, struct.pack("=I", REFUSE))
    except OSError:  # ENOSYS: none in this kernel; EOPNOTSUPP: not that action; EPERM: a container forbids asking
        return False
    return True


def close_calls() -> None:
    """Hold this thread, and all it starts, to the named calls for good.

    Raises:
        OSError: the kernel refused. ``no_new_privs`` must be set before.
    """
    steps = filter_program(machine(), os.getpid())
    packed = b"".join(struct.pack(INSTRUCTION_FORM, *step) for step in steps)
    memory = ctypes.create_string_buffer(packed, len(packed))
    program = struct.pack(PROGRAM_FORM, len(steps), ctypes.addressof(memory))
    system_call(system_calls.SECCOMP[machine()], SET_MODE_FILTER, 0, program)


def checks_of(process: int) -> dict[str, tuple[Check, ...]]:
    """The demands on the calls allowed for some arguments only, for the child with number ``process``."""
    return {
        "open": (Check(1, OPENINGS, ACCESS_AND_TRUNCATE),),
        "openat": (Check(2, OPENINGS, ACCESS_AND_TRUNCATE),),
        "clone": (Check(0, (THREAD,), THREAD | NAMESPACES),),
        "kill": (Check(0, (process,)),),
        "tgkill": (Check(0, (process,)),),
        # Reading its own limits: process 0 is itself, and both halves of the pointer to new limits are null.
        "prlimit64": (Check(0, (0,)), Check(2, (0,)), Check(2, (0,), upper_half=True)),
        "fcntl": (Check(1, DESCRIPTOR_COMMANDS),),
        "ioctl": (Check(1, DEVICE_COMMANDS),),
        "prctl": (Check(0, PROCESS_COMMANDS),),
    }


def filter_program(machine_name: str, process: int) -> list[Instruction]:
    """The whole filter: named calls pass, those with arguments on demand, the rest is refused.

    Args:
        machine_name: ``"x86_64"`` or ``"aarch64"``; a call made any other way (32-bit) kills the process.
        process: the child's own number, the only one it may signal.
    """
    unreadable = system_calls.numbers(system_calls.UNREADABLE, machine_name)
    harmless = system_calls.numbers(system_calls.HARMLESS, machine_name)
    judged = system_calls.numbers(system_calls.JUDGED, machine_name)
    steps = [
        Instruction(LOAD, 0, 0, MACHINE_OFFSET),
        Instruction(JUMP_IF_EQUAL, 1, 0, AUDIT_MACHINE[machine_name]),
        Instruction(RETURN, 0, 0, KILL),
        Instruction(LOAD, 0, 0, NUMBER_OFFSET),
    ]
    for number in harmless.values():
        steps += _when(number, [Instruction(RETURN, 0, 0, ALLOW)])
    checks = checks_of(process)
    for name, number in judged.items():
        steps += _when(number, _judged(checks[name]))
    for number in unreadable.values():
        steps += _when(number, [Instruction(RETURN, 0, 0, NO_SUCH_CALL)])
    newest = max((*harmless.values(), *judged.values(), *unreadable.values()))
    # Newer than any call named here: "no such call" is what an older kernel says, and every caller expects it.
    steps += [Instruction(JUMP_IF_AT_LEAST, 0, 1, newest + 1), Instruction(RETURN, 0, 0, NO_SUCH_CALL)]
    return [*steps, Instruction(RETURN, 0, 0, NOT_PERMITTED)]


def _when(number: int, body: list[Instruction]) -> list[Instruction]:
    """The body, skipped when the call is another one; it ends in a return, so the number stays loaded for the next."""
    return [Instruction(JUMP_IF_EQUAL, 0, len(body), number), *body]


def _judged(checks: Iterable[Check]) -> list[Instruction]:
    steps = []
    for check in checks:
        offset = ARGUMENTS_OFFSET + 8 * check.argument + (4 if check.upper_half else 0)
        steps += [Instruction(LOAD, 0, 0, offset), Instruction(AND, 0, 0, check.mask)]
        for left, value in zip(range(len(check.values), 0, -1), check.values, strict=True):
            steps.append(Instruction(JUMP_IF_EQUAL, left, 0, value))  # over the other values and the refusal
        steps.append(Instruction(RETURN, 0, 0, NOT_PERMITTED))
    return [*steps, Instruction(RETURN, 0, 0, ALLOW)]
