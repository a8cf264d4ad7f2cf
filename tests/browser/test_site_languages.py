"""The other language: each page leads to itself there, to the heading or the slide that the reader is at."""

from urllib.parse import urldefrag

import pytest

from course.places import lessons
from helpers.language import ENGLISH, LANGUAGES
from tests.browser.visitor import NARROW

BOTH = [(ENGLISH, "es"), ("es", ENGLISH)]
LESSON = lessons()[0].name
AT_ONCE = {"reduced_motion": "reduce"}  # else the page would still be scrolling when it is looked at
# Of each heading of the article, how far its upper edge is from that of the window.
TOPS = """() => [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)")]
  .map((one) => one.getBoundingClientRect().top)"""
TO_HEADING = f"(place) => scrollBy(0, ({TOPS})()[place] - 100)"
HEIGHT = "() => innerHeight"
AT_THE_END = "() => scrollY + innerHeight > document.documentElement.scrollHeight - 2"


def to_other(page, language):
    """The link to another language that stays in sight."""
    return page.locator("aside").get_by_role("link", name=LANGUAGES[language], exact=True)


def is_at(page, place):
    """Whether a heading is in the upper half of the window, or further down because the page ends there."""
    return 0 <= page.evaluate(TOPS)[place] < page.evaluate(HEIGHT) / (1 if page.evaluate(AT_THE_END) else 2)


def arrived(page, site, language, name):
    """Wait for a page in another language, whatever part of it."""
    wanted = (site / language / name).as_uri()
    page.wait_for_url(lambda address: urldefrag(address).url == wanted)
    page.evaluate("() => window.MathJax?.startup?.promise")


@pytest.mark.parametrize(("language", "other"), BOTH)
def test_each_page_leads_to_itself_in_the_other_language_from_its_top_to_its_top(site, visit, language, other):
    page = visit().page
    for path in (site / language).glob("*.html"):  # deeper is the sample of a report, which is as the class page is
        page.goto(path.as_uri())
        assert page.get_attribute("html", "lang") == language
        link = page.get_by_role("link", name=LANGUAGES[other], exact=True)
        assert link.get_attribute("lang") == other
        link.click()
        page.wait_for_url((site / other / path.name).as_uri())
        assert page.get_attribute("html", "lang") == other


@pytest.mark.parametrize(("language", "other"), BOTH)
@pytest.mark.parametrize("name", [f"{LESSON}.html", f"teaching_{LESSON}.html"])
def test_it_leads_to_the_heading_that_the_reader_is_at_and_back_again(site, visit, language, other, name):
    page = visit(**AT_ONCE).open(site / language / name)
    count = len(page.evaluate(TOPS))
    assert count > 10
    for place in (1, 2, count // 2, count - 3):
        page.evaluate(TO_HEADING, place)
        before = page.evaluate(TOPS)
        for there in (other, language):
            to_other(page, there).click()
            arrived(page, site, there, name)
            assert is_at(page, place), (place, there, page.evaluate(TOPS))
    for there in (other, language):
        page.go_back()
        arrived(page, site, there, name)
    assert page.evaluate(TOPS)[place] == pytest.approx(before[place], abs=5)


def test_by_keyboard_it_is_followed_from_where_the_keys_have_led(site, visit):
    page = visit(**AT_ONCE).open(site / ENGLISH / f"{LESSON}.html")
    while not to_other(page, "es").evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.evaluate(TO_HEADING, 3)
    page.keyboard.press("Enter")
    arrived(page, site, "es", f"{LESSON}.html")
    assert is_at(page, 3)


def test_in_a_window_of_its_own_it_opens_there_too(site, visit):
    visitor = visit(**AT_ONCE)
    page = visitor.open(site / ENGLISH / f"{LESSON}.html")
    page.evaluate(TO_HEADING, 3)
    with visitor.context.expect_page() as opened:
        to_other(page, "es").click(button="middle")
    arrived(opened.value, site, "es", f"{LESSON}.html")
    assert is_at(opened.value, 3)


def test_on_a_narrow_page_it_is_in_the_drawer_which_the_keyboard_opens_too(site, visit):
    page = visit(width=NARROW, **AT_ONCE).open(site / ENGLISH / f"{LESSON}.html")
    page.evaluate(TO_HEADING, 3)
    page.locator(".nav-overlay-icon").click()
    to_other(page, "es").click()
    arrived(page, site, "es", f"{LESSON}.html")
    assert is_at(page, 3)
    right = "(one) => one.getBoundingClientRect().right"
    assert to_other(page, ENGLISH).evaluate(right) < 0  # a new page comes with its drawer closed
    page.keyboard.press("Tab")
    while not to_other(page, ENGLISH).evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.wait_for_function(f"() => ({right})(document.activeElement) > 0")


def test_a_page_with_another_number_of_headings_opens_at_its_top(served, visit):
    visitor = visit(**AT_ONCE)
    page = visitor.open(f"{served}/{ENGLISH}/{LESSON}.html")
    count = len(page.evaluate(TOPS))

    def with_one_more(route):
        text = route.fetch().text()
        route.fulfill(content_type="text/html", body=text.replace(f"-of-{count}", f"-of-{count + 1}"))

    page.route(f"**/es/{LESSON}.html", with_one_more)
    page.evaluate(TO_HEADING, 3)
    to_other(page, "es").click()
    page.wait_for_url(f"**/es/{LESSON}.html#*")
    assert page.evaluate("() => scrollY") == 0


def test_without_scripts_it_leads_to_the_top(site, visit):
    page = visit(java_script_enabled=False).page
    page.goto((site / ENGLISH / f"{LESSON}.html").as_uri())
    page.locator("h2").nth(3).scroll_into_view_if_needed()
    to_other(page, "es").click()
    page.wait_for_url((site / "es" / f"{LESSON}.html").as_uri())


def test_a_slide_leads_to_the_same_slide(site, visit):
    page = visit(**AT_ONCE).open(site / ENGLISH / "slides" / f"{LESSON}.html")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="español").click()
    page.wait_for_url((site / "es" / "slides" / f"{LESSON}.html").as_uri() + "#slide-4")
    page.wait_for_function("() => document.querySelector('.place').textContent.startsWith('4 /')")
