"""One file handed in, which files are taken for one, and what to say of one that is no notebook: what to ask for."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from course import CourseError
from course.classroom.reading.learner_names import Attempt

NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers like to add an ending
# What learners hand in instead; a picture or a data file beside a notebook is none of these.
INSTEAD = (".py", ".pdf", ".html", ".htm", ".docx", ".doc", ".odt", ".rar", ".7z", ".gz", ".tar")

LARGEST_BYTES = 64 * 2**20
_MAGIC = {b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\x1f\x8b": "a gzip archive"}


class UnreadableError(CourseError):
    """A file that cannot be read as a notebook: what was found there, and what to ask for."""


@dataclass(frozen=True)
class Submission:
    """One file handed in: the learner, where it came from, and how to get its bytes.

    ``content`` raises UnreadableError if there is nothing to get. ``attempt`` says at what it is which attempt, where
    that can be told; ``earlier`` names the earlier ones.
    """

    learner: str
    file: str
    content: Callable[[], bytes]
    attempt: Attempt | None = None
    earlier: str = ""


def is_archive(name: str) -> bool:
    """Whether a file is a zip archive by its name."""
    return name.lower().endswith(".zip")


def hidden(name: str) -> bool:
    """Whether a file or folder is a program's own: checkpoints, what macOS adds to an archive."""
    return name.startswith(".") or name == "__MACOSX"


def wanted(name: str, beside: Collection[str] = ()) -> bool:
    """Whether a file is a notebook, or was handed in instead of one.

    Args:
        name: the file's name.
        beside: the names, without their ending, of the notebooks in the same place.
    """
    low = name.lower()
    return low.endswith(NOTEBOOKS) or (low.endswith(INSTEAD) and name.rpartition(".")[0] not in beside)


def check_ending(name: str) -> None:
    """Refuse a file that is no notebook by its name.

    Raises:
        UnreadableError: says what to ask for instead.
    """
    if name.lower().endswith(".py"):
        raise UnreadableError("A .py file: the outputs are in the notebook. Ask for the .ipynb file.")
    if is_archive(name):
        raise UnreadableError("An archive inside an archive. Unpack it first.")


def too_large(size: int) -> str:
    """What to say of a file of so many bytes."""
    limit = f"{LARGEST_BYTES // 2**20} MB"
    return f"{size / 2**20:.0f} MB, and the limit is {limit}: some cell prints without end. Ask for it without outputs."


def no_json(content: bytes, fault: json.JSONDecodeError) -> str:
    """What to say of bytes that are not JSON."""
    start = content.lstrip()
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            return f"Not a notebook but {name}. Ask for the .ipynb file."
    if start[:1] == b"<":
        return "A web page, not a notebook. Ask for the .ipynb file itself, not for what the browser shows of it."
    if start[:1] == b"{":
        if fault.pos >= len(fault.doc.rstrip()) - 1 or fault.msg.startswith("Unterminated string"):
            return f"Cut off after {len(content):,} bytes: the JSON does not end. Ask for it again."
        return f"Broken JSON in line {fault.lineno}: {fault.msg}. It was edited by hand, or a merge went wrong."
    return "Not JSON, so not a notebook. Ask for the .ipynb file."
