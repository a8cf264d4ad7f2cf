"""A lesson on paper: nothing closed that answers a question, nothing cut off, a bounded number of sheets."""

import io
import unicodedata

import pytest

from course.places import lessons
from tests.browser.visitor import pages_of

MM = 96 / 25.4  # pixels
MARGIN_MM = 15
POINTS = 72  # of PDF, to an inch
PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}
FEWEST, MOST = 15, 45  # sheets of a lesson
SIDES = 2 * MARGIN_MM * MM
# What reaches over the right edge, or is wider than the box that would cut it off on paper.
CUT = """(width) => [...document.querySelectorAll("article *")].filter((one) => one.checkVisibility() &&
  !one.closest("mjx-math, mjx-assistive-mml, svg *") && (one.getBoundingClientRect().right > width + 1 ||
  (getComputedStyle(one).overflowX !== "visible" && one.clientWidth && one.scrollWidth > one.clientWidth + 1)))
  .map((one) => one.outerHTML.slice(0, 120))"""
CLOSED = "(all) => all.filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length"


def printed(page, paper):
    """The sheets, as pypdf reads them."""
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(page.pdf(format=paper))).pages


def letters(text):
    """The letters of a text, in which a reader of PDF guesses where the spaces were, and finds two letters in one."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("number", [one.number for one in lessons()])
def test_a_lesson_prints_whole_with_its_answers(site, visit, number, paper):
    (name,) = (one.name for one in lessons() if one.number == number)
    page = visit().open(site / "en" / f"{name}.html")
    reason = page.locator(".reason p").first
    words = reason.evaluate("(one) => [...one.childNodes].map((each) => each.textContent)")
    sheets = printed(page, paper)
    sizes = {tuple(round(float(side) / POINTS * 25.4) for side in sheet.mediabox[2:]) for sheet in sheets}
    assert sizes == {tuple(map(round, PAPERS[paper]))}
    assert FEWEST <= len(sheets) <= MOST
    assert letters(max(words, key=len)) in letters("".join(sheet.extract_text() for sheet in sheets))
    assert reason.is_hidden()  # on the screen all is as before


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_cut_off_on_paper_and_every_answer_stands_open(site, visit, language, paper):
    width, found = round(PAPERS[paper][0] * MM - SIDES), {}
    visitor = visit(width=width)
    for path in pages_of(site / language):
        page = visitor.open(path)
        page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        cut = page.evaluate(CUT, width)
        closed = page.locator(".prediction .cell_output, .reason p, .solution pre").evaluate_all(CLOSED)
        found |= {path.name: (cut, closed)} if cut or closed else {}
        page.emulate_media(media="screen")
    assert found == {}
