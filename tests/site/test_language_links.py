"""The links to a page in the other languages, and the places of headings that they lead to."""

import re

from course.site import language_links


def test_readers_find_the_links_above_and_beside_and_machines_in_the_head():
    above, beside = language_links.for_readers("01_one.html", ["es", "en"])
    links = '<a lang="es" href="../es/01_one.html">español</a> · <a lang="en" href="../en/01_one.html">English</a>'
    assert above == f'<p class="languages">{links}</p>'
    assert beside == f'<nav class="languages" aria-label="Languages">{links}</nav>'
    assert language_links.for_machines("01_one.html", ["es"]) == [
        '<link rel="alternate" hreflang="es" href="../es/01_one.html">'
    ]


def test_a_site_in_one_language_has_no_links():
    assert language_links.for_readers("01_one.html", []) == ("", "")
    assert language_links.for_machines("01_one.html", []) == []


def test_headings_have_the_same_ids_whatever_their_titles_are_and_however_deep_they_stand():
    def ids(titles):
        page = "<header><hr>" + "".join(f"<h{level} class='a'>{title}</h{level}>" for level, title in titles)
        return re.findall(r"<h(\d) id=\"([^\"]+)\" class='a'>", language_links.placed(page))

    english = ids([(1, "One"), (2, "A"), (3, "B"), (2, "C")])
    assert english == [(level, f"heading-{place}-of-4") for place, level in enumerate("1232", start=1)]
    assert ids([(1, "Uno"), (2, "Á"), (3, "B"), (2, "Ce")]) == english


def test_a_heading_of_a_page_with_another_number_of_them_is_not_mistaken_for_one_of_this():
    two, three = (language_links.placed("<h2>A</h2>" * count) for count in (2, 3))
    assert set(re.findall('id="[^"]+"', two)).isdisjoint(re.findall('id="[^"]+"', three))


def test_a_heading_keeps_the_id_that_it_has():
    page = '<h1 class="a" id="own">A</h1><h2>B</h2>'
    assert language_links.placed(page) == '<h1 class="a" id="own">A</h1><h2 id="heading-1-of-1">B</h2>'
