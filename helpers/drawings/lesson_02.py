"""Drawings of lesson 02: four samples' votes, the descent they cause, and how large a step may be."""
# long because: one drawing after another; each stands alone.

import numpy as np

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, Drawing, canvas, powers_of_ten, signed
from helpers.language import say

GOAL, BEND, FIRST_LOSS = 2.0, 15.0, 30.0  # on the four points the loss is 7.5 (w − 2)², and descents begin at w = 0


def _loss(w):
    return BEND / 2 * (w - GOAL) ** 2


def votes(slopes: np.ndarray) -> Drawing:
    """One bar a sample: its slope, with the mean and the sum of the slopes as lines.

    Args:
        slopes: (samples,) loss per unit of weight, for x = 1, 2, 3, ...
    """
    figure, axes = canvas(height=3.9)
    inputs = np.arange(1, len(slopes) + 1)
    axes.bar(inputs, slopes, width=0.55, color=BLUE)
    for x, slope in zip(inputs, slopes, strict=True):
        axes.text(x, slope - 2, signed(slope), color=BLUE, ha="center", va="top")
    mean, total = slopes.mean(), slopes.sum()
    for height, colour, words in (
        (mean, GREEN, say("mean {value}", value=signed(mean))),
        (total, RED, say("sum {value}", value=signed(total))),
    ):
        axes.axhline(height, color=colour, linestyle="--")
        axes.text(4.45, height + 2, words, color=colour, ha="left", va="bottom")
    axes.set(
        xlabel=say("input x of the sample"),
        ylabel=say("slope (loss per unit of weight)"),
        title=say("The weight follows the mean vote, not the sum"),
        xticks=inputs,
        xlim=(0.5, 5.3),
        ylim=(-135, 8),
    )
    return Drawing(
        figure,
        say(
            "The slopes of the four samples at w = 0 are −4, −16, −36 and −64: "
            "their mean, the upper line, is −30, the slope of the loss, and their sum, the lower line, is −120."
        ),
    )


def compromise(X: np.ndarray, Y: np.ndarray) -> Drawing:
    """Each sample's squared error against the weight, their mean, and where each of these curves is lowest.

    Args:
        X, Y: (samples,) the last sample is the one that was moved off the line.
    """
    figure, axes = canvas(7.2, 4.0)
    weights = np.linspace(0.4, 2.8, 121)
    for place, (x, y) in enumerate(zip(X, Y, strict=True), start=1):
        moved = place == len(X)
        axes.plot(weights, (weights * x - y) ** 2, color=ORANGE if moved else GREY, linewidth=1.2, linestyle="--")
        label = say("x = {x}, the moved one", x=f"{x:g}") if moved else f"x = {x:g}"
        at = 2.8 if not moved else 2.34
        axes.text(at + 0.03, min((at * x - y) ** 2, 13.6), label, color="#9A6700" if moved else GREY, va="center")
        axes.plot([y / x], [0], "s" if moved else "v", color=ORANGE if moved else GREY, clip_on=False)
    mean = ((weights[:, None] * X - Y) ** 2).mean(axis=1)
    best = (X * Y).sum() / (X**2).sum()
    least = ((best * X - Y) ** 2).mean()
    axes.plot(weights, mean, color=BLUE, linewidth=2.4)
    axes.plot([best], [least], "o", color=BLUE)
    axes.text(2.83, mean[-1], say("their mean"), color=BLUE, va="center")
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    arrow = {"arrowstyle": "->", "color": BLUE}
    words = say("least at {w}: {value}", w=f"{best:g}", value=f"{least:.4g}")
    axes.annotate(words, (best, least), (1.3, 5.4), color=BLUE, bbox=behind, arrowprops=arrow)
    axes.set(
        xlabel=say("weight w"),
        ylabel=say("squared error"),
        title=say("Where samples disagree, the mean has its minimum between theirs"),
        xlim=(0.4, 3.25),
        ylim=(0, 14),
    )
    return Drawing(
        figure,
        say(
            "Three samples are content at w = 2 and the moved one at w = 1.25; the mean of the four squared errors is "
            "least at 1.6, where it is 1.05 and not 0."
        ),
    )


def table_pairs(weights: tuple[float, ...]) -> Drawing:
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
    axes.text(0.2, 26.5, say("measured here"), color=BLUE)
    printed = say("printed as w = {w}", w=f"{after[0]:.1f}")
    axes.text(1.26, _loss(0.0), printed, color=RED, va="center")
    axes.text(before[1] - 0.04, _loss(before[1]) - 1, f"{_loss(before[1]):.1f}", color=BLUE, ha="right", va="top")
    axes.set(
        xlabel=say("weight w"),
        ylabel=say("loss (mean squared error)"),
        title=say("Each printed row holds two moments"),
        ylim=(-2, 34),
    )
    return Drawing(
        figure,
        say(
            "The loss 30 was measured at w = 0, on the curve, and is printed beside w = 1.2, "
            "far above the curve, where the loss is 4.8."
        ),
    )


def loss_on_log(losses: list[float]) -> Drawing:
    """The loss against the step on a logarithmic axis, with the level 1e-6.

    Args:
        losses: before each step.
    """
    figure, axes = canvas()
    axes.semilogy(losses, color=BLUE, marker="o", markersize=3, linewidth=1)
    axes.axhline(1e-6, color=GREY, linestyle=":")
    axes.text(0, 1.5e-6, say("one millionth"), color=GREY, va="bottom")
    axes.text(22, 0.2, say("times 0.7225 at every step"), color=BLUE)
    axes.minorticks_off()
    powers_of_ten(axes.yaxis)
    axes.set(xlabel=say("step"), ylabel=say("loss (log scale)"), title=say("A constant factor is a straight line"))
    return Drawing(
        figure, say("On a log axis the loss is a straight line: times 0.7225 a step, below 1e-6 at step 53.")
    )


def parabolas(learning_rates: tuple[float, ...], steps: int) -> Drawing:
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
        title = say("{rate}: factor {factor}", rate=f"{rate:.4g}", factor=signed(round(factor, 3)))
        axes.set(xlabel=say("weight w"), title=title, xlim=(-2.2, 6.2), ylim=(-5, 135))
    axes_row[0].set_ylabel(say("loss"))
    title = say("Each learning rate multiplies the distance to 2 by its factor")
    figure.suptitle(title, x=0.01, ha="left", fontsize=12)
    return Drawing(
        figure,
        say(
            "Paths on the loss for five learning rates: 0.01 slides down with factor 0.85, 1/15 arrives in one step, "
            "0.12 jumps from side to side and down with factor −0.8, 2/15 jumps between 0 and 4 at loss 30, "
            "0.14 jumps from side to side and up with factor −1.1."
        ),
    )


def loss_against_rate(steps: tuple[int, ...]) -> Drawing:
    """The loss after so many steps against the learning rate, one curve a number of steps, on a log axis.

    Args:
        steps: numbers of steps, rising.
    """
    figure, axes = canvas(7.2, 4.4)
    close = np.logspace(-8, -3.2, 13)  # without points close to 1/15 the fall to zero there would end too early
    chosen = np.sort([*np.linspace(0, 0.155, 125), *(1 / BEND - close), *(1 / BEND + close)])
    factor = 1 - BEND * chosen
    for count, style in zip(steps, ("-", "--", "-.", ":"), strict=True):
        curve = FIRST_LOSS * factor ** (2 * count)
        axes.semilogy(chosen, curve, color=BLUE, linestyle=style, linewidth=1.6)
        label = say("1 step") if count == 1 else say("{count} steps", count=count)
        lower = 3 if count == 1 else 1  # or it would touch the next label
        axes.text(chosen[-1] + 0.001, curve[-1] / lower, label, color=BLUE, va="center", fontsize=10)
    for rate, colour, words in (
        (1 / BEND, GREEN, say("1/15: one step\narrives")),
        (2 / BEND, RED, say("2/15: no curve\ngains or loses")),
    ):
        axes.axvline(rate, color=colour, linestyle="--", linewidth=1)
        axes.text(rate - 0.0015, 3e6, words, color=colour, ha="right")
    axes.plot([2 / BEND], [FIRST_LOSS], "o", color=RED)
    axes.set(
        xlabel=say("learning rate"),
        ylabel=say("loss after the steps (log scale)"),
        title=say("All curves cross at 2/15, at the loss they began with"),
        xlim=(0, 0.17),
        ylim=(1e-9, 1e10),
    )
    axes.minorticks_off()
    powers_of_ten(axes.yaxis)
    return Drawing(
        figure,
        say(
            "The loss after 1, 3, 10 and 30 steps against the learning rate: "
            "all four curves cross at 2/15 = 0.1333, at the loss 30 they began with; "
            "more steps help below it and harm above it."
        ),
    )
