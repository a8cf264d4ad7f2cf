"""The exercises that helpers/ declares for a lesson."""

from course.authoring import seals
from course.authoring.answer_markers import LessonError
from helpers import exercises


def of(lesson):
    """The exercises of a lesson; none if its course's helpers/ does not know it.

    Raises:
        LessonError: the module that declares them cannot be imported.
    """
    path = lesson.root / seals.HELPERS / "exercises" / f"lesson_{lesson.number}.py"
    try:
        return exercises.of_lesson(lesson.number) if path.is_file() else ()
    except Exception as error:  # whatever stands in that module
        where = f"{path.relative_to(lesson.root).as_posix()}:{getattr(error, 'lineno', None) or 1}"
        raise LessonError(f"{where}: cannot be imported: {type(error).__name__}: {error}") from None
