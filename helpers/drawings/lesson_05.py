"""Drawings of lesson 05: the valley of the loss over weight and bias, the ways through it, and its cure."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, canvas

INPUTS = np.array([1.0, 2.0, 3.0, 4.0])
TARGETS = 2 * INPUTS
CONTOUR_COUNT = 11
SMALLEST_SHOWN = 1e-10  # below, rounding draws the line


def ends_of_many_starts(ends: np.ndarray) -> Figure:
    """Histogram of f(5) at the end of many runs, with the students' two among them.

    Args:
        ends: (starts,), the prediction at 5 after training.
    """
    figure, axes = canvas()
    axes.hist(ends, bins=np.arange(9.935, 10.0251, 0.0025), color=BLUE, alpha=0.7)
    top = axes.get_ylim()[1]
    for end, label, side in ((9.967, "9.967", "right"), (10.003, "10.003", "left")):
        axes.axvline(end, color=RED, linewidth=1.5)
        axes.text(end + (0.0008 if side == "left" else -0.0008), 1.1 * top, label, color=RED, ha=side, va="top")
    axes.axvline(10, color="black", linewidth=1.5, linestyle="--")
    axes.set(
        xlabel="f(5) after 1000 steps",
        ylabel="number of starts",
        ylim=(0, 1.12 * top),
        title="Nearly every start misses 10 (dashed); the students' two in red",
    )
    return figure


def valley(path: np.ndarray) -> Figure:
    """Contours of the loss with one path of SGD and the direction of the valley's floor.

    Args:
        path: (steps + 1, 2), w and b at the start and after each step.
    """
    figure, axes = canvas(6.4, 4.6)
    _contours(axes, INPUTS, (0.2, 2.7), (-0.8, 2.0))
    _draw_path(axes, path, BLUE)
    for step, offset in ((0, (-0.02, -0.13)), (20, (-0.12, 0.13)), (100, (-0.40, -0.04))):
        axes.plot(*path[step], color=BLUE, marker="o", markersize=5)
        axes.text(*(path[step] + offset), f"step {step}", color=BLUE, va="center")
    axes.annotate("", (1.80, 1.60), (2.31, 0.10), arrowprops={"arrowstyle": "->", "color": RED, "linewidth": 2})
    axes.text(1.38, 1.74, "along the floor: curvature 0.2994", color=RED, va="center")
    axes.annotate("", (1.45, 1.10), (0.5, 0.78), arrowprops={"arrowstyle": "->", "color": GREEN, "linewidth": 2})
    axes.text(0.42, 1.12, "across: 16.70", color=GREEN, va="center")
    axes.set(title="Twenty steps across the valley, 980 along its floor")
    return figure


def four_optimizers(runs: dict[str, np.ndarray]) -> Figure:
    """Paths of four optimizers through the valley, and their losses against the step.

    Args:
        runs: by name, (steps + 1, 3): w, b and loss; "SGD 0.01" and "Adam 0.01" meet on the right.
    """
    figure, (left, right) = canvas(9.6, 4.4, columns=2)
    colours = dict(zip(runs, (BLUE, GREEN, RED, ORANGE), strict=True))
    _contours(left, INPUTS, (0.2, 2.8), (-0.6, 2.0))
    for name, rows in runs.items():
        _draw_path(left, rows[:1001, :2], colours[name])
        kept = rows[: 1 + np.argmax(rows[:, 2] < SMALLEST_SHOWN)] if rows[:, 2].min() < SMALLEST_SHOWN else rows
        steps = _few(len(kept))
        right.semilogy(steps, kept[steps, 2], color=colours[name], linewidth=1.5)
    for name, place in {"momentum 0.9": (1.94, 1.29), "Adam 0.1": (1.82, 1.72), "Adam 0.01": (0.5, 1.4)}.items():
        left.text(*place, name, color=colours[name], va="center")
    left.text(0.6, 0.44, "SGD 0.01", color=BLUE, va="center")
    for name, place in {"SGD 0.01": (330, 1.2e-4), "Adam 0.01": (1180, 2e-1)}.items():
        right.text(*place, name, color=colours[name])
    right.text(60, 3e-11, "momentum 0.9", color=GREEN)
    right.text(430, 3e-8, "Adam 0.1", color=ORANGE)
    crossing = 1 + np.argmax(runs["Adam 0.01"][1:, 2] < runs["SGD 0.01"][1:, 2])
    right.plot(crossing, runs["SGD 0.01"][crossing, 2], color="black", marker="o")
    right.text(crossing, 6e-9, f"step {crossing + 1}", ha="right")
    left.set(title="One start, four ways")
    right.set(xlabel="step", ylabel="loss", title="Adam 0.01 overtakes SGD 0.01", ylim=(1e-11, 30))
    return figure


def slow_and_fast(parts: np.ndarray) -> Figure:
    """Size of the error's slow and fast part against the step, on a log axis.

    Args:
        parts: (steps + 1, 2), the slow part and the fast one.
    """
    figure, axes = canvas()
    for part, colour in zip(np.abs(parts).T, (RED, GREEN), strict=True):
        steps = _few(np.argmax(part < SMALLEST_SHOWN) or len(part))
        axes.semilogy(steps, part[steps], color=colour)
    axes.text(420, 0.9, "slow part: 0.99701 a step", color=RED)
    axes.text(75, 1e-5, "fast part: 0.83299 a step", color=GREEN)
    axes.set(xlabel="step", ylabel="size of the error", title="Two directions, two factors, two straight lines")
    axes.set_ylim(SMALLEST_SHOWN, 10)
    return figure


def raw_and_centred(raw: np.ndarray, centred: np.ndarray) -> Figure:
    """The same start and the same data, with raw and with centred inputs, each at its best learning rate.

    Args:
        raw, centred: (steps + 1, 2), w and b at the start and after each step.
    """
    figure, (left, right) = canvas(9.6, 4.2, columns=2)
    _contours(left, INPUTS, (0.2, 3.0), (-1.2, 1.8))
    _contours(right, INPUTS - INPUTS.mean(), (0.2, 3.8), (-0.5, 10.5))
    for axes, path in ((left, raw), (right, centred)):
        axes.plot(*path.T, color=BLUE, marker="o", markersize=4, linewidth=1)
    left.set(title=f"Raw inputs: {len(raw) - 1} steps, not there yet")
    right.set(title="Centred inputs: 4 steps are enough")
    return figure


def _contours(axes: Axes, inputs: np.ndarray, weights: tuple[float, float], biases: tuple[float, float]) -> None:
    """Level lines of the mean squared error, a constant factor apart, and a star at its minimum."""
    w, b = np.meshgrid(np.linspace(*weights, 121), np.linspace(*biases, 121))
    losses = np.mean((w[..., None] * inputs + b[..., None] - TARGETS) ** 2, axis=-1)
    axes.contour(w, b, losses, levels=np.geomspace(0.01, 60, CONTOUR_COUNT), colors=GREY, linewidths=0.7, alpha=0.7)
    axes.plot(2, TARGETS.mean() - 2 * inputs.mean(), color="black", marker="*", markersize=13, linestyle="none")
    axes.grid(visible=False)
    axes.set(xlabel="weight w", ylabel="bias b", xlim=weights, ylim=biases)


def _draw_path(axes, path, colour):
    """A line through a long path, with fewer points where it creeps."""
    axes.plot(*path[_few(len(path))].T, color=colour, linewidth=1.5)
    axes.plot(*path[-1].round(6), color=colour, marker="o", markersize=5)  # else rounding decides where 0 is


def _few(count):
    """Indices up to count: the first 60, then ever fewer; at most about 150."""
    return np.unique(np.concatenate([np.arange(min(count, 60)), np.geomspace(1, count, 90).astype(int) - 1]))
