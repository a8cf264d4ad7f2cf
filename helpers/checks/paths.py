"""What the path of a loop gives away: it stands still, runs away, swings, is too fast or slow, or goes elsewhere."""

import numpy as np

from helpers.checks.verdict import Finding

SHORTEST = 4  # numbers; fewer are no path
RTOL = 1e-2


def symptom(mine: np.ndarray, ours: np.ndarray) -> Finding | None:
    """The finding about mine as a path, if ours is one: numbers in a row that are not all the same."""
    if mine.shape != ours.shape or mine.ndim != 1 or len(mine) < SHORTEST or np.allclose(ours, ours[0]):
        return None
    steps = np.diff(mine)
    if np.allclose(steps, 0):
        return Finding("never_moves", mine[0])
    growing = (np.abs(steps[1:]) > np.abs(steps[:-1])).all()
    if growing and np.abs(mine[-1]) > 2 * np.abs(ours).max():
        return Finding("grows", mine[-1])
    if finding := _other_rate(mine, ours):
        return finding
    turns = np.count_nonzero(np.diff(np.sign(steps)))
    later = np.abs(steps[len(steps) // 2 :]).max()
    return Finding("swings") if turns >= 2 and later > 0.5 * np.abs(steps).max() else None


def _other_rate(mine, ours) -> Finding | None:
    """For two geometric paths, another factor from step to step, or the same factor towards another goal."""
    rate, our_rate = _rate(mine), _rate(ours)
    if rate is None or our_rate is None:
        return None
    if abs(rate - our_rate) > RTOL * abs(our_rate):
        return Finding("rate", rate, our_rate)
    goal, our_goal = (path[-1] + (path[-1] - path[-2]) * rate / (1 - rate) for path in (mine, ours))
    return None if np.isclose(goal, our_goal, rtol=RTOL, atol=1e-3) else Finding("goal", goal, our_goal)


def _rate(path) -> float | None:
    """What each step is of the one before, if that is one number between −1 and 1."""
    steps = np.diff(path)
    steps = steps[np.abs(steps) > 1e-4 * np.abs(steps).max()]  # rounding hides the ratio of the last ones
    if len(steps) < 3:
        return None
    rates = steps[1:] / steps[:-1]
    return float(rates[0]) if np.allclose(rates, rates[0], rtol=RTOL) and abs(rates[0]) < 0.999 else None
