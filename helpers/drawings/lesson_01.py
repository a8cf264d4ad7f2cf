"""Drawings of lesson 01: the loss of one weight, its slope, and how a nudge measures it."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, RED, canvas
from helpers.graph import Node, draw_graph


def loss_with_nudge(w: float, h: float) -> Figure:
    """The loss (w − 2)² with its tangent at w and the triangle that a nudge h draws.

    Args:
        w: where the slope is taken.
        h: the nudge, in the unit of w; the triangle's base.
    """
    figure, axes = canvas()
    weights = np.linspace(-0.2, 3.2, 171)
    here, there = (w - 2) ** 2, (w + h - 2) ** 2
    axes.plot(weights, (weights - 2) ** 2, color=BLUE)
    touching = np.array([w - 0.7, w + 0.7])
    axes.plot(touching, here + 2 * (w - 2) * (touching - w), color=RED, linestyle="--")
    axes.plot([w, w + h, w + h], [here, here, there], color=GREEN)
    axes.plot([w, w + h], [here, there], color=GREY, marker="o", markersize=5, linewidth=1)
    axes.text(w + h / 2, here + 0.08, f"h = {h:g}", color=GREEN, ha="center", va="bottom")
    axes.text(w + h + 0.06, (here + there) / 2, f"{there - here:g}".replace("-", "−"), color=GREEN, va="center")
    axes.text(w - 0.42, here + 0.42, f"slope {2 * (w - 2):g}".replace("-", "−"), color=RED, ha="right", va="center")
    axes.text(2.95, 1.15, "loss", color=BLUE, ha="right")
    axes.set(xlabel="weight w", ylabel="loss (w·x − y)²", title="A nudge measures the slope, almost", ylim=(-0.3, 4.2))
    return figure


def error_against_nudge() -> Figure:
    """Relative error of the slope of w³ at 2 against the nudge: two formulas, two precisions, on log axes."""
    figure, axes = canvas(height=4.2)
    for precision, colour, name in ((np.float32, RED, "float32"), (np.float64, BLUE, "float64")):
        h = np.logspace(-15, -0.5, 59).astype(precision)
        w = precision(2)
        forward = (_cube(w + h) - _cube(w)) / h
        central = (_cube(w + h) - _cube(w - h)) / (2 * h)
        for slope, line, side in ((forward, "--", "one side"), (central, "-", "both sides")):
            slope = slope.astype(float)
            # An exact hit has no place on a log axis; it is drawn at the precision's own size.
            error = np.maximum(np.abs(slope - 12) / (np.abs(slope) + 12), np.finfo(precision).eps / 24)
            axes.loglog(h, error, color=colour, linestyle=line, linewidth=1.5, label=f"{name}, {side}")
    axes.set(
        xlabel="nudge h",
        ylabel="relative error of the slope",
        title="Too large a nudge bends, too small a nudge drowns",
    )
    axes.legend(loc="lower left", fontsize=9)
    return figure


def _cube(w):
    # A product rounds the same way everywhere; a power is left to each machine's library.
    return w * w * w


def weight_against_step(rates: tuple[float, ...], steps: int) -> Figure:
    """The weight after each step on the loss (w − 2)², one line a learning rate, from w = 1.

    Args:
        rates: learning rates.
        steps: how many steps to draw.
    """
    figure, axes = canvas(height=3.9)
    for rate, colour in zip(rates, (BLUE, GREEN, "black", GREY, RED), strict=True):
        weights = 2 - (1 - 2 * rate) ** np.arange(steps + 1)
        axes.plot(weights, color=colour, marker="o", markersize=4, linewidth=1.5, label=f"learning rate {rate:g}")
    axes.axhline(2, color=GREY, linewidth=1, linestyle=":")
    axes.set(
        xlabel="step", ylabel="weight w", title="Below 1.0 the distance to 2 shrinks, above it grows", ylim=(-1.4, 5.8)
    )
    axes.legend(loc="upper left", fontsize=9, ncols=2)
    return figure


def chain_graph() -> Figure:
    """The graph of L = (w·x − y)² at x = 4, w = 3, y = 7, with every gradient."""
    return draw_graph(
        [
            Node("x", 4, 30),
            Node("w", 3, 40),
            Node("ŷ", 12, 10, formula="w·x", inputs={"x": "w = 3", "w": "x = 4"}),
            Node("y", 7, -10),
            Node("e", 5, 10, formula="ŷ − y", inputs={"ŷ": "1", "y": "−1"}),
            Node("L", 25, 1, formula="e²", inputs={"e": "2e = 10"}),
        ]
    )


def two_paths_graph() -> Figure:
    """The graph of L = (w·x + w² − y)² at x = 4, w = 3, y = 8: two arrows leave the weight."""
    return draw_graph(
        [
            Node("x", 4, 78),
            Node("w", 3, 260),
            Node("a", 12, 26, formula="w·x", inputs={"x": "w = 3", "w": "x = 4"}),
            Node("c", 9, 26, formula="w²", inputs={"w": "2w = 6"}),
            Node("s", 21, 26, formula="a + c", inputs={"a": "1", "c": "1"}),
            Node("y", 8, -26),
            Node("e", 13, 26, formula="s − y", inputs={"s": "1", "y": "−1"}),
            Node("L", 169, 1, formula="e²", inputs={"e": "2e = 26"}),
        ]
    )
