"""How a fork of the warm process becomes a kernel, and what a warm process for kernels has imported in any case."""

import importlib
import importlib.util
import itertools
import logging
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TextIO

from warm_kernels.fork_or_fresh import WarmStart, import_folders, reason_against, top_level_modules
from warm_kernels.preloading import named
from warm_kernels.warm_process import forked_request

# What a fresh kernel has imported before its first cell. ``matplotlib.pyplot`` and all of matplotlib_inline stay out:
# while being imported they look for the running IPython.
BEFORE_THE_FIRST_CELL = (
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.debugger", "IPython.core.oinspect"),
    *("IPython.core.pylabtools", "IPython.extensions.storemagic", "pdb", "psutil", "pygments.formatters.terminal256"),
    *("sqlite3", "tornado.platform.asyncio"),
)
# Set while importing, and only then.
VARIABLES_WHILE_IMPORTING = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # debugpy's warning would appear in the caller's terminal
    # matplotlib reads this once, when imported; in a fresh kernel ipykernel has set it by then.
    "MPLBACKEND": os.environ.get("MPLBACKEND", "module://matplotlib_inline.backend_inline"),
}
WARM = WarmStart(sys.executable, dict(os.environ))


def wait_to_be_forked() -> None:
    """Come back only in a child, which ``ipykernel_launcher`` can then launch as the kernel asked for."""
    own = f"{__name__}:{import_kernel_modules.__name__}"
    request = forked_request([own], lambda request: reason_against(request, WARM))
    named(request["target"])(**request["arguments"])


def import_kernel_modules() -> None:
    """Import what any kernel needs, and take down what a fresh one has then."""
    os.environ.update(VARIABLES_WHILE_IMPORTING)
    before = set(os.environ.items())
    for name in BEFORE_THE_FIRST_CELL:
        importlib.import_module(name)
    WARM.variables = dict(set(os.environ.items()) - before)
    WARM.next_thread = int(threading.Thread().name.removeprefix("Thread-"))
    WARM.before_the_first_cell = top_level_modules()
    WARM.modules = {name: sys.modules[name] for name in sys.modules if name.partition(".")[0] != "warm_kernels"}
    format_one_traceback()


def format_one_traceback() -> None:
    """Format a traceback: the first one of a process imports, and builds the lexer that colours its lines."""
    from IPython.core.ultratb import FormattedTB

    try:
        raise ValueError
    except ValueError as error:
        FormattedTB(mode="Context").structured_traceback(ValueError, error, error.__traceback__)


def become_kernel(command: list[str]) -> None:
    """Make of this child what ``ipykernel_launcher`` expects to find.

    Args:
        command: what would start a fresh kernel: ``[python, "-m", "ipykernel_launcher", "-f", file, ...]``.
    """
    from ipykernel.kernelapp import IPKernelApp

    sys.executable, sys.orig_argv = command[0], list(command)
    sys.argv = [importlib.util.find_spec(command[2]).origin, *command[3:]]
    folders = import_folders(os.environ, Path.cwd())
    sys.path[: len(import_folders(WARM.environment))] = []
    sys.path[:] = [*folders, *(entry for entry in sys.path if entry not in folders)]
    # A notebook may have its own package of this name beside it.
    for name in [name for name in sys.modules if name.partition(".")[0] == "warm_kernels"]:
        del sys.modules[name]
    os.environ.update(WARM.variables)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    # ipykernel has read that variable already, in the warm process; it ends when this parent ends.
    app = IPKernelApp.instance(parent_handle=os.getppid())
    # On this one object: a subclass with its own init_io would be another class to whoever asks for its name.
    app.init_io = partial(redirect_log, app.init_io, sys.stderr)
    app.init_kernel = partial(with_modules, app.init_kernel, WARM.modules)
    # What was preloaded may have had threads, as matplotlib has while it lists the fonts, or a pool, as torch has.
    # Leaving it at that was tried: a notebook that prints names then prints Thread-7 for Thread-6. There is no public
    # way to say where the numbers go on.
    threading._counter = itertools.count(WARM.next_thread).__next__
    ThreadPoolExecutor._counter = itertools.count().__next__


def with_modules(init_kernel: Callable[[], None], modules: dict[str, ModuleType]) -> None:
    """Let ipykernel take only these modules for its own, which its debugger does not step into.

    It lists all that are imported: in a fresh kernel these, in a fork all that was preloaded, too. To go through those
    would also copy two pages of memory for each.
    """
    import ipykernel.ipkernel

    ipykernel.ipkernel.sys = SimpleNamespace(**{**vars(sys), "modules": modules})
    try:
        init_kernel()
    finally:
        ipykernel.ipkernel.sys = sys


def redirect_log(init_io: Callable[[], None], before: TextIO) -> None:
    """Let ipykernel replace ``sys.stderr``, also for the log handlers that were made by what was preloaded."""
    init_io()
    for name in list(logging.root.manager.loggerDict):
        for handler in logging.getLogger(name).handlers:
            if getattr(handler, "stream", None) is before:
                handler.setStream(sys.stderr)
