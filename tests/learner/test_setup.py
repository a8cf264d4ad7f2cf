"""course/learner/setup.py: an environment is ready or it is not there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course.__main__ import main
from course.learner import setup
from course.learner.installers import Wish
from course.learner.setup import SetupError, is_ready, make_environment, python_of
from course.places import ROOT
from tests.processes import PATIENCE_SECONDS, output_of, process

EVERYTHING = Wish(everything=True)
SITE = Wish(site=True)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course folder with wishes and no environment, on a machine without uv and without a network."""
    monkeypatch.setattr("course.learner.installers.shutil.which", lambda name: None)
    monkeypatch.setattr("course.learner.installers.silence", lambda address: "no network in a test")
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
        calls, words = (), ()
        pip_status = 0
        pip_log = ""
        interrupted = False
        brings = "numpy"

        def __call__(self, command, **_):
            words = [str(word) for word in command]
            tool = words[2] if words[1] == "-m" else "start"
            self.calls = (*self.calls, tool)
            if tool == "venv":
                python = Path(words[3]) / python_of(Path()).relative_to(".venv")
                python.parent.mkdir(parents=True)
                python.write_text("a Python")
            if tool == "pip":
                self.words = words
                log = Path(words[words.index("--log") + 1])
                if self.brings:
                    (log.parent / f"lib/python3.11/site-packages/{self.brings}.dist-info").mkdir(
                        parents=True, exist_ok=True
                    )
                if self.interrupted:
                    raise KeyboardInterrupt
                log.write_text(self.pip_log)
                return self.pip_status
            return 0

    stand_in = Installer()
    monkeypatch.setattr("course.learner.installers.subprocess.call", stand_in)
    return stand_in


def test_a_finished_set_up_is_ready(root, installer):
    assert not is_ready(root)
    make_environment(root)
    assert is_ready(root)
    assert installer.calls == ("venv", "pip")


def test_a_lesson_gets_what_it_needs_and_the_rest_comes_when_it_is_asked_for(root, installer):
    make_environment(root)
    assert is_ready(root) and not is_ready(root, EVERYTHING)
    assert not any("authors" in word or "packages" in word for word in installer.words)
    installer.calls = ()
    make_environment(root, EVERYTHING)
    assert is_ready(root) and is_ready(root, EVERYTHING)
    assert installer.calls == ("start", "pip")  # what is there is built upon
    assert any("authors" in word for word in installer.words)


def test_what_was_asked_for_once_is_refreshed_with_the_rest(root, installer):
    make_environment(root, EVERYTHING)
    (root / "constraints.txt").write_text("torch==2.14.0\n")
    assert not is_ready(root, EVERYTHING)
    make_environment(root)
    assert is_ready(root, EVERYTHING)
    assert any("authors" in word for word in installer.words)


def test_what_the_site_is_made_with_comes_when_it_is_asked_for_and_stays(root, installer):
    make_environment(root, EVERYTHING)
    assert is_ready(root, EVERYTHING) and not is_ready(root, SITE)
    assert installer.words[-1].endswith("[authors,tests]")
    make_environment(root, SITE)
    assert is_ready(root, SITE) and is_ready(root, EVERYTHING)
    assert installer.words[-1].endswith("[authors,tests,site]")
    (root / "constraints.txt").write_text("torch==2.14.0\n")
    make_environment(root)
    assert is_ready(root, SITE)


def test_adding_that_fails_before_it_changed_anything_leaves_the_lessons_ready(root, installer):
    make_environment(root)
    installer.pip_status = 1
    with pytest.raises(SetupError):
        make_environment(root, EVERYTHING)
    assert is_ready(root) and not is_ready(root, EVERYTHING)
    installer.pip_status, installer.calls = 0, ()
    make_environment(root, EVERYTHING)
    assert installer.calls == ("start", "pip")


def test_adding_that_fails_half_way_leaves_nothing_ready(root, installer):
    make_environment(root)
    installer.pip_status, installer.brings = 1, "half"
    with pytest.raises(SetupError):
        make_environment(root, EVERYTHING)
    assert not is_ready(root)
    installer.pip_status = 0
    make_environment(root)
    assert installer.calls[-2:] == ("venv", "pip")  # from nothing


def test_adding_that_is_interrupted_leaves_nothing_ready(root, installer):
    make_environment(root)
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        make_environment(root, EVERYTHING)
    assert not is_ready(root)


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


def test_starting_from_nothing_may_be_interrupted_too(root, installer, monkeypatch):
    make_environment(root)
    moved = root.rename(root.with_name("moved"))
    removed = []

    def interrupt(path, **_):
        removed.append(path)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("course.learner.setup.shutil.rmtree", interrupt)
        make_environment(moved)
    assert removed and (moved / ".venv" / "unfinished").exists()
    (moved / ".venv" / "ready").unlink(missing_ok=True)  # perhaps gone by then, perhaps not
    installer.calls = ()
    make_environment(moved)
    assert installer.calls == ("venv", "pip")


def test_an_interrupted_refresh_is_not_ready_either(root, installer):
    make_environment(root)
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        make_environment(root, Wish(newest=True))
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


def test_another_build_of_pytorch_starts_from_nothing_and_stays(root, installer):
    make_environment(root)
    cuda = Wish(cuda=True)
    assert not is_ready(root, cuda)
    installer.calls = ()
    make_environment(root, cuda)
    assert installer.calls == ("venv", "pip")
    assert is_ready(root) and is_ready(root, cuda)
    (root / "pyproject.toml").write_text("[project]\n# changed\n")
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        make_environment(root)
    installer.interrupted = False
    make_environment(root)  # from nothing, and still with CUDA
    assert is_ready(root, cuda)


def test_a_set_up_says_what_pip_is_at_while_pip_is_silent(root, installer, monkeypatch, capsys):
    monkeypatch.setattr("course.learner.installing.LINE_SECONDS", 0.05)

    def slow(command, **_):
        status = installer(command)
        if installer.calls[-1] == "pip":
            time.sleep(1)
        return status

    installer.pip_log = "2026-01-01T00:00:00,001 Collecting torch>=2.6\n"
    monkeypatch.setattr("course.learner.installers.subprocess.call", slow)
    make_environment(root)
    said = [line for line in capsys.readouterr().out.splitlines() if "does not answer" not in line]
    assert said[0].startswith("installing") and said[-1] == ".venv is ready"
    assert said[1].endswith("1 packages collected: torch")


def test_a_failed_installation_says_what_to_do(root, installer):
    installer.pip_status, installer.pip_log = 1, "  Retrying ... NewConnectionError: ..."
    with pytest.raises(SetupError, match=r"exit status 1.*connect to the internet"):
        make_environment(root)
    assert not is_ready(root)


def test_a_python_without_venv_is_said(root, monkeypatch):
    monkeypatch.setattr("course.learner.installers.subprocess.call", lambda command, **_: 1)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        make_environment(root)
    assert not is_ready(root)


def test_a_set_up_that_has_nothing_to_do_is_newer_than_its_wishes(root, installer, monkeypatch):
    make_environment(root)
    ready = root / ".venv" / "ready"
    os.utime(ready, (0, 0))
    monkeypatch.setattr("course.learner.setup.ROOT", root)
    installer.calls = ()
    assert main(["setup"]) == 0
    assert installer.calls == ()
    assert ready.stat().st_mtime >= (root / "pyproject.toml").stat().st_mtime
    assert not (root / ".venv" / "ready-all").exists()


def test_set_up_needs_no_package():
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from course.__main__ import main; main(['setup', '-h'])"
    # -I and -S: neither site-packages nor the user's own folder.
    run = output_of([sys.executable, "-I", "-S", "-c", program])
    assert "--newest" in run.stdout, run.stderr


# A set-up of a folder, in a process of its own. Its pip first says that it is there, then works until it is let go.
SET_UP = """
import pathlib, subprocess, sys, time
sys.path.insert(0, {course!r})
from course.learner import installers, setup
root = pathlib.Path({root!r})
installers.silence = lambda address: "no network in a test"
installers.shutil.which = lambda name: None
PIP = "import pathlib as p, time; p.Path('there').touch()\\nwhile not p.Path('go').exists(): time.sleep(0.05)"
real = subprocess.call
def call(command, **options):
    if "venv" in command:
        setup.python_of(root).parent.mkdir(parents=True)
        setup.python_of(root).symlink_to({python!r})
        return 0
    return real([{python!r}, "-c", PIP], cwd=root, **options) if "pip" in command else real(command, **options)
subprocess.call = call
setup.ROOT = root
from course.__main__ import main
sys.exit(main(["setup"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor the lock")
@pytest.mark.parametrize(
    ("kill", "pip_works_on"), [("SIGKILL", True), ("SIGTERM", True), ("SIGINT", False)], ids=["kill", "end", "Ctrl-C"]
)
def test_a_set_up_that_is_killed_is_finished_by_the_next_once_its_pip_has_ended(root, kill, pip_works_on):
    python = getattr(sys, "_base_executable", sys.executable)
    program = [sys.executable, "-c", SET_UP.format(course=str(ROOT), root=str(root), python=python)]

    def wait_for(name):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (root / name).exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert (root / name).exists()

    with process(program) as first:
        wait_for("there")
        first.send_signal(getattr(signal, kill))  # to the set-up alone
        assert first.wait(PATIENCE_SECONDS) != 0
        assert not is_ready(root)
        (root / "there").unlink()
        with process(program, stderr=subprocess.PIPE, text=True) as second:
            if pip_works_on:
                assert "waiting for the other command" in second.stderr.readline()
            (root / "go").touch()
            assert second.wait(PATIENCE_SECONDS) == 0
    assert is_ready(root) and (root / "there").exists() and not (root / ".venv" / "unfinished").exists()
