"""The minutes of a section, by its formula."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course import places
from course.site import time_plan
from course.site.time_plan import Section
from helpers import exercises
from tests.site.small_site import lesson

LESSONS = places.lessons()


def one_section(*cells):
    return time_plan.of(new_notebook(cells=[new_markdown_cell("# T\nA b."), *cells]))[-1]


def test_sections_begin_at_their_headings_and_keep_what_stands_in_them():
    opening, first, second = time_plan.of(lesson())
    assert (opening.number, opening.title, opening.cells) == ("", "", 0)
    assert (first.number, first.title, first.predictions, first.cells) == ("1", "A", 1, 1)
    assert (second.number, second.title, second.exercises) == ("2", "B", ("01-1",))
    assert second.cells == 2  # the figure and progress(); an exercise and its check have minutes of their own


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        pytest.param("one two three", 3, id="words"),
        pytest.param("a $x + y + z$ b", 3, id="a formula is one"),
        pytest.param("a\n\n<details><summary>Hint 1</summary>b c d</details>", 1, id="hints are left out"),
        pytest.param("<details><summary>After</summary>\n\na b\n\n</details>", 3, id="a fold's text is read"),
    ],
)
def test_words_are_those_that_a_class_hears(markdown, words):
    assert one_section(new_markdown_cell(f"## 1. T\n{markdown}")).words == words + 2  # "1" and "T" of the heading


def test_minutes_are_words_cells_and_predictions_and_what_exercises_declare():
    # 250 / 100 + 3 * 0.5 + 2 * 1.5 = 7; the two exercises declare 3 and 5.
    section = Section("1", "A", words=250, cells=3, predictions=2, exercises=("01-1", "01-2"))
    assert (section.teaching, section.practice) == (7, 8)
    assert Section("2", "B").teaching == 1


def test_a_table_has_a_row_for_each_section_and_their_sum():
    sections = [Section("", "", words=100), Section("1", "A", words=250, cells=1, exercises=("01-1",))]
    table = time_plan.shown(sections, ["", "Ä"])
    assert "| Opening | 100 | 0 | 0 |  | 1 |" in table and "| 1. Ä | 250 | 1 | 0 | 01-1 (3 min) | 6 |" in table
    assert "| **Together** | | | | 3 min | **7** |" in table
    assert "words / 100 + cells × 0.5 + predictions × 1.5" in table


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.number)
def test_each_declared_exercise_is_in_one_section_of_its_lesson(one):
    sections = time_plan.of(nbformat.read(one.notebook, as_version=4))
    told = [exercise for section in sections for exercise in section.exercises]
    declared = exercises.of_lesson(one.number)
    assert sorted(told) == sorted(each.id for each in declared)
    assert sum(section.practice for section in sections) == sum(each.minutes for each in declared)


def test_code_alone_takes_time_too():
    cells = [new_markdown_cell("## 1. T"), *(new_code_cell("x") for _ in range(8))]
    assert one_section(*cells).teaching == 4
