"""What the process that learners' code is forked from is told and imports: nothing in it that a learner could use.

It imports what lessons import, and how an answer is called. Never what is right: no module of expected values, no
solution. A child could find it in its own memory.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from warm_kernels import ONE_THREAD

from course.classroom.jail.wall.landlock import readable_places
from course.lesson_libraries import make_one_optimizer
from course.places import ROOT
from helpers import language

LIBRARIES = (
    *("numpy", "torch", "matplotlib.pyplot", "matplotlib.animation", "matplotlib.figure"),
    *("IPython.display", "PIL.PngImagePlugin", "resource"),
)
HELPERS = (
    *("helpers", "helpers.data", "helpers.figures", "helpers.gradients", "helpers.graph", "helpers.sliders"),
    *("helpers.checks.calling", "course.classroom.jail.child"),
)
PACKAGES = ("helpers.checks.probes", "helpers.drawings")
# Shown to a learner, and nobody looks here; drawing a figure takes longer than an answer.
SILENT = {"helpers": ("check", "hint", "progress"), "helpers.figures": ("show",), "helpers.sliders": ("show_slider",)}
FORBIDDEN = (
    "helpers.exercises.lesson",
    "helpers.checks.judging",
    "solutions",
    "course.classroom.matching",
    "course.classroom.judging",
)
# A fork copies its table of memory pages. With pages of 2 MiB it costs 13 ms of processor time, with its end, not 22.
LARGE_PAGES = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.top_pad={64 * 2**20}",
}


def preload() -> None:
    """Import all that a fork needs to run a lesson's cells at once, and nothing that says what is right.

    Raises:
        RuntimeError: a module with expected values was imported.
    """
    for name in (*LIBRARIES, *HELPERS):
        importlib.import_module(name)
    for name in PACKAGES:
        folder = importlib.import_module(name).__path__
        for module in pkgutil.iter_modules(folder, f"{name}."):
            importlib.import_module(module.name)
    for module, names in SILENT.items():
        vars(sys.modules[module]).update(dict.fromkeys(names, say_nothing))
    for door in language.LANGUAGES.keys() - {language.ENGLISH}:
        importlib.import_module(f"helpers.{door}")  # a child cannot: its wall hides the files
    language.switch(language.ENGLISH)  # an answer's values are the same whatever its learner reads
    make_one_optimizer()
    torch = sys.modules["torch"]
    torch.optim.SGD([torch.zeros(1)]).step()  # a first step imports too; without a gradient it starts no thread
    torch.set_num_threads(1)
    readable_places()
    refuse_secrets()


def say_nothing(*_values, **_options) -> None:
    """Stand for what a lesson only shows: it does nothing, whatever it is asked."""


def refuse_secrets() -> None:
    """Refuse to go on with a module of expected values in memory.

    Raises:
        RuntimeError: one is, by its name.
    """
    held = [name for name in sys.modules if name.startswith(FORBIDDEN)]
    if held:
        raise RuntimeError(f"Found {', '.join(held)} in the warm process, expected none: it holds expected values.")


@contextmanager
def bare_environment() -> Iterator[dict[str, str]]:
    """All that the warm process is told, for the length of a ``with`` block."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL") if name in os.environ}
    course = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    with _drawing_folder() as folder:
        drawing = {"MPLBACKEND": "Agg", "MPLCONFIGDIR": str(folder)}
        yield kept | ONE_THREAD | LARGE_PAGES | drawing | course | {"HOME": "/"}


@contextmanager
def _drawing_folder() -> Iterator[Path]:
    """Where matplotlib keeps its list of fonts anyway, since finding all of them anew takes a second.

    Where that cannot be written, one of ours: matplotlib's own would stay, as the warm process ends without a farewell.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111, there may be no home
    usual = Path(os.environ.get("MPLCONFIGDIR") or Path(caches, "matplotlib"))
    if _writable(usual):
        yield usual
    else:
        with TemporaryDirectory(prefix="course-") as folder:
            yield Path(folder)


def _writable(folder: Path) -> bool:
    if not folder.is_absolute():  # the warm process works in another folder
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
