"""Every kind of path, folder and archive gives one line for each notebook, and a clear one for each that is none."""

import io
import json
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from course.classroom.reading import handed_in, notebook_file, submissions
from course.classroom.reading.handed_in import UnreadableError
from course.classroom.reading.learner_names import (
    LONGEST_NAME,
    attempt_at,
    bare,
    export_of,
    letters,
    of_place,
    plain,
    told_apart,
)
from course.places import ROOT
from tests.classroom.learners import LESSON
from tests.processes import output_of

NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1", "outputs": []}], "nbformat": 4})
BROKEN = {
    "empty": ("", "The file is empty"),
    "white space": (" \n", "The file is empty"),
    "truncated": (NOTEBOOK[:-20], "Cut off after"),
    "truncated in a text": (NOTEBOOK[:52], "Cut off after"),
    "merge conflict": ('{"cells": [\n<<<<<<< HEAD\n]}', "Broken JSON in line 2"),
    "text": ("import torch\n", "Not JSON"),
    "a web page": ("<!DOCTYPE html>", "A web page"),
    "a PDF": ("%PDF-1.7", "Not a notebook but a PDF"),
    "a PDF's bytes": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "Not a notebook but a PDF"),
    "an archive": (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xcf\x93", "Not a notebook but a zip archive"),
    "a photograph": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "Not a notebook but a picture"),
    "a screenshot": (b"\x89PNG\r\n\x1a\n\x00", "Not a notebook but a picture"),
    "a page in Latin-1": (b"<html>\xe9", "A web page"),
    "Latin-1": (NOTEBOOK.encode().replace(b"x = 1", b"'\xe9'"), "Not JSON: 'utf-8' codec"),
    "a number": ("12", "no list of cells"),
    "a list": ("[1, 2]", "no list of cells"),
    "other JSON": ('{"cells": 3}', "no list of cells"),
    "nested": ("[" * 200_000, "nested so deeply"),
    "endless number": ('{"cells": ' + "9" * 5_000 + "}", "Not JSON"),
}


def reason(one):
    with pytest.raises(UnreadableError) as caught:
        notebook_file.read(one.content())
    return str(caught.value)


@pytest.mark.parametrize(("content", "words"), BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_notebook_is_said(content, words, tmp_path):
    path = tmp_path / "anna.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (one,) = submissions.find([str(path)])
    assert words in reason(one)


def test_other_encodings_are_read_and_bytes_that_are_no_text_are_not():
    assert notebook_file.read(NOTEBOOK.encode("utf-8-sig")).cells[0].source == "x = 1"
    assert notebook_file.read(NOTEBOOK.encode("utf-16")).cells[0].source == "x = 1"
    with pytest.raises(UnreadableError, match="Not JSON"):
        notebook_file.read(b'{"cells": "\xff"}')


@pytest.mark.parametrize(
    "cell",
    [
        3,
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": 5, "outputs": {}, "metadata": []},
        {"cell_type": "code", "source": ["x", 1, "\ud800"], "outputs": [None, {}, {"output_type": "stream"}]},
        {"cell_type": "code", "source": "x", "outputs": [{"output_type": "display_data", "data": {"text/html": {}}}]},
        {"cell_type": ["code"], "id": 4, "execution_count": True, "metadata": {"tags": 1, "exercise": 2}},
    ],
    ids=str,
)
def test_a_bad_cell_costs_no_other(cell):
    notebook = notebook_file.read(json.dumps({"cells": [cell, {"cell_type": "code", "source": "y = 2"}]}).encode())
    assert notebook.cells[-1].source == "y = 2"
    "".join(one.source for one in notebook.cells).encode()  # no half of a character is left


class Unread(io.FileIO):
    """A file that must not be read."""

    def read(self, size=-1):
        pytest.fail("was read")


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "anna.ipynb"
    with path.open("wb") as file:
        file.truncate(handed_in.LARGEST_BYTES + 1)  # a hole: it takes no room on the disk
    (one,) = submissions.find([str(tmp_path)])
    monkeypatch.setattr(submissions, "open", lambda file, _mode: Unread(file), raising=False)
    assert "the limit is 64 MB" in reason(one)


@pytest.fixture
def odd_class(tmp_path):
    """A folder with a link out of it and a pipe, for each kind of file that is opened."""
    folder = tmp_path / "class"
    folder.mkdir()
    (tmp_path / "secret.ipynb").write_text(NOTEBOOK)
    zipped(tmp_path / "secret.zip", {"anna.ipynb": NOTEBOOK})
    for ending in (".ipynb", ".zip"):
        (folder / f"link{ending}").symlink_to(tmp_path / f"secret{ending}")
        os.mkfifo(folder / f"pipe{ending}")
    return folder


@pytest.mark.parametrize("ending", [".ipynb", ".zip"])
def test_links_and_pipes_are_said_and_never_opened(odd_class, ending):
    link, pipe = (one for one in submissions.find([str(odd_class)]) if one.file.endswith(ending))
    assert "not followed" in reason(link)
    assert reason(pipe) == "Not an ordinary file."


@pytest.mark.parametrize("ending", [".ipynb", ".zip"])
@pytest.mark.parametrize("odd", ["link", "pipe"])
def test_a_file_that_is_swapped_after_it_was_found_is_not_followed_and_not_waited_for(odd, ending, odd_class):
    file = odd_class / f"anna{ending}"
    zipped(file, {"anna.ipynb": NOTEBOOK}) if ending == ".zip" else file.write_text(NOTEBOOK)
    (one,) = (one for one in submissions.find([str(odd_class)]) if one.file.startswith(str(file)))
    notebook_file.read(one.content())
    (odd_class / f"{odd}{ending}").replace(file)
    assert ("not followed" if odd == "link" else "Not an ordinary file") in reason(one)


def test_entries_of_one_name_are_two(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for number in (1, 2, 3):
            archive.writestr("anna.ipynb", NOTEBOOK.replace("x = 1", f"x = {number}"))
    found = submissions.find([str(tmp_path)])
    assert [notebook_file.read(one.content()).cells[0].source for one in found] == ["x = 1", "x = 2", "x = 3"]
    assert len({one.file for one in found}) == 3
    assert {one.learner for one in found} == {"anna"}


HEAVY = {
    "cells": b'{"cells": [' + b"{}," * 6_000 + b"{}]}",
    "empty cells": b'{"cells": [' + b"{}," * 3_000_000 + b"{}]}",
    "lists": b'{"cells": [' + b"[]," * 3_000_000 + b"{}]}",
    "numbers": b'{"cells": [], "a": [' + b"1.5," * 3_000_000 + b"1]}",
    "in an output": b'{"cells": [{"cell_type": "code", "outputs": [' + b"{}," * 3_000_000 + b"{}]}]}",
    "names": b'{"cells": [], "a": {' + b",".join(b'"%d":1' % n for n in range(1_200_000)) + b"}}",
    "two bytes": ('{"cells": ["\u2200\u2200", ' + "{}," * 1_500_000 + "{}]}").encode("utf-16"),
}


@pytest.mark.parametrize("content", HEAVY.values(), ids=list(HEAVY))
def test_what_would_fill_the_memory_is_refused_before_it_is_parsed(content, monkeypatch):
    if content is not HEAVY["cells"]:
        monkeypatch.setattr(notebook_file.json, "loads", lambda *_words, **_more: pytest.fail("was parsed"))
    with pytest.raises(UnreadableError, match="Refused: "):
        notebook_file.read(content)


def test_a_long_output_is_text_and_no_value():
    text = '1, 2, [3]: "quoted", ' * 300_000
    content = json.dumps({"cells": [{"cell_type": "code", "source": "x", "outputs": [
        {"output_type": "stream", "name": "stdout", "text": text}]}]})  # fmt: skip
    assert notebook_file.read(content.encode()).cells[0].outputs[0]["text"] == text


def test_a_link_that_is_named_is_followed_and_a_pipe_is_not(odd_class):
    (named,) = submissions.find([str(odd_class / "pipe.zip")])
    assert reason(named) == "Not an ordinary file."
    (followed,) = submissions.find([str(odd_class / "link.zip")])
    assert notebook_file.read(followed.content()).cells


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    (tmp_path / "anna.ipynb").write_text(NOTEBOOK)
    (one,) = submissions.find([str(tmp_path)])

    def refuse(path, flags):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(submissions.os, "open", refuse)
    assert reason(one) == "Cannot be read: Permission denied."


def test_a_folder_gives_notebooks_and_what_was_handed_in_instead(tmp_path):
    names = ["a.ipynb", "b.py", "c/d.ipynb", "c/d.py", "c/data.csv", "e.ipynb.txt", "f.PDF", ".hidden.ipynb"]
    names += ["c/.ipynb_checkpoints/d.ipynb", "__MACOSX/._a.ipynb", "g 'h' é <b>.ipynb"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NOTEBOOK)
    found = {os.path.relpath(one.file, tmp_path): one for one in submissions.find([str(tmp_path)])}
    read = ["a.ipynb", "b.py", "c/d.ipynb", "e.ipynb.txt", "f.PDF", "g 'h' é <b>.ipynb"]
    assert sorted(found) == sorted([*read, ".hidden.ipynb"])
    assert "A .py file" in reason(found["b.py"])
    assert found["c/d.ipynb"].learner == "c"


# Dotted files and what becomes of them: who, for one that is named and not read; None for a program's own.
DOTTED = {
    ".anna/hw.ipynb": ".anna",
    ".anna/week 1/hw.ipynb": ".anna",
    "ben/.hw.ipynb": "ben",
    "ben/.late/hw.IPYNB.txt": "ben",
    ".cara.zip": ".cara",
    "dora/.ipynb": "dora",
    "._eva/hw.ipynb": "._eva",
    "Fay_7_assignsubmission_file_/.hw.ipynb": "Fay",
    **dict.fromkeys(
        ["ben/.git/hw.ipynb", ".ipynb_checkpoints/hw-checkpoint.ipynb", "__MACOSX/ben/hw.ipynb", "ben/.DS_Store",
         "ben/._hw.ipynb", "ben/.~hw.ipynb", ".#hw.ipynb", "._cara.zip", ".venv/lib/nbformat/tests/test4.ipynb",
         "ben/.virtual_documents/hw.ipynb", ".Trash-1000/files/hw.ipynb", ".vscode/run.py", ".idea/x.html"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["folder", "archive", "archive in a folder"])
def test_what_a_dot_hides_is_named_unless_it_is_a_programs_own(kind, tmp_path):
    place = tmp_path / "class"
    place.mkdir()
    files = [*DOTTED, "ben/hw.ipynb"]
    paths = filed(place, files) if kind == "folder" else archived(place / "class.zip", files)
    root = place if kind == "folder" else place / "class.zip"
    found = submissions.find([str(place)] if kind == "archive in a folder" else paths)
    named = {os.path.relpath(one.file, root): one for one in found}
    assert notebook_file.read(named.pop("ben/hw.ipynb").content()).cells
    assert {name: one.learner for name, one in named.items()} == {name: who for name, who in DOTTED.items() if who}
    assert all("begins with a dot, so it was not read. Ask for it" in reason(one) for one in named.values())
    assert all(reason(one).count(":") == 0 for one in named.values())  # pseudonyms keep what stands before one


def test_a_dotted_file_or_folder_that_is_asked_for_by_its_name_is_read(tmp_path):
    filed(tmp_path, [".anna/hw.ipynb", ".ben.ipynb"])
    archived(tmp_path / ".cara.zip", ["hw.ipynb"])
    for paths in ([".anna"], [".anna/hw.ipynb"], [".ben.ipynb"], [".b*.ipynb"], [".cara.zip"]):
        (one,) = submissions.find([str(tmp_path / path) for path in paths])
        assert notebook_file.read(one.content()).cells


def test_a_dotted_file_is_no_attempt_at_what_is_read_beside_it(tmp_path):
    anna = "Anna_5_assignsubmission_file_"
    found = submissions.find(filed(tmp_path, [f"{anna}/.hw (9).ipynb", f"{anna}/hw.ipynb", f"{anna}/hw (1).ipynb"]))
    assert {Path(one.file).name: one.earlier for one in found} == {".hw (9).ipynb": "", "hw (1).ipynb": "hw.ipynb"}


def test_a_link_to_a_folder_is_said_and_not_followed(tmp_path):
    filed(tmp_path / "elsewhere", ["hw.ipynb"])
    filed(tmp_path / "class", ["ben/hw.ipynb"])
    for link, to in (("anna", tmp_path / "elsewhere"), ("ben/round", tmp_path / "class"), (".git", tmp_path)):
        (tmp_path / "class" / link).symlink_to(to, target_is_directory=True)
    found = {os.path.relpath(one.file, tmp_path / "class"): one for one in submissions.find([str(tmp_path / "class")])}
    assert {*found} == {"anna", "ben/round", "ben/hw.ipynb"}
    said = "A link to another folder, so it was not read. Ask for the folder itself."
    assert reason(found["anna"]) == reason(found["ben/round"]) == said
    assert (found["anna"].learner, found["ben/round"].learner) == ("anna", "ben")


def test_patterns_and_files_named_twice(tmp_path):
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / name).write_text(NOTEBOOK)
    found = submissions.find([str(tmp_path / "*.ipynb"), str(tmp_path / "a.ipynb"), str(tmp_path / "no*.ipynb")])
    assert [one.learner for one in found] == ["a", "b", "no*"]
    assert reason(found[-1]) == "There is no such file or folder."


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return submissions.find([str(path)])


def test_an_archive_is_read_in_memory_and_its_climbers_are_refused(tmp_path):
    climbing = [
        "../up.ipynb",
        "anna/../../up.ipynb",
        "/absolute.ipynb",
        "C:/disk.ipynb",
        "..\\up.ipynb",
        "\\\\host\\x.ipynb",
    ]
    entries = dict.fromkeys([*climbing, "anna/01.ipynb", "ben/02.py", "cara/in.zip", "__MACOSX/._x.ipynb"], NOTEBOOK)
    found = {one.file.removeprefix(f"{tmp_path}/class.zip/"): one for one in zipped(tmp_path / "class.zip", entries)}
    assert set(found) == {*climbing, "anna/01.ipynb", "ben/02.py", "cara/in.zip"}
    assert "A .py file" in reason(found["ben/02.py"])
    assert "No archive that can be read" in reason(found["cara/in.zip"])
    assert all("climbs out" in reason(found[name]) for name in climbing)
    assert found["anna/01.ipynb"].learner == "anna"
    assert notebook_file.read(found["anna/01.ipynb"].content()).cells[0].source == "x = 1"
    assert [path.name for path in tmp_path.iterdir()] == ["class.zip"]


def bytes_of(entries):
    """A zip archive; a dictionary in it is an archive in turn."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, bytes_of(content) if isinstance(content, dict) else content)
    return file.getvalue()


ANNA, BEN = "Anna Muster_12_assignsubmission_file_", "Ben Adler_13_assignsubmission_file_"
CLASS = {
    f"{ANNA}/work.zip": {"week 3/hw.ipynb": NOTEBOOK, "../up.ipynb": NOTEBOOK, "more.zip": {"hw.ipynb": NOTEBOOK}},
    f"{BEN}/hw.ipynb": NOTEBOOK,
    f"{BEN}/.late.zip": {"hw.ipynb": NOTEBOOK},
    f"{BEN}/pictures.ZIP": {"a.png": "", "__MACOSX/._hw.ipynb": ""},
}
IN_CLASS = {
    f"{ANNA}/work.zip/week 3/hw.ipynb": ("Anna Muster", ""),
    f"{ANNA}/work.zip/../up.ipynb": ("Anna Muster", "climbs out"),
    f"{BEN}/hw.ipynb": ("Ben Adler", ""),
    f"{BEN}/.late.zip": ("Ben Adler", "begins with a dot"),
    f"{BEN}/pictures.ZIP": ("Ben Adler", "without a notebook"),
}
DEEPER = {f"{ANNA}/work.zip/more.zip": ("Anna Muster", "inside an archive. Unpack it first.")}


@pytest.mark.parametrize("kind", ["folder", "archive", "archive of a folder"])
def test_an_archive_in_an_archive_is_read_as_it_is_in_a_folder(kind, tmp_path):
    root = tmp_path / ("class" if kind == "folder" else "class.zip")
    for name, content in CLASS.items() if kind == "folder" else ():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(bytes_of(content) if isinstance(content, dict) else content.encode())
    if kind != "folder":
        above = "Week 3-9001/" if kind == "archive of a folder" else ""
        root.write_bytes(bytes_of({above + name: content for name, content in CLASS.items()}))
    before = sorted(tmp_path.rglob("*"))
    found = {
        one.file.removeprefix(f"{root}/").removeprefix("Week 3-9001/"): one for one in submissions.find([str(root)])
    }
    expected = IN_CLASS | ({f"{ANNA}/work.zip/more.zip/hw.ipynb": ("Anna Muster", "")} if kind == "folder" else DEEPER)
    assert {name: one.learner for name, one in found.items()} == {name: who for name, (who, _) in expected.items()}
    for name, (_, words) in expected.items():
        if words:
            assert words in reason(found[name])
        else:
            assert notebook_file.read(found[name].content()).cells[0].source == "x = 1"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("limit", "most", "words"),
    [
        ("MOST_ENTRIES", 5, "Refused: 6 files"),
        ("MOST_UNPACKED_BYTES", 5_000, "Refused: 6 files"),
        ("LARGEST_BYTES", 300, "An archive inside an archive, of more than 0 MB. Unpack it first."),
    ],
)
def test_a_bomb_in_an_archive_is_refused_alone(limit, most, words, tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, limit, most)
    bomb = {f"{number}.ipynb": str(number) * (2_000 + number) for number in range(3)}
    small = {"hw.ipynb": NOTEBOOK}
    (tmp_path / "class.zip").write_bytes(bytes_of({"anna/a.zip": bomb, "ben/b.zip": small, "cara/c.zip": small}))
    found = {one.learner: one for one in submissions.find([str(tmp_path / "class.zip")])}
    assert set(found) == {"anna", "ben", "cara"}
    assert reason(found["anna"]).startswith(words)
    for learner in ("ben", "cara"):
        assert notebook_file.read(found[learner].content()).cells


@pytest.mark.parametrize("limit", ["MOST_ENTRIES", "MOST_UNPACKED_BYTES"])
def test_what_lies_in_archives_in_an_archive_adds_up(limit, tmp_path, monkeypatch):
    small = {"hw.ipynb": NOTEBOOK}
    # Two archives and a notebook in the outer one, and another notebook in one of the two.
    most = {"MOST_ENTRIES": 4, "MOST_UNPACKED_BYTES": 2 * len(bytes_of(small)) + 2 * len(NOTEBOOK)}
    monkeypatch.setattr(submissions, limit, most[limit])
    (tmp_path / "class.zip").write_bytes(bytes_of({"anna/a.zip": small, "ben/b.zip": small, "cara/hw.ipynb": NOTEBOOK}))
    anna, ben, cara = submissions.find([str(tmp_path / "class.zip")])
    assert reason(ben).startswith("Refused: 5 files")
    for one in (anna, cara):
        assert notebook_file.read(one.content()).cells


@pytest.mark.parametrize("content", [b"", bytes_of({"hw.ipynb": NOTEBOOK})[:60], b"no archive"], ids=len)
def test_a_damaged_archive_in_an_archive_costs_no_other(content, tmp_path):
    (tmp_path / "class.zip").write_bytes(bytes_of({"anna/a.zip": content, "ben/hw.ipynb": NOTEBOOK}))
    anna, ben = submissions.find([str(tmp_path / "class.zip")])
    assert "No archive that can be read" in reason(anna)
    assert notebook_file.read(ben.content()).cells


def test_an_archive_in_an_archive_is_unpacked_once_for_all_that_is_in_it(tmp_path, monkeypatch):
    opened, really = [], submissions._opened
    monkeypatch.setattr(submissions, "_opened", lambda *words, **more: opened.append(words) or really(*words, **more))
    (tmp_path / "class.zip").write_bytes(bytes_of({"anna/a.zip": {f"{number}.ipynb": NOTEBOOK for number in range(9)}}))
    found = submissions.find([str(tmp_path / "class.zip")])
    assert len([one.content() for one in found]) == 9
    assert len(opened) == 2  # to list what is in the one, and to unpack the other


@pytest.mark.parametrize("name", ["anna/..", "..", "\\", "//."], ids=str)
def test_an_entry_that_climbs_and_names_nobody_is_the_archives(name, tmp_path):
    (one,) = zipped(tmp_path / "class.zip", {name: NOTEBOOK})
    assert "climbs out" in reason(one)
    assert one.learner == "class"


def test_a_path_that_names_no_file_costs_no_other_of_the_archive(tmp_path):
    nameless = zipfile.ZipInfo()
    nameless.filename = ""
    entries = dict.fromkeys([".", "./.", ".\\", nameless, "anna/01.ipynb"], NOTEBOOK)
    found = {one.learner: one for one in zipped(tmp_path / "class.zip", entries)}
    assert set(found) == {"class", "anna"}
    assert "names no file" in reason(found["class"])
    assert notebook_file.read(found["anna"].content()).cells


def test_bombs_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_BYTES", 1_000)
    (one,) = zipped(tmp_path / "large.zip", {"a.ipynb": "0" * 1_001})
    assert "the limit is" in reason(one)
    monkeypatch.setattr(submissions, "MOST_UNPACKED_BYTES", 2_000)
    (one,) = zipped(tmp_path / "many.zip", {f"{number}.ipynb": "0" * 900 for number in range(3)})
    assert reason(one).startswith("Refused: 3 files")
    monkeypatch.setattr(submissions, "MOST_ENTRIES", 2)
    (one,) = zipped(tmp_path / "count.zip", {f"{number}.ipynb": "" for number in range(3)})
    assert reason(one).startswith("Refused: 3 files")


def test_an_archive_that_lies_about_a_size_gives_no_more_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_BYTES", 1_000)
    (one,) = zipped(tmp_path / "lie.zip", {"a.ipynb": "0" * 5_000})
    content = (tmp_path / "lie.zip").read_bytes().replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "lie.zip").write_bytes(content)
    (one,) = submissions.find([str(tmp_path / "lie.zip")])
    assert "Cannot be unpacked" in reason(one)


@pytest.mark.parametrize("names", [[], ["__MACOSX/._hw.ipynb", ".DS_Store"], ["picture.png", "sub/"]], ids=str)
def test_an_archive_without_a_notebook_is_said(names, tmp_path):
    filed(tmp_path / "class", ["ben.ipynb"])
    archived(tmp_path / "class" / "anna.zip", names)
    for path in ("class", "class/*", "class/anna.zip"):
        found = {one.learner: one for one in submissions.find([str(tmp_path / path)])}
        assert reason(found["anna"]) == "An archive without a notebook. Ask for the .ipynb file."


@pytest.mark.parametrize("cut", [0, 10, 60], ids=str)
def test_a_damaged_archive_is_one_line(cut, tmp_path):
    zipped(tmp_path / "a.zip", {"a.ipynb": NOTEBOOK})
    content = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(content[:cut])
    (one,) = submissions.find([str(tmp_path / "a.zip")])
    assert "No archive that can be read" in reason(one)


@pytest.mark.parametrize(
    ("parts", "learner"),
    [
        (("Anna Muster", f"{LESSON}.ipynb"), "Anna Muster"),
        (("submitted", "anna", "01", f"{LESSON}.ipynb"), "anna"),
        ((f"{LESSON}", "ben.ipynb"), "ben"),
        (("lesson 01", "ben.ipynb"), "ben"),
        ((f"cara_{LESSON}.ipynb",), "cara"),
        ((f"{LESSON} - dora2.ipynb",), "dora2"),
        ((f"dora {LESSON} (1).ipynb",), "dora"),
        ((f"{LESSON}.ipynb",), "class"),
        ((f"{LESSON}-Copy1.ipynb",), "class"),
        (("anna", "es", f"{LESSON}.ipynb"), "anna"),
        (("es", "Inés.ipynb"), "Inés"),
        (("es", f"{LESSON}.ipynb"), "class"),
        ((f"{LESSON}_es.ipynb",), "class"),
        ((f"esther_{LESSON}_es.ipynb",), "esther"),
        ((f"es-{LESSON} ben.ipynb",), "ben"),
        ((f"{LESSON}_dora - copia.ipynb",), "dora"),
        ((f"Copia de {LESSON}_dora.ipynb",), "dora"),
        (("Semana 3", "dora.ipynb"), "dora"),
    ],
    ids=str,
)
def test_learners_are_named_by_folder_or_file(parts, learner):
    assert of_place(parts, "some/class") == learner


# What platforms export, as their own documents and people's scripts show it: files, then learners with their earlier
# attempts, oldest first.
DECOMPOSED = unicodedata.normalize("NFD", "Zoé Müller")
EXPORTS = {
    "Moodle, a folder for each learner": (
        [
            f"Moodle-export/Anna Muster_12345_assignsubmission_file_/{LESSON}.ipynb",
            "Moodle-export/Ben Adler_777_assignsubmission_file_/more/homework 3.ipynb",
            f"Moodle-export/{DECOMPOSED}_8_assignsubmission_file_/a - b.ipynb",
        ],
        {"Anna Muster": [], "Ben Adler": [], "Zoé Müller": []},
    ),
    "Moodle, one folder": (
        [
            f"Anna Muster_12345_assignsubmission_file_{LESSON}.ipynb",
            "Ben_777_assignsubmission_file_x.ipynb",
            "Ben_777_assignsubmission_file_x (1).ipynb",
        ],
        {"Anna Muster": [], "Ben": ["Ben_777_assignsubmission_file_x.ipynb"]},
    ),
    "Canvas": (
        [
            "submissions/doejane_LATE_123_456_file.ipynb",
            "submissions/doejane_123_480_file-2.ipynb",
            "submissions/doejane_123_460_file-1.ipynb",
            f"submissions/adlerben_124_457_{LESSON}.ipynb",
        ],
        {"doejane": ["doejane_LATE_123_456_file.ipynb", "doejane_123_460_file-1.ipynb"], "adlerben": []},
    ),
    "Canvas, of one number": (
        ["doejane_123_456_file-1.ipynb", "doejane_123_456_file.ipynb", "doejane_123_456_file-10.ipynb"],
        {"doejane": ["doejane_123_456_file.ipynb", "doejane_123_456_file-1.ipynb"]},
    ),
    "Google Classroom": (
        [
            f"Backprop, due on Friday/Anna-Maria Muster - {LESSON} (1).ipynb",
            f"Backprop, due on Friday/Anna-Maria Muster - {LESSON}.ipynb",
            "Backprop, due on Friday/Zoé Müller - homework.ipynb",
            f"Backprop, due on Friday/{DECOMPOSED} - homework (1).ipynb",
            f"Backprop, due on Friday/Copy of Ben Adler - {LESSON}.ipynb",
        ],
        {
            "Anna-Maria Muster": [f"Anna-Maria Muster - {LESSON}.ipynb"],
            "Zoé Müller": ["Zoé Müller - homework.ipynb"],
            "Ben Adler": [],
        },
    ),
    "GitHub Classroom": (
        [
            f"week-1-submissions/week-1-anna/{LESSON}.ipynb",
            f"week-1-submissions/week-1-anna/.git/{LESSON}.ipynb",
            "week-1-submissions/week-1-ben-adler/notebooks/x.ipynb",
        ],
        {"anna": [], "ben-adler": []},
    ),
}
IGNORED = [".DS_Store", "__MACOSX/._a.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb"]


def filed(folder, names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK)
    return [str(folder)]


def archived(path, names):
    zipped(path, dict.fromkeys(names, NOTEBOOK))
    return [str(path)]


def without_flag(path):
    """Take the bit off an archive's entries that says that their names are UTF-8."""
    content = path.read_bytes()
    for signature, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        entries = content.split(signature)
        for number, entry in enumerate(entries[1:], start=1):
            at = place - len(signature)
            entries[number] = entry[:at] + bytes([entry[at] & 0xF7]) + entry[at + 1 :]
        content = signature.join(entries)
    path.write_bytes(content)


@pytest.mark.parametrize("kind", ["folder", "archive", "archive in a folder", "pattern"])
@pytest.mark.parametrize(("names", "learners"), EXPORTS.values(), ids=list(EXPORTS))
def test_an_export_gives_each_learner_once_with_the_newest_attempt(names, learners, kind, tmp_path):
    place = tmp_path / "class"
    place.mkdir()
    if kind.startswith("archive"):
        paths = archived(place / "export.zip", names + IGNORED)
        paths = [str(place)] if kind != "archive" else paths
    else:
        paths = filed(place, names + IGNORED)
        paths = [str(place / "**" / "*.ipynb")] if kind == "pattern" else paths
    found = submissions.find(paths)
    if kind != "pattern" or not any("more/" in name or "notebooks/" in name for name in names):
        assert {one.learner: one.earlier for one in found} == {name: ", ".join(old) for name, old in learners.items()}
    assert len(found) == len(learners)


@pytest.mark.parametrize(("names", "learners"), EXPORTS.values(), ids=list(EXPORTS))
def test_every_attempt_is_found_in_the_order_of_its_number_where_that_is_asked_for(names, learners, tmp_path):
    paths = archived(tmp_path / "export.zip", names + IGNORED)
    found = submissions.find(paths, every_attempt=True)
    assert not any(one.earlier for one in found)
    attempts = {}
    for one in sorted(found, key=lambda one: attempt_at(one.file).number):
        attempts.setdefault((one.learner, attempt_at(one.file).work), []).append(Path(one.file).name)
    assert sorted((learner, older) for (learner, _), (*older, _) in attempts.items()) == sorted(learners.items())


SAID = {
    "Moodle's folder": ("x.zip/Anna Muster_12345_assignsubmission_file_/a/hw.ipynb", ("moodle", "12345", False)),
    "Moodle's file": ("x/Anna Muster_12345_assignsubmission_file_hw.ipynb", ("moodle", "12345", False)),
    "Moodle, names hidden": ("x/Participant_778_assignsubmission_file_hw.ipynb", ("moodle", "778", False)),
    "Canvas": ("x.zip/adlerben_124_457_hw.ipynb", ("canvas", "124", False)),
    "Canvas, late": ("x.zip/adlerben_LATE_124_457_hw.ipynb", ("canvas", "124", True)),
    "Google": ("x/Anna-Maria Muster - hw.ipynb", ("google", "", False)),
    "GitHub": ("w-submissions/w-anna/hw.ipynb", ("github", "", False)),
}


@pytest.mark.parametrize(("path", "said"), SAID.values(), ids=list(SAID))
def test_an_export_says_who_handed_in_and_canvas_who_was_late(path, said):
    found = export_of(path)
    assert (found.platform, found.number, found.late) == said


def test_a_file_that_a_learner_named_after_another_is_still_their_own():
    theirs = "Ben Adler_777_assignsubmission_file_hw.ipynb"
    for path in (f"x/Anna_5_assignsubmission_file_/{theirs}", f"x/Anna_5_assignsubmission_file_{theirs}"):
        assert export_of(path)[:3] == ("Anna", "Anna 5", theirs)
    assert export_of("x/musteranna_101_9001_adlerben_LATE_102_9002_hw.ipynb")[:2] == ("musteranna", "musteranna 101")


@pytest.mark.parametrize("path", ["anna/hw.ipynb", "late.ipynb", "x/anna_LATE.ipynb", "x.zip/hw_1_2.ipynb"])
def test_of_no_export_nothing_is_said_and_each_file_is_an_attempt_of_its_own(path):
    assert export_of(path) is None
    assert attempt_at(path).work == (path,)


def test_names_are_compared_by_their_letters():
    assert letters(" Zoe\u0301_MÜLLER ") == letters("zo\u00e9 müller") == "zoé müller"
    assert letters("Müller, Zoé", "") == "müllerzoé"
    assert letters("Zoe") != letters("Zoé")
    assert [letters(name) for name in (" \U0001f600", "- -", " ")] == ["\U0001f600", "- -", ""]
    apart = told_apart([("Anna", LESSON, "a/x.ipynb"), ("Anna", LESSON, "b/x.ipynb"), ("Ben", LESSON, "c.ipynb")])
    assert list(map(bare, apart)) == ["Anna", "Anna", "Ben"]


def test_two_learners_of_one_name_are_two(tmp_path):
    names = [f"Anna Muster_{number}_assignsubmission_file_x.ipynb" for number in (1, 2)]
    names += [f"musteranna_{number}_9{number}9_x.ipynb" for number in (1, 2)]
    found = submissions.find(filed(tmp_path / "class", names))
    assert [one.learner for one in found] == ["Anna Muster"] * 2 + ["musteranna"] * 2


IN_ARCHIVES = {
    ("anna/submission.zip", f"{LESSON}.ipynb"): "anna",
    ("anna/submission.zip", "project/hw.ipynb"): "anna",
    ("week 1/ben/submission.zip", "hw.ipynb"): "ben",
    ("cara.zip", f"{LESSON}.ipynb"): "cara",
    ("week 1/dora.zip", f"{LESSON}.ipynb"): "dora",
    ("lea.zip", f"work/{LESSON}.ipynb"): "lea",
    ("mia.zip", f"work/es/{LESSON}.ipynb"): "mia",
    ("week 1/noa.zip", f"notebooks/{LESSON}.ipynb"): "noa",
    ("everybody.zip", "eva/hw.ipynb"): "eva",
    ("everybody.zip", f"fay_{LESSON}.ipynb"): "fay",
    ("gus/submission.zip", "../up.ipynb"): "gus",
    ("hal/submission.zip", "in.zip"): "hal",
    ("ida/submission.zip", "picture.png"): "ida",
    ("Jo_5_assignsubmission_file_/all.zip", "x/hw.ipynb"): "Jo",
}


def test_an_archive_in_a_learners_folder_is_the_learners(tmp_path):
    for place, name in IN_ARCHIVES:
        path = tmp_path / "class" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, NOTEBOOK)
    (tmp_path / "class" / "kim").mkdir()
    (tmp_path / "class" / "kim" / "submission.zip").write_text("cut off")
    found = submissions.find([str(tmp_path / "class")])
    assert sorted(one.learner for one in found) == sorted([*IN_ARCHIVES.values(), "kim"])
    for alone, names in (("anna/submission.zip", {"submission", "project"}), ("lea.zip", {"lea"})):  # as any class's
        assert {one.learner for one in submissions.find([str(tmp_path / "class" / alone)])} == names


def test_where_no_name_says_whose_it_is_nobodys_file_is_left_out(tmp_path):
    found = submissions.find(
        filed(tmp_path / "class", ["a title/file.ipynb", "a title/file (1).ipynb", "hw_1_2_x.ipynb"])
    )
    assert sorted(Path(one.file).name for one in found) == ["file (1).ipynb", "file.ipynb", "hw_1_2_x.ipynb"]


@pytest.mark.parametrize("flag", [True, False], ids=["with the flag", "without"])
def test_names_in_an_archive_are_utf_8_where_they_can_be(flag, tmp_path):
    path = tmp_path / "class.zip"
    archived(path, ["Çelik Öztürk/a.ipynb", f"{DECOMPOSED}/b.ipynb", "李/c.ipynb"])
    if not flag:
        without_flag(path)
        assert zipfile.ZipFile(path).namelist()[0] != "Çelik Öztürk/a.ipynb"
    found = submissions.find([str(path)])
    assert [one.learner for one in found] == ["Çelik Öztürk", "Zoé Müller", "李"]
    assert all(notebook_file.read(one.content()).cells for one in found)


FOUND = """
import os, sys
from course.classroom.reading import submissions
for one in submissions.find([sys.argv[1]]):
    os.path.realpath(one.file)  # as whoever asks where a file is does
    print(ascii(one.learner), len(one.content()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take every letter in a name")
def test_names_that_this_systems_encoding_lacks_are_read_and_cost_no_class(tmp_path):
    archived(tmp_path / "class.zip", ["Zoé/a.ipynb", "\u05dc\u05d9/b.ipynb"])
    plain_ascii = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", FOUND, str(tmp_path / "class.zip")]
    run = output_of(command, cwd=ROOT, env=os.environ | plain_ascii)
    size = len(NOTEBOOK)
    assert (run.stdout.split("\n")[:-1], run.stderr) == ([f"'Zo\\xe9' {size}", f"'\\u05dc\\u05d9' {size}"], "")


def test_a_name_in_an_archive_that_is_no_utf_8_is_the_old_code_page(tmp_path):
    path = tmp_path / "class.zip"
    archived(path, ["XY/a.ipynb"])
    path.write_bytes(path.read_bytes().replace(b"XY", "Éß".encode("cp437")))
    (one,) = submissions.find([str(path)])
    assert one.learner == "Éß"
    assert notebook_file.read(one.content()).cells


def test_a_name_without_end_is_cut_before_it_is_read():
    assert of_place((f"{'_' * 60_000}anna_{LESSON}.ipynb",), "some/class") == "anna"
    assert len(of_place((f"{'_' * 60_000}anna.ipynb",), "some/class")) == LONGEST_NAME


def test_learners_of_one_name_are_told_apart():
    named = [("anna", "01", "a/x.ipynb"), ("anna", "01", "a/y.ipynb"), ("anna", "02", "a/z.ipynb")]
    assert told_apart(named) == ["anna · x.ipynb", "anna · y.ipynb", "anna"]
    assert told_apart([("anna", "01", "a/x.ipynb"), ("anna", "01", "b/x.ipynb")]) == [
        "anna · a/x.ipynb",
        "anna · b/x.ipynb",
    ]


def test_nothing_of_a_name_acts_on_a_terminal():
    assert plain("a\x1b[31mb\u202ec\nd\x07\ud800") == "a\ufffd[31mb\ufffdc d\ufffd\ufffd"
    assert len(plain("x" * 10_000)) == 500


@pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse names that are no text")
def test_a_name_that_is_no_text_is_read_and_shown(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff.ipynb", "w") as file:  # noqa: PTH123, the name is bytes
        file.write(NOTEBOOK)
    (one,) = submissions.find([str(tmp_path)])
    assert notebook_file.read(one.content()).cells
    assert plain(one.learner) == "\\xff"
