"""What the checks of a lesson that has been run must say."""

import pytest

from course.authoring import learners_copy, lesson_source, verdicts
from helpers.checks.shown import MIME
from tests.authoring.small_lessons import answered, code, source

LESSON = lesson_source.parse(source(code("1 + 1"), answered("01-1", "triple", "return 3 * x")), "new.py")


def shown(outcome, exercise="01-1"):
    data = {MIME: {"exercise": exercise, "outcome": outcome}, "text/plain": f"{outcome} of {exercise}"}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def faults(*outputs, place=3, expected="right", known=("01-1",)):
    notebook = learners_copy.without_any_answer(LESSON.notebook)
    notebook.cells[place].outputs = list(outputs)
    return verdicts.faults(LESSON, notebook, expected, known)


@pytest.mark.parametrize("expected", ["right", "todo"])
@pytest.mark.parametrize("outcome", ["right", "wrong", "todo", "raised"])
def test_a_check_says_right_of_an_answer_and_to_do_of_a_stub(outcome, expected):
    found = faults(shown(outcome), expected=expected)
    assert len(found) == (outcome != expected)
    for fault in found:
        assert fault.startswith("new.py:14: cell 4 says of") and f"{outcome} of 01-1" in fault and expected in fault


def test_every_verdict_of_a_cell_counts():
    assert len(faults(shown("right"), shown("wrong"))) == 1


def test_a_check_of_another_exercise_is_refused():
    assert faults(shown("right", "01-2"))[0].startswith("new.py:14: cell 4 says of")


def test_a_declared_exercise_has_a_verdict_and_a_lesson_without_declarations_needs_none():
    assert "shows no verdict on 01-1" in faults()[0]
    assert faults(known=()) == []


def test_a_verdict_elsewhere_is_that_of_a_cell_that_lost_its_tag():
    assert faults(shown("right"), place=1, known=())[0].startswith("new.py:4: cell 2 shows a check's verdict")
