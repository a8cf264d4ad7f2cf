"""The table about set-up: seconds from nothing to a lab that answers and to tested notebooks, in several courses."""

from collections.abc import Callable, Mapping, Sequence
from math import nan
from pathlib import Path
from statistics import median

from course import CourseError, places
from course.checking.bench.measuring import in_turn
from course.checking.bench.page_section import Section, as_markdown, measured_on, number
from course.checking.bench.setup_runs import SetUp, set_up
from course.checking.bench.setup_ways import Way, ways
from course.checking.bench.tools import OURS

MARKER = "bench-setup"
INTRODUCTION = (
    "From nothing to a server that answers, and to tested notebooks, each time in a fresh folder with an empty home "
    "and empty caches, in turn on one machine; medians, and one run of the tests. {on} What is downloaded comes from "
    "where pip looks on this machine. Packages and MB are those of the environment behind the lab. This course is "
    "cloned from its own folder. The others are a venv, pip with the requirements.txt of each, and `jupyter notebook`, "
    "without a clone of their notebooks; they give no command that tests these. ARENA has the newest pip and this "
    "course's version of PyTorch, without CUDA, and lacks jax, brax, CircuitsVis, neel-plotly and gymnasium's "
    "accept-rom-license, which could not be had or not together."
)


def arguments(parser) -> None:
    """Add what this table takes."""
    parser.add_argument("--setups", type=int, default=3, help="of each way to a lab; tests run once (3)")
    parser.add_argument("--ways", default="", metavar="WORD,...", help="only ways to set up with one of these words")


def measured(options, tell: Callable[[str], None], root: Path = places.ROOT) -> Section:
    """The section about set-up.

    Args:
        options: what `arguments` gave.
        tell: is told what runs now.
    """
    chosen = [way for way in ways(root) if any(word in way.name for word in options.ways.split(","))]
    reasons = {way.name: way.missing for way in chosen if way.missing}
    made: dict[str, list[SetUp]] = {way.name: [] for way in chosen}
    by_name = {way.name: way for way in chosen}
    order = in_turn({way.name: options.setups if way.lab else 1 for way in chosen})
    for turn, name in enumerate(order, start=1):
        tell(f"{turn} of {len(order)}: {name}")
        if name in reasons:
            continue
        try:
            made[name].append(set_up(by_name[name]))
        except CourseError as error:
            made[name], reasons[name] = [], str(error)
    left_out = [f"Left out: {name}, since {reason}." for name, reason in reasons.items()]
    text = [INTRODUCTION.format(on=measured_on()), table(chosen, made), " ".join(left_out)]
    return Section(MARKER, "\n\n".join(filter(None, text)))


def table(chosen: Sequence[Way], made: Mapping[str, Sequence[SetUp]]) -> str:
    """The table, a line a course; a dash where nothing was measured."""
    lines = [["", "to a lab, s", "to tested, s", "packages", "MB", "runs"]]
    for course in dict.fromkeys(way.course for way in chosen):
        labs, tested = [], []
        for way in chosen:
            if way.course == course:
                (labs if way.lab else tested).extend(made[way.name])
        lines.append([
            f"**{course}**" if course.startswith(OURS) else course,
            number(middle(labs, "seconds")),
            number(middle(tested, "seconds")),
            number(middle(labs, "packages"), 0),
            number(middle(labs, "megabytes"), 0),
            str(len(labs)),
        ])  # fmt: skip
    return as_markdown(lines)


def middle(runs: Sequence[SetUp], figure: str) -> float:
    """The median of a figure; not a number where nothing was measured."""
    return median(getattr(one, figure) for one in runs) if runs else nan
