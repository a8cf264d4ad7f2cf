"""The class page of a class that was marked: in English, whatever its learners read, and each thing in its place."""

import json
import re
from pathlib import Path

import pytest

from course.__main__ import main
from helpers.language import say, speaking
from tests.classroom.learners import RIGHT, WRONG, answered
from tests.classroom.spanish import in_spanish

LESSON, OTHER = "01_backprop_scalar", "02_manual_gradient_descent"
POINTS = '[points]\ndefault = 2\n[out_of]\n"01" = 100\n[attempts]\nper_attempt = "10 %"\n'
REMARKS = 'by = "M."\n[[remark]]\nlearner = "eva"\nexercise = "01-2"\npoints = 1.5\n'


@pytest.fixture
def page(here):
    """The page of a class of two: one with two attempts, and one whose notebook is Spanish."""
    Path("class").mkdir()
    for name, data in {
        f"ada_11_500_{LESSON}.ipynb": answered(*RIGHT.values()),
        f"ada_11_501_{LESSON}-1.ipynb": answered(*WRONG.values()),
        f"eva_12_502_{LESSON}.ipynb": in_spanish(answered(*WRONG.values())),
    }.items():
        Path("class", name).write_text(json.dumps(data))
    Path("p.toml").write_text(POINTS)
    Path("r.toml").write_text(REMARKS)
    assert main(["grade", "class", "--workers", "1", "--points", "p.toml", "--remarks", "r.toml"]) == 0
    return Path("grades/index.html").read_text()


def section(page, title):
    return page.partition(f"<h2>{title}")[2].partition("<h2>")[0]


def test_what_a_spanish_learner_reads_in_spanish_is_english_for_the_instructor(page):
    with speaking("es"):
        spanish = say("Points given: {points}.", points="1.5")
    (own,) = Path("grades/learners").glob("eva-*.html")
    assert spanish != "Points given: 1.5." and f"M.: {spanish}" in own.read_text()
    for text in (page, Path("grades/class.csv").read_text(), Path("grades/report.json").read_text()):
        assert "M.: Points given: 1.5." in text
        assert spanish not in text and json.dumps(spanish)[1:-1] not in text


def test_which_attempt_counts_is_said_and_is_nothing_to_be_done(page):
    assert "Attempt 2 of 2 counts (last)." in section(page, "Decided by the points file or a remark: 1")
    assert "counts (last)" not in section(page, "To be looked at before the marks are final")
    assert page.count("counts (last)") == 1


def test_what_was_taken_off_stands_small_below_the_points_and_the_page_says_of_which_lesson_it_is(page):
    # One of six is right and one wrong: 2 of 12 points, and 10 % less for the second attempt.
    cells = re.findall(r'<td class="number">(\S+ of 100)(.*?)</td>', page)
    assert cells == [
        ("15 of 100", "<small>Attempts before this one: 1. Taken off: 10 %.</small>"),
        ("29.17 of 100", ""),
    ]
    assert f"<title>{LESSON}: 2 notebooks</title>" in page and f"<h1>{LESSON}: 2 notebooks</h1>" in page


def test_the_learner_reads_how_the_points_came_about_on_the_page_and_in_the_notebook(page):
    (own,) = (
        path.read_text() for path in Path("grades/learners").glob("ada-*.html") if "Another" not in path.read_text()
    )
    reckoned = "Earned: 2 of 12 points, which is 16.67 of 100. Attempts before this one: 1. Taken off: 10 %."
    assert f"<strong>Points: 15 of 100.</strong> {reckoned}</p>" in own
    main(["grade", "class", "--workers", "1", "--points", "p.toml", "--return", "back"])
    (comment, *_), *_ = json.loads(Path(f"back/ada_11_501_{LESSON}-1.ipynb").read_text()).values()
    assert reckoned.replace(":", "&#58;") in comment["source"]


def test_one_notebook_is_no_notebooks(here, capsys):
    Path("ada.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    main(["grade", "ada.ipynb", "--workers", "1", "--return", "back"])
    told, page = capsys.readouterr(), Path("grades/index.html").read_text()
    assert "(1 notebook, 0 notes on files" in told.err and f"{LESSON}, 1 notebook\n" in told.out
    assert f"<h2>{LESSON}, 1 notebook</h2>" in page and "1 notebook by 6 exercises" in page
    assert "1 notebooks" not in page + told.err + told.out


def test_a_mark_in_the_column_of_another_lesson_is_said(here, capsys):
    """A file that is named after one lesson and holds another: its own column stays as it was."""
    Path("class").mkdir()
    for name in (f"ada_{LESSON}", f"bo_{OTHER}"):
        Path("class", f"{name}.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    main(["grade", "class", "--workers", "1", "--table", "generic"])
    said = re.findall(r"^perhaps the wrong lesson: .*", capsys.readouterr().err, re.MULTILINE)
    assert said == [
        f"perhaps the wrong lesson: bo (class/bo_{OTHER}.ipynb): The file is named after {OTHER}, and what is in it is "
        f"{LESSON}. Its mark is that of {LESSON}, and in no other lesson's column."
    ]
