"""What the site reads of a lesson that is built: its notebook, its answers and its known mistakes."""

from dataclasses import dataclass, field, replace
from typing import Any

import nbformat

from course import CourseError, command, places
from course.site import gallery, openings
from helpers.language import ENGLISH


class NotBuiltError(CourseError):
    """A lesson has no stored outputs, or a language lacks a page."""


@dataclass(frozen=True)
class Lesson:
    """A lesson on its way to its pages.

    Attributes:
        files: its files.
        notebook: the learner's, as it is stored.
        opening: what its first cell says.
        solved: the code of its answers, by the exercise's id.
        mistakes: the known ones, what is `said` in the lesson's language alone.
    """

    files: places.Lesson
    notebook: Any
    opening: openings.Opening
    solved: dict[str, str]
    mistakes: list[gallery.Mistake] = field(default_factory=list)


def in_language(lesson, language):
    """A lesson's files in a language of the site."""
    return replace(lesson, language="" if language == ENGLISH else language)


def stored(lesson):
    """The learner's notebook of a lesson, with the outputs of the last build.

    Raises:
        NotBuiltError: it is missing, or has no outputs.
    """
    try:
        notebook = nbformat.read(lesson.notebook, as_version=4)
        found = "" if any(cell.get("outputs") for cell in notebook.cells) else "has no stored outputs"
    except FileNotFoundError:
        found = "is not there"
    except (ValueError, AttributeError, nbformat.ValidationError):
        found = "is no notebook that can be read"
    if found:
        where = lesson.notebook.relative_to(lesson.root).as_posix()
        raise NotBuiltError(
            f"{where} {found}, and the site shows stored outputs. Build first: {command('build', lesson.name)}"
        )
    return notebook


def read(lesson, mistakes=()):
    """A lesson as its site needs it.

    Args:
        lesson: its files.
        mistakes: what `galleries` gave.

    Raises:
        NotBuiltError: it, or its solution, is not built.
    """
    notebook = stored(lesson)
    solved = gallery.solutions(nbformat.read(lesson.solution, as_version=4)) if lesson.solution.is_file() else {}
    own = [replace(one, said=one.said[lesson.language or ENGLISH]) for one in mistakes]
    return Lesson(lesson, notebook, openings.of(notebook, lesson.number), solved, own)


def galleries(lesson, folder, inputs):
    """The known mistakes of a lesson's exercises, each with what check says of it in every language.

    Args:
        lesson: in English.
        folder: the working folder, which keeps what was found.
        inputs: digest of the code that a verdict depends on.
    """
    answers = lesson.root / "tests" / "exercises" / f"lesson_{lesson.number}.py"
    if not answers.is_file():
        return []
    return gallery.of_lesson(
        lesson.number, answers, read(lesson).solved, folder / f"gallery-{lesson.number}.json", inputs
    )
