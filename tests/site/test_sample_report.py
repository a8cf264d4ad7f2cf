"""The report of an invented class: who answers what, what is kept, what is left out, and one that is real."""

import csv
import re
import subprocess
from types import SimpleNamespace

import nbformat
import pytest

from course import CourseError, places
from course.classroom.jail import wall
from course.site import built_lessons, sample_report, sample_report_page
from course.site.sample_report import CLASS, graded
from helpers import exercises
from helpers.language import speaking

LESSON = places.lessons()[0]
LANGUAGES = ["en", "es"]


@pytest.fixture
def grading(monkeypatch):
    """Stands in for the command: it writes a report, or ends with a status of its own."""
    monkeypatch.setattr(sample_report, "reason_against_forking", lambda: "")
    monkeypatch.setattr(wall, "missing_walls", lambda: [])
    runs = SimpleNamespace(calls=[], ends_with=0)

    def run(verb, cwd, env, **_):
        runs.calls.append(verb[1:])
        (cwd / "reports").mkdir()
        (cwd / "reports" / "index.html").write_text(f"run {len(runs.calls)}")
        return subprocess.CompletedProcess(verb, runs.ends_with, "", "No space left.\n")

    monkeypatch.setattr(subprocess, "run", run)
    return runs


def handed_in(working, learner):
    notebook = nbformat.read(working / "sample" / "class" / learner / f"{LESSON.name}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if "exercise" in cell.metadata.get("tags", ())]
    return notebook, {cell.metadata["exercise"]: cell.source for cell in cells}


def test_the_class_hands_in_declared_answers_half_of_it_in_each_language(tmp_path, grading):
    assert graded(LESSON, LANGUAGES, tmp_path) == ""
    assert grading.calls == [["-m", "course", "grade", "class", "--out", "reports"]]
    assert sorted(path.name for path in (tmp_path / "sample" / "class").iterdir()) == list("ABCDEFGH")
    spoken = ["helpers.es" in str(handed_in(tmp_path, one)[0].cells) for one in CLASS]
    assert spoken == [False] * 4 + [True] * 4
    samples = (LESSON.root / "tests" / "exercises" / f"lesson_{LESSON.number}.py").read_text(encoding="utf-8")
    declared = exercises.of_lesson(LESSON.number)
    for learner, answers in CLASS.items():
        _, sources = handed_in(tmp_path, learner)
        assert len(answers) == len(sources) == len(declared)
        for exercise, how in zip(declared, answers, strict=True):
            kind = "right" if how == "r" else "todo" if how == "t" else f"wrong {exercise.mistakes[int(how)].id}"
            if how == "t":
                assert "...  # your answer" in sources[exercise.id]
                continue
            body = re.sub(r"\A(import .*\n)*", "", sources[exercise.id])
            assert re.search(rf"^# %% {exercise.id} {kind}\n{re.escape(body)}\n", samples, re.MULTILINE), (
                learner,
                kind,
            )


def test_an_answer_has_the_imports_that_it_needs_and_no_others():
    before = "import math\n\nimport numpy as np\nimport torch\n"
    sample = SimpleNamespace(words=("01-1", "right", None), source="x = np.ones(2)\n", before=before)
    assert sample_report._answer(SimpleNamespace(id="01-1"), "r", 3, [sample]) == "import numpy as np\nx = np.ones(2)"


def test_what_has_not_changed_is_not_graded_again_and_what_has_is(tmp_path, grading, monkeypatch):
    graded(LESSON, LANGUAGES, tmp_path)
    graded(LESSON, LANGUAGES, tmp_path)
    assert len(grading.calls) == 1
    monkeypatch.setattr(sample_report.output, "inputs", lambda root, patterns: "another")
    graded(LESSON, LANGUAGES, tmp_path)
    assert len(grading.calls) == 2
    assert (tmp_path / "sample" / "reports" / "index.html").read_text() == "run 2"


@pytest.mark.parametrize(
    "changed", ["course/classroom/x.py", "course/marking/x.py", "helpers/x.py", "notebooks/es/{}.ipynb"]
)
def test_it_depends_on_what_judges_and_on_the_lesson(tmp_path, grading, monkeypatch, changed):
    seen = []
    monkeypatch.setattr(sample_report.output, "inputs", lambda root, patterns: str(seen.extend(patterns)))
    graded(LESSON, LANGUAGES, tmp_path)
    path = tmp_path / changed.format(LESSON.name)
    path.parent.mkdir(parents=True)
    path.write_text("")
    assert any(path in tmp_path.glob(pattern) for pattern in seen)


def test_grading_that_fails_is_named_and_the_report_of_before_stays(tmp_path, grading, monkeypatch):
    graded(LESSON, LANGUAGES, tmp_path)
    monkeypatch.setattr(sample_report.output, "inputs", lambda root, patterns: "another")
    grading.ends_with = 1
    with pytest.raises(
        CourseError, match=r"`course grade` ended with 1 .* expected 0; the site stays .*\nNo space left\."
    ):
        graded(LESSON, LANGUAGES, tmp_path)
    assert (tmp_path / "sample" / "reports" / "index.html").read_text() == "run 1"
    grading.ends_with = 0
    assert graded(LESSON, LANGUAGES, tmp_path) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample"]


@pytest.mark.parametrize("missing", ["wall", "fork"])
def test_where_the_wall_is_missing_nothing_is_run_and_the_page_says_why(tmp_path, grading, monkeypatch, missing):
    graded(LESSON, LANGUAGES, tmp_path)
    monkeypatch.setattr(wall, "missing_walls", lambda: ["Landlock is off."] if missing == "wall" else [])
    monkeypatch.setattr(sample_report, "reason_against_forking", lambda: "it is macOS" if missing == "fork" else "")
    left_out = graded(LESSON, LANGUAGES, tmp_path)
    assert left_out == ("Landlock is off." if missing == "wall" else "it is macOS") and len(grading.calls) == 1
    part = sample_report.of(tmp_path, left_out, built_lessons.read(LESSON), LANGUAGES)
    page = part.pages["sample-report"]
    assert part.beside == {} and f'<span lang="en">{left_out}</span>' in page and "href" not in page


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The folder of a report as the site has it."""
    working = tmp_path_factory.mktemp("working")
    if missing := graded(LESSON, LANGUAGES, working):
        pytest.skip(f"This machine lacks a wall. {missing}")
    return working


def test_each_answer_is_judged_as_it_is_declared(real):
    with (real / "sample" / "reports" / "class.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["learner"] for row in rows] == list(CLASS)
    for row in rows:
        for exercise, how in zip(exercises.of_lesson(LESSON.number), CLASS[row["learner"]], strict=True):
            said = {"r": "right", "t": "to do"}
            expected = said[how] if how in said else exercise.mistakes[int(how)].id.replace("_", " ")
            assert row[exercise.id] == expected, (row["learner"], exercise.id)


def test_it_was_run_behind_the_wall_and_names_no_place_of_this_machine(real):
    report = real / "sample" / "reports"
    assert "Every answer was run behind the wall" in (report / "index.html").read_text(encoding="utf-8")
    for path in report.rglob("*.*"):
        assert str(real) not in path.read_text(encoding="utf-8") and str(LESSON.root) not in path.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_every_file_and_explains_every_part(real, language):
    with speaking(language):
        lesson = built_lessons.read(built_lessons.in_language(LESSON, language))
        part = sample_report.of(real, "", lesson, LANGUAGES)
    page = part.pages["sample-report"]
    assert set(re.findall(r'href="([^"]+)"', page)) == set(part.beside)
    parts = re.findall(r"<h3>([^<:]+)", part.beside["reports/index.html"].decode())
    assert parts and [one for one in parts if f'<b lang="en">{one}</b>' not in page] == []
    assert ("{.language-en}\n| learner |" in page) == (language != "en")
    assert 'A, B, C, D: <span lang="en">English</span> · E, F, G, H: <span lang="es">español</span>' in page


def test_a_spanish_page_says_before_its_english_table_that_it_is_english(real, monkeypatch):
    begins = "The class, as {file} has it: in English"
    monkeypatch.setattr(sample_report_page, "say", lambda text, **_: "En inglés." if text.startswith(begins) else text)
    lesson = built_lessons.read(built_lessons.in_language(LESSON, "es"))
    with speaking("es"):
        page = sample_report.of(real, "", lesson, LANGUAGES).pages["sample-report"]
    assert "\n\nEn inglés.\n\n{.language-en}\n| learner |" in page


def test_every_state_is_explained_with_its_mark():
    from course.classroom.matching.states import State
    from course.classroom.reporting.report import MARKS

    lines = sample_report_page._states().splitlines()
    assert [line.split("|")[1:3] for line in lines[4:]] == [[f" {MARKS[one]} ", f" {one} "] for one in State]
