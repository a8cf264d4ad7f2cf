"""The promises about commands and packages: pyproject.toml is the truth, and every target says what it does."""

import os
import re
import shutil
import subprocess

import pytest

from course.__main__ import VERBS
from course.learner.setup import PACKAGES, WISHES, stamps
from course.places import ROOT
from course.requirements import OWN, pins, requirements

LESSON_TARGETS = ["lab", "setup", "doctor"]
CONDA_NAMES = {"torch": "pytorch-cpu"}  # torch without CUDA
TARGET = re.compile(r"^([a-z]+):(.*)$", re.MULTILINE)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# Two lines of an environment.yml: a package with its bound, and one without.
BOUND = re.compile(r"^  - ([a-z0-9-]+)>=([0-9.]+)$", re.MULTILINE)
UNBOUND = re.compile(r"^  - ([a-z0-9-]+)$", re.MULTILINE)


def without_help(makefile):
    """Targets whose own line does not say what they do."""
    return [name for name, rest in TARGET.findall(makefile) if not re.search(r" ## \S", rest)]


def out_of_step(conda, wanted):
    """Differences between an environment.yml and {package: lowest version} of pyproject.toml."""
    there = dict(BOUND.findall(conda))
    expected = {CONDA_NAMES.get(name, name): lowest for name, lowest in wanted.items()}
    return {
        name: (there.get(name), expected.get(name))
        for name in there | expected
        if there.get(name) != expected.get(name)
    }


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_make_target_has_its_help_on_its_own_line():
    makefile = read("Makefile")
    assert without_help(makefile) == []
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    assert phony == [name for name, _ in TARGET.findall(makefile)]


def test_a_target_without_help_is_found():
    assert without_help("lab: ready\n\tgo\ntest: ready  ## run\n") == ["lab"]


def test_every_verb_has_its_make_target():
    calls = re.findall(r"-m course ([a-z]+)", read("Makefile"))
    assert set(calls) <= set(VERBS)
    assert {"lab", "test", "build", "setup", "doctor"} <= set(calls)


@pytest.mark.skipif(shutil.which("make") is None, reason="this machine has no make; the README has the same commands")
class TestMake:
    """Make itself, in a folder that looks like a course with an environment that is ready."""

    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "here"
        folder.mkdir()
        shutil.copy(ROOT / "Makefile", folder)
        for wish in WISHES:
            (folder / wish).parent.mkdir(parents=True, exist_ok=True)
            (folder / wish).touch()
        python = folder / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.touch()
        python.chmod(0o755)
        for stamp in stamps(folder):
            stamp.write_text(f"{folder.resolve()}\nfingerprint\n")
        return folder

    def said(self, folder, *words):
        # What a make around us was told, it hands on: `make test PYTHON=mine` is not what is tested here.
        told = ("MAKE", "PYTHON", "BASE_PYTHON", "ARGS")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(told)}
        command = ["make", "--no-print-directory", *words]
        run = subprocess.run(command, cwd=folder, env=environment, timeout=60, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def test_alone_lists_the_targets(self, folder):
        listed = [line.split()[1] for line in self.said(folder).splitlines()]
        assert listed == [name for name, _ in TARGET.findall(read("Makefile"))]

    @pytest.mark.parametrize("target", ["lab", "test", "doctor"])
    def test_a_ready_environment_is_left_alone(self, folder, target):
        stamps(folder)[2].unlink()  # of what only the web site is made with
        assert "course setup" not in self.said(folder, "-n", target)

    @pytest.mark.parametrize("target", LESSON_TARGETS)
    def test_a_lesson_needs_no_extras(self, folder, target):
        shutil.rmtree(folder / ".venv")
        [said] = [line for line in self.said(folder, "-n", target).splitlines() if "python3 -m course setup" in line]
        assert "--all" not in said

    @pytest.mark.parametrize("target", [name for name, _ in TARGET.findall(MAKEFILE) if name not in LESSON_TARGETS])
    @pytest.mark.parametrize("there", [True, False], ids=["the lessons are there", "nothing is there"])
    def test_every_other_target_adds_the_extras(self, folder, target, there):
        _, everything, site = stamps(folder)
        (site if target == "site" else everything).unlink()
        if not there:
            shutil.rmtree(folder / ".venv")
        said = self.said(folder, "-n", target)
        option = "--site" if target == "site" else "--all"
        assert (said.count("course setup"), f"python3 -m course setup {option}" in said) == (
            target != "help",
            target != "help",
        )

    @pytest.mark.parametrize("wish", WISHES)
    @pytest.mark.parametrize("target", ["lab", "test"])
    def test_a_changed_wish_sets_up_again(self, folder, target, wish):
        later = (folder / ".venv" / "ready").stat().st_mtime + 2
        os.utime(folder / wish, (later, later))
        assert "course setup" in self.said(folder, "-n", target)

    @pytest.mark.parametrize("target", ["lab", "test"])
    def test_a_moved_folder_sets_up_again(self, folder, target):
        moved = folder.rename(folder.with_name("moved"))
        assert "course setup" in self.said(moved, "-n", target)

    @pytest.mark.parametrize("target", ["lab", "test"])
    def test_a_python_that_is_gone_sets_up_again(self, folder, target):
        (folder / ".venv" / "bin" / "python").unlink()
        assert "course setup" in self.said(folder, "-n", target)

    def test_set_up_takes_arguments(self, folder):
        assert "python3 -m course setup --cuda" in self.said(folder, "-n", "setup", "ARGS=--cuda")

    def test_an_environment_of_your_own_is_used_and_nothing_is_installed(self, folder):
        shutil.rmtree(folder / ".venv")
        assert "course setup" not in (said := self.said(folder, "-n", "test", "PYTHON=mine"))
        assert "mine -m course test" in said
        assert "nothing is installed" in self.said(folder, "setup", "PYTHON=mine")
        assert not (folder / ".venv").exists()


def test_conda_is_in_step_with_pyproject():
    conda = read("environment.yml")
    assert out_of_step(conda, {name: lowest for name, lowest in requirements(ROOT) if name not in OWN}) == {}
    assert UNBOUND.findall(conda) == ["conda-forge", "nodefaults", "pip"]
    assert conda.endswith("  - pip:\n" + "".join(f"      - -e {folder}\n" for folder in (*PACKAGES, ".")))


@pytest.mark.parametrize(
    ("conda", "difference"),
    [
        ("  - numpy>=1.0\n", {"numpy": ("1.0", "2.0")}),
        ("", {"numpy": (None, "2.0")}),
        ("  - numpy>=2.0\n  - scipy>=1.0\n", {"scipy": ("1.0", None)}),
    ],
    ids=["another bound", "missing", "left over"],
)
def test_conda_out_of_step_is_found(conda, difference):
    assert out_of_step(conda, {"numpy": "2.0"}) == difference


def test_the_tested_versions_hold_no_address_and_no_cuda():
    constraints = read("constraints.txt")
    lines = [line for line in constraints.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'[\w.-]+==[\w.]+( ; python\w* >= "[\d.]+")?', line) for line in lines)
    assert pins(constraints)["torch"] == "2.13.0"
    assert not any(name.startswith(("nvidia", "cuda", "triton")) for name in pins(constraints))
