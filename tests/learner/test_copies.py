"""course/learner/copies.py: the learner's copies are made once and never written over."""

import errno
import json
import os

import pytest

from course import files
from course.learner.copies import BrokenNotebookError, came_from, freshen, read, set_aside, start
from tests.learner.shipped_lesson import notebook


@pytest.fixture
def rooms(tmp_path):
    """The folders notebooks/, with two lessons, and work/, not there yet."""
    shipped = tmp_path / "notebooks"
    shipped.mkdir()
    for name in ("01_one", "02_two"):
        (shipped / f"{name}.ipynb").write_text(json.dumps(notebook(name)))
    return shipped, tmp_path / "work"


def test_each_lesson_is_copied_once(rooms):
    assert start(*rooms).copied == ["01_one", "02_two"]
    assert start(*rooms).copied == []


def test_a_copy_is_plain_jupyter_without_outputs(rooms):
    start(*rooms)
    copy = read(rooms[1] / "01_one.ipynb")
    assert "jupytext" not in copy["metadata"]
    assert copy["metadata"]["kernelspec"] == {"name": "python3"}
    assert copy["metadata"]["course"]["lesson"] == "01_one"
    code = copy["cells"][1]
    assert (code["source"], code["metadata"], code["outputs"]) == (["print(6)"], {"tags": ["exercise"]}, [])


def test_what_the_learner_wrote_is_never_written_over(rooms):
    start(*rooms)
    own = rooms[1] / "01_one.ipynb"
    own.write_text(json.dumps(notebook("my own words")))
    before = own.read_bytes()
    (rooms[0] / "01_one.ipynb").write_text(json.dumps(notebook("a newer lesson")))
    start(*rooms)
    assert own.read_bytes() == before


def test_a_lesson_newer_than_its_copy_is_announced(rooms):
    start(*rooms)
    assert start(*rooms).newer == []
    (rooms[0] / "02_two.ipynb").write_text(json.dumps(notebook("a newer lesson")))
    assert start(*rooms).newer == ["02_two"]


def test_new_outputs_alone_are_no_newer_lesson(rooms):
    start(*rooms)
    rebuilt = notebook("01_one")
    rebuilt["cells"][1]["outputs"] = []
    (rooms[0] / "01_one.ipynb").write_text(json.dumps(rebuilt))
    assert start(*rooms).newer == []


def test_a_copy_that_does_not_say_where_it_comes_from_is_left_in_peace(rooms):
    rooms[1].mkdir()
    (rooms[1] / "01_one.ipynb").write_text(json.dumps(notebook("brought along")))
    assert start(*rooms).newer == []


def test_freshen_keeps_the_old_copy_beside_the_fresh_one(rooms):
    start(*rooms)
    own = rooms[1] / "01_one.ipynb"
    for number in (1, 2):
        own.write_text(json.dumps(notebook(f"attempt {number}")))
        kept = freshen("01_one", *rooms)
        assert kept.name == f"01_one.old-{number}.ipynb"
        assert read(kept)["cells"][0]["source"] == [f"attempt {number}"]
        assert read(own)["cells"][0]["source"] == ["01_one"]
        assert came_from(read(own))


def test_freshen_of_a_broken_lesson_moves_nothing(rooms):
    start(*rooms)
    (rooms[0] / "01_one.ipynb").write_text("{")
    with pytest.raises(BrokenNotebookError):
        freshen("01_one", *rooms)
    assert sorted(path.name for path in rooms[1].iterdir()) == ["01_one.ipynb", "02_two.ipynb"]


def test_set_aside_never_lands_on_a_file(tmp_path):
    (tmp_path / "a.ipynb").write_text("now")
    (tmp_path / "a.old-1.ipynb").write_text("then")
    assert set_aside(tmp_path / "a.ipynb").name == "a.old-2.ipynb"
    assert (tmp_path / "a.old-1.ipynb").read_text() == "then"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"nbformat": 3}',
        b'{"nbformat": 4}',
        b'{"nbformat": 4, "cells": [{}]}',
        b'{"nbformat": 4, "cells": [1]}',
        b"\xff\xfe",
    ],
    ids=["empty", "cut off", "a list", "format 3", "no cells", "no cell type", "no cell", "not text"],
)
@pytest.mark.parametrize("room", [0, 1], ids=["notebooks", "work"])
def test_a_broken_notebook_is_named_and_the_others_are_copied(rooms, content, room):
    rooms[room].mkdir(exist_ok=True)
    broken = rooms[room] / "01_one.ipynb"
    broken.write_bytes(content)
    done = start(*rooms)
    assert done.copied == ["02_two"]
    [sentence] = done.broken
    assert sentence.startswith(f"{rooms[room].name}/01_one.ipynb") and "What to do" in sentence
    assert broken.read_bytes() == content


def test_a_file_called_work_is_said(rooms):
    rooms[1].write_text("a file")
    with pytest.raises(files.WriteError, match="a file stands where a folder should be"):
        start(*rooms)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=["full", "read-only", "forbidden"])
def test_a_work_folder_that_cannot_be_written_is_said_and_holds_no_half_copy(rooms, monkeypatch, number):
    def fsync(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("course.files.os.fsync", fsync)
    with pytest.raises(files.WriteError, match=r"01_one\.ipynb.*What to do"):
        start(*rooms)
    assert list(rooms[1].iterdir()) == []
