"""Copies for Colab: the lesson and exactly one cell more, made by the build where the course has a repository."""

import json
import os
import re
import sys
from argparse import ArgumentParser
from dataclasses import replace

import nbformat
import pytest
from warm_kernels import warm_kernels

from course import places
from course.authoring import build, colab, drafts, python_cells
from course.published import AddressError
from helpers import language
from tests.authoring.small_lessons import answered, code, source
from tests.processes import output_of

ADDRESS = "https://github.com/me/it"
LESSON = source(code("print(6 * 7)"), answered("01-1", "triple", "return 3 * x"))
COPY = "notebooks/colab/01_one.ipynb"
EDITIONS = [replace(lesson, language=each) for each in ("", *places.languages()) for lesson in places.lessons()]


@pytest.fixture(scope="module", autouse=True)
def warm():
    """One warm process for this file, or that of the whole test run."""
    with warm_kernels():
        yield


@pytest.fixture
def course(tmp_path):
    """A small course with a repository, built."""
    for room in ("solutions", "helpers", "locale"):
        (tmp_path / room).mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    (tmp_path / "solutions" / "01_one.py").write_text(LESSON, newline="\n")
    publish(tmp_path, ADDRESS)
    assert run(tmp_path) == 0
    return tmp_path


def publish(root, address):
    urls = f'[project.urls]\nRepository = "{address}"\n' if address else ""
    (root / "pyproject.toml").write_text(f'[project]\nname = "one"\n{urls}')


def run(root, *arguments):
    parser = ArgumentParser()
    build.arguments(parser)
    return build.run(parser.parse_args(list(arguments)), root)


def cells(text):
    """The cells of a notebook's file, as they stand there."""
    return json.loads(text)["cells"]


@pytest.mark.parametrize("lesson", EDITIONS, ids=lambda one: f"{one.language or 'en'} {one.number}")
def test_a_copy_is_the_lesson_below_one_cell_and_without_outputs(lesson):
    text = colab.text(nbformat.read(lesson.notebook, as_version=4), lesson.language, ADDRESS)
    first, *copied = cells(text)
    of_lesson = cells(lesson.notebook.read_text(encoding="utf-8"))
    for cell in of_lesson:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    assert copied == of_lesson
    assert "pip" not in json.dumps(of_lesson)
    assert first["cell_type"] == "code" and first["outputs"] == []
    nbformat.validate(json.loads(text))


@pytest.mark.parametrize("another", [False, True], ids=["the course's", "another one's"])
def test_the_first_cell_says_that_the_helpers_are_there_only_where_they_are_the_courses(tmp_path, another):
    if another:
        (tmp_path / "helpers.py").write_text("mine = 1\n")  # as a learner uploads it beside the notebook
    program = "".join(line for line in colab.installing(ADDRESS).splitlines(True) if not line.startswith("%"))
    path = os.pathsep.join([str(tmp_path), str(places.ROOT)])
    run = output_of([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path})
    assert ("helpers are installed" in run.stdout) is not another
    assert (str(tmp_path / "helpers.py") in run.stderr) is another


def test_the_first_cell_installs_the_helpers_and_nothing_that_they_need():
    code = colab.installing(ADDRESS)
    assert [line for line in code.splitlines() if line.startswith(("%", "!"))] == [
        f'%pip install --quiet --no-deps "git+{ADDRESS}@main"'
    ]
    assert python_cells.read(code).tree is not None
    assert all(len(line) <= 120 for line in code.splitlines())


def test_the_first_cell_speaks_the_lessons_language(monkeypatch):
    notebook = nbformat.read(EDITIONS[0].notebook, as_version=4)
    english = cells(colab.text(notebook, "", ADDRESS))[0]["source"]
    said = re.findall(r"# (.+)", "".join(english)) + re.findall(r'print\("(.+)"\)', "".join(english))
    words = {text: f'«{place}» dice "sí"' for place, text in enumerate(said)}
    monkeypatch.setattr(language, "_translations", {"es": words, "en": {}}.get)
    spanish = "".join(cells(colab.text(notebook, "es", ADDRESS))[0]["source"])
    assert len(said) == 3 and not any(text in spanish for text in said)
    assert all(words[text] in spanish for text in said[:2])
    assert r'print("«2» dice \"sí\"")' in spanish


def test_a_build_makes_the_copies_and_the_check_knows_them(course, capsys):
    assert run(course, "--check") == 0
    path = course / COPY
    path.write_text(path.read_text().replace("me/it", "me/other"))
    assert run(course, "--check") == 1
    path.unlink()
    assert run(course, "--check") == 1
    _, edited, missing = [line for line in capsys.readouterr().out.splitlines() if "faults" not in line]
    assert re.match(rf"{COPY}:\d+: was edited by hand", edited)
    assert missing.startswith(f"{COPY}: missing. Run: ")


def test_a_copy_edited_by_hand_is_named_and_kept(course, capsys, monkeypatch):
    path = course / COPY
    made = path.read_text()
    path.write_text(mine := made.replace("print(6 * 7)", "print(6 * 8)"))
    assert run(course) == 1
    said = capsys.readouterr().err
    line = made[: made.index("print(6 * 7)")].count("\n") + 1
    assert f"{COPY}:{line}: was edited by hand, and a build would discard that." in said
    assert path.read_text() == mine
    monkeypatch.setattr(drafts.execute, "run", lambda *_, **__: pytest.fail("a notebook was run"))
    assert run(course, "--force") == 0
    assert path.read_text() == made


def test_another_address_rewrites_the_copies_and_runs_nothing(course, monkeypatch):
    monkeypatch.setattr(drafts.execute, "run", lambda *_, **__: pytest.fail("a notebook was run"))
    publish(course, "https://example.org/theirs")
    assert run(course, "--check") == 1
    assert run(course) == 0
    assert "git+https://example.org/theirs@main" in (course / COPY).read_text()
    assert run(course, "--check") == 0


def test_without_a_repository_there_are_no_copies(course, capsys):
    before = (course / "solutions" / "01_one.ipynb").read_bytes()
    publish(course, "")
    assert run(course) == 0
    assert "colab" not in (course / "notebooks" / "01_one.ipynb").read_text()
    assert run(course, "--check") == 1
    assert f"{COPY}: left over" in capsys.readouterr().out
    (course / COPY).unlink()
    assert run(course, "--check") == 0
    assert (course / "solutions" / "01_one.ipynb").read_bytes() == before


def test_an_address_that_cannot_be_installed_from_stops_the_build(course):
    publish(course, "git@github.com:me/it")
    with pytest.raises(AddressError, match=r"Repository is 'git@github\.com:me/it'"):
        run(course)
