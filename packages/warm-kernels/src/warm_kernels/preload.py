"""What the warm process imports before it forks, and the proof that forking is still safe afterwards."""

import contextlib
import gc
import importlib
import os
import sys
from pathlib import Path

from warm_kernels.sameness import import_folders

# Imports only: a forked child must find each of these as a fresh process would after its own `import`.
# ``matplotlib.pyplot`` and all of matplotlib_inline stay out: while being imported they look for the running IPython.
KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "pdb",
    "psutil",
    "pygments.formatters.terminal256",
    "sqlite3",
    "stack_data",
    "tornado.platform.asyncio",
    "warm_kernels.become_kernel",
)
LESSON_MODULES = (
    "numpy",
    "torch",
    "matplotlib.animation",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "matplotlib.style",
    *(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
)
# Set while importing, and only then: a child gets the environment of its own request.
ENVIRONMENT_WHILE_IMPORTING = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # debugpy's warning would appear in the caller's terminal
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",  # asking the CUDA driver itself would make forking unsafe
}
FOLDERS_AT_START = import_folders(os.environ)  # the first entries of this process's sys.path
SET_BY_KERNEL_MODULES: dict[str, str] = {}  # variables, known after `preload`: every fresh kernel has them


def preload() -> None:
    """Nothing; afterwards the modules are imported, one optimizer has been made, and there is still one thread.

    Raises:
        RuntimeError: something started a thread, so that a fork could freeze.
    """
    before = dict(os.environ)
    os.environ.update(ENVIRONMENT_WHILE_IMPORTING)
    # matplotlib reads this once, when imported; in a fresh kernel ipykernel has set it by then.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    set_here = dict(os.environ)
    gc.disable()  # nothing imported is garbage: collecting while importing only costs time
    for name in KERNEL_MODULES:
        importlib.import_module(name)
    SET_BY_KERNEL_MODULES.update(set(os.environ.items()) - set(set_here.items()))
    for name in LESSON_MODULES:
        importlib.import_module(name)
    make_one_optimizer()
    draw_one_figure()
    format_one_traceback()
    os.environ.clear()
    os.environ.update(before)
    gc.enable()
    gc.freeze()  # a collection in a child would touch, and so copy, every page it shares with this process
    refuse_threads()


def refuse_threads() -> None:
    """Nothing, while this process has one thread.

    Raises:
        RuntimeError: it has more; a fork copies one of them, and waits for ever for what the others held.
    """
    others = len(list(Path("/proc/self/task").iterdir())) - 1
    if others:
        raise RuntimeError(
            f"Importing started {others} threads, expected none. Forking is not safe: leave that module out."
        )


def make_one_optimizer() -> None:
    """Nothing; the first optimizer of a process imports torch._dynamo, which costs more than a lesson does."""
    torch, folder = sys.modules["torch"], "TORCHINDUCTOR_CACHE_DIR"
    chosen = folder in os.environ
    torch.optim.SGD([torch.zeros(1)])
    if not chosen and folder in os.environ:
        # Made for what torch may compile one day; who compiles makes it again.
        with contextlib.suppress(OSError):  # there is something in it
            Path(os.environ[folder]).rmdir()


def draw_one_figure() -> None:
    """Nothing; the first figure of a process builds the grammar of formulas and looks up the fonts."""
    figure = sys.modules["matplotlib.figure"].Figure()
    sys.modules["matplotlib.backends.backend_agg"].FigureCanvasAgg(figure)
    figure.subplots().set(title="words", xlabel="$x^2$", yscale="log")
    figure.canvas.draw()


def format_one_traceback() -> None:
    """Nothing; the first traceback of a process builds the lexer that colours its lines."""
    try:
        raise ValueError
    except ValueError as error:
        sys.modules["IPython.core.ultratb"].FormattedTB(mode="Context").structured_traceback(
            ValueError, error, error.__traceback__
        )


def draw_own_randomness() -> None:
    """Nothing; in a forked child, the global generators get seeds of their own, as in a fresh process.

    Python's ``random`` does so by itself.
    """
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    torch = sys.modules.get("torch")
    # Older releases of torch start every process from this one number; newer ones from a random number.
    if torch is not None and torch.initial_seed() != 67280421310721:
        torch.default_generator.seed()
