"""The build: one source, one direction, the same bytes, and each kind of drift seen."""

import json
import shutil
from argparse import ArgumentParser

import nbformat
import pytest
from warm_kernels.session import ADDRESS_VARIABLE, CHOICE_VARIABLE, warm_kernels

from course import places
from course.__main__ import main
from course.authoring import build, drafts
from tests.authoring.small_lessons import answered, code, source

LESSON = source(
    code("import helpers.shelf\nprint(6 * 7, helpers.shelf.SIZE)"), answered("01-1", "triple", "return 3 * x")
)


@pytest.fixture(scope="module", autouse=True)
def warm():
    """One warm process for this file, or that of the whole test run."""
    with warm_kernels():
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small course, built once; tests that change it take a copy."""
    root = tmp_path_factory.mktemp("course")
    (root / "solutions").mkdir()
    (root / "helpers").mkdir()
    (root / "helpers" / "__init__.py").write_text("")
    (root / "helpers" / "shelf.py").write_text("SIZE = 7\n")
    (root / "solutions" / "01_one.py").write_text(LESSON, newline="\n")
    assert run(root) == 0
    return root


@pytest.fixture
def course(built, tmp_path):
    """A copy of the small course that a test may spoil."""
    return shutil.copytree(built, tmp_path / "copy")


def run(root, *arguments):
    parser = ArgumentParser()
    build.arguments(parser)
    return build.run(parser.parse_args(list(arguments)), root)


def contents(root):
    return {
        f"{room}/{path.name}": path.read_bytes()
        for room in ("solutions", "notebooks")
        for path in sorted((root / room).iterdir())
    }


def no_kernel(monkeypatch):
    monkeypatch.setattr(drafts.execute, "run", lambda *_, **__: pytest.fail("a notebook was run"))


def test_two_builds_from_scratch_give_the_same_bytes(built, course):
    for made in (*course.glob("solutions/*.ipynb"), *course.glob("notebooks/*")):
        made.unlink()
    assert run(course) == 0
    for room in ("solutions", "notebooks"):
        for path in (built / room).iterdir():
            assert (course / room / path.name).read_bytes() == path.read_bytes()


def test_ordinary_kernels_give_the_same_bytes_and_are_said_once(built, course, monkeypatch, capsys):
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    monkeypatch.setenv(CHOICE_VARIABLE, "ordinary")
    for made in (*course.glob("solutions/*.ipynb"), *course.glob("notebooks/*")):
        made.unlink()
    assert run(course) == 0
    assert capsys.readouterr().err.count("Kernels: ordinary ones") == 1
    assert contents(course) == contents(built)


def test_the_learners_copy_holds_neither_the_answer_nor_its_output(built):
    learners = (built / "notebooks" / "01_one.py").read_text() + (built / "notebooks" / "01_one.ipynb").read_text()
    assert "3 * x" not in learners
    stored = nbformat.read(built / "notebooks" / "01_one.ipynb", as_version=4)
    assert stored.cells[-1].outputs[0].text == "None\n"
    assert nbformat.read(built / "solutions" / "01_one.ipynb", as_version=4).cells[-1].outputs[0].text == "6\n"


def test_a_built_course_is_in_step(course, monkeypatch, capsys):
    no_kernel(monkeypatch)
    before = contents(course)
    assert run(course, "--check") == 0
    assert "1 lessons in step" in capsys.readouterr().out
    assert contents(course) == before


def test_a_change_of_prose_keeps_the_outputs_and_runs_nothing(course, monkeypatch):
    no_kernel(monkeypatch)
    path = course / "solutions" / "01_one.py"
    path.write_text(LESSON.replace("# # A lesson", "# # A better title"), newline="\n")
    assert run(course, "--check") == 1
    assert run(course) == 0
    stored = nbformat.read(course / "notebooks" / "01_one.ipynb", as_version=4)
    assert stored.cells[0].source == "# A better title"
    assert stored.cells[1].outputs[0].text == "42 7\n"


def test_a_change_of_code_or_of_a_helper_runs_the_lesson_again(course):
    (course / "helpers" / "shelf.py").write_text("SIZE = 8\n")
    assert run(course, "--check") == 1
    assert run(course) == 0
    stored = nbformat.read(course / "notebooks" / "01_one.ipynb", as_version=4)
    assert stored.cells[1].outputs[0].text == "42 8\n"


def edit_output(path):
    path.write_text(path.read_text().replace("42 7", "43 7"))


def strip_outputs(path):
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    path.write_text(json.dumps(notebook))


def edit_prose(path):
    path.write_text(path.read_text().replace("A lesson", "My lesson"))


def edit_code(path):
    path.write_text(path.read_text().replace("print(6 * 7", "print(6 * 8"))


@pytest.mark.parametrize(
    ("file", "spoil", "said"),
    [
        pytest.param("notebooks/01_one.py", edit_prose, "edited by hand", id="learner's text edited"),
        pytest.param("notebooks/01_one.py", lambda path: path.unlink(), "missing", id="learner's text missing"),
        pytest.param("notebooks/01_one.ipynb", lambda path: path.unlink(), "missing", id="notebook missing"),
        pytest.param("solutions/01_one.ipynb", edit_prose, "edited by hand", id="notebook's prose edited"),
        pytest.param("solutions/01_one.ipynb", edit_code, "edited by hand", id="notebook's code edited"),
        pytest.param("solutions/01_one.ipynb", edit_output, "edited or stripped", id="output edited"),
        pytest.param("notebooks/01_one.ipynb", strip_outputs, "edited or stripped", id="outputs stripped"),
        pytest.param("notebooks/01_one.ipynb", lambda path: path.write_text("{"), "not a notebook", id="broken"),
        pytest.param("notebooks/01_one.ipynb", lambda path: path.write_text("[]"), "not a notebook", id="another JSON"),
        pytest.param("notebooks/09_gone.ipynb", lambda path: path.write_text("{}"), "left over", id="left over"),
    ],
)
def test_each_kind_of_drift_is_named_with_its_file_and_nothing_is_changed(course, capsys, file, spoil, said):
    spoil(course / file)
    before = contents(course)
    assert run(course, "--check") == 1
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith(f"{file}: ") and said in line], printed
    assert contents(course) == before


def test_a_lesson_that_raises_leaves_the_old_files_whole_and_the_others_are_built(course, capsys):
    (course / "solutions" / "01_one.py").write_text(LESSON.replace("6 * 7", "1 / 0"), newline="\n")
    (course / "solutions" / "02_two.py").write_text(source(code("1 + 1")), newline="\n")
    before = contents(course)
    assert run(course) == 1
    assert "solutions/01_one.ipynb: cell 2" in capsys.readouterr().err
    after = contents(course)
    assert {name: after[name] for name in before} == before
    assert {"solutions/02_two.ipynb", "notebooks/02_two.ipynb"} <= set(after)


def test_an_unknown_lesson_lists_the_known_ones(course):
    with pytest.raises(places.UnknownLessonError, match=r"no lesson is called '99'\. The lessons are: 01_one\."):
        run(course, "99")


def test_the_command_says_an_unknown_lesson_without_a_traceback(capsys):
    assert main(["build", "no_such_lesson", "--check"]) != 0
    said = capsys.readouterr()
    assert "no_such_lesson" in said.err + said.out
    assert "Traceback" not in said.err + said.out
