"""The door for pytest: ``pytest --nbval`` compares within tolerance, ``--nbval-exact`` gives nbval as it is.

Only pytest is imported here: every pytest process of every project that has this package installed loads this module.
"""

from collections import Counter, defaultdict

import pytest

ACCEPT = 'jupyter nbconvert --to notebook --execute --inplace "{path}"'


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
    limit = "Seconds a cell may take, unless --nbval-cell-timeout is given"
    parser.addini("nbval_tolerance_cell_timeout", limit, default="")
    accept = "Command that a message names for storing new outputs; {path} and {stem} are those of the notebook"
    parser.addini("nbval_tolerance_accept", accept, default=ACCEPT)


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, only where notebooks are tested."""
    if _tests_notebooks(config):
        from nbval_tolerance.settings import apply_settings

        apply_settings(config)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Collectors of a file, nbval's replaced by one that compares within tolerance."""
    collectors = yield
    if not _tests_notebooks(parent.config) or parent.config.getoption("nbval_exact"):
        return collectors
    from nbval_tolerance.pytest_items import ComparedNotebook, IPyNbFile

    return [
        ComparedNotebook.from_parent(parent, path=file_path) if type(one) is IPyNbFile else one for one in collectors
    ]


def pytest_terminal_summary(terminalreporter) -> None:
    """Say which cells did not count, and why; and how many numbers show too few digits to be held, and where."""
    if not _tests_notebooks(terminalreporter.config):
        return
    from nbval_tolerance.failure_message import counted
    from nbval_tolerance.pytest_items import FEW_DIGITS, NOT_COUNTED

    few = defaultdict(dict)
    for report in [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]:
        if count := dict(report.user_properties).get(FEW_DIGITS):
            notebook, _, cell = report.nodeid.rpartition("::")
            few[notebook][cell.removeprefix("Cell ")] = count
    if few:
        total = counted(sum(count for cells in few.values() for count in cells.values()), "number")
        terminalreporter.section(
            f"{total} with few digits: a change of 2 % could hide; print more digits to have them held"
        )
    for notebook, cells in few.items():
        terminalreporter.write_line(f"{notebook}: {counted(sum(cells.values()), 'number')} in Cell {', '.join(cells)}")
    stopped = Counter()
    for report in [*terminalreporter.stats.get("xfailed", []), *terminalreporter.stats.get("xpassed", [])]:
        _, marked, reason = getattr(report, "wasxfail", "").partition(NOT_COUNTED)
        if marked:
            stopped[report.nodeid.rpartition("::")[0], reason] += 1
    if stopped:
        terminalreporter.section("cells that did not count")
    for (notebook, reason), count in stopped.items():
        terminalreporter.write_line(f"{notebook}: {counted(count, 'cell')} {NOT_COUNTED}{reason}")


def _tests_notebooks(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))
