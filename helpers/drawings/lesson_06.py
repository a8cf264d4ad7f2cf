"""Drawings of lesson 06: a score becomes a probability, samples pull at the weights, a border finds its place."""
# long because: seven drawings, one function each

import numpy as np
from matplotlib.colors import ListedColormap

from helpers.figures import BLUE, GREEN, GREY, ORANGE, RED, Drawing, canvas
from helpers.language import say

CLASS_COLOURS = {0: RED, 1: BLUE}  # of a label, in every picture of this lesson
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
SHADES = 13  # steps of probability in the map of `gates`; odd, so that ½ is white


def sigmoid_with_points(logits) -> Drawing:
    """The sigmoid, and where these logits land on it.

    Args:
        logits: (3,) scores.
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
    title = say("The sigmoid turns any score into a probability")
    axes.set(xlabel=say("logit z"), ylabel=say("probability p"), title=title)
    scores, chances = (
        ", ".join(f"{value:{form}}" for value in values)
        for values, form in ((logits, ".1f"), (_sigmoid(np.array(logits)), ".4f"))
    )
    claim = say(
        "The sigmoid from logit −6 to 6: the logits {logits} become the probabilities {probabilities}.",
        logits=scores,
        probabilities=chances,
    )
    return Drawing(figure, claim)


def loss_against_logit() -> Drawing:
    """The loss of one sample with label 0 against its logit, in float32: textbook formula, clamped, stable."""
    figure, axes = canvas(height=3.9)
    z = np.linspace(-10, 120, 521, dtype=np.float32)
    with np.errstate(over="ignore", divide="ignore"):
        textbook = -np.log(1 - 1 / (1 + np.exp(-z)))
    axes.plot(z, np.logaddexp(np.float32(0), z), color=GREEN, linewidth=5, alpha=0.4)
    axes.plot(z, np.minimum(textbook, 100), color=ORANGE, linestyle="--")
    axes.plot(z, np.where(np.isinf(textbook), np.nan, textbook), color=RED, linewidth=1.5)
    last = z[np.isfinite(textbook)][-1]
    axes.plot([last], [textbook[np.isfinite(textbook)][-1]], "x", color=RED, markersize=9, markeredgewidth=2)
    axes.text(62, 52, say("stable: z, slope 1"), color="#006b4e")
    axes.text(24, 106, say("clamped: 100, slope 0"), color="#8a5f00")
    axes.text(21, 8, say("textbook: inf right of 16.6"), color=RED)
    axes.set(
        xlabel=say("logit z of a sample with label 0"),
        ylabel=say("loss"),
        ylim=(-5, 128),
        title=say("Only one formula survives large logits"),
    )
    claim = say(
        "Right of logit 16.6 the textbook loss is infinite and the clamped one 100 and flat; the stable one goes on "
        "along z to 120."
    )
    return Drawing(figure, claim)


def slopes_of_two_losses(logit) -> Drawing:
    """The slopes in the logit of two losses of a sample with label 1: cross-entropy, and the square of p − 1.

    Args:
        logit: where both slopes are marked and named.
    """
    figure, axes = canvas()
    z = np.linspace(-8, 8, 161)
    slopes = (lambda p: p - 1), (lambda p: 2 * (p - 1) * p * (1 - p))
    marked = [slope(_sigmoid(logit)) for slope in slopes]
    here, *shown = (text.replace("-", "−") for text in (f"{logit:g}", *(f"{value:.4f}" for value in marked)))
    looks = (
        (say("cross-entropy: p − 1, here {slope}", slope=shown[0]), "-", "o", BLUE, -0.08, "top"),
        (say("square: 2 (p − 1) p (1 − p), here {slope}", slope=shown[1]), "--", "s", RED, 0.06, "bottom"),
    )
    for slope, value, (text, line, marker, colour, up, side) in zip(slopes, marked, looks, strict=True):
        axes.plot(z, slope(_sigmoid(z)), line, color=colour)
        axes.plot([logit], [value], marker, color=colour, markersize=8)
        axes.text(logit, value + up, text, color=colour, ha="left", va=side)
    axes.set(
        xlabel=say("logit z of a sample with label 1"),
        ylabel=say("slope of its loss"),
        ylim=(-1.25, 0.25),
        title=say("Where the sample is most wrong, the square lets go"),
    )
    claim = say(
        "At logit {logit} of a sample with label 1 the cross-entropy's slope is {first} and the square's {second}, "
        "{times} times less.",
        logit=here,
        first=shown[0],
        second=shown[1],
        times=f"{marked[0] / marked[1]:.0f}",
    )
    return Drawing(figure, claim)


def pulls(points, probabilities, labels) -> Drawing:
    """What each sample asks of the two weights, tip to tail, and where that leads: minus the gradient.

    Args:
        points: (3, 2).
        probabilities, labels: (3,).
    """
    figure, axes = canvas(width=7.2, height=4.1)
    arrows = (labels - probabilities)[:, None] * points / len(points)
    here = np.zeros(2)
    # The second sample first: else the sum lies on the arrow of the first one.
    for index, across, up, side in ((1, 0.33, -0.07, "left"), (0, -0.05, 0.0, "right"), (2, -0.04, 0.03, "right")):
        colour = CLASS_COLOURS[int(labels[index])]
        _arrow(axes, here, here + arrows[index], colour)
        middle = here + arrows[index] / 2
        label, p = f"{labels[index]:.0f}", f"{probabilities[index]:.2f}"
        name = say("sample {number}: label {label}, p = {p}", number=index + 1, label=label, p=p)
        axes.text(middle[0] + across, middle[1] + up, name, color=colour, ha=side, va="center")
        here = here + arrows[index]
    _arrow(axes, np.zeros(2), here, "black")
    axes.text(here[0] + 0.03, here[1] - 0.03, say("all three: minus the gradient"), va="center")
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set(
        xlim=(-1.45, 1.0),
        ylim=(-0.9, 0.3),
        xlabel=say("pull on w₁"),
        ylabel=say("pull on w₂"),
        title=say("Three strong pulls leave a weak one"),
        aspect="equal",
    )
    claim = say(
        "The pulls of samples 1, 2 and 3 on the two weights have the lengths {lengths}: 1 and 3 go up and right, 2 "
        "down and left, and tip to tail they end near where they began.",
        lengths=", ".join(f"{np.hypot(*arrow):.3f}" for arrow in arrows),
    )
    return Drawing(figure, claim)


def fitted(before, after) -> Drawing:
    """Three labels against the place on their line, with the probabilities of two neurons.

    Args:
        before, after: (w₁, w₂, b) of each neuron.
    """
    figure, axes = canvas()
    place = np.linspace(0, 6, 61)
    ends = []
    for (w1, w2, b), line, colour in ((before, "-", GREY), (after, "--", GREEN)):
        p = _sigmoid(w1 * place + w2 * (place + 1) + b)
        axes.plot(place, p, color=colour, linestyle=line)
        ends.append((p[0], p[-1]))
    for x1, label in ((1, 1), (3, 0), (5, 1)):
        axes.plot([x1], [label], "o", color=CLASS_COLOURS[label], markersize=10)
        axes.text(x1 + 0.18, label, f"({x1}, {x1 + 1}) → {label}", color=CLASS_COLOURS[label], va="center")
    axes.text(0.05, 0.38, say("at the start"), color="#4a4a4a")
    axes.text(0.05, 0.72, say("at the end: 2/3 everywhere"), color="#006b4e")
    axes.set(
        xlabel=say("x₁ (all three points have x₂ = x₁ + 1)"),
        ylabel=say("probability of label 1"),
        ylim=(-0.12, 1.12),
        title=say("No slope along the line suits 1, 0, 1"),
    )
    (low, high), (flat, _) = ends
    claim = say(
        "Probability along the line of the three points with labels 1, 0 and 1: the start rises from {low} to {high}, "
        "and training ends flat at {flat}.",
        low=f"{low:.2f}",
        high=f"{high:.2f}",
        flat=f"{flat:.4f}",
    )
    return Drawing(figure, claim)


def gates(paths, tasks, steps) -> Drawing:
    """The probability over the plane at some steps of each training, its border p = ½, and the four corners.

    Args:
        paths: name of the task -> (steps, 4), loss, w₁, w₂ and b before each step.
        tasks: name of the task -> labels of the corners (0, 0), (0, 1), (1, 0), (1, 1).
        steps: which steps to show.
    """
    figure, rows = canvas(width=7.2, height=7.4, rows=len(paths), columns=len(steps), sharex=True, sharey=True)
    figure.suptitle(say("A border parts the corners of AND and OR; XOR gets none"), x=0.01, ha="left")
    axis = np.linspace(-0.4, 1.4, 37)
    x1, x2 = np.meshgrid(axis, axis)
    for panels, name in zip(rows, paths, strict=True):
        for axes, step in zip(panels, steps, strict=True):
            loss, w1, w2, b = paths[name][step]
            levels = np.linspace(0, 1, SHADES + 1)
            axes.contourf(x1, x2, _sigmoid(w1 * x1 + w2 * x2 + b), levels, cmap=_from_orange_to_blue())
            if abs(w2) > 1e-9:
                axes.plot(axis, -(w1 * axis + b) / w2, color="black")
            for corner, label in zip(CORNERS, tasks[name], strict=True):
                axes.plot(*corner, "o", color=CLASS_COLOURS[label], markeredgecolor="black", markersize=13)
                axes.text(*corner, f"{label}", color="white", ha="center", va="center_baseline", fontsize=9)
            title = say("step {step}: loss {loss}", step=step, loss=f"{loss:.4f}")
            axes.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), title=title, aspect=1)
            axes.grid(visible=False)
        panels[0].set_ylabel(f"{name}\nx₂")
    for axes in rows[-1]:
        axes.set_xlabel("x₁")
    claim = say(
        "The border of each gate at the steps {steps}, with the losses at the last of them: {losses}. AND and OR get a "
        "border between their labels, XOR has none.",
        steps=", ".join(map(str, steps)),
        losses=", ".join(f"{name} {path[steps[-1], 0]:.4f}" for name, path in paths.items()),
    )
    return Drawing(figure, claim)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _arrow(axes, tail, tip, colour):
    """An arrow from tail to tip; the line under it is what the tests read."""
    axes.plot(*zip(tail, tip, strict=True), color=colour, linewidth=2)
    axes.annotate(
        "", tip, tail, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    )


def _from_orange_to_blue():
    """Colours from label 0 through white to label 1, pale enough for the corners to stand out."""
    orange, blue = (np.array([int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)]) for c in (RED, BLUE))
    share = np.linspace(-1, 1, SHADES)[:, None]
    return ListedColormap(1 - np.abs(share) * 0.7 * (1 - np.where(share < 0, orange, blue)))
