"""The same jail with its answers run as an ordinary user, where the tests are run by root."""

import os
import time

NOBODY = 65_534
# What attacks import; closed to an ordinary user where the interpreter lies in root's home.
BROUGHT_ALONG = (
    "ctypes",
    "encodings.idna",
    "gc",
    "mmap",
    "multiprocessing.shared_memory",
    "resource",
    "shutil",
    "socket",
    "subprocess",
)


def preload() -> None:
    import importlib

    from course.classroom.jail.preload import preload

    for name in BROUGHT_ALONG:
        importlib.import_module(name)
    preload()


def light() -> None:
    """Import no torch, for answers without it: such a process starts in a tenth of the time."""
    import numpy  # noqa: F401, its threads are started before the fork

    from course.classroom.jail import child  # noqa: F401
    from course.classroom.jail.wall.landlock import readable_places
    from helpers.checks.probes import function  # noqa: F401

    readable_places()


def never() -> None:
    """Stands for imports that hang."""
    time.sleep(600)


def run_as_ordinary_user(job: dict) -> None:
    from course.classroom.jail.child import run

    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    run(job)


def refused(job: dict) -> None:
    """Stands for a kernel that does not take half of the wall."""
    from course.classroom.jail import child

    def refuse(*_words, **_more):
        raise RuntimeError("half a wall")

    child.raise_wall = refuse
    child.run(job)
