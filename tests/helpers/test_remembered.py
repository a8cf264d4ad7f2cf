"""What was right is remembered over sessions, in the learner's own folder only, whatever stands in the file."""

import contextlib
import sys
from pathlib import Path
from subprocess import PIPE

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import check, exercises, progress, remembered
from helpers.check import _outcomes
from helpers.checks.verdict import OUTCOMES, Verdict
from tests.processes import PATIENCE_SECONDS, process

COUNT = len(exercises.all_declared())


@pytest.fixture
def work(tmp_path, monkeypatch):
    """The learner's folder, where the session runs."""
    folder = (tmp_path / "work").resolve()
    folder.mkdir()
    monkeypatch.setattr(remembered, "WORK", folder)
    monkeypatch.chdir(folder)
    InteractiveShell.clear_instance()  # one that another test left would display what is printed here
    return folder


def forward(x, w, y):
    e = w * x - y
    return w * x, e, e**2


def test_what_was_right_is_told_in_a_later_session(work, capsys):
    check(forward)
    _outcomes.clear()  # as in a later session
    progress("02")
    assert capsys.readouterr().out.splitlines()[-1] == f"whole course, all sessions: 1 of {COUNT} right"


def test_only_what_is_right_is_written_and_once(work):
    for outcome in OUTCOMES:
        remembered.remember(Verdict("01-1", outcome))
        remembered.remember(Verdict("01-2", "right"))
    assert sorted((work / remembered.NAME).read_text().split()) == ["01-1", "01-2"]


@pytest.mark.parametrize("place", ["solutions", "notebooks", "."])
def test_nothing_is_written_or_told_outside_of_work(work, monkeypatch, capsys, place):
    (work / remembered.NAME).write_text("01-2")
    (work.parent / place).mkdir(exist_ok=True)
    monkeypatch.chdir(work.parent / place)
    check(forward)
    progress()
    assert (work / remembered.NAME).read_text() == "01-2"
    assert "whole course" not in capsys.readouterr().out


def test_a_lesson_in_a_folder_of_work_counts_too(work, monkeypatch):
    (work / "again").mkdir()
    monkeypatch.chdir(work / "again")
    remembered.remember(Verdict("01-1", "right"))
    assert remembered.recall(work / remembered.NAME) == {"01-1"}


def test_a_deleted_file_is_begun_anew(work):
    remembered.remember(Verdict("01-1", "right"))
    (work / remembered.NAME).unlink()
    assert remembered.whole_course() == ""
    remembered.remember(Verdict("01-2", "right"))
    assert remembered.recall(work / remembered.NAME) == {"01-2"}


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"{", b'{"right": ["01-1"', b"99-9 01-99 -", b"[" * 10_000, b"01-"],
    ids=["empty", "not text", "a bracket", "cut off", "no exercises", "deep", "half a line"],
)
def test_broken_content_is_no_error_and_takes_nothing_away(work, capsys, content):
    path = work / remembered.NAME
    path.write_bytes(content)
    progress("01")
    assert "whole course" not in capsys.readouterr().out
    assert check(forward).outcome == "right"
    assert remembered.recall(path) == {"01-1"}
    assert path.read_bytes().startswith(content)


def test_a_file_that_cannot_be_written_or_read_spoils_no_check(work, capsys):
    (work / remembered.NAME).mkdir()
    assert check(forward).outcome == "right"
    progress()
    assert "lesson 01: 1 of 6" in capsys.readouterr().out


def test_a_folder_that_was_removed_spoils_no_check(work, monkeypatch):
    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert check(forward).outcome == "right"
    assert remembered.whole_course() == ""


WRITER = """
import sys
from pathlib import Path
from helpers import exercises, remembered
from helpers.checks.verdict import Verdict
remembered.WORK = Path.cwd()
print("ready", flush=True)
sys.stdin.readline()
for exercise in exercises.all_declared()[int(sys.argv[1]) :: 4]:
    remembered.remember(Verdict(exercise.id, "right"))
"""


def test_kernels_that_write_at_once_lose_nothing(work):
    with contextlib.ExitStack() as together:
        writers = [
            together.enter_context(
                process([sys.executable, "-c", WRITER, str(number)], stdin=PIPE, stdout=PIPE, text=True)
            )
            for number in range(4)
        ]
        assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 4
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        assert [writer.wait(PATIENCE_SECONDS) for writer in writers] == [0] * 4
    assert len(remembered.recall(work / remembered.NAME)) == COUNT
