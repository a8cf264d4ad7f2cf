"""The tools that are measured, and the command lines with which each checks the same notebooks."""

import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warm_kernels import ONE_THREAD

from course.checking.run_tests import PARALLEL

AT_ONCE = 2  # what a tool that can work in parallel is told
# Other plugins that are installed would only slow a pytest down: it has what its command line names.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
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
        variables: what its environment has besides a fresh terminal's.
    """

    name: str
    commands: Callable[[Sequence[Path], Path], list[list[str]]]
    at_once: int = 1
    needs: Sequence[str] = ()
    statuses: Sequence[int] = (0,)
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """The packages it needs that are not installed."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


def python(module: str, *words: object) -> list[str]:
    """The command line of a module in this environment."""
    return [sys.executable, "-m", module, *map(str, words)]


def pytest(*words: str) -> Callable[[Sequence[Path], Path], list[list[str]]]:
    """Commands of one pytest for all notebooks."""
    return lambda paths, folder: [python("pytest", "-q", "-pno:cacheprovider", *words, *paths)]


def papermill(paths: Sequence[Path], folder: Path) -> list[list[str]]:
    """Papermill takes one notebook and writes one."""
    quiet = ["--no-progress-bar", "--log-level", "ERROR"]
    return [python("papermill", *quiet, path, folder / f"papermill-{path.name}") for path in paths]


def jupyter_execute(shares: int) -> Callable[[Sequence[Path], Path], list[list[str]]]:
    """`jupyter execute` runs the notebooks it is given one after the other; ``shares`` of it share them."""
    program = str(Path(sys.executable).with_name("jupyter-execute"))
    return lambda paths, folder: [
        [program, *map(str, paths[start::shares])] for start in range(min(shares, len(paths)))
    ]


NBVAL, NBMAKE = ["-pnbval.plugin", "--nbval", "--nbval-current-env"], ["-pnbmake.pytest_plugin", "--nbmake"]
WORKERS = ["-pxdist.plugin", "-n", str(AT_ONCE), "--dist", "loadfile"]
COMPARED = {"needs": ["nbval"], "statuses": (0, 1), "variables": ALONE}
MADE = {"needs": ["nbmake"], "variables": ALONE}
# It runs on after a cell that is meant to fail, and ends with 1 because of it.
PAPERMILL = {"needs": ["papermill"], "statuses": (0, 1)}
TOOLS = [
    # The check that `make test` makes of notebooks, without the other tests.
    Tool(OURS, lambda paths, folder: [python("course", "test", "-q", *PARALLEL, *paths)], statuses=(0, 1)),
    # Every cell in one process; nothing is compared.
    Tool(FLOOR, lambda paths, folder: [python("course.checking.in_process", *paths)], variables=ONE_THREAD),
    Tool(STOCK, pytest(*NBVAL), **COMPARED),
    Tool(f"{STOCK} -n {AT_ONCE}", pytest(*NBVAL, *WORKERS), **COMPARED),
    Tool("pytest --nbmake", pytest(*NBMAKE), **MADE),
    Tool(f"pytest --nbmake -n {AT_ONCE}", pytest(*NBMAKE, *WORKERS), **MADE),
    Tool("papermill", papermill, **PAPERMILL),
    Tool(f"papermill, {AT_ONCE} at once", papermill, at_once=AT_ONCE, **PAPERMILL),
    Tool("jupyter execute", jupyter_execute(1), needs=["nbclient"]),
    Tool(f"jupyter execute, {AT_ONCE} at once", jupyter_execute(AT_ONCE), at_once=AT_ONCE, needs=["nbclient"]),
]
