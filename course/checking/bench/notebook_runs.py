"""Which tool checks how many notebooks how often, and the runs themselves, one tool after the other in turn."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.checking.bench.measuring import Costs, in_turn, measure
from course.checking.bench.tools import FLOOR, OURS, STOCK, Tool

LEADING = (OURS, FLOOR, STOCK)  # what the goals compare


@dataclass(frozen=True)
class Plan:
    """How often each tool runs.

    Attributes:
        sizes: numbers of notebooks, rising; the tools are compared at the second-last.
        runs: of every leading tool at every size but the largest; there it runs once.
        full: the other tools as often, instead of once at every size but the largest.
    """

    sizes: Sequence[int] = (1, 14, 56)
    runs: int = 5
    full: bool = False

    @property
    def compared(self) -> int:
        """The number of notebooks at which the tools are compared: the second-largest, or the only one."""
        return self.sizes[-2:][0]

    def runs_of(self, name: str, size: int) -> int:
        """How often the tool of this name checks this many notebooks."""
        growth = size > self.compared  # there only to see how the figures grow
        if name in LEADING or self.full:
            return 1 if growth else self.runs
        return 0 if growth else 1

    def rounds(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """(tool, number of notebooks) in the order of the runs: each tool once before any tool again."""
        order = []
        for size in self.sizes:
            order += in_turn({(name, size): self.runs_of(name, size) for name in names})
        return order


@dataclass
class Runs:
    """What was measured.

    Attributes:
        costs: by tool and number of notebooks, in the order of the runs; memory is known of the first.
        failed: by tool, why it is left out.
    """

    costs: dict[tuple[str, int], Costs] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, size: int) -> Costs:
        """The costs of a tool for a number of notebooks; empty where it never ran."""
        return self.costs.get((name, size), Costs())


def sizes_from(option: str, text: str) -> list[int]:
    """Rising numbers.

    Raises:
        CourseError: the option's text says something else.
    """
    words = text.split(",")
    if not all(word.strip().isdecimal() and int(word) for word in words):
        raise CourseError(f"{option}: found {text!r}, expected numbers such as 1,14,56")
    return sorted({int(word) for word in words})


def copies(notebooks: Sequence[Path], size: int, folder: Path) -> list[Path]:
    """Paths of ``size`` notebooks in the folder: copies of these, from the first again when they run out."""
    folder.mkdir()
    made = []
    for number in range(size):
        source = notebooks[number % len(notebooks)]
        # solutions/ and notebooks/ have files of the same name.
        made.append(folder / f"{number:03}_{source.parent.name}_{source.name}")
        shutil.copyfile(source, made[-1])
    return made


def run(
    tools: Sequence[Tool], plan: Plan, notebooks: Sequence[Path], folder: Path, tell: Callable[[str], None]
) -> Runs:
    """The costs of all runs.

    Args:
        notebooks: what is copied and checked.
        folder: an empty one, for the copies and what the tools write.
        tell: is told before each run which it is.
    """
    found = Runs()
    paths = {size: copies(notebooks, size, folder / str(size)) for size in plan.sizes}
    by_name = {tool.name: tool for tool in tools}
    rounds = plan.rounds(list(by_name))
    for number, (name, size) in enumerate(rounds, start=1):
        tell(f"{number} of {len(rounds)}: {name}, {size} notebook{'s'[: size != 1]}")
        if name in found.failed:
            continue
        tool, costs = by_name[name], found.of(name, size)
        try:
            cost = measure(
                tool.commands(paths[size], folder),
                at_once=tool.at_once,
                variables=tool.variables,
                statuses=tool.statuses,
                memory=not costs,
            )
        except CourseError as error:
            found.failed[name] = str(error)
        else:
            found.costs[name, size] = Costs([*costs, cost])
    return found
