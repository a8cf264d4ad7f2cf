"""Whose notebook a file is, from its folders and its name, and how a name is shown so that nothing acts on it."""

# long because: platforms' exports and folders of any kind are one question, asked of the same names

import hashlib
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

from course import places
from helpers.language import LANGUAGES

_COPY = re.compile(
    r"[\s_-]*(?:\(\d+\)|-?\s*(?:copy|kopie|copia)\s*\d*|-checkpoint)$|^[\s_-]*\d{1,2}$|"
    r"^(?:copy of|kopie von|copia de)\b",
    re.IGNORECASE,
)
_LANGUAGE = "|".join(LANGUAGES)
_BEFORE = re.compile(rf"(?<![^\W_])(?:{_LANGUAGE})[\W_]+$", re.IGNORECASE)  # the lesson's name: es_01_topic.ipynb
_BEHIND = re.compile(rf"^[\W_]+(?:{_LANGUAGE})(?![^\W_])", re.IGNORECASE)  # and 01_topic_es.ipynb
_ENDING = re.compile(r"\.(?:ipynb(?:\.txt|\.json)?|zip|py|pdf|html?|docx?|odt|rar|7z|tar|gz)$", re.IGNORECASE)
BESIDE = " · "  # between a name and the file that tells it from another's
LONGEST_NAME = 255  # on a disk; an archive may hold any, and looking for "copy" takes their length squared
# Folders that sort by task and not by learner; an archive is one too, where it is met in a folder.
_TASK = re.compile(
    r"(?:lesson|lektion|week|woche|task|aufgabe|assignment|exercise|homework|hw|ps|lab|unit|"
    r"lección|leccion|semana|tarea|ejercicio|unidad)?[\s_-]*\d{1,2}"
    rf"|submissions?|submitted|notebooks?|capstone|work|entregas?|cuadernos?|{_LANGUAGE}|.*\.zip",
    re.IGNORECASE,
)
# How platforms name what they export. A number tells two learners of one name apart.
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.IGNORECASE)
_CANVAS = re.compile(
    r"(?P<name>[^\W\d_].*?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<upload>\d{3,})_(?P<file>.+)", re.IGNORECASE
)
_GOOGLE = re.compile(r"(?:copy of |copia de )?(?P<name>[^\W\d_][^\d_]*?) - (?P<file>.+)", re.IGNORECASE)
_GITHUB_ABOVE = "-submissions"  # behind the assignment's name; in that folder ASSIGNMENT-LOGIN for each learner
_LATER = re.compile(r"\s*\((\d+)\)$")  # a second file of one name, at Google and in browsers
_LATER_AT_CANVAS = re.compile(r"-(\d{1,2})$")
# What a terminal would act on, and what turns the reading direction.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Exported(NamedTuple):
    """What a platform's export says of a file: the learner, who that is exactly, the file's own name, which upload.

    ``number`` is the learner's on that platform: Moodle's behind "Participant", Canvas's ID. Canvas marks who is late.
    """

    learner: str
    person: str
    file: str
    platform: str
    number: str = ""
    late: bool = False
    upload: int = 0
    later: re.Pattern = _LATER


class Attempt(NamedTuple):
    """One of several uploads: what it is an attempt at, and a number that grows from one to the next."""

    work: tuple[str, ...]
    number: tuple[int, int]


def of_place(parts: tuple[str, ...], root: str) -> str:
    """Learner's name of a file in a folder or an archive: a platform's, the first person's folder, or the file's own.

    Args:
        parts: folders and file name below the root.
        root: the folder or archive itself.
    """
    if exported := _exported(parts, root):
        return exported.learner
    parts = tuple(map(_text, parts))
    folders = [part for part in parts[:-1] if part not in (".", "..", "/")]
    people = [part for part in folders if not _TASK.fullmatch(part) and part not in _lesson_names()]
    around = [*map(_text, _absolute(root).parts[1:]), *folders]
    archives = [name for name in around if name.lower().endswith(".zip")]  # whose names say more than the work/ in them
    above = next((name for name in reversed(archives or around) if name.lower() not in LANGUAGES), "")
    return (people or [_without_lesson(parts[-1]) or _ENDING.sub("", above) or parts[-1]])[0]


def attempt_of(parts: tuple[str, ...], root: str) -> Attempt | None:
    """Which attempt a file is, where a platform's export says whose it is; elsewhere "(1)" may be another learner's.

    Args:
        parts: folders and file name below the root.
        root: the folder or archive itself.
    """
    if not (exported := _exported(parts, root)):
        return None
    stem = _ENDING.sub("", exported.file)
    later = exported.later.search(stem)
    work = exported.person, exported.later.sub("", stem), exported.file[len(stem) :]
    return Attempt((*map(_text, (root, *parts[:-1])), *work), (exported.upload, int(later[1]) if later else 0))


def export_of(path: str) -> Exported | None:
    """What a platform's export says of a file by its path; None if it is of no export that is known."""
    place = _absolute(path)
    return _exported(place.parts, place.anchor)


def attempt_at(path: str) -> Attempt:
    """Which attempt a file is by its path; the only one where no export says whose it is."""
    place = _absolute(path)
    return attempt_of(place.parts, place.anchor) or Attempt((path,), (0, 0))


def _exported(parts: tuple[str, ...], root: str) -> Exported | None:
    """What an export of Moodle, GitHub Classroom, Canvas or Google Classroom says; None if it is none of theirs."""
    names = [_text(part)[-LONGEST_NAME:] for part in (*_absolute(root).parts[-2:], *parts)]
    file = names[-1]
    for place, name in enumerate(names):  # the outermost: what is in it, the learner named
        if found := _MOODLE.fullmatch(name):
            own = found["file"] if place == len(names) - 1 else file
            return Exported(found["name"], f"{found['name']} {found['number']}", own, "moodle", found["number"])
    for above, folder in pairwise(names[:-1]):
        assignment, found, _ = _ENDING.sub("", above).rpartition(_GITHUB_ABOVE)
        login = folder.removeprefix(f"{assignment}-")
        if found and login != folder:
            return Exported(login, login, file, "github")
    # An archive that a learner handed in has Canvas's name, and what is in it has not.
    for name in (file, *(name for name in names[:-1] if name.lower().endswith(".zip"))):
        if found := _CANVAS.fullmatch(name):
            own = found["file"] if name is file else file
            person = f"{found['name']} {found['number']}"
            is_late, upload = bool(found["late"]), int(found["upload"])
            return Exported(found["name"], person, own, "canvas", found["number"], is_late, upload, _LATER_AT_CANVAS)
    if (found := _GOOGLE.fullmatch(file)) and not _TASK.fullmatch(found["name"]):
        return Exported(found["name"], found["name"], found["file"], "google")
    return None


def _text(name: str) -> str:
    """A name as text: bytes that are UTF-8 whatever this system takes names for, and each letter in one form."""
    try:
        name = os.fsencode(name).decode("utf-8")
    except UnicodeError:  # bytes that are no text; `plain` shows them by their numbers
        return name
    return unicodedata.normalize("NFC", name)


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
            own = _BEFORE.sub("", before) + _BEHIND.sub("", after)
            return _COPY.sub("", own).strip(" _-.")
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
        shown.append(learner if alone else f"{learner}{BESIDE}{name if enough else file}")
    return shown


def bare(learner: str) -> str:
    """A learner's name without the file that tells two of one name apart."""
    return learner.partition(BESIDE)[0]


def letters(name: str, glue: str = " ") -> str:
    """A name for comparing: capitals, an accent's form, and which signs stand between its letters, put aside.

    A name without letters is what it is.
    """
    return re.sub(r"[\W_]+", glue, unicodedata.normalize("NFC", name).casefold()).strip() or name.strip()


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
