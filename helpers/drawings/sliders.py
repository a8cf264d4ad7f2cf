"""The lessons' figures with a slider: each function computes every position beforehand."""
# long because: one slider after another; each stands alone.

import numpy as np

from helpers.figures import BLUE, GREEN, GREY, RED, signed
from helpers.language import say
from helpers.sliders import Line, SliderPlot, Stop


def nudge() -> SliderPlot:
    """The secant of the loss (w − 2)² at w = 1 beside its tangent, for nudges from 1 down to 0.01."""
    weights = np.linspace(-0.2, 3.2, 60)
    loss = Line([(float(w), float((w - 2) ** 2)) for w in weights], BLUE)
    tangent = Line([(0.3, 2.4), (2.1, -1.2)], RED, dashed=True)
    stops = []
    for h in (1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01):
        slope = ((1 + h - 2) ** 2 - 1) / h
        ends = [(w, 1 + slope * (w - 1)) for w in (0.3, 2.1)]
        touched = Line([(1.0, 1.0), (1 + h, (h - 1) ** 2)], GREEN, line=False, dots=True)
        caption = say(
            "measured slope {slope}, true slope −2, missing {missing}", slope=signed(slope, 4), missing=f"{h:.4g}"
        )
        stops.append(Stop(f"{h:g}", caption, [Line(ends, GREEN), touched]))
    return SliderPlot(
        title=say("The nudge's line turns into the tangent"),
        slider=say("nudge h"),
        xlabel=say("weight w"),
        ylabel=say("loss (w·x − y)²"),
        x=(-0.2, 3.2),
        y=(-0.5, 4.2),
        stops=stops,
        alt=say(
            "The line through both ends of the nudge: at h = 0.5 its slope is −1.5; as h shrinks to 0.01 it comes to "
            "−1.99 and turns into the tangent of slope −2."
        ),
        start=3,
        fixed=[loss, tangent],
    )


def learning_rate(steps: int) -> SliderPlot:
    """Lesson 02: the path on the loss 7.5 (w − 2)² from w = 0, for learning rates on both sides of 2/15.

    Args:
        steps: how many steps each path has.
    """
    weights = np.linspace(-1.4, 5.4, 70)
    stops = []
    for rate in (0.005, 0.01, 0.02, 0.04, 1 / 15, 0.08, 0.1, 0.12, 2 / 15, 0.14, 0.15):
        factor = 1 - 15 * rate
        path = 2 - 2 * factor ** np.arange(steps + 1)
        loss = 7.5 * (path[-1] - 2) ** 2
        caption = say(
            "factor {factor}, loss after {steps} steps {value}",
            factor=signed(factor, 4),
            steps=steps,
            value=signed(loss, 4),
        )
        stops.append(Stop(f"{rate:.4g}", caption, [Line(_points(path, 7.5 * (path - 2) ** 2), RED, dots=True)]))
    return SliderPlot(
        title=say("One descent for each learning rate"),
        slider=say("learning rate"),
        xlabel=say("weight w"),
        ylabel=say("loss"),
        x=(-1.5, 5.5),
        y=(-4.0, 85.0),
        stops=stops,
        alt=say(
            "Eight steps from w = 0: at a learning rate of 0.12 the factor is −0.8 and the path jumps down to a loss "
            "of 0.8444; at 0.06667 it arrives in one step, and at 0.14 it climbs to 137.8."
        ),
        start=7,
        fixed=[Line(_points(weights, 7.5 * (weights - 2) ** 2), BLUE)],
    )


def valley(start: tuple[float, float], steps: int) -> SliderPlot:
    """Lesson 05: the path of (w, b) over the level lines of the loss, for learning rates up to the limit and beyond.

    Args:
        start: (w, b) where every path begins.
        steps: how many steps each path has.
    """
    hessian, goal = np.array([[15.0, 5.0], [5.0, 2.0]]), np.array([2.0, 0.0])
    curvatures, directions = np.linalg.eigh(hessian)
    stops = []
    for rate in (0.005, 0.01, 0.03, 0.06, 0.09, 0.11, 2 / 17, 0.1197, 0.1215):
        factors = 1 - rate * curvatures
        shares = directions.T @ (np.array(start) - goal)
        path = goal + (factors ** np.arange(steps + 1)[:, None] * shares) @ directions.T  # (steps + 1, 2)
        loss = (curvatures * (factors**steps * shares) ** 2).sum() / 2
        caption = say(
            "slow factor {slow}, fast factor {fast}, loss after {steps} steps {value}",
            slow=signed(factors[0], 4),
            fast=signed(factors[1], 4),
            steps=steps,
            value=signed(loss, 3),
        )
        stops.append(Stop(f"{rate:.4g}", caption, [Line(_points(*path.T), RED, dots=True)]))
    return SliderPlot(
        title=say("Across the valley and along it"),
        slider=say("learning rate"),
        xlabel=say("weight w"),
        ylabel=say("bias b"),
        x=(-1.0, 5.0),  # twice as far as y, on a picture twice as wide as high: a right angle is one
        y=(-0.8, 2.2),
        stops=stops,
        alt=say(
            "Thirty steps from the students' start: at 0.01 the slow factor is 0.997 and the path stops on the "
            "valley's floor, far from the goal; at 0.1197 the fast factor is −0.9991 and the path jumps across it."
        ),
        start=1,
        fixed=[*_levels(goal, curvatures, directions), Line([(2.0, 0.0)], GREEN, line=False, dots=True)],
    )


def _levels(goal, curvatures, directions):
    """Level lines of a quadratic loss around its minimum."""
    turn = np.linspace(0, 2 * np.pi, 90)
    for level in (0.01, 0.16, 2.56, 40.96):
        along, across = np.sqrt(2 * level / curvatures)
        ring = (
            goal + np.outer(along * np.cos(turn), directions[:, 0]) + np.outer(across * np.sin(turn), directions[:, 1])
        )
        yield Line(_points(*ring.T), GREY)


def boundary(labels: tuple[int, int, int, int], rate: float) -> SliderPlot:
    """Lesson 06: the line where one neuron's probability is one half, at steps from 2 to 1000, on a logic gate.

    Args:
        labels: of the inputs (0, 0), (0, 1), (1, 0) and (1, 1); a line must part them.
        rate: the learning rate, from weights of zero.
    """
    inputs, truth = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array(labels)
    across = np.array([-1.7, 2.7])  # twice as far as y, on a picture twice as wide as high: a right angle is one
    weights, bias, stops, rights = np.zeros(2), 0.0, [], []
    for step in range(1, 1001):
        error = 1 / (1 + np.exp(-(inputs @ weights + bias))) - truth
        weights, bias = weights - rate * inputs.T @ error / 4, bias - rate * error.mean()
        if step in (2, 3, 6, 10, 16, 24, 33, 39, 60, 100, 200, 400, 1000):
            logits = inputs @ weights + bias
            rights.append(int(((logits > 0) == truth).sum()))
            loss = np.mean(np.logaddexp(0, logits) - truth * logits)
            line = Line(_points(across, -(bias + weights[0] * across) / weights[1]), GREEN)
            caption = say("{right} of 4 right, loss {value}", right=rights[-1], value=f"{loss:.4g}")
            stops.append(Stop(f"{step}", caption, [line]))
    settled = rights.index(4)
    return SliderPlot(
        title=say("The line where the neuron is undecided"),
        slider=say("step"),
        xlabel=say("first input"),
        ylabel=say("second input"),
        x=tuple(map(float, across)),
        y=(-0.6, 1.6),
        stops=stops,
        alt=say(
            "The line where the neuron is undecided, from step 2 to 1000: at step {step} all 4 corners are on their "
            "sides for the first time, and at step 1000 the loss is {value}.",
            step=stops[settled].label,
            value=f"{loss:.4g}",
        ),
        start=settled + 3,  # there the line is clear of the corners
        fixed=[mark for corner, label in zip(inputs, labels, strict=True) for mark in _class_marks(*corner, label)],
    )


def _class_marks(across, up, label):
    """The dot of a sample, and its label drawn beside it: the colour alone is not enough."""
    turn = np.linspace(0, 2 * np.pi, 13)
    zero, one = (0.035 * np.sin(turn), 0.07 * np.cos(turn)), (np.array([-0.03, 0, 0]), np.array([0.04, 0.07, -0.07]))
    colour, (right, above) = (BLUE, one) if label else (RED, zero)
    digit = Line(_points(across - 0.12 + right, up - 0.12 + above), colour)
    return Line([(float(across), float(up))], colour, line=False, dots=True), digit


def _points(across, up):
    return [(float(a), float(b)) for a, b in zip(across, up, strict=True)]
