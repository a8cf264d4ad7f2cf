"""No exercise is answered by copying the code above it, or by typing numbers that stand above it."""

import contextlib
import functools
import io
import linecache
from dataclasses import replace

import nbformat
import numpy as np
import pytest

from course import places
from course.checking.in_process import Notebook
from helpers import exercises
from helpers.checks.calling import call
from helpers.checks.comparing import seen_case
from helpers.checks.judging import judge
from helpers.checks.plain import from_plain, to_plain
from tests.lessons import copied_answers

LESSONS = places.lessons()
DECLARED = exercises.all_declared()


def solution(number):
    (lesson,) = (lesson for lesson in LESSONS if lesson.number == number)
    return nbformat.read(lesson.solution, as_version=4)


def place_of(exercise, notebook):
    (place,) = (at for at, cell in enumerate(notebook.cells) if cell.id == f"exercise-{exercise.id}")
    return place


def defined(source, namespace):
    """The names of the lesson so far, and what the copied source defines beside them, if it can be run."""
    linecache.cache["<copied>"] = (len(source), None, source.splitlines(keepends=True), "<copied>")
    names = dict(namespace)
    with contextlib.suppress(NameError, TypeError, ValueError, AttributeError):
        exec(compile(source, "<copied>", "exec"), names)
    return names


def called(exercise, names, cases=None):
    """The request, of the first cases or all, and what the answer among these names did."""
    request = exercise.request() | {"seconds": 0.4}
    request["cases"] = request["cases"][:cases]
    with contextlib.redirect_stdout(io.StringIO()):
        return request, call(request, names)


def is_right(exercise, names):
    return judge(exercise, *called(exercise, names)).outcome == "right"


def worked_out(exercise, copy, namespace):
    """The plain value of each expression that copied code may return, on the first case; the code is run once."""
    names, found = defined(copy.returning_all(), namespace), {}
    copied = names[copy.name]

    @functools.wraps(copied)
    def answer(*arguments):
        failed = None
        for text, value in copied(*arguments).items():
            try:
                found[text] = to_plain(value())
            except Exception as error:  # a name in a loop that was not entered, or of a function inside
                failed = error
        if failed:
            raise failed  # a probe whose tensors fail tries arrays

    called(exercise, names | {copy.name: answer}, cases=1)
    return found


def right_at_first(exercise, copy, namespace):
    """The sources of a copy that return what is right on the first case, each in its own way."""
    found, case = worked_out(exercise, copy, namespace), exercise.request()["cases"][0]
    ours = exercise.ours(from_plain(case))
    known = replace(exercise, expected=lambda **_: ours)  # worked out once
    for way in copy.ways:
        values = [found[text] for text in way if text in found]
        value = values[0] if values and len(way) == 1 else values
        if len(values) == len(way) and seen_case(known, case, {"value": value}).right:
            yield copy.returning(way)


def copied_right(exercise, notebook, namespace):
    """The first source that copies the code above and is right."""
    place = place_of(exercise, notebook)
    stub, above = notebook.cells[place].source, copied_answers.above(notebook, place)
    sources = list(copied_answers.functions(stub, above))
    for copy in copied_answers.copies(stub, max(len(exercise.names), 1), above):
        sources += right_at_first(exercise, copy, namespace)
    return next((source for source in sources if is_right(exercise, defined(source, namespace))), None)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_no_exercise_is_answered_by_the_code_above_it(lesson, monkeypatch):
    for shows in ("helpers.figures.show", "helpers.sliders.show_slider"):  # takes longer than all the rest
        monkeypatch.setattr(shows, lambda _: None)
    notebook, state = nbformat.read(lesson.solution, as_version=4), Notebook()
    found, mine = {}, {f"exercise-{one.id}": one for one in DECLARED if one.lesson == lesson.number}
    for cell in notebook.cells:
        if cell.id in mine:
            found[cell.id] = copied_right(mine[cell.id], notebook, state.user_ns)
        elif copied_answers.is_lesson_code(cell):
            state.run(cell.source)
    assert found.keys() == mine.keys()
    assert {name: source for name, source in found.items() if source} == {}


def leaves(value):
    """The numbers in an expected value, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, np.ndarray):
        value = value.ravel().tolist()
    if isinstance(value, (list, tuple, np.ndarray)):
        return [leaf for item in value for leaf in leaves(item)]
    return [value] if isinstance(value, (int, float, np.number)) and not isinstance(value, bool) else []


@pytest.mark.parametrize("exercise", [one for one in DECLARED if one.constant], ids=lambda one: one.id)
def test_no_constant_answer_is_made_of_numbers_that_stand_above(exercise):
    notebook = solution(exercise.lesson)
    printed = copied_answers.numbers_above(notebook, place_of(exercise, notebook))
    ours = np.array(leaves(seen_case(exercise, exercise.request()["cases"][0], {"value": None}).ours), dtype=float)
    typed = np.isclose(np.array(printed)[:, None], ours, exercise.rtol, exercise.atol).any(axis=0)
    assert not len(ours) or not typed.all(), f"{exercise.id}: {ours} stand above"
