"""Paths, folders, patterns and zip archives in; one notebook after the other out, each with its learner's name.

Files are only read, and one at a time.
"""

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from course.classroom.reading import learner_names
from course.classroom.reading.archives import of_archive
from course.classroom.reading.handed_in import Submission, check_ending, hidden, is_archive, refused, wanted
from course.classroom.reading.unreadable import LARGEST_BYTES, UnreadableError, too_large


def find(paths: list[str]) -> list[Submission]:
    """Every notebook under these paths, and whatever was handed in instead of one; nothing is read yet.

    Args:
        paths: files, folders, zip archives or patterns such as ``class/*.ipynb``.
    """
    found = [one for path in paths for one in _of_path(os.path.normpath(path))]
    unique = {one.file: one for one in found}  # a file may be named twice
    return list(unique.values())


def absent(path: str) -> bool:
    """Whether neither a file nor a folder goes by this name or pattern."""
    return not os.path.lexists(path) and not _matching(path)


def _matching(path: str) -> list[str]:
    return sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207, absolute ones too


def _of_path(path: str) -> Iterator[Submission]:
    if absent(path):
        yield refused(path, learner_names.of_file(path), "There is no such file or folder.")
    elif not os.path.lexists(path):
        for one in _matching(path):
            yield from _of_path(one)
    elif Path(path).is_dir():
        yield from _of_folder(Path(path))
    elif is_archive(path):
        yield from _of_archive(Path(path))
    else:
        yield Submission(learner_names.of_file(path), path, lambda: _read(Path(path)))


def _of_folder(root: Path) -> Iterator[Submission]:
    closed = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not hidden(name))
        beside = {name.removesuffix(".ipynb") for name in files if name.endswith(".ipynb")}
        for name in sorted(name for name in files if not hidden(name)):
            path = Path(folder, name)
            if is_archive(name):
                yield from _of_archive(path, follow=False)
            elif wanted(name, beside):
                learner = learner_names.of_place(path.relative_to(root).parts, str(root))
                yield Submission(learner, str(path), lambda path=path: _read(path, follow=False))
    for fault in closed:
        yield refused(
            str(fault.filename), learner_names.of_file(str(fault.filename)), f"Cannot be read: {fault.strerror}."
        )


def _of_archive(path: Path, follow: bool = True) -> Iterator[Submission]:
    try:
        _ordinary(path, follow)
    except UnreadableError as reason:
        yield refused(str(path), learner_names.of_file(str(path)), str(reason))
    else:
        yield from of_archive(str(path))


def _ordinary(path: Path, follow: bool) -> os.stat_result:
    """The status of a file that may be opened.

    Raises:
        UnreadableError: a link out of a folder, a pipe or a device, or not there any more.
    """
    try:
        status = path.stat() if follow else path.lstat()
    except OSError as fault:
        raise UnreadableError(f"Cannot be read: {fault.strerror}.") from None
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError("A link to another place, not a file: not followed.")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise UnreadableError("Not an ordinary file.")
    return status


def _read(path: Path, follow: bool = True) -> bytes:
    """Bytes of a file.

    Raises:
        UnreadableError: no ordinary file, too large, or not ours to read.
    """
    status = _ordinary(path, follow)
    if status.st_size > LARGEST_BYTES:
        raise UnreadableError(too_large(status.st_size))
    check_ending(path.name)
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableError(f"Cannot be read: {fault.strerror}.") from None
