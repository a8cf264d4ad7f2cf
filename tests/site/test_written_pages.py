"""Pages written by hand: each in its language, with links that lead somewhere from the site."""

import pytest

from course.site import written_pages
from course.site.built_lessons import NotBuiltError
from course.site.written_pages import linked


@pytest.fixture
def root(tmp_path):
    for name in ("docs/instructors", "docs/reference", "packages/a"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "docs/instructors/class.md").write_text("# Class\n\nSee [speed](../reference/speed.md).\n")
    (tmp_path / "docs/instructors/class.es.md").write_text("# Clase\n\nVe [velocidad](../reference/speed.es.md).\n")
    (tmp_path / "docs/reference/speed.md").write_text(
        "# Speed\n\n![p](../../pictures/p.png) [A](../../packages/a/README.md)"
    )
    (tmp_path / "docs/reference/speed.es.md").write_text("# Velocidad\n\n[E](../../README.md)")
    (tmp_path / "packages/a/README.md").write_text("# a")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "course"\n')
    return tmp_path


def test_a_page_is_its_file_in_the_language_and_links_lead_to_pages_of_the_site(root):
    assert written_pages.texts("guide", root, "en") == {"class": "# Class\n\nSee [speed](speed.md).\n"}
    assert written_pages.texts("guide", root, "es") == {"class": "# Clase\n\nVe [velocidad](speed.md).\n"}
    assert written_pages.texts("reference", root, "en") == {"speed": "# Speed\n\n![p](pictures/p.png) [A](a.md)"}
    assert written_pages.texts("reference", root, "es") == {"speed": "# Velocidad\n\nE"}


def test_a_page_that_a_language_lacks_says_to_build(root):
    (root / "docs/reference/speed.es.md").unlink()
    with pytest.raises(NotBuiltError, match=r"speed\.es\.md is not there.* Run: .*build"):
        written_pages.texts("reference", root, "es")
    assert list(written_pages.texts("reference", root, "en")) == ["speed"]


PAGES = {"packages/a/README.md": "a", "packages/b/README.md": "b"}


def lead(text, folder="", repository=""):
    return linked(text, folder, PAGES, repository)


@pytest.mark.parametrize("repository", ["", "https://example.org/us/it"])
def test_a_file_that_a_page_shows_is_that_page(repository):
    assert lead("[`A`](packages/a/README.md)!", repository=repository) == "[`A`](a.md)!"
    assert lead("[b](../b/README.md#limits)", "packages/a", repository) == "[b](b.md#limits)"


def test_another_file_is_in_the_repository_or_plain_text():
    text = "See the [list](src/x.py#L3) and [all](.)."
    assert lead(text, "packages/a") == "See the list and all."
    there = "https://example.org/us/it/blob/main/packages/a"
    assert (
        lead(text, "packages/a", "https://example.org/us/it")
        == f"See the [list]({there}/src/x.py#L3) and [all]({there})."
    )


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/a.md)",
        "[x](mailto:a@example.org)",
        "[x](#below)",
        "![a `b`](pictures/a.png)",
        "![a](https://example.org/a.png)",
        "`[x](gone.md)` and `x[1](2)`",
        "```\n[x](gone.md)\n```",
    ],
    ids=["address", "mail", "anchor", "picture", "picture elsewhere", "code", "fence"],
)
def test_what_is_no_link_to_a_file_stays(text):
    assert lead(text) == text


def test_a_picture_is_found_from_wherever_the_page_stands():
    assert lead("![a, `b`](../../pictures/a.png)", "docs/reference") == "![a, `b`](pictures/a.png)"
