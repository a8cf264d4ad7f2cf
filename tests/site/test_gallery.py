"""The gallery: which lines of a wrong answer are shown, and what check says of it."""

import pytest

from course import places
from course.authoring import answer_samples
from course.site import gallery
from helpers import exercises
from helpers.language import LANGUAGES

RIGHT = {"def f(x):", "y = 2 * x", "return y"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("def f(x):\n    y = x\n    return y\n", "def f(x):\n    y = x\n    ..."),
        ("def f(x):\n    # doubled\n    y = 2 * x\n    return -y", "def f(x):\n    ...\n    return -y"),
        ("def f(x): return x", "def f(x): return x"),
        ("def f(x):\n    return y", ""),
    ],
    ids=["a wrong line", "a comment is no line", "on one line", "a line is missing"],
)
def test_only_lines_that_no_right_answer_has_are_shown(source, shown):
    assert gallery.telling_lines(source, RIGHT) == shown


def of_01(tmp_path, solved=None, inputs="a"):
    answers = places.ROOT / "tests" / "exercises" / "lesson_01.py"
    return gallery.of_lesson("01", answers, solved or {}, tmp_path / "kept.json", inputs)


@pytest.fixture
def one_exercise(monkeypatch):
    """Lesson 01 with its first exercise alone."""
    first = exercises.of_lesson("01")[:1]
    monkeypatch.setattr(exercises, "of_lesson", lambda number: first)
    return first[0]


def test_each_declared_mistake_is_shown_with_what_check_says_in_each_language(tmp_path, one_exercise):
    found = of_01(tmp_path)
    assert len(found) == len(one_exercise.mistakes)
    for mistake, declared in zip(found, one_exercise.mistakes, strict=True):
        assert mistake.exercise == "01-1" and set(mistake.said) == set(LANGUAGES)
        assert mistake.said["en"].startswith(declared.message.partition("{")[0])
        assert mistake.said["en"] != mistake.said["es"]


def test_what_was_found_is_kept_until_something_changes(tmp_path, one_exercise, monkeypatch):
    first = of_01(tmp_path)
    ran = []
    run = answer_samples.run
    monkeypatch.setattr(answer_samples, "run", lambda *given: ran.append(given) or run(*given))
    assert of_01(tmp_path) == first and not ran
    of_01(tmp_path, inputs="b")
    assert len(ran) == len(first)


def test_no_line_of_the_solution_is_shown(tmp_path, one_exercise):
    line = next(line.strip() for one in of_01(tmp_path) for line in one.code.splitlines() if "return" in line)
    assert not [one for one in of_01(tmp_path, {"01-1": f"    {line}"}) if line in one.code]
