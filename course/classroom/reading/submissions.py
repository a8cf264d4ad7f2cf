"""Paths, folders, patterns and zip archives in; one notebook after the other out, each with its learner's name.

Files are only read, and one at a time; what an archive holds is unpacked in memory and never written to the disk.
"""

# long because: files, folders and archives are one walk, and each is opened under the same rules

import errno
import functools
import glob
import io
import operator
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

from course.classroom.reading import handed_in, learner_names
from course.classroom.reading.handed_in import LARGEST_BYTES, Submission, UnreadableError, is_archive, too_large

MOST_ENTRIES = 20_000
MOST_UNPACKED_BYTES = 4 * 2**30
UTF_8_FLAG = 0x800  # the bit of an archive's entry
_HIDDEN = "Its name or its folder's begins with a dot, so it was not read. Ask for it under another name."
Open = Callable[[], BinaryIO]
Place = tuple[tuple[str, ...], str]  # the path below a root, and the root: where a learner's name is looked for
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def find(paths: list[str], every_attempt: bool = False) -> list[Submission]:
    """Every notebook under these paths, and whatever was handed in instead of one; nothing is read yet.

    Args:
        paths: files, folders, zip archives or patterns such as ``class/*.ipynb``.
        every_attempt: whether earlier attempts are found too, and not only named by the newest.
    """
    found = [one for path in paths for one in _of_path(os.path.normpath(path))]
    unique = {one.file: one for one in found}  # a file may be named twice
    return list(unique.values()) if every_attempt else _newest(list(unique.values()))


def _newest(found: list[Submission]) -> list[Submission]:
    """The newest attempt at each piece of work, which names the earlier ones, and all that is no attempt."""
    attempts: dict[object, list[Submission]] = {}
    for one in found:
        attempts.setdefault(one.attempt.work if one.attempt else one.file, []).append(one)
    chosen = []
    for several in attempts.values():
        *earlier, newest = sorted(several, key=lambda one: one.attempt.number) if len(several) > 1 else several
        names = ", ".join(PurePath(one.file).name for one in earlier)
        chosen.append(replace(newest, earlier=names))
    return chosen


def absent(path: str) -> bool:
    """Whether neither a file nor a folder goes by this name or pattern."""
    return not os.path.lexists(path) and not _matching(path)


def _matching(path: str) -> list[str]:
    return sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207, absolute ones too


def _of_path(path: str) -> Iterator[Submission]:
    if absent(path):
        yield _refused(path, "There is no such file or folder.")
    elif not os.path.lexists(path):
        for one in _matching(path):
            yield from _of_path(one)
    elif Path(path).is_dir():
        yield from _of_folder(Path(path))
    elif is_archive(path):
        yield from _of_archive(Path(path))
    else:
        place = Path(os.path.abspath(path))  # noqa: PTH100, resolving would follow links
        yield _submission((place.name,), str(place.parent), path, lambda: _read(Path(path)))


def _of_folder(root: Path) -> Iterator[Submission]:
    closed = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not handed_in.clutter((name, "x.ipynb")))
        for path in (Path(folder, name) for name in folders):
            if path.is_symlink():
                reason = "A link to another folder, so it was not read. Ask for the folder itself."
                yield _refused(str(path), reason, path.relative_to(root).parts, str(root))
        beside = {name.removesuffix(".ipynb") for name in files if name.endswith(".ipynb")}
        for name in sorted(files):
            path = Path(folder, name)
            parts = path.relative_to(root).parts
            if handed_in.clutter(parts):
                continue
            if is_archive(name) and not handed_in.dotted(parts):
                yield from _of_archive(path, root)
            elif is_archive(name) or handed_in.wanted(name, beside):
                yield _met(parts, str(root), str(path), partial(_read, path, follow=False))
    for fault in closed:
        yield _refused(str(fault.filename), f"Cannot be read: {fault.strerror}.")


def _of_archive(path: Path, root: Path | None = None) -> Iterator[Submission]:
    """Every notebook in an archive and in those in it; ``root`` is the folder it was met in, None of a named one.

    An archive in a learner's folder is the learner's, whatever folders are in it.
    """
    own = (path.relative_to(root).parts, str(root)) if root else ((path.name,), str(path.parent))
    yield from _of_opened(partial(_opened, path, follow=not root), str(path), own, own if root else ((), str(path)))


def _of_opened(
    opened: Open, path: str, own: Place, inside: Place, around: Counter | None = None
) -> Iterator[Submission]:
    """Every notebook in an archive, or why there is none.

    Args:
        opened: gives its bytes.
        path: what reports call it.
        own: where it stands.
        inside: where what is in it stands, below.
        around: the files and bytes of the archive that it stands in, and of others in there; None if it is in none.
    """
    refused = partial(_refused, path, parts=own[0], root=own[1])
    try:
        with opened() as file, zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    except UnreadableError as reason:
        yield refused(str(reason))
    except _BROKEN as fault:
        yield refused(f"No archive that can be read: {str(fault)[:100]}.")
    else:
        held = Counter(files=len(entries), unpacked=sum(entry.file_size for entry in entries))
        met = held if around is None else held + around
        if met["files"] > MOST_ENTRIES or met["unpacked"] > MOST_UNPACKED_BYTES:
            size = f"{met['files']:,} files, {met['unpacked'] / 2**30:.1f} GB unpacked"
            limit = f"{MOST_ENTRIES:,} files and {MOST_UNPACKED_BYTES // 2**30} GB"
            yield refused(f"Refused: {size}; the limit is {limit}.")
        else:
            if around is not None:
                around.update(held)
            found = list(_of_entries(opened, path, entries, inside, held if around is None else None))
            yield from found or [refused("An archive without a notebook. Ask for the .ipynb file.")]


def _of_entries(
    opened: Open, path: str, entries: list[zipfile.ZipInfo], inside: Place, held: Counter | None
) -> Iterator[Submission]:
    """Every notebook in an archive, and whatever was handed in instead of one; entries of one name are two.

    ``held`` gets what archives in it hold as well; None where they are not read.
    """
    (above, place), named = inside, Counter()
    names = [_name_of(entry) for entry in entries]
    beside = {name.removesuffix(".ipynb") for name in names if name.endswith(".ipynb")}
    for entry, name in zip(entries, names, strict=True):
        parts = PurePosixPath(name.replace("\\", "/")).parts
        named[name] += 1
        again = f" (entry {named[name]} of this name)" if named[name] > 1 else ""
        file, archive = f"{path}/{name}{again}", PurePath(path).name
        if not parts:
            yield _refused(file, "Refused: its path names no file.", (*above, archive), place)
        elif ".." in parts or name[:1] in ("/", "\\") or ":" in parts[0]:
            own = parts[-1] if parts[-1].strip("./") else archive
            yield _refused(file, "Refused: its path climbs out of the archive.", (*above, own), place)
        elif handed_in.clutter(parts):
            continue
        elif is_archive(parts[-1]) and held is not None and not handed_in.dotted(parts):
            here = (*above, *parts), place
            yield from _of_opened(partial(_archive_in, opened, entry), file, here, here, held)
        elif is_archive(parts[-1]) or handed_in.wanted(name, beside):
            yield _met((*above, *parts), place, file, partial(_unpacked, opened, entry))


def _name_of(entry: zipfile.ZipInfo) -> str:
    """An entry's name: UTF-8 wherever it can be, since few of the programs that write it set the flag that says so.

    As a file of that name would have it in this system, whose own encoding may lack some of its letters.
    """
    name = entry.filename
    with suppress(UnicodeError):
        name = name if entry.flag_bits & UTF_8_FLAG else name.encode("cp437").decode("utf-8")
    return os.fsdecode(name.encode())


def _met(parts: tuple[str, ...], root: str, file: str, content: Callable[[], bytes]) -> Submission:
    """A file that nobody named: it was met in a folder or an archive, and is not read where a dot hides it."""
    return _submission(parts, root, file, partial(_refuse, _HIDDEN) if handed_in.dotted(parts) else content)


def _submission(parts: tuple[str, ...], root: str, file: str, content: Callable[[], bytes]) -> Submission:
    attempt = learner_names.attempt_of(parts, root)
    return Submission(learner_names.of_place(parts, root), file, content, attempt)


def _refused(file: str, reason: str, parts: tuple[str, ...] = (), root: str = "") -> Submission:
    """A submission that says why it is not looked at; its learner is that of ``parts`` below ``root``, if given."""
    learner = learner_names.of_place(parts, root) if parts else learner_names.of_file(file)
    return Submission(learner, file, partial(_refuse, reason))


def _refuse(reason: str) -> bytes:
    raise UnreadableError(reason)


def _opened(path: Path, follow: bool) -> BinaryIO:
    """An ordinary file, open for reading: what was opened is looked at, so that nobody can change it in between.

    Raises:
        UnreadableError: a link out of a folder, a pipe or a device, not ours to read, or not there any more.
    """
    # A pipe would be waited for; a link is refused by the kernel. Windows has neither flag, and text as its default.
    flags = [os.O_RDONLY, *(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))]
    if not follow:
        flags.append(getattr(os, "O_NOFOLLOW", 0))
    try:
        file = open(os.open(path, functools.reduce(operator.or_, flags)), "rb")  # noqa: SIM115, PTH123, for the caller
    except OSError as fault:
        if not follow and path.is_symlink():
            raise UnreadableError("A link to another place, not a file: not followed.") from None
        if fault.errno in (errno.ENXIO, errno.EISDIR, errno.ENODEV):
            raise UnreadableError("Not an ordinary file.") from None
        raise UnreadableError(f"Cannot be read: {fault.strerror}.") from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise UnreadableError("Not an ordinary file.")
    return file


def _read(path: Path, follow: bool = True) -> bytes:
    """Bytes of a file.

    Raises:
        UnreadableError: no ordinary file, too large, or not ours to read.
    """
    with _opened(path, follow) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST_BYTES:
            raise UnreadableError(too_large(size))
        handed_in.check_ending(path.name)
        try:
            content = file.read(LARGEST_BYTES + 1)
        except OSError as fault:
            raise UnreadableError(f"Cannot be read: {fault.strerror}.") from None
    if len(content) > LARGEST_BYTES:  # it grew
        raise UnreadableError(too_large(len(content)))
    return content


def _bytes_in(opened: Open, entry: zipfile.ZipInfo) -> bytes:
    """Bytes of an archive's file; never more than the limit, whatever size the archive claims."""
    if entry.file_size > LARGEST_BYTES:
        raise UnreadableError(too_large(entry.file_size))
    try:
        with opened() as file, zipfile.ZipFile(file) as archive, archive.open(entry) as unpacked:
            content = unpacked.read(LARGEST_BYTES + 1)
    except _BROKEN as fault:
        raise UnreadableError(f"Cannot be unpacked: {str(fault)[:100]}.") from None
    if len(content) > LARGEST_BYTES:
        raise UnreadableError(too_large(len(content)))
    return content


_last_archive_in = functools.lru_cache(1)(_bytes_in)  # whose files are read one after the other


def _archive_in(opened: Open, entry: zipfile.ZipInfo) -> BinaryIO:
    """An archive in an archive, open for reading, in memory."""
    if entry.file_size > LARGEST_BYTES:
        limit = f"{LARGEST_BYTES // 2**20} MB"
        raise UnreadableError(f"An archive inside an archive, of more than {limit}. Unpack it first.")
    return io.BytesIO(_last_archive_in(opened, entry))


def _unpacked(opened: Open, entry: zipfile.ZipInfo) -> bytes:
    """Bytes of a notebook in an archive."""
    handed_in.check_ending(entry.filename)
    return _bytes_in(opened, entry)
