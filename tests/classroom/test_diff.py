"""The command, on notebooks with stored verdicts: one learner, a class, hostile names, an earlier run, the authors'."""

import csv
import json
import re
import runpy
import shutil
import time
from argparse import ArgumentParser
from html.parser import HTMLParser

import nbformat
import pytest

from course.__main__ import main
from course.classroom import diff
from course.classroom.matching.solutions import Solutions
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import read
from course.classroom.reporting import report_files
from course.places import ROOT, Lesson, lessons
from helpers import exercises
from helpers.checks.shown import MIME
from tests.classroom.learners import LESSON, as_bytes, cells_of, shipped

ANSWERS = {
    "01-1": "def forward(x, w, y):\n    return w * x, y - w * x, 0  # <script>alert(1)</script> [red]",
    "01-4": "def grad_two_paths(x, w, y):\n    return 4",
}


def answered(outcome="wrong", mistake="error_reversed", text="✗ 01-1 Reversed. For x = 4: yours 5, ours -5."):
    """The lesson with one answer and the verdict on it, made up: whoever judges, the report is the same."""
    notebook = shipped()
    for name, source in ANSWERS.items():
        (cell,), (check,) = cells_of(notebook, name), cells_of(notebook, name, "check")
        cell["source"] = source
        digest = cell_code.digest([nodes[-1] for nodes in cell_code.read(source).definitions.values()])
        record = {"exercise": name, "outcome": outcome, "mistake": mistake, "source": digest}
        data = {MIME: record, "text/plain": text.replace("01-1", name)}
        check["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return notebook


def hand_in(path, notebook=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(notebook or answered()))
    return path


class Page(HTMLParser):
    """What of a page is not text: its elements and their attributes."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.addresses, self.alternatives, self.words = [], [], [], ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append(tag)
        self.addresses += [attributes[name] for name in ("href", "src") if name in attributes]
        self.alternatives += [attributes["alt"]] if "alt" in attributes else []
        assert not [name for name in attributes if name.startswith("on")]

    def handle_data(self, data):
        self.words += data


def test_one_notebook_is_a_table_and_two_sides(tmp_path, capsys):
    path = hand_in(tmp_path / "anna.ipynb")
    assert main(["diff", str(path)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"01-1 +Forward +✗ error reversed +5 → -5 +3", said)
    assert re.search(r"01-2 +Local .* +○ to do +3", said)
    assert "Reversed. For x = 4: yours 5, ours -5." in said
    assert re.search(
        r"2 +return w \* x, y - w \* x, 0  # <script>alert\(1\)</script> \[red\] +2 +prediction = w \* x", said
    )


def test_json_holds_the_table_and_the_code(tmp_path, capsys):
    main(["diff", str(hand_in(tmp_path / "anna.ipynb")), "--json"])
    data = json.loads(capsys.readouterr().out)
    (notebook,) = data["notebooks"]
    first = notebook["exercises"][0]
    code = first.pop("code")
    wanted = {
        "id": "01-1",
        "title": "Forward",
        "state": "wrong",
        "mistake": "error_reversed",
        "message": "Reversed. For x = 4: yours 5, ours -5.",
        "stored": "5",
        "solution": "-5",
        "lines_changed": 3,
    }
    assert first | wanted == first
    assert [row["kind"] for row in code] == ["same", "changed", "right", "right"]
    assert (notebook["learner"], notebook["lesson"], notebook["fault"]) == ("anna", LESSON, "")


def test_a_lesson_cell_that_prints_another_number_is_shown(tmp_path, capsys):
    notebook = answered()
    (cell,) = [cell for cell in notebook["cells"] if cell["source"] and "changed = (w * x" in "".join(cell["source"])]
    cell["outputs"][0]["text"] = ["loss 24.9001, change -0.0888\n"]
    main(["diff", str(hand_in(tmp_path / "anna.ipynb", notebook)), "--json"])
    (found,) = json.loads(capsys.readouterr().out)["notebooks"]
    assert found["lesson_cells_that_differ"] == 1
    (parting,) = found["lesson_cells"]
    assert (parting["stored"], parting["solution"]) == ("-0.0888", "-0.0999")
    assert parting["code"].startswith("changed = (w * x - 7.01) ** 2 print(")


def test_a_page_is_one_file_in_which_nothing_of_a_learners_acts(tmp_path):
    hostile = tmp_path / "<img src=x onerror=alert(1)>.ipynb"
    page = tmp_path / "page.html"
    assert main(["diff", str(hand_in(hostile)), "--html", str(page)]) == 0
    seen = Page(page)
    assert not {"script", "img", "link", "iframe"} & set(seen.elements)
    assert all(address.startswith("#") for address in seen.addresses)
    assert "<script>alert(1)</script>" in seen.words
    assert "<img src=x onerror=alert(1)>" in seen.words


@pytest.fixture
def handed_in_by_a_class(tmp_path):
    folder = tmp_path / "class"
    hand_in(folder / "anna" / f"{LESSON}.ipynb")
    hand_in(folder / "Çelik $x$ é" / f"{LESSON}.ipynb", shipped())
    hand_in(folder / "=HYPERLINK(1)" / f"{LESSON}.ipynb")
    hand_in(folder / '"quoted" <b>' / f"{LESSON}.ipynb")
    (folder / "broken.ipynb").write_text("{")
    other = {"cells": [{"cell_type": "code", "source": "def forward(self, x):\n    return x"}], "nbformat": 4}
    (folder / "other.ipynb").write_text(json.dumps(other))
    return folder


def test_a_class_is_a_map_a_table_pages_and_a_csv(handed_in_by_a_class, tmp_path, capsys):
    before = {path: path.read_bytes() for path in handed_in_by_a_class.rglob("*.ipynb")}
    out = tmp_path / "report"
    assert main(["diff", str(handed_in_by_a_class), "--html", str(out)]) == 1  # two are not readable
    said = capsys.readouterr().out
    assert re.search(r"Çelik \$x\$ é +○ +○ +○ +○ +○ +○ +0 of 6", said)
    assert "01-1  3 x error reversed: Reversed." in said
    assert "6 notebooks, 2 not readable, 0 unchanged since the last run" in said
    index = Page(out / "index.html")
    (alternative,) = index.alternatives
    assert "4 notebooks by 6 exercises: 0 of 24 answers are right" in alternative
    links = {address for address in index.addresses if not address.startswith("data:image/png;base64,")}
    assert len(links) == 4
    for link in links:
        learner = Page(out / link)
        assert "../index.html" in learner.addresses
        assert not {"script", "img", "b"} & set(learner.elements)
    assert "No lesson of this course" in index.words
    assert {path: path.read_bytes() for path in handed_in_by_a_class.rglob("*.ipynb")} == before


@pytest.mark.parametrize("out", ["report", "report.html", "."])
def test_a_report_inside_the_class_is_not_reviewed(out, tmp_path, monkeypatch, capsys):
    for learners in (["anna"], ["anna", "ben"]):  # one learner's page, then a class
        folder = tmp_path / f"{len(learners)}"
        for learner in learners:
            hand_in(folder / f"{learner}.ipynb")
        monkeypatch.chdir(folder)
        assert [main(["diff", ".", "--html", out]) for _ in range(2)] == [0, 0]


def test_no_cell_of_the_csv_is_a_formula(handed_in_by_a_class, tmp_path):
    main(["diff", str(handed_in_by_a_class), "--html", str(tmp_path / "page.html")])
    with (tmp_path / "page.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["learner"] for row in rows} >= {"'=HYPERLINK(1)", '"quoted" <b>', "anna", "broken"}
    assert [row["01-1"] for row in rows if row["learner"] == "anna"] == ["error reversed"]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


def test_what_has_not_changed_is_not_reviewed_again(handed_in_by_a_class, tmp_path, capsys, monkeypatch):
    command = ["diff", str(handed_in_by_a_class), "--html", str(tmp_path / "report")]
    main(command)
    first = {path.name: path.read_bytes() for path in (tmp_path / "report").rglob("*.*") if path.is_file()}
    hand_in(handed_in_by_a_class / "anna" / f"{LESSON}.ipynb", answered(outcome="right", mistake=None))
    pages = []
    monkeypatch.setattr(report_files.Shelf, "add", lambda self, one: pages.append(one.learner) or original(self, one))
    capsys.readouterr()
    main(command)
    assert pages == ["anna"]
    assert "3 unchanged since the last run" in capsys.readouterr().out
    second = {path.name: path.read_bytes() for path in (tmp_path / "report").rglob("*.*") if path.is_file()}
    differing = {name for name in first if first[name] != second[name]}
    assert {re.sub("-[0-9a-f]{8}", "", name) for name in differing} == {
        "anna.html",
        "class.csv",
        "index.html",
        "report.json",
    }


original = report_files.Shelf.add


@pytest.mark.parametrize("record", ["", "[]", '{"notebooks": [{}]}', '{"notebooks": 3}'], ids=str)
def test_a_damaged_record_of_an_earlier_run_is_made_anew(record, handed_in_by_a_class, tmp_path):
    out = tmp_path / "report"
    out.mkdir()
    (out / "report.json").write_text(record)
    main(["diff", str(handed_in_by_a_class), "--html", str(out)])
    assert len(json.loads((out / "report.json").read_text())["notebooks"]) == 6


def test_the_same_learner_twice_is_told_apart(tmp_path, capsys):
    hand_in(tmp_path / "anna" / f"{LESSON}.ipynb")
    hand_in(tmp_path / "anna" / "second try.ipynb")
    hand_in(tmp_path / "ben" / "x.ipynb")
    main(["diff", str(tmp_path)])
    said = capsys.readouterr().out
    assert f"anna · {LESSON}.ipynb" in said
    assert "anna · second try.ipynb" in said


@pytest.mark.parametrize("words", [["nowhere.ipynb"], ["no/*.ipynb"], ["--web", "."], ["--jsn"]], ids=str)
def test_wrong_use_is_status_2(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path / "a.ipynb")
    hand_in(tmp_path / "b.ipynb")
    assert main(["diff", *words]) == 2


def test_one_unreadable_file_is_status_1_and_quiet_where_a_report_is_enough(handed_in_by_a_class):
    assert main(["diff", str(handed_in_by_a_class)]) == 1
    assert main(["diff", str(handed_in_by_a_class), "--exit-zero"]) == 0
    assert main(["diff", str(handed_in_by_a_class / "broken.ipynb"), "--exit-zero"]) == 1


def test_an_empty_folder_is_wrong_use(tmp_path):
    assert main(["diff", str(tmp_path)]) == 2


def test_the_view_in_a_browser_gets_valid_notebooks_of_the_exercises_alone(tmp_path, monkeypatch):
    called = []

    def call(command):
        called.append(command)
        for path in command[-2:]:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            called.append([cell.source for cell in notebook.cells if cell.cell_type == "code"])
        return 0

    monkeypatch.setattr(diff.subprocess, "call", call)
    assert main(["diff", str(hand_in(tmp_path / "anna.ipynb")), "--web"]) == 0
    command, solution, learner = called
    assert command[1:3] == ["-m", "nbdime.webapp.nbdiffweb"]
    assert len(solution) == len(learner) == 6
    assert learner[0] == ANSWERS["01-1"]
    assert "BEGIN SOLUTION" not in "".join(solution)


class TestAuthors:
    """Without a path, notebooks/ is compared with solutions/."""

    @pytest.fixture
    def course(self, tmp_path):
        for room in ("solutions", "notebooks"):
            (tmp_path / room).mkdir()
            for ending in ("py", "ipynb"):
                shutil.copy(ROOT / room / f"{LESSON}.{ending}", tmp_path / room)
        return tmp_path

    def status(self, course, capsys, *words):
        parser = ArgumentParser()
        diff.arguments(parser)
        status = diff.run(parser.parse_args(words), course)
        return status, capsys.readouterr()

    def test_exactly_the_answers_differ(self, course, capsys):
        status, said = self.status(course, capsys)
        assert (status, said.err) == (0, "")
        assert said.out.count("...  # your answer") == 6
        assert "01-6       Three steps" in said.out

    def test_whatever_else_differs_is_a_fault(self, course, capsys):
        path = Lesson(LESSON, course).notebook
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"][4]["source"] = "changed by hand"
        del notebook["cells"][8]
        notebook["cells"].append({"cell_type": "markdown", "id": "new", "metadata": {}, "source": "more"})
        path.write_text(json.dumps(notebook), encoding="utf-8")
        status, said = self.status(course, capsys)
        assert status == 1
        assert said.err.count("differs in more than an answer") == 1
        assert "cell new is only in the learners' notebook" in said.err
        assert "is only in the solution. Run `" in said.err

    def test_an_exercise_that_does_not_differ_is_a_fault(self, course, capsys):
        for path in (Lesson(LESSON, course).notebook, Lesson(LESSON, course).solution):
            notebook = json.loads(path.read_text(encoding="utf-8"))
            answer = next(cell for cell in notebook["cells"] if "exercise" in cell["metadata"].get("tags", []))
            answer["source"] = ["def forward(x, w, y):\n", "    return w * x"]  # as of a source without markers
            path.write_text(json.dumps(notebook), encoding="utf-8")
        status, said = self.status(course, capsys)
        assert status == 1
        assert f": cell {answer['id']} gives the learner all of the solution" in said.err

    def test_a_difference_is_said_by_file_and_line(self, course, capsys):
        path = Lesson(LESSON, course).notebook
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if '"id": "check-' in line)
        changed = next(number for number in range(at, len(lines)) if '"source": [' in lines[number]) + 1
        lines[changed] = lines[changed].replace("check(", "print(")
        path.write_text("".join(lines), encoding="utf-8")
        status, said = self.status(course, capsys)
        assert status == 1
        assert f"notebooks/{LESSON}.ipynb:{at + 1}: cell check-01-1 differs in more than an answer" in said.err

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("# BEGIN SOLUTION", "# BEGIN_SOLUTION", "a marker is exactly"),
            ("return prediction,", "return 3 * prediction,", "is not what"),
        ],
        ids=["what a build refuses", "what was not built"],
    )
    def test_a_source_that_does_not_give_these_notebooks_is_a_fault(self, course, capsys, old, new, said):
        path = Lesson(LESSON, course).source
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
        status, printed = self.status(course, capsys)
        assert status == 1
        assert re.search(rf"^solutions/{LESSON}\.(py|ipynb):\d\d+: .*{said}", printed.err, re.MULTILINE)

    def test_a_missing_notebook_is_a_fault(self, course, capsys):
        Lesson(LESSON, course).notebook.unlink()
        status, said = self.status(course, capsys)
        assert status == 1
        assert "There is no such file" in said.out


def test_each_lesson_is_found_from_its_content():
    solutions = Solutions(ROOT)
    for lesson in lessons():
        notebook = json.loads(lesson.notebook.read_text(encoding="utf-8"))
        notebook["cells"] = [
            {"cell_type": "code", "source": cell["source"], "metadata": {}}
            for cell in notebook["cells"]
            if cell["metadata"].get("exercise")
        ]
        assert solutions.paired(read(as_bytes(notebook))).reference.lesson == lesson.name


def test_a_notebook_that_takes_long_to_read_costs_only_itself(tmp_path, capsys, monkeypatch):
    def slow(paired, from_outputs=diff.states.from_outputs):
        while len(paired.notebook.cells) % 2:
            time.sleep(0.01)
        return from_outputs(paired)

    notebook = answered()
    even = notebook["cells"][: len(notebook["cells"]) // 2 * 2]
    hand_in(tmp_path / "anna.ipynb", notebook | {"cells": even})
    hand_in(tmp_path / "slow.ipynb", notebook | {"cells": even[1:]})
    monkeypatch.setattr(diff.states, "from_outputs", slow)
    monkeypatch.setattr("course.classroom.reading.notebook_file.READ_SECONDS", 1)
    assert main(["diff", str(tmp_path), "--json"]) == 1
    found = {one["learner"]: one["fault"] for one in json.loads(capsys.readouterr().out)["notebooks"]}
    assert found["anna"] == "" and found["slow"].startswith("Refused: reading it took more than 1 seconds.")


SLIPS = {
    "syntax": ("EXERCISES = (\n", "line 1: SyntaxError"),
    "name": ("\nEXERCISES = exercises\n", "line 2: NameError"),
}


@pytest.mark.parametrize(("text", "words"), SLIPS.values(), ids=list(SLIPS))
def test_a_slip_in_the_authors_declarations_is_named_by_file_and_line(text, words, tmp_path, capsys, monkeypatch):
    slip = tmp_path / "lesson_01.py"
    slip.write_text(text)

    def find(identity):
        runpy.run_path(str(slip))

    monkeypatch.setattr(exercises, "find", find)
    monkeypatch.setattr(exercises, "__file__", str(tmp_path / "__init__.py"))
    assert main(["diff", str(hand_in(tmp_path / "anna.ipynb"))]) == 1
    said = capsys.readouterr().err
    assert f"lesson_01.py, {words}" in said and "Traceback" not in said
