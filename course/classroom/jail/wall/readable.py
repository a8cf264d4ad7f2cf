"""The few places a learner's code may read: the interpreter's libraries, without this course's own files."""

import functools
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from course.places import ROOT

# Answers and expected values live in these, beside each other in a checkout and, once installed, among the packages.
SECRET_NAMES = ("course", "helpers", "solutions", "notebooks", "tests", "work")
SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
PACKAGE_DIRECTORIES = ("site-packages", "dist-packages")
READABLE_DEVICES = (Path("/dev/urandom"),)
WRITABLE_DEVICES = (Path("/dev/null"),)  # what is written there is gone, and code that silences a print goes on


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
