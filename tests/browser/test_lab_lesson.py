"""The lab as a learner opens it: JupyterLab on fresh copies, a lesson run, answers typed, the slider moved."""

import re

import pytest

from course.authoring import answer_samples
from course.places import ROOT, languages
from helpers import exercises
from helpers.checks.shown import SYMBOLS
from helpers.language import ENGLISH, say, speaking
from tests.browser.learner import OUTPUT, Learner, lab_of
from tests.browser.visitor import PATIENCE_MS, Visitor

pytestmark = pytest.mark.xdist_group("lab")  # one worker: a lab for each language is enough
LANGUAGES = [ENGLISH, *languages()]
ANSWERS = ROOT / "tests" / "exercises" / "lesson_01.py"
WRONG = 3  # answers that are typed in
LEAST_CONTRAST = 4.5  # of WCAG AA
# [colour of the letters, colour behind them, HTML] for each word that helpers draw; an svg's letters stand on its rect.
LETTERS = """(outputs) => outputs.flatMap((output) => [...output.querySelectorAll("*")].filter((one) =>
  [...one.childNodes].some((each) => each.nodeType === 3 && each.data.trim()) && !one.closest("script, style"))
  .map((one) => {
    const svg = one.closest("svg");
    if (svg) return [one.getAttribute("fill") || getComputedStyle(one).fill,
      getComputedStyle(svg.querySelector("rect")).fill, one.outerHTML.slice(0, 150)];
    let behind = one;
    while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
    return [getComputedStyle(one).color, getComputedStyle(behind).backgroundColor, one.outerHTML.slice(0, 150)];
  }))"""
PICTURES = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"


@pytest.fixture(scope="module", params=LANGUAGES)
def learner(request, browser, tmp_path_factory):
    """A learner in front of a lab that has run an untouched lesson, in each language."""
    folder = tmp_path_factory.mktemp("course")
    with lab_of(request.param, folder) as address:
        visitor = Visitor(browser, PATIENCE_MS)
        yield Learner(request.param, visitor, folder, address)
        visitor.leave()


def test_an_untouched_lesson_runs_without_error_and_each_exercise_is_to_do(learner):
    notebook, asked = learner.saved(), [one.id for one in exercises.of_lesson("01")]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [output for cell in code for output in cell.outputs if output.output_type == "error"] == []
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for exercise in asked:
        (verdict,) = learner.cell(f"check-{exercise}").locator(OUTPUT).all()
        assert verdict.text_content().strip().startswith(f"{SYMBOLS['todo']} {exercise}")
    assert len(asked) == 6 and learner.visitor.strangers() == []


def known_mistakes():
    """For some exercises an answer with a known mistake, and the sentence about it, in English."""
    samples = answer_samples.read(ANSWERS)
    for one in exercises.of_lesson("01"):
        plain = {mistake.id: mistake.message for mistake in one.mistakes if "{" not in mistake.message}
        own = [each for each in samples if each.words[0] == one.id and each.words[2] in plain]
        yield from [(one.id, own[0].source, plain[own[0].words[2]])] * bool(own)


def test_a_wrong_answer_is_named_by_its_mistake(learner):
    chosen = list(known_mistakes())[:WRONG]
    assert len(chosen) == WRONG
    for exercise, code, sentence in chosen:
        told = learner.answer(exercise, code.strip())
        with speaking(learner.language):
            assert f"{SYMBOLS['wrong']} {exercise}" in told and say(sentence) in told


def test_the_slider_is_moved_by_keyboard_and_its_value_spoken(learner):
    slider = learner.page.locator("[data-slider] input").first
    slider.focus()
    heard = [slider.get_attribute("aria-valuetext")]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        learner.page.keyboard.press(key)
        heard.append(slider.get_attribute("aria-valuetext"))
    assert heard[3] == heard[1] and len(set(heard)) == 3
    assert slider.evaluate("(one) => one === document.activeElement")  # JupyterLab did not take the arrows for itself


def test_what_helpers_draw_can_be_read_on_a_dark_page(learner):
    assert learner.page.get_attribute("body", "data-jp-theme-light") == "false"
    letters = learner.page.locator(OUTPUT).evaluate_all(LETTERS)
    faint = [
        (round(contrast(of, behind), 2), html) for of, behind, html in letters if contrast(of, behind) < LEAST_CONTRAST
    ]
    assert len(letters) > 50 and faint == []
    behind = learner.page.locator(f"{OUTPUT} img").evaluate_all(PICTURES)
    assert len(behind) > 3 and set(behind) == {"rgb(255, 255, 255)"}  # figures are drawn for white


def contrast(one, other):
    """Contrast ratio of two colours as a browser writes them, by the formula of WCAG."""
    light, dark = sorted(map(_luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    named = {"white": "rgb(255, 255, 255)", "black": "rgb(0, 0, 0)"}
    red, green, blue = [int(part) / 255 for part in re.findall(r"\d+", named.get(colour, colour))[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
