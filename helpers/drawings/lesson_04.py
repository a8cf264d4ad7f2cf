"""Drawings of lesson 04: six orders of the calls, the ghost shape, five optimizers, the floor of mini-batches."""

import numpy as np

from helpers.figures import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, Drawing, canvas
from helpers.language import say

TARGET = 2.0  # the weight that fits the four points


def six_orders(paths: dict[str, np.ndarray], count: int) -> Drawing:
    """The weight against the round, two orders of the calls to a picture: those that learn, stand still and swing.

    Args:
        paths: six orders in these three pairs, each with the weight at the start and after each round.
        count: how many rounds to draw.
    """
    figure, all_axes = canvas(8.8, 3.4, columns=3, sharey=True)
    orders = list(paths)
    for place, axes in enumerate(all_axes):
        pair = orders[2 * place : 2 * place + 2]
        axes.axhline(TARGET, color=GREY, linewidth=1, linestyle=":")
        for order, colour, dash, marker in zip(pair, (BLUE, RED), ("-", "--"), ("o", "s"), strict=True):
            weights = paths[order][: count + 1]
            axes.plot(weights, color=colour, linestyle=dash, marker=marker, markersize=3, linewidth=1.5, label=order)
        axes.set(xlabel=say("round"), title=(say("learn"), say("stand still"), say("swing"))[place])
        axes.legend(loc="lower left", handlelength=3)
    all_axes[0].set_ylabel(say("weight w"))
    claim = say(
        "The weight over {count} rounds for six orders of the calls: ZFBS and FBSZ both reach {end}, FBZS and FSBZ "
        "stay at 0, FBS swings between {least} and {most}, and FSB swings farther each time.",
        count=count,
        end=f"{paths['ZFBS'][count]:.4g}",
        least=f"{min(paths['FBS']):.3f}",
        most=f"{max(paths['FBS']):.3f}",
    )
    return Drawing(figure, claim)


def all_pairs(differences: np.ndarray) -> Drawing:
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
    title = say("Four pairs belong together, sixteen count")
    axes.set(xlabel=say("target"), ylabel=say("prediction 2·x of the sample"), title=title)
    claim = say(
        "Difference of each prediction with each target at the right weight, w = 2: "
        "only the 4 pairs on the diagonal are 0, the other 12 are not, and the loss is 10."
    )
    return Drawing(figure, claim)


def five_optimizers(runs: dict[str, list[float]], steps: int) -> Drawing:
    """The weight against the step: SGD with three momenta on the left, Adam with two rates on the right.

    Args:
        runs: weights after each step, by "momentum 0", "momentum 0.5", "momentum 0.9", "Adam 0.01" and "Adam 0.1".
        steps: how many steps to draw.
    """
    figure, both = canvas(8.8, 4.0, columns=2, sharey=True)
    families = {
        say("SGD 0.01: a longer memory overshoots"): {
            "momentum 0": (BLUE, "-"),
            "momentum 0.5": (GREEN, "--"),
            "momentum 0.9": (RED, "-."),
        },
        say("Adam: a distance a step"): {"Adam 0.01": (ORANGE, "-"), "Adam 0.1": (PURPLE, "--")},
    }
    for axes, (title, curves) in zip(both, families.items(), strict=True):
        axes.axhline(TARGET, color=GREY, linewidth=1, linestyle=":")
        for name, (colour, dash) in curves.items():
            path = [0.0, *runs[name][:steps]]
            axes.plot(range(steps + 1), path, color=colour, linestyle=dash, linewidth=1.5, label=name)
        axes.set(xlabel=say("step"), title=title, ylim=(0, 3.6))
        axes.legend(loc="upper right", handlelength=3)
    both[0].set_ylabel(say("weight w"))
    claim = say(
        "The weight over 100 steps for five optimizers: SGD climbs to 2 and does not pass it, "
        "momentum 0.9 overshoots to 3.326, Adam with 0.1 to 2.260, "
        "and Adam with 0.01 gets no farther than 0.9016."
    )
    return Drawing(figure, claim)


def noise_floor(quick: np.ndarray, slow: np.ndarray, best: float) -> Drawing:
    """The weight against the step in mini-batches, with a large rate above and a small one below.

    Args:
        quick, slow: (steps,) weights after each step at the learning rates 0.05 and 0.01.
        best: the weight of least loss on all samples.
    """
    figure, both = canvas(7.2, 4.4, rows=2, sharex=True, sharey=True)
    spreads = [f"{np.std(weights[len(weights) // 2 :]):.4f}" for weights in (quick, slow)]
    for axes, weights, rate, colour, spread in zip(
        both, (quick, slow), (0.05, 0.01), (RED, BLUE), spreads, strict=True
    ):
        axes.plot(range(1, len(weights) + 1), weights, color=colour, linewidth=0.7)
        axes.axhline(best, color="black", linewidth=1, linestyle="--", label=say("best weight"))
        axes.axvline(len(weights) / 2, color=GREY, linewidth=1, linestyle=":", label=say("the last half begins"))
        title = say("lr {rate}: a spread of {spread} in the last half", rate=rate, spread=spread)
        axes.set(ylabel=say("weight w"), title=title, ylim=(1.2, 2.5))
    both[1].set_xlabel(say("step, each on a batch of 5"))
    both[1].legend(loc="lower right")
    claim = say(
        "In batches of 5 the weight jumps about the best weight to the end: with a learning rate of 0.05 "
        "its spread stays at {quick}, with 0.01 at {slow}.",
        quick=spreads[0],
        slow=spreads[1],
    )
    return Drawing(figure, claim)
