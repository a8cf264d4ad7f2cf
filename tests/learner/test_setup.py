"""course/learner/setup.py: an environment is ready or it is not there."""

import os
import sys
from pathlib import Path

import pytest

from course.__main__ import main
from course.learner import setup
from course.learner.setup import ADVICE, SetupError, is_ready, make_environment, python_of
from course.places import ROOT
from tests.processes import output_of


@pytest.fixture
def root(tmp_path):
    """A course folder with wishes and no environment."""
    folder = tmp_path / "here"
    folder.mkdir()
    for wish in setup.WISHES:
        (folder / wish).parent.mkdir(parents=True, exist_ok=True)
        (folder / wish).write_text("[project]\n" if wish.endswith(".toml") else "torch==2.13.0\n")
    return folder


@pytest.fixture
def installer(monkeypatch):
    """Stands in for venv and pip, which would take minutes; the clean checkout of CI runs the real ones."""

    class Installer:
        calls = ()
        pip_status = 0
        pip_log = ""
        interrupted = False

        def __call__(self, command, **_):
            words = [str(word) for word in command]
            tool = words[2] if words[1] == "-m" else "start"
            self.calls = (*self.calls, tool)
            if tool == "venv":
                python = Path(words[3]) / python_of(Path()).relative_to(".venv")
                python.parent.mkdir(parents=True)
                python.write_text("a Python")
            if tool == "pip":
                if self.interrupted:
                    raise KeyboardInterrupt
                Path(words[words.index("--log") + 1]).write_text(self.pip_log)
                return self.pip_status
            return 0

    stand_in = Installer()
    monkeypatch.setattr("course.learner.setup.subprocess.call", stand_in)
    return stand_in


def test_a_finished_set_up_is_ready(root, installer):
    assert not is_ready(root)
    make_environment(root)
    assert is_ready(root)
    assert installer.calls == ("venv", "pip")


@pytest.mark.parametrize("wish", setup.WISHES)
def test_a_changed_wish_refreshes_what_is_there(root, installer, wish):
    make_environment(root)
    with (root / wish).open("a") as file:
        file.write("# changed\n")
    assert not is_ready(root)
    installer.calls = ()
    make_environment(root)
    assert installer.calls == ("start", "pip")
    assert is_ready(root)


def test_an_interrupted_set_up_is_not_ready_and_the_next_starts_from_nothing(root, installer):
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        make_environment(root)
    assert not is_ready(root)
    (root / ".venv" / "half an installed package").touch()
    installer.interrupted = False
    make_environment(root)
    assert is_ready(root)
    assert not (root / ".venv" / "half an installed package").exists()


def test_an_interrupted_refresh_is_not_ready_either(root, installer):
    make_environment(root)
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        make_environment(root, newest=True)
    assert not is_ready(root)


def test_a_moved_folder_is_not_ready(root, installer):
    make_environment(root)
    moved = root.rename(root.with_name("moved"))
    assert not is_ready(moved)
    (moved / ".venv" / "stale").touch()
    make_environment(moved)
    assert is_ready(moved)
    assert not (moved / ".venv" / "stale").exists()


def test_an_environment_whose_python_is_gone_is_not_ready(root, installer):
    make_environment(root)
    python_of(root).unlink()
    assert not is_ready(root)


@pytest.mark.parametrize("sign", ADVICE)
def test_a_failed_installation_says_what_to_do(root, installer, sign):
    installer.pip_status, installer.pip_log = 1, f"  Retrying ... {sign}: ..."
    with pytest.raises(SetupError, match="exit status 1") as failure:
        make_environment(root)
    assert ADVICE[sign] in str(failure.value)
    assert not is_ready(root)


def test_a_python_without_venv_is_said(root, monkeypatch):
    monkeypatch.setattr("course.learner.setup.subprocess.call", lambda command, **_: 1)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        make_environment(root)
    assert not is_ready(root)


def test_pip_without_network_stops_with_advice(root):
    """The real pip, told of a registry that does not answer."""
    command = [sys.executable, "-m", "pip", "install", "--log", str(root / "log"), "--retries", "0", "--isolated"]
    command += ["--index-url", "http://127.0.0.1:9/simple", "--no-cache-dir", "a-package-that-is-not-there"]
    status = output_of(command).returncode
    assert status != 0
    assert "connect to the internet" in setup._no_packages(status, root / "log")


def test_newest_lifts_the_constraints(root):
    assert "--constraint" in setup.pip_command(root)
    assert "--constraint" not in setup.pip_command(root, newest=True)


def test_a_set_up_that_has_nothing_to_do_is_newer_than_its_wishes(root, installer, monkeypatch):
    make_environment(root)
    ready = root / ".venv" / "ready"
    os.utime(ready, (0, 0))
    monkeypatch.setattr("course.learner.setup.ROOT", root)
    installer.calls = ()
    assert main(["setup"]) == 0
    assert installer.calls == ()
    assert ready.stat().st_mtime >= (root / "pyproject.toml").stat().st_mtime


def test_set_up_needs_no_package():
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from course.__main__ import main; main(['setup', '-h'])"
    # -I and -S: neither site-packages nor the user's own folder.
    run = output_of([sys.executable, "-I", "-S", "-c", program])
    assert "--newest" in run.stdout, run.stderr
