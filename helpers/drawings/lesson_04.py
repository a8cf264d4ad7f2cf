"""Drawings of lesson 04: six orders of the four calls, the ghost shape, and the paths of five optimizers."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, canvas

TARGET = 2.0  # the weight that fits the four points


def six_orders(paths: dict[str, list[float]]) -> Figure:
    """The weight against the round, a small picture for each order of the calls.

    Args:
        paths: six orders, each with the weight at the start and after each round.
    """
    figure, all_axes = canvas(7.2, 4.2, rows=2, columns=3, sharex=True, sharey=True)
    for axes, (order, weights) in zip(all_axes.T.flat, paths.items(), strict=True):
        learns = abs(weights[-1] - TARGET) < TARGET / 2
        axes.axhline(TARGET, color=GREY, linewidth=1, linestyle=":")
        axes.plot(weights, color=BLUE if learns else RED, marker="o", markersize=3, linewidth=1.5)
        axes.set_title(f"{order}: {weights[-1]:.4g}")
    for axes in all_axes[-1]:
        axes.set_xlabel("round")
    for axes in all_axes[:, 0]:
        axes.set_ylabel("weight w")
    figure.suptitle("Two orders learn, two stand still, two swing past 2", fontsize=12)
    return figure


def all_pairs(differences: np.ndarray) -> Figure:
    """Heat map of every prediction's difference with every target; the pairs that belong together are framed.

    Args:
        differences: (samples, samples), prediction minus target, one row a prediction.
    """
    figure, axes = canvas(5.0, 4.2)
    count, largest = len(differences), np.abs(differences).max()
    axes.imshow(differences, cmap="RdBu_r", vmin=-1.5 * largest, vmax=1.5 * largest)
    for row in range(count):
        for column in range(count):
            shown = f"{differences[row, column]:g}".replace("-", "−")
            belongs = "bold" if row == column else "normal"
            axes.text(column, row, shown, ha="center", va="center", fontsize=13, weight=belongs)
        frame = np.array([-0.47, 0.47])
        axes.plot(row + frame[[0, 1, 1, 0, 0]], row + frame[[0, 0, 1, 1, 0]], color="black", linewidth=2)
    axes.grid(visible=False)
    axes.set_xticks(range(count), [f"y = {2 * x}" for x in range(1, count + 1)])
    axes.set_yticks(range(count), [f"x = {x}" for x in range(1, count + 1)])
    axes.set(xlabel="target", ylabel="prediction 2·x of the sample", title="Four pairs belong together, sixteen count")
    return figure


def five_optimizers(runs: dict[str, list[float]], steps: int) -> Figure:
    """The weight against the step: SGD with three momenta on the left, Adam with two rates on the right.

    Args:
        runs: weights after each step, by "momentum 0", "momentum 0.5", "momentum 0.9", "Adam 0.01" and "Adam 0.1".
        steps: how many steps to draw.
    """
    figure, both = canvas(8.4, 3.9, columns=2, sharey=True)
    families = {
        "SGD 0.01: memory overshoots": {"momentum 0": BLUE, "momentum 0.5": GREEN, "momentum 0.9": RED},
        "Adam: a distance a step": {"Adam 0.01": ORANGE, "Adam 0.1": PURPLE},
    }
    for axes, (title, colours) in zip(both, families.items(), strict=True):
        axes.axhline(TARGET, color=GREY, linewidth=1, linestyle=":")
        for name, colour in colours.items():
            axes.plot(range(steps + 1), [0.0, *runs[name][:steps]], color=colour, linewidth=1.5, label=name)
        axes.set(xlabel="step", title=title, ylim=(0, 3.5))
    both[0].set_ylabel("weight w")
    both[0].legend(loc="lower right")
    both[1].text(24, 2.4, "Adam 0.1", color=PURPLE)
    both[1].text(62, 0.42, "Adam 0.01", color=ORANGE)
    return figure


def jagged_path(weights: list[float], lr: float) -> Figure:
    """The weight against the step with one sample a step, beside the path with all four samples.

    Args:
        weights: at the start and after each step on one sample.
        lr: learning rate of both paths.
    """
    figure, axes = canvas()
    steps = np.arange(len(weights))
    axes.axhline(TARGET, color=GREY, linewidth=1, linestyle=":")
    axes.plot(steps, TARGET - TARGET * (1 - 15 * lr) ** steps, color=GREY, marker="o", markersize=3, linewidth=1.5)
    axes.plot(steps, weights, color=BLUE, marker="o", markersize=4, linewidth=1.5)
    axes.text(10.2, 1.42, "one sample a step", color=BLUE, va="center")
    axes.text(-0.6, 1.2, "all four samples", color=GREY, va="center")
    axes.set(xlabel="step", ylabel="weight w", title="One vote at a time climbs in uneven stairs")
    axes.set_xticks(range(0, len(weights), 5))
    return figure
