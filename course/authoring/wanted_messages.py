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
HELPERS, COURSE, README, GUIDE = "helpers", "course", "README", "guide"  # the .po files that belong to no lesson


def wanted(root=places.ROOT):
    """The messages of each .po file, by its name without ending: each lesson's, then those of helpers and course."""
    lessons = places.lessons(root)
    own = {lesson.drawings for lesson in lessons}
    shared = [path for path in sorted((root / HELPERS).rglob("*.py")) if path not in own]
    constants = extracting.of_constants(messages) if (root / HELPERS / "checks").is_dir() else []
    readme = root / f"{README}.md"
    pages = [path for end in ("py", "html") for path in sorted((root / COURSE).rglob(f"*.{end}"))]
    return {
        **{lesson.name: of_lesson(lesson) for lesson in lessons},
        HELPERS: _each_once([*constants, *_said(shared)]),
        README: extracting.of_page(readme.read_text(encoding="utf-8")) if readme.is_file() else [],
        GUIDE: _each_once([one for path in places.guide(root) for one in extracting.of_page(path.read_text("utf-8"))]),
        COURSE: _each_once([Message(IN_ENGLISH, "in a lesson"), *_said(pages)]),
    }


def of_lesson(lesson):
    """The messages of one lesson: its texts, its exercises, its drawings."""
    name = lesson.source.relative_to(lesson.root).as_posix()
    notebook = lesson_source.parse(lesson_source.decode(lesson.source.read_bytes(), name), name).notebook
    declared = declarations.of(lesson)
    return _each_once([*extracting.of_lesson(notebook), *extracting.of_exercises(declared), *_said([lesson.drawings])])


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
