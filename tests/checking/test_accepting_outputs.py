"""pyproject.toml: a lesson that prints something else names the command that stores it."""

import pytest
from nbval_tolerance.failure_message import Place, message

from course import places
from course.authoring import build


@pytest.mark.parametrize("lesson", places.lessons(), ids=lambda lesson: lesson.name)
def test_a_lesson_that_differs_names_the_command_that_builds_it(lesson, pytestconfig):
    accept = pytestconfig.getini("nbval_tolerance_accept")
    for notebook in (lesson.solution, lesson.notebook):
        said = message(Place(notebook, "", 0, "1"), "the output differs", accept=accept)
        program, verb, name = said.rpartition("store it: python -m ")[2].split()
        assert (program, verb) == ("course", build.__name__.rpartition(".")[2])
        assert places.find([name]) == [lesson]
