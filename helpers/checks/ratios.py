"""What wrong numbers have in common with ours over several inputs: a factor, a shift, or nothing but themselves."""

from collections.abc import Sequence

import numpy as np

from helpers.checks import messages
from helpers.checks.verdict import Finding
from helpers.language import say

RTOL = 1e-3
NEAR = 1e-2
NAMED = {2.0: "ratio_double", 0.5: "ratio_half", -1.0: "ratio_sign"}
OTHER_FACTORS = {2.0: "double", 0.5: "half", 1.0: ""}  # beside a factor of N, by the size of the rest
TINY = 1e-9  # a value of ours below this tells nothing about a factor

# One input each: mine, ours (arrays of one shape) and the number of samples, if there is one.
Triples = Sequence[tuple[np.ndarray, np.ndarray, int | None]]


def common(triples: Triples) -> Finding | None:
    """The finding that says what holds on every input: mine is one value, ours times a factor, or ours shifted."""
    return _constant(triples) or _factor(triples)


def _constant(triples: Triples) -> Finding | None:
    """The finding that mine is one value for all inputs, where ours differ; three inputs at least."""
    mine, ours = [triple[0] for triple in triples], [triple[1] for triple in triples]
    if len(triples) < 3 or any(value.shape != mine[0].shape for value in mine):
        return None
    if all(np.array_equal(value, mine[0]) for value in mine) and not all(np.allclose(value, ours[0]) for value in ours):
        return Finding("always_the_same", mine[0])
    return None


def _factor(triples: Triples) -> Finding | None:
    """The finding that mine is ours times N, 1/N, 2, ½, −1 or another constant, or shifted by one."""
    ratios, counts = [], []
    for mine, ours, count in triples:
        if not ours.size or np.abs(ours).max() <= TINY:
            continue
        ratio = float((mine * ours).sum() / (ours * ours).sum())
        if not np.allclose(mine, ratio * ours, rtol=RTOL, atol=RTOL * np.abs(ours).max()):
            return _shift(triples)
        ratios.append(ratio)
        counts.append(count)
    if not ratios:
        return None
    if all(counts) and 1 not in counts and (finding := _with_count(np.array(ratios), np.array(counts, dtype=float))):
        return finding
    if not np.allclose(ratios, ratios[0], rtol=RTOL):
        return _shift(triples)
    named = next((key for value, key in NAMED.items() if abs(ratios[0] - value) < RTOL), None)
    if named is None and (_all_alike(triples) or abs(ratios[0]) < RTOL or abs(ratios[0] - 1) < RTOL):
        return None
    return Finding(named or "ratio", ratios[0])


def _with_count(ratios: np.ndarray, counts: np.ndarray) -> Finding | None:
    """The finding that the ratios are the counts or their inverses, alone or together with a 2 or a sign."""
    for key, sign, rests in (
        ("ratio_n", "·", ratios / counts),
        ("ratio_one_over_n", "/", ratios * counts),
    ):
        rest = rests[0]
        if np.allclose(rests, 1, rtol=RTOL):
            return Finding(key, f"{counts[0]:g}")
        size = next((size for size in OTHER_FACTORS if np.isclose(abs(rest), size, rtol=RTOL)), None)
        if size and np.ptp(counts) and np.allclose(rests, rest, rtol=RTOL):
            faults = filter(None, [key, OTHER_FACTORS[size], "sign" if rest < 0 else ""])
            named = ", ".join(say(messages.FACTORS[fault]) for fault in faults)
            return Finding("several_factors", f"{rest:.3g}{sign}N", named)
    return None


def _all_alike(triples: Triples) -> bool:
    """Whether ours is one value for all inputs, so that nothing holds "on every input" that does not hold of one."""
    first = triples[0][1]
    return all(ours.shape == first.shape and np.allclose(ours, first) for _, ours, _ in triples)


def _shift(triples: Triples) -> Finding | None:
    """The finding that mine is ours plus a constant; two inputs at least."""
    shifts = np.concatenate([(mine - ours).ravel() for mine, ours, _ in triples])
    if not _all_alike(triples) and np.allclose(shifts, shifts[0], rtol=RTOL) and abs(shifts[0]) > 1e-6:
        return Finding("offset", shifts[0])
    return None


def no_factor(triples: Triples) -> Finding | None:
    """The finding that mine is near to ours, or that single numbers stand in different ratios: a term is missing."""
    # Of one input it would tell where an answer lies that nothing is drawn for.
    if len(triples) > 1 and all(np.allclose(mine, ours, rtol=NEAR) for mine, ours, _ in triples):
        return Finding("near")
    usable = [(mine, ours) for mine, ours, _ in triples if ours.size == 1 and np.abs(ours).max() > TINY]
    ratios = [float(mine.ravel()[0] / ours.ravel()[0]) for mine, ours in usable]
    if len(ratios) < 2:
        return None
    furthest = max(ratios, key=lambda ratio: abs(ratio - ratios[0]))
    if abs(furthest - ratios[0]) <= RTOL * abs(ratios[0]):
        return None
    return Finding("not_proportional", ratios[0], furthest)
