"""What a lesson's first cell says."""

import nbformat
import pytest

from course import places
from course.site import openings
from helpers.language import LANGUAGES
from tests.site.small_site import lesson


def test_title_question_and_objectives_are_read():
    found = openings.of(lesson(), "no such lesson")
    assert found == openings.Opening("01 · One", "Which way?", "By the end you can", ["say it (`01-1`);", "do it."], 0)


def test_a_question_that_is_not_translated_yet_is_read():
    notebook = lesson()
    notebook.cells[0].source = notebook.cells[0].source.replace("**Which", "*(en inglés)* **Which")
    assert openings.of(notebook, "no such lesson").question == "Which way?"


def test_a_first_cell_without_objectives_is_refused():
    notebook = lesson()
    notebook.cells[0].source = "# 01 · One\n**Which way?**\n\nGo."
    with pytest.raises(ValueError, match="objectives as a list"):
        openings.of(notebook, "01")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_opens_so(language):
    for each in places.lessons():
        path = each.root / places.NOTEBOOKS / language.replace("en", "") / f"{each.name}.ipynb"
        found = openings.of(nbformat.read(path, as_version=4), each.number)
        assert found.title.startswith(each.number) and found.question.endswith("?")
        assert 3 <= len(found.objectives) <= 8 and 10 < found.minutes < 120


def test_marks_of_markdown_are_taken_away():
    assert openings.plain("predict `.grad` after *any* $x$;") == "predict .grad after any x"
    assert openings.plain('[The lesson](01_one.ipynb) · <a href="a.html">Slides</a>') == "The lesson · Slides"
    assert openings.plain("where $a < b$ and c > d") == "where a < b and c > d"
