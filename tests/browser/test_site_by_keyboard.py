"""Lesson 01 from beginning to end with the keyboard alone, what the browser keeps of it, and how it is forgotten."""

import json
import re

import pytest

from course.places import lessons
from tests.browser.visitor import NARROW, pages_of

LESSON = "01"
MOST_TABS = 400  # from one stop to the next that a test wants; more would be a trap
FOCUSED = "(element) => element === document.activeElement"
KEPT = "() => localStorage.getItem('gradients-course')"


class Keys:
    """Hands that have a keyboard and no mouse."""

    def __init__(self, page):
        self.page = page
        self.tabs = 0

    def go_to(self, place):
        """Press Tab until a place has the focus."""
        for _ in range(MOST_TABS):
            if place.evaluate(FOCUSED):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        pytest.fail(f"{MOST_TABS} times Tab do not lead to {place}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def lesson(site, visit):
    """The page of lesson 01, and the keyboard before it."""
    (name,) = (one.name for one in lessons() if one.number == LESSON)
    page = visit().open(site / "en" / f"{name}.html")
    return page, Keys(page)


def answer(page, keys, box):
    """Choose the second option with the arrows, then answer with Enter; what is said of it."""
    keys.go_to(box.locator("input").first)
    keys.press("ArrowDown")
    assert box.locator(".cell_output").first.is_hidden()  # the arrows only move
    keys.press("Enter")
    assert box.locator(".cell_output").first.is_visible() and box.locator(".reason").is_visible()
    assert box.locator("input:checked").get_attribute("value") == "b"
    return box.locator(".said").inner_text()


def test_a_lesson_is_finished_by_keyboard_and_kept_over_a_reload_until_it_is_forgotten(lesson):
    page, keys = lesson
    boxes, said = page.locator(".prediction").all(), []
    for box in boxes:
        said.append(answer(page, keys, box))
    rights = [box.get_attribute("data-right") == "b" for box in boxes]
    assert len(boxes) > 10 and [one.startswith("✓ Right.") for one in said] == rights
    assert keys.tabs < MOST_TABS
    sections = _finish_sections(page, Keys(page))
    kept = json.loads(page.evaluate(KEPT))
    choices = {box.get_attribute("data-prediction"): "b" for box in boxes}
    assert list(kept.values()) == [{"choices": choices, "finished": sections}]
    page.reload()
    assert page.locator(".prediction.open").count() == len(boxes)
    assert [box.locator(".said").inner_text() for box in boxes] == said
    assert page.locator("[data-section]:checked").count() == len(sections) == page.locator("a.done").count()
    _export_and_forget(page, Keys(page), kept)


def _finish_sections(page, keys):
    for box in page.locator("[data-section]").all():
        keys.go_to(box)
        keys.press("Space")
    return page.locator("[data-section]").evaluate_all("(all) => all.map((one) => one.dataset.section)")


def _export_and_forget(page, keys, kept):
    keys.go_to(page.locator(".export"))
    with page.expect_download() as download:
        keys.press("Enter")
    assert json.loads(download.value.path().read_text(encoding="utf-8")) == kept
    assert download.value.suggested_filename.endswith(".json")
    assert page.locator(".kept [role=status]").inner_text() == "Exported."
    keys.go_to(page.locator(".forget"))
    keys.press("Enter")
    assert page.locator(".kept [role=status]").inner_text() == "Forgotten."
    assert page.evaluate(KEPT) is None
    for _ in range(2):  # at once, and still after the page has come again
        assert page.locator(".prediction.open, input:checked, a.done").count() == 0
        assert page.locator(".prediction .cell_output").first.is_hidden()
        page.reload()


def test_the_slider_is_moved_and_its_value_spoken(lesson):
    page, keys = lesson
    slider = page.locator("input[type=range]").first
    keys.go_to(page.locator(".prediction").first.locator("input").first)
    for box in page.locator(".prediction").all():  # it may stand in an answer
        if not slider.is_visible():
            answer(page, keys, box)
    keys.go_to(slider)
    heard = [(slider.get_attribute("aria-valuetext"), page.locator("[data-slider] [aria-live]").first.inner_text())]
    for key in ("ArrowRight", "ArrowRight", "End", "Home"):
        keys.press(key)
        caption = page.locator("[data-slider] [aria-live]").first.inner_text()
        heard.append((slider.get_attribute("aria-valuetext"), caption))
    assert len(set(heard)) == len(heard)
    assert all(re.search(r"\d", value) and re.search(r"\d", caption) for value, caption in heard)
    assert "index" not in page.url.rpartition("/")[2]  # the arrows turned no page


def test_an_exercise_is_read_its_hint_gallery_and_solution_opened(lesson):
    page, keys = lesson
    stub = page.locator(".tag_exercise pre").first
    keys.go_to(stub)
    statement = page.get_by_text(re.compile(rf"Exercise {LESSON}-1\."))
    assert statement.first.is_visible() and "..." in stub.inner_text()
    for kind in ("Hint 1", "What check", "A solution"):
        fold = page.locator("details", has=page.locator("summary", has_text=kind)).first
        inside = fold.locator("pre, .verdict").first if kind != "Hint 1" else fold
        closed = inside.inner_text() if kind != "Hint 1" else None
        assert fold.get_attribute("open") is None
        keys.go_to(fold.locator("summary"))
        keys.press("Enter")
        assert fold.get_attribute("open") is not None and inside.is_visible()
        assert inside.inner_text() != closed


def test_on_a_narrow_page_the_bar_never_covers_what_has_the_focus(site, visit):
    page = visit(width=NARROW, reduced_motion="reduce").open(site / "en" / f"{lessons()[0].name}.html")
    bar = page.locator(".mobile-header").bounding_box()
    for fold in page.locator("article summary:visible").all()[:5]:
        fold.evaluate("(one) => { scrollBy(0, one.getBoundingClientRect().top - 10); one.focus(); }")
        assert fold.bounding_box()["y"] > bar["y"] + bar["height"] > 40


def test_the_tab_key_stops_at_no_formula_in_a_line(lesson):
    page, _ = lesson
    assert page.locator("mjx-container").count() > 50 and page.locator("mjx-container[tabindex]").count() == 0


def test_pages_are_turned_by_the_arrows_but_not_from_a_line_of_code(site, lesson):
    page, keys = lesson
    here = page.url
    keys.go_to(page.locator("article pre").first)
    keys.press("ArrowRight")
    assert page.url == here
    page.locator("article pre").first.evaluate("(one) => one.blur()")
    keys.press("ArrowRight")
    names = [path.name for path in pages_of(site / "en")]
    page.wait_for_url(f"**/{names[names.index(here.rpartition('/')[2]) + 1]}")
