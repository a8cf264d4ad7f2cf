"""Drawings of lesson 03: which box keeps its slope, three descents side by side, and one that never ends."""

import numpy as np

from helpers.figures import BLUE, GREY, RED, Drawing, canvas
from helpers.graph import Node, draw_graph
from helpers.language import say

GOAL = 2.0  # the weight with the least loss on the four points
ROUNDING = 2e-7  # the axis is linear up to here: one float32 number and its neighbour, from 1 to 2, are 1.2e-7 apart


def leaf_graph() -> Drawing:
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
    title = say("After backward one box holds a slope: the leaf with the flag")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    return Drawing(
        figure,
        say(
            "The graph of one sample after backward: of its six boxes only w, the leaf with the flag, drawn with a "
            "heavy frame, keeps its gradient, 40."
        ),
    )


def difference(four: np.ndarray, many: np.ndarray, nudged: np.ndarray) -> Drawing:
    """Weight by hand minus weight by autograd, step by step, beside what a nudge in the place of autograd leaves.

    Args:
        four: (steps,) floats, by hand minus by autograd on the four points.
        many: (steps,) floats, the same on a hundred scattered points.
        nudged: (steps,) floats, by hand minus by a nudge to one side, on the hundred points.
    """
    figure, axes = canvas(height=3.9)
    steps = np.arange(1, len(four) + 1)
    axes.plot(steps, nudged, color=GREY, linestyle="--")
    axes.plot(steps, many, color=RED, marker=".", markersize=4, linestyle="none", zorder=3)
    axes.plot(steps, four, color=BLUE, linewidth=3.5)
    label = {"va": "center", "ha": "left"}
    axes.text(103, nudged[-1], say("a nudge"), color=GREY, **label)
    axes.text(103, 1.3e-7, say("autograd,\na hundred\npoints (dots)"), color=RED, **label)
    axes.text(103, -0.9e-7, say("autograd,\nfour points"), color=BLUE, **label)
    axes.set_yscale("symlog", linthresh=ROUNDING, linscale=1.5)
    axes.set_yticks([-1e-7, 0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3])
    axes.set_yticklabels(["−10⁻⁷", "0", "10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³"])
    axes.minorticks_off()
    axes.set(
        xlabel=say("step"),
        ylabel=say("weight by hand − weight by the other"),
        title=say("Rounding stays a last digit; a nudge is off by half of itself"),
        xlim=(-2, 132),
        ylim=(-2e-7, 2e-3),
    )
    axes.set_xticks(range(0, 101, 20))
    return Drawing(
        figure,
        say(
            "By hand minus by autograd over 100 steps: 0 at each step on four points, below 0.000001 on a hundred "
            "points; by hand minus by a nudge of 0.001: 0.0005 at the end."
        ),
    )


def swing(forgotten: list[float], lr: float) -> Drawing:
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
    axes.text((first + second) / 2, 4.5, say("about 16 steps"), color=RED, ha="center", va="bottom")
    axes.text(60.5, forgotten[-1] - 0.5, say("never\ncleared"), color=RED, va="top")
    axes.text(60.5, GOAL + 0.08, say("cleared"), color=BLUE, va="bottom")
    axes.set(
        xlabel=say("step"),
        ylabel=say("weight w"),
        title=say("Without clearing, the weight swings and does not settle"),
        xlim=(-1, 68),
        ylim=(-0.4, 5.1),
    )
    return Drawing(
        figure,
        say(
            "The weight against the step: cleared, it settles at 2; never cleared, it swings between −0.04 and 4.04 "
            "with a period of about 16 steps and does not settle in 60."
        ),
    )
