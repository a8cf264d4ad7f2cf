"""What of the course is to be translated, by the .po file it stands in: a lesson with all that is its own, the rest."""

import tokenize
from dataclasses import replace

from course import places
from course.authoring import declarations, lesson_source
from course.authoring.answer_markers import LessonError
from course.translating import extracting
from course.translating.catalogues import Message
from helpers.checks import messages

IN_ENGLISH = "*(in English)* {text}"  # stands for a paragraph that has no translation yet
HELPERS, COURSE = "helpers", "course"  # the .po files of what code says in every lesson, and in commands


def wanted(root=places.ROOT):
    """The messages of each .po file, by its name without ending: each lesson's, the helpers', pages', the course's."""
    lessons = places.lessons(root)
    own = {lesson.drawings for lesson in lessons}
    shared = [path for path in sorted((root / HELPERS).rglob("*.py")) if path not in own]
    constants = extracting.of_constants(messages) if (root / HELPERS / "checks").is_dir() else []
    showing = [path for end in ("py", "html") for path in sorted((root / COURSE).rglob(f"*.{end}"))]
    return {
        **{lesson.name: of_lesson(lesson) for lesson in lessons},
        HELPERS: _each_once([*constants, *_said(shared)]),
        **{name: _written(places.pages(name, root)) for name in places.PAGES},
        COURSE: _each_once([Message(IN_ENGLISH, "in a lesson"), *_said(showing)]),
    }


def of_lesson(lesson):
    """The messages of one lesson: its texts, its exercises, its drawings."""
    name = lesson.source.relative_to(lesson.root).as_posix()
    notebook = lesson_source.parse(lesson_source.decode(lesson.source.read_bytes(), name), name).notebook
    declared = declarations.of(lesson)
    return _each_once([*extracting.of_lesson(notebook), *extracting.of_exercises(declared), *_said([lesson.drawings])])


def _written(paths):
    return _each_once([one for path in paths for one in extracting.of_page(path.read_text(encoding="utf-8"))])


def _said(paths):
    return [one for path in paths if path.is_file() for one in _said_in(path)]


def _said_in(path):
    try:
        return extracting.of_code(path)
    except (SyntaxError, tokenize.TokenError) as error:
        raise LessonError(f"{path.name}: cannot be read for what it says: {error}. Mend it first.") from None


def _each_once(found):
    """Each text where it stands first; a hint stands in a lesson, and code says it as well."""
    by_code = {one.text for one in found if one.by_code}
    first = {one.text: one for one in reversed(found)}
    return [replace(one, by_code=one.text in by_code) for one in reversed(first.values())]
