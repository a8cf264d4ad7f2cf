"""Ways to set up, with installers and labs that take no time: what they are given, what is measured, what is left."""

import json
import os
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

import psutil
import pytest

from course import CourseError, places
from course.checking.bench import setup_runs, setup_table, setup_ways
from course.checking.bench.page_section import PAGE, Section, replaced
from course.checking.bench.setup_runs import SetUp, bytes_in, set_up
from course.checking.bench.setup_table import MARKER
from course.checking.bench.setup_ways import ENVIRONMENT, Way, path_without_uv, ways

# It starts a child and answers as Jupyter does, on the port that its last word ends with.
SERVER = """
import http.server, os, subprocess, sys
child = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(100)'])
if note := os.environ.get('NOTE'):
    open(note, 'w').write(f'{os.getpid()} {child.pid}')
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == '/api' else 404)
        self.end_headers()
    def log_message(self, *words): pass
http.server.HTTPServer(('127.0.0.1', int(sys.argv[-1].replace('=', ' ').split()[-1])), Answer).serve_forever()
"""
# It installs one package of 1000 bytes, and notes which variables it has.
INSTALLER = """
import json, os, pathlib, sys
package = pathlib.Path(sys.argv[1], 'lib', 'python3', 'site-packages', 'one.dist-info')
package.mkdir(parents=True)
(package / 'METADATA').write_bytes(bytes(1000))
if note := os.environ.get('NOTE'):
    home = os.environ['HOME']
    open(note + '.variables', 'w').write(json.dumps(dict(os.environ) | {'in the home': os.listdir(home)}))
"""


def python(code, *words):
    return [sys.executable, "-S", "-c", code, *map(str, words)]


def install(folder):
    return [python(INSTALLER, folder / ENVIRONMENT)]


def serve(folder, port):
    return python(SERVER, port)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a program of a name, a line of Python, into a folder of its own on PATH."""

    def put(name, code):
        folder = tmp_path / f"bin-{name}"
        folder.mkdir()
        (folder / name).write_text(f"#!{sys.executable} -S\n{code}")
        (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return folder

    return put


def test_a_lab_is_waited_for_and_ended_with_its_children(tmp_path):
    note = tmp_path / "note"
    found = set_up(Way("one", install, serve, variables=lambda folder: {"NOTE": str(note)}))
    assert (found.packages, found.megabytes) == (1, 0.001)
    assert found.seconds > 0
    assert not [number for number in note.read_text().split() if psutil.pid_exists(int(number))]


def test_home_and_caches_are_empty_and_nothing_of_this_make_is_handed_on(tmp_path, monkeypatch):
    for name in ("ARGS", "MAKEFLAGS", "PIP_CACHE_DIR", "UV_CACHE_DIR", "XDG_CACHE_HOME", "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "of this session")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    set_up(Way("one", install, None, variables=lambda folder: {"NOTE": str(tmp_path / "note")}))
    found = json.loads((tmp_path / "note.variables").read_text())
    assert "of this session" not in found.values()
    assert found["PIP_INDEX_URL"] == "kept"
    assert found["in the home"] == []
    assert not Path(found["HOME"]).exists()
    assert not found["PYTHONPATH"]


def test_a_lab_that_ends_is_a_fault_at_once_with_its_last_line(monkeypatch):
    monkeypatch.setattr(setup_runs, "LONGEST_SECONDS", 30)
    start = time.monotonic()
    with pytest.raises(CourseError, match=r"served nothing on port \d+: no such notebook"):
        set_up(Way("one", install, lambda folder, port: python("raise SystemExit('no such notebook')")))
    assert time.monotonic() - start < setup_runs.LONGEST_SECONDS


def test_a_lab_that_never_answers_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(setup_runs, "LONGEST_SECONDS", 0.5)
    note = tmp_path / "number"
    code = f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(30)"
    start = time.monotonic()
    with pytest.raises(CourseError, match="served nothing"):
        set_up(Way("one", install, lambda folder, port: python(code)))
    assert time.monotonic() - start < 20
    assert not psutil.pid_exists(int(note.read_text()))


def test_ways_take_turns_and_one_that_fails_is_left_out_with_its_reason(monkeypatch):
    chosen = [
        Way("ours", install, serve),
        Way("theirs", install, serve),
        Way("away", install, serve, missing="it is not on this machine"),
        Way("ours", install, None),
    ]
    seconds, answers = iter([10, 5, 30, 20]), iter(["a registry", "no registry"])

    def stand_in(way):
        if way.course == "theirs" and next(answers) == "no registry":
            raise CourseError("no registry")
        return SetUp(next(seconds) if way.lab else 120, 7, 90)

    monkeypatch.setattr(setup_table, "ways", lambda root: chosen)
    monkeypatch.setattr(setup_table, "set_up", stand_in)
    parser, told = ArgumentParser(), []
    setup_table.arguments(parser)
    text = setup_table.measured(parser.parse_args([]), told.append).text
    turn = ["ours, to a lab", "theirs, to a lab", "away, to a lab"]
    assert [line.partition(": ")[2] for line in told] == [*turn, "ours, to tested", *turn, *turn]
    assert "| ours | 20.0 | 120.0 | 7 | 90 | 3 |" in text
    assert "| theirs | – | – | – | – | 0 |" in text
    assert "Left out: away, to a lab, since it is not on this machine. Left out: theirs, to a lab, since no" in text


@pytest.fixture
def repository(tmp_path):
    """A folder in git whose `make lab` and `make test` install one package, where there is no uv."""
    root = tmp_path / "repository"
    root.mkdir()
    (root / "server.py").write_text(SERVER)
    (root / "installer.py").write_text(INSTALLER)
    (root / "Makefile").write_text(
        "ready:\n\t! command -v uv\n\tpython3 -S installer.py .venv\n"
        "lab: ready\n\tpython3 -S server.py '$(ARGS)'\n"
        "test: ready\n\ttest -z '$(ARGS)'\n"
    )
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "one"]):
        subprocess.run([*git, *words], check=True, timeout=60)
    (root / "Makefile").write_text("lab test:\n\tfalse\n")  # not in HEAD: nobody would clone it
    return root


@pytest.mark.skipif(not (shutil.which("git") and shutil.which("make")), reason="git and make are not both here")
def test_this_course_is_cloned_and_made_without_uv_for_pip(repository, program):
    program("uv", "raise SystemExit(1)")
    ours = [way for way in ways(repository) if way.course.endswith("with pip")]
    assert [bool(way.lab) for way in ours] == [True, False]
    assert [set_up(way).packages for way in ours] == [1, 1]


def test_the_row_with_uv_has_uv_or_says_that_it_is_missing(tmp_path, monkeypatch, program):
    def missing():
        return {way.missing for way in ways(tmp_path) if way.course.endswith("with uv")}

    program("uv", "")
    assert missing() == {""}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing() == {"uv is not on this machine"}


def test_a_folder_on_path_that_has_uv_keeps_its_other_programs(tmp_path, program):
    (program("uv", "") / "other").write_text("")
    found = path_without_uv(tmp_path).split(os.pathsep)
    assert [(Path(place) / "uv").exists() for place in found] == [False] * len(found)
    assert (Path(found[0]) / "other").exists()


def test_the_other_courses_are_an_environment_and_their_packages(tmp_path, monkeypatch, program):
    monkeypatch.setattr(setup_ways, "silence", lambda address: "not asked in a test")
    # A venv whose Python notes its words and whose jupyter serves.
    programs = {
        "python": f"import sys\nopen({str(tmp_path / 'words')!r}, 'a').write(' '.join(sys.argv[1:]) + '\\n')\n",
        "jupyter": SERVER.replace("sys.argv[-1]", "sys.argv[3]"),  # more words may follow the port
    }
    program(
        "python3",
        "import pathlib, sys\nassert sys.argv[1:3] == ['-m', 'venv']\n"
        "folder = pathlib.Path(sys.argv[3], 'bin')\nfolder.mkdir(parents=True)\n"
        f"for name, code in {programs!r}.items():\n"
        f"    (folder / name).write_text('#!{sys.executable} -S\\n' + code)\n    (folder / name).chmod(0o755)\n",
    )
    others = [way for way in ways(tmp_path) if way.course in ("scikit-learn-mooc", "ARENA")]
    assert len([set_up(way) for way in others]) == 2
    mooc, newest_pip, arena = (tmp_path / "words").read_text().splitlines()
    assert mooc == f"-m pip install -r {setup_ways.REQUIREMENTS / 'scikit-learn-mooc.txt'}"
    assert newest_pip == "-m pip install --upgrade pip"
    assert arena.startswith(f"-m pip install -r {setup_ways.REQUIREMENTS / 'arena.txt'} torch==")


def test_each_list_of_packages_can_be_read_and_says_from_which_commit_it_is():
    from packaging.requirements import Requirement

    lists = sorted(setup_ways.REQUIREMENTS.iterdir())
    assert len(lists) == 2
    for path in lists:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert "at commit" in lines[0]
        assert [Requirement(line).name for line in lines if not line.startswith("#")]


def test_the_page_has_the_place():
    text = (places.ROOT / PAGE).read_text(encoding="utf-8")
    assert "new" in replaced(text, Section(MARKER, "new"))
    assert text.index("## From clone to lab") < text.index(f"<!-- {MARKER} -->") < text.index("## Grading a class")


def test_bytes_of_all_files_count_however_deep_and_a_link_as_itself(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(bytes(500))
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b" / "file")
    assert 500 < bytes_in(tmp_path) < 1000
