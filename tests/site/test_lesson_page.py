"""A notebook in, the cells of a page out."""

import copy

import nbformat
import pytest

from course import places
from course.authoring import predictions
from course.site import gallery, lesson_page
from course.site.gallery import Mistake
from helpers.language import LANGUAGES, speaking
from tests.site.small_site import ANSWER, FIGURE, PNG, lesson

MISTAKE = Mistake("01-1", "not_doubled", "def f(x):\n    return x", "✗", "not doubled: 1 < 2")
SOLVED = {"01-1": "def f(x):\n    return 2 * x"}


def made(notebook=None, mistakes=(MISTAKE,), solved=SOLVED):
    return lesson_page.of(notebook or lesson(), "<p>Take it.</p>", solved, mistakes)


def texts(page):
    return [cell.source for cell in page.notebook.cells if cell.cell_type == "markdown"]


def test_a_page_is_a_notebook_and_what_it_is_made_from_stays_as_it_is():
    given = lesson()
    before = copy.deepcopy(given)
    nbformat.validate(made(given).notebook)
    assert given == before


def test_how_to_take_a_lesson_stands_below_its_opening():
    assert texts(made())[1] == "<p>Take it.</p>"


def test_a_prediction_is_a_form_in_a_box_that_ends_behind_its_answer():
    cells = made().notebook.cells
    question = next(cell.source for cell in cells if "<form>" in cell.source)
    place = [cell.source for cell in cells].index(question)
    assert question.startswith('## 1. A\nText.\n\n<div class="prediction" data-prediction="question" data-right="b">\n')
    assert "\n\n**Predict.** What is\n$w$?\n\n</div>" in question  # Markdown between blank lines
    assert '<input type="radio" name="choice" value="a" required> **(a)** 1 < 2</label>\n\n<label>' in question
    assert cells[place + 1].source == "w = 2\nprint(w)" and cells[place + 1].outputs
    answer = cells[place + 2].source
    assert answer.startswith('<details class="reason" open><summary>After you ran it</summary>\n\n**(b)**. Two.')
    assert answer.endswith("\n\n</details>\n</div>")
    inside = question[question.index("<div class") :] + answer
    assert inside.count("<div") == inside.count("</div>") and inside.count("<form") == inside.count("</form>") == 1


def test_a_check_gives_way_to_its_gallery_and_a_solution():
    page = made()
    assert not [cell for cell in page.notebook.cells if cell.source in ("check(f)", "progress()")]
    shown = next(text for text in texts(page) if "gallery" in text)
    assert "What <code>check(f)</code> says of known mistakes (1)" in shown
    assert "\n\n```python\ndef f(x):\n    return x\n```\n\n" in shown
    assert "not doubled: 1 &lt; 2</p>" in shown
    assert "<summary>A solution</summary>\n\n```python\ndef f(x):\n    return 2 * x\n```\n\n</details>" in shown


def test_the_solution_stands_behind_its_fold_alone():
    shown = [text for text in texts(made()) if "return 2 * x" in text]
    assert len(shown) == 1 and shown[0].partition('<details class="solution">')[0].count("2 * x") == 0


def test_an_exercise_without_known_mistakes_has_no_gallery():
    assert not [text for text in texts(made(mistakes=())) if "gallery" in text]


def test_a_mistake_of_leaving_out_shows_no_code():
    shown = next(
        text for text in texts(made(mistakes=[Mistake("01-1", "left_out", "", "✗", "Missing.")])) if "gallery" in text
    )
    assert shown.partition('class="solution"')[0].count("```") == 0


def test_a_picture_becomes_a_file_that_is_loaded_when_it_is_seen():
    page = made()
    (name,) = page.pictures
    assert page.pictures == {name: PNG}
    markup = next(cell for cell in page.notebook.cells if cell.source == "show(drawing)").outputs[0].data["text/html"]
    assert f'src="_static/pictures/{name}" loading="lazy" width="400" height="200"' in markup
    assert set(next(cell for cell in page.notebook.cells if cell.source == "show(drawing)").outputs[0].data) == {
        "text/html"
    }
    assert 'alt="It is 4."' in markup and "base64" in FIGURE and "base64" not in markup


def test_each_section_can_be_finished_at_its_end():
    page = made()
    cells = [cell.source for cell in page.notebook.cells]
    boxes = [place for place, text in enumerate(cells) if "data-section" in text]
    assert ['data-section="question"' in cells[boxes[0]], 'data-section="second"' in cells[boxes[1]]] == [True, True]
    assert cells[boxes[0] + 1].startswith("## 2. B") and boxes[1] == len(cells) - 1
    assert page.sections == 2
    assert [f"> I have finished section {number}<" in cells[box] for number, box in enumerate(boxes, start=1)] == [
        True
    ] * 2


def test_a_section_without_a_number_says_this_one():
    notebook = lesson()
    notebook.cells[4].source = "## Last\nLook."
    cells = lesson_page.of(notebook, "", {}, []).notebook.cells
    assert "> I have finished this section<" in cells[-1].source


def test_a_solution_is_read_without_its_markers():
    assert gallery.solutions(lesson(ANSWER)) == SOLVED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prediction_of_every_lesson_is_played(language):
    for each in places.lessons():
        path = each.root / places.NOTEBOOKS / language.replace("en", "") / f"{each.name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        asked = predictions.of_edition(notebook)
        with speaking(language):
            page = lesson_page.of(notebook, "", {}, [])
        forms = [text for text in texts(page) if "<form>" in text]
        assert len(forms) == len(asked) > 10
        for form, one in zip(forms, asked, strict=True):
            assert form.count("<label>") == len(one.options) and one.question in form
        assert page.pictures and page.sections > 5
