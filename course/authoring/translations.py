"""The .po files of a language beside what they translate: refreshing them, their faults, and what is made of them."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from course import command, places
from course.authoring import wanted_messages
from course.authoring.wanted_messages import README
from course.files import make_folder, write_text
from course.languages import known
from course.translating import catalogues, editions, faults, glossary
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


def faults_of(of_language, root, language):
    """Everything that keeps an edition from being whole, one line a fault, by the name of the .po file.

    Args:
        of_language: what `files` gave.
        root: the folder of the course.
        language: its two letters.
    """
    folder = places.locale(root, language)
    terms = glossary.read(folder / "glossary.csv")
    found = {file.path.name: list(_faults(file, terms)) for file in of_language}
    named = {file.path.name: file.catalogue for file in of_language}
    for name, entry, sentence in faults.of_doubles(named):
        found[name].append(_line(name, entry, sentence))
    for path in sorted(folder.glob("*.po")):
        if path.name not in named:
            found[path.name] = [f"{path.name}:1: translates nothing that the course has; delete it."]
    return found


def _faults(file, terms):
    wanted = {one.text for one in file.wanted}
    for one in file.wanted:
        entry = file.catalogue.get(one.text)
        if entry is None or not entry.string:
            yield _line(file.path.name, entry, f"is not translated ({one.where})", one.text)
        elif entry.fuzzy:
            was = f" It was '{_short(entry.previous_id[0])}'." if entry.previous_id else ""
            yield _line(file.path.name, entry, f"the English has changed ({one.where}).{was} See to the translation")
    for entry in (entry for entry in file.catalogue if entry.id):
        if entry.id not in wanted:
            yield _line(file.path.name, entry, "is said nowhere any more")
        elif entry.string and not entry.fuzzy:
            yield from (_line(file.path.name, entry, sentence) for sentence in faults.of_entry(entry, terms))


def _line(name, entry, sentence, text=""):
    """A fault with the line of its entry, and how the English begins."""
    return f"{name}:{entry.lineno if entry else 1}: '{_short(entry.id if entry else text)}' {sentence}."


def _short(text):
    return text if len(text) <= 60 else f"{text[:57]}..."


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
    """The text of each file that is made from locale/, but for the lessons: doors of helpers, and the README.

    Raises:
        CatalogueError: a .po file cannot be read.
        UnknownLanguageError: locale/ has a folder for a language that the course does not speak.
    """
    found = {}
    for language in map(known, places.languages(root)):
        folder = root / wanted_messages.HELPERS / language
        found[folder / "__init__.py"] = DOOR.format(name=LANGUAGES[language], language=language)
        if (readme := root / f"{README}.md").is_file():
            words = _words(root, language, README)
            text = editions.translated(readme.read_text(encoding="utf-8"), *words)
            found[root / f"{README}.{language}.md"] = text
        found[folder / SAID] = json.dumps(said(files(root, language)), indent=0, ensure_ascii=False) + "\n"
    return found


def out_of_step(made, root):
    """Those of the made files that are not as locale/ gives them, a line each."""
    return [
        f"{path.relative_to(root).as_posix()}: differs from what locale/ gives. Run: {command('build')}"
        for path, text in made.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def said(of_language):
    """What code says, English -> translation: all but what stands in paragraphs alone."""
    pairs = [pair for file in of_language for pair in file.translated()]
    return {one.text: words for one, words in pairs if one.by_code}


def count(file):
    """How many messages a file should have, and how many are translated."""
    return {"messages": len(file.wanted), "translated": len(file.translated())}
