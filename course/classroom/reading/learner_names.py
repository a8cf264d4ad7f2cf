"""Whose notebook a file is, from its folders and its name, and how a name is shown so that nothing acts on it."""

import hashlib
import os
import re
from collections import Counter
from functools import cache
from pathlib import PurePath

from course import places

_COPY = re.compile(r"[\s_-]*(?:\(\d+\)|-?\s*(?:copy|kopie)\s*\d*)$|^[\s_-]*\d{1,2}$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:ipynb(?:\.txt|\.json)?|zip|py|pdf|html?|docx?|odt|rar|7z|tar|gz)$", re.IGNORECASE)
LONGEST_NAME = 255  # on a disk; an archive may hold any, and looking for "copy" takes their length squared
# Folders that sort by task and not by learner.
_TASK = re.compile(
    r"(?:lesson|lektion|week|woche|task|aufgabe|assignment|exercise|homework|hw|ps|lab|unit)?[\s_-]*\d{1,2}"
    r"|submissions?|submitted|notebooks?|capstone|work",
    re.IGNORECASE,
)
# What a terminal would act on, and what turns the reading direction.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def of_place(parts: tuple[str, ...], root: str) -> str:
    """Learner's name of a file in a folder or an archive: the first folder that is a person's, or the file's own name.

    Args:
        parts: folders and file name below the root.
        root: the folder or archive itself.
    """
    folders = [part for part in parts[:-1] if part not in (".", "..", "/")]
    people = [part for part in folders if not _TASK.fullmatch(part) and part not in _lesson_names()]
    above = folders[-1] if folders else _absolute(root).name
    return (people or [_without_lesson(parts[-1]) or _ENDING.sub("", above) or parts[-1]])[0]


def of_file(path: str) -> str:
    """Learner's name of a file that was named by itself."""
    place = _absolute(path)
    return of_place((place.name,), str(place.parent))


def _absolute(path: str) -> PurePath:
    return PurePath(os.path.abspath(path))  # noqa: PTH100, resolving would follow links


@cache
def _lesson_names() -> list[str]:
    return [lesson.name for lesson in places.lessons()]


def _without_lesson(name: str) -> str:
    """The file's name without its ending and the lesson's name; empty if nothing is left."""
    stem = _ENDING.sub("", name)[-LONGEST_NAME:]
    for lesson in _lesson_names():
        before, found, after = stem.partition(lesson)
        if found:
            return _COPY.sub("", before + after).strip(" _-.")
    return stem


def told_apart(named: list[tuple[str, str, str]]) -> list[str]:
    """Names to show, no two alike for one lesson.

    Args:
        named: learner, lesson and file of each notebook.
    """
    count = Counter((learner, lesson) for learner, lesson, _ in named)
    short = Counter((learner, lesson, PurePath(file).name) for learner, lesson, file in named)
    shown = []
    for learner, lesson, file in named:
        name = PurePath(file).name
        alone, enough = count[learner, lesson] == 1, short[learner, lesson, name] == 1
        shown.append(learner if alone else f"{learner} · {name if enough else file}")
    return shown


def identity(file: str) -> str:
    """Digest of a file's name, whatever bytes it has: two names that are shown alike are two."""
    return hashlib.sha256(file.encode(errors="surrogatepass")).hexdigest()


def plain(text: str, longest: int = 500) -> str:
    """One line of text that nothing acts on: no control characters, no change of direction, not endless.

    A byte of a file's name that is no text is shown by its number.
    """
    line = _ACTING.sub(_shown, re.sub(r"[\t\n\r\f\v]+", " ", text[: longest + 1]))
    return line if len(line) <= longest else line[: longest - 3] + "..."


def _shown(found: re.Match) -> str:
    byte = ord(found[0]) - 0xDC00
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else "\ufffd"
