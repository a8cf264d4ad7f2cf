"""What is put into each page that the theme leaves out."""

import pytest

from course import CourseError
from course.__main__ import main
from course.learner import advice
from course.site import sphinx_pages

PAGE = f"""<html><head></head><body>
<span>Back to top</span>{sphinx_pages.SEARCH}></form>{sphinx_pages.ARTICLE}<pre>x</pre></article></body></html>"""


def finished(page=PAGE, head='<meta name="a">'):
    return sphinx_pages.finished(page, "01_one.html", ["es"], head)


def test_a_page_gets_its_head_its_other_languages_and_lines_that_scroll_by_keyboard():
    page = finished()
    head = page.partition("</head>")[0]
    assert '<link rel="alternate" hreflang="es" href="../es/01_one.html">' in head and '<meta name="a">' in head
    assert '<link rel="icon" href="data:' in head
    link = '<a lang="es" href="../es/01_one.html">español</a>'
    assert f'{sphinx_pages.ARTICLE}<p class="languages">{link}</p>' in page
    assert f'<nav class="languages" aria-label="Languages">{link}</nav>{sphinx_pages.SEARCH}' in page
    assert '<pre tabindex="0">x</pre>' in page
    formula = f"{sphinx_pages.FORMULA}>"
    assert f'{sphinx_pages.FORMULA} tabindex="0">' in finished(PAGE.replace("<pre>", f"{formula}<pre>"))


def test_a_page_has_a_heading_and_its_drawers_have_names():
    assert '<h1 id="heading-1-of-1">Search</h1>' in finished()
    page = finished(PAGE.replace("<pre>", '<h1>One</h1><aside class="toc-drawer no-toc"><pre>'))
    assert page.count("<h1") == 1 and '<aside aria-label="On this page" class="toc-drawer no-toc">' in page


def test_the_number_of_an_exercise_stays_on_one_line():
    assert '<p>(<span class="exercise-number">01-3</span>)</p>' in finished(PAGE.replace("<pre>", "<p>(01-3)</p><pre>"))


def test_what_the_theme_says_is_translated(monkeypatch):
    monkeypatch.setattr(sphinx_pages, "say", lambda text: {"Back to top": "Volver arriba"}.get(text, text))
    assert "<span>Volver arriba</span>" in finished()
    assert "Back to top and on" in finished(PAGE.replace("<pre>x", "<pre>Back to top and on"))


@pytest.mark.parametrize("place", [sphinx_pages.HEAD, sphinx_pages.SEARCH, sphinx_pages.ARTICLE])
def test_another_theme_is_refused(place):
    with pytest.raises(CourseError, match="the theme changed"):
        finished(PAGE.replace(place, ""))


def test_a_missing_package_sends_for_the_extra_of_the_site(monkeypatch, capsys):
    def missing(options):
        sphinx_pages.refuse_missing()

    monkeypatch.setattr(sphinx_pages, "NEEDED", ("a_package_that_is_not_there",))
    monkeypatch.setattr("course.site.command.run", missing)
    assert main(["site"]) == 1
    said = capsys.readouterr().err
    assert "'a_package_that_is_not_there'" in said and advice.completing(everything=True, site=True) in said
    assert advice.completing(everything=True, site=True) != advice.completing(everything=True)
