"""Drawings of lesson 05: the valley of the loss over weight and bias, the ways through it, and its cure."""
# long because: one figure after another; each stands alone.

import numpy as np
from matplotlib.axes import Axes

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, Drawing, canvas
from helpers.language import say

INPUTS = np.array([1.0, 2.0, 3.0, 4.0])
TARGETS = 2 * INPUTS
LEVELS = 0.01 * 4.0 ** np.arange(8)  # of the loss; twice as far from the goal at each
SMALLEST_SHOWN = 1e-10  # below, rounding draws the line
STYLES = ("-", "--", "-.", ":")


def ends_of_many_starts(ends: np.ndarray) -> Drawing:
    """Histogram of f(5) at the end of many runs, one bar for each value that three decimals can show.

    Args:
        ends: (starts,), the prediction at 5 after training.
    """
    figure, axes = canvas()
    edges = np.arange(9.9345, 10.0266, 0.001)
    counts, _ = np.histogram(ends, edges)
    axes.stairs(counts, edges, fill=True, color=BLUE, alpha=0.7)
    top, arrives = counts.max(), int(counts[np.argmin(abs(edges - 9.9995))])
    axes.bar(10, arrives, width=0.001, color=RED)
    axes.text(9.999, 1.32 * top, say("{count} starts print 10.000", count=arrives), color=RED, ha="right", va="top")
    axes.plot([10, 10], [arrives, 1.3 * top], color=RED, linewidth=1, linestyle="--")
    for end, label, side in ((9.967, say("the students' 9.967"), "right"), (10.003, "10.003", "left")):
        axes.plot([end, end], [0, 1.12 * top], color="black", linewidth=1)
        axes.text(end + (0.001 if side == "left" else -0.001), 1.13 * top, label, ha=side, va="top")
    axes.set(
        xlabel=say("f(5) after 1000 steps, a bar for each value of three decimals"),
        ylabel=say("number of starts"),
        ylim=(0, 1.36 * top),
        title=say("Nearly every start misses 10"),
    )
    claim = say(
        "Histogram of f(5) after 1000 steps from {count} random starts: the ends lie between {least} and {most}, and "
        "only {arrives} of them print 10.000.",
        count=len(ends),
        least=f"{ends.min():.2f}",
        most=f"{ends.max():.2f}",
        arrives=arrives,
    )
    return Drawing(figure, claim)


def valley(path: np.ndarray) -> Drawing:
    """Contours of the loss with one path of SGD and the direction of the valley's floor.

    Args:
        path: (steps + 1, 2), w and b at the start and after each step.
    """
    figure, axes = canvas(6.4, 5.0)
    _contours(axes, INPUTS, (0.0, 3.4), (-0.8, 1.9))
    _draw_path(axes, path, BLUE)
    for step, offset in ((0, (-0.02, -0.12)), (20, (-0.04, 0.10)), (100, (-0.10, -0.08))):
        axes.plot(*path[step], color=BLUE, marker="o", markersize=5)
        axes.text(*(path[step] + offset), say("step {step}", step=step), color=BLUE, va="center", ha="right")
    axes.text(2.06, 0.1, say("goal"), va="center")
    arrow = {"arrowstyle": "->", "linewidth": 2}
    axes.annotate("", (2.23, 0.22), (1.72, 1.72), arrowprops=arrow | {"color": RED, "linestyle": "--"})
    axes.text(1.80, 1.70, say("along the floor"), color=RED, va="center")
    axes.annotate("", (1.42, 1.19), (0.42, 0.85), arrowprops=arrow | {"color": GREEN})
    axes.text(0.42, 1.12, say("across"), color=GREEN, va="center")
    axes.set(title=say("Twenty steps across the valley, 980 along its floor"))
    claim = say(
        "The loss over w and b is a long narrow valley: SGD drops to its floor within 20 steps, then creeps along it "
        "for {count} more, and is at w = {w}, b = {b} in the end.",
        count=len(path) - 21,
        w=f"{path[-1, 0]:.3f}",
        b=f"{path[-1, 1]:.3f}",
    )
    return Drawing(figure, claim)


def four_optimizers(runs: dict[str, np.ndarray]) -> Drawing:
    """Paths of four optimizers through the valley, and their losses against the step.

    Args:
        runs: by name, (steps + 1, 2): w and b; the losses of "SGD 0.01" and "Adam 0.01" cross on the right.
    """
    figure, (left, right) = canvas(9.6, 4.6, columns=2)
    inks = dict(zip(runs, zip((BLUE, GREEN, RED, ORANGE), STYLES, strict=True), strict=True))
    losses = {name: _losses(*path.T, INPUTS) for name, path in runs.items()}
    _contours(left, INPUTS, (0.2, 2.8), (-0.6, 2.0))
    for name, path in runs.items():
        _draw_path(left, path[:1001], *inks[name])
        steps = _few(np.argmax(losses[name] < SMALLEST_SHOWN) or len(path))
        right.plot(steps, losses[name][steps], color=inks[name][0], linestyle=inks[name][1], linewidth=1.5)
    _name(left, inks, {"momentum 0.9": (1.98, 1.29), "Adam 0.1": (1.62, 1.84), "Adam 0.01": (0.42, 1.4)})
    _name(left, inks, {"SGD 0.01": (0.62, 0.44)})
    _name(right, inks, {"SGD 0.01": (330, 1.2e-4), "Adam 0.01": (1180, 2e-1)})
    _name(right, inks, {"momentum 0.9": (60, 3e-11), "Adam 0.1": (430, 3e-8)})
    crossing = np.argmin(losses["Adam 0.01"] >= losses["SGD 0.01"])
    right.plot(crossing, losses["SGD 0.01"][crossing], color="black", marker="o")
    right.text(crossing, 6e-9, say("step {step}", step=crossing), ha="right")
    left.set(title=say("One start, four ways"))
    right.set(xlabel=say("step"), ylabel=say("loss"), title=say("Adam 0.01 overtakes SGD 0.01"))
    _log_up(right, range(-11, 2, 2), 30)
    claim = say(
        "Left, four paths through the valley; right, the loss against the step: momentum 0.9 and Adam 0.1 are below "
        "1e-9 long before step 1000, and Adam 0.01 overtakes SGD 0.01 at step {step}.",
        step=crossing,
    )
    return Drawing(figure, claim)


def slow_and_fast(parts: np.ndarray) -> Drawing:
    """Size of the slow and the fast part of the distance to the goal against the step, on a log axis.

    Args:
        parts: (steps + 1, 2), the slow part and the fast one.
    """
    figure, axes = canvas()
    for part, colour, style in zip(np.abs(parts).T, (RED, GREEN), STYLES, strict=False):
        steps = _few(np.argmax(part < SMALLEST_SHOWN) or len(part))
        axes.plot(steps, part[steps], color=colour, linestyle=style)
    axes.text(420, 0.9, say("slow part: 0.99701 a step"), color=RED)
    axes.text(75, 1e-5, say("fast part (dashed): 0.83299 a step"), color=GREEN)
    title = say("Two directions, two factors, two straight lines")
    axes.set(xlabel=say("step"), ylabel=say("distance to the goal"), title=title)
    _log_up(axes, range(-10, 1, 2), 10)
    slow, fast = parts[100] / parts[0]
    claim = say(
        "Slow and fast part of the distance to the goal against the step, on a log axis: two straight lines; in 100 "
        "steps the fast part falls to {fast} of itself, the slow part only to {slow}.",
        fast=f"{fast:.2g}",
        slow=f"{slow:.3f}",
    )
    return Drawing(figure, claim)


def raw_and_centred(raw: np.ndarray, centred: np.ndarray) -> Drawing:
    """The same start and the same data, with raw and with centred inputs, each at its best learning rate.

    Args:
        raw, centred: (steps + 1, 2), w and b at the start and after each step.
    """
    figure, (left, right) = canvas(9.6, 4.8, columns=2)
    _contours(left, INPUTS, (0.1, 3.1), (-1.2, 1.8))
    _contours(right, INPUTS - INPUTS.mean(), (-2.0, 6.0), (-0.5, 7.5))
    for axes, path in ((left, raw), (right, centred)):
        axes.plot(*path.T, color=BLUE, marker="o", markersize=4, linewidth=1)
        axes.annotate(say("start"), path[0], (-6, -16), textcoords="offset points", color=BLUE, ha="center")
    left.set(title=say("Raw inputs: {count} steps, not there yet", count=len(raw) - 1))
    right.set(title=say("Centred inputs: 4 steps are enough"))
    claim = say(
        "Contours of the loss with SGD at its best learning rate: on raw inputs the ratio of the curvatures is 55.8 "
        "and {count} steps zigzag, still away from the goal; on centred inputs it is 1.25 and 4 steps arrive.",
        count=len(raw) - 1,
    )
    return Drawing(figure, claim)


def _contours(axes: Axes, inputs: np.ndarray, weights: tuple[float, float], biases: tuple[float, float]) -> None:
    """Level lines of the mean squared error and a star at its minimum; a unit is as long up as across."""
    hessian = 2 * np.array([[np.mean(inputs**2), inputs.mean()], [inputs.mean(), 1]])
    turn, goal = np.linspace(0, 2 * np.pi, 121), (2, TARGETS.mean() - 2 * inputs.mean())
    ring = np.linalg.solve(np.linalg.cholesky(hessian).T, [np.cos(turn), np.sin(turn)])  # (2, points), for a loss of ½
    w, b = np.sqrt(2 * LEVELS) * ring[..., None] + np.reshape(goal, (2, 1, 1))  # (points, levels) each
    axes.plot(w, b, color=GREY, linewidth=0.7, alpha=0.7)
    axes.plot(*goal, color="black", marker="*", markersize=13, linestyle="none")
    axes.grid(visible=False)
    axes.set(xlabel=say("weight w"), ylabel=say("bias b"), xlim=weights, ylim=biases, aspect="equal")


def _losses(w, b, inputs):
    return np.mean((w[..., None] * inputs + b[..., None] - TARGETS) ** 2, axis=-1)


def _log_up(axes, powers, highest):
    """An upward axis of powers of ten, with plain labels: formulas and minor ticks take as long as the drawing."""
    axes.set_yscale("log")
    axes.set_yticks([10.0**power for power in powers], [f"{10.0**power:g}".replace("e-0", "e-") for power in powers])
    axes.minorticks_off()
    axes.set_ylim(10.0 ** powers[0], highest)


def _name(axes, inks, places):
    """The name of each path in its ink, where it has room."""
    for name, place in places.items():
        axes.text(*place, name, color=inks[name][0], va="center")


def _draw_path(axes, path, colour, style="-"):
    """A line through a long path, with fewer points where it creeps."""
    axes.plot(*path[_few(len(path))].T, color=colour, linewidth=1.5, linestyle=style)
    axes.plot(*path[-1].round(6), color=colour, marker="o", markersize=5)  # else rounding decides where 0 is


def _few(count):
    """Indices up to count: the first 60, then ever fewer; at most about 150."""
    return np.unique(np.concatenate([np.arange(min(count, 60)), np.geomspace(1, count, 90).astype(int) - 1]))
