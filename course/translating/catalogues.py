"""Translations as .po files hold them: reading with the line of each fault, refreshing from the English, writing."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from course import CourseError

HEADER = "# Translated from the English of this course. The verb `translate` refreshes it."
LINE = re.compile(r'#.*|\s*|(?:(msgid|msgstr|msgctxt)\s+)?"((?:[^"\\]|\\.)*)"\s*')
PREVIOUS = "| "
DATED = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")
DATED += ("Project-Id-Version", "Generated-By")


class CatalogueError(CourseError):
    """A .po file that cannot be used: its name, the line, what was found there."""


@dataclass(frozen=True)
class Message:
    """English to be translated: the text, where it stands, for the translator, and whether code says it."""

    text: str
    where: str
    by_code: bool = True


def read(path, language):
    """The catalogue in a .po file; an empty one when there is no file.

    Raises:
        CatalogueError: a line is no .po, or two entries have the same English.
    """
    if not path.is_file():
        return Catalog(language, fuzzy=False)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise CatalogueError(f"{path.name}:{line}: found a byte that is not UTF-8; save the file as UTF-8.") from None
    _refuse_broken_lines(text, path.name)
    try:
        catalogue = read_po(io.StringIO(text), locale=language, abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(f"{path.name}:{error.lineno + 1}: {error}. Each msgid needs one msgstr.") from None
    _refuse_doubles(text, path.name)
    catalogue.fuzzy = False
    for entry in catalogue:  # babel writes the English before, wrapped, and reads it as comments
        was = " ".join(line.removeprefix(PREVIOUS) for line in entry.user_comments if line.startswith(PREVIOUS))
        entry.previous_id = [denormalize(was.removeprefix("msgid "))] if was else []
        entry.user_comments = [line for line in entry.user_comments if not line.startswith(PREVIOUS)]
    return catalogue


def refreshed(catalogue, wanted):
    """The catalogue for these messages, in their order, and a Counter of what is "new", "changed" and "gone" in it.

    What is translated stays. An English text that has changed a little keeps the translation of what it was, marked as
    in doubt, with the English before.

    Args:
        catalogue: what `read` gave.
        wanted: the messages of the source.
    """
    before = {one.id: one for one in catalogue if one.id}
    left = sorted(set(before) - {one.text for one in wanted})
    made, counts = Catalog(catalogue.locale, fuzzy=False), Counter(new=0, changed=0, gone=0)
    for one in wanted:
        old, was = before.get(one.text), ()
        if old is None and (was := get_close_matches(one.text, left, 1)):
            old = before[was[0]]
            left.remove(was[0])
        counts["changed" if was else "new"] += one.text not in before
        entry = made.add(one.text, auto_comments=[one.where], previous_id=was)
        if old is not None:
            entry.string, entry.user_comments = old.string, old.user_comments
            entry.previous_id = old.previous_id or entry.previous_id
            entry.flags |= old.flags | ({"fuzzy"} if was and old.string else set())
    counts["gone"] = len(left)
    return made, counts


def as_po(catalogue):
    """The text of the catalogue's .po file: the same for the same entries, one line a text."""
    catalogue.header_comment = HEADER
    written = io.BytesIO()
    write_po(written, catalogue, width=0, include_previous=True)
    lines = written.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}:' for name in DATED)))


def translation(catalogue, text):
    """The catalogue's words for an English text; None where it has none, or doubts them."""
    entry = catalogue.get(text)
    return entry.string if entry and entry.string and not entry.fuzzy else None


def _refuse_broken_lines(text, name):
    for number, line in enumerate(text.split("\n"), start=1):
        if not LINE.fullmatch(line.rstrip("\r")):
            raise CatalogueError(
                f"{name}:{number}: found '{line[:60]}', which is no line of a .po file; expected msgid or msgstr with "
                'a text in quotes, and \\" for a quote inside it.'
            )


def _refuse_doubles(text, name):
    """Find two entries of one English text, which gettext's own readers let pass."""
    seen, lines = {}, text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.startswith("msgid "):
            continue
        following = (i for i in range(number, len(lines)) if not lines[i].startswith('"'))
        key = "".join(LINE.fullmatch(one).group(2) for one in lines[number - 1 : next(following, len(lines))])
        if key in seen:
            raise CatalogueError(f"{name}:{number}: the same English as in line {seen[key]}; keep one of the two.")
        seen[key] = number
