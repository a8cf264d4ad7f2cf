"""Ends of lines on a narrow page: the number of an exercise stays whole, and a table that is cut off shows it."""

import io
import re

import pytest
from PIL import Image

from course.places import languages
from helpers.language import ENGLISH
from tests.browser.visitor import NARROW, pages_of

NUMBER = re.compile(r"\b\d\d-\d\b")
OPEN_ALL = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"
# Of each exercise number that is read outside of code that has lines of its own: on how many lines it stands.
LINES = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const around = text.parentElement;
    if (around.closest("pre, script, style, mjx-container") || !around.checkVisibility()) continue;
    for (const { index, 0: number } of text.data.matchAll(/\b0\d-\d\b/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + number.length);
      found.push(new Set([...range.getClientRects()].map((one) => one.top)).size);
    }
  }
  return found;
}"""
CUT = "(all) => all.findIndex((one) => one.scrollWidth > one.clientWidth + 100)"
TABLES = ["speed", "sample-report", "teaching_01_backprop_scalar"]
EDGE, BELOW = 3, (8, 2)  # pixels of a table that are looked at: across its edge, and down, where no word is
SHADE = 60  # of 255 grey levels, from which one is seen


@pytest.mark.parametrize("language", [ENGLISH, *languages()])
def test_no_number_of_an_exercise_is_broken_at_its_hyphen(site, visit, language):
    visitor, broken, seen = visit(width=NARROW), {}, 0
    for path in pages_of(site / language):
        if "reports" in path.parts:  # as the class page is
            continue
        page = visitor.open(path)
        page.evaluate(OPEN_ALL)
        lines = page.evaluate(LINES)
        seen += len(lines)
        broken |= {path.name: lines.count(2)} if set(lines) - {1} else {}
    assert broken == {} and seen > 500


def test_a_number_is_found_and_copied_as_it_is_written(site, visit):
    page = visit(width=NARROW).open(site / ENGLISH / "teaching_01_backprop_scalar.html")
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('article'))")
    copied = page.evaluate("() => getSelection().toString()")
    assert len(NUMBER.findall(copied)) > 10
    assert page.evaluate("() => find('01-3', false, false, true)")


def shades(page, table):
    """How far the colours of a table's left and right edges are from that of the page, from 0 to 255."""
    picture = Image.open(io.BytesIO(table.screenshot())).convert("L")
    back = Image.open(io.BytesIO(page.screenshot())).convert("L").getpixel((2, page.viewport_size["height"] - 2))
    rows = range(*(picture.height - each for each in BELOW))
    edges = range(EDGE), range(picture.width - EDGE, picture.width)
    return [max(abs(picture.getpixel((x, y)) - back) for x in columns for y in rows) for columns in edges]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_shade_at_each_side_to_which_there_is_more(site, visit, name, dark):
    page = visit(width=NARROW, dark=dark).open(site / ENGLISH / f"{name}.html")
    table = page.locator(".table-wrapper").nth(page.locator(".table-wrapper").evaluate_all(CUT))
    ends = table.evaluate("(one) => one.scrollWidth - one.clientWidth")
    seen = []
    for across in (0, ends / 2, ends):
        table.evaluate("(one, across) => { one.scrollLeft = across; }", across)
        seen.append([shade > SHADE for shade in shades(page, table)])
    assert seen == [[False, True], [True, True], [True, False]]


def test_a_table_that_has_room_has_no_shade(site, visit):
    page = visit().open(site / ENGLISH / "sample-report.html")
    assert max(shades(page, page.locator(".table-wrapper").last)) < SHADE
