"""The questions for the board: each has an answer, and each number of it is computed here again."""

import math
import re

import numpy as np
import pytest

from course import places

QUESTION = re.compile(
    r"^\*\*(\d)\.\*\* (.+?)\n\n<details><summary>The answer</summary>\n\n(.+?)\n\n</details>", re.MULTILINE | re.DOTALL
)
NUMBER = re.compile(r"(?<![\w.])[−-]?\d+(?:\.\d+)?(?:e[-−]?\d+)?(?!\w)")
LESSONS = places.lessons()


def slope(f, w, h=1e-6):
    return (f(w + h) - f(w - h)) / (2 * h)


def bend(f, w, h=1e-3):
    return (f(w + h) - 2 * f(w) + f(w - h)) / h**2


def parabola(w):
    return (3 * w - 6) ** 2


def mse(w, X, Y):
    return np.mean((w * np.array(X) - np.array(Y)) ** 2)


def hessian(x):
    A = np.column_stack([x, np.ones(len(x))])
    return (2 * A.T @ A / len(x)).round(12).ravel().tolist()


def loss_of_pair(w):
    return mse(w, [1, 2], [3, 2])


X9 = np.array([9.0, 10.0, 11.0])
BEST = 2 / (8 + 0.5)
SHARE = (2 / 8) ** (1 / 10)
# The numbers of each answer, in order; computed another way than its sentence does, where there is one.
COMPUTED = {
    "01-1": [slope(parabola, 4), 3 * 4 - 6, 3],
    "01-2": [2 / bend(parabola, 4), bend(parabola, 4), 2],
    "01-3": [(5.01**2 - 5**2) / 0.01, slope(lambda w: w * w, 5), bend(lambda w: w * w, 5)],
    "01-4": [3 * 4, 2 * 5, 3 * 4 + 2 * -5],
    "02-1": [loss_of_pair(1), slope(loss_of_pair, 1), 1 * 1 - 3, 1 * 2 - 2, 2 * 1 * (1 - 3), 2 * 2 * (2 - 2)],
    "02-2": [1 * 3 + 2 * 2, 1 + 4, np.linalg.lstsq([[1], [2]], [3, 2], rcond=None)[0][0], 2, (3 / 1 + 2 / 2) / 2],
    "02-3": [8 * 0.01, 8],
    "02-4": [2 / (2 * np.mean([1, 4, 9])), bend(lambda w: mse(w, [1, 2, 3], [0, 0, 0]), 0), 2, 2],
    "03-1": [3 * -6],
    "03-2": [5 - 0.1 * 3 * -6, 5 - 0.1 * -6],
    "03-3": [(3 * 10 + 1 * 2) / 4, (10 + 2) / 2],
    "03-4": [],
    "04-1": [5 * 0.02],
    "04-2": [(np.zeros((6, 1)) - np.zeros(6)).size, 6],
    "04-3": [sum(0.8**age for age in range(500)), 1, 1, 0.8],
    "04-4": [6 * 4, 6 + 2, 6 * 4 / (6 + 2), 6, 4, 0],
    "05-1": [3 * 2 + 2, 2, 3],
    "05-2": [2, 8 + 0.5, BEST, 1 - BEST * 0.5],
    "05-3": [0.99**100, 0.99**200],
    "05-4": [*hessian(X9)[:2], *hessian(X9)[2:], *hessian(X9 - 10)],
    "06-1": [-math.log(1 - 0.8), 0.2, 0.8],
    "06-2": [-0.9 * math.log(0.9) - 0.1 * math.log(0.1), 0.9],
    "06-3": [4 / (4 + 1), 4, math.log(0.8 / 0.2)],
    "06-4": [math.log1p(math.exp(40)), 1, 1, 0],
    "07-1": [np.finfo(np.float64).nmant - np.finfo(np.float32).nmant, 5e8],
    "07-2": [SHARE, math.sqrt(SHARE)],
    "07-3": [2, 2],
}
# The numbers that its question gives, with which the ones above are computed.
GIVEN = {
    "01-1": [6, 2, 4],
    "01-3": [0.01, 2, 5],
    "01-4": [3, 4, 2, -5],
    "02-1": [1, 3, 2, 2, 1],
    "02-3": [8, 0.01],
    "02-4": [1, 2, 3],
    "03-1": [-6],
    "03-2": [5, 0.1],
    "03-3": [3, 1, 10, 2],
    "04-1": [5, 0.02],
    "04-2": [6, 1, 6],
    "04-3": [0.8],
    "04-4": [6, 4, 2],
    "05-1": [3, 2],
    "05-2": [8, 0.5],
    "05-3": [0.99, 100],
    "05-4": [9, 10, 11],
    "06-1": [0.8, 0],
    "06-2": [1],
    "06-3": [4, 1],
    "06-4": [0, 40],
    "07-1": [1e-7],
    "07-2": [8, 2, 10],
}


def questions(lesson):
    text = (places.ROOT / places.GUIDE / f"{lesson.name}.md").read_text(encoding="utf-8")
    return {f"{lesson.number}-{place}": (question, answer) for place, question, answer in QUESTION.findall(text)}


ALL = {key: words for lesson in LESSONS for key, words in questions(lesson).items()}


def read(text):
    """The numbers of a text, each with half a unit of its last digit."""
    found = []
    for number in NUMBER.findall(text):
        plain = number.replace("−", "-")
        decimals = len(plain.partition(".")[2])
        found.append((float(plain), 0.5 * 10.0**-decimals if decimals else 1e-3))
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_a_lesson_has_three_or_four_questions_and_a_purpose_of_a_few_sentences(lesson):
    text = (places.ROOT / places.GUIDE / f"{lesson.name}.md").read_text(encoding="utf-8")
    assert len(questions(lesson)) in (3, 4)
    assert len(questions(lesson)) == text.count("<details>") == text.count("</details>")
    _, purpose, heading = text.split("\n\n")[:3]
    assert 2 <= len(re.findall(r"[.](?:\s|$)", purpose)) <= 4 and heading == "## Questions for the board"


def test_every_question_is_computed_here():
    assert set(ALL) == set(COMPUTED)


@pytest.mark.parametrize("key", COMPUTED)
def test_a_question_gives_the_numbers_that_its_answer_is_computed_with(key):
    assert [number for number, _ in read(ALL[key][0])] == GIVEN.get(key, [])


@pytest.mark.parametrize("key", COMPUTED)
def test_the_numbers_of_an_answer_are_right(key):
    said = read(ALL[key][1])
    assert len(said) == len(COMPUTED[key]), said
    for (number, unit), computed in zip(said, COMPUTED[key], strict=True):
        assert abs(number - computed) <= unit * 1.0001, (number, computed)


def test_float32_loses_the_loss_of_a_sure_and_wrong_sample():
    p = 1 / (1 + np.exp(np.float32(-40)))
    assert p == 1 and 1 - p == 0


def test_a_gap_of_rounding_shrinks_as_the_answer_says():
    assert pytest.approx(5e8, rel=0.1) == 2**29


def test_numbers_are_read_as_they_are_written():
    assert read("−30, and 0.2143; 5e8, 7/5 and $x^2$ of (2, 3).") == [
        (-30, 1e-3),
        (0.2143, 0.5e-4),
        (5e8, 1e-3),
        (7, 1e-3),
        (5, 1e-3),
        (2, 1e-3),
        (2, 1e-3),
        (3, 1e-3),
    ]
