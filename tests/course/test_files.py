"""course/files.py: a write is whole or not at all."""

import errno
import os
import select
import subprocess
import sys

import pytest

from course import CourseError, files
from course.files import WriteError, make_folder, move_new, write_text
from course.places import ROOT
from tests.processes import PATIENCE_SECONDS, output_of, process

STILL_WAITING_SECONDS = 0.3  # a lock that was let go would show by then


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def failing_disk(monkeypatch):
    """A function that makes the next write fail after half of it, as a full disk does."""

    def fail(error_number):
        def fsync(descriptor):
            os.ftruncate(descriptor, 3)
            raise OSError(error_number, os.strerror(error_number))

        monkeypatch.setattr("course.files.os.fsync", fsync)

    return fail


def test_text_is_written_byte_for_byte(tmp_path):
    assert write_text(tmp_path / "a.py", "π = 3\nend") is True
    assert (tmp_path / "a.py").read_bytes() == "π = 3\nend".encode()


def test_unchanged_text_leaves_the_file_alone(tmp_path):
    write_text(tmp_path / "a.py", "same")
    before = (tmp_path / "a.py").stat().st_ino
    assert write_text(tmp_path / "a.py", "same") is False
    assert (tmp_path / "a.py").stat().st_ino == before


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "read-only"), (errno.EACCES, "writable")],
    ids=["full", "read-only", "forbidden"],
)
def test_a_failed_write_keeps_the_old_file_and_says_what_to_do(tmp_path, failing_disk, number, advice):
    path = tmp_path / "lesson.ipynb"
    write_text(path, "old and whole")
    failing_disk(number)
    with pytest.raises(WriteError, match=rf"lesson\.ipynb.*{advice}"):
        write_text(path, "new and longer than old")
    assert path.read_text() == "old and whole"
    assert names(tmp_path) == ["lesson.ipynb"]


def test_ctrl_c_keeps_the_old_file_and_leaves_nothing_behind(tmp_path, monkeypatch):
    path = tmp_path / "lesson.ipynb"
    write_text(path, "old")

    def interrupt(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr("course.files.os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["lesson.ipynb"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit to run into")
def test_a_real_size_limit_keeps_the_old_file(tmp_path):
    path = tmp_path / "lesson.ipynb"
    path.write_text("old")
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY));"
        f"from course.files import write_text; write_text({str(path)!r}, 'x' * 100_000)"
    )
    run = output_of([sys.executable, "-c", program])
    assert "WriteError" in run.stderr
    assert path.read_text() == "old"
    assert names(tmp_path) == ["lesson.ipynb"]


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(WriteError, match="make the folder first"):
        write_text(tmp_path / "missing" / "a.py", "x")


def test_a_file_in_place_of_a_folder_is_said(tmp_path):
    (tmp_path / "work").write_text("not a folder")
    with pytest.raises(WriteError, match="a file stands where a folder should be"):
        make_folder(tmp_path / "work")


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real.py").write_text("old")
    (tmp_path / "link.py").symlink_to(tmp_path / "real.py")
    write_text(tmp_path / "link.py", "new")
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "real.py").read_text() == "new"


def test_without_overwrite_an_existing_file_is_refused(tmp_path):
    path = tmp_path / "mine.ipynb"
    path.write_text("my answers")
    with pytest.raises(FileExistsError):
        write_text(path, "fresh", overwrite=False)
    assert path.read_text() == "my answers"
    assert names(tmp_path) == ["mine.ipynb"]


@pytest.mark.parametrize("hard_links", [True, False], ids=["hard links", "no hard links"])
def test_a_move_never_lands_on_a_file(tmp_path, monkeypatch, hard_links):
    if not hard_links:

        def refuse(source, target):
            raise OSError(errno.EPERM, "no hard links here")

        monkeypatch.setattr("course.files.os.link", refuse)
    source, taken, free = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    source.write_text("mine")
    taken.write_text("yours")
    with pytest.raises(FileExistsError):
        move_new(source, taken)
    assert (source.read_text(), taken.read_text()) == ("mine", "yours")
    move_new(source, free)
    assert free.read_text() == "mine" and not source.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lock that ends with its process")
@pytest.mark.parametrize("holder", ["itself", "its child"])
def test_two_processes_are_never_in_the_same_folder_at_once(tmp_path, holder):
    wait = "print('inside', flush=True); sys.stdin.read()"
    if holder == "its child":  # which says so itself: by then it holds the lock too
        wait = f"subprocess.call([sys.executable, '-c', {'import sys; ' + wait!r}], close_fds=False)"
    program = f"import subprocess, sys; from course.files import alone_in\nwith alone_in({str(tmp_path)!r}):\n"
    program += f"    {wait}"
    start = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    with (
        process([sys.executable, "-c", program], **start) as first,
        process([sys.executable, "-c", program], **start) as second,
    ):
        both = [first, second]
        ready = select.select([one.stdout for one in both], [], [], PATIENCE_SECONDS)[0]
        [inside] = [each for each in both if each.stdout in ready]
        outside = both[1 - both.index(inside)]
        assert outside.stderr.readline().startswith("waiting for the other command")
        inside.kill()  # a killed process holds no lock, but the child that outlives it does
        inside.wait(PATIENCE_SECONDS)
        if holder == "its child":
            assert select.select([outside.stdout], [], [], STILL_WAITING_SECONDS)[0] == []
            inside.stdin.close()  # ends the child
        assert outside.stdout.readline() == "inside\n"
        outside.stdin.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lock that ends with its process")
def test_whoever_is_inside_for_ever_is_waited_for_only_so_long(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "OTHER_COMMAND_SECONDS", 0.2)
    with (
        files.alone_in(tmp_path),
        pytest.raises(CourseError, match=r"has been working in .* for 0.2 s.*end it"),
        files.alone_in(tmp_path),  # through another descriptor, so it is as if another process held the lock
    ):
        pytest.fail("two are inside")
