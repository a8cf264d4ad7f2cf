"""A class that is marked a second time, by another rule: what the first run left is taken away, named or kept."""

import json
import zipfile
from pathlib import Path

import pytest

from course.__main__ import main
from course.classroom.reading.notebook_file import RETURNED
from course.marking import returning
from tests.classroom.learners import RIGHT, WRONG, answered

LESSON = "01_backprop_scalar"
POINTS = '[points]\ndefault = 2\n[attempts]\ncounts = "{counts}"\n'
FIRST, LAST = (f"ada_11_{upload}_{LESSON}{later}.ipynb" for upload, later in ((500, ""), (501, "-1")))


def hand_in(folder, name, answers):
    Path(folder).mkdir(exist_ok=True)
    Path(folder, name).write_text(json.dumps(answered(*answers.values())))


@pytest.fixture
def attempts(here):
    hand_in("class", FIRST, RIGHT)
    hand_in("class", LAST, WRONG)
    return here


def grade(*words, paths=("class",), counts="", out="grades"):
    asked = []
    if counts:
        Path("p.toml").write_text(POINTS.format(counts=counts))
        asked = ["--points", "p.toml"]
    return main(["grade", *paths, "--workers", "1", "--out", out, *asked, *words])


def names(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


@pytest.mark.parametrize("anonymous", [[], ["--anonymous"]], ids=["named", "anonymous"])
def test_the_attempt_that_counts_no_more_is_taken_out_of_the_folder_of_returns(attempts, capsys, anonymous):
    assert grade("--return", "back", *anonymous, counts="last") == 0
    (last,) = names("back")
    capsys.readouterr()
    assert grade("--return", "back", *anonymous, counts="first") == 0
    (first,) = names("back")
    assert (first != last and anonymous) or (last, first) == (LAST, FIRST)
    assert f"removed: back/{last}, of an attempt that does not count" in capsys.readouterr().err
    assert names("class") == {FIRST, LAST}


def test_a_new_upload_takes_the_place_of_the_one_that_was_returned_before(attempts):
    Path("class", LAST).rename("later")
    grade("--return", "back")
    assert names("back") == {FIRST}
    Path("later").rename(f"class/{LAST}")
    assert grade("--return", "back") == 0
    assert names("back") == {LAST}


@pytest.mark.parametrize("change", ["went on", "comment taken out", "another class"])
def test_what_is_not_just_that_attempts_return_is_named_and_stays(attempts, capsys, change):
    if change == "another class":  # whose learner has the same file name, and was returned into the same folder
        hand_in("theirs", LAST, RIGHT)
        grade("--return", "back", paths=["theirs"], out="others")
    else:
        grade("--return", "back", counts="last")
        data = json.loads(Path("back", LAST).read_text())
        data["cells"] = data["cells"][1:] if change == "comment taken out" else [*data["cells"], data["cells"][1]]
        Path("back", LAST).write_text(json.dumps(data))
    before = Path("back", LAST).read_bytes()
    capsys.readouterr()
    assert grade("--return", "back", counts="first") == 1
    assert f"not removed: back/{LAST}, of an attempt that does not count: it is not just as" in capsys.readouterr().err
    assert Path("back", LAST).read_bytes() == before and Path("back", FIRST).is_file()


def test_whatever_else_lies_in_the_folder_of_returns_is_neither_removed_nor_named(attempts, capsys):
    hand_in("theirs", f"bo_12_502_{LESSON}.ipynb", WRONG)
    grade("--return", "back", paths=["theirs"], out="others")
    Path("back", LAST).write_bytes(Path("class", LAST).read_bytes())  # a copy of what was handed in
    Path("back/notes.txt").write_text(RETURNED)
    before = {name: Path("back", name).read_bytes() for name in names("back")}
    capsys.readouterr()
    assert grade("--return", "back", counts="first") == 0
    assert "removed" not in capsys.readouterr().err
    assert {name: Path("back", name).read_bytes() for name in names("back") - {FIRST}} == before


def test_what_was_handed_in_is_never_removed_where_it_lies_among_the_returns(attempts, capsys):
    grade("--return", "back", counts="last")
    returned = Path("back", LAST).read_bytes()
    Path("class", LAST).write_bytes(returned)  # handed in again as it was returned
    assert grade("--return", "class", paths=["class/*.ipynb"], counts="first") == 1  # the first lies there as well
    assert Path("class", LAST).read_bytes() == returned
    assert "removed" not in capsys.readouterr().err


def test_a_note_on_an_attempt_tells_of_none_and_is_named(attempts, capsys):
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {
                "cells": [
                    {"input": cell["source"], "language": "python", **cell}
                    for cell in answered(*WRONG.values())["cells"]
                ]
            }
        ],
    }
    Path("class", LAST).write_text(json.dumps(old))
    grade("--return", "back", counts="last")
    assert names("back") == {f"{LAST}.note.txt"}
    assert grade("--return", "back", counts="first") == 1
    assert f"not removed: back/{LAST}.note.txt" in capsys.readouterr().err and f"{LAST}.note.txt" in names("back")


def test_what_this_run_returns_is_not_taken_for_an_attempts_of_the_same_place(here, capsys):
    text, same, later = (f"ada_11_{upload}_{LESSON}.ipynb.txt{end}" for upload, end in (
        (500, ""), (500, ".ipynb"), (501, "-1.ipynb")))  # fmt: skip
    for name, answers in ((text, RIGHT), (same, WRONG), (later, WRONG)):
        hand_in("class", name, answers)
    assert grade("--return", "back", counts="last") == 0
    assert names("back") == {f"{text}.ipynb", later} and f"{text}.ipynb" == same
    assert "removed" not in capsys.readouterr().err


def test_in_an_archive_the_other_attempt_is_found_by_its_place_in_it(attempts):
    with zipfile.ZipFile("class.zip", "w") as archive:
        for name in (FIRST, LAST):
            archive.write(f"class/{name}", f"week/{name}")
    for counts, name in (("last", LAST), ("first", FIRST)):
        grade("--return", "back", paths=["class.zip"], counts=counts)
        assert names("back") == {f"week/{name}"}


def test_one_return_that_cannot_be_removed_costs_no_other(attempts, capsys, monkeypatch):
    grade("--return", "back", counts="last")
    monkeypatch.setattr(returning, "_is_of", lambda *_: 1 / 0)
    assert grade("--return", "back", counts="first") == 1
    assert f"not removed: back/{LAST}" in capsys.readouterr().err and names("back") == {FIRST, LAST}


def test_a_table_of_an_earlier_run_is_named_as_older(attempts, capsys):
    grade("--table", "generic", counts="best")
    Path("grades/moodle.csv").write_text("mine")
    assert "older:" not in capsys.readouterr().err
    grade(counts="last")
    told = capsys.readouterr().err
    assert "older: grades/generic.csv is not of this run" in told and "Add --table generic" in told
    Path("r.toml").write_text('by = "M."\n[[remark]]\nlearner = "nobody"\ntext = "x"\n')
    grade("--table", "generic", "--remarks", "r.toml", counts="last")
    told = capsys.readouterr().err
    assert "no marks were given" in told and "older: grades/generic.csv" in told and "older: grades/moodle.csv" in told
    assert Path("grades/moodle.csv").read_text() == "mine"


def test_the_roster_is_never_written_over_by_the_table_that_it_is_read_for(attempts, capsys):
    Path("generic.csv").write_text("name\nada\n")
    assert grade("--table", "generic", "--roster", "generic.csv", out="page.html") == 1
    assert "--roster generic.csv is what --table generic writes over." in capsys.readouterr().err
    assert Path("generic.csv").read_text() == "name\nada\n" and attempts.count == 0


FAULTS = {
    "no TOML": ('by = "M."\n[[remark]\n', "said.toml: it cannot be read as TOML"),
    "unknown key": ('by = "M."\n[[remark]]\nlearner = "ada"\nsays = "x"\n', 'said.toml [[remark]] 1: "says" is no key'),
    "nobody says it": (
        '[[remark]]\nlearner = "ada"\ntext = "x"\n',
        'said.toml [[remark]] 1: nobody says it. Write by = "your name" at the top of said.toml.',
    ),
    "a time without a zone": (
        'by = "M."\n[[remark]]\nlearner = "ada"\nhanded_in = 2026-11-20T10:00:00\n',
        "said.toml [[remark]] 1 handed_in: 2026-11-20T10:00:00 is in no time zone",
    ),
    "about nobody": ('by = "M."\n[[remark]]\ntext = "x"\n', "said.toml [[remark]] 1: found nobody"),
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_in_the_remarks_without_the_class_is_said_before_anything_is_run(
    attempts, capsys, text, sentence
):
    Path("said.toml").write_text(text)
    assert grade("--remarks", "said.toml", counts="last") == 1
    assert sentence in capsys.readouterr().err
    assert attempts.count == 0 and not Path("grades").exists()


def test_a_time_in_the_roster_that_cannot_be_read_is_said_before_anything_is_run(attempts, capsys):
    Path("p.toml").write_text('[late]\nfixed = "9 %"\n[deadlines]\n"01" = 2026-11-20T23:59:00Z\n')
    Path("roster.csv").write_text("name,handed_in\nAda,\nBo,yesterday\n")
    assert grade("--points", "p.toml", "--roster", "roster.csv") == 1
    assert 'The roster\'s row 3: "yesterday" is no time' in capsys.readouterr().err
    assert attempts.count == 0 and not Path("grades").exists()


def test_the_points_file_is_named_as_it_is_called(attempts, capsys):
    Path("week 2.toml").write_text("[pionts]\n")
    assert grade("--points", "week 2.toml") == 1
    assert 'week 2.toml: at its top: "pionts" is no key. Did you mean "points"?' in capsys.readouterr().err
