"""Pseudonyms: names that stay the same over runs, in place of a learner's, before anything is read or written.

They are digests under a key, which lies beside the report and not in it: who gets the report cannot try names out.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from course import CourseError, places
from course.classroom.reading.handed_in import Submission, UnreadableError
from course.classroom.reading.learner_names import export_of
from course.files import WriteError, make_folder, move_new

DIGITS = 10  # of 40 bits: two of a thousand learners are one with a chance of one in two million
KEY_BYTES = 32


@dataclass(frozen=True)
class Pseudonyms:
    """What replaces names, under a key."""

    key: bytes

    def of(self, one: Submission) -> Submission:
        """The submission under its pseudonym, which it has in every file of this key; its content is as it is."""
        learner = self.name(one.learner, one.file)
        lesson = next((each.name for each in places.lessons() if each.name in PurePath(one.file).name), "notebook")
        file = f"{learner}/{lesson}-{self._digest('file', one.file)}.ipynb"
        earlier = str(one.earlier.count(", ") + 1) if one.earlier else ""
        return replace(one, learner=learner, file=file, earlier=earlier, content=_nameless(one.content))

    def name(self, learner: str, file: str) -> str:
        """A learner's pseudonym; a platform's number, where the file's name has one, tells two of one name apart."""
        export = export_of(file)
        return f"learner-{self._digest('learner', learner, export.number if export else '')}"

    def _digest(self, *parts: str) -> str:
        text = "\0".join(parts).encode(errors="surrogatepass")
        return hmac.new(self.key, text, hashlib.sha256).hexdigest()[:DIGITS]


def key_file(out: str) -> Path:
    """Where the key of a report lies: beside its folder or page."""
    return Path(os.path.abspath(out) + ".key")  # noqa: PTH100, links stay


def of_report(out: str, anonymous: bool, begun: bool) -> Pseudonyms | None:
    """The pseudonyms of a report; None for one with names.

    Args:
        out: the report's folder or page.
        anonymous: what is asked for.
        begun: whether an earlier run has written there.

    Raises:
        CourseError: the earlier run had it otherwise, and names would stand beside pseudonyms.
    """
    path = key_file(out)
    if path.is_file() and not anonymous:
        raise CourseError(f"{out} is an anonymous report, {path} is its key. Add --anonymous, or name another --out.")
    if not anonymous:
        return None
    if begun and not path.is_file():
        raise CourseError(f"{out} holds a report with names. Name another --out for the anonymous one, or delete it.")
    if not path.is_file():
        _write_key(path)
    return of_key(out)


def of_key(out: str) -> Pseudonyms | None:
    """The pseudonyms of a report that has a key; None without one.

    Raises:
        CourseError: the key cannot be read, or is none.
    """
    path = key_file(out)
    if not path.is_file():
        return None
    try:
        key = path.read_bytes()
    except OSError as fault:  # a colleague's, perhaps
        raise CourseError(f"cannot read {path}: {fault.strerror}. It is its owner's alone: ask for a copy.") from None
    if len(key) != KEY_BYTES:
        raise CourseError(f"{path} is no key: {len(key)} bytes, not {KEY_BYTES}. Move it away for new pseudonyms.")
    return Pseudonyms(key)


def _write_key(path: Path) -> None:
    make_folder(path.parent)
    whole = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(secrets.token_bytes(KEY_BYTES))
        move_new(whole, path)
    except OSError as fault:
        if not path.is_file():  # else a second run at the same moment was first, and its key is the one
            raise WriteError(path, fault) from fault
    finally:
        whole.unlink(missing_ok=True)


def _nameless(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same content; why there is none is said without what follows a colon, which may name the file."""

    def read() -> bytes:
        try:
            return content()
        except UnreadableError as fault:
            raise UnreadableError(f"{str(fault).partition(':')[0].rstrip('.')}.") from None

    return read
