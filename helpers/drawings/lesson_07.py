"""Drawings of the capstone: one path for four programs, the size of a rounding, and four starts behind one table."""

import numpy as np

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, Drawing, canvas
from helpers.language import say


def four_paths(paths: dict, wrong, steps: int) -> Drawing:
    """The weight against the step for each floor, one inside the other, and for one whose gradient is wrong.

    Args:
        paths: name of the floor -> (steps, 3), w, b and loss before each step.
        wrong: (steps, 3), of the floor with the summed gradient.
        steps: how many steps to draw.
    """
    figure, axes = canvas()
    named = {"by hand": say("by hand"), "module": say("module")}
    widths = np.linspace(11, 1.5, len(paths))
    for (name, path), width, colour in zip(paths.items(), widths, (BLUE, ORANGE, GREEN, "black"), strict=True):
        alpha, label = 0.55 if width > 3 else 1, named.get(name, name)
        axes.plot(path[:steps, 0], color=colour, linewidth=width, alpha=alpha, label=label)
    axes.plot(wrong[:steps, 0], color=RED, linestyle="--")
    axes.text(2.2, 1.8, say("summed gradient"), color=RED)
    axes.set(
        xlabel=say("step"),
        ylabel=say("weight w"),
        ylim=(0.35, 1.95),
        title=say("Four floors on one path, and a floor that leaves it at once"),
    )
    axes.legend(loc="lower right", fontsize=9, title=say("wide to narrow"))
    claim = say(
        "The weight w against the step on four floors: four lines inside each other from 0.4751 on; "
        "with a summed gradient the dashed line jumps to 1.283 in one step."
    )
    return Drawing(figure, claim)


def rounding_gap(once, twice, differing) -> Drawing:
    """How far two paths are apart in w and in b, when one rounds once a step and the other twice.

    Args:
        once, twice: (steps, 3), w, b and loss before each step.
        differing: steps of the updates that come out different from the same weights.
    """
    figure, axes = canvas()
    for column, name, colour, place in ((1, "b", BLUE, 2.15), (0, "w", ORANGE, 0.75)):
        gap = np.abs(once[:, column] - twice[:, column]) * 1e7
        axes.plot(gap, color=colour, linewidth=1.1)
        axes.text(1010, place, name, color=colour, weight="bold")
    for step in differing:
        axes.axvline(step, color=GREY, linewidth=1)
    axes.text(max(differing) + 12, 6, say("the updates that\nround differently"), color="#4a4a4a", va="center")
    axes.axhline(10, color=GREY, linestyle=":")
    axes.text(300, 9.8, say("the course's limit, 1e-6"), color="#4a4a4a", va="top")
    axes.set(
        xlabel=say("step"),
        ylabel=say("gap between the paths, in 1e-7"),
        ylim=(-0.3, 11),
        title=say("Few updates round differently, and the gap stays small"),
    )
    claim = say(
        "The gap between a path that rounds once a step and one that rounds twice: "
        "the update at step 2 parts them for a moment, the one at step 160 for longer, and over 1000 steps the gap "
        "stays below 3e-7, under the course's limit of 1e-6."
    )
    return Drawing(figure, claim)


def four_starts(starts, true_start, eigenvectors, prediction) -> Drawing:
    """The four starts that fit two losses of a table, and the line of starts that fit its first prediction.

    Args:
        starts: (4, 2), w and b.
        true_start: (w, b) of the one on the line.
        eigenvectors: (2, 2), a direction of the valley in each column, the slow one first.
        prediction: f(5) = 5w + b before training.
    """
    figure, axes = canvas(width=6.4, height=5.2)
    _valley(axes, eigenvectors)
    _corners(axes, starts, true_start)
    weights = np.array([0.2, 0.95])
    axes.plot(weights, prediction - 5 * weights, color=BLUE, linestyle="--")
    axes.text(0.32, 1.8, f"5w + b = {prediction:.3f}", color=BLUE)
    axes.plot([2], [0], "k+", markersize=12)
    axes.text(1.94, -0.3, say("goal"), ha="right")
    axes.set(
        xlabel=say("weight w"),
        ylabel=say("bias b"),
        xlim=(0, 4.9),
        ylim=(-2, 2.1),
        aspect="equal",
        title=say("Two losses leave four starts; the first prediction picks one"),
    )
    claim = say(
        "Four starts at the corners of a rectangle around the goal (2, 0), "
        "its sides along the slow and the fast direction: "
        "only the square one, (0.475, 0.534), lies on the dashed line 5w + b = 2.910."
    )
    return Drawing(figure, claim)


def _valley(axes, eigenvectors):
    """Draw the two directions of the valley through its goal, each with its name at its end."""
    for column, name, colour in ((0, say("slow direction"), GREEN), (1, say("fast direction"), ORANGE)):
        ends = np.array([2, 0]) + np.outer([-1.75, 1.75], eigenvectors[:, column])
        axes.plot(ends[:, 0], ends[:, 1], color=colour, linewidth=1.2)
        axes.text(*ends[1] + np.array([0.08, 0.0]), name, color=colour, va="center")


def _corners(axes, starts, true_start):
    """Draw the rectangle of the starts, each corner with its numbers, and the true one as a square."""
    around = np.asarray(starts)[[0, 1, 3, 2, 0]]
    axes.plot(around[:, 0], around[:, 1], color=GREY, linewidth=1, linestyle=":")
    for w, b in starts:
        chosen = np.hypot(w - true_start[0], b - true_start[1]) < 1e-3
        axes.plot([w], [b], "s" if chosen else "o", color=RED if chosen else GREY, markersize=10)
        name = f"({w:.3f}, {b:.3f})".replace("-", "−")
        axes.text(
            w + (0.22 if chosen else 0.1),
            b + (0.16 if b > -1 and not chosen else -0.3),
            name,
            color=RED if chosen else "#4a4a4a",
            ha="left",
        )
