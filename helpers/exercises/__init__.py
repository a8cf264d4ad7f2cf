"""The exercises, one module a lesson, each with its list ``EXERCISES``; found by id or by an answer's name."""

import importlib
import pkgutil
from functools import cache

from helpers.checks.declaration import Exercise


def lessons() -> list[str]:
    """The lessons with a module here: "01", "02" and so on."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(name.removeprefix("lesson_") for name in names if name.startswith("lesson_"))


@cache
def of_lesson(lesson: str) -> tuple[Exercise, ...]:
    """The exercises of one lesson, "01" to "07"; none if there is no such lesson."""
    if lesson not in lessons():
        return ()
    return tuple(importlib.import_module(f"{__name__}.lesson_{lesson}").EXERCISES)


def all_declared() -> list[Exercise]:
    """Every exercise of every lesson, in the order of the course."""
    return [exercise for lesson in lessons() for exercise in of_lesson(lesson)]


def find(wanted: str) -> Exercise | None:
    """The exercise with this id, or with an answer of this name; lessons are imported only until it is found."""
    candidates = [wanted.split("-")[0]] if "-" in wanted else lessons()
    for lesson in candidates:
        for exercise in of_lesson(lesson):
            if wanted == exercise.id or wanted in exercise.answers:
                return exercise
    return None
