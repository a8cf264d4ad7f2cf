"""Drawings of lesson 02: four samples' votes, the descent they cause, and how large a step may be."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, RED, canvas

GOAL, BEND, FIRST_LOSS = 2.0, 15.0, 30.0  # on the four points the loss is 7.5 (w − 2)², and descents begin at w = 0


def _loss(w):
    return BEND / 2 * (w - GOAL) ** 2


def votes(slopes: np.ndarray) -> Figure:
    """One bar a sample: its slope, with the mean and the sum of the slopes as lines.

    Args:
        slopes: (samples,) loss per unit of weight, for x = 1, 2, 3, ...
    """
    figure, axes = canvas(height=3.9)
    inputs = np.arange(1, len(slopes) + 1)
    axes.bar(inputs, slopes, width=0.55, color=BLUE)
    for x, slope in zip(inputs, slopes, strict=True):
        axes.text(x, slope - 2, _signed(slope), color=BLUE, ha="center", va="top")
    for height, colour, name in ((slopes.mean(), GREEN, "mean"), (slopes.sum(), RED, "sum")):
        axes.axhline(height, color=colour, linestyle="--")
        axes.text(4.45, height + 2, f"{name} {_signed(height)}", color=colour, ha="left", va="bottom")
    axes.set(
        xlabel="input x of the sample",
        ylabel="slope (loss per unit of weight)",
        title="The loss follows the mean vote, not the sum",
        xticks=inputs,
        xlim=(0.5, 5.3),
        ylim=(-135, 8),
    )
    return figure


def _signed(number):
    return f"{number:g}".replace("-", "−")


def table_pairs(weights: tuple[float, ...]) -> Figure:
    """The loss curve; a dot where each loss was measured, a cross where the table's row puts it.

    Args:
        weights: the weight at the start and after each step.
    """
    figure, axes = canvas(height=3.9)
    curve = np.linspace(-0.15, 2.2, 95)
    axes.plot(curve, _loss(curve), color=GREY)
    before, after = np.array(weights[:-1]), np.array(weights[1:])
    for here, there in zip(before, after, strict=True):
        arrow = {"arrowstyle": "->", "color": RED, "shrinkA": 4, "shrinkB": 0}
        axes.annotate("", (there, _loss(here)), (here, _loss(here)), arrowprops=arrow)
    axes.plot(before, _loss(before), "o", color=BLUE)
    axes.plot(after, _loss(before), "x", color=RED, markersize=8, markeredgewidth=2)
    axes.text(0.2, 26.5, "measured here", color=BLUE)
    axes.text(1.26, _loss(0.0), f"printed as w = {after[0]:.1f}", color=RED, va="center")
    axes.text(before[1] - 0.04, _loss(before[1]) - 1, f"{_loss(before[1]):.1f}", color=BLUE, ha="right", va="top")
    axes.set(
        xlabel="weight w",
        ylabel="loss (mean squared error)",
        title="Each printed row holds two moments",
        ylim=(-2, 34),
    )
    return figure


def loss_on_log(losses: list[float]) -> Figure:
    """The loss against the step on a logarithmic axis, with the level 1e-6.

    Args:
        losses: before each step.
    """
    figure, axes = canvas()
    axes.semilogy(losses, color=BLUE, marker="o", markersize=3, linewidth=1)
    axes.axhline(1e-6, color=GREY, linestyle=":")
    axes.text(0, 1.5e-6, "one millionth", color=GREY, va="bottom")
    axes.text(22, 0.2, "times 0.7225 at every step", color=BLUE)
    axes.set(xlabel="step", ylabel="loss (log scale)", title="A constant factor is a straight line")
    return figure


def parabolas(learning_rates: tuple[float, ...], steps: int) -> Figure:
    """The path of the weight on the loss curve, one panel a learning rate, from w = 0.

    Args:
        learning_rates: one a panel.
        steps: how many steps to draw.
    """
    figure, axes_row = canvas(9.6, 3.2, columns=len(learning_rates), sharey=True)
    curve = np.linspace(-2.2, 6.2, 85)
    for axes, rate in zip(axes_row, learning_rates, strict=True):
        factor = 1 - BEND * rate
        weights = GOAL - GOAL * factor ** np.arange(steps + 1)
        colour = BLUE if abs(factor) < 1 else RED
        axes.plot(curve, _loss(curve), color=GREY, linewidth=1)
        axes.plot(weights, _loss(weights), color=colour, marker="o", markersize=4, linewidth=1)
        axes.set(xlabel="weight w", title=f"{rate:.4g}: factor {_signed(round(factor, 3))}", ylim=(-5, 135))
        axes.set_xlim(-2.2, 6.2)
    axes_row[0].set_ylabel("loss")
    figure.suptitle("Each learning rate multiplies the distance to 2 by its factor", x=0.01, ha="left", fontsize=12)
    return figure


def loss_against_rate(steps: tuple[int, ...]) -> Figure:
    """The loss after so many steps against the learning rate, one curve a number of steps, on a log axis.

    Args:
        steps: numbers of steps, rising.
    """
    figure, axes = canvas(7.2, 4.4)
    close = np.logspace(-8, -3.2, 13)  # without points close to 1/15 the fall to zero there would end too early
    chosen = np.sort([*np.linspace(0, 0.155, 125), *(1 / BEND - close), *(1 / BEND + close)])
    factor = 1 - BEND * chosen
    for count, shade in zip(steps, np.linspace(0.5, 1, len(steps)), strict=True):
        axes.semilogy(chosen, FIRST_LOSS * factor ** (2 * count), color=BLUE, alpha=shade, linewidth=1.6)
        # Each name stands to the right of its curve's rising half, where the others are higher or lower.
        height = 0.12 if count == 1 else 1e-7
        at = (1 + (height / FIRST_LOSS) ** (1 / (2 * count))) / BEND
        label = "1 step" if count == 1 else f"{count} steps"
        axes.text(at + 0.002, height, label, color=BLUE, va="center", fontsize=10)
    for rate, colour, words in (
        (1 / BEND, GREEN, "1/15: one step\narrives"),
        (2 / BEND, RED, "2/15: no curve\ngains or loses"),
    ):
        axes.axvline(rate, color=colour, linestyle="--", linewidth=1)
        axes.text(rate - 0.0015, 3e4, words, color=colour, ha="right")
    axes.plot([2 / BEND], [FIRST_LOSS], "o", color=RED)
    axes.set(
        xlabel="learning rate",
        ylabel="loss after the steps (log scale)",
        title="All curves cross at 2/15, at the loss they began with",
        xlim=(0, 0.155),
        ylim=(1e-9, 1e7),
    )
    return figure
