"""The table about notebooks: the same ones checked by this course, by other tools, and the floor under all of them."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from course import CourseError, places
from course.checking.bench import growth, kernel_memory, table
from course.checking.bench.machine import measured_on
from course.checking.bench.readme_section import Section
from course.checking.bench.tools import TOOLS

MARKER, PICTURE = "bench", "bench.png"
INTRODUCTION = (
    "The same notebooks run again by each tool, in turn on one machine; medians. {on} The floor is one Python process "
    "that imports once and runs every code cell in order, comparing nothing. Peak memory is the sum of proportional "
    "set sizes. Stock nbval compares text exactly; nbmake, papermill and jupyter execute compare nothing."
)


def arguments(parser) -> None:
    """Add what this table takes."""
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="all of the course's when left out")
    parser.add_argument("--runs", type=int, default=5, help="of the tools that the goals compare (5)")
    parser.add_argument("--other-runs", type=int, default=1, help="of the other tools (1)")
    parser.add_argument("--large-runs", type=int, default=1, help="with the most notebooks (1)")
    parser.add_argument("--sizes", default="1,14,56", help="numbers of notebooks, copies where needed (1,14,56)")
    parser.add_argument("--full", action="store_true", help="every tool as often, and with the most notebooks too")
    parser.add_argument("--tools", default="", metavar="WORD,...", help="only tools with one of these words")


def measured(options, tell: Callable[[str], None], root: Path = places.ROOT) -> Section:
    """The section about notebooks.

    Args:
        options: what `arguments` gave.
        tell: is told what runs now, and what is left out.

    Raises:
        CourseError: there is nothing to measure, or to measure with.
    """
    paths = [Path(name).resolve() for name in options.notebooks] or [
        path for each in places.lessons(root) for path in (each.solution, each.notebook)
    ]
    if unknown := [path.name for path in paths if not path.is_file()] or ([] if paths else ["any notebook"]):
        raise CourseError(f"there is no {unknown[0]}. Name notebooks that exist, or run `make build` first.")
    sizes = growth.sizes_from("--sizes", options.sizes)
    plan = growth.Plan(sizes, options.runs, options.other_runs, options.large_runs, options.full)
    tools = [tool for tool in TOOLS if any(word in tool.name for word in options.tools.split(","))]
    present = [tool for tool in tools if not tool.missing]
    for tool in tools:
        if tool.missing:
            tell(f"left out: {tool.name}, since {', '.join(tool.missing)} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        runs = growth.run(present, plan, paths, Path(folder), tell)
    for name, reason in runs.failed.items():
        tell(f"left out: {name}, since {reason}")
    tell("memory of further kernels")
    return section(runs, plan, [tool.name for tool in present], kernel_memory.bytes_of_another(paths))


def section(runs: growth.Runs, plan: growth.Plan, names: list[str], bytes_of_another: float | None) -> Section:
    """What the README says of these runs."""
    from helpers.figures import png  # matplotlib

    names = [name for name in names if name not in runs.failed]
    said = table.sentences(runs, plan, bytes_of_another)
    alt = " ".join(said) or f"Seconds of {len(names)} tools for {plan.compared} notebooks."
    text = [
        INTRODUCTION.format(on=measured_on()),
        table.markdown(runs, plan, names),
        *([" ".join(said)] if said else []),
        f"![{alt}](pictures/{PICTURE})",
    ]
    return Section(MARKER, "\n\n".join(text), (PICTURE, png(table.picture(runs, plan, names))))
