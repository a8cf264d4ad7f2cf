"""Figures into a table, sentences, a picture and a section of a page."""

from math import nan

import pytest

from course import CourseError
from course.checking.bench.measuring import Cost, Costs
from course.checking.bench.notebook_runs import Plan, Runs
from course.checking.bench.notebooks_table import picture, sentences, table
from course.checking.bench.page_section import PAGE, Section, replaced, write
from course.checking.bench.tools import FLOOR, OURS, STOCK
from helpers.figures import png

PLAN = Plan(sizes=(1, 10, 20))


@pytest.fixture
def runs():
    """Ours 10 s, the floor 5 s, stock 60 s with 10 notebooks; papermill only there."""
    costs = {
        (OURS, 1): [Cost(4, 5)],
        (OURS, 10): [Cost(90, 90, 700_000_000), Cost(10, 16), Cost(9, 15)],
        (OURS, 20): [Cost(15, 25)],
        (FLOOR, 1): [Cost(3, 3)],
        (FLOOR, 10): [Cost(5, 5, 250_000_000)],
        (FLOOR, 20): [Cost(8, 9)],
        (STOCK, 10): [Cost(60, 70)],
        ("papermill", 10): [Cost(80, 90)],
    }
    return Runs({key: Costs(value) for key, value in costs.items()})


NAMES = [OURS, FLOOR, STOCK, "papermill"]


def test_the_table_has_medians_ratios_memory_and_growth(runs):
    lines = table(runs, PLAN, NAMES).splitlines()
    assert lines[0] == (
        "| 10 notebooks | s | ÷ ours | ÷ floor | processor s | peak MB | 1 notebook, s | 20 notebooks, s | runs |"
    )
    assert lines[2] == f"| **{OURS}** | 10.0 | 1.0 | 2.0 | 16.0 | 700 | 4.0 | 15.0 | 3 |"
    assert lines[4] == f"| {STOCK} | 60.0 | 6.0 | 12.0 | 70.0 | – | – | – | 1 |"


def test_the_sentences_say_each_goal_with_its_number(runs):
    said = " ".join(sentences(runs, PLAN, 78_000_000))
    for words in ("takes 6.0 times", "2.0 times as long as the floor", "78 MB"):
        assert words in said
    # (25 - 16) / 10 of ours, of which (9 - 5) / 10 are the cells' own.
    assert "costs 0.50 s of processor beyond its own 0.40 s" in said


def test_what_was_not_measured_is_not_said():
    assert sentences(Runs({(OURS, 10): Costs([Cost(10, 16)])}), PLAN, nan) == []


def test_the_picture_shows_the_tools_that_ran_and_the_growth_of_those_with_all_sizes(runs):
    figure = picture(runs, PLAN, [*NAMES, "never ran"])
    left, right = figure.axes
    assert [label.get_text() for label in left.get_yticklabels()] == NAMES[::-1]
    assert [line.get_label() for line in right.lines] == [OURS, FLOOR]
    assert png(figure).startswith(b"\x89PNG")


TEXT = "# Title\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nThe end.\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / PAGE
    path.parent.mkdir(parents=True)
    return path


def test_only_the_section_is_rewritten(tmp_path, page):
    page.write_text(TEXT)
    write(Section("bench", "new \\1 text", ("bench.png", b"PNG")), tmp_path)
    text = "# Title\n\n<!-- bench -->\n\nnew \\1 text\n\n<!-- /bench -->\n\nThe end.\n"
    assert page.read_text() == text
    assert (tmp_path / "pictures" / "bench.png").read_bytes() == b"PNG"


@pytest.mark.parametrize(
    "text",
    ["no marker", "<!-- bench -->", "<!-- /bench --> <!-- bench -->", TEXT + TEXT],
    ids=["none", "one", "swapped", "twice"],
)
def test_a_page_without_its_place_is_left_alone(tmp_path, page, text):
    page.write_text(text)
    with pytest.raises(CourseError, match="expected one line <!-- bench -->"):
        write(Section("bench", "new", ("bench.png", b"PNG")), tmp_path)
    assert page.read_text() == text
    assert not (tmp_path / "pictures").exists()


def test_the_courses_own_page_has_the_place():
    from course.places import ROOT

    assert "new" in replaced((ROOT / PAGE).read_text(encoding="utf-8"), Section("bench", "new"))
