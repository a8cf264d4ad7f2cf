"""What can be said of a wrong value that is no known mistake: from its shape, its ratio to ours, its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.checks.comparing import agrees, len_of, numeric, parts_of
from helpers.checks.plain import Other
from helpers.checks.shown import short

RATIO_RTOL = 1e-3
NAMED_RATIOS = {2.0: "ratio_double", 0.5: "ratio_half", -1.0: "ratio_sign"}


@dataclass(frozen=True)
class Seen:
    """One case as judged: the inputs by name, the learner's value and ours; arrays are NumPy arrays in float64."""

    inputs: dict
    mine: Any
    ours: Any

    @property
    def samples(self) -> int | None:
        """N, the length of the first array among the inputs."""
        lengths = [len(value) for value in self.inputs.values() if isinstance(value, np.ndarray) and value.ndim]
        return lengths[0] if lengths else None


@dataclass(frozen=True)
class Finding:
    """What is wrong: a key of messages.STRUCTURE, the part it concerns, and the words for its places."""

    key: str
    found: str = ""
    expected: str = ""
    part: str | None = None
    case: int = 0


def diagnose(seen: Sequence[Seen], names: tuple[str, ...], rtol: float, atol: float, exact_shape=False) -> Finding:
    """The finding that says most about these cases, at least one of which is wrong."""
    wrong = next(place for place, case in enumerate(seen) if not agrees(case.mine, case.ours, rtol, atol, exact_shape))
    case = seen[wrong]
    if finding := _not_a_value(case.mine, case.ours, names):
        return _placed(finding, wrong)
    ours_apart = parts_of(case.ours, names)
    if ours_apart is None:
        return _placed(_one_value(seen, wrong, exact_shape, rtol, atol), wrong)
    if finding := _swapped(case, names, rtol, atol):
        return _placed(finding, wrong)
    for part in ours_apart:
        column = [Seen(one.inputs, *(_part(value, names, part) for value in (one.mine, one.ours))) for one in seen]
        bad = [not agrees(one.mine, one.ours, rtol, atol, exact_shape) for one in column]
        if any(bad):
            first = bad.index(True)
            if finding := _not_a_value(column[first].mine, column[first].ours, ()):
                return _placed(finding, first, part)
            return _placed(_one_value(column, first, exact_shape, rtol, atol), first, part)
    raise AssertionError("a case is wrong, yet all its parts agree")


def _placed(finding, case, part=None):
    return Finding(finding.key, finding.found, finding.expected, part, case)


def _part(value, names, part):
    apart = parts_of(value, names)
    return None if apart is None else apart.get(part)


def _not_a_value(mine, ours, names) -> Finding | None:
    """The finding for a value of the wrong kind, or with the wrong number of parts."""
    if mine is None:
        return Finding("returns_none")
    if Other("ellipsis") in (mine if isinstance(mine, list) else [mine]):
        return Finding("returns_unfinished")
    if isinstance(mine, Other):
        return Finding("returns_other", mine.type_name)
    if isinstance(ours, dict) and isinstance(mine, dict):
        missing = [key for key in ours if key not in mine]
        return Finding("missing_keys", missing[0], ", ".join(ours)) if missing else None
    names = names or (tuple(ours) if isinstance(ours, dict) else ())
    if names and len_of(mine) != len(names):
        found = "one value" if len_of(mine) is None else f"{len_of(mine)} values"
        return Finding("parts", found, f"{len(names)}: {', '.join(names)}")
    if isinstance(ours, str):
        return Finding("another_word" if isinstance(mine, str) else "text_expected", short(mine))
    if isinstance(mine, str):
        return Finding("returns_other", "text")
    return None


def _swapped(case, names, rtol, atol) -> Finding | None:
    mine = parts_of(case.mine, names)
    if mine is None or len(mine) < 2 or isinstance(case.ours, dict):
        return None
    left = list(mine.values())
    for value in parts_of(case.ours, names).values():
        match = next((place for place, item in enumerate(left) if agrees(item, value, rtol, atol)), None)
        if match is None:
            return None
        left.pop(match)
    return Finding("swapped", expected=", ".join(names))


def _one_value(seen, wrong, exact_shape, rtol, atol) -> Finding:
    """The finding for one value, or one part of it, over all cases."""
    mine, ours = numeric(seen[wrong].mine), numeric(seen[wrong].ours)
    if ours is None:
        return Finding("off")
    if mine is None:
        return Finding("returns_other", type(seen[wrong].mine).__name__)
    if finding := _shape(mine, ours, exact_shape) or _not_finite(mine):
        return finding
    pairs = [(numeric(case.mine), numeric(case.ours)) for case in seen]
    usable = [
        (case, a.squeeze(), b.squeeze()) for case, (a, b) in zip(seen, pairs, strict=True)
        if a is not None and b is not None and a.squeeze().shape == b.squeeze().shape
    ]  # fmt: skip
    return _same(usable) or _ratio(usable) or _path(mine.squeeze(), ours.squeeze(), rtol, atol) or Finding("off")


def _shape(mine, ours, exact_shape) -> Finding | None:
    if (mine.shape == ours.shape) if exact_shape else (mine.squeeze().shape == ours.squeeze().shape):
        return None
    if mine.ndim == 1 and ours.ndim == 1 and abs(len(mine) - len(ours)) == 1:
        return Finding("length", str(len(mine)), str(len(ours)))
    key = "broadcast" if mine.ndim == 2 and mine.shape[0] == mine.shape[1] > 1 >= ours.squeeze().ndim else "shape"
    return Finding(key, short(mine.shape), short(ours.shape))


def _not_finite(mine) -> Finding | None:
    bad = mine[~np.isfinite(mine)]
    return Finding("not_finite", "nan" if np.isnan(bad[0]) else "infinite") if bad.size else None


def _same(usable) -> Finding | None:
    """One value for all inputs, where ours differ."""
    mine, ours = [a for _, a, _ in usable], [b for _, _, b in usable]
    if len(usable) < 3 or any(a.shape != mine[0].shape for a in mine):
        return None
    if all(np.array_equal(a, mine[0]) for a in mine) and not all(np.allclose(b, ours[0]) for b in ours):
        return Finding("always_the_same", short(mine[0]))
    return None


def _ratio(usable) -> Finding | None:
    """A constant factor, N or 1/N, an added constant, or two inputs with different factors."""
    ratios, counts = [], []
    for case, mine, ours in usable:
        if not ours.size or not np.abs(ours).max() > 1e-9 or not np.isfinite(mine).all():
            continue
        ratio = float((mine * ours).sum() / (ours * ours).sum())
        if not np.allclose(mine, ratio * ours, rtol=RATIO_RTOL, atol=RATIO_RTOL * np.abs(ours).max()):
            return _offset(usable)
        ratios.append(ratio)
        counts.append(case.samples)
    if not ratios:
        return None
    if all(counts) and 1 not in counts:
        if np.allclose(ratios, counts, rtol=RATIO_RTOL):
            return Finding("ratio_n", str(counts[0]))
        if np.allclose(np.multiply(ratios, counts), 1, rtol=RATIO_RTOL):
            return Finding("ratio_one_over_n", str(counts[0]))
    if np.allclose(ratios, ratios[0], rtol=RATIO_RTOL):
        if ratios[0] == 0 or abs(ratios[0] - 1) < RATIO_RTOL:
            return None
        named = next((key for value, key in NAMED_RATIOS.items() if abs(ratios[0] - value) < RATIO_RTOL), None)
        return Finding(named or "ratio", short(ratios[0]))
    furthest = max(ratios, key=lambda ratio: abs(ratio - ratios[0]))
    return _offset(usable) or Finding("not_proportional", short(ratios[0]), short(furthest))


def _offset(usable) -> Finding | None:
    offsets = np.concatenate([(mine - ours).ravel() for _, mine, ours in usable])
    if len(usable) > 1 and np.allclose(offsets, offsets[0], rtol=RATIO_RTOL) and abs(offsets[0]) > 1e-6:
        return Finding("offset", short(offsets[0]))
    return None


def _path(mine, ours, rtol, atol) -> Finding | None:
    """What the path of a loop shows, if the value is one: at least four numbers in a row."""
    if mine.ndim != 1 or len(mine) < 4 or np.allclose(ours, ours[0]):
        return None
    steps = np.diff(mine)
    if np.allclose(steps, 0):
        return Finding("never_moves", short(mine[0]))
    if np.abs(mine[-1]) > 10 * np.abs(ours).max() and (np.abs(steps[1:]) > np.abs(steps[:-1])).all():
        return Finding("grows", short(mine[-1]))
    turns = np.count_nonzero(np.diff(np.sign(steps)))
    if turns >= 2 and np.abs(steps[len(steps) // 2 :]).max() > 0.5 * np.abs(steps).max():
        return Finding("swings")
    return None
