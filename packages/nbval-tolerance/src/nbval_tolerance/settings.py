"""What the command line and the configuration file ask for, read once when pytest starts."""

from dataclasses import dataclass

import pytest

from nbval_tolerance.tolerance import Tolerance, tolerance_from

NBVAL_TIMEOUT_SECONDS = 2000  # nbval's default: the setting counts only where the command line says nothing else


@dataclass(frozen=True)
class Settings:
    """How cells are compared that say nothing themselves, and what their messages advise.

    Attributes:
        tolerance: of cells that name none.
        unrun_fails: whether a code cell without execution count is a fault.
        accept: command that stores new outputs, with ``{path}`` and ``{stem}`` for those of the notebook.
    """

    tolerance: Tolerance
    unrun_fails: bool
    accept: str


SETTINGS = pytest.StashKey[Settings]()


def apply_settings(config: pytest.Config) -> None:
    """Keep the settings in ``config.stash[SETTINGS]``, and give nbval its time limit.

    Raises:
        pytest.UsageError: a setting that cannot be used.
    """
    unrun = config.getoption("nbval_tolerance_unrun") or config.getini("nbval_tolerance_unrun")
    if unrun not in ("fail", "allow"):
        raise pytest.UsageError(f"nbval_tolerance_unrun is {unrun!r}; expected fail or allow")
    try:
        tolerance = tolerance_from(config.getoption("nbval_tolerance") or config.getini("nbval_tolerance"))
    except ValueError as error:
        raise pytest.UsageError(f"nbval_tolerance: {error}") from None
    config.stash[SETTINGS] = Settings(tolerance, unrun == "fail", config.getini("nbval_tolerance_accept"))
    seconds = config.getini("nbval_tolerance_cell_timeout")
    if seconds and config.option.nbval_cell_timeout == NBVAL_TIMEOUT_SECONDS:
        try:
            config.option.nbval_cell_timeout = float(seconds)
        except ValueError:
            expected = "expected a number of seconds"
            raise pytest.UsageError(f"nbval_tolerance_cell_timeout is {seconds!r}; {expected}") from None
