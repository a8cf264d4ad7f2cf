"""Slides: the tagged cells of a lesson, each question with what came of it, and no line of a solution."""

import copy
import html
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from course import places
from course.authoring import predictions
from course.site import built_lessons, openings, slide_page, slides
from course.site.gallery import NO_CODE
from helpers.language import LANGUAGES, speaking
from tests.site.small_site import FIGURE, lesson, printed, shown

FEWEST, MOST = 12, 24
EDITIONS = [(one, language) for one in places.lessons() for language in LANGUAGES]
IDS = [f"{one.number}-{language}" for one, language in EDITIONS]
NO_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


def tagged(*ids, notebook=None):
    """The small lesson with the tag of a slide on these cells."""
    made = copy.deepcopy(notebook or lesson())
    for cell in made.cells:
        if cell.id in ids:
            cell.metadata["tags"] = [*(cell.metadata.get("tags") or []), slides.SLIDE]
    return made


def of(notebook):
    return slides.of(notebook, openings.of(notebook, "01"))


def deck(notebook, language="en", languages=("es",)):
    return slide_page.page("01_one", of(notebook), language, languages)


def test_a_lesson_without_the_tag_has_no_slides():
    assert of(lesson()) == [] and of(tagged("question")) == []


def test_the_first_slide_is_the_opening():
    (first,) = of(tagged("opening"))
    assert (first.kind, first.title) == ("opening", "01 · One")
    assert first.text == "**Which way?**\n\nBy the end you can\n\n- say it (`01-1`);\n- do it."


def test_a_question_is_followed_by_what_its_cells_gave_and_the_reason():
    _, question, outcome = of(tagged("opening", "question"))
    assert (question.kind, question.title) == ("question", "1. A")
    assert question.text.startswith("Text.\n\n**Predict.** What is\n$w$?\n- **(a)** 1 < 2") and not question.cells
    assert (outcome.kind, outcome.title) == ("outcome", "1. A: what came out")
    assert outcome.text == "**(b)**. Two.\n\n- **(a)** is one." and [one.id for one in outcome.cells] == ["code"]


def test_of_several_cells_below_a_question_the_tagged_ones_are_shown():
    notebook = tagged("opening", "question", "second")
    notebook.cells.insert(2, new_code_cell("w = 1", id="before"))
    assert [one.id for one in of(notebook)[2].cells] == ["before", "code"]
    assert [one.id for one in of(tagged("code", notebook=notebook))[2].cells] == ["code"]


def test_a_text_takes_the_figure_below_it_along():
    notebook = tagged("opening", "second", "figure")
    _, text = of(notebook)
    assert (text.title, text.text, [one.id for one in text.cells]) == ("2. B", "Look.", ["figure"])
    _, alone = of(tagged("opening", "figure"))
    assert (alone.title, alone.text, [one.id for one in alone.cells]) == ("2. B", "", ["figure"])


def test_an_exercise_is_its_statement_without_hints():
    notebook = tagged("opening", "asks")
    asks = next(cell for cell in notebook.cells if cell.id == "asks")
    asks.source += "\n> Twice.\n\n<details><summary>Hint 1</summary>Two.</details>"
    _, exercise = of(notebook)
    assert (exercise.kind, exercise.title, exercise.text) == ("exercise", "Exercise 01-1", "Double it.\nTwice.")


def test_what_is_shown_once_is_no_slide_again():
    assert len(of(tagged("opening", "question", "code", "answer"))) == 3


def test_a_page_has_one_first_heading_a_name_for_each_slide_and_the_way_back():
    page = deck(tagged("opening", "question", "second", "figure"))
    assert '<h2 id="title-2">1. A</h2>' in page
    assert page.count("<h1") == 1 and page.count("<h2") == 3 and page.count('role="group"') == 4
    for number in range(1, 5):
        assert f'id="slide-{number}"' in page and page.count(f'"title-{number}"') == 2
    assert "<title>Slides of 01 · One</title>" in page and '<html lang="en">' in page
    assert 'data-page="../01_one.html"' in page and '<a href="../01_one.html">' in page
    assert '<a lang="es" href="../../es/slides/01_one.html">español</a>' in page


def test_pictures_are_those_of_the_site_and_all_there_when_printed():
    page = deck(tagged("opening", "figure"))
    assert re.search(r'src="\.\./_static/pictures/[0-9a-f]{16}\.png" width="400" height="200"', page)
    assert 'alt="It is 4."' in page and "base64" not in page and "lazy" not in page


def test_a_figure_stands_without_the_code_that_draws_it():
    notebook = tagged("opening", "figure", "second")
    figure = next(cell for cell in notebook.cells if cell.id == "figure")
    figure.outputs = [printed("4\n"), shown(FIGURE)]
    figure.outputs[1].data[slide_page.FIGURE] = {}
    page = deck(notebook)
    assert "drawing" not in page and '<pre class="printed">4</pre>' in page and "<img" in page


def test_formulas_stand_in_the_brackets_that_mathjax_looks_for():
    notebook = tagged("opening", "second")
    next(cell for cell in notebook.cells if cell.id == "second").source = "## B\n$a < b$ and\n\n$$c$$"
    page = deck(notebook)
    assert r"<p>\(a &lt; b\) and</p>" in page and r"<p>\[c\]</p>" in page


def test_the_number_of_an_exercise_stays_on_one_line():
    page = deck(tagged("opening", "asks"))
    assert '>Exercise <span class="exercise-number">01-1</span></h2>' in page


def test_what_is_printed_is_no_markup():
    notebook = tagged("opening", "question")
    next(cell for cell in notebook.cells if cell.id == "code").outputs = [printed("<b>&\n")]
    assert '<pre class="printed">&lt;b&gt;&amp;</pre>' in deck(notebook)


def test_a_page_asks_for_nothing_from_outside():
    page = deck(tagged("opening", "question"))
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_a_full_slide_is_set_smaller():
    small, large = (slide_page._size("word " * count, "", wide=2) for count in (300, 20))
    assert small < 1 < large
    assert slide_page._size("word " * 150, "", wide=1) < slide_page._size("word " * 150, "", wide=2)
    printed = "<pre>" + "x\n" * 12 + "</pre>"
    assert slide_page._size("", f"{printed}<img>", wide=1) < slide_page._size("", printed, wide=1)


@pytest.mark.parametrize(("one", "language"), EDITIONS, ids=IDS)
def test_a_lesson_has_its_slides(one, language):
    stored = built_lessons.stored(built_lessons.in_language(one, language))
    with speaking(language):
        found = slides.of(stored, opening := openings.of(stored, one.number))
        page = slide_page.page(one.name, found, language, [])
    kinds = [slide.kind for slide in found]
    assert FEWEST <= len(found) <= MOST and kinds[0] == "opening" and found[0].title == opening.title
    assert html.escape(opening.question) in html.unescape(page) or opening.question in html.unescape(page)
    assert kinds.count("exercise") >= 2 and "<img" in page and r"\(" in page
    for place, kind in enumerate(kinds):
        assert (kind == "question") == (place + 1 < len(kinds) and kinds[place + 1] == "outcome")
        assert kind != "outcome" or (found[place].cells and predictions.RIGHT.match(found[place].text))


def lines_of_answers(read, notebook):
    """The lines of a lesson's answers, and those of them that a notebook's slides show."""
    given = {line.strip() for cell in read.notebook.cells for line in cell.source.splitlines()}
    answers = {line.strip() for code in read.solved.values() for line in code.splitlines()} - given
    answers = {line for line in answers if len(line) > 8 and not line.startswith(NO_CODE)}
    page = slide_page.page("01_one", slides.of(notebook, read.opening), "en", [])
    text = html.unescape(slide_page.BETWEEN_TAGS.sub("", NO_SCRIPT.sub("", page)))
    return answers, answers & {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize(("one", "language"), EDITIONS, ids=IDS)
def test_no_slide_holds_a_line_of_a_solution(one, language):
    read = built_lessons.read(built_lessons.in_language(one, language))
    answers, seen = lines_of_answers(read, read.notebook)
    assert len(answers) >= 10 and not seen


def test_a_line_of_a_solution_would_be_seen():
    read = built_lessons.read(places.lessons()[0])
    solved = nbformat.read(read.files.solution, as_version=4)
    next(cell for cell in solved.cells if cell.id == "exercise-01-1").metadata["tags"].append(slides.SLIDE)
    _, seen = lines_of_answers(read, solved)
    assert "return prediction, error, error**2" in seen


@pytest.mark.parametrize("one", places.lessons(), ids=lambda one: one.number)
def test_the_tag_is_on_the_same_cells_in_every_edition_and_nowhere_in_an_answer(one):
    paths = [one.solution, one.notebook, built_lessons.in_language(one, "es").notebook]
    found = []
    for path in paths:
        cells = nbformat.read(path, as_version=4).cells
        chosen = [cell for cell in cells if slides.SLIDE in (cell.metadata.get("tags") or [])]
        assert not any({"exercise", "check"} & set(cell.metadata["tags"]) for cell in chosen)
        found.append([cell.id for cell in chosen])
    assert found[0] == found[1] == found[2] != []
