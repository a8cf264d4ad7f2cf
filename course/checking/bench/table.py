"""The figures of the runs as sentences, as a table in Markdown and as a picture."""

import itertools
from collections.abc import Sequence
from statistics import median

from course.checking.bench.growth import Plan, Runs
from course.checking.bench.tools import FLOOR, OURS, STOCK

NOT_MEASURED = "–"
MEGABYTE = 1e6


def seconds_of(runs: Runs, name: str, size: int) -> float | None:
    """Median seconds of a tool's runs; None without any."""
    costs = runs.costs.get((name, size))
    return median(cost.seconds for cost in costs) if costs else None


def processor_of(runs: Runs, name: str, size: int) -> float | None:
    """Median processor seconds of a tool's runs; None without any."""
    costs = runs.costs.get((name, size))
    return median(cost.processor_seconds for cost in costs) if costs else None


def number(value: float | None, digits: int = 1) -> str:
    """A figure for a table; a dash when there is none."""
    return NOT_MEASURED if value is None else f"{value:.{digits}f}"


def ratio(value: float | None, other: float | None) -> float | None:
    """How many times the other it is; None when one is not known."""
    return value / other if value is not None and other else None


def row(runs: Runs, plan: Plan, name: str) -> list[str]:
    """The cells of a tool's line."""
    size = plan.compared
    costs = runs.costs.get((name, size), [])
    seconds = seconds_of(runs, name, size)
    peaks = [cost.peak_bytes for cost in costs if cost.peak_bytes is not None]
    return [
        f"**{name}**" if name == OURS else name,
        number(seconds),
        number(ratio(seconds, seconds_of(runs, OURS, size))),
        number(ratio(seconds, seconds_of(runs, FLOOR, size))),
        number(processor_of(runs, name, size)),
        number(max(peaks) / MEGABYTE if peaks else None, 0),
        *(number(seconds_of(runs, name, each)) for each in plan.sizes if each != size),
        str(len(costs)),
    ]


def markdown(runs: Runs, plan: Plan, names: Sequence[str]) -> str:
    """The table, a line a tool."""
    others = [f"{size} notebook{'s'[: size != 1]}, s" for size in plan.sizes if size != plan.compared]
    heads = [f"{plan.compared} notebooks", "s", "÷ ours", "÷ floor", "processor s", "peak MB", *others, "runs"]
    return as_markdown([heads, *(row(runs, plan, name) for name in names)])


def as_markdown(lines: Sequence[Sequence[str]]) -> str:
    """A table: the first line is its head, the first column is words and the others are figures."""
    heads, *others = lines
    every = [heads, ["---", *["---:"] * (len(heads) - 1)], *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in every)


def each_further(runs: Runs, plan: Plan, name: str) -> float | None:
    """Processor seconds that each further notebook adds, from the compared number of them to the largest."""
    few, many = plan.compared, plan.sizes[-1]
    less, more = processor_of(runs, name, few), processor_of(runs, name, many)
    return None if few == many or less is None or more is None else (more - less) / (many - few)


def sentences(runs: Runs, plan: Plan, bytes_of_another_kernel: float | None) -> list[str]:
    """What the figures say about the goals, a sentence each; what was not measured is not said."""
    size = plan.compared
    ours, floor, stock = (seconds_of(runs, name, size) for name in (OURS, FLOOR, STOCK))
    said = []
    if ours and stock:
        said.append(f"Stock `{STOCK}` takes {stock / ours:.1f} times as long.")
    if ours and floor:
        said.append(f"The check takes {ours / floor:.1f} times as long as the floor.")
    further, own = each_further(runs, plan, OURS), each_further(runs, plan, FLOOR)
    if further is not None and own is not None:
        said.append(f"Each further notebook costs {further - own:.2f} s of processor beyond its own {own:.2f} s.")
    if bytes_of_another_kernel is not None:
        said.append(f"Each further kernel takes {bytes_of_another_kernel / MEGABYTE:.0f} MB.")
    return said


def picture(runs: Runs, plan: Plan, names: Sequence[str]):
    """A figure: on the left what each tool takes, on the right how that grows with the notebooks."""
    # matplotlib: not for those who only want the table
    from helpers.figures import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, canvas

    figure, (left, right) = canvas(10, 4.2, columns=2)
    shown = [name for name in names if seconds_of(runs, name, plan.compared) is not None][::-1]
    for place, name in enumerate(shown):
        middle = seconds_of(runs, name, plan.compared)
        every = [cost.seconds for cost in runs.costs[name, plan.compared]]
        left.barh(place, middle, color=BLUE if name == OURS else GREY, alpha=0.8)
        left.plot(every, [place] * len(every), "k.", markersize=4)
        left.annotate(f" {middle:.0f} s", (max(every), place), va="center")
    left.set_yticks(range(len(shown)), shown)
    left.set(xlabel="seconds (a dot a run)", title=f"Checking {plan.compared} notebooks")
    left.margins(x=0.18)
    others = itertools.cycle((GREY, RED, GREEN, ORANGE, PURPLE, SKY))
    for name in shown[::-1]:
        points = [(size, seconds_of(runs, name, size)) for size in plan.sizes]
        points = [(size, seconds) for size, seconds in points if seconds is not None]
        if len(points) == len(plan.sizes):
            colour = BLUE if name == OURS else next(others)
            right.plot(*zip(*points, strict=True), "o-", label=name, color=colour)
    right.set(xlabel="notebooks", ylabel="seconds", title="Growth", ylim=(0, None))
    if right.lines:
        right.legend()
    return figure
