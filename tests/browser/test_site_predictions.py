"""Every prediction of every lesson, in every language: nothing is given away, and each choice is told its mistake."""

import re

import nbformat
import pytest

from course.authoring import predictions
from course.places import NOTEBOOKS, ROOT, languages, lessons
from helpers.language import ENGLISH, say, speaking

LESSONS = [(language, one.name) for language in [ENGLISH, *languages()] for one in lessons()]
MARKS = re.compile(r"[*`\\'\"’‘“”«»]|</?\w+>")  # of Markdown, and quotes, which Sphinx turns into those of the language
LONG = 25  # characters: a shorter line of an output may stand in the question too
HIDDEN = ".prediction .cell_output, .prediction .reason"
ANY_SEEN = "(all) => all.some((one) => one.checkVisibility())"
each_lesson = pytest.mark.parametrize(("language", "name"), LESSONS)


def asked_in(language, name):
    """The predictions of a stored notebook."""
    path = ROOT / NOTEBOOKS / language.replace(ENGLISH, "") / f"{name}.ipynb"
    return predictions.of_edition(nbformat.read(path, as_version=4))


def words_of(markdown):
    """The pieces of a text between its formulas and marks, which are on its page as they are here."""
    pieces = [" ".join(MARKS.sub("", piece).split()) for piece in re.split(r"\$[^$]+\$", markdown)]
    return [piece for piece in pieces if piece]


def text_of(place):
    """What can be read there, on one line, as `words_of` has it."""
    return " ".join(MARKS.sub("", place.inner_text()).split())


@each_lesson
def test_nothing_of_an_answer_is_given_away(site, visit, language, name):
    page = visit().open(site / language / f"{name}.html")
    boxes = page.locator(".prediction").all()
    assert len(boxes) == len(asked_in(language, name)) > 10
    assert not page.locator(HIDDEN).evaluate_all(ANY_SEEN)
    for box in boxes:
        answers = box.locator(".cell_output, .reason").evaluate_all("(all) => all.map((one) => one.textContent)")
        lines = [" ".join(line.split()) for one in answers for line in one.splitlines()]
        heard = box.aria_snapshot()  # what a screen reader meets
        assert "radiogroup" in heard and heard.count("radio ") >= 2
        code = " ".join(" ".join(box.locator(".cell_input").all_inner_texts()).split())  # which names what it prints
        assert [line for line in lines if len(line) > LONG and line in heard and line not in code] == []
        assert not box.locator("img, svg, summary").evaluate_all(ANY_SEEN)
        assert box.locator(".said").inner_text() == ""


@each_lesson
def test_each_wrong_choice_is_told_its_mistake_and_the_right_one_that_it_is(site, visit, language, name):
    page = visit().open(site / language / f"{name}.html")
    with speaking(language):
        right, wrong = say("Right."), say("Not this one.")
    for box, one in zip(page.locator(".prediction").all(), asked_in(language, name), strict=True):
        said = box.locator(".said")
        assert one.mistakes.keys() == one.options.keys() - {one.right}
        for letter, mistake in one.mistakes.items():
            box.locator(f"label:has([value={letter}])").click()
            told = text_of(said)
            assert told.startswith(f"✗ {wrong}")
            assert [piece for piece in words_of(mistake) if piece not in told] == [], (one.question, letter)
            assert box.locator(".reason").get_attribute("open") is not None
        box.locator(f"label:has([value={one.right}])").click()
        assert text_of(said) == f"✓ {right}"
        assert box.locator(".cell_output").first.is_visible() and box.locator(".reason p").first.is_visible()


@each_lesson
def test_answers_are_shown_without_choosing_and_nothing_is_kept_then(site, visit, language, name):
    page = visit().open(site / language / f"{name}.html")
    for box in page.locator(".prediction").all():
        box.locator(".show").click()
        assert box.locator(".cell_output").first.is_visible() and box.locator(".reason p").first.is_visible()
        assert box.locator(".said").inner_text() == ""
    assert page.evaluate("() => localStorage.length") == 0


@each_lesson
def test_without_scripts_everything_stands_open(site, visit, language, name):
    page = visit(java_script_enabled=False).page
    page.goto((site / language / f"{name}.html").as_uri())
    boxes = page.locator(".prediction")
    assert boxes.count() == boxes.locator(".reason > p:first-of-type:visible").count() > 10
    assert page.locator(".prediction .cell_output:visible").count() == page.locator(".prediction .cell_output").count()
    assert page.locator(".needs-script:visible, .prediction button:visible").count() == 0
    assert page.locator("[data-slider]").count() == page.locator("[data-slider] img:visible").count()
