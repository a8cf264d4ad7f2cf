"""Drawings of the capstone: one path for four programs, the size of a rounding, and four starts behind one table."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, canvas

POINTS_DRAWN = 150  # of a path of a thousand steps; enough for the eye, and for a small file


def four_paths(paths: dict, wrong, steps: int) -> Figure:
    """The weight against the step for each floor, one inside the other, and for one whose gradient is wrong.

    Args:
        paths: name of the floor -> (steps, 3), w, b and loss before each step.
        wrong: (steps, 3), of the floor with the summed gradient.
        steps: how many steps to draw.
    """
    figure, axes = canvas()
    widths = np.linspace(11, 1.5, len(paths))
    for (name, path), width, colour in zip(paths.items(), widths, (BLUE, ORANGE, GREEN, "black"), strict=True):
        axes.plot(path[:steps, 0], color=colour, linewidth=width, alpha=0.55 if width > 3 else 1, label=name)
    axes.plot(wrong[:steps, 0], color=RED, linestyle="--")
    axes.text(2.2, 1.8, "summed gradient", color=RED)
    axes.set(
        xlabel="step",
        ylabel="weight w",
        ylim=(0.35, 1.95),
        title="Four floors on one path, and a floor that leaves it at once",
    )
    axes.legend(loc="lower right", fontsize=9, title="wide to narrow")
    return figure


def rounding_gap(once, twice) -> Figure:
    """How far two paths are apart in w and in b, when one rounds once a step and the other twice.

    Args:
        once, twice: (steps, 3), w, b and loss before each step.
    """
    figure, axes = canvas()
    shown = np.linspace(0, len(once) - 1, POINTS_DRAWN).round().astype(int)
    for column, name, colour, place in ((1, "b", BLUE, 2.15), (0, "w", ORANGE, 0.75)):
        gap = np.abs(once[:, column] - twice[:, column]) * 1e7
        axes.plot(shown, gap[shown], color=colour, linewidth=1.3)
        axes.text(1010, place, name, color=colour, weight="bold")
    axes.axhline(10, color=GREY, linestyle=":")
    axes.text(20, 9.8, "the course's limit, 1e-6", color="#4a4a4a", va="top")
    axes.set(
        xlabel="step",
        ylabel="gap between the paths, in 1e-7",
        ylim=(-0.3, 11),
        title="A rounding a step for 1000 steps does not pile up",
    )
    return figure


def four_starts(starts, true_start, eigenvectors, prediction) -> Figure:
    """The four starts that fit two losses of a table, and the line of starts that fit its first prediction.

    Args:
        starts: (4, 2), w and b.
        true_start: (w, b) of the one on the line.
        eigenvectors: (2, 2), a direction of the valley in each column, the slow one first.
        prediction: f(5) = 5w + b before training.
    """
    figure, axes = canvas(width=6.4, height=5.2)
    for column, name, colour, reach in ((0, "slow direction", GREEN, 1.75), (1, "fast direction", ORANGE, 1.75)):
        ends = np.array([2, 0]) + np.outer([-reach, reach], eigenvectors[:, column])
        axes.plot(ends[:, 0], ends[:, 1], color=colour, linewidth=1.2)
        axes.text(*ends[1] + np.array([0.08, 0.0]), name, color=colour, va="center")
    weights = np.array([0.2, 0.95])
    axes.plot(weights, prediction - 5 * weights, color=BLUE, linestyle="--")
    axes.text(0.32, 1.8, f"5w + b = {prediction:.3f}", color=BLUE)
    for w, b in starts:
        chosen = np.hypot(w - true_start[0], b - true_start[1]) < 1e-3
        axes.plot([w], [b], "o", color=RED if chosen else GREY, markersize=10)
        name = f"({w:.3f}, {b:.3f})".replace("-", "−")
        axes.text(w + 0.1, b + (0.16 if b > -1 else -0.3), name, color=RED if chosen else "#4a4a4a", ha="left")
    axes.plot([2], [0], "k+", markersize=12)
    axes.text(1.9, -0.24, "goal", ha="right")
    axes.set(
        xlabel="weight w",
        ylabel="bias b",
        xlim=(0, 4.9),
        ylim=(-2, 2.1),
        aspect="equal",
        title="Two losses leave four starts; the first prediction picks one",
    )
    return figure
