"""The notebooks in a zip archive, unpacked in memory one at a time; nothing of it is ever written to the disk."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from course.classroom.reading import learner_names
from course.classroom.reading.handed_in import Submission, check_ending, hidden, is_archive, refused, wanted
from course.classroom.reading.unreadable import LARGEST_BYTES, UnreadableError, too_large

MOST_ENTRIES = 20_000
MOST_UNPACKED_BYTES = 4 * 2**30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def of_archive(path: str) -> Iterator[Submission]:
    """Every notebook in an archive, and whatever was handed in instead of one.

    Args:
        path: of the zip file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    except _BROKEN as fault:
        yield refused(path, learner_names.of_file(path), f"No archive that can be read: {str(fault)[:100]}.")
        return
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED_BYTES:
        size = f"{len(entries):,} files, {unpacked / 2**30:.1f} GB unpacked"
        limit = f"{MOST_ENTRIES:,} files and {MOST_UNPACKED_BYTES // 2**30} GB"
        yield refused(path, learner_names.of_file(path), f"Refused: {size}; the limit is {limit}.")
        return
    beside = {entry.filename.removesuffix(".ipynb") for entry in entries if entry.filename.endswith(".ipynb")}
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        file = f"{path}/{entry.filename}"
        if not parts:
            yield refused(file, learner_names.of_file(path), "Refused: its path names no file.")
        elif ".." in parts or entry.filename[:1] in ("/", "\\") or ":" in parts[0]:
            yield refused(file, learner_names.of_file(parts[-1]), "Refused: its path climbs out of the archive.")
        elif any(hidden(part) for part in parts):
            continue
        elif is_archive(parts[-1]) or wanted(entry.filename, beside):
            yield Submission(learner_names.of_place(parts, path), file, lambda entry=entry: _unpacked(path, entry))


def _unpacked(path: str, entry: zipfile.ZipInfo) -> bytes:
    """Bytes of an archive's file; never more than the limit, whatever size the archive claims."""
    check_ending(entry.filename)
    if entry.file_size > LARGEST_BYTES:
        raise UnreadableError(too_large(entry.file_size))
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
            content = file.read(LARGEST_BYTES + 1)
    except _BROKEN as fault:
        raise UnreadableError(f"Cannot be unpacked: {str(fault)[:100]}.") from None
    if len(content) > LARGEST_BYTES:
        raise UnreadableError(too_large(len(content)))
    return content
