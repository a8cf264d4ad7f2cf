"""The tools that are measured, and the command lines with which each checks the same notebooks."""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.checking.run_tests import PARALLEL

AT_ONCE = 2  # what a tool that can work in parallel is told
# Installed plugins that a tool does not use would only slow it down.
OTHERS = {
    "nbval-tolerance",
    "warm-kernels",
    "nbval",
    "nbmake",
    "xdist",
    "xdist.looponfail",
    "hypothesispytest",
    "anyio",
}
OURS, FLOOR, STOCK = "this course", "the floor", "pytest --nbval"


@dataclass(frozen=True)
class Tool:
    """One way to run notebooks again.

    Attributes:
        name: as the table shows it.
        commands: the command lines for these notebooks; they write only into the folder.
        at_once: how many of the commands run at the same time.
        needs: the packages it consists of.
        statuses: exit statuses after which every notebook has been run. 1 is pytest's for outputs that differ.
    """

    name: str
    commands: Callable[[Sequence[Path], Path], list[list[str]]]
    at_once: int = 1
    needs: Sequence[str] = ()
    statuses: Sequence[int] = (0,)
    environment: dict = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The packages it needs that are not installed."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


def python(module: str, *words: str) -> list[str]:
    """The command line of a module in this environment."""
    return [sys.executable, "-m", module, *words]


def ours(paths: Sequence[Path], folder: Path) -> list[list[str]]:
    """The check that `make test` makes of notebooks, without the other tests."""
    return [python("course", "test", "-q", *PARALLEL, *map(str, paths))]


def floor(paths: Sequence[Path], folder: Path) -> list[list[str]]:
    """Every cell in one process; nothing is compared."""
    return [python("course.checking.bench.floor", *map(str, paths))]


def pytest(keep: set[str], *words: str) -> Callable[[Sequence[Path], Path], list[list[str]]]:
    """Commands of a pytest that has only the plugins in ``keep``."""
    without = [f"-pno:{name}" for name in sorted(OTHERS - keep)]

    def commands(paths, folder):
        return [python("pytest", "-q", "-pno:cacheprovider", *without, *words, *map(str, paths))]

    return commands


def papermill(paths: Sequence[Path], folder: Path) -> list[list[str]]:
    """Papermill takes one notebook and writes one."""
    quiet = ["--no-progress-bar", "--log-level", "ERROR"]
    return [python("papermill", *quiet, str(path), str(folder / f"papermill-{path.name}")) for path in paths]


def jupyter_execute(shares: int) -> Callable[[Sequence[Path], Path], list[list[str]]]:
    """`jupyter execute` runs the notebooks it is given one after the other; ``shares`` of it share them."""
    program = str(Path(sys.executable).with_name("jupyter-execute"))

    def commands(paths, folder):
        parts = [paths[start::shares] for start in range(min(shares, len(paths)))]
        return [[program, *map(str, part)] for part in parts]

    return commands


NBVAL, NBMAKE, XDIST = {"nbval"}, {"nbmake"}, {"xdist", "xdist.looponfail"}
WORKERS = ["-n", str(AT_ONCE), "--dist", "loadfile"]
COMPARED = {"needs": ["nbval"], "statuses": (0, 1)}
# It runs on after a cell that is meant to fail, and ends with 1 because of it.
PAPERMILL = {"needs": ["papermill"], "statuses": (0, 1)}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
TOOLS = [
    Tool(OURS, ours, statuses=(0, 1)),
    Tool(FLOOR, floor, environment=ONE_THREAD),
    Tool(STOCK, pytest(NBVAL, "--nbval", "--nbval-current-env"), **COMPARED),
    Tool(f"{STOCK} -n {AT_ONCE}", pytest(NBVAL | XDIST, "--nbval", "--nbval-current-env", *WORKERS), **COMPARED),
    Tool("pytest --nbmake", pytest(NBMAKE, "--nbmake"), needs=["nbmake"]),
    Tool(f"pytest --nbmake -n {AT_ONCE}", pytest(NBMAKE | XDIST, "--nbmake", *WORKERS), needs=["nbmake", "xdist"]),
    Tool("papermill", papermill, **PAPERMILL),
    Tool(f"papermill, {AT_ONCE} at once", papermill, at_once=AT_ONCE, **PAPERMILL),
    Tool("jupyter execute", jupyter_execute(1), needs=["nbclient"]),
    Tool(f"jupyter execute, {AT_ONCE} at once", jupyter_execute(AT_ONCE), at_once=AT_ONCE, needs=["nbclient"]),
]
