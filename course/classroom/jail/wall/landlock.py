"""Landlock: this process may read the interpreter's libraries, write next to nothing, and reach no one outside.

The libraries are left readable without this course's own files, which lie beside them once it is installed.

What Landlock does not watch (changing modes and owners, truncating on old kernels, sockets by path) the seccomp
filter refuses. Source: the kernel's Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h.
"""

import functools
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from course.classroom.jail.wall.linux import machine, system_call
from course.places import ROOT

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every machine
ASK_VERSION = 1
RULE_PATH_BENEATH = 1
RULESET_FORM = "=QQQ"  # struct landlock_ruleset_attr: rights of files, of the network, scopes
PATH_RULE_FORM = "=Qi"  # struct landlock_path_beneath_attr, which is packed: rights, descriptor

WRITE_FILE, READ_FILE, READ_DIRECTORY = 1 << 1, 1 << 2, 1 << 3
# Highest file-system right known to each ABI version; a right the kernel does not know would be refused as a whole.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
NETWORK_RIGHTS = {4: 0b11}  # bind and connect over TCP
SCOPES = {6: 0b11}  # abstract UNIX sockets and signals stay inside

# Answers and expected values live in these, beside each other in a checkout and, once installed, among the packages.
SECRET_NAMES = ("course", "helpers", "solutions", "notebooks", "tests", "work", "_site", ".site")
SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
PACKAGE_DIRECTORIES = ("site-packages", "dist-packages")
READABLE_DEVICES = (Path("/dev/urandom"),)
WRITABLE_DEVICES = (Path("/dev/null"),)  # what is written there is gone, and code that silences a print goes on


def version() -> int:
    """The ABI version of this kernel's Landlock, 1 or more; 0 where there is none or it is switched off."""
    if machine() is None:
        return 0
    try:
        return system_call(CREATE_RULESET, None, 0, ASK_VERSION)
    except OSError:  # ENOSYS: too old; EOPNOTSUPP: switched off at boot; EPERM: a container forbids asking
        return 0


def confine(readable: Iterable[Path], writable: Iterable[Path] = ()) -> None:
    """Close every file outside the given places to this thread for good.

    Args:
        readable: files, and directories with all that lies beneath them.
        writable: existing files that may be written and read, such as /dev/null.

    Raises:
        OSError: the kernel has no Landlock, or refused. ``no_new_privs`` must be set before.
    """
    known = version()
    handled = [_newest(table, known) for table in (FILE_RIGHTS, NETWORK_RIGHTS, SCOPES)]
    rules = struct.pack(RULESET_FORM, *handled)
    # A kernel that knows a shorter structure accepts this one, since what it does not know is left 0.
    ruleset = system_call(CREATE_RULESET, rules, len(rules), 0)
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
        system_call(ADD_RULE, ruleset, RULE_PATH_BENEATH, struct.pack(PATH_RULE_FORM, rights, descriptor), 0)
    finally:
        os.close(descriptor)


@functools.cache
def readable_places() -> tuple[Path, ...]:
    """The directories and files to leave readable, found once: call it before forking and children get it for free."""
    libraries = [Path(prefix, "lib") for prefix in (sys.prefix, sys.base_prefix)]
    standard = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    system = [Path(path) for path in SYSTEM_LIBRARIES]
    imported = [Path(entry) for entry in sys.path if Path(entry).name in PACKAGE_DIRECTORIES]
    installed = [found for library in (*libraries, *system) for found in library.glob("python3*/*-packages")]
    secrets = {place.resolve() / name for place in (*imported, *installed, ROOT) for name in SECRET_NAMES}
    if ROOT.name not in PACKAGE_DIRECTORIES:
        secrets.add(ROOT)  # a checkout: an environment inside it is named by itself, the rest stays closed
    places = without_secrets([*imported, *libraries, *standard, *system], secrets)
    return (*places, *READABLE_DEVICES)


def without_secrets(places: Iterable[Path], secrets: Iterable[Path]) -> list[Path]:
    """The places, each opened up into its children wherever a secret lies beneath it, and without the secret.

    A permission given on a directory holds for everything below, and nothing can be taken out of it again. So a
    directory with a secret in it is replaced by its other children, as deep as needed.

    Args:
        places: directories and files; what does not exist is dropped.
        secrets: resolved paths that must not be readable; a place that the caller names inside one stays.
    """
    existing = frozenset(path for path in secrets if path.exists())
    found = dict.fromkeys(path.resolve() for path in places if path.exists())
    return list(dict.fromkeys(path for place in found for path in _opened(place, existing)))


def _opened(place: Path, secrets: frozenset[Path]) -> list[Path]:
    if place in secrets:
        return []
    if not any(secret.is_relative_to(place) for secret in secrets):
        return [place]
    opened = []
    for child in sorted(place.iterdir()):
        if not child.is_symlink():
            opened += _opened(child, secrets)
        elif not _touches(child.resolve(), secrets):
            opened.append(child.resolve())
    return opened


def _touches(path: Path, secrets: frozenset[Path]) -> bool:
    return any(secret.is_relative_to(path) or path.is_relative_to(secret) for secret in secrets)
