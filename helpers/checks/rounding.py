"""Whether an answer is the right one, rounded: its numbers have few decimals, and each is the nearest such to ours."""

from collections.abc import Iterator, Sequence

import numpy as np

from helpers.checks.comparing import Seen
from helpers.checks.declaration import FLOAT32
from helpers.checks.verdict import Finding
from helpers.language import say

FEWEST_NUMBERS = 3  # one or two may be short, and near to ours, by accident


def rounded(seen: Sequence[Seen], decimals: int) -> Finding | None:
    """The finding that the answer is ours with fewer than so many decimals; the parts that are not are right.

    It looks at the decimals and not at the distance, so that it is the same for all numbers that may be drawn.
    """
    columns: dict[tuple, list[tuple[int, Seen]]] = {}
    for place, case in enumerate(seen):
        for name, leaf in _leaves(case):
            columns.setdefault(name, []).append((place, leaf))
    counts, places, numbers = [], [], 0
    for column in columns.values():
        count = next((count for count in range(1, decimals) if all(_short(leaf, count) for _, leaf in column)), None)
        shown = [place for place, leaf in column if count and _shows(leaf, count, decimals)]
        if shown:
            counts, places = [*counts, count], [*places, shown[0]]
            numbers += sum(leaf.numbers[0].size for _, leaf in column)
        elif not all(leaf.right for _, leaf in column):
            return None
    if numbers < FEWEST_NUMBERS:
        return None
    found = say("one decimal") if max(counts) == 1 else say("{count} decimals", count=max(counts))
    return Finding("rounded", found, case=min(places))


def _leaves(case: Seen, name: tuple = ()) -> Iterator[tuple[tuple, Seen]]:
    """The single things in a case by the names of the parts they lie in."""
    if not case.parts:
        yield name, case
    for part, inner in case.parts.items():
        yield from _leaves(inner, (*name, part))


def _short(leaf: Seen, count: int) -> bool:
    """Whether all numbers are short, and are ours to so many decimals."""
    if leaf.numbers is None:
        return False
    mine, ours = (numbers.squeeze() for numbers in leaf.numbers)
    if mine.shape != ours.shape:
        return False
    single, short = mine.astype(np.float32), np.round(mine, count)
    is_short = (short == mine) | ((single == mine) & (short.astype(np.float32) == single))
    return bool((is_short & (np.abs(mine - ours) <= 0.5 * 10.0**-count + 1e-6 * np.abs(ours))).all())


def _shows(leaf: Seen, count: int, decimals: int) -> bool:
    """Whether a number, all of which are short, is further from ours than a longer one, or arithmetic, would be."""
    mine, ours = (numbers.squeeze() for numbers in leaf.numbers)
    slack = np.where(np.round(mine, count) == mine, 0.0, FLOAT32 * np.abs(ours))  # short in float32 alone: by chance?
    return bool(((np.abs(mine - ours) > 0.5005 * 10.0**-decimals + slack) & (mine != 0)).any())
