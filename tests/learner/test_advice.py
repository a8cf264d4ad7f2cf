"""course/learner/advice.py: what to do where packages are missing or did not go in."""

import sys
from pathlib import Path

import pytest

from course.learner import advice
from course.learner.advice import ADVICE, completing, no_packages
from course.places import ROOT
from tests.processes import output_of


@pytest.mark.parametrize("sign", ADVICE)
def test_what_pip_wrote_says_what_to_do(tmp_path, sign):
    (tmp_path / "log").write_text(f"  Retrying ... {sign}: ...")
    assert ADVICE[sign] in (said := no_packages(1, tmp_path / "log"))
    assert "exit status 1" in said


def test_pip_without_network_is_told_to_connect(tmp_path):
    """The real pip, told of a registry that does not answer."""
    command = [sys.executable, "-m", "pip", "install", "--log", str(tmp_path / "log"), "--retries", "0", "--isolated"]
    command += ["--index-url", "http://127.0.0.1:9/simple", "--no-cache-dir", "a-package-that-is-not-there"]
    status = output_of(command).returncode
    assert status != 0
    assert "connect to the internet" in no_packages(status, tmp_path / "log")


@pytest.fixture
def environment(monkeypatch):
    """An environment of the reader's own in which some modules can be found; he stands in the course's folder."""

    def holding(*modules, prefix="/elsewhere"):
        monkeypatch.setattr(advice.importlib.util, "find_spec", lambda name: name if name in modules else None)
        monkeypatch.setattr(advice.sys, "prefix", str(prefix))
        monkeypatch.setattr(advice.sys, "executable", "mine/bin/python")
        monkeypatch.chdir(ROOT)

    return holding


def test_an_own_environment_with_torch_gets_one_line_and_no_set_up(environment):
    environment("torch", "pip")
    assert completing(everything=False) == "complete this environment with `mine/bin/python -m pip install -e .`"
    assert completing(everything=True).endswith(
        'install -e packages/nbval-tolerance -e packages/warm-kernels -e ".[authors,tests]"`'
    )


def test_an_environment_that_has_no_pip_gets_a_line_of_uv(environment):
    environment("torch")
    assert completing(everything=False).endswith(" `uv pip install --python mine/bin/python -e .`")


def test_the_line_works_from_elsewhere(environment, monkeypatch, tmp_path):
    environment("torch", "pip")
    monkeypatch.chdir(tmp_path)
    assert Path(completing(everything=False).rpartition(" ")[2].strip('"`')) == ROOT


def test_a_python_without_torch_is_sent_to_the_set_up_first(environment):
    environment("pip")
    assert completing(everything=False).startswith("run `mine/bin/python -m course setup`, then")


def test_the_courses_own_environment_is_sent_to_the_set_up_alone(environment):
    environment("torch", "pip", prefix=ROOT / ".venv")
    assert completing(everything=True) == "run `mine/bin/python -m course setup --all`"
