"""Every page, wide and narrow, light and dark, as it is met and with everything on it opened."""

import pytest

from course.places import languages
from helpers.language import ENGLISH
from tests.browser.axe import violations
from tests.browser.visitor import NARROW, WIDE, pages_of

OPEN_ALL = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const box of document.querySelectorAll(".prediction")) {
    box.querySelector(`input:not([value="${box.dataset.right}"])`).checked = true;
    box.querySelector("[type=submit]").click();
  }
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
TOO_FEW = 5  # pages, below which something was not found


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", [ENGLISH, *languages()])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(site, visit, language, width):
    visitor, found, looked_at = visit(width=width), {}, 0
    for path in pages_of(site / language):
        page = visitor.open(path)
        for state in ("closed", "open"):
            if state == "open":
                page.evaluate(OPEN_ALL)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                wrong = violations(page) + ["scrolls sideways"] * page.evaluate(TOO_WIDE)
                found |= {(path.name, state, scheme): wrong} if wrong else {}
                looked_at += 1
    assert found == {}
    assert looked_at > 4 * TOO_FEW


def test_axe_finds_nothing_at_the_door(site, visit):
    """Without its script, which leads on at once."""
    page = visit(java_script_enabled=True).page
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=_without_script(site)))
    page.goto("http://127.0.0.1/")
    assert violations(page) == []


def _without_script(site):
    before, _, rest = (site / "index.html").read_text(encoding="utf-8").partition("<script>")
    return before + rest.partition("</script>")[2]
