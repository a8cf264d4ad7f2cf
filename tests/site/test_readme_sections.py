"""Sections of a README: found by their heading in every language, with links that lead somewhere."""

import pytest

from course.site import readme_sections
from course.site.readme_sections import NoSectionError, linked, page, section

FENCE = "```\n## no heading\n```"
ENGLISH = f"# C\n\nIt is.\n\n## One\n\nFirst.\n\n{FENCE}\n\n## Two\n\nSecond,\nmore.\n\n### Deep\n\n## Three\n\nT."
SPANISH = f"# C\n\nEs.\n\n## Uno\n\nPrimero.\n\n{FENCE}\n\n## Dos\n\nSegundo.\n\n## Tres\n\nT."


@pytest.fixture
def root(tmp_path):
    (tmp_path / "README.md").write_text(ENGLISH)
    (tmp_path / "README.es.md").write_text(SPANISH)
    return tmp_path


def test_a_section_goes_from_its_heading_to_the_next_and_a_fence_holds_none(root):
    assert section(root, "en", "One") == ("One", "First.\n\n```\n## no heading\n```")
    assert section(root, "en", "Two") == ("Two", "Second,\nmore.\n\n### Deep")
    assert section(root, "en", "Three") == ("Three", "T.")


def test_another_language_has_it_at_the_same_place_under_its_own_heading(root):
    assert section(root, "es", "Two") == ("Dos", "Segundo.")


@pytest.mark.parametrize("text", [ENGLISH.replace("## Two", "## Zwei"), ENGLISH.replace("## One", "## Two")])
def test_a_heading_that_is_gone_or_there_twice_is_refused_by_name(root, text):
    (root / "README.md").write_text(text)
    with pytest.raises(
        NoSectionError, match=r"README.md has [02] sections '## Two', expected one; .*'Three'\. What to"
    ):
        section(root, "en", "Two")


def test_a_translation_of_other_sections_is_refused_and_says_to_build(root):
    (root / "README.es.md").write_text(SPANISH.replace("## Uno", "Uno"))
    with pytest.raises(NoSectionError, match=r"README.es.md has 2 sections and README.md 3.* build"):
        section(root, "es", "Two")


def test_a_page_has_the_heading_as_its_title_and_its_bold_lines_as_headings():
    assert page("Two", "a **b**\n\n**Part one**\n\n**c** d") == "# Two\n\na **b**\n\n## Part one\n\n**c** d\n"


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
        "`[x](gone.md)` and `x[1](2)`",
        "```\n[x](gone.md)\n```",
    ],
    ids=["address", "mail", "anchor", "picture", "code", "fence"],
)
def test_what_is_no_link_to_a_file_stays(text):
    assert lead(text) == text


def test_the_readme_of_the_course_keeps_no_link_to_a_file_that_a_site_lacks():
    from course.places import ROOT

    for name in ("How numbers are compared", "Speed"):
        for language in ("en", "es"):
            _, text = section(ROOT, language, name)
            left = [found["target"] for found in readme_sections.CODE_OR_LINK.finditer(lead(text)) if found["target"]]
            assert [one for one in left if not one.startswith("https://")] == []
