"""How a verdict looks: legible on a light page and on a dark one, in any colours and in any terminal."""

import re
import sys

import pytest

from course.places import ROOT
from helpers.checks import shown, spelling
from helpers.checks.verdict import OUTCOMES, Verdict
from tests.processes import output_of

LEGIBLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
VISIBLE = 3  # WCAG 2.2, 1.4.11: contrast of the parts of a page
PAGES = {"light": "#ffffff", "dark": "#111111"}


def luminance(colour):
    """WCAG's relative luminance of "#rrggbb"."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def markup(monkeypatch):
    """The HTML of a verdict: markup(outcome)."""
    displayed = []
    monkeypatch.setattr(shown, "show", lambda plain, markup, more=None: displayed.append(markup))

    def of(outcome):
        shown.show_verdict(Verdict("01-1", outcome), "some words")
        return displayed[-1]

    return of


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the grey that just fails


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_has_a_colour_is_legible_on_its_own_ground_and_stands_out_from_every_page(markup, outcome):
    [style] = re.findall(r'style="([^"]*)"', markup(outcome))
    ink, ground = re.search(r"(?<!-)color:(#\w{6});background-color:(#\w{6})", style).groups()
    assert contrast(ink, ground) >= LEGIBLE
    assert min(contrast(ground, page) for page in PAGES.values()) >= VISIBLE


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_words_have_the_colour_of_the_page(markup, outcome):
    assert markup(outcome).endswith("</span> some words")


def test_no_two_verdicts_differ_by_their_colour_alone(markup):
    assert len({re.sub("#[0-9a-f]{6}", "", markup(outcome)) for outcome in OUTCOMES}) == len(OUTCOMES)


ANSWERS = r"""
from helpers import check, hint, progress
def forward(x, w, y):
    print("\u0177 =", "\udc80", "\u65e5", "\u00e9")
    return w * x, w * x - y, (w * x - y) ** 2
check(forward)
def forward(x, w, y):
    raise ValueError("\u0177\u00b2 \u2212 \u03bb \u2264 \u00bd\u03c0")
check(forward)
def forward(x, w, y): ...
check(forward)
progress()
for _ in range(3):
    hint("forward")
"""


@pytest.mark.parametrize(
    ("encoding", "lines"),
    [
        (
            "ascii",
            ["yhat = ? ideograph-65e5 e", "[right] 01-1", "yhat^2 - lambda <= 1/2pi", "[to do] 01-1 to do"],
        ),
        ("cp1252", ["yhat = ? ideograph-65e5 é", "[right] 01-1", "yhat² - lambda <= ½pi", "[to do] 01-1 to do"]),
        ("utf-8", ["ŷ = ? 日 é", "✓ 01-1 right", "ŷ² − λ ≤ ½π", "○ 01-1 to do"]),
    ],
)
@pytest.mark.parametrize("program", [["-c"], ["-m", "IPython", "--no-banner", "-c"]], ids=["python", "ipython"])
def test_a_terminal_that_lacks_a_character_gets_words_and_never_an_error(tmp_path, program, encoding, lines):
    places = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path), "PATH": "", "PYTHONIOENCODING": encoding}
    run = output_of([sys.executable, *program, ANSWERS], env=places, cwd=tmp_path, encoding=encoding)
    assert run.returncode == 0, run.stderr
    for line in lines:
        assert line in run.stdout


def test_each_symbol_of_a_verdict_has_its_words():
    symbols = {symbol for symbol in shown.SYMBOLS.values() if not symbol.isascii()}
    assert symbols <= spelling.SPELT.keys()
    assert all(words.isascii() for words in spelling.SPELT.values())


PLAIN = """
import sys
if sys.argv[1] == "without":
    sys.modules["IPython"] = None
else:
    import IPython
from helpers import check
from helpers.attempt import attempt
from helpers.drawings import sliders
from helpers.figures import Drawing, canvas, show
from helpers.sliders import show_slider
show(Drawing(canvas()[0], "The loss falls from 30 to 8.17 in five steps."))
show_slider(sliders.nudge())
with attempt():
    1 / 0
def forward(x, w, y): ...
check(forward)
"""


@pytest.mark.parametrize("ipython", ["with", "without"])
def test_a_lessons_text_run_as_a_program_tells_in_lines_what_a_notebook_shows(tmp_path, ipython):
    run = output_of([sys.executable, "-c", PLAIN, ipython], env={"PYTHONPATH": str(ROOT), "PATH": ""}, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    figure, slider, *error, verdict = run.stdout.splitlines()
    assert figure == "The loss falls from 30 to 8.17 in five steps."
    assert slider[0].isupper() and slider.endswith(".") and "<" not in slider
    assert error[0] == "ZeroDivisionError: division by zero" and verdict.startswith("○ 01-1 to do")
