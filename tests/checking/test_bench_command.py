"""The command, with tools that take no time; the floor and the memory of kernels, with notebooks that do nothing."""

import os
import sys
from argparse import ArgumentParser
from datetime import date

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from warm_kernels import ADDRESS_VARIABLE, reason_against_forking

from course import CourseError
from course.checking import in_process
from course.checking.bench import command, kernel_memory, notebooks_table, page_section
from course.checking.bench.tools import FLOOR, OURS, STOCK, Tool


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "01_one.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("# One"), new_code_cell("x = 2"), new_code_cell("x")]), path)
    return path


@pytest.fixture
def root(tmp_path):
    """A folder with a page that has a place for the table."""
    (tmp_path / page_section.PAGE).parent.mkdir(parents=True)
    (tmp_path / page_section.PAGE).write_text("<!-- bench -->\n<!-- /bench -->\n")
    return tmp_path


def run(root, *words):
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(["--only", "notebooks", *map(str, words)]), root)


@pytest.fixture
def stand_ins(monkeypatch):
    """Tools that do nothing, one that is not installed, and no kernels."""

    def nothing(paths, folder):
        return [[sys.executable, "-S", "-c", "pass"]]

    tools = [*(Tool(name, nothing) for name in (OURS, FLOOR, STOCK)), Tool("gone", nothing, needs=["no_such_package"])]
    monkeypatch.setattr(notebooks_table, "TOOLS", tools)
    monkeypatch.setattr(notebooks_table.kernel_memory, "bytes_of_another", lambda paths: 50_000_000.0)


def test_the_page_gets_table_machine_date_and_picture(root, lesson, stand_ins, capsys):
    assert run(root, lesson, "--sizes", "1,2,4", "--runs", 1) == 0
    text = (root / page_section.PAGE).read_text()
    for words in (
        f"| **{OURS}** |",
        date.today().isoformat(),
        "core",
        "50 MB",
        "![Stock",
        "](../../pictures/bench.png)",
    ):
        assert words in text
    assert (root / "pictures" / "bench.png").stat().st_size > 1000
    said = capsys.readouterr()
    assert f"| **{OURS}** |" in said.out
    assert "left out: gone, since no_such_package is not installed" in said.err


def test_print_only_changes_nothing_and_tools_can_be_chosen(root, lesson, stand_ins, capsys):
    before = (root / page_section.PAGE).read_text()
    assert run(root, lesson, "--sizes", "1", "--runs", 1, "--tools", FLOOR, "--print-only") == 0
    assert (root / page_section.PAGE).read_text() == before
    assert OURS not in capsys.readouterr().out.replace(notebooks_table.INTRODUCTION, "")


@pytest.mark.parametrize("sizes", ["", "0,2", "some", "1,-2", "1.5"])
def test_sizes_that_are_none_are_refused(root, lesson, stand_ins, sizes):
    with pytest.raises(CourseError, match="expected numbers such as 1,14,56"):
        run(root, lesson, "--sizes", sizes)


def test_a_notebook_that_is_not_there_is_named(root, stand_ins):
    with pytest.raises(CourseError, match=r"there is no gone\.ipynb"):
        run(root, root / "gone.ipynb")


@pytest.mark.parametrize(("inside", "asked"), [(True, ["nbmake", "papermill"]), (False, [])], ids=["inside", "outside"])
def test_missing_tools_are_installed_only_into_the_courses_environment(monkeypatch, tmp_path, inside, asked):
    calls = []
    missing = [Tool(name, None, needs=[name]) for name in ("nbmake", "papermill")]
    monkeypatch.setattr(Tool, "missing", property(lambda tool: list(tool.needs)))
    monkeypatch.setattr(notebooks_table, "requirements", lambda root, extras: [("nbmake", "1.5"), ("papermill", "2.6")])
    monkeypatch.setattr(notebooks_table.subprocess, "call", lambda words, **_: calls.append(words) or 1)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv") if inside else sys.prefix)
    told = []
    notebooks_table.install_missing(missing, tmp_path, told.append)
    assert [word.partition(">=")[0] for words in calls for word in words if ">=" in word] == asked
    assert any("exit status 1" in line for line in told) is inside


def test_the_floor_runs_every_code_cell(lesson):
    assert in_process.main([str(lesson), str(lesson)]) == 4


@pytest.mark.skipif(bool(reason_against_forking()), reason="kernels are not forked here")
def test_a_further_kernel_takes_memory(lesson, monkeypatch):
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    assert 1e6 < kernel_memory.bytes_of_another([lesson], kernels=2, preload="gc:collect") < 500e6
    assert ADDRESS_VARIABLE not in os.environ


def test_the_machine_is_its_processor_and_no_name(tmp_path):
    (tmp_path / "cpuinfo").write_text("processor : 0\nmodel name\t: A Processor @ 2 GHz\n")
    assert page_section.processor(tmp_path / "cpuinfo") == "A Processor @ 2 GHz"
    assert page_section.processor(tmp_path / "none")
    assert page_section.measured_on(date(2026, 1, 2)).startswith("Measured on 2026-01-02, ")
