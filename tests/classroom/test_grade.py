"""The verb `grade`: what is run again, what a stop keeps, what is refused, how a class is told. No wall here."""

import json
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest

from course import places
from course.__main__ import main
from course.classroom.jail import child
from course.classroom.jail.attempt import REPLIED, Attempt
from course.classroom.jail.parent import JailError
from course.classroom.judging import grading, worker
from course.classroom.reading import submissions
from course.classroom.reporting.report_files import Shelf
from helpers import exercises
from tests.classroom.test_attacks import RIGHT, WRONG, answered, cell, notebook


class Here:
    """Runs an answer in this process, as a fork of the warm process would; counts, and may be told to fail."""

    def __init__(self):
        self.count, self.stop_at, self.fault = 0, None, KeyboardInterrupt()

    def attempt(self, request, cells, stand_ins=None):
        self.count += 1
        if self.count == self.stop_at:
            raise self.fault
        reply = child.answered({"cells": cells, "request": request, "stand_ins": stand_ins or {}})
        return Attempt(REPLIED, reply["returned"], tuple(reply["faults"]))


@pytest.fixture
def here(monkeypatch):
    jail = Here()
    monkeypatch.setattr(worker, "jail", lambda wall: jail)
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: [])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # an answer's cells run as one
    return jail


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "class"
    path.mkdir()
    for learner in ("ada", "ben", "cleo", "dana"):
        content = answered(*(RIGHT if learner == "ada" else WRONG).values())
        (path / f"{learner}.ipynb").write_text(json.dumps(content))
    return path


def grade(folder, out, *more):
    return main(["grade", str(folder), "--out", str(out), "--workers", "1", *more])


def states(out):
    data = json.loads((out / "report.json").read_text())
    return {one["learner"]: {line["id"]: line["state"] for line in one["exercises"]} for one in data["notebooks"]}


def test_a_class_becomes_a_page_a_table_and_data(here, folder, tmp_path, capsys):
    assert grade(folder, tmp_path / "out") == 0
    found = states(tmp_path / "out")
    assert [found[learner]["01-2"] for learner in ("ada", "ben", "cleo", "dana")] == ["right", *["wrong"] * 3]
    rows = (tmp_path / "out" / "class.csv").read_text().splitlines()
    assert rows[1].startswith("ada,01_backprop_scalar,") and "no factor 2" in rows[2]
    page = (tmp_path / "out" / "index.html").read_text()
    assert re.search(r'src="data:image/png;base64,[^"]+"', page) and "Heat map of lesson 01" in page
    assert "ben 01_backprop_scalar" in capsys.readouterr().err


def test_the_same_wrong_value_of_many_learners_is_one_line(here, folder, tmp_path, capsys):
    grade(folder, tmp_path / "out")
    told = capsys.readouterr().out
    assert re.findall(r"^01-2 +3 x no factor 2, \[10, 1, 4, 20\]: .*", told, re.MULTILINE)


def test_a_learners_page_has_inputs_both_values_and_both_codes(here, folder, tmp_path):
    grade(folder, tmp_path / "out")
    [page] = (tmp_path / "out" / "learners").glob("ben-*.html")
    text = page.read_text()
    assert "For x = 4, w = 3, y = 7: returned [10, 1, 4, 20], expected [10, 1, 4, 40]." in text
    assert "e * x" in text and "dL_de * de_dyhat * dyhat_dw" in text


def test_a_second_run_runs_only_what_has_changed(here, folder, tmp_path):
    grade(folder, tmp_path / "out")
    first, here.count = here.count, 0
    grade(folder, tmp_path / "out")
    assert (first > 4, here.count) == (True, 0)
    (folder / "ben.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    grade(folder, tmp_path / "out")
    assert here.count == 2
    assert states(tmp_path / "out")["ben"]["01-2"] == "right"


@pytest.mark.parametrize(
    ("out", "data"),
    [("grades", "grades/report.json"), ("grades.html", "grades.json"), (".", "report.json")],
    ids=["a folder", "a page", "the class's own folder"],
)
def test_a_report_inside_the_class_is_not_graded(here, folder, out, data, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "learners").mkdir()  # somebody's own, and the report's name for its pages
    (folder / "learners" / "eve.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    assert [grade(".", out), grade(".", out), grade(folder, out)] == [0, 0, 0]
    found = json.loads(Path(data).read_text())["notebooks"]
    assert [Path(one["file"]).name for one in found] == [
        f"{name}.ipynb" for name in ("ada", "ben", "cleo", "dana", "eve")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse names that are no text")
def test_two_names_that_are_no_text_are_two_learners(here, folder, tmp_path):
    for byte, answers in ((b"\xfc", RIGHT), (b"\xe4", WRONG)):
        with open(os.fsencode(folder) + b"/m" + byte + b"ller.ipynb", "w") as file:  # noqa: PTH123, the name is bytes
            json.dump(answered(*answers.values()), file)
    grade(folder, tmp_path / "out")
    found = states(tmp_path / "out")
    assert (found["m\\xe4ller"]["01-2"], found["m\\xfcller"]["01-2"]) == ("wrong", "right")
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    for member in ("file", "identity", "page"):
        assert len({one[member] for one in data}) == 6
    here.count = 0
    grade(folder, tmp_path / "out")
    assert (here.count, states(tmp_path / "out")) == (0, found)


def test_two_names_alike_as_far_as_they_are_shown_are_two_learners(here, folder, tmp_path):
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for ending, answers in (("a", RIGHT), ("b", WRONG), ("\x01", RIGHT), ("\x02", WRONG)):
            archive.writestr(f"{'x' * 600}{ending}.ipynb", json.dumps(answered(*answers.values())))
    grade(folder / "class.zip", tmp_path / "out")
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    assert [one["exercises"][1]["state"] for one in data] == ["right", "wrong"] * 2
    assert len({one["page"] for one in data}) == 4


def test_a_second_lesson_in_one_notebook_is_mentioned(here, folder, tmp_path, capsys):
    second = json.loads((places.ROOT / "notebooks" / "02_manual_gradient_descent.ipynb").read_text(encoding="utf-8"))
    cells = json.loads((places.ROOT / "notebooks" / "01_backprop_scalar.ipynb").read_text(encoding="utf-8"))["cells"]
    (folder / "ada.ipynb").write_text(json.dumps(notebook(*cells, *second["cells"])))
    for _ in range(2):  # of the second run nothing is read anew
        grade(folder, tmp_path / "out")
        told = " ".join(capsys.readouterr().out.split())
        assert told.count("Not looked at, since a file is one lesson: 02_manual_gradient_descent.") == 1
    (page,) = (tmp_path / "out" / "learners").glob("ada-*.html")
    assert "one lesson: 02_manual_gradient_descent." in page.read_text(encoding="utf-8")


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(here, folder, tmp_path, capsys):
    here.stop_at = 5
    assert grade(folder, tmp_path / "out") == 1
    assert "stopped: 2 of 4 notebooks are kept; run it again to go on." in capsys.readouterr().err
    assert set(states(tmp_path / "out")) == {"ada", "ben"}
    here.count, here.stop_at = 0, None
    assert grade(folder, tmp_path / "out") == 0
    assert here.count == 4
    assert set(states(tmp_path / "out")) == {"ada", "ben", "cleo", "dana"}


def test_a_run_stopped_early_keeps_what_an_earlier_one_had_made(here, folder, tmp_path):
    grade(folder, tmp_path / "out")
    (folder / "ada.ipynb").write_text(json.dumps(answered(*WRONG.values())))
    here.count, here.stop_at = 0, 1
    grade(folder, tmp_path / "out")
    here.count, here.stop_at = 0, None
    grade(folder, tmp_path / "out")
    assert here.count == 2


def test_a_killed_run_has_kept_each_report_that_was_ready(here, folder, tmp_path):
    grade(folder, tmp_path / "out")
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    (tmp_path / "out" / "report.json").unlink()
    torn = "\n".join([json.dumps(data[0]), json.dumps(data[1]), json.dumps(data[2])[:100]])
    (tmp_path / "out" / "report.unfinished").write_text(torn)
    shelf = Shelf(str(tmp_path / "out"))
    assert [bool(shelf.earlier(one["file"], one["key"])) for one in data] == [True, True, False, False]


def test_without_a_wall_nothing_is_run_and_the_missing_one_is_named(here, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: ["Landlock needs Linux 5.13."])
    assert grade(folder, tmp_path / "out") == 1
    told = capsys.readouterr().err
    assert "Landlock needs Linux 5.13." in told and "--trust" in told and "make doctor" in told
    assert (here.count, (tmp_path / "out").exists()) == (0, False)


def test_trust_says_so_on_the_first_line_of_everything(here, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: ["Landlock needs Linux 5.13."])
    assert grade(folder, tmp_path / "out", "--trust") == 0
    assert capsys.readouterr().out.startswith("WARNING, --trust: there was no wall.")
    for page in (tmp_path / "out").rglob("*.html"):
        body = page.read_text().partition("<body>")[2]
        assert re.sub(r"<[^>]*>|\s+", " ", body).split()[:2] == ["WARNING,", "--trust:"]


def test_a_verdict_of_a_trusted_run_is_not_taken_over_by_a_walled_one(here, folder, tmp_path):
    grade(folder, tmp_path / "out", "--trust")
    here.count = 0
    grade(folder, tmp_path / "out")
    assert here.count > 0
    assert "--trust" not in (tmp_path / "out" / "index.html").read_text()


def test_a_wall_that_falls_ends_the_run(here, folder, tmp_path, capsys):
    here.stop_at, here.fault = 1, JailError("The wall's part 'seccomp' was refused.")
    assert grade(folder, tmp_path / "out") == 1
    assert "'seccomp' was refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--executor", "spark"], ["--executor", "threads:8786"], ["--workers", "0"], ["--wrong"]],
    ids=" ".join,
)
def test_wrong_use_is_status_2(folder, tmp_path, words):
    assert main(["grade", str(folder), "--out", str(tmp_path / "out"), *words]) == 2


@pytest.mark.parametrize("path", [[], ["nowhere.ipynb"]], ids=["no path", "no such file"])
def test_nothing_to_grade_is_status_2(path, tmp_path, capsys):
    assert main(["grade", *path]) == 2
    assert "found no notebook" in capsys.readouterr().err or not path


def test_a_gap_of_the_judge_is_never_a_wrong_answer(here, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(grading.judging, "judge", lambda *_: 1 / 0)
    grade(folder, tmp_path / "out")
    assert {state for found in states(tmp_path / "out").values() for state in found.values()} == {"not run", "missing"}


def test_a_notebook_that_breaks_the_reading_costs_only_itself(here, folder, tmp_path, monkeypatch):
    def explode(notebook, *rest, of=grading.sheets.of):
        if len(notebook.cells) == 6:
            raise RuntimeError("a gap")
        return of(notebook, *rest)

    content = answered(*RIGHT.values())
    (folder / "odd.ipynb").write_text(json.dumps(notebook(*content["cells"], cell("1"))))
    monkeypatch.setattr("course.classroom.planning.sheets.of", explode)
    assert grade(folder, tmp_path / "out") == 1
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    assert {one["learner"]: bool(one["fault"]) for one in data if one["learner"] in ("ada", "odd")} == {
        "ada": False,
        "odd": True,
    }


def test_a_name_that_gives_a_mistake_away_cannot_be_hidden_by_the_child(here):
    exercise = exercises.find("03-4")
    assert any(mistake.uses == ".data =" for mistake in exercise.mistakes)
    source = (places.ROOT / "tests" / "exercises" / "lesson_03.py").read_text()
    answer = re.search(
        r"^# %% 03-4 wrong (\w+)\n((?:(?!# %%).*\n)*?.*\.data.*\n(?:(?!# %%).*\n)*)", source, re.MULTILINE
    )
    mistake, text = answer.groups()
    before = source.split("# %%")[1].partition("\n")[2]
    wanted = {"names": list(exercise.answers), "places": dict.fromkeys(exercise.answers, 1), "check": 1}
    sheet = {"cells": [[0, before], [1, text]], "exercises": {"03-4": wanted | {"stand_ins": {}}}, "autograd": []}

    def hiding(request, cells, stand_ins):
        told = here.attempt(request, cells, stand_ins)
        return Attempt(REPLIED, told.returned | {"uses": []}, told.faults)

    found, _ = grading.states(sheet, "a seed", hiding)
    assert (found["03-4"].state, found["03-4"].mistake) == ("wrong", mistake)


def test_inputs_are_new_in_each_run(here, folder, tmp_path, monkeypatch):
    asked = []
    attempt = here.attempt
    monkeypatch.setattr(here, "attempt", lambda *words: asked.append(words[0]["cases"]) or attempt(*words))
    grade(folder / "ada.ipynb", tmp_path / "one")
    grade(folder / "ada.ipynb", tmp_path / "two")
    assert asked[0] != asked[2] and asked[0][:2] == asked[2][:2]  # the lesson's own points come first


def test_submissions_are_only_read(here, folder, tmp_path):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    grade(folder, tmp_path / "out")
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert len(submissions.find([str(folder)])) == 4
