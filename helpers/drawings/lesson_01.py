"""Drawings of lesson 01: how well a nudge measures, the graph of a loss, and the paths of one weight."""

import numpy as np

from helpers.figures import BLUE, GREEN, GREY, RED, Drawing, canvas, powers_of_ten, signed
from helpers.graph import Node, draw_graph, nodes_of
from helpers.language import say

# Where each line of the nudge's figure is named: precision -> places in data units, of one side and of both sides.
NAMED_AT = {"float32": ((5e-6, 3e-2), (1.4e-5, 1e-7)), "float64": ((2e-8, 8e-7), (1e-9, 1e-12))}


def error_against_nudge() -> Drawing:
    """Relative error of the slope of w³ at 2 against the nudge: two formulas, two precisions, on log axes."""
    figure, axes = canvas(height=4.4)
    for precision, colour, marker in ((np.float32, RED, "."), (np.float64, BLUE, "none")):
        h = np.logspace(-15, -0.5, 59).astype(precision)
        w = precision(2)
        forward = (_cube(w + h) - _cube(w)) / h
        central = (_cube(w + h) - _cube(w - h)) / (2 * h)
        name = precision.__name__
        named = say("{precision},\none side", precision=name), say("{precision},\nboth sides", precision=name)
        for slope, line, place, words in zip((forward, central), ("--", "-"), NAMED_AT[name], named, strict=True):
            slope = slope.astype(float)
            # An exact hit has no place on a log axis; it is drawn at the precision's own size.
            error = np.maximum(np.abs(slope - 12) / (np.abs(slope) + 12), np.finfo(precision).eps / 24)
            axes.loglog(h, error, color=colour, linestyle=line, linewidth=1.5, marker=marker)
            axes.text(*place, words, color=colour, fontsize=9)
    axes.set(
        xlabel=say("nudge h"),
        ylabel=say("relative error of the slope"),
        title=say("Too large a nudge bends, too small a nudge drowns"),
    )
    axes.minorticks_off()
    powers_of_ten(axes.xaxis, axes.yaxis)
    return Drawing(
        figure,
        say(
            "Relative error of the slope of w³ at 2 against the nudge: in float64 a nudge to both sides is best near "
            "h = 1e-5, with an error below 1e-10; in float32 near h = 6e-3; below h = 5e-8 float32 measures nothing, "
            "an error of 1."
        ),
    )


def _cube(w):
    # A product rounds the same way everywhere; a power is left to each machine's library.
    return w * w * w


def weight_against_step(rates: list[float], steps: int) -> Drawing:
    """The weight after each step on the loss (w − 2)², one line a learning rate, from w = 1.

    Args:
        rates: five learning rates.
        steps: how many steps to draw.
    """
    figure, axes = canvas(height=4.2)
    for rate, colour, marker in zip(rates, (BLUE, GREEN, "black", GREY, RED), "osD^v", strict=True):
        weights = 2 - (1 - 2 * rate) ** np.arange(steps + 1)
        axes.plot(weights, color=colour, marker=marker, markersize=5, linewidth=1.5)
        axes.text(steps + 0.12, weights[-1], f"lr {rate:.1f}", color=colour, va="center")
    axes.plot([0, steps], [2, 2], color=GREY, linewidth=1, linestyle=":")
    axes.set(xlabel=say("step"), ylabel=say("weight w"))
    axes.set_title(say("Below 1.0 the distance to 2 shrinks, above it grows"))
    axes.set(xlim=(-0.2, steps + 0.8), ylim=(-0.4, 4.9))
    return Drawing(
        figure,
        say(
            "The weight against the step for five learning rates: 0.5 arrives at 2 in one step, 0.9 swings around 2 "
            "less each time, 1.0 swings between 1 and 3 for ever, and 1.1 swings wider each time."
        ),
    )


def chain_graph() -> Drawing:
    """The graph of L = (w·x − y)² at x = 4, w = 3, y = 7, with what each nudge measured and each gradient."""
    figure = draw_graph(
        [
            Node("x", 4, 30),
            Node("w", 3, 40),
            Node("ŷ", 12, 10, formula="w·x", inputs={"x": "3", "w": "4"}),
            Node("y", 7, -10),
            Node("e", 5, 10, formula="ŷ − y", inputs={"ŷ": "1", "y": "−1"}),
            Node("L", 25, 1, formula="e²", inputs={"e": "10"}),
        ]
    )
    return Drawing(
        figure,
        say(
            "Computation graph of the loss: going back from L, the gradient 1 is multiplied by 10, by 1 and by 4 on "
            "its way to w, where it arrives as 40."
        ),
    )


def two_paths_graph() -> Drawing:
    """The graph of L = (w·x + w² − y)² at x = 4, w = 3, y = 8: two arrows leave the weight."""
    figure = draw_graph(
        [
            Node("x", 4, 78),
            Node("w", 3, 260),
            Node("u", 12, 26, formula="w·x", inputs={"x": "w = 3", "w": "x = 4"}),
            Node("v", 9, 26, formula="w²", inputs={"w": "2w = 6"}),
            Node("s", 21, 26, formula="u + v", inputs={"u": "1", "v": "1"}),
            Node("y", 8, -26),
            Node("e", 13, 26, formula="s − y", inputs={"s": "1", "y": "−1"}),
            Node("L", 169, 1, formula="e²", inputs={"e": "2e = 26"}),
        ]
    )
    return Drawing(
        figure,
        say(
            "Computation graph with two arrows out of w: 26 · 4 = 104 comes back on one, 26 · 6 = 156 on the other, "
            "and w holds their sum, 260."
        ),
    )


def own_graph(end, **names) -> Drawing:
    """The graph of numbers that a machine made, each with `data`, `grad` and `parents`.

    Args:
        end: where the walk back began.
        names: name -> number.

    Raises:
        ValueError: a number of the graph lacks `data`, `grad` or `parents`.
    """
    nodes = nodes_of(end, names)
    came_back = ", ".join(f"{node.name} {signed(node.gradient)}" for node in nodes)
    claim = say(
        "The graph that the machine built: the last value is {value}, and walking back from it left the gradients "
        "{gradients}.",
        value=signed(end.data),
        gradients=came_back,
    )
    return Drawing(draw_graph(nodes), claim)
