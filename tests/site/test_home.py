"""The first page, and the door above the languages."""

from course.places import ROOT
from course.site import home, openings
from course.site.parts import Part
from tests.site.small_site import lesson

README = "[Other](README.es.md)\n\n# A course\n\nIt is\nshort.\n\n![alt](pictures/a.png)\n\n| lesson |\n|---|\n\nRest."
LESSONS = [("01_one", openings.of(lesson(), "01"), 2)]


def test_the_first_page_is_the_readme_to_its_table_and_then_the_lessons():
    page = home.page(
        README, LESSONS, [Part("For you", {"more": "# More"}), Part("Nothing yet", {}), Part("For you", {"last": "#"})]
    )
    at_once = "You can begin here, with nothing installed: [01 · One](01_one.ipynb)."
    assert page.startswith(f"# A course\n\nIt is\nshort.\n\n{at_once}\n\n![alt](pictures/a.png)\n\n## The lessons\n")
    assert "Rest." not in page and "| lesson" not in page
    assert "### [01 · One](01_one.ipynb)\n\n**Which way?**" in page
    assert "<summary>By the end you can</summary>\n\n- say it (`01-1`);\n- do it.\n\n</details>" in page
    assert page.endswith(":hidden:\n:caption: For you\n\nmore\nlast\n```\n")
    assert ":caption: The lessons\n\n01_one\n```" in page and "Nothing yet" not in page


def test_title_and_description_are_those_of_the_readme():
    assert (home.title(README), home.description(README)) == ("A course", "It is short.")


def test_the_readme_has_what_the_first_page_takes():
    for name in ("README.md", "README.es.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        page = home.page(text, LESSONS)
        assert "`make site`" in text and "`make site`" not in page
        assert "pictures/site.png" in text and "pictures/site.png" not in page
        assert "make lab" in page and "pictures/check.png" in page and len(page) < len(text) / 2


def test_the_door_has_a_link_for_each_language_and_needs_no_script():
    door = home.door(["en", "es"])
    assert '<a lang="es" href="es/index.html">español</a>' in door and "['en', 'es']" in door
