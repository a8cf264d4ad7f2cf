"""What a process has imported before lessons are forked from it: their libraries, and what each loads at first use."""

import contextlib
import os
from pathlib import Path

# Imports only: a forked child must find each of these as a fresh process would after its own ``import``. So
# ``matplotlib.pyplot`` stays out: while being imported it looks for the running IPython.
PRELOAD = (
    "numpy",
    "torch",
    "matplotlib.animation",
    "matplotlib.backends.backend_agg",
    "matplotlib.figure",
    "matplotlib.style",
    *(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    f"{__name__}:make_one_optimizer",
    f"{__name__}:draw_one_figure",
)


def make_one_optimizer() -> None:
    """Make an optimizer: the first of a process imports torch._dynamo, which costs more than a lesson does."""
    import torch

    folder = "TORCHINDUCTOR_CACHE_DIR"
    chosen = folder in os.environ
    torch.optim.SGD([torch.zeros(1)])
    if not chosen and folder in os.environ:
        # Made for what torch may compile one day; who compiles makes it again.
        with contextlib.suppress(OSError):  # there is something in it
            Path(os.environ[folder]).rmdir()


def draw_one_figure() -> None:
    """Draw a figure: the first of a process builds the grammar of formulas and looks up the fonts."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    figure.subplots().set(title="words", xlabel="$x^2$", yscale="log")
    figure.canvas.draw()
