"""A class under pseudonyms: no name in any file, the same pseudonym in every run, and who is who for one alone."""

import csv
import json
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from course import CourseError
from course.__main__ import main
from course.classroom.reading import submissions
from course.classroom.reading.handed_in import Submission, UnreadableError
from course.files import WriteError
from course.marking import pseudonyms as pseudonyms_of
from course.marking.pseudonyms import KEY_BYTES, Pseudonyms, key_file, of_report
from tests.classroom.learners import RIGHT, WRONG, answered

LEARNERS = ("adabyron", "beñat", "cleodiaz", "danawu")
PSEUDONYM = re.compile(r"learner-[0-9a-f]{10}")
POINTS = '[points]\ndefault = 2\n[late]\nfixed = "50 %"\n[deadlines]\n"01" = 2026-11-20T23:59:00+01:00\n'


@pytest.fixture
def handed_in(tmp_path):
    """Canvas's export of four learners, one of them twice and one late, a broken file and an archive that lies."""
    folder = tmp_path / "class"
    folder.mkdir()
    names = {"": 0, "-1": 10}
    for number, learner in enumerate(LEARNERS, start=1):
        for later, upload in names.items() if learner == "cleodiaz" else [("", 0)]:
            late = "_LATE" if learner == "danawu" else ""
            name = f"{learner}{late}_{1000 + number}_{5000 + number + upload}_01_backprop_scalar{later}.ipynb"
            (folder / name).write_text(json.dumps(answered(*(RIGHT if number == 1 else WRONG).values())))
    (folder / "evaluna_1009_5009_01_backprop_scalar.ipynb").write_text('{"cells": [')
    with zipfile.ZipFile(folder / "fayadams_1010_5010_all.zip", "w") as archive:
        archive.writestr("fayadams.ipynb", "x" * 50)
    damaged = (folder / "fayadams_1010_5010_all.zip").read_bytes().replace(b"x" * 50, b"y" * 50)
    (folder / "fayadams_1010_5010_all.zip").write_bytes(damaged)  # "Bad CRC-32 for file 'fayadams.ipynb'"
    return folder


NAMES = re.compile(
    "adabyron|be(?:ñ|n|n\u0303|\\\\u00f1|%C3%B1)at|cleodiaz|danawu|evaluna|fayadams|_10\\d\\d_|_50\\d\\d_",
    re.IGNORECASE,
)


def grade(*words, out="grades", status=1):
    assert main(["grade", "class", "--out", out, "--workers", "1", "--anonymous", *words]) == status


def texts(*folders):
    files = [path for folder in folders for path in Path(folder).rglob("*")]
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in files if path.is_file()}


def rows_of(path):
    return list(csv.DictReader(Path(path).read_text(encoding="utf-8").splitlines()))


def pseudonyms(out="grades"):
    return sorted(row["learner"] for row in rows_of(f"{out}/class.csv"))


def test_no_file_and_no_line_of_the_terminal_holds_a_name(here, handed_in, capsys):
    Path("p.toml").write_text(POINTS)
    grade("--points", "p.toml", "--table", "generic", "--return", "back")
    found = texts("grades", "back")
    assert len(found) == 4 + 4 + 6  # the class's, the learners' pages, what is returned
    assert {file: NAMES.findall(file + text) for file, text in found.items() if NAMES.search(file + text)} == {}
    told = capsys.readouterr()
    assert not NAMES.search(told.out + told.err)
    assert "Pseudonyms stand for names" in told.err and "its cells and metadata is left as it is" in told.err
    assert len({*PSEUDONYM.findall(found["grades/class.csv"])}) == 6
    assert {*PSEUDONYM.findall(" ".join(file for file in found if "back" in file))} == {*pseudonyms()}
    assert "Cannot be unpacked." in found["grades/index.html"] and "not looked at: 1." in found["grades/index.html"]


def test_a_digest_in_a_file_is_none_of_a_name(here, handed_in):
    """Who has a list of names could try them out: every digest of a name is under the key."""
    grade()
    from course.classroom.reading.learner_names import identity

    files = [one.file for one in submissions.find(["class"])]
    assert not any(identity(file)[:8] in name + text for file in files for name, text in texts("grades").items())


def test_what_code_is_compared_by_stands_beside_the_code_and_in_no_file_that_leaves_the_report(here, handed_in):
    Path("p.toml").write_text(POINTS)
    grade("--points", "p.toml", "--table", "generic", "--return", "back", "--names", "who.csv")
    found = texts("grades", "back") | {"who.csv": Path("who.csv").read_text()}
    lines = [line for one in json.loads(found["grades/report.json"])["notebooks"] for line in one["exercises"]]
    digests = {line["fingerprint"] for line in lines if line["fingerprint"]}
    assert len(digests) > 1
    assert {file for file, text in found.items() if any(map(text.count, digests))} == {"grades/report.json"}
    pages = [text for file, text in found.items() if file.startswith("grades/learners/")]
    assert len(pages) == 4 and all("return 2 * e, 1, x, " in text for text in pages)


def test_pseudonyms_are_the_same_in_every_run_whoever_else_is_there(here, handed_in):
    grade()
    first, here.count = pseudonyms(), 0
    grade()
    assert (pseudonyms(), here.count) == (first, 0)
    for path in list(handed_in.iterdir()):
        if "cleodiaz" in path.name or "adabyron" in path.name:
            path.unlink()
    (handed_in / "aaron_999_4999_01_backprop_scalar.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    grade()
    assert len({*first} & {*pseudonyms()}) == 4
    grade(out="other")
    assert not {*pseudonyms("other")} & {*first}  # under another key


def test_two_learners_of_one_name_are_two_and_two_lessons_of_one_learner_are_one(tmp_path):
    hiding = Pseudonyms(b"k" * KEY_BYTES)
    files = ["c/ada_1_500_01_backprop_scalar.ipynb", "c/ada_2_500_01_backprop_scalar.ipynb", "c/ada_1_501_02_x.ipynb"]
    ada, namesake, second = (hiding.of(Submission("ada", file, bytes)) for file in files)
    assert ada.learner == second.learner != namesake.learner
    assert len({one.file for one in (ada, namesake, second)}) == 3
    assert "01_backprop_scalar" in ada.file and "notebook" in second.file
    assert replace(ada, file="", learner="") == replace(second, file="", learner="", content=ada.content)
    assert Pseudonyms(b"l" * KEY_BYTES).of(Submission("ada", files[0], bytes)).learner != ada.learner


def test_what_the_reading_says_of_a_file_loses_what_may_name_it():
    def content():
        raise UnreadableError("Cannot be unpacked: Bad CRC-32 for file 'ada.ipynb'.")

    with pytest.raises(UnreadableError, match=r"^Cannot be unpacked\.$"):
        Pseudonyms(b"k" * KEY_BYTES).of(Submission("ada", "ada.ipynb", content)).content()


def test_the_key_lies_beside_the_report_and_is_its_owners_alone(here, handed_in, capsys):
    grade()
    assert key_file("grades") == Path("grades.key").resolve() and key_file("x/page.html").name == "page.html.key"
    assert Path("grades.key").stat().st_mode & 0o777 == 0o600
    assert len(Path("grades.key").read_bytes()) == KEY_BYTES
    Path("grades.key").write_bytes(b"short")
    grade()
    assert "grades.key is no key: 5 bytes, not 32" in capsys.readouterr().err


def test_of_two_runs_that_begin_at_once_one_makes_the_key_for_both(here, monkeypatch):
    move, keys = pseudonyms_of.move_new, []

    def after_the_other(source, target):
        monkeypatch.setattr(pseudonyms_of, "move_new", move)
        monkeypatch.setattr(os, "getpid", lambda: 1)
        keys.append(of_report("grades", True, False))
        move(source, target)

    monkeypatch.setattr(pseudonyms_of, "move_new", after_the_other)
    keys.append(of_report("grades", True, False))
    assert keys[0] == keys[1] == Pseudonyms(Path("grades.key").read_bytes())
    assert [path.name for path in Path().iterdir()] == ["grades.key"]


def test_a_key_that_cannot_be_read_or_written_is_said(here, monkeypatch):
    Path("to.key").symlink_to("nowhere/key")
    with pytest.raises(WriteError, match=r"cannot write .*to\.key"):
        of_report("to", True, False)
    of_report("grades", True, False)
    monkeypatch.setattr(Path, "read_bytes", lambda path: list(path.iterdir()))  # root may read any file
    with pytest.raises(CourseError, match=r"cannot read .*grades\.key: Not a directory\. It is its owner's alone"):
        of_report("grades", True, True)


def test_who_is_who_is_written_where_it_is_asked_for_and_nowhere_else(here, handed_in, capsys):
    grade("--names", "who.csv", "--return", "back")
    rows = {row["learner"]: row for row in rows_of("who.csv")}
    assert {*LEARNERS} < {*rows} and rows["danawu"]["pseudonym"] in pseudonyms()
    for path in ("grades/who.csv", "back/who.csv"):
        grade("--names", path, "--return", "back")
        assert "which holds no names" in capsys.readouterr().err and not Path(path).exists()


def test_who_is_who_is_written_over_nothing_but_itself(here, handed_in, capsys):
    for path in ("grades.key", f"class/{next(handed_in.iterdir()).name}", "none/../grades.key"):
        before = Path(path).read_bytes() if Path(path).exists() else None
        grade("--names", path)
        assert (
            "is another file, or says who is who in another report, and is not written over" in capsys.readouterr().err
        )
        assert (Path(path).read_bytes() if Path(path).exists() else None) == before
    assert here.count == 0
    grade("--names", "who.csv")
    first = Path("who.csv").read_text()
    grade("--names", "who.csv")
    assert Path("who.csv").read_text() == first
    assert "not written over" not in capsys.readouterr().err
    Path("who.csv").write_text(first.splitlines()[0] + "\n")
    Path("empty.csv").touch()
    for path in ("who.csv", "empty.csv"):
        grade("--names", path)
        assert Path(path).read_text() == first


def test_the_names_of_another_class_are_never_written_over(here, handed_in, capsys):
    """Its pseudonyms are of another key, and nothing else says whom they stand for."""
    grade("--names", "who.csv")
    first, here.count = Path("who.csv").read_text(), 0
    both = first + Path("who.csv").read_text().splitlines()[1].replace("learner-", "learner-0") + "\n"
    for text, out in ((first, "other"), (both, "grades")):
        Path("who.csv").write_text(text)
        grade("--names", "who.csv", out=out)
        assert "says who is who in another report, and is not written over" in capsys.readouterr().err
        assert Path("who.csv").read_text() == text and here.count == 0
    assert not Path("other").exists() and not Path("other.key").exists()


def test_names_and_pseudonyms_never_stand_in_one_report(here, handed_in, capsys):
    assert main(["grade", "class", "--out", "named", "--workers", "1"]) == 1
    before, here.count = texts("named"), 0
    grade(out="named")
    assert "named holds a report with names" in capsys.readouterr().err
    grade()
    capsys.readouterr()
    hidden, here.count = texts("grades"), 0
    assert main(["grade", "class", "--out", "grades", "--workers", "1"]) == 1
    assert "grades is an anonymous report" in capsys.readouterr().err
    assert (texts("named"), texts("grades"), here.count) == (before, hidden, 0)
    assert not os.path.lexists("named.key")


def test_late_work_and_remarks_reach_their_learner_under_the_pseudonym(here, handed_in):
    Path("p.toml").write_text(POINTS)
    grade("--points", "p.toml", "--names", "who.csv")
    who = {row["learner"]: row["pseudonym"] for row in rows_of("who.csv")}
    Path("r.toml").write_text(f'by = "T."\n[[remark]]\nlearner = "{who["adabyron"]}"\ntext = "Well done."\n')
    grade("--points", "p.toml", "--remarks", "r.toml")
    rows = {row["learner"]: row for row in rows_of("grades/class.csv")}
    assert rows[who["danawu"]]["points"] == "1" and "Late" in rows[who["danawu"]]["reductions"]
    assert rows[who["cleodiaz"]]["points"] == "2"
    assert [name for name, row in rows.items() if "T.: Well done." in (row["remarks"] or "")] == [who["adabyron"]]
