"""A lesson's page for instructors, and the part that it belongs to."""

import re
from dataclasses import replace

import nbformat
import pytest

from course import places
from course.authoring import predictions
from course.site import built_lessons, gallery, instructors, parts, teaching
from helpers import exercises
from helpers.language import speaking
from tests.site.small_site import course, lesson

WRITTEN = "# Teaching 01 · One\n\nIt is for you.\n\n## Questions for the board\n\n**1.** Why?\n"
HINT = "<details><summary>Hint 1</summary>Two.</details>"
WRONG = gallery.Mistake("01-1", "not_doubled", "def f(x):\n    return x", "✗", "not doubled: 1 < 2")


def small(root, mistakes=(WRONG,), written=WRITTEN):
    """The small course with a guide, its lesson, and the text of its page."""
    made = course(root)
    notebook = lesson()
    asks = next(cell for cell in notebook.cells if cell.id == "asks")
    asks.source = f"> **Exercise 01-1.** *Forward* (level 1, 3 minutes). Double it.\n\n{HINT}"
    for name in ("notebooks", "notebooks/es"):
        nbformat.write(notebook, made / name / "01_one.ipynb")
    guide = made / places.GUIDE
    guide.mkdir(parents=True)
    for page, text in (("01_one.md", written), ("a_class.md", "# A class\n\nBegin.\n")):
        for path in (guide / page, places.translated(guide / page, "es")):
            path.write_text(text, encoding="utf-8")
    (one,) = [replace(built_lessons.read(each), mistakes=list(mistakes)) for each in places.lessons(made)]
    return made, one


@pytest.fixture
def page(tmp_path):
    _, one = small(tmp_path)
    return teaching.page(WRITTEN, one, one.notebook)


def test_a_page_says_first_what_it_holds_and_keeps_what_is_written_by_hand(page):
    assert page.startswith("# Teaching 01 · One\n\n**This page has the answers.** [The lesson](01_one.ipynb)")
    assert "\n\nIt is for you.\n\n## Questions for the board\n\n**1.** Why?\n\n## Time plan\n\n| Section |" in page


def test_a_page_names_each_mistake_below_its_exercise_with_its_lines_the_verdict_and_the_hints(page):
    part = page.split("### 01-1 · Forward\n")[1].split("\n## ")[0]
    assert "Double it." in part and HINT in part
    assert (
        "```python\ndef f(x):\n    return x\n```" in part
        and "✗ 01-1</b> <code>not_doubled</code> not doubled: 1 &lt; 2</p>" in part
    )


def test_a_mistake_of_another_exercise_does_not_stand_there(tmp_path):
    _, one = small(tmp_path, [replace(WRONG, exercise="01-2")])
    assert "not doubled" not in teaching.page(WRITTEN, one, one.notebook)


def test_a_page_answers_each_prediction_with_the_reason_and_the_mistakes(page):
    part = page.split("## The answer to each prediction\n")[1]
    asked = "### 1. A\n\n**Predict.** What is\n$w$?\n\n- **(a)** 1 < 2\n- **(b)** 2"
    assert part.strip() == f"{asked}\n\n> **(b)**. Two.\n> \n> - **(a)** is one."


def test_the_part_has_the_guide_then_the_lessons_and_a_table_of_them(tmp_path):
    root, one = small(tmp_path)
    part = instructors.of(root, "en", [one])
    assert list(part.pages) == ["a_class", "teaching_01_one"] and part.heading == "For instructors"
    guide = part.pages["a_class"]
    assert guide.startswith("# A class\n\nBegin.\n\n## What there is for each lesson\n")
    assert "| [01 · One](01_one.ipynb) | " in guide and "[Teaching it](teaching_01_one.md)" in guide
    assert part.beside == {}  # no cell of it is tagged


def test_slides_stand_beside_the_pages_of_a_lesson_that_has_some(tmp_path):
    root, one = small(tmp_path)
    one.notebook.cells[0].metadata["tags"] = ["slide"]
    part = instructors.of(root, "en", [one])
    assert list(part.beside) == ["slides/01_one.html"] and b"<h1" in part.beside["slides/01_one.html"]


def test_a_course_without_a_guide_has_no_pages_for_instructors(tmp_path):
    root = course(tmp_path)
    (one,) = map(built_lessons.read, places.lessons(root))
    assert instructors.of(root, "en", [one]).pages == {}


def test_minutes_are_the_english_ones_in_every_language(tmp_path):
    root, one = small(tmp_path)
    path = root / "notebooks" / "es" / "01_one.ipynb"
    longer = nbformat.read(path, as_version=4)
    longer.cells[1].source = longer.cells[1].source.replace("## 1. A", "## 1. Á\n" + "palabra " * 300)
    nbformat.write(longer, path)
    with speaking("es"):
        spanish = instructors.of(root, "es", [built_lessons.read(built_lessons.in_language(one.files, "es"))])
    rows = [part.pages["teaching_01_one"] for part in (instructors.of(root, "en", [one]), spanish)]
    english, other = (re.search(r"\| 1\. .*", text).group().split("|")[2:] for text in rows)
    assert english == other and "| 1. Á |" in rows[1]


@pytest.mark.parametrize("one", places.lessons(), ids=lambda one: one.number)
def test_the_page_of_a_lesson_is_whole(one):
    """Every exercise, declared mistake and prediction of a lesson of the course."""
    known = [
        gallery.Mistake(each.id, mistake.id, f"wrong_{mistake.id}()", "✗", mistake.message)
        for each in exercises.of_lesson(one.number)
        for mistake in each.mistakes
    ]
    read = replace(built_lessons.read(one), mistakes=known)
    written = (places.ROOT / places.GUIDE / f"{one.name}.md").read_text(encoding="utf-8")
    assert written.startswith(f"# Teaching {read.opening.title}\n\n")
    page = teaching.page(written, read, read.notebook)
    for each in exercises.of_lesson(one.number):
        part = page.split(f"### {each.id} · {each.title}\n")[1].split("\n### ")[0].split("\n## ")[0]
        assert all(f"wrong_{mistake.id}()" in part for mistake in each.mistakes)
        assert part.count("wrong_") == len(each.mistakes)
    answers = page.split("## The answer to each prediction\n")[1]
    asked = predictions.of_notebook(read.notebook)
    assert answers.count("**Predict.**") == answers.count("\n> **(") == len(asked)
    for prediction in asked:
        assert f"> **({prediction.right})**" in answers
        assert all(mistake in answers for mistake in prediction.mistakes.values())


def linked(name, **pages):
    """What is left of the pages before and after a page."""
    context = {way: pages.get(way) and {"link": f"{pages[way]}.html"} for way in ("prev", "next")}
    parts.apart_from_lessons(None, name, "page.html", context, None)
    return [bool(context[way]) for way in ("prev", "next")]


def test_no_next_or_previous_leads_between_lessons_and_pages_with_answers():
    assert linked("01_one", prev="index", next="02_two") == [True, True]
    assert linked("07_last", prev="06_six", next="how_to_run_a_class") == [True, False]
    assert linked("how_to_run_a_class", prev="07_last", next="two_calendars") == [False, True]
    assert linked("index", next="01_one") == [False, True]


def test_the_guide_says_how_to_run_a_class_from_handing_out_to_returning():
    text = (places.ROOT / places.GUIDE / "how_to_run_a_class.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == [
        "The day before",
        "Handing out",
        "In class",
        "Collecting",
        "Marking and returning",
        "After the class",
    ]


def test_the_guide_stays_short_enough_to_read_and_translate():
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in places.pages("guide"))
    assert {one.name for one in places.lessons()} < {path.stem for path in places.pages("guide")} and words <= 3600
