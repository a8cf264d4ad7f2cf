"""Finding the way: search, the pages before and behind, light and dark."""

import pytest

from course.places import lessons
from helpers.language import ENGLISH, LANGUAGES

SOUGHT = [(ENGLISH, "learning rate"), ("es", "tasa de aprendizaje")]
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("how", ["served", "from a folder"])
@pytest.mark.parametrize(("language", "words"), SOUGHT)
def test_search_finds_the_lessons_that_say_it(request, site, visit, language, words, how):
    begins = request.getfixturevalue("served") if how == "served" else site.as_uri()
    visitor = visit(language=language)
    page = visitor.open(f"{begins}/{language}/index.html")
    page.locator("input[name=q]").first.fill(words)
    page.keyboard.press("Enter")
    found = page.locator("#search-results li a")
    found.first.wait_for()
    names = {one.name for one in lessons()}
    leads_to = [
        link.rpartition("/")[2].partition(".")[0] for link in found.evaluate_all("(all) => all.map((a) => a.href)")
    ]
    assert leads_to[0] in names and len(names.intersection(leads_to)) >= 2
    found.first.click()
    page.wait_for_url(f"**/{language}/{leads_to[0]}.html*")
    assert words in page.locator("article").inner_text().lower()
    assert visitor.complaints == [] and visitor.strangers() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_and_previous_go_through_every_lesson_and_back(site, visit, language):
    page, way = visit().open(site / language / "index.html"), []
    for one in lessons():
        page.locator(".next-page").click()
        page.wait_for_url(f"**/{language}/{one.name}.html")
        way.append(page.url)
    for address in way[-2::-1]:
        page.locator(".prev-page").click()
        page.wait_for_url(address)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_are_those_the_reader_set_until_the_button_says_otherwise(site, visit, dark):
    page = visit(dark=dark).open(site / "en" / "index.html")
    seen = [page.evaluate(BACKGROUND)]
    for _ in range(2):
        page.locator(".theme-toggle:visible").first.click()
        seen.append(page.evaluate(BACKGROUND))
    assert len(set(seen)) == 2
    page.reload()
    assert page.evaluate(BACKGROUND) == seen[-1]  # kept
    assert seen[0] == ("rgb(19, 20, 22)" if dark else "rgb(255, 255, 255)")
