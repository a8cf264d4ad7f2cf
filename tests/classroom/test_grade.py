"""The verb `grade`: what is run again, what a stop keeps, what is refused, how a class is told. No wall here."""

import csv
import dataclasses
import io
import json
import os
import re
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest

from course import places
from course.__main__ import main
from course.classroom.jail.endings import Attempt, Ending
from course.classroom.jail.parent import JailError
from course.classroom.judging import one_sheet
from course.classroom.matching.states import Standing, State
from course.classroom.planning import sheets, statements
from course.classroom.planning.plans import Wanted
from course.classroom.planning.sheets import Sheet
from course.classroom.reading import cell_code, submissions
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_csv import as_csv
from course.classroom.reporting.report_files import Shelf
from helpers import exercises, language
from helpers.check import RAISE_FAULTS
from helpers.checks.declaration import ExerciseError
from tests.classroom.in_this_process import in_place_of_the_jail
from tests.classroom.learners import RIGHT, WRONG, answered, cell, notebook
from tests.classroom.spanish import LANGUAGE, Words, in_spanish, translations
from tests.processes import output_of


@pytest.fixture
def here(monkeypatch):
    return in_place_of_the_jail(monkeypatch)


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


def test_in_a_class_of_two_languages_each_learner_reads_their_own_and_the_instructor_english(
    here, folder, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(language, "_translations", translations)
    for learner in ("ada", "ben"):  # the first of those who are right, and of those who are wrong
        content = json.loads((folder / f"{learner}.ipynb").read_text())
        content["cells"][1]["cell_type"] = "markdown" if learner == "ada" else "code"
        (folder / f"{learner}.ipynb").write_text(json.dumps(in_spanish(content)))
    grade(folder, tmp_path / "out")
    pages = {path.name[:-14]: path.read_text() for path in (tmp_path / "out" / "learners").iterdir()}
    spoken = {"ada": LANGUAGE, "ben": LANGUAGE, "cleo": "en", "dana": "en"}
    assert {name: Words(text).language for name, text in pages.items()} == spoken
    assert {name: LANGUAGE if "«" in text else "en" for name, text in pages.items()} == spoken
    names = {*re.findall(r"[^\W\d_]{2,}", f"{folder} ada ben ipynb 01_backprop_scalar")}
    assert Words(pages["ada"]).unsaid | Words(pages["ben"]).unsaid <= names
    text = (tmp_path / "out" / "index.html").read_text()
    assert Words(text).language == "en" and "«" not in text + (tmp_path / "out" / "class.csv").read_text()
    assert re.findall(r"^01-2 +3 x no factor 2, \[10, 1, 4, 20\]: [^«]*$", capsys.readouterr().out, re.MULTILINE)
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    assert [one["language"] for one in data] == [LANGUAGE, LANGUAGE, "en", "en"]


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
    (folder / "ada.ipynb").write_text(json.dumps(notebook(*cells, *second["cells"][: len(cells) // 2])))
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
    assert "Landlock needs Linux 5.13." in told and "--trust" in told and "-m course doctor" in told
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


def faults(out):
    data = json.loads((out / "report.json").read_text())
    return {one["learner"]: one["fault"] for one in data["notebooks"] if one["fault"]}


def test_a_wall_that_falls_is_said_for_the_rest_and_the_pages_are_written(here, folder, tmp_path, capsys):
    here.stop_at, here.fault = 5, JailError("The wall's part 'seccomp' was refused.")
    assert grade(folder, tmp_path / "out") == 1
    assert set(faults(tmp_path / "out").values()) == {"Not graded: The wall's part 'seccomp' was refused."}
    assert "cleo" in faults(tmp_path / "out") and {"ada", "ben"} <= states(tmp_path / "out").keys()
    assert "'seccomp' was refused" in capsys.readouterr().out
    assert "was refused" in (tmp_path / "out" / "index.html").read_text()
    here.stop_at = None
    assert (grade(folder, tmp_path / "out"), faults(tmp_path / "out")) == (0, {})


def test_after_a_wall_has_fallen_what_is_unchanged_is_taken_over_and_nothing_else_is_tried(here, folder, tmp_path):
    grade(folder, tmp_path / "out")
    (folder / "ada.ipynb").write_text(json.dumps(answered(*WRONG.values())))
    for learner in ("eve", "finn", "gil", "hal"):
        (folder / f"{learner}.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    here.count, here.stop_at, here.fault = 0, 1, JailError("no wall")
    assert grade(folder, tmp_path / "out") == 1
    assert {"ben", "cleo", "dana"}.isdisjoint(faults(tmp_path / "out")) and "hal" in faults(tmp_path / "out")
    assert here.count <= 5  # ada's, and the two that were waiting


def test_a_fault_of_our_own_in_the_middle_still_writes_the_pages(here, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Shelf, "add", lambda shelf, one: 1 / 0 if one.learner == "ben" else None)
    assert grade(folder, tmp_path / "out") == 1
    assert list(faults(tmp_path / "out")) == ["ben"]
    monkeypatch.setattr("course.classroom.whole_class.Grading._add", lambda *_words, **_more: 1 / 0)
    assert grade(folder, tmp_path / "other") == 1
    assert "fault of the course's own, ZeroDivisionError" in capsys.readouterr().err
    assert (tmp_path / "other" / "index.html").is_file()


class Dying:
    """Every first attempt at an answer ends in one way, later ones as they should."""

    def __init__(self, here, ending, **more):
        self.here, self.attempted, self.first = here, [], Attempt(ending, message="ended", **more)

    def attempt(self, *words):
        self.attempted.append(words)
        return self.first if self.attempted.count(words) == 1 else self.here.attempt(*words)


@pytest.mark.parametrize(
    ("again", "state", "tries"), [(True, "right", 2), (False, "died", 1)], ids=["the machine", "the learner"]
)
def test_what_the_machine_may_have_ended_is_tried_once_more(here, again, state, tries):
    code = [statements.read(0, cell_code.read(RIGHT["01-2"]))]
    sheet = Sheet({"01-2": sheets.task_of(code, Wanted(("backward",), {"backward": 0}, 0), {})})
    dying = Dying(here, Ending.DIED, again=again)
    assert one_sheet.judged(sheet, "a seed", dying.attempt).standings["01-2"].state == state
    assert len(dying.attempted) == tries


@pytest.mark.parametrize(
    ("ending", "again"), [(Ending.DIED, False), (Ending.OUT_OF_TIME, True), (Ending.OUT_OF_MEMORY, True)]
)
def test_what_a_machine_may_have_ended_is_never_taken_over_by_a_later_run(
    here, folder, tmp_path, monkeypatch, ending, again
):
    real = here.attempt
    monkeypatch.setattr(here, "attempt", lambda *_words, **_more: Attempt(ending, message="ended", again=again))
    for _ in range(4):
        grade(folder, tmp_path / "out")
    assert set(states(tmp_path / "out")["ada"].values()) == {ending.value, "missing"}
    monkeypatch.setattr(here, "attempt", real)
    grade(folder, tmp_path / "out")
    assert states(tmp_path / "out")["ada"]["01-2"] == "right"


ENDLESS = "def backward(x, w, y):\n    while True:\n        pass"


class Looping:
    """Attempts at what has a loop without end are out of time; the others are made."""

    def __init__(self, here):
        self.real, self.loops = here.attempt, 0

    def attempt(self, request, cells, stand_ins=None):
        if any("while True" in text for _, text in cells):
            self.loops += 1
            return Attempt(Ending.OUT_OF_TIME, message="a loop")
        return self.real(request, cells, stand_ins)


@pytest.fixture
def looping(here, monkeypatch):
    looping = Looping(here)
    monkeypatch.setattr(here, "attempt", looping.attempt)
    return looping


def test_an_answer_that_does_not_end_is_tried_three_times_over_all_runs_and_then_left(looping, tmp_path, capsys):
    path = tmp_path / "ada.ipynb"
    path.write_text(json.dumps(answered(RIGHT["01-1"], ENDLESS)))
    counts = []
    for _ in range(5):
        grade(path, tmp_path / "out")
        counts.append(looping.loops)
    assert counts == [1, 2, 3, 3, 3]
    assert states(tmp_path / "out")["ada"] | {"01-1": "right", "01-2": "out of time"} == states(tmp_path / "out")["ada"]
    assert capsys.readouterr().err.count("unchanged") == 2
    (page,) = (tmp_path / "out" / "learners").iterdir()
    page.unlink()  # how an instructor has it tried once more
    grade(path, tmp_path / "out")
    assert looping.loops == 4
    path.write_text(json.dumps(answered(ENDLESS)))  # another notebook, which has its own attempts
    grade(path, tmp_path / "out")
    assert looping.loops == 5
    grade(path, tmp_path / "out")
    assert looping.loops == 6


@pytest.mark.parametrize(
    ("found", "endless", "earlier", "settled"),
    [
        (["right", "wrong", "forbidden"], 0, 0, True),
        (["right", "out of time"], 1, 1, False),
        (["right", "out of time"], 1, 2, True),
        (["out of time", "died"], 3, 3, False),
        (["out of memory"], 0, 3, False),
    ],
)
def test_a_result_is_settled_once_a_later_run_would_find_the_same(found, endless, earlier, settled):
    standings = {str(place): Standing(State(state)) for place, state in enumerate(found)}
    assert one_sheet.Result(standings, endless=endless).settled(earlier) == settled


def test_a_notebook_that_took_all_its_time_is_left(looping, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(one_sheet, "MOST_SECONDS", 0)
    path = tmp_path / "ada.ipynb"
    path.write_text(json.dumps(answered(RIGHT["01-1"])))
    for _ in range(2):
        grade(path, tmp_path / "out")
    assert states(tmp_path / "out")["ada"]["01-1"] == "out of time"
    assert capsys.readouterr().err.count("unchanged") == 1


def test_a_notebook_whose_answers_do_not_end_gets_so_many_attempts_and_no_more():
    code = [statements.read(0, cell_code.read(RIGHT["01-2"]))]
    task = sheets.task_of(code, Wanted(("backward",), {"backward": 0}, 0), {})
    attempted = []

    def endless(*words):
        attempted.append(words)
        return Attempt(Ending.OUT_OF_TIME, message="a loop")

    identities = ("01-1", "01-2", "01-3", "01-4", "01-5", "01-6", "02-1")
    found = one_sheet.judged(Sheet(dict.fromkeys(identities, task)), "a seed", endless).standings
    assert len(attempted) == one_sheet.MOST_ENDLESS
    assert {one.state for one in found.values()} == {"out of time"}
    assert found["02-1"].message.startswith("Not tried: 3 attempts")


def test_all_attempts_of_a_notebook_together_get_so_much_time(monkeypatch):
    monkeypatch.setattr(one_sheet, "MOST_SECONDS", 20)
    code = [statements.read(0, cell_code.read(RIGHT["01-2"]))]
    task = sheets.task_of(code, Wanted(("backward",), {"backward": 0}, 0), {})
    attempted = []

    def slow(*words):
        attempted.append(words)
        return Attempt(Ending.DIED, message="ended", seconds=9)

    found = one_sheet.judged(Sheet(dict.fromkeys(("01-1", "01-2", "01-3", "01-4"), task)), "a seed", slow).standings
    assert len(attempted) == 3
    assert [one.state for one in found.values()] == ["died", "died", "died", "out of time"]
    assert found["01-4"].message.startswith("Not tried: this notebook's other answers took")


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
    monkeypatch.setattr(one_sheet.judging, "judge", lambda *_: 1 / 0)
    grade(folder, tmp_path / "out")
    assert {state for found in states(tmp_path / "out").values() for state in found.values()} == {"not run", "missing"}


@pytest.fixture
def faulty(monkeypatch):
    """An author's slip in the right value of exercise 01-2."""
    find = exercises.find
    broken = dataclasses.replace(find("01-2"), expected=lambda **inputs: inputs["no such input"])
    monkeypatch.setattr(exercises, "find", lambda name: broken if name == broken.id else find(name))


def test_a_fault_of_an_exercise_is_said_to_be_the_courses_and_costs_nobody_else(
    here, faulty, folder, tmp_path, monkeypatch
):
    monkeypatch.delenv(RAISE_FAULTS, raising=False)
    assert grade(folder, tmp_path / "out") == 0
    data = json.loads((tmp_path / "out" / "report.json").read_text())["notebooks"]
    for one in data:
        first, second, *_ = one["exercises"]
        assert (first["state"], second["state"]) == ("right", "not run")
        assert second["message"].startswith("A fault of the course, not of this answer, which could not be judged: ")
        assert "01-2, expected: KeyError" in second["message"] and "no such input" in second["message"]


def test_a_fault_of_an_exercise_is_raised_where_authors_look(here, faulty, monkeypatch):
    monkeypatch.setenv(RAISE_FAULTS, "1")
    code = [statements.read(0, cell_code.read(RIGHT["01-2"]))]
    sheet = Sheet({"01-2": sheets.task_of(code, Wanted(("backward",), {"backward": 0}, 0), {})})
    with pytest.raises(ExerciseError, match="no such input"):
        one_sheet.judged(sheet, "a seed", here.attempt)


def test_a_notebook_that_breaks_the_reading_costs_only_itself(here, folder, tmp_path, monkeypatch):
    def explode(paired, of=sheets.of):
        if len(paired.notebook.cells) == 6:
            raise RuntimeError("a gap")
        return of(paired)

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
    code = [statements.read(place, cell_code.read(cell)) for place, cell in enumerate((before, text))]
    wanted = Wanted(exercise.answers, dict.fromkeys(exercise.answers, 1), 1)

    def hiding(request, cells, stand_ins):
        told = here.attempt(request, cells, stand_ins)
        return Attempt(Ending.REPLIED, told.returned | {"uses": []}, told.faults)

    found = one_sheet.judged(Sheet({"03-4": sheets.task_of(code, wanted, {})}), "a seed", hiding).standings
    assert (found["03-4"].state, found["03-4"].mistake) == ("wrong", mistake)


def test_inputs_are_new_in_each_run(here, folder, tmp_path, monkeypatch):
    asked = []
    attempt = here.attempt
    monkeypatch.setattr(here, "attempt", lambda *words: asked.append(words[0]["cases"]) or attempt(*words))
    grade(folder / "ada.ipynb", tmp_path / "one")
    grade(folder / "ada.ipynb", tmp_path / "two")
    assert asked[0] != asked[2] and asked[0][:2] == asked[2][:2]  # the lesson's own points come first


def test_a_notebook_that_takes_long_to_read_costs_only_itself(here, folder, tmp_path, monkeypatch):
    def slow(paired, of=sheets.of):
        while len(paired.notebook.cells) == 6:
            time.sleep(0.01)
        return of(paired)

    content = answered(*RIGHT.values())
    (folder / "slow.ipynb").write_text(json.dumps(notebook(*content["cells"], cell("1"))))
    monkeypatch.setattr("course.classroom.planning.sheets.of", slow)
    monkeypatch.setattr("course.classroom.reading.notebook_file.READ_SECONDS", 1)
    assert grade(folder, tmp_path / "out") == 1
    assert list(faults(tmp_path / "out")) == ["slow"]
    assert faults(tmp_path / "out")["slow"].startswith("Refused: reading it took more than")


def test_one_unreadable_file_is_status_1_and_quiet_where_a_report_is_enough(here, folder, tmp_path):
    (folder / "eve.ipynb").write_text("{")
    assert [grade(folder, tmp_path / "out"), grade(folder, tmp_path / "out", "--exit-zero")] == [1, 0]
    assert grade(folder / "eve.ipynb", tmp_path / "other", "--exit-zero") == 1  # nothing at all could be judged
    assert grade("nowhere", tmp_path / "other", "--exit-zero") == 2


@pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile needs make")
def test_make_is_quiet_about_a_class_and_not_about_the_authors_own_notebooks():
    said = [output_of(["make", "-n", "PYTHON=mine", *words], cwd=places.ROOT).stdout for words in (
        *([verb, f"{name}=a b"] for verb in ("grade", "diff") for name in ("SUBMISSIONS", "NOTEBOOK")), ["diff"]
    )]  # fmt: skip
    assert ['--exit-zero "a b" ' in line for line in said] == [True, True, True, True, False]


def test_an_earlier_attempt_is_named_on_every_page_even_if_it_comes_later(here, folder, tmp_path, capsys):
    for learner in ("ada", "ben", "cleo", "dana"):
        (folder / f"{learner}.ipynb").unlink()
    (folder / "Ada B - x (1).ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    grade(folder, tmp_path / "out")
    (folder / "Ada B - x.ipynb").write_text(json.dumps(answered(*WRONG.values())))
    grade(folder, tmp_path / "out")
    assert states(tmp_path / "out")["Ada B"]["01-2"] == "right"
    sentence = "Earlier attempts, not looked at: Ada B - x.ipynb."
    assert sentence in " ".join(capsys.readouterr().out.split())
    assert all(sentence in page.read_text() for page in (tmp_path / "out").rglob("*.html"))


@pytest.mark.parametrize("name", ["1;=1+1", "a\t=1", ";+1", "x; @SUM(1)", "=1", "-1;-1", "a;＝1", ';"=1', 'a;""\t"+1'])
def test_no_cell_of_the_csv_is_a_formula_whatever_separates_cells(here, name, tmp_path):
    one = Report(name, f"{name}.ipynb", fault="a fault; =2")
    text = as_csv([one])
    for separator in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            assert not [one for one in row if one.strip()[:1] in ("=", "+", "-", "@", "＝")]
    (read,) = csv.DictReader(io.StringIO(text))
    assert [read[column].replace("'", "") for column in ("file", "learner")] == [f"{name}.ipynb", name]
    quoted = read["learner"].replace('"', '""')
    assert ";" not in name or f'"{quoted}"' in text


def test_submissions_are_only_read(here, folder, tmp_path):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    grade(folder, tmp_path / "out")
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert len(submissions.find([str(folder)])) == 4
