"""course/learner/installing.py: what pip is at shows, package by package, while it says nothing itself."""

import io
import re
import sys
import threading
import time
import zipfile

import pytest

from course.learner import installing
from course.learner.installing import Progress, told
from tests.processes import PATIENCE_SECONDS, output_of

# Lines as pip 23 to 25 write them.
LOG = """2026-01-01T00:00:00,001 Using pip 25.0 from somewhere
2026-01-01T00:00:01,001 Obtaining file:///here
2026-01-01T00:00:01,002   Running command pip subprocess to install build dependencies
2026-01-01T00:00:01,003   Collecting setuptools>=77
2026-01-01T00:00:01,004   Installing collected packages: setuptools
2026-01-01T00:00:02,001 Collecting torch>=2.6 (from course==1.0.0)
2026-01-01T00:00:02,002   Obtaining dependency information for torch
2026-01-01T00:00:03,001 Collecting typing-extensions (from torch)
"""
INSTALLING = "2026-01-01T00:00:04,001 Installing collected packages: mpmath, typing-extensions, torch\n"


@pytest.fixture
def environment(tmp_path):
    """A virtual environment that holds pip, and the log of a run that has collected two packages."""
    (tmp_path / "setup.log").write_text(LOG)
    install(tmp_path, "pip")
    return tmp_path


def install(environment, name):
    (environment / "lib" / "python3.11" / "site-packages" / f"{name}-1.0.dist-info").mkdir(parents=True)


def test_before_pip_has_begun_nothing_is_collected(tmp_path):
    assert str(Progress(tmp_path, tmp_path / "setup.log")) == "0 packages collected"


def test_what_the_course_needs_is_counted_and_what_its_build_needs_is_not(environment):
    assert str(Progress(environment, environment / "setup.log")) == "2 packages collected: typing-extensions"


def test_a_line_that_is_half_written_is_read_when_it_is_whole(environment):
    progress = Progress(environment, environment / "setup.log")
    for part in ("2026-01-01T00:00:03,002 Collecting mpm", "ath\n"):
        said = str(progress)
        with (environment / "setup.log").open("a") as log:
            log.write(part)
    assert said.startswith("2 packages")
    assert str(progress) == "3 packages collected: mpmath"


def test_installing_moves_package_by_package(environment):
    progress, said = Progress(environment, environment / "setup.log"), []
    with (environment / "setup.log").open("a") as log:
        log.write(INSTALLING)
    for name in ("mpmath", "typing_extensions", "torch"):
        said.append(str(progress))
        install(environment, name)
    said.append(str(progress))
    assert said == [
        "installing 1 of 3: mpmath",
        "installing 2 of 3: typing-extensions",
        "installing 3 of 3: torch",
        "installing 3 of 3: torch",
    ]


class Stream(io.StringIO):
    """A stream that says when something was written to it."""

    def __init__(self, terminal):
        super().__init__()
        self.terminal, self.written = terminal, threading.Event()

    def isatty(self):
        """Whether it is a terminal."""
        return self.terminal

    def write(self, text):
        """Write, and say so."""
        super().write(text)
        if "packages" in text:
            self.written.set()


@pytest.mark.parametrize(
    ("terminal", "form"),
    [(True, r"(   \d s  2 packages .{20,}\r)+ {79}\r"), (False, r"(   \d s  2 packages .*\w\n)+")],
    ids=["one line that moves", "lines"],
)
def test_a_terminal_has_one_line_that_moves_and_a_file_has_lines(environment, monkeypatch, terminal, form):
    monkeypatch.setattr(installing, "LINE_SECONDS", 0.05)
    stream = Stream(terminal)
    with told(Progress(environment, environment / "setup.log"), stream):
        assert stream.written.wait(PATIENCE_SECONDS)
    assert re.fullmatch(form, stream.getvalue())
    length = len(stream.getvalue())
    time.sleep(2 * installing.TERMINAL_SECONDS)
    assert len(stream.getvalue()) == length  # it has ended with the block


def test_an_interrupted_set_up_leaves_no_line_behind(environment):
    stream = Stream(terminal=True)
    with pytest.raises(KeyboardInterrupt), told(Progress(environment, environment / "setup.log"), stream):
        assert stream.written.wait(PATIENCE_SECONDS)
        raise KeyboardInterrupt
    assert stream.getvalue().endswith(" \r")


def test_the_pip_of_this_python_writes_what_is_read(tmp_path):
    """The real pip, with two packages of our own and no registry."""
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{name}-1.0.dist-info/RECORD", "")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--isolated", "--disable-pip-version-check"]
    command += ["--no-index", "--find-links", tmp_path, "--target", tmp_path / "new", "--log", tmp_path / "log"]
    installed = output_of([*command, "one", "two"])
    assert (installed.returncode, installed.stdout) == (0, ""), installed.stderr
    assert re.fullmatch("installing 1 of 2: (one|two)", str(Progress(tmp_path, tmp_path / "log")))
