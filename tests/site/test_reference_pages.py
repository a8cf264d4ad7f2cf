"""The pages to look things up in, as they stand: all of them, in both languages, with links that lead somewhere."""

import re

import pytest

from course.classroom.reporting.report import MARKS
from course.places import REFERENCE, ROOT
from course.site import reference_pages, written_pages
from helpers.language import speaking

MEASURED = re.compile(r"^\| .*\d.*\|$", re.MULTILINE)
PAGES = {
    "comparing_and_grading": ("Compare and grade", "Comparar y calificar"),
    "editing_a_lesson": ("Edit a lesson", "Editar una lección"),
    "numbers": ("How numbers are compared", "Cómo se comparan los números"),
    "opening_elsewhere": ("Open it elsewhere", "Abrirlo en otro lugar"),
    "setting_up": ("Set up", "Instalar"),
    "speed": ("Speed", "Velocidad"),
    "translating": ("Translate", "Traducir"),
}


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


@pytest.fixture
def pages(language):
    with speaking(language):
        return reference_pages.of(ROOT, language, []).pages


def test_each_page_is_there_under_its_title_in_its_language(pages, language):
    titles = {name: both[language == "es"] for name, both in PAGES.items()}
    assert {name: text.partition("\n")[0] for name, text in pages.items()} == {
        name: f"# {title}" for name, title in titles.items()
    }


def test_what_was_measured_is_there_in_either_language(pages):
    english = (ROOT / REFERENCE / "speed.md").read_text(encoding="utf-8")
    figures = [re.findall(r"\d+(?:\.\d+)?", row) for row in MEASURED.findall(english)]
    assert len(figures) > 10
    assert [re.findall(r"\d+(?:\.\d+)?", row) for row in MEASURED.findall(pages["speed"])] == figures
    assert pages["speed"].count("AMD EPYC") == 3  # each table says where, and when
    assert "](pictures/bench.png)" in pages["speed"]


def test_every_mark_of_a_class_page_is_explained():
    text = (ROOT / REFERENCE / "comparing_and_grading.md").read_text(encoding="utf-8")
    told = re.search(r"In the table (.*?)\.", text)[1].replace(" is ", " ")
    in_order = sorted(MARKS, key=told.index)
    assert re.findall(r"`(.)` ([\w ]+)", told) == [(MARKS[state], str(state)) for state in in_order]
    assert len(MARKS) == told.count(",") + 1


def test_links_lead_to_pages_of_the_site(pages):
    assert "](nbval-tolerance.md)" in pages["numbers"] and "](warm-kernels.md)" in pages["numbers"]
    assert "](marking_and_returning.md)" in pages["comparing_and_grading"]


def test_no_link_leads_to_a_file_that_a_site_lacks(pages):
    shown = {"nbval-tolerance", "warm-kernels", "marking_and_returning", *PAGES}
    for name, text in pages.items():
        for found in written_pages.CODE_OR_LINK.finditer(text):
            target = found["target"] or "https://"
            assert target.startswith(("https://", "pictures/")) or target.removesuffix(".md") in shown, (name, target)
