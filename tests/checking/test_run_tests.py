"""course/checking/run_tests.py: one command runs all tests, and a run without tests fails."""

import os
import sys

import pytest
from warm_kernels import ONE_THREAD

from course.__main__ import main
from course.checking.run_tests import ALL_TESTS, BROWSER, pytest_arguments
from course.places import ROOT
from helpers.check import RAISE_FAULTS
from tests.conftest import LONGEST
from tests.processes import output_of


def test_without_paths_everything_runs_in_parallel():
    command = pytest_arguments(["-k", "files"])
    assert command[-1] in ("tests", "solutions", "notebooks")
    assert "tests" in command and set(ALL_TESTS) <= set(command)
    assert f"--ignore={BROWSER}" in command and (ROOT / BROWSER).is_dir()


def test_the_files_that_are_dealt_out_first_are_there():
    assert [file for file in LONGEST if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("path", ["tests/course/test_files.py", "tests/course/test_files.py::test_x"])
def test_named_paths_alone_run(path):
    command = pytest_arguments([path])
    assert command[-1] == path and not {"tests", f"--ignore={BROWSER}", *ALL_TESTS} & set(command)


def test_a_notebook_that_prints_something_else_fails_and_the_summary_comes_last(tmp_path):
    import nbformat.v4 as v4

    cell = v4.new_code_cell("print(6)", execution_count=1, outputs=[v4.new_output("stream", text="7\n")])
    path = tmp_path / "wrong.ipynb"
    path.write_text(v4.writes(v4.new_notebook(cells=[cell])))
    # A worker's variables would make the inner pytest believe that it is a worker too.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "course", "test", str(path)]
    run = output_of(command, cwd=ROOT, env=environment)
    assert run.returncode == 1
    assert "1 failed" in run.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("pytests", "ours"),
    [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2), (5, 1)],
    ids=["passed", "failed", "interrupted", "internal error", "wrong use", "no test ran"],
)
def test_the_exit_status_says_how_it_went(monkeypatch, capsys, pytests, ours):
    for name in (*ONE_THREAD, "PYTHONPATH", RAISE_FAULTS):
        monkeypatch.setenv(name, "")  # so that what `run` sets is taken back
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(pytest, "main", lambda arguments: pytests)
    assert main(["test"]) == ours
    assert ("no test ran" in capsys.readouterr().err) is (pytests == 5)
