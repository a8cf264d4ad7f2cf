"""Writing files whole or not at all.

A kill, Ctrl-C or a full disk in the middle of a write leaves the file that was there before. Standard library only:
`setup` uses it before any package is installed.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

from course import CourseError

try:
    import fcntl
except ImportError:  # Windows: two set-ups at once are the user's to avoid
    fcntl = None

OTHER_COMMAND_SECONDS = 3600  # the slowest set-up that is still waited for
LOOK_AGAIN_SECONDS = 0.1

WHAT_TO_DO = {
    errno.ENOSPC: "free some space on this disk",
    errno.EDQUOT: "free some space: your disk quota is used up",
    errno.EROFS: "this disk is read-only: move the course to a folder you can write to",
    errno.EACCES: "make the folder writable for you, or move the course to a folder of your own",
    errno.EPERM: "make the folder writable for you, or move the course to a folder of your own",
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "a file stands where a folder should be: move it away",
    errno.EEXIST: "a file stands where a folder should be: move it away",
}


class WriteError(CourseError):
    """A file could not be written; whatever stood there before is untouched."""

    def __init__(self, path, reason):
        advice = WHAT_TO_DO.get(reason.errno, "read the reason above")
        super().__init__(
            f"cannot write {path}: {reason.strerror or reason}. Nothing was changed there. "
            f"What to do: {advice}, then run the command again."
        )


def write_text(path, text, overwrite=True):
    """Whether the file changed: its bytes are now `text` in UTF-8, line ends as given on Windows too.

    Args:
        path: the file; its folder exists.
        text: all of it.
        overwrite: False refuses a path that is already there, even if it appears at the last moment.

    Raises:
        FileExistsError: `overwrite` is False and something is there.
        WriteError: a read-only or full disk, a missing folder; the old file is whole.
    """
    target = Path(os.path.realpath(path))  # a link stays a link: what it points to is written
    content = text.encode("utf-8")
    if overwrite and _holds(target, content):
        return False
    # In the same folder, since a rename is atomic only within one file system.
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write_durably(temporary, content)
        if overwrite:
            temporary.replace(target)
        else:
            move_new(temporary, target)
    except FileExistsError:
        raise
    except OSError as reason:
        raise WriteError(path, reason) from reason
    finally:  # also after Ctrl-C
        with contextlib.suppress(OSError):
            temporary.unlink()
    return True


def move_new(source, target):
    """Rename `source` to `target`, never over a file that is there.

    Raises:
        FileExistsError: `target` is there; both files are as they were.
    """
    try:
        os.link(source, target)  # unlike a rename, this refuses an existing name
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links (FAT, some network drives)
        if Path(target).exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        Path(source).rename(target)
    else:
        Path(source).unlink()


def make_folder(path):
    """Make the folder `path` and those above it, if they are not there.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise WriteError(path, reason) from reason


@contextlib.contextmanager
def alone_in(folder):
    """Wait until no other process is inside `alone_in(folder)`, nor any child it started with ``close_fds=False``.

    The lock ends with those processes, however they end.

    Raises:
        CourseError: another process has been inside for longer than one that still works.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor, folder):
    """Take the lock on an open folder, once whoever has it is done."""
    deadline, said = time.monotonic() + OTHER_COMMAND_SECONDS, False
    while time.monotonic() < deadline:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if not said:
            print(f"waiting for the other command that works in {folder}", file=sys.stderr, flush=True)
            said = True
        time.sleep(LOOK_AGAIN_SECONDS)
    raise CourseError(
        f"another command has been working in {folder} for {OTHER_COMMAND_SECONDS} s. "
        "What to do: see whether it still does anything, end it, then run this command again."
    )


def _holds(target, content):
    try:
        return target.read_bytes() == content
    except OSError:
        return False


def _write_durably(temporary, content):
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # without it, a power cut after the rename can leave an empty file
