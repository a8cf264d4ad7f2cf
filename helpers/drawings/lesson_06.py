"""Drawings of lesson 06: a score becomes a probability, samples pull at the weights, a border finds its place."""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, canvas

CLASS_COLOURS = {0: RED, 1: BLUE}  # of a label, in every picture of this lesson
SHADES = 12  # steps of probability in the map of `gate_stages`


def sigmoid_with_points(logits) -> Figure:
    """The sigmoid, and where these logits land on it.

    Args:
        logits: (samples,) scores.
    """
    figure, axes = canvas()
    scores = np.linspace(-6, 6, 121)
    axes.plot(scores, _sigmoid(scores), color=GREY)
    for score, across, up in zip(logits, (-0.3, 0.35, 0.35), (0.06, -0.06, -0.02), strict=True):
        axes.plot([score], [_sigmoid(score)], "o", color=BLUE)
        name = f"{abs(score):.1f} → {_sigmoid(score):.4f}"
        axes.text(
            score + across, _sigmoid(score) + up, name, color=BLUE, ha="right" if across < 0 else "left", va="center"
        )
    axes.set(xlabel="logit z", ylabel="probability p", title="The sigmoid turns any score into a probability")
    return figure


def loss_against_logit() -> Figure:
    """The loss of one sample with label 1 against its logit, in float32: textbook formula, clamped, stable."""
    figure, axes = canvas(height=3.9)
    z = np.arange(-120, 40, dtype=np.float32)
    with np.errstate(over="ignore", divide="ignore"):
        p = 1 / (1 + np.exp(-z))
        textbook = -np.log(p)
        broken = np.isinf(textbook) | (p == 1)  # inf on the left; on the right 0 · log 0, which is nan
    stable = np.logaddexp(np.float32(0), -z)
    axes.plot(z, stable, color=GREEN, linewidth=5, alpha=0.4)
    axes.plot(z, np.minimum(textbook, 100), color=ORANGE, linestyle="--")
    axes.plot(z, np.where(broken, np.nan, textbook), color=RED, linewidth=1.5)
    axes.text(-104, 111, "stable: −z, slope −1", color=GREEN)
    axes.text(-119, 95, "clamped:\n100, slope 0", color=ORANGE, va="top", fontsize=10)
    axes.text(-66, 72, "textbook: inf left of −88, nan right of 16", color=RED)
    axes.set(
        xlabel="logit z of a sample with label 1",
        ylabel="loss",
        ylim=(-5, 128),
        title="Only one formula survives large logits",
    )
    return figure


def pulls(points, probabilities, labels) -> Figure:
    """What each sample asks of the two weights, and the sum of the three: minus the gradient.

    Args:
        points: (samples, 2).
        probabilities, labels: (samples,).
    """
    figure, axes = canvas(width=7.0, height=4.2)
    arrows = (labels - probabilities)[:, None] * points / len(points)
    places = (-0.05, 0.3, "right"), (-0.66, -0.8, "right"), (0.57, 0.6, "left")
    for index, (arrow, (x, y, side)) in enumerate(zip(arrows, places, strict=True)):
        colour = CLASS_COLOURS[int(labels[index])]
        _arrow(axes, arrow, colour)
        name = f"sample {index + 1}: label {labels[index]:.0f}, p = {probabilities[index]:.2f}"
        axes.text(x, y, name, color=colour, ha=side)
    total = arrows.sum(axis=0)
    _arrow(axes, total, "black")
    axes.text(0.18, 0.07, f"sum = ({total[0]:.4f}, {total[1]:.4f})")
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set(
        xlim=(-2.3, 2.3),
        ylim=(-1.05, 0.95),
        xlabel="pull on w₁",
        ylabel="pull on w₂",
        title="Three strong pulls leave a weak one",
    )
    return figure


def fitted(before, after) -> Figure:
    """Three labels against the place on their line, with the probabilities of two neurons.

    Args:
        before, after: (w₁, w₂, b) of each neuron.
    """
    figure, axes = canvas()
    place = np.linspace(0, 6, 61)
    for (w1, w2, b), line, colour in ((before, "-", GREY), (after, "--", GREEN)):
        axes.plot(place, _sigmoid(w1 * place + w2 * (place + 1) + b), color=colour, linestyle=line)
    for x1, label in ((1, 1), (3, 0), (5, 1)):
        axes.plot([x1], [label], "o", color=CLASS_COLOURS[label], markersize=10)
        axes.text(x1 + 0.18, label, f"({x1}, {x1 + 1}) → {label}", color=CLASS_COLOURS[label], va="center")
    axes.text(0.05, 0.38, "at the start", color="#4a4a4a")
    axes.text(0.05, 0.72, "at the end: 2/3 everywhere", color=GREEN)
    axes.set(
        xlabel="x₁ (all three points have x₂ = x₁ + 1)",
        ylabel="probability of label 1",
        ylim=(-0.12, 1.12),
        title="No slope along the line suits 1, 0, 1",
    )
    return figure


def gate_stages(history, labels, steps) -> Figure:
    """The probability over the plane at some steps of a training, its border p = ½, and the four corners.

    Args:
        history: (steps, 4), loss, w₁, w₂ and b before each step.
        labels: (4,) of the corners (0, 0), (0, 1), (1, 0), (1, 1).
        steps: which steps to show.
    """
    figure, panels = canvas(width=9.6, height=3.1, columns=len(steps), sharey=True)
    figure.suptitle("Blue, p > ½, must reach three corners, red the fourth: done at step 39", x=0.01, ha="left")
    axis = np.linspace(-0.4, 1.4, 37)
    x1, x2 = np.meshgrid(axis, axis)
    for axes, step in zip(panels, steps, strict=True):
        loss, w1, w2, b = history[step]
        levels = np.linspace(0, 1, SHADES + 1)
        axes.contourf(x1, x2, _sigmoid(w1 * x1 + w2 * x2 + b), levels, cmap=_from_red_to_blue())
        axes.plot(axis, -(w1 * axis + b) / w2, color="black")
        for corner, label in zip(((0, 0), (0, 1), (1, 0), (1, 1)), labels, strict=True):
            axes.plot(*corner, "o", color=CLASS_COLOURS[int(label)], markeredgecolor="black", markersize=9)
        axes.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xlabel="x₁", title=f"step {step}: loss {loss:.4f}", aspect=1)
        axes.grid(visible=False)
    panels[0].set_ylabel("x₂")
    return figure


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _arrow(axes, tip, colour):
    """An arrow from the origin; the line under it is what the tests read."""
    axes.plot([0, tip[0]], [0, tip[1]], color=colour, linewidth=2)
    axes.annotate("", tip, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2})


def _from_red_to_blue():
    """Colours from label 0 through white to label 1, pale enough for the corners to stand out."""
    red, blue = (np.array([int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)]) for c in (RED, BLUE))
    share = np.linspace(-1, 1, SHADES)[:, None]
    return ListedColormap(1 - np.abs(share) * 0.7 * (1 - np.where(share < 0, red, blue)))
