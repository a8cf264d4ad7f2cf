"""The .po files of a language beside what they translate: refreshing them, and what is made of them."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course import command, places
from course.authoring import wanted_messages
from course.files import make_folder, write_text
from course.languages import known
from course.translating import catalogues, editions
from course.translating.catalogues import Message
from helpers.language import LANGUAGES, SAID

DOOR = '''"""The helpers in {name}: importing this switches what they say and draw. A build makes this file."""

from helpers import check, data, hint, progress
from helpers.language import switch

__all__ = ["check", "data", "hint", "progress"]
switch("{language}")
'''


@dataclass(frozen=True)
class File:
    """One .po file: where it is, what stands in it, and the English that it should translate."""

    path: Path
    catalogue: Any
    wanted: list[Message]

    def translated(self):
        """Pairs of an English text that is wanted and its translation."""
        found = ((one, catalogues.translation(self.catalogue, one.text)) for one in self.wanted)
        return [(one, words) for one, words in found if words]


def files(root, language):
    """The .po files that a language has, or should have: a lesson's each, then those of helpers and course.

    Raises:
        CatalogueError: one of them cannot be read.
    """
    folder = places.locale(root, language)
    paths = {folder / f"{name}.po": wanted for name, wanted in wanted_messages.wanted(root).items()}
    return [File(path, catalogues.read(path, language), wanted) for path, wanted in paths.items()]


def refresh(file):
    """The .po file brought to the English as it is now, and a Counter of its entries that are new, changed and gone."""
    catalogue, counts = catalogues.refreshed(file.catalogue, file.wanted)
    make_folder(file.path.parent)
    write_text(file.path, catalogues.as_po(catalogue))
    return replace(file, catalogue=catalogue), counts


def edition(notebook, lesson):
    """A lesson's notebook in the language of the lesson, without outputs.

    Raises:
        CatalogueError: a .po file cannot be read.
    """
    return editions.edition(notebook, lesson.language, *_words(lesson.root, lesson.language, lesson.name))


def _words(root, language, name):
    """The catalogue of that name, and what marks a text that it lacks."""
    own, of_course = (
        catalogues.read(places.locale(root, language) / f"{each}.po", language)
        for each in (name, wanted_messages.COURSE)
    )
    return own, catalogues.translation(of_course, wanted_messages.IN_ENGLISH) or wanted_messages.IN_ENGLISH


def made(root=places.ROOT):
    """The text of each file that is made from locale/, but for the lessons: doors of helpers, and pages.

    Raises:
        CatalogueError: a .po file cannot be read.
        UnknownLanguageError: locale/ has a folder for a language that the course does not speak.
    """
    found = {}
    for language in map(known, places.languages(root)):
        folder = root / wanted_messages.HELPERS / language
        found[folder / "__init__.py"] = DOOR.format(name=LANGUAGES[language], language=language)
        for name in places.PAGES:
            found |= _pages(name, root, language)
        found[folder / SAID] = (
            json.dumps(said(files(root, language)), indent=0, ensure_ascii=False, sort_keys=True) + "\n"
        )
    return found


def _pages(name, root, language):
    """The text of each page in a language, its links to whole pages below docs/ led to those in that language."""
    below_docs = [page for each in places.DOCS for page in places.pages(each, root)]
    words, found = _words(root, language, name), {}
    for page in places.pages(name, root):
        text = editions.translated(page.read_text(encoding="utf-8"), *words)
        for other in below_docs:  # a part of one is left: its heading has another anchor in each language
            link = Path(os.path.relpath(other, page.parent))
            text = text.replace(f"]({link.as_posix()})", f"]({places.translated(link, language).as_posix()})")
        found[places.translated(page, language)] = text
    return found


def out_of_step(made, root):
    """Those of the made files that are not as locale/ gives them, a line each."""
    return [
        f"{path.relative_to(root).as_posix()}: differs from what locale/ gives. Run: {command('build')}"
        for path, text in made.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def left_over(made, root):
    """The translations of pages that are not there any more."""
    there = (path for pattern in places.PAGES.values() for path in root.glob(pattern))
    return sorted(path for path in there if "." in path.stem and path not in made)


def said(of_language):
    """What code says, English -> translation: all but what stands in paragraphs alone."""
    pairs = [pair for file in of_language for pair in file.translated()]
    return {one.text: words for one, words in pairs if one.by_code}


def count(file):
    """How many messages a file should have, and how many are translated."""
    return {"messages": len(file.wanted), "translated": len(file.translated())}
