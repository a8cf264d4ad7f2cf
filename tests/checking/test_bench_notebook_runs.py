"""Who runs when, on which copies, and what becomes of a tool that fails."""

import os
import sys

import pytest

from course.checking.bench.notebook_runs import Plan, copies, run
from course.checking.bench.tools import FLOOR, OURS, STOCK, TOOLS, Tool
from tests.processes import output_of


def test_tools_take_turns_and_the_leading_ones_run_most_often():
    plan = Plan(sizes=(1, 14, 56), runs=3)
    rounds = plan.rounds([OURS, "papermill", FLOOR])
    turns = [name for name, size in rounds if size == 14]
    assert turns == [OURS, "papermill", FLOOR, OURS, FLOOR, OURS, FLOOR]
    assert [rounds.count(("papermill", size)) for size in (1, 14, 56)] == [1, 1, 0]
    assert [rounds.count((FLOOR, size)) for size in (1, 14, 56)] == [3, 3, 1]


def test_a_full_plan_runs_every_tool_as_often():
    rounds = Plan(sizes=(1, 2), runs=2, full=True).rounds([STOCK, "papermill"])
    turn = [(STOCK, 1), ("papermill", 1)]
    assert rounds == [*turn, *turn, (STOCK, 2), ("papermill", 2)]


@pytest.mark.parametrize(("sizes", "compared"), [((1, 14, 56), 14), ((1, 3), 1), ((5,), 5)])
def test_the_tools_are_compared_below_the_largest_number(sizes, compared):
    assert Plan(sizes=sizes).compared == compared


def test_copies_have_names_of_their_own(tmp_path):
    sources = []
    for room in ("solutions", "notebooks"):
        (tmp_path / room).mkdir()
        sources.append(tmp_path / room / "01_one.ipynb")
        sources[-1].write_text(room)
    made = copies(sources, 5, tmp_path / "5")
    assert len(set(made)) == 5
    assert [path.read_text() for path in made] == ["solutions", "notebooks", "solutions", "notebooks", "solutions"]


def counting(code):
    """Commands that run a line of Python with the notebooks as its arguments."""
    return lambda paths, folder: [[sys.executable, "-S", "-c", code, *map(str, paths)]]


def test_a_tool_that_fails_is_left_out_with_its_reason_and_the_others_go_on(tmp_path):
    (tmp_path / "one.ipynb").write_text("{}")
    tools = [Tool("broken", counting("raise SystemExit('no kernel')")), Tool(OURS, counting("pass"))]
    told = []
    found = run(tools, Plan(sizes=(1, 2), runs=2, full=True), [tmp_path / "one.ipynb"], tmp_path, told.append)
    assert {key: len(costs) for key, costs in found.costs.items() if costs} == {(OURS, 1): 2, (OURS, 2): 1}
    assert "exit status 1: no kernel" in found.failed["broken"]
    assert told[0] == "1 of 6: broken, 1 notebook"
    assert [cost.peak_bytes is None for cost in found.costs[OURS, 1]] == [sys.platform != "linux", True]


def test_each_tool_names_every_notebook_once(tmp_path):
    paths = [tmp_path / f"{number}.ipynb" for number in range(3)]
    for tool in TOOLS:
        words = [word for command in tool.commands(paths, tmp_path) for word in command]
        assert [words.count(str(path)) for path in paths] == [1, 1, 1], tool.name


def test_stock_pytest_has_no_plugin_that_its_command_line_does_not_name(tmp_path):
    (stock,) = (tool for tool in TOOLS if tool.name == STOCK)
    command = [*stock.commands([], tmp_path)[0], "--trace-config", "--collect-only"]
    found = output_of(command, env={**os.environ, **stock.variables}, cwd=tmp_path)
    assert "nbval.plugin" in found.stdout, found.stderr
    assert not [name for name in ("nbval_tolerance", "warm_kernels", "xdist", "anyio") if name in found.stdout]


def test_a_tool_that_is_not_installed_says_what_it_lacks():
    assert Tool("x", counting("pass"), needs=["sys", "no_such_package"]).missing == ["no_such_package"]
