"""The table about notebooks, and its picture: the same ones checked by this course, by other tools, and the floor."""

import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from math import isnan, nan
from pathlib import Path

from course import CourseError, command, places
from course.checking.bench import kernel_memory, notebook_runs
from course.checking.bench.measuring import MEGABYTE
from course.checking.bench.notebook_runs import Plan, Runs
from course.checking.bench.page_section import Section, as_markdown, measured_on, number
from course.checking.bench.tools import FLOOR, OURS, STOCK, TOOLS, Tool
from course.requirements import requirements

MARKER, PICTURE = "bench", "bench.png"
INTRODUCTION = (
    "The same notebooks run again by each tool, in turn on one machine; medians. {on} The floor is one Python process "
    "that imports once and runs every code cell in order, comparing nothing. Peak memory is the sum of proportional "
    "set sizes. Stock nbval compares text exactly; nbmake, papermill and jupyter execute compare nothing."
)


def arguments(parser) -> None:
    """Add what this table takes."""
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="all of the course's when left out")
    parser.add_argument("--runs", type=int, default=5, help="of each class, and of the tools in the goals (5)")
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
        raise CourseError(f"there is no {unknown[0]}. Name notebooks that exist, or run `{command('build')}` first.")
    plan = Plan(notebook_runs.sizes_from("--sizes", options.sizes), options.runs, options.full)
    tools = [tool for tool in TOOLS if any(word in tool.name for word in options.tools.split(","))]
    install_missing(tools, root, tell)
    for tool in tools:
        if tool.missing:
            tell(f"left out: {tool.name}, since {', '.join(tool.missing)} is not installed")
    present = [tool for tool in tools if not tool.missing]
    with tempfile.TemporaryDirectory() as folder:
        runs = notebook_runs.run(present, plan, paths, Path(folder), tell)
    for name, reason in runs.failed.items():
        tell(f"left out: {name}, since {reason}")
    tell("memory of further kernels")
    names = [tool.name for tool in present if tool.name not in runs.failed]
    return section(runs, plan, names, kernel_memory.bytes_of_another(paths))


def install_missing(tools: Sequence[Tool], root: Path, tell: Callable[[str], None]) -> None:
    """Install what these tools lack, but only into the course's own environment."""
    missing = sorted({name for tool in tools for name in tool.missing})
    if not missing or Path(sys.prefix).resolve() != (root / ".venv").resolve():
        return
    tell(f"installing into .venv: {', '.join(missing)}")
    wanted = [f"{name}>={lowest}" for name, lowest in requirements(root, ["bench"]) if name in missing]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    status = subprocess.call([*pip, "--constraint", str(root / "constraints.txt"), *wanted])
    if status != 0:
        tell(f"pip ended with exit status {status}; its reason is above")


def section(runs: Runs, plan: Plan, names: Sequence[str], bytes_of_another: float) -> Section:
    """What the page says of these runs."""
    from helpers.figures import png  # matplotlib, which `--help` need not wait for

    said = " ".join(sentences(runs, plan, bytes_of_another))
    alt = said or f"Seconds of {len(names)} tools for {plan.compared} notebooks."
    text = [
        INTRODUCTION.format(on=measured_on()),
        table(runs, plan, names),
        said,
        f"![{alt}](../../pictures/{PICTURE})",
    ]
    return Section(MARKER, "\n\n".join(filter(None, text)), (PICTURE, png(picture(runs, plan, names))))


def table(runs: Runs, plan: Plan, names: Sequence[str]) -> str:
    """The table, a line a tool."""
    others = [size for size in plan.sizes if size != plan.compared]
    growth = [f"{size} notebook{'s'[: size != 1]}, s" for size in others]
    lines = [[f"{plan.compared} notebooks", "s", "÷ ours", "÷ floor", "processor s", "peak MB", *growth, "runs"]]
    for name in names:
        costs = runs.of(name, plan.compared)
        lines.append([
            f"**{name}**" if name == OURS else name,
            number(costs.seconds),
            *(number(costs.seconds / runs.of(other, plan.compared).seconds) for other in (OURS, FLOOR)),
            number(costs.processor_seconds),
            number(costs.peak_megabytes, 0),
            *(number(runs.of(name, size).seconds) for size in others),
            str(len(costs)),
        ])  # fmt: skip
    return as_markdown(lines)


def sentences(runs: Runs, plan: Plan, bytes_of_another: float) -> list[str]:
    """What the figures say about the goals, a sentence each; what was not measured is not said."""
    ours, floor, stock = (runs.of(name, plan.compared).seconds for name in (OURS, FLOOR, STOCK))
    further, own = (_each_further(runs, plan, name) for name in (OURS, FLOOR))
    said = {
        f"Stock `{STOCK}` takes {{:.1f}} times as long.": stock / ours,
        "The check takes {:.1f} times as long as the floor.": ours / floor,
        f"Each further notebook costs {{:.2f}} s of processor beyond its own {own:.2f} s.": further - own,
        "Each further kernel takes {:.0f} MB.": bytes_of_another / MEGABYTE,
    }
    return [words.format(figure) for words, figure in said.items() if not isnan(figure)]


def picture(runs: Runs, plan: Plan, names: Sequence[str]):
    """A figure: on the left what each tool takes, on the right how that grows with the notebooks."""
    from helpers.figures import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, canvas  # as above

    figure, (left, right) = canvas(10, 4.2, columns=2)
    shown = [name for name in names if runs.of(name, plan.compared)]
    for place, name in enumerate(shown[::-1]):
        costs = runs.of(name, plan.compared)
        every = [cost.seconds for cost in costs]
        left.barh(place, costs.seconds, color=BLUE if name == OURS else GREY, alpha=0.8)
        left.plot(every, [place] * len(every), "k.", markersize=4)
        left.annotate(f" {costs.seconds:.0f} s", (max(every), place), va="center")
    left.set_yticks(range(len(shown)), shown[::-1])
    left.set(xlabel="seconds (a dot a run)", title=f"Checking {plan.compared} notebooks")
    left.margins(x=0.18)
    others = itertools.cycle((GREY, RED, GREEN, ORANGE, PURPLE, SKY))
    for name in shown:
        if all(runs.of(name, size) for size in plan.sizes):
            seconds = [runs.of(name, size).seconds for size in plan.sizes]
            right.plot(plan.sizes, seconds, "o-", label=name, color=BLUE if name == OURS else next(others))
    right.set(xlabel="notebooks", ylabel="seconds", title="Growth", ylim=(0, None))
    if right.lines:
        right.legend()
    return figure


def _each_further(runs: Runs, plan: Plan, name: str) -> float:
    """Processor seconds that each further notebook adds, from the compared number of them to the largest."""
    few, many = plan.compared, plan.sizes[-1]
    more = runs.of(name, many).processor_seconds - runs.of(name, few).processor_seconds
    return more / (many - few) if many > few else nan
