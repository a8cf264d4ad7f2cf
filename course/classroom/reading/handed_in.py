"""One file handed in, which files are taken for one, and what to say of one that is no notebook: what to ask for."""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from course import CourseError
from course.classroom.reading.learner_names import Attempt

NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers like to add an ending
# What learners hand in instead; a picture or a data file beside a notebook is none of these.
INSTEAD = (".py", ".pdf", ".html", ".htm", ".docx", ".doc", ".odt", ".rar", ".7z", ".gz", ".tar")

# Folders in which programs keep copies of notebooks, or notebooks of others.
_OF_PROGRAMS = re.compile(r"__MACOSX|\.(?:git|ipynb_checkpoints|virtual_documents|venv|Trash(?:es|-\d+)?)")
_LEFT_BEHIND = ("._", ".~", ".#")  # how files begin that macOS adds to an archive, Jupyter saves first, Emacs locks

LARGEST_BYTES = 64 * 2**20
_MAGIC = {b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
          b"\x1f\x8b": "a gzip archive"}  # fmt: skip


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


def dotted(parts: tuple[str, ...]) -> bool:
    """Whether the name of a file or of a folder above it begins with a dot, as programs name what is their own."""
    return any(part.startswith(".") for part in parts)


def clutter(parts: tuple[str, ...]) -> bool:
    """Whether a file is a program's own, by its folders and its name, and nobody's work.

    Another notebook or archive that a dot hides may be a learner's: it is named in the report.
    """
    *folders, name = parts
    if any(map(_OF_PROGRAMS.fullmatch, folders)) or name.startswith(_LEFT_BEHIND):
        return True
    return dotted(parts) and not (is_archive(name) or name.lower().endswith(NOTEBOOKS))


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


def no_json(content: bytes, fault: ValueError) -> str:
    """What to say of bytes that are not JSON, or no text, or a number of thousands of digits."""
    start = content.lstrip()
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            return f"Not a notebook but {name}. Ask for the .ipynb file."
    if start[:1] == b"<":
        return "A web page, not a notebook. Ask for the .ipynb file itself, not for what the browser shows of it."
    if not isinstance(fault, json.JSONDecodeError):
        return f"Not JSON: {str(fault)[:100]}. Ask for the .ipynb file."
    if start[:1] == b"{":
        if fault.pos >= len(fault.doc.rstrip()) - 1 or fault.msg.startswith("Unterminated string"):
            return f"Cut off after {len(content):,} bytes: the JSON does not end. Ask for it again."
        return f"Broken JSON in line {fault.lineno}: {fault.msg}. It was edited by hand, or a merge went wrong."
    return "Not JSON, so not a notebook. Ask for the .ipynb file."
