"""course.command: what a message says to type is what works where the reader is."""

import ast
import os
import re
import shlex
import sys
from pathlib import Path

import pytest

import course
from course import command
from course.__main__ import VERBS
from course.places import ROOT
from tests.processes import output_of

OWN = str(ROOT / ".venv" / "bin" / "python")


@pytest.fixture
def started(monkeypatch):
    """A function that says how the course was started: with which Python, where, and whether by make."""

    def start(python, folder, by_make):
        monkeypatch.setattr(sys, "executable", str(python))
        monkeypatch.chdir(folder)
        monkeypatch.delenv("MAKELEVEL", raising=False)
        if by_make:
            monkeypatch.setenv("MAKELEVEL", "1")

    return start


def test_by_make_it_is_a_make_target(started):
    started(OWN, ROOT, by_make=True)
    assert command("doctor") == "make doctor"
    assert command("build", "01_tiny", "--force") == 'make build ARGS="01_tiny --force"'
    assert command() == f"{os.path.join('.venv', 'bin', 'python')} -m course"  # noqa: PTH118


def test_by_make_with_another_python_or_elsewhere_it_is_that_python(started, tmp_path):
    started(tmp_path / "python", ROOT, by_make=True)
    assert command("doctor") == f"{tmp_path / 'python'} -m course doctor"
    started(OWN, tmp_path, by_make=True)  # a terminal in JupyterLab, say
    assert command("doctor") == f"{OWN} -m course doctor"
    started(tmp_path / ".venv" / "bin" / "python", tmp_path, by_make=True)  # another project's make and environment
    assert command("doctor") == f"{os.path.join('.venv', 'bin', 'python')} -m course doctor"  # noqa: PTH118


def test_otherwise_it_is_the_python_that_runs_short_inside_the_folder(started, tmp_path):
    started(tmp_path / ".venv" / "bin" / "python", tmp_path, by_make=False)
    assert command("lab") == f"{os.path.join('.venv', 'bin', 'python')} -m course lab"  # noqa: PTH118
    started(tmp_path / "python", ROOT, by_make=False)
    assert command("lab") == f"{tmp_path / 'python'} -m course lab"
    assert command("setup", python="python3.12") == "python3.12 -m course setup"


@pytest.mark.skipif(os.name == "nt", reason="quoting for a POSIX shell")
def test_a_name_with_a_space_is_one_word_of_the_command(started, tmp_path):
    (tmp_path / "my course").mkdir()
    started(tmp_path / "my course" / "python", tmp_path.parent, by_make=False)
    assert shlex.split(command("build", "a b"))[1:] == ["-m", "course", "build", "a b"]


def test_what_is_advised_works_as_typed():
    advised = output_of([sys.executable, "-m", "course", "doctor", "--unknown"], cwd=ROOT).stderr
    usage = re.search(r"usage: (.*?) \[-h\]", advised)[1]
    assert output_of([*shlex.split(usage), "--help"], cwd=ROOT).returncode == 0


ADVICE = re.compile(rf"-m course\b|\bmake ({'|'.join([*VERBS, 'lint'])})\b")


def advising(source):
    """Texts of a module, docstrings apart, that write a command of the course by themselves."""
    tree, documented = ast.parse(source), (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    docstrings = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in docstrings and ADVICE.search(node.value)]


def test_only_one_place_writes_commands():
    rooms = [ROOT / "course", ROOT / "helpers", *(ROOT / "packages").glob("*/src")]
    paths = [path for room in rooms for path in room.rglob("*.py") if path != Path(course.__file__)]
    found = {str(path.relative_to(ROOT)): advising(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source", ['f"run `make setup` in {x}"', 'print("python -m course build " + name)'], ids=["make", "python"]
)
def test_a_command_written_elsewhere_is_found(source):
    assert advising(f'"""Run `make setup`."""\n{source}') and not advising('"""Run `make setup`."""\nmake("it")')
