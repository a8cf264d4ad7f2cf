"""What the process that learners' code is forked from imports: what lessons import, and how an answer is called.

Never what is right: no module of expected values, no solution. A child could find it in its own memory.
"""

import importlib
import pkgutil
import sys

from warm_kernels.preload import make_one_optimizer, refuse_threads

from course.classroom.jail.wall.readable import readable_places

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
ASIDE: dict[str, object] = {}
FORBIDDEN = (
    "helpers.exercises.lesson",
    "helpers.checks.judging",
    "solutions",
    "course.classroom.matching",
    "course.classroom.judging",
)


def preload() -> None:
    """Nothing; afterwards a fork can run a lesson's cells at once, and nothing in memory says what is right.

    Raises:
        RuntimeError: a module with expected values was imported, or something started a thread.
    """
    import gc

    gc.disable()  # nothing imported is garbage
    for name in (*LIBRARIES, *HELPERS):
        importlib.import_module(name)
    for name in PACKAGES:
        folder = importlib.import_module(name).__path__
        for module in pkgutil.iter_modules(folder, f"{name}."):
            importlib.import_module(module.name)
    for module, names in SILENT.items():
        vars(sys.modules[module]).update(dict.fromkeys(names, say_nothing))
    make_one_optimizer()
    torch = sys.modules["torch"]
    torch.optim.SGD([torch.zeros(1)]).step()  # a first step imports too; without a gradient it starts no thread
    torch.set_num_threads(1)
    readable_places()
    # What folders hold is looked up again by a child that imports more; going through all of it costs each child 4 ms.
    # Set aside and not freed: a child that fills holes in old memory copies the page around each.
    ASIDE.update(sys.path_importer_cache)
    sys.path_importer_cache.clear()
    refuse_secrets()
    gc.enable()
    gc.freeze()  # a collection in a child would copy every page it shares with this process
    refuse_threads()


def say_nothing(*_values, **_options) -> None:
    """Nothing, whatever is asked; stands for what a lesson only shows."""


def refuse_secrets() -> None:
    """Nothing, while no module with expected values is imported.

    Raises:
        RuntimeError: one is, by its name.
    """
    held = [name for name in sys.modules if name.startswith(FORBIDDEN)]
    if held:
        raise RuntimeError(f"Found {', '.join(held)} in the warm process, expected none: it holds expected values.")
