"""course/__main__.py: verbs, their help, and faults said without a traceback."""

import ast
import importlib
import os
import shutil
import sys
from pathlib import Path

import pytest

import course.__main__
from course import OLDEST_PYTHON, CourseError, terminal_characters
from course.__main__ import VERBS, main
from course.learner import advice
from tests.processes import output_of

ROOT = str(Path(course.__file__).parents[1])


@pytest.fixture
def verb(monkeypatch):
    """A function that adds a verb `demo` whose module runs the given function."""

    def add(run, passes_on=None):
        module = type(sys)("course.demo")
        module.arguments = lambda parser: parser.add_argument("--size", type=int)
        module.run = run
        if passes_on:
            module.PASSES_ON = passes_on
        monkeypatch.setitem(VERBS, "demo", "course.demo")
        monkeypatch.setitem(sys.modules, "course.demo", module)
        monkeypatch.setattr("course.__main__._summary", lambda name: f"Summary of {name}.")

    return add


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_a_help_line_and_the_two_functions(name, capsys):
    module = importlib.import_module(VERBS[name])
    assert callable(module.arguments) and callable(module.run)
    assert main([name, "--help"]) == 0
    help_text = " ".join(capsys.readouterr().out.split())
    assert module.__doc__.splitlines()[0] in help_text


def test_help_lists_every_verb(capsys):
    assert main(["--help"]) == 0
    words = capsys.readouterr().out.split()
    assert set(VERBS) <= set(words)


@pytest.mark.parametrize("words", [[], ["unknown"], ["doctor", "--unknown"]], ids=["none", "verb", "option"])
def test_wrong_use_exits_with_2(words, capsys):
    assert main(words) == 2
    assert "usage:" in capsys.readouterr().err


def test_what_a_verb_does_not_know_is_passed_on_if_it_says_so(verb):
    verb(lambda options: int(options.passed_on != ["-k", "word"]), passes_on="pytest")
    assert main(["demo", "--size", "3", "-k", "word"]) == 0


def test_what_a_verb_does_not_know_is_wrong_use_otherwise(verb, capsys):
    verb(lambda options: 0)
    assert main(["demo", "-k", "word"]) == 2
    assert "unrecognized arguments: -k word" in capsys.readouterr().err


def test_a_fault_is_said_without_a_traceback(verb, capsys):
    def run(options):
        raise CourseError("found this. What to do: that.")

    verb(run)
    assert main(["demo"]) == 1
    assert capsys.readouterr().err == "error: found this. What to do: that.\n"


def test_a_missing_package_is_said_with_the_way_out(verb, capsys):
    def run(options):
        importlib.import_module("a_package_that_is_not_there")

    verb(run)
    assert main(["demo"]) == 1
    assert "'a_package_that_is_not_there'" in (said := capsys.readouterr().err)
    assert advice.completing(everything=True) in said


@pytest.mark.parametrize(
    ("words", "package", "everything"),
    [(["lab"], "IPython", False), (["lab", "--solutions"], "jupytext", True), (["build"], "nbformat", True)],
    ids=["lab", "author", "build"],
)
def test_a_missing_package_sends_for_what_the_verb_needs(monkeypatch, capsys, words, package, everything):
    def run(options):
        raise ModuleNotFoundError(name=package)

    monkeypatch.setattr(f"{VERBS[words[0]]}.run", run)
    assert main(words) == 1
    assert advice.completing(everything) in capsys.readouterr().err
    assert advice.completing(False) != advice.completing(True)


def test_a_mistake_of_ours_keeps_its_traceback(verb):
    verb(lambda options: importlib.import_module("course.no_such_module"))
    with pytest.raises(ModuleNotFoundError):
        main(["demo"])


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no folder that a program is in")
@pytest.mark.parametrize("words", [[], ["doctor"]], ids=["none", "verb"])
def test_a_folder_that_was_removed_is_said_without_a_traceback(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    (gone := tmp_path / "gone").mkdir()
    os.chdir(gone)
    gone.rmdir()
    assert main(words) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: this terminal's folder is not there any more") and "What to do: `cd`" in line


@pytest.mark.parametrize(
    ("name", "status"), [("random.py", 1), ("torch.py", 1), ("notes.py", 0), ("torch.txt", 0), ("conftest.py", 0)]
)
def test_a_file_that_hides_a_module_from_every_lesson_is_refused_by_name(tmp_path, name, status):
    shutil.copytree(Path(ROOT) / "course", tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", name):
        (tmp_path / file).touch()
    run = output_of([sys.executable, "-m", "course", "lab", "--help"], cwd=tmp_path)
    assert run.returncode == status
    assert run.stderr.startswith(f"error: found {name} in {tmp_path}") if status else run.stderr == ""
    assert run.stderr.count("\n") == status


@pytest.mark.parametrize(("beside", "status"), [("pyproject.toml", 0), ("solutions/a.py", 0), ("numpy/a.py", 1)])
def test_lessons_of_ones_own_beside_the_course_are_enough_and_other_packages_are_not(tmp_path, beside, status):
    shutil.copytree(Path(ROOT) / "course", tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / beside).parent.mkdir(exist_ok=True)
    (tmp_path / beside).touch()
    run = output_of([sys.executable, "-m", "course", "build", "--help"], cwd=tmp_path)
    assert run.returncode == status and run.stderr.count("\n") == status
    assert "found the course as an installed package" in run.stderr or not status


def test_an_old_python_is_told_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    assert main(["setup"]) == 1
    assert "found Python 3.9" in (said := capsys.readouterr().err)
    assert "needs Python 3.10 or newer" in said and "What to do" in said


@pytest.mark.parametrize("module", [course, course.__main__, terminal_characters], ids=lambda module: module.__name__)
def test_what_an_old_python_reads_is_old_python(module):
    ast.parse(Path(module.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_newer_syntax_would_be_seen():
    with pytest.raises(SyntaxError):
        ast.parse("(a := 1)", feature_version=(3, 6))


def test_the_oldest_python_is_the_one_pyproject_names():
    wanted = f'requires-python = ">={".".join(map(str, OLDEST_PYTHON))}"'
    assert wanted in Path(course.__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [["--help"], ["lab", "--help"], ["setup", "--help"], ["doctor", "--help"]], ids=" ".join
)
def test_before_anything_is_installed_help_is_there(words):
    program = f"import sys; sys.path.insert(0, {ROOT!r}); from course.__main__ import main; sys.exit(main({words}))"
    run = output_of([sys.executable, "-I", "-S", "-c", program])  # neither site-packages nor the user's own folder
    assert (run.returncode, run.stderr) == (0, "") and "usage:" in run.stdout


SIGNALS = """
import runpy, signal, sys
sys.argv = ["course", "--help"]
try:
    runpy.run_module("course", run_name="__main__")
except SystemExit:
    print("SIGINT", signal.getsignal(signal.SIGINT) is signal.default_int_handler)
    print("SIGCHLD", signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals that a process could inherit as ignored")
def test_a_command_minds_signals_that_whoever_started_it_ignores():
    ignoring = "import os, signal; [signal.signal(n, signal.SIG_IGN) for n in (signal.SIGINT, signal.SIGCHLD)]; "
    ignoring += f"os.execv({sys.executable!r}, [{sys.executable!r}, '-c', {SIGNALS!r}])"
    run = output_of([sys.executable, "-c", ignoring], cwd=ROOT)
    assert run.stdout.endswith("SIGINT True\nSIGCHLD True\n"), run.stderr
