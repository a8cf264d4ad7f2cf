"""What machines read of a page, and where the course can be opened."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

from course.places import ROOT
from course.site import about, addresses, openings
from tests.site.small_site import lesson

OPENING = openings.of(lesson(), "01")
SITE = "https://example.org/course"


def data_in(head):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)[1])


def test_a_lesson_is_a_learning_resource():
    data = data_in(about.head(about.of_lesson(OPENING, "es", "A course"), "01_one", "es", "", ""))
    wanted = {"name", "description", "teaches", "timeRequired", "educationalLevel", "inLanguage", "license"}
    assert data["@context"] == "https://schema.org" and data["@type"] == "LearningResource"
    assert wanted <= set(data) and all(data[key] for key in wanted)
    assert data["teaches"] == ["say it (01-1)", "do it"] and data["inLanguage"] == "es"
    assert re.fullmatch(r"PT\d+M", data["timeRequired"])


def test_no_text_ends_the_script_it_stands_in():
    head = about.head({"name": "</script>", "description": '"<'}, "a", "en", "", "")
    assert data_in(head)["name"] == "</script>" and 'content="&quot;&lt;"' in head


def test_addresses_are_whole_where_the_site_has_one():
    data = about.of_lesson(OPENING, "en", "A course")
    assert f'og:image" content="{SITE}/en/a.png"' in about.head(data, "01_one", "en", "a.png", SITE)
    assert f'og:url" content="{SITE}/en/01_one.html"' in about.head(data, "01_one", "en", "a.png", SITE)
    assert 'og:image" content="a.png"' in (without := about.head(data, "01_one", "en", "a.png", ""))
    assert "og:url" not in without


def test_a_sitemap_is_read_as_one():
    text = about.sitemap(["index", "01_one"], ["en", "es"], SITE)
    found = [one.text for one in ElementTree.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert found == [f"{SITE}/{rest}.html" for rest in ("en/index", "en/01_one", "es/index", "es/01_one")]


def test_the_licence_is_the_one_that_pyproject_names():
    assert "CC-BY-4.0" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert about.LICENCE.endswith("/by/4.0/")


def test_a_repository_on_github_gives_launch_links(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\n[project.urls]\nRepository = "https://github.com/me/it/"\n')
    found = addresses.of(tmp_path)
    assert found == addresses.Addresses("", "https://github.com/me/it")
    text = addresses.taking("01_one", "es", found.repository)
    assert 'href="https://colab.research.google.com/github/me/it/blob/main/notebooks/colab/es/01_one.ipynb"' in text
    assert 'href="https://mybinder.org/v2/gh/me/it/main?labpath=work/es/01_one.ipynb"' in text
    assert 'href="downloads/01_one.ipynb" download' in text and 'href="downloads/01_one.py" download' in text
    assert "How to open it" not in text
    assert "<code>git clone https://github.com/me/it</code>" in text


def test_without_an_address_a_learner_reads_what_to_do_and_nothing_of_what_a_publisher_sets():
    text = addresses.taking("01_one", "en", "")
    assert "How to open it" in text and "<code>make lab</code>" in text and "ask whoever gave you this page" in text
    assert [word for word in ("https:", "clone", "pyproject", "GitHub", "make build") if word in text] == []


def test_a_repository_elsewhere_is_cloned_and_opened_from_nowhere_else():
    text = addresses.taking("01_one", "en", "https://example.org/it")
    assert "<code>git clone https://example.org/it</code>, then <code>make lab</code>" in text
    assert "<a" in text and "Colab" not in text and "How to open it" not in text


@pytest.mark.parametrize("repository", ["", "https://example.org/it"])
def test_the_command_opens_the_lessons_in_the_language_of_the_page(repository):
    assert '<code>make lab ARGS="--language es"</code>' in addresses.taking("01_one", "es", repository)
