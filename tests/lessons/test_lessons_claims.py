"""Every claim of a lesson about causes, about all cases or about its sources stands there and holds on other data."""

import importlib

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from course import places
from tests.lessons import claims, sentences

LESSONS = {lesson.number: lesson for lesson in places.lessons()}
MODULES = {number: importlib.import_module(f"tests.lessons.claims.claims_{number}") for number in LESSONS}
CLAIMS = [(number, check) for number, module in MODULES.items() for check in claims.of_module(module)]
FEWEST_CLAIMS = 60


def told(number):
    """The sentences of a lesson's solution."""
    return sentences.of_notebook(nbformat.read(LESSONS[number].solution, as_version=4))


def known(number):
    """The words of a lesson that a claim or a definition stands for."""
    module = MODULES[number]
    return [words for check in claims.of_module(module) for words in check.fragments] + list(module.DEFINITIONS)


@pytest.mark.parametrize(("number", "check"), CLAIMS, ids=[f"{n} {check.__name__}" for n, check in CLAIMS])
def test_a_claim_holds_away_from_the_lessons_data(number, check):
    check()


def test_there_are_enough_of_them():
    assert len(CLAIMS) >= FEWEST_CLAIMS


@pytest.mark.parametrize("number", LESSONS)
def test_what_a_claim_stands_for_stands_in_the_lesson(number):
    lesson = told(number)
    assert [words for words in known(number) if not any(words in sentence for sentence in lesson)] == []


@pytest.mark.parametrize("number", LESSONS)
def test_no_sentence_claims_what_is_not_checked(number):
    assert sentences.unproved(told(number), known(number)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It always falls.",
        "The two are exactly equal.",
        "They agree to the last bit.",
        "This is because the curve bends.",
        "At most three differ.",
        "*Every* sample asks for more.",
        "Both walks take the same\npath.",
        "No matter where it starts, it ends at 2.",
    ],
)
def test_a_sentence_that_claims_without_a_check_is_seen(sentence):
    lesson = sentences.of_notebook(new_notebook(cells=[new_markdown_cell(f"The loss is 8.\n{sentence} Go on.")]))
    assert len(sentences.unproved(lesson, [])) == 1
    assert sentences.unproved(lesson, ["Go on."]) != []
    assert sentences.unproved(lesson, [" ".join(sentence.replace("*", "").split()).strip(".")]) == []
