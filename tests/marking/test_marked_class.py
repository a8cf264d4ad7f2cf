"""A class graded, marked, graded again and given back, through the command; answers run in this process, no wall."""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from course.__main__ import main
from course.classroom.jail.wall import missing_walls
from course.classroom.reading.notebook_file import RETURNED
from course.classroom.reporting import report_files
from course.marking import returned_text
from course.marking.returned_text import without_additions
from tests.classroom.learners import RIGHT, WRONG, answered, cell, notebook
from tests.classroom.spanish import in_spanish

POINTS = '[points]\ndefault = 2\n[partial]\ndefault = "50 %"\n'
OTHER = '[points]\ndefault = 4\n[partial]\ndefault = "25 %"\n'
REMARK = 'by = "M. Keller"\n[[remark]]\nlearner = "ben"\nexercise = "01-2"\ntext = "So close."\n'
OVERRIDE = REMARK.replace('text = "So close."', 'state = "right"')
# File, answers, what is done to the text: a canonical, a minified, an indented, a Windows file; two in Spanish.
CLASS = {
    "ada/01_backprop_scalar.ipynb": (RIGHT, lambda data: json.dumps(data, indent=1, ensure_ascii=False) + "\n"),
    "ben/01_backprop_scalar.ipynb": (WRONG, lambda data: json.dumps(data, separators=(",", ":"))),
    "cleo/01_backprop_scalar.ipynb": (WRONG, lambda data: json.dumps(data, indent=4).replace("\n", "\r\n")),
    "dana/01_backprop_scalar.ipynb": (RIGHT, lambda data: json.dumps(in_spanish(data), indent=2)),
    "eva/01_backprop_scalar.ipynb": (WRONG, lambda data: "\ufeff" + json.dumps(in_spanish(data), ensure_ascii=False)),
    "fay/01_backprop_scalar.ipynb": (WRONG, lambda data: json.dumps(data)[:900]),
    "gus/answers.py": (RIGHT, lambda data: "print(1)"),
    "hal/01_backprop_scalar.ipynb.txt": (RIGHT, json.dumps),
    "ida/01_backprop_scalar.ipynb": (WRONG, lambda data: json.dumps(as_version_3(data))),
}
TAKE_NONE = {"fay": "01_backprop_scalar.ipynb", "gus": "answers.py", "ida": "01_backprop_scalar.ipynb"}
ADA, BEN = (f"{name}/01_backprop_scalar.ipynb" for name in ("ada", "ben"))


def as_version_3(data):
    cells = [{"input": cell["source"], "language": "python", **cell} for cell in data["cells"]]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "class"
    for file, (answers, written) in CLASS.items():
        path = folder / file
        path.parent.mkdir(parents=True)
        path.write_bytes(written(answered(*answers.values())).encode())
    return folder


def grade(*words, files=()):
    for name, text in dict(files).items():
        Path(name).write_text(text, encoding="utf-8")
    return main(["grade", "class", "--workers", "1", *words])


def added(path):
    """The Markdown of the comment, and the texts under cells, that a return has put into a notebook."""
    data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    comments = [cell["source"] for cell in data["cells"] if RETURNED in cell["metadata"]]
    outputs = [output for cell in data["cells"] for output in cell.get("outputs", ())]
    return comments, [output["data"]["text/plain"] for output in outputs if RETURNED in output.get("metadata", {})]


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def test_each_learner_gets_the_own_notebook_with_verdicts_and_nothing_else_changed(here, handed_in):
    before = contents("class")
    assert grade("--return", "back") == 1  # two cannot be read
    assert contents("class") == before
    back = contents("back")
    notes = {f"{name}/{file}.note.txt" for name, file in TAKE_NONE.items()}
    notebooks = {file for file in CLASS if file.partition("/")[0] not in {*TAKE_NONE, "hal"}}
    assert {*back} == notes | notebooks | {"hal/01_backprop_scalar.ipynb.txt.ipynb"}
    for file in notebooks:
        assert back[file] != before[file]
        assert without_additions(back[file].decode()).encode() == before[file]


def test_under_an_answer_stand_the_verdict_the_inputs_and_both_values(here, handed_in):
    grade("--return", "back")
    (comment,), below = added(f"back/{BEN}")
    assert below == [
        "Verdict on 01-1, Forward: right.",
        "Verdict on 01-2, Local derivatives and the chain: wrong, no factor 2.\n"
        "The 2 is missing: the derivative of e² is 2e.\n"
        "For x = 4, w = 3, y = 7: returned [10, 1, 4, 20], expected [10, 1, 4, 40].",
    ]
    assert comment.startswith("## Returned: 01_backprop_scalar\n\n1 of 6 exercises are right.")
    assert "| 01-2 Local derivatives and the chain | ✗ wrong, no factor 2 |" in comment
    data = json.loads(Path(f"back/{BEN}").read_text())
    assert RETURNED in data["cells"][0]["metadata"]
    own = {"".join(each["source"]).partition("(")[0]: each for each in data["cells"][1:]}
    assert "01-2" in own["def backward"]["outputs"][-1]["data"]["text/plain"]
    assert own["check"]["outputs"] == []  # the verdict is about the answer, and stands under it


def test_what_stands_in_no_cell_is_said_in_the_comment(here, handed_in):
    astray = answered(*RIGHT.values())
    astray["cells"][3]["cell_type"] = "markdown"
    del astray["cells"][3]["outputs"], astray["cells"][3]["execution_count"]
    Path("class", ADA).write_text(json.dumps(astray))
    grade("--return", "back")
    (comment,), below = added(f"back/{ADA}")
    assert len(below) == 1
    assert "Verdict on 01&#45;2, Local derivatives and the chain&#58; not run." in comment
    assert "stands in a text cell (cell 4)" in comment


def test_it_is_said_in_the_notebooks_language(here, handed_in):
    grade("--return", "back")
    (comment,), below = added("back/eva/01_backprop_scalar.ipynb")
    assert "de 6 ejercicios están correctos" in comment
    assert "Con x = 4, w = 3, y = 7: devolvió [10, 1, 4, 20], se esperaba [10, 1, 4, 40]." in below[1]


def test_a_file_that_takes_no_cells_gets_a_note_with_all_there_is_to_say(here, handed_in, capsys):
    grade("--return", "back")
    assert "back (6 notebooks, 3 notes on files that take no verdicts)" in capsys.readouterr().err
    notes = {name: Path("back", name, f"{file}.note.txt").read_text() for name, file in TAKE_NONE.items()}
    assert "This file could not be graded: Cut off after 900 bytes" in notes["fay"]
    assert "This file could not be graded: A .py file: the outputs are in the notebook. Hand in the" in notes["gus"]
    assert "returned [10, 1, 4, 20], expected [10, 1, 4, 40]." in notes["ida"]
    assert all("class" not in text for text in notes.values())  # the instructor's folder is nobody's business


def test_a_notebook_that_was_returned_and_is_handed_in_again_does_not_pile_up(here, handed_in, tmp_path):
    grade("--return", "back", "--out", "first")
    first = contents("back")
    for file, content in first.items():
        if file.endswith(".ipynb"):
            Path("class", file).write_bytes(content)
    grade("--return", "again", "--out", "second")
    again = contents("again")
    for file in (file for file in CLASS if file in again):
        assert again[file] == first[file]
    reports = [json.loads(Path(out, "report.json").read_text())["notebooks"] for out in ("first", "second")]
    lines = [{one["learner"]: one["exercises"] for one in found} for found in reports]
    assert lines[0]["ben"] == lines[1]["ben"]


def test_what_a_learner_wrote_into_the_comment_comes_back_and_changes_no_verdict(here, handed_in):
    grade("--return", "back", "--out", "first")
    data = json.loads(Path("back", BEN).read_text())
    data["cells"][0]["source"] += "\n\nI meant x, not e: please look again."
    Path("class", BEN).write_text(json.dumps(data))
    grade("--return", "back", "--out", "second")
    comments, below = added(f"back/{BEN}")
    assert len(comments) == 2 and len(below) == 2
    assert comments == [data["cells"][0]["source"].partition("\n\nI meant")[0], data["cells"][0]["source"]]
    assert without_additions(Path("back", BEN).read_text()).count("please look again") == 1
    found = [json.loads(Path(out, "report.json").read_text())["notebooks"] for out in ("first", "second")]
    first, second = ({line["id"]: line for line in one[1]["exercises"]} for one in found)
    moved = [(one["cell"], other["cell"]) for one, other in zip(first.values(), second.values(), strict=True)]
    assert moved == [(1, 2), (3, 4), *[(None, None)] * 4]
    assert all(first[name] | {"cell": line["cell"]} == line for name, line in second.items())


WORKED_IN = {
    "words in the comment": lambda data: data["cells"][0].update(source=data["cells"][0]["source"] + "\nWhy?"),
    "words of their own": lambda data: data["cells"].append(cell("# Why?")),
    "another answer": lambda data: data["cells"][4].update(source=RIGHT["01-2"]),
    "the comment taken out": lambda data: data["cells"].pop(0),
    "no notebook any more": lambda data: data.update(cells={}),
    "saved by another program": lambda data: json.dumps(data, indent=3),
    "half a notebook": lambda data: json.dumps(data)[:-9],
}


@pytest.mark.parametrize("work", WORKED_IN.values(), ids=WORKED_IN)
def test_a_returned_notebook_in_which_somebody_went_on_is_not_written_over(here, handed_in, capsys, work):
    grade("--return", "back")
    first = contents("back")
    data = json.loads(first[BEN])
    changed = work(data)
    Path("back", BEN).write_text(changed if isinstance(changed, str) else json.dumps(data, separators=(",", ":")))
    before = contents("back")
    assert grade("--return", "back", "--points", "p.toml", files={"p.toml": POINTS}) == 1
    told = capsys.readouterr().err
    assert re.findall(r"^not returned: (\w+).*Move it away", told, re.MULTILINE) == ["ben"]
    after = contents("back")
    assert after[BEN] == before[BEN] and after[ADA] != before[ADA]


def test_diff_takes_no_addition_for_the_learners(here, handed_in, capsys):
    grade("--return", "back")
    capsys.readouterr()
    told = []
    for folder in ("class", "back"):
        main(["diff", f"{folder}/{BEN}", "--json"])
        (one,) = json.loads(capsys.readouterr().out)["notebooks"]
        told.append({key: value for key, value in one.items() if key not in ("file", "identity", "key")})
    assert told[0] == told[1]


def test_an_earlier_return_is_replaced_and_whatever_else_is_there_stays(here, handed_in, capsys):
    grade("--return", "back")
    Path("back/plan.txt").write_text("mine")
    Path("back", BEN).write_text('{"cells": [{"source": "\\"course_returned\\": true"}]}')  # says it, and is none
    Path("back/gus/answers.py.note.txt").write_text("my own")
    Path("class/fay/01_backprop_scalar.ipynb").write_text(json.dumps(answered(*RIGHT.values())))
    capsys.readouterr()
    assert grade("--return", "back", "--points", "p.toml", files={"p.toml": POINTS}) == 1
    told = capsys.readouterr().err
    assert f"not returned: ben (class/{BEN}): back/{BEN} is not as a return wrote it" in told
    assert "not returned: gus" in told
    back = contents("back")
    assert back["plan.txt"] == b"mine" and back["gus/answers.py.note.txt"] == b"my own"
    assert b"source" in back[BEN] and "Points: 4 of 12." in added(f"back/{ADA}")[0][0]
    assert "fay/01_backprop_scalar.ipynb" in back and "fay/01_backprop_scalar.ipynb.note.txt" not in back


def test_the_handed_in_files_are_never_written_over(here, handed_in, capsys):
    assert grade("--return", "class/") == 1
    assert "--return class/ lies in class, what was handed in" in capsys.readouterr().err
    assert grade("--return", "class/back") == 1  # a run without --return would grade each learner twice
    assert "--return class/back lies in class" in capsys.readouterr().err
    assert here.count == 0 and not Path("grades").exists()
    grade("--return", "back")
    Path("class", BEN).write_bytes(Path("back", BEN).read_bytes())  # a returned one, handed in again
    Path("again").mkdir()
    Path("again/ben").symlink_to(Path("class/ben").resolve())
    Path("again/ada").mkdir()
    Path("again", ADA).symlink_to(Path("back", BEN).resolve())
    capsys.readouterr()
    before = contents("class"), contents("back")
    assert grade("--return", "again", "--points", "p.toml", files={"p.toml": POINTS}) == 1
    assert re.findall(r"^not returned: (\w+)", capsys.readouterr().err, re.MULTILINE) == ["ada", "ben"]
    assert (contents("class"), contents("back")) == before
    before = contents("class")
    assert main(["grade", "class/ben", "--out", "third.html", "--return", "class"]) == 0  # into the folder above
    after = contents("class")
    assert {file for file in after if after[file] != before.get(file)} == {"01_backprop_scalar.ipynb"}


def test_a_folder_of_returns_that_a_pattern_meets_is_not_handed_in(here, handed_in):
    for _ in range(2):
        main(["grade", "class/*", "--return", "class/back", "--out", "class/out", "--workers", "1"])
    found = json.loads(Path("class/out/report.json").read_text())["notebooks"]
    assert len(found) == len(CLASS) and len(contents("class/back")) == len(CLASS)


def test_an_entry_that_climbs_out_of_its_archive_moves_nobody_elses_notebook(here, handed_in):
    with zipfile.ZipFile("class.zip", "w") as archive:
        archive.write(f"class/{ADA}", ADA)
        archive.writestr("../../../up.ipynb", "{}")
        archive.writestr("/etc/root.ipynb", "{}")
    assert main(["grade", "class.zip", "--return", "back", "--workers", "1"]) == 1
    assert {*contents("back")} == {ADA, "up.ipynb.note.txt", "etc/root.ipynb.note.txt"}


def test_a_folder_that_takes_no_files_is_found_before_an_answer_is_run(here, handed_in, capsys, monkeypatch):
    Path("closed").mkdir()
    whole = os.access
    monkeypatch.setattr(os, "access", lambda path, *more: Path(path).name != "closed" and whole(path, *more))
    assert grade("--out", "closed") == 1  # root may write anywhere, so the system's answer is made up
    assert here.count == 0 and "error: cannot write closed: Permission denied." in capsys.readouterr().err
    assert list(Path("closed").iterdir()) == []


def test_a_place_that_cannot_be_written_to_costs_neither_answers_nor_the_other_files(here, handed_in, capsys):
    Path("taken").write_text("mine")
    asked = ["--table", "generic", "--points", "p.toml"]
    assert grade("--out", "taken", files={"p.toml": POINTS}) == 1
    assert here.count == 0 and "error: cannot write taken" in capsys.readouterr().err
    assert grade(*asked, "--return", "taken") == 1
    assert capsys.readouterr().err.count("cannot write taken") == 1  # and not for each learner
    assert Path("grades/generic.csv").is_file() and Path("taken").read_text() == "mine"


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["class/ada", "class/ben"], {ADA, BEN}),
        ([f"class/{ADA}", f"class/{BEN}"], {ADA, BEN}),
        (["class/[ab]*/*.ipynb"], {ADA, BEN}),
        ([f"class/{ADA}"], {"01_backprop_scalar.ipynb"}),
        (["alone"], {ADA}),
        (["class.zip"], {ADA, "in/ben.zip/x.ipynb"}),
        (["class.zip", f"class/{BEN}"], {f"class.zip/{ADA}", "class.zip/in/ben.zip/x.ipynb", f"class/{BEN}"}),
    ],
    ids=["folders", "files", "a pattern", "one file", "a folder of one learner", "an archive", "an archive and a file"],
)
def test_files_are_named_as_they_were_handed_in_with_their_folders(here, handed_in, paths, names):
    with zipfile.ZipFile("class.zip", "w") as archive:
        archive.write(f"class/{ADA}", ADA)
        archive.write(f"class/{BEN}", "in/ben.zip/x.ipynb")
    shutil.copytree("class/ada", "alone/ada")
    assert main(["grade", *paths, "--return", "back", "--workers", "1"]) == 0
    assert {*contents("back")} == names


def test_two_files_that_would_be_returned_as_one_are_named(here, handed_in, capsys):
    with zipfile.ZipFile("class.zip", "w") as archive:
        archive.write(f"class/{ADA}", "a.ipynb.txt")
        archive.write(f"class/{BEN}", "a.ipynb.txt.ipynb")
        archive.write(f"class/{BEN}", f"{'x' * 300}.ipynb")
    assert main(["grade", "class.zip", "--return", "back", "--workers", "1"]) == 1
    assert len(contents("back")) == 1
    assert len(re.findall(r"^not returned: ", capsys.readouterr().err, re.MULTILINE)) == 2


def test_a_notebook_that_cannot_be_returned_is_named_and_costs_no_other(here, handed_in, capsys, monkeypatch):
    whole = returned_text.with_comment
    strange = answered(*RIGHT.values()) | {"nbformat_minor": 5}
    strange["cells"][0]["id"] = ["no", "text"]
    Path("class", ADA).write_text(json.dumps(strange))
    monkeypatch.setattr(
        returned_text, "with_comment", lambda text, said: 1 / 0 if "correctos" in said else whole(text, said)
    )
    assert grade("--return", "back") == 1
    assert re.findall(r"^not returned: (\w+)", capsys.readouterr().err, re.MULTILINE) == ["dana", "eva"]
    assert "1 of 6 exercises are right" in added(f"back/{BEN}")[0][0] and Path("back", ADA).is_file()


def marks(out="grades"):
    return {one["learner"]: one for one in json.loads(Path(out, "report.json").read_text())["marks"]}


def test_other_points_and_remarks_run_nothing_again_and_are_everywhere(here, handed_in):
    asked = ["--points", "p.toml", "--table", "generic", "--return", "back"]
    grade(*asked, files={"p.toml": POINTS})
    assert here.count > 9 and marks()["ben"]["points"] == "3"
    here.count = 0
    # Of 6 exercises a point each 4; one right, and a quarter of 4 for the named mistake.
    grade(*asked, "--remarks", "r.toml", files={"p.toml": OTHER, "r.toml": REMARK})
    assert here.count == 0
    (page,) = Path("grades/learners").glob("ben-*.html")
    sees = [
        page.read_text(),
        Path("grades/index.html").read_text(),
        added(f"back/{BEN}")[1][1],
        Path("grades/class.csv").read_text(),
    ]
    assert all("M. Keller: So close." in text for text in sees)
    assert "Points: 5 of 24." in sees[0] and "5 of 24" in sees[1] and "Points: 1 of 4." in sees[2]
    assert "ben,01_backprop_scalar,5,24," in Path("grades/generic.csv").read_text()
    grade(*asked, "--remarks", "r.toml", files={"r.toml": OVERRIDE})
    assert here.count == 0 and marks()["ben"]["points"] == "8"
    assert added(f"back/{BEN}")[1][1].startswith("Verdict on 01-2, Local derivatives and the chain: right.")
    grade("--return", "back")
    assert here.count == 0 and "marks" not in json.loads(Path("grades/report.json").read_text())
    assert "Points" not in page.read_text() + "".join(added(f"back/{BEN}")[1])
    assert "wrong, no factor 2" in added(f"back/{BEN}")[1][1]  # a withdrawn remark leaves what was judged


def test_the_code_of_marking_decides_no_verdict_and_that_of_the_classroom_does(monkeypatch, tmp_path):
    read, hashed = Path.read_bytes, []
    monkeypatch.setattr(Path, "read_bytes", lambda path: hashed.append(path.as_posix()) or read(path))
    report_files._deciding_code.__wrapped__()
    assert any("/course/classroom/whole_class.py" in path for path in hashed)
    assert not any("/course/marking/" in path for path in hashed)


def test_a_slip_in_a_file_is_said_before_anything_is_run(here, handed_in, capsys):
    for words, text, sentence in (
        (["--points", "p.toml"], '[points]\n"09-1" = 2', "09-1"),
        (["--points", "none.toml"], "", "cannot read none.toml"),
        (["--table", "canvas"], "", "--roster"),
        (["--table", "canvas", "--anonymous"], "", "--anonymous"),
        (["--names", "n.csv"], "", "Add --anonymous"),
        (["--anonymous", "--names", "grades/n.csv"], "", "lies in grades"),
        (["--roster", "p.toml"], "", "--roster is read for"),
    ):
        assert grade(*words, files={"p.toml": text}) == 1
        assert sentence in capsys.readouterr().err
    assert here.count == 0 and not Path("grades").exists()


def test_a_remark_on_nobody_costs_the_marks_and_not_the_verdicts(here, handed_in, capsys):
    files = {"r.toml": REMARK.replace("ben", "bne"), "p.toml": POINTS}
    assert grade("--points", "p.toml", "--remarks", "r.toml", "--return", "back", files=files) == 1
    assert re.search("no marks were given: .*bne.*ben", capsys.readouterr().err)
    assert Path("grades/index.html").is_file() and not Path("back").exists()
    here.count = 0
    grade("--points", "p.toml", "--remarks", "r.toml", "--return", "back", files={"r.toml": REMARK})
    assert here.count == 0 and Path("back").exists()


def test_a_run_that_was_stopped_returns_nothing(here, handed_in):
    here.stop_at = 5
    assert grade("--return", "back", "--table", "generic") == 1
    assert not Path("back").exists() and not Path("grades/generic.csv").exists()
    assert Path("grades/index.html").is_file()


def test_of_several_attempts_the_one_that_counts_is_shown_and_returned(here, tmp_path):
    Path("class").mkdir()
    for upload, answers in ((500, RIGHT), (501, WRONG)):
        data = answered(*answers.values())
        Path(f"class/ada_11_{upload}_01_backprop_scalar{'' if upload == 500 else '-1'}.ipynb").write_text(
            json.dumps(data)
        )
    best = POINTS + '[attempts]\ncounts = "best"\n'
    assert grade("--points", "p.toml", "--return", "back", files={"p.toml": best}) == 0
    assert {*contents("back")} == {"ada_11_500_01_backprop_scalar.ipynb"}
    (row,) = Path("grades/class.csv").read_text().splitlines()[1:]
    assert row.startswith("ada,01_backprop_scalar,class/ada_11_500_")
    other = Path("grades/learners").glob("*.html")
    assert sum("Another attempt is the one that counts." in page.read_text() for page in other) == 1
    here.count = 0
    grade("--points", "p.toml", "--return", "back", files={"p.toml": best.replace("best", "last")})
    assert here.count == 0 and "ada_11_501_01_backprop_scalar-1.ipynb" in contents("back")


def test_a_cell_that_holds_two_answers_gets_both_verdicts_in_one_output(here, handed_in):
    both = notebook(cell("import torch\nfrom helpers import check"), cell("\n\n".join(RIGHT.values())))
    Path("class", ADA).write_text(json.dumps(both))
    grade("--return", "back")
    (told,) = added(f"back/{ADA}")[1]
    assert re.findall(r"Verdict on 01-\d", told) == ["Verdict on 01-1", "Verdict on 01-2"]


def test_behind_the_wall_a_class_is_marked_once_and_returned_twice(handed_in, tmp_path, monkeypatch):
    if missing := missing_walls():
        pytest.skip(" ".join(missing))
    monkeypatch.chdir(tmp_path)
    grade("--points", "p.toml", "--return", "back", files={"p.toml": POINTS})
    assert "Points: 1 of 2." in added(f"back/{BEN}")[1][1]
    before = contents("back")
    monkeypatch.setattr("course.classroom.jail.parent.Jail.attempt", lambda *_words, **_more: 1 / 0)
    grade("--points", "p.toml", "--return", "back", files={"p.toml": OTHER})
    after = contents("back")
    assert "Points: 1 of 4." in added(f"back/{BEN}")[1][1]
    returned = [file for file in CLASS if file in after and file.endswith(".ipynb")]
    assert len(returned) == 5
    assert all(
        without_additions(after[file].decode()).encode() == Path("class", file).read_bytes() for file in returned
    )
    assert all(after[file] != before[file] for file in returned)
