"""Drawings of lesson 03: which box keeps its slope, two descents that do not differ, and one that never ends."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREY, RED, canvas
from helpers.graph import Node, draw_graph

GOAL = 2.0  # the weight with the least loss on the four points
FLOAT32_STEP = 2.0**-23  # distance between neighbouring float32 numbers from 1 to 2


def leaf_graph() -> Figure:
    """The graph of L = (w·x − y)² at x = 4, w = 3, y = 7 after backward: only the leaf w holds its gradient."""
    figure = draw_graph(
        [
            Node("x", 4),
            Node("w", 3, 40),
            Node("ŷ", 12, formula="w·x", inputs={"x": "w = 3", "w": "x = 4"}),
            Node("y", 7),
            Node("e", 5, formula="ŷ − y", inputs={"ŷ": "1", "y": "−1"}),
            Node("L", 25, formula="e²", inputs={"e": "2e = 10"}),
        ],
        kept=("w",),
    )
    figure.suptitle("After backward only the leaf holds a slope", x=0.01, ha="left", fontsize=12)
    return figure


def difference(by_hand: np.ndarray, by_autograd: np.ndarray) -> Figure:
    """Weight by hand minus weight by autograd, step by step, beside the least difference a float32 could show.

    Args:
        by_hand, by_autograd: (steps,) float32, the weight after each step.
    """
    figure, axes = canvas(height=3.2)
    steps = np.arange(1, len(by_hand) + 1)
    unit = 1e-7
    axes.plot(steps, (by_hand - by_autograd) / unit, color=BLUE, marker="o", markersize=3, linewidth=1)
    for sign in (-1, 1):
        axes.axhline(sign * FLOAT32_STEP / unit, color=GREY, linestyle=":", linewidth=1.5)
    axes.text(100, FLOAT32_STEP / unit + 0.1, "the next float32 number", color=GREY, ha="right", va="bottom")
    axes.text(50, 0.15, "by hand − by autograd", color=BLUE, ha="center", va="bottom")
    axes.set(
        xlabel="step",
        ylabel="difference (10⁻⁷ of weight)",
        title="The two descents differ by nothing, at any step",
        ylim=(-2.2, 2.2),
    )
    return figure


def swing(forgotten: list[float], lr: float) -> Figure:
    """The weight against the step when the gradient is never cleared, beside the descent that clears it.

    Args:
        forgotten: the weight at the start and after each step, never cleared.
        lr: learning rate of both.
    """
    figure, axes = canvas(height=3.9)
    steps = np.arange(len(forgotten))
    axes.axhline(GOAL, color=GREY, linestyle=":", linewidth=1)
    axes.plot(steps, GOAL - GOAL * (1 - 15 * lr) ** steps, color=BLUE)
    axes.plot(steps, forgotten, color=RED, marker="o", markersize=3, linewidth=1.2)
    first, second = 8, 24  # the tops of the first two swings
    axes.annotate("", (second, 4.4), (first, 4.4), arrowprops={"arrowstyle": "<->", "color": RED})
    axes.text((first + second) / 2, 4.5, "about 16 steps", color=RED, ha="center", va="bottom")
    axes.text(60.5, forgotten[-1] - 0.5, "never\ncleared", color=RED, va="top")
    axes.text(60.5, GOAL + 0.08, "cleared", color=BLUE, va="bottom")
    axes.set(
        xlabel="step",
        ylabel="weight w",
        title="Without clearing, the weight swings for ever",
        xlim=(-1, 68),
        ylim=(-0.4, 5.1),
    )
    return figure
