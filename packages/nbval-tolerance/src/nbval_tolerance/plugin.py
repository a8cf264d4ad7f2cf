"""The pytest edge: ``pytest --nbval`` compares within tolerance, ``pytest --nbval --nbval-exact`` is nbval as it is.

Nothing is imported here but pytest: every pytest process of every project that has the course installed loads this.
"""

from collections import Counter
from dataclasses import dataclass

import pytest

NBVAL_TIMEOUT_SECONDS = 2000  # nbval's default: the setting counts only where the command line says nothing else
NOT_COUNTED = "did not count: "  # begins the reason of every cell after a dead kernel or a time-out


@dataclass(frozen=True)
class Settings:
    """What the command line and the configuration file ask for."""

    tolerance: object  # nbval_tolerance.tolerance.Tolerance; not imported here
    unrun_fails: bool


SETTINGS = pytest.StashKey[Settings]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and settings of the comparison."""
    group = parser.getgroup("nbval", "Jupyter Notebook validation")
    group.addoption("--nbval-exact", action="store_true", help="Compare as nbval does, character by character")
    tolerance = "Tolerance of cells that name none: default, exact, grad, tiny, train, or 'rtol=1e-4 atol=1e-6'"
    group.addoption("--nbval-tolerance", metavar="TOLERANCE", help=tolerance)
    unrun = "Whether a code cell without execution count fails (fail, the default) or is not compared (allow)"
    group.addoption("--nbval-tolerance-unrun", choices=("fail", "allow"), help=unrun)
    parser.addini("nbval_tolerance", tolerance, default="default")
    parser.addini("nbval_tolerance_unrun", unrun, default="fail")
    parser.addini(
        "nbval_tolerance_cell_timeout", "Seconds a cell may take, unless --nbval-cell-timeout is given", default=""
    )


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, only where notebooks are tested."""
    if not _is_active(config):
        return
    from nbval_tolerance.tolerance import tolerance_from

    unrun = config.getoption("nbval_tolerance_unrun") or config.getini("nbval_tolerance_unrun")
    if unrun not in ("fail", "allow"):
        raise pytest.UsageError(f"nbval_tolerance_unrun is {unrun!r}; expected fail or allow")
    try:
        tolerance = tolerance_from(config.getoption("nbval_tolerance") or config.getini("nbval_tolerance"))
    except ValueError as error:
        raise pytest.UsageError(f"nbval_tolerance: {error}") from None
    config.stash[SETTINGS] = Settings(tolerance, unrun == "fail")
    seconds = config.getini("nbval_tolerance_cell_timeout")
    if seconds and config.option.nbval_cell_timeout == NBVAL_TIMEOUT_SECONDS:
        try:
            config.option.nbval_cell_timeout = float(seconds)
        except ValueError:
            raise pytest.UsageError(
                f"nbval_tolerance_cell_timeout is {seconds!r}; expected a number of seconds"
            ) from None


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Collectors of a file, nbval's replaced by one that compares within tolerance."""
    collectors = yield
    if file_path.suffix != ".ipynb" or not _is_active(parent.config) or parent.config.getoption("nbval_exact"):
        return collectors
    from nbval.plugin import IPyNbFile

    from nbval_tolerance.pytest_items import ComparedNotebook

    return [
        ComparedNotebook.from_parent(parent, path=file_path) if type(one) is IPyNbFile else one for one in collectors
    ]


def pytest_terminal_summary(terminalreporter) -> None:
    """Say of each notebook that stopped early how many cells did not count, and why."""
    stopped = Counter()
    for report in [*terminalreporter.stats.get("xfailed", []), *terminalreporter.stats.get("xpassed", [])]:
        _, marked, reason = getattr(report, "wasxfail", "").partition(NOT_COUNTED)
        if marked:
            stopped[report.nodeid.rpartition("::")[0], reason] += 1
    if stopped:
        terminalreporter.section("cells that did not count")
    for (notebook, reason), count in stopped.items():
        terminalreporter.write_line(f"{notebook}: {count} cell{'s' if count > 1 else ''} {NOT_COUNTED}{reason}")


def _is_active(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))
