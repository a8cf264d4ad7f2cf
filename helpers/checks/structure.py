"""What can be said of a wrong value that is no known mistake: its kind, its parts, its shape, its numbers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from helpers.checks import paths, ratios
from helpers.checks.comparing import agrees, len_of, numeric, parts_of
from helpers.checks.finding import Finding, Seen
from helpers.checks.plain import Other
from helpers.checks.recognising import correct
from helpers.checks.shown import short

# Findings about a path, or how long it is, say more than those about a single number beside it.
ABOUT_PATHS = ("never_moves", "grows", "swings", "rate", "goal", "length", "count")


def diagnose(exercise, seen: Sequence[Seen]) -> Finding:
    """The finding that says most about these cases, at least one of which is wrong."""
    return _look(exercise, seen, exercise.names, None)


def _look(exercise, seen, names, label) -> Finding:
    """The finding about these values, or about the part of them that is wrong, however deep it lies."""
    wrong = [place for place, case in enumerate(seen) if not correct(exercise, case)]
    ours = seen[wrong[0]].ours
    if isinstance(ours, (list, tuple)) and not names and numeric(ours) is None:
        names = tuple(f"value {position + 1}" for position in range(len(ours)))
    ours_apart = parts_of(ours, names)
    # One array may have as many rows as there are parts by accident, but hardly in every case.
    kinds = [_kind(seen[place].mine, seen[place].ours, names, label) for place in wrong]
    place = next((place for place, kind in zip(wrong, kinds, strict=True) if kind and kind.key == "parts"), wrong[0])
    case = seen[place]
    finding = kinds[wrong.index(place)] or _swapped(case, names, exercise)
    if finding is None and ours_apart is None:
        finding = _number(seen, case, exercise.shape_matters)
    if finding:
        return replace(finding, part=label, case=place, mine=case.mine, ours=case.ours)
    findings = []
    for part in ours_apart:
        column = [_only(one, part, names) for one in seen]
        if not all(correct(exercise, one) for one in column):
            findings.append(_look(exercise, column, (), f"{label}, {part}" if label else part))
    return next((found for found in findings if found.key in ABOUT_PATHS), findings[0])


def _only(case, part, names):
    mine, ours = ((parts_of(value, names) or {}).get(part) for value in (case.mine, case.ours))
    return Seen(case.inputs, mine, ours)


def all_swapped(exercise, seen: Sequence[Seen]) -> bool:
    """Whether in each wrong case all parts are right, but not in their places."""
    wrong = [case for case in seen if not correct(exercise, case)]
    return all(len_of(case.mine) == len(exercise.names) and _swapped(case, exercise.names, exercise) for case in wrong)


def _kind(mine, ours, names, label) -> Finding | None:
    """The finding for a value of the wrong kind, or with the wrong number of parts."""
    if mine is None:
        return Finding("part_none" if label else "returns_none")
    if isinstance(mine, Other):
        return Finding("returns_other", short(mine))
    if isinstance(ours, dict) and isinstance(mine, dict):
        missing = [key for key in ours if key not in mine]
        return Finding("missing_keys", missing[0], ", ".join(ours)) if missing else None
    names = names or (tuple(ours) if isinstance(ours, dict) else ())
    if names and len_of(mine) != len(names):
        found = "one value" if len_of(mine) is None else f"{len_of(mine)} values"
        return Finding("parts", found, f"{len(names)}: {', '.join(names)}")
    if isinstance(ours, bool) and not isinstance(mine, (bool, int, float, np.ndarray)):
        return Finding("truth_expected", short(mine))
    if isinstance(ours, str):
        return Finding("another_word" if isinstance(mine, str) else "text_expected", short(mine))
    return Finding("returns_other", "a text") if isinstance(mine, str) else None


def _swapped(case, names, exercise) -> Finding | None:
    """The finding that all parts are right, but not in their places."""
    if isinstance(case.ours, dict) or not names:
        return None
    left = list(parts_of(case.mine, names).values())
    for value in case.ours:
        matches = (place for place, item in enumerate(left) if agrees(item, value, exercise.rtol, exercise.atol))
        place = next(matches, None)
        if place is None:
            return None
        left.pop(place)
    return Finding("swapped", expected=", ".join(names))


def _number(seen, case, exact_shape) -> Finding:
    """The finding for one number or array, from all cases."""
    mine, ours = numeric(case.mine), numeric(case.ours)
    if mine is None or ours is None:
        return Finding("off")
    may_be_path = ours.size != case.samples  # one value a sample is none
    if finding := _shape(mine, ours, exact_shape, may_be_path) or _not_finite(mine):
        return finding
    triples = []
    for one in seen:
        a, b = numeric(one.mine), numeric(one.ours)
        if a is not None and b is not None and a.squeeze().shape == b.squeeze().shape and np.isfinite(a).all():
            triples.append((a.squeeze(), b.squeeze(), one.samples))
    return (
        ratios.constant(triples)
        or ratios.factor(triples)
        or (paths.symptom(mine.squeeze(), ours.squeeze()) if may_be_path else None)
        or ratios.no_factor(triples)
        or Finding("off")
    )


def _shape(mine, ours, exact_shape, may_be_path) -> Finding | None:
    if (mine.shape == ours.shape) if exact_shape else (mine.squeeze().shape == ours.squeeze().shape):
        return None
    square = mine.ndim == 2 and mine.shape[0] == mine.shape[1] > 1
    if square and ours.squeeze().ndim <= 1:
        return Finding("broadcast", short(mine.shape), short(ours.shape))
    if mine.size == 1 and ours.ndim:
        return Finding("one_number", expected=str(len(ours)) if ours.ndim == 1 else f"shape {short(ours.shape)}")
    if mine.ndim == ours.ndim == 1:
        loops = may_be_path and len(ours) >= 3 and abs(len(mine) - len(ours)) == 1
        return Finding("length" if loops else "count", str(len(mine)), str(len(ours)))
    if ours.size == 1 and mine.ndim == 1 and not exact_shape:
        return Finding("several_numbers", str(len(mine)))
    return Finding("shape", short(mine.shape), short(ours.shape))


def _not_finite(mine) -> Finding | None:
    bad = mine[~np.isfinite(mine)]
    return Finding("not_finite", "nan" if np.isnan(bad[0]) else "infinite") if bad.size else None
