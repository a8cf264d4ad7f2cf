"""The build: one source, one direction, the same bytes, and each kind of drift seen."""

import json
import shutil
from argparse import ArgumentParser

import nbformat
import pytest
from warm_kernels import ADDRESS_VARIABLE, CHOICE_VARIABLE, warm_kernels

from course import places
from course.__main__ import main
from course.authoring import build, declarations, drafts
from helpers.checks.shown import MIME
from tests.authoring.small_lessons import answered, check, code, exercise, source

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
        pytest.param("solutions/01_one.ipynb", edit_output, "outputs were edited by hand", id="output edited"),
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
    assert [line for line in printed.splitlines() if line.startswith(f"{file}:") and said in line], printed
    assert contents(course) == before


def test_a_lesson_that_raises_leaves_the_old_files_whole_and_the_others_are_built(course, capsys):
    (course / "solutions" / "01_one.py").write_text(LESSON.replace("6 * 7", "1 / 0"), newline="\n")
    (course / "solutions" / "02_two.py").write_text(source(code("1 + 1")), newline="\n")
    before = contents(course)
    assert run(course) == 1
    said = capsys.readouterr().err
    assert "solutions/01_one.py:4: cell 2" in said and "(in notebooks/01_one.ipynb)" in said
    after = contents(course)
    assert {name: after[name] for name in before} == before
    assert {"solutions/02_two.ipynb", "notebooks/02_two.ipynb"} <= set(after)


EDITS = [
    pytest.param("solutions/01_one.ipynb", edit_prose, 5, id="prose of the solution"),
    pytest.param("solutions/01_one.ipynb", edit_code, 14, id="code of the solution"),
    pytest.param("solutions/01_one.ipynb", edit_output, 16, id="an output"),
    pytest.param("notebooks/01_one.ipynb", edit_code, 14, id="the learner's notebook"),
    pytest.param("notebooks/01_one.py", edit_prose, 16, id="the learner's text"),
    pytest.param(
        "notebooks/01_one.py", lambda path: path.write_text(path.read_text() + "# more\n"), 30, id="a line more"
    ),
    pytest.param(
        "solutions/01_one.ipynb",
        lambda path: path.write_text(path.read_text().replace(' "cells"', '<<<<<<< HEAD\n "cells"')),
        2,
        id="a merge's marks in a notebook",
    ),
]


@pytest.mark.parametrize(("file", "spoil", "line"), EDITS)
def test_a_build_refuses_to_discard_an_edit_by_hand_and_force_discards_it(
    course, built, monkeypatch, capsys, file, spoil, line
):
    spoil(course / file)
    before = contents(course)
    with monkeypatch.context() as patched:
        no_kernel(patched)
        assert run(course) == 1
    said = capsys.readouterr().err
    assert f"{file}:{line}: " in said and "solutions/01_one.py" in said and "--force" in said
    assert contents(course) == before
    assert run(course, "--force") == 0
    assert contents(course) == contents(built)


def test_an_edit_that_the_source_has_too_is_built(course):
    for file in ("solutions/01_one.py", "solutions/01_one.ipynb"):  # as JupyterLab writes a pair
        edit_code(course / file)
    assert run(course) == 0
    assert run(course, "--check") == 0


@pytest.mark.parametrize("change", [edit_prose, edit_code])
def test_what_is_out_of_date_was_not_edited_by_hand(course, change):
    change(course / "solutions" / "01_one.py")
    (course / "helpers" / "shelf.py").write_text("SIZE = 9\n")
    strip_outputs(course / "notebooks" / "01_one.ipynb")
    assert run(course) == 0


def test_a_notebook_of_a_build_that_noted_nothing_is_nobodys_edit(course):
    for path in (*course.glob("solutions/*.ipynb"), *course.glob("notebooks/*.ipynb")):
        stored = json.loads(path.read_text())
        stored["metadata"]["course"] = {key: stored["metadata"]["course"][key] for key in ("inputs", "outputs")}
        path.write_text(json.dumps(stored))
    edit_prose(course / "notebooks" / "01_one.py")
    edit_prose(course / "solutions" / "01_one.ipynb")
    assert run(course) == 0


VERDICT = f"""from IPython.display import display
outcome = {{6: "right", None: "todo"}}.get(triple(2), "wrong")
display({{"{MIME}": {{"exercise": "01-1", "outcome": outcome}}, "text/plain": outcome}}, raw=True)"""


def judged(answer):
    """A lesson whose check is a verdict, as the course's own checks store it."""
    stub = f"def triple(x):\n    # BEGIN SOLUTION\n    {answer}\n    # END SOLUTION"
    return source(exercise("01-1", stub), check("01-1", VERDICT))


def test_an_answer_that_its_own_check_calls_wrong_is_not_built(course, capsys):
    path = course / "solutions" / "01_one.py"
    path.write_text(judged("return 3 * x"), newline="\n")
    assert run(course) == 0
    before = contents(course)
    path.write_text(judged("return 4 * x"), newline="\n")
    assert run(course) == 1
    assert (
        "solutions/01_one.py:10: cell 3 says of the author's answer 'wrong'; expected 'right'"
        in capsys.readouterr().err
    )
    assert {**contents(course), "solutions/01_one.py": b""} == {**before, "solutions/01_one.py": b""}


def test_a_wrong_verdict_that_was_built_once_is_out_of_step(course, capsys, monkeypatch):
    (course / "solutions" / "01_one.py").write_text(judged("return 4 * x"), newline="\n")
    with monkeypatch.context() as patched:
        patched.setattr(drafts.Drafts, "unfit", lambda made: [])
        assert run(course) == 0
    assert run(course, "--check") == 1
    assert capsys.readouterr().out.splitlines()[-2].startswith("solutions/01_one.py:10: cell 3 says")


def test_an_answer_that_the_learners_copy_prints_is_not_built(course, capsys):
    shows = 'print(open("../solutions/01_one.py").read())'
    (course / "solutions" / "01_one.py").write_text(LESSON + "\n" + code(shows), newline="\n")
    before = contents(course)
    assert run(course) == 1
    assert "solutions/01_one.py:18: cell 5 shows the answer of 01-1 in its output" in capsys.readouterr().err
    assert contents(course) == before


FAULTS = [
    pytest.param(LESSON.replace("    # BEGIN SOLUTION\n", "").replace("    # END SOLUTION\n", ""), 8, id="no markers"),
    pytest.param(LESSON.replace("print(6", "print((6"), 6, id="a syntax error"),
    pytest.param(LESSON.replace("# # A lesson", "# # A lesson\n# >>>>>>> mine"), 3, id="a merge's mark"),
    pytest.param("\ufeff" + LESSON, 1, id="a byte order mark"),
    pytest.param(
        LESSON.replace("    return 3 * x", "    return 3 * x\n    # %% x"), 10, id="a cell's start in an answer"
    ),
    pytest.param(LESSON + "\n# %% [markdown]\n# Then `return 3 * x`.\n", 18, id="an answer in a text"),
]


@pytest.mark.parametrize(("text", "line"), FAULTS)
def test_a_fault_names_its_line_and_costs_no_other_lesson(course, capsys, text, line):
    (course / "solutions" / "01_one.py").write_text(text, newline="\n", encoding="utf-8")
    (course / "solutions" / "02_two.py").write_text(source(code("1 + 1")), newline="\n")
    before = contents(course)
    assert run(course) == 1
    said = capsys.readouterr()
    assert said.err.count(f"solutions/01_one.py:{line}: ") == 1 and "Traceback" not in said.err
    assert "2 lessons, 2 notebooks run, " in said.out
    after = contents(course)
    assert {name: after[name] for name in before} == before
    assert {"solutions/02_two.ipynb", "notebooks/02_two.ipynb"} <= set(after)
    assert run(course, "--check") == 1
    assert f"solutions/01_one.py:{line}: " in capsys.readouterr().out


def test_a_helper_that_is_no_python_is_said_by_the_cell_that_imports_it(course, capsys):
    (course / "helpers" / "shelf.py").write_text("SIZE = (\n")
    assert run(course) == 1
    assert "solutions/01_one.py:4: cell 2" in capsys.readouterr().err


def test_a_declaration_that_cannot_be_imported_is_said_with_its_file(course, capsys, monkeypatch):
    (course / "helpers" / "exercises").mkdir()
    (course / "helpers" / "exercises" / "lesson_01.py").write_text("")

    def broken(_):
        raise SyntaxError("never closed", ("lesson_01.py", 7, 1, "("))

    monkeypatch.setattr(declarations.exercises, "of_lesson", broken)
    assert run(course) == 1
    assert "helpers/exercises/lesson_01.py:7: cannot be imported: SyntaxError: never closed" in capsys.readouterr().err


def test_commands_and_errors_on_purpose_are_built(course):
    cells = code("# %%time\nx = 1"), code("%matplotlib inline\n1 + 1"), code("# cat is a comment\n2")
    failing = code("print(1 1)", ' tags=["raises-exception"]')
    (course / "solutions" / "01_one.py").write_text(source(*cells, failing, code("!echo hello")), newline="\n")
    assert run(course) == 0
    built = nbformat.read(course / "notebooks" / "01_one.ipynb", as_version=4).cells
    assert [cell.source.splitlines()[0] for cell in built[1:4]] == [
        "%%time",
        "%matplotlib inline",
        "# cat is a comment",
    ]
    assert built[4].outputs[0].ename == "SyntaxError" and built[5].outputs[0].text.strip() == "hello"
    assert run(course, "--check") == 0


def test_an_unknown_lesson_lists_the_known_ones(course):
    with pytest.raises(places.UnknownLessonError, match=r"no lesson is called '99'\. The lessons are: 01_one\."):
        run(course, "99")


def test_the_command_says_an_unknown_lesson_without_a_traceback(capsys):
    assert main(["build", "no_such_lesson", "--check"]) != 0
    said = capsys.readouterr()
    assert "no_such_lesson" in said.err + said.out
    assert "Traceback" not in said.err + said.out
