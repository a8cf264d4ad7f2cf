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
import urllib.parse
import urllib.request
from subprocess import DEVNULL

import pytest

from course.__main__ import main
from course.learner.lab import messages, next_page, standings
from course.learner.open_lab import PortInUseError, address_of_open_lab, is_taken, lab_options, open_lab
from course.places import ROOT
from helpers import exercises
from tests.learner.shipped_lesson import notebook
from tests.processes import PATIENCE_SECONDS, output_of, process


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
        open_lab(tmp_path, "", busy_port, [])
    with socket.create_server(("127.0.0.1", 0)) as server:
        freed = server.getsockname()[1]
    assert not is_taken(freed)


@pytest.mark.parametrize(("set_by_learner", "wanted"), [(None, "1"), ("0", "0")], ids=["not set", "set"])
def test_the_labs_kernel_is_this_pythons_unless_the_learner_says_otherwise(
    tmp_path, monkeypatch, set_by_learner, wanted
):
    variables = {**os.environ, "JUPYTER_PREFER_ENV_PATH": set_by_learner}
    monkeypatch.setattr(os, "environ", {name: value for name, value in variables.items() if value is not None})
    seen = []
    monkeypatch.setattr(
        "jupyterlab.labapp.LabApp.launch_instance", lambda _: seen.append(os.environ["JUPYTER_PREFER_ENV_PATH"])
    )
    assert open_lab(tmp_path, "", None, []) == 0
    assert seen == [wanted]


HOMELESS = """
from pathlib import Path
from course.__main__ import main
import course.learner.lab
course.learner.lab.run = lambda options: course.learner.lab.open_lab(Path.cwd(), "", None, ["--no-browser"])
raise SystemExit(main(["lab"]))
"""


def test_a_home_that_cannot_be_written_to_is_said_without_a_traceback(tmp_path):
    (home := tmp_path / "home").touch()  # no folder: nobody can write in it, the administrator neither
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG"))}
    places = {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "PYTHONPATH": str(ROOT)}
    run = output_of([sys.executable, "-c", HOMELESS], cwd=tmp_path, env=kept | places)
    assert run.returncode == 1 and run.stderr.count("\n") == 1
    assert run.stderr.startswith(f"error: JupyterLab cannot write to {home}") and "HOME" in run.stderr


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)], ids=["root", "a person"])
def test_only_root_needs_leave_to_be_root(tmp_path, monkeypatch, user, allowed):
    monkeypatch.setattr("course.learner.open_lab.os.geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab_options(tmp_path, "", None, [])) is allowed


def test_the_learners_own_options_come_last(tmp_path):
    assert lab_options(tmp_path, "", 8899, ["--no-browser"])[-1] == "--no-browser"


@pytest.fixture
def lessons(root):
    """The course with three lessons; lessons(*ids) says which exercises were right, and gives the folder."""
    for name in ("02_two", "03_three"):
        (root / "solutions" / f"{name}.py").touch()
        (root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook(name)))

    def right(*ids):
        (root / "work").mkdir(exist_ok=True)
        (root / "work" / "progress.txt").write_text("\n".join(ids))
        return root

    return right


def all_of(*numbers):
    return [one.id for number in numbers for one in exercises.of_lesson(number)]


@pytest.mark.parametrize(
    ("right", "page"),
    [
        ([], "01_one.ipynb"),
        (["01-2", "02-1"], "01_one.ipynb"),
        (all_of("01"), "02_two.ipynb"),
        (all_of("01", "03"), "02_two.ipynb"),
        (all_of("02", "03"), "01_one.ipynb"),
        (all_of("01", "02", "03"), "03_three.ipynb"),
    ],
    ids=["none", "some", "the first", "a gap", "all but the first", "all"],
)
def test_the_next_lesson_is_the_first_with_an_exercise_that_was_never_right(lessons, right, page):
    assert next_page(standings(lessons(*right))) == page


def test_a_course_without_lessons_opens_on_its_files(tmp_path):
    assert next_page(standings(tmp_path)) == ""


def test_a_line_for_each_lesson_comes_before_the_server(lessons, monkeypatch, capsys):
    root, opened = lessons("01-1", "01-3", *all_of("02")), []
    monkeypatch.setattr("course.learner.lab.open_lab", lambda *words: opened.append((*words, capsys.readouterr().out)))
    main(["lab", "--no-browser"])
    [(folder, page, port, passed_on, said)] = opened
    assert (folder, page, port, passed_on) == (root / "work", "01_one.ipynb", None, ["--no-browser"])
    assert said.splitlines()[-3:] == [
        "work/01_one.ipynb: 2 of 6 exercises right",
        "work/02_two.ipynb: 6 of 6 exercises right",
        "work/03_three.ipynb: 0 of 6 exercises right",
    ]


def test_authors_are_told_when_saving_would_not_reach_the_source(root, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jupytext", None)
    monkeypatch.setattr("course.learner.lab.open_lab", lambda *_: pytest.fail("it was opened"))
    assert main(["lab", "--solutions", "--no-browser"]) == 1
    assert "has no package 'jupytext'" in capsys.readouterr().err


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Writes what Jupyter keeps of a server: record(**changes)."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))

    def write(**changes):
        server = {"pid": os.getpid(), "port": 0, "root_dir": str(tmp_path), "url": "http://localhost/", "token": "t"}
        (tmp_path / "jpserver-1.json").write_text(json.dumps(server | changes))

    return write


def test_an_open_lab_is_known_by_its_folder_and_told_with_its_token(record, busy_port, tmp_path):
    record(port=busy_port)
    assert address_of_open_lab(tmp_path, "01_one.ipynb") == "http://localhost/lab/tree/01_one.ipynb?token=t"
    record(port=busy_port, token="")
    assert address_of_open_lab(tmp_path, "") == "http://localhost/lab/tree/"


@pytest.mark.parametrize("what", ["its process", "its port", "its folder", "its record", "all"])
def test_a_server_that_is_gone_or_another_ones_is_no_open_lab(record, busy_port, tmp_path, what):
    with process([sys.executable, "-c", ""]) as ended:
        ended.wait(PATIENCE_SECONDS)
    with socket.create_server(("127.0.0.1", 0)) as server:
        freed = server.getsockname()[1]
    changes = {
        "its process": {"port": busy_port, "pid": ended.pid},
        "its port": {"port": freed},
        "its folder": {"port": busy_port, "root_dir": str(tmp_path.parent)},
    }
    if what in changes:
        record(**changes[what])
    elif what == "its record":
        (tmp_path / "jpserver-1.json").write_text('{"pid": ')
    assert address_of_open_lab(tmp_path, "") is None


def test_nothing_is_said_when_nothing_happened():
    from course.learner.copies import Start

    assert messages(Start([], [], [])) == []


SOURCE = """# %% [markdown]
# one

# %% tags=["exercise"]
print(6)
"""


@contextlib.contextmanager
def started(folder, command=(), words=()):
    """A real JupyterLab over a course of one lesson in a folder, and its port.

    Args:
        folder: an empty one.
        command: what starts it, before Python's own command line.
        words: further ones of the course's command line.
    """
    shutil.copytree(ROOT / "course", folder / "course")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in ("solutions", "notebooks"):
        (folder / room).mkdir()
        (folder / room / "01_one.ipynb").write_text(json.dumps(notebook("one")))
    (folder / "solutions" / "01_one.py").write_text(SOURCE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    words = ["-m", "course", "lab", "--no-browser", "--port", str(port), "--IdentityProvider.token=secret", *words]
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
def folder(tmp_path_factory):
    """Where the real JupyterLab's course is."""
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def lab(folder):
    """Address of a real JupyterLab."""
    with started(folder) as (_, port):
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


def test_the_lab_opens_on_the_next_lesson(lab):
    with urllib.request.urlopen(f"{lab}/?token=secret", timeout=PATIENCE_SECONDS) as answer:
        assert "lab/tree/01_one.ipynb" in urllib.parse.unquote(answer.url)


@pytest.mark.parametrize("words", [[], ["--no-browser"], ["--port"]], ids=["plain", "no browser", "on its own port"])
def test_a_second_lab_on_the_same_folder_gives_the_address_of_the_first(lab, folder, words):
    fetch(f"{lab}/api")  # once it answers, its record is written
    port = lab.rpartition(":")[2]
    command = [sys.executable, "-m", "course", "lab", *words, *([port] if words == ["--port"] else [])]
    second = output_of(command, cwd=folder)
    assert second.returncode == 0, second.stderr
    said = second.stdout.splitlines()[-1]
    assert said == f"work/ is open in JupyterLab already: http://localhost:{port}/lab/tree/01_one.ipynb?token=secret"
    assert "jupyter-config-data" in fetch(said.split(": ")[1])


def test_what_an_author_saves_in_the_lab_stands_in_the_source(tmp_path):
    with started(tmp_path, words=["--solutions"]) as (_, port):
        address = f"http://127.0.0.1:{port}/api/contents/solutions/01_one.ipynb?token=secret"
        opened = json.loads(fetch(address))
        prose, code = opened["content"]["cells"]
        assert code["outputs"]  # those of the notebook; the words are those of the source
        prose["source"] += "\n\nMore words."
        code["source"] = "print(7)"
        saved = urllib.request.Request(address, json.dumps(opened).encode(), method="PUT")
        with urllib.request.urlopen(saved, timeout=PATIENCE_SECONDS) as answer:
            assert answer.status == 200
    written = (tmp_path / "solutions" / "01_one.py").read_text()
    assert written.endswith(SOURCE.replace("# one\n", "# one\n#\n# More words.\n").replace("print(6)", "print(7)"))
    assert not (tmp_path / "work").exists()
