"""A page in another language than its site says so, and what reads aloud can tell."""

from course.site.parts import Part


def test_a_page_in_the_language_of_the_site_stands_as_it_is():
    assert Part("Kind", {"a": "# A\n\nIt is.\n"}).text("a") == "# A\n\nIt is."


def test_a_page_in_another_language_is_marked_and_says_so_in_that_of_the_site(monkeypatch):
    monkeypatch.setattr("course.site.parts.say", lambda text: "Está en inglés.")
    monkeypatch.setattr("course.site.parts.current", lambda: "es")
    text = Part("Kind", {"a": "# A\n\nIt is.\n\nMore.\n"}, language="en").text("a")
    assert text == "{.language-en}\n# A\n\n{.language-es}\nEstá en inglés.\n\nIt is.\n\nMore.\n"


def test_a_page_with_answers_is_not_what_a_search_leads_to():
    part = Part("Kind", {"a": "# A\n", "b": "# B\n"}, with_answers=("b",))
    assert (part.text("a"), part.text("b")) == ("# A", "---\nnosearch: true\n---\n\n# B")
