"""Which tool checks how many notebooks how often, and the runs themselves, one tool after the other in turn."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.checking.bench.measuring import Cost, measure
from course.checking.bench.tools import FLOOR, OURS, STOCK, Tool
from course.places import ROOT

LEADING = (OURS, FLOOR, STOCK)  # what the goals compare
UNWANTED = (
    "WARM_KERNELS",
    "JUPYTER_",
    "OMP_",
    "MKL_NUM",
    "PYTEST_",
    "PYTHON",
)  # variables of a session, not of a fresh terminal


@dataclass(frozen=True)
class Plan:
    """How often each tool runs.

    Attributes:
        sizes: numbers of notebooks, rising; the tools are compared at the second-last.
        runs: of every leading tool at every size but the largest.
        other_runs: of the other tools there.
        large_runs: of the leading tools at the largest size; of the others too when `full`.
    """

    sizes: Sequence[int] = (1, 14, 56)
    runs: int = 5
    other_runs: int = 1
    large_runs: int = 1
    full: bool = False

    @property
    def compared(self) -> int:
        """The number of notebooks at which the tools are compared."""
        return self.sizes[-2] if len(self.sizes) > 1 else self.sizes[0]

    def runs_of(self, name: str, size: int) -> int:
        """How often the tool of this name checks this many notebooks."""
        leads = name in LEADING or self.full
        if len(self.sizes) > 1 and size == self.sizes[-1]:
            return self.large_runs if leads else 0
        return self.runs if leads else self.other_runs

    def rounds(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """(tool, number of notebooks) in the order of the runs: each tool once before any tool again."""
        order = []
        for size in self.sizes:
            most = max((self.runs_of(name, size) for name in names), default=0)
            order += [(name, size) for turn in range(most) for name in names if turn < self.runs_of(name, size)]
        return order


@dataclass
class Runs:
    """What was measured.

    Attributes:
        costs: by tool and number of notebooks, in the order of the runs; memory is known of the first.
        failed: by tool, why it is left out.
    """

    costs: dict[tuple[str, int], list[Cost]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def sizes_from(option: str, text: str) -> list[int]:
    """Rising numbers.

    Raises:
        CourseError: the option's text says something else.
    """
    words = [word.strip() for word in text.split(",")]
    sizes = sorted({int(word) for word in words if word.isdecimal()})
    if not sizes or sizes[0] < 1 or not all(word.isdecimal() for word in words):
        raise CourseError(f"{option}: found {text!r}, expected numbers such as 1,14,56")
    return sizes


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
    tools: Sequence[Tool],
    plan: Plan,
    notebooks: Sequence[Path],
    folder: Path,
    tell: Callable[[str], None],
) -> Runs:
    """The costs of all runs.

    Args:
        notebooks: what is copied and checked.
        folder: an empty one, for the copies and what the tools write.
        tell: is told before each run which it is.
    """
    found = Runs()
    paths = {size: copies(notebooks, size, folder / str(size)) for size in plan.sizes}
    rounds = plan.rounds([tool.name for tool in tools])
    by_name = {tool.name: tool for tool in tools}
    for number, (name, size) in enumerate(rounds, start=1):
        tell(f"{number} of {len(rounds)}: {name}, {size} notebook{'s'[: size != 1]}")
        if name in found.failed:
            continue
        tool, before = by_name[name], found.costs.setdefault((name, size), [])
        try:
            cost = measure(
                tool.commands(paths[size], folder),
                at_once=tool.at_once,
                environment=fresh_environment() | tool.environment,
                statuses=tool.statuses,
                memory=not before,
            )
        except CourseError as error:
            found.failed[name] = str(error)
            continue
        before.append(cost)
    return found


def fresh_environment() -> dict[str, str]:
    """The variables of this process without those that a course command sets, and with this folder's helpers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}
    return kept | {"PYTHONPATH": str(ROOT)}
