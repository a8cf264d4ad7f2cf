"""One file handed in, and which files are taken for one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from course.classroom.reading.unreadable import UnreadableError

NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers like to add an ending
# What learners hand in instead; a picture or a data file beside a notebook is none of these.
INSTEAD = (".py", ".pdf", ".html", ".htm", ".docx", ".doc", ".odt", ".rar", ".7z", ".gz", ".tar")


@dataclass(frozen=True)
class Submission:
    """One file handed in: the learner, where it came from, and how to get its bytes.

    ``content`` raises UnreadableError if there is nothing to get.
    """

    learner: str
    file: str
    content: Callable[[], bytes]


def refused(file: str, learner: str, reason: str) -> Submission:
    """A submission that says why it is not looked at."""

    def content():
        raise UnreadableError(reason)

    return Submission(learner, file, content)


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


def check_ending(name: str):
    """Raise UnreadableError for a file that is no notebook by its name."""
    if name.lower().endswith(".py"):
        raise UnreadableError("A .py file: the outputs are in the notebook. Ask for the .ipynb file.")
    if is_archive(name):
        raise UnreadableError("An archive inside an archive. Unpack it first.")
