"""course/learner/lab.py: copies are started, and JupyterLab serves them."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import sys
import time
import urllib.request
from subprocess import DEVNULL

import pytest

from course.__main__ import main
from course.learner.lab import PortInUseError, is_taken, lab_options, messages, open_lab, own_command
from course.places import ROOT
from tests.learner.shipped_lesson import notebook
from tests.processes import PATIENCE_SECONDS, process


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course with one lesson, where `main` works."""
    for room in ("solutions", "notebooks"):
        (tmp_path / room).mkdir()
    (tmp_path / "solutions" / "01_one.py").touch()
    (tmp_path / "notebooks" / "01_one.ipynb").write_text(json.dumps(notebook("one")))
    import course.learner.lab

    def run(options, run=course.learner.lab.run):
        return run(options, tmp_path)

    monkeypatch.setattr("course.learner.lab.run", run)
    return tmp_path


def test_no_open_only_makes_the_copies(root, capsys):
    assert main(["lab", "--no-open"]) == 0
    assert capsys.readouterr().out == "work/01_one.ipynb: started\n"
    assert main(["lab", "--no-open"]) == 0
    assert capsys.readouterr().out == ""


def test_a_newer_lesson_is_one_line_with_a_command_that_works(root, capsys):
    main(["lab", "--no-open"])
    (root / "notebooks" / "01_one.ipynb").write_text(json.dumps(notebook("newer")))
    capsys.readouterr()
    main(["lab", "--no-open"])
    [line] = capsys.readouterr().out.splitlines()
    said = re.search(r"-m course (lab --fresh 01_one)$", line)
    assert main(said[1].split()) == 0
    assert "yours is kept as work/01_one.old-1.ipynb" in capsys.readouterr().out
    assert main(["lab", "--no-open"]) == 0
    assert capsys.readouterr().out == ""


def test_a_broken_notebook_makes_the_exit_status_1(root, capsys):
    (root / "notebooks" / "01_one.ipynb").write_text("{")
    assert main(["lab", "--no-open"]) == 1
    assert "error: notebooks/01_one.ipynb is not a notebook" in capsys.readouterr().out


def test_a_fresh_copy_of_a_broken_lesson_is_refused(root, capsys):
    (root / "notebooks" / "01_one.ipynb").write_text("{")
    assert main(["lab", "--fresh", "01"]) == 1
    assert "git restore" in capsys.readouterr().err


def test_an_unknown_lesson_lists_the_known_ones(root, capsys):
    assert main(["lab", "--fresh", "99"]) != 0
    assert "01_one" in capsys.readouterr().err


def test_the_command_is_short_inside_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    assert own_command() == f"{os.path.join('.venv', 'bin', 'python')} -m course lab"  # noqa: PTH118
    monkeypatch.setattr(sys, "executable", str(tmp_path.parent / "python"))
    assert own_command() == f"{tmp_path.parent / 'python'} -m course lab"


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_said(root, busy_port, capsys):
    assert main(["lab", "--port", str(busy_port)]) == 1
    assert f"port {busy_port} is in use" in (said := capsys.readouterr().err)
    assert f"--port {busy_port + 1}" in said


def test_a_free_port_is_not_taken(busy_port, tmp_path):
    assert is_taken(busy_port)
    with pytest.raises(PortInUseError):
        open_lab(tmp_path, busy_port, [])
    with socket.create_server(("127.0.0.1", 0)) as server:
        freed = server.getsockname()[1]
    assert not is_taken(freed)


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)], ids=["root", "a person"])
def test_only_root_needs_leave_to_be_root(tmp_path, monkeypatch, user, allowed):
    monkeypatch.setattr("course.learner.lab.os.geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab_options(tmp_path, None, [])) is allowed


def test_the_learners_own_options_come_last(tmp_path):
    assert lab_options(tmp_path, 8899, ["--no-browser"])[-1] == "--no-browser"


def test_nothing_is_said_when_nothing_happened():
    from course.learner.copies import Start

    assert messages(Start([], [], [])) == []


@contextlib.contextmanager
def started(folder, command=()):
    """A real JupyterLab over a course of one lesson in a folder, and its port.

    Args:
        folder: an empty one.
        command: what starts it, before Python's own command line.
    """
    shutil.copytree(ROOT / "course", folder / "course")
    for room in ("solutions", "notebooks"):
        (folder / room).mkdir()
    (folder / "notebooks" / "01_one.ipynb").write_text(json.dumps(notebook("one")))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    words = ["-m", "course", "lab", "--no-browser", "--port", str(port), "--IdentityProvider.token=secret"]
    with (
        open(folder / "log", "w+") as log,  # noqa: PTH123
        process([*command, sys.executable, *words], cwd=folder, stdin=DEVNULL, stdout=log, stderr=log) as server,
    ):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_taken(port):
            assert server.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield server, port


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a real JupyterLab."""
    with started(tmp_path_factory.mktemp("course")) as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals that a process could inherit as ignored")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_lab_that_a_script_started_in_the_background_stops_when_it_is_told_to(tmp_path, number):
    ignoring = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]  # as a shell does with a script's background jobs
    with started(tmp_path, ignoring) as (server, port):
        server.send_signal(number)
        server.wait(PATIENCE_SECONDS)
        assert not is_taken(port)


def fetch(address):
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return answer.read().decode()


def test_the_lab_serves_the_work_folder(lab):
    listing = json.loads(fetch(f"{lab}/api/contents?token=secret"))
    assert [entry["name"] for entry in listing["content"]] == ["01_one.ipynb"]
    opened = json.loads(fetch(f"{lab}/api/contents/01_one.ipynb?token=secret"))
    assert opened["type"] == "notebook" and len(opened["content"]["cells"]) == 2


def test_the_lab_neither_asks_about_news_nor_fetches_any(lab):
    page = fetch(f"{lab}/lab?token=secret")
    settings = json.loads(re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    assert settings["news"] == {"disabled": True}
    assert json.loads(fetch(f"{lab}/lab/api/update?token=secret"))["notification"] is None


def test_the_question_whether_to_fetch_news_is_answered_for_the_learner(lab):
    name = "@jupyterlab/apputils-extension:notification"
    settings = json.loads(fetch(f"{lab}/lab/api/settings/{name}?token=secret"))
    defaults = {key: field["default"] for key, field in settings["schema"]["properties"].items() if "default" in field}
    assert defaults["fetchNews"] == "false"
    assert defaults["checkForUpdates"] is False
