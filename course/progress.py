"""The bar that says, on standard error, how far long work has come."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def progress_bar(**options) -> Progress:
    """A bar that names the work and says how much of it is done, and how long the rest may take.

    Args:
        options: what else `rich.progress.Progress` takes, such as `transient`.
    """
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True, markup=False, highlight=False, emoji=False), **options)
