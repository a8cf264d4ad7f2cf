"""What can be said of a wrong value that is no known mistake: its kind, its parts, its shape, its numbers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from helpers.checks import paths, ratios
from helpers.checks.comparing import Seen
from helpers.checks.plain import Other
from helpers.checks.shown import short
from helpers.checks.verdict import Finding
from helpers.language import say

# Findings about a path, or how long it is, say more than those about a single number beside it.
ABOUT_PATHS = ("never_moves", "grows", "swings", "rate", "goal", "length", "count")
ABSENT = Seen({}, None, None, right=True)  # stands in a case that has no such part


def diagnose(seen: Sequence[Seen], exact_shape: bool = False, label: str | None = None) -> Finding:
    """The finding that says most about these cases, at least one of which is wrong.

    It is about the part that is wrong, however deep it lies; ``label`` says which part these cases are.
    """
    kinds = {place: _kind(case, label) for place, case in enumerate(seen) if not case.right}
    # One array may have as many rows as there are parts by accident, but hardly in every case.
    place = next((place for place, kind in kinds.items() if kind and kind.key == "parts"), next(iter(kinds)))
    case, finding = seen[place], kinds[place]
    if finding is None and case.swapped:
        finding = Finding("swapped", expected=", ".join(case.parts))
    if finding is None and not case.parts:
        finding = _number(seen, case, exact_shape)
    if finding:
        return replace(finding, part=label, case=place, mine=case.returned, ours=case.ours)
    columns = {
        f"{label}, {name}" if label else name: [one.parts.get(name, ABSENT) for one in seen] for name in case.parts
    }
    wrong = {name: column for name, column in columns.items() if not all(one.right for one in column)}
    findings = [diagnose(column, exact_shape, name) for name, column in wrong.items()]
    return next((found for found in findings if found.key in ABOUT_PATHS), findings[0])


def _kind(case: Seen, label: str | None) -> Finding | None:
    """The finding for a value of the wrong kind, or with the wrong number of parts."""
    mine, ours = case.mine, case.ours
    if mine is None:
        return Finding("part_none" if label else "returns_none")
    if isinstance(mine, Other):
        return Finding("returns_other", short(mine), _wanted(case))
    if isinstance(ours, dict) and isinstance(mine, dict):
        missing = [key for key in ours if key not in mine]
        return Finding("missing_keys", missing[0], ", ".join(ours)) if missing else None
    if case.parts and case.count != len(case.parts):
        found = say("one value") if case.count in (None, 1) else say("{count} values", count=case.count)
        return Finding("parts", found, f"{len(case.parts)}: {', '.join(case.parts)}")
    if isinstance(ours, bool) and not isinstance(mine, (bool, int, float, np.ndarray)):
        return Finding("truth_expected", short(mine))
    if isinstance(ours, str):
        return Finding("another_word" if isinstance(mine, str) else "text_expected", short(mine))
    return Finding("returns_other", say("a text"), _wanted(case)) if isinstance(mine, str) else None


def _wanted(case: Seen) -> str:
    """What ours is made of, in words."""
    ours = case.ours
    if case.parts:
        names = ", ".join(case.parts)
        return say("{count} values: {names}", count=len(case.parts), names=names) if len(case.parts) > 1 else names
    if isinstance(ours, (bool, str)):
        return say("a word") if isinstance(ours, str) else say("True or False")
    shape = np.shape(ours)
    if len(shape) > 1:
        return say("an array of shape {shape}", shape=short(shape))
    return say("{count} numbers", count=shape[0]) if shape and shape[0] != 1 else say("one number")


def _number(seen: Sequence[Seen], case: Seen, exact_shape: bool) -> Finding:
    """The finding for one number or array, from all cases."""
    if case.numbers is None:
        return Finding("off")
    mine, ours = case.numbers
    may_be_path = ours.size != case.samples  # one value a sample is none
    if finding := _shape(mine, ours, exact_shape, may_be_path) or _not_finite(mine):
        return finding
    triples = []
    for one in seen:
        if one.numbers is None:
            continue
        a, b = (numbers.squeeze() for numbers in one.numbers)
        if a.shape == b.shape and np.isfinite(a).all():
            triples.append((a, b, one.samples))
    return (
        ratios.common(triples)
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
        expected = (
            say("{count} numbers", count=len(ours)) if ours.ndim == 1 else say("shape {shape}", shape=short(ours.shape))
        )
        return Finding("one_number", expected=expected)
    if mine.ndim == ours.ndim == 1:
        loops = may_be_path and len(ours) >= 3 and abs(len(mine) - len(ours)) == 1
        return Finding("length" if loops else "count", str(len(mine)), str(len(ours)))
    if ours.size == 1 and mine.ndim == 1 and not exact_shape:
        return Finding("several_numbers", str(len(mine)))
    return Finding("shape", short(mine.shape), short(ours.shape))


def _not_finite(mine) -> Finding | None:
    bad = mine[~np.isfinite(mine)]
    return Finding("not_finite", "nan" if np.isnan(bad[0]) else say("infinite")) if bad.size else None
