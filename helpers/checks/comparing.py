"""The learner's value beside ours, compared once, as a whole and part by part; whoever judges reads what it gave."""
# long because: to compare a value and to compare its parts is one idea, and nobody else should need either again

import math
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from helpers.checks.declaration import Exercise, ExerciseError
from helpers.checks.plain import from_plain
from helpers.language import say

NUMBERS = (bool, int, float)
TRUTH = {"true": True, "yes": True, "false": False, "no": False, "never": False}
# What fails on a value of another kind than it was written for: mine[0] of a number, float("two"), None + 1.
OF_ANOTHER_KIND = (TypeError, ValueError, KeyError, IndexError, AttributeError)


@dataclass(frozen=True, eq=False)
class Seen:
    """One case as judged, or one part of its value: the learner's beside ours, with all that comparing them gave.

    Attributes:
        inputs: by name; arrays are NumPy arrays in float64, here and in mine and ours.
        returned: the learner's value as it came, before the exercise brought it into that form: what may be shown.
        samples: N, the length of the first array among the inputs; None if there is none.
        mine: the learner's value, in the form that ours has; None for a part that is not there.
        ours: the right value.
        right: whether mine is ours, within the exercise's tolerance.
        count: how many parts mine has; None for a single thing.
        parts: the parts of ours with those of mine beside them, by name; empty if ours is a single thing.
        swapped: whether mine has the right parts, but not in their places.
        numbers: mine and ours as arrays, if both are single things made of numbers alone.
    """

    inputs: dict
    mine: Any
    ours: Any
    right: bool
    count: int | None = None
    parts: dict[str, "Seen"] = field(default_factory=dict)
    swapped: bool = False
    numbers: tuple[np.ndarray, np.ndarray] | None = None
    samples: int | None = None
    returned: Any = None


def seen_case(exercise: Exercise, inputs: dict, call: dict) -> Seen:
    """One case with its inputs and the value of its call, both plain, beside ours worked out.

    Raises:
        ExerciseError: ``expected`` fails, or ``tidy`` on a value that is made as ours is.
    """
    values, mine = from_plain(inputs), from_plain(call["value"])
    ours = exercise.ours(values)
    ours = list(ours) if isinstance(ours, tuple) else ours
    names = exercise.names
    if isinstance(mine, dict) and len(mine) == len(names):  # parts by name, in an order of the learner's
        mine = [mine[name] for name in names] if set(mine) == set(names) else list(mine.values())
    returned = mine
    if exercise.tidy is not None:
        try:
            mine = exercise.tidy(mine, **values)
        except Exception as error:
            if not isinstance(error, OF_ANOTHER_KIND) or made_as(mine, ours):
                raise ExerciseError(exercise.id, "tidy", error) from error
    lengths = [len(value) for value in values.values() if isinstance(value, np.ndarray) and value.ndim]
    return _side_by_side(exercise, values, mine, returned, ours, names, lengths[0] if lengths else None)


def _side_by_side(exercise, inputs, mine, returned, ours, names, samples) -> Seen:
    right = agrees(mine, ours, exercise.rtol, exercise.atol, exercise.shape_matters)
    our_numbers = None if names else numeric(ours)
    if isinstance(ours, (list, tuple)) and not names and our_numbers is None:
        names = tuple(say("value {place}", place=place) for place in range(1, len(ours) + 1))
    our_parts, by_key = _parts_of(ours, names) or {}, isinstance(ours, dict)
    my_parts, as_they_came = (
        whole if by_key and isinstance(whole, dict) else _parts_of(whole, tuple(our_parts)) or {}
        for whole in (mine, returned)
    )
    parts = {}
    for name, part in our_parts.items():
        my_part = my_parts.get(name)
        as_it_came = as_they_came.get(name, my_part)
        parts[name] = _side_by_side(exercise, inputs, my_part, as_it_came, part, (), samples)
    may_be_swapped = not right and not by_key and len(my_parts) == len(our_parts) > 0
    swapped = may_be_swapped and _same_in_any_order(exercise, my_parts, our_parts)
    my_numbers = None if our_parts or our_numbers is None else numeric(mine)
    numbers = None if my_numbers is None else (my_numbers, our_numbers)
    return Seen(inputs, mine, ours, right, _len_of(mine), parts, swapped, numbers, samples, returned)


def _same_in_any_order(exercise, my_parts, our_parts) -> bool:
    left = list(my_parts.values())
    for value in our_parts.values():
        matches = (place for place, item in enumerate(left) if agrees(item, value, exercise.rtol, exercise.atol))
        place = next(matches, None)
        if place is None:
            return False
        left.pop(place)
    return True


def numeric(value) -> np.ndarray | None:
    """The value as an array of float64; None if it is not made of numbers alone, or ragged."""
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, NUMBERS):
        return np.asarray(value, dtype=np.float64)
    if isinstance(value, (list, tuple)):
        array = _of_plain_lists(value)
        return _of_parts(value) if array is None else array
    return None


def _of_plain_lists(value) -> np.ndarray | None:
    """The array in lists of bare numbers, all of one length at each depth; None if anything else is in them.

    A depth at a time, since a wrong answer may hold a hundred thousand numbers and is compared with each mistake.
    """
    shape, level = [], [value]
    while level and {list, tuple}.issuperset(map(type, level)):
        lengths = set(map(len, level))
        if len(lengths) > 1:
            return None
        shape += lengths
        level = list(chain.from_iterable(level))
    alone = all(issubclass(kind, NUMBERS) for kind in set(map(type, level)))
    return np.array(level, dtype=np.float64).reshape(shape) if alone else None


def _of_parts(value) -> np.ndarray | None:
    """The array whose items are numbers and arrays, up to axes of length one."""
    items = []
    for item in value:
        if (array := numeric(item)) is None:
            return None
        items.append(array)
    if len({item.shape for item in items}) > 1:  # 12.0 beside tensor([5.]) is a list of two numbers
        items = [item.squeeze() for item in items]
    return np.array(items, dtype=np.float64) if len({item.shape for item in items}) <= 1 else None


def agrees(mine, ours, rtol: float, atol: float, exact_shape: bool = False) -> bool:
    """Whether mine is ours, within rtol of ours or atol, up to axes of length one unless the shape is exact.

    A text agrees if it holds ours, whatever its case: "The SUM" is "sum", and so is it "sum|total"; "no" is False. A
    dict agrees by its keys, and parts in a dict agree with parts in a list by their order.
    """
    if isinstance(ours, dict):
        mine = _parts_of(mine, tuple(ours)) if isinstance(mine, (list, np.ndarray)) else mine
        return isinstance(mine, dict) and all(
            key in mine and agrees(mine[key], value, rtol, atol, exact_shape) for key, value in ours.items()
        )
    if isinstance(ours, str):
        return isinstance(mine, str) and any(word in mine.lower() for word in ours.lower().split("|"))
    if ours is None:
        return mine is None
    if isinstance(ours, bool) and isinstance(mine, str):
        return TRUTH.get(mine.strip().lower()) is ours
    mine = list(mine.values()) if isinstance(mine, dict) else mine
    numbers, mine_too = numeric(ours), numeric(mine)
    if numbers is not None and (mine_too is not None or not numbers.ndim):
        return _numbers_agree(mine_too, numbers, rtol, atol, exact_shape)
    return _len_of(mine) == len(ours) and all(
        agrees(item, our_item, rtol, atol, exact_shape) for item, our_item in zip(mine, ours, strict=True)
    )


def _numbers_agree(mine, ours, rtol, atol, exact_shape):
    if mine is None:
        return False
    if not exact_shape:
        mine, ours = mine.squeeze(), ours.squeeze()
    return mine.shape == ours.shape and bool(np.isclose(mine, ours, rtol=rtol, atol=atol, equal_nan=True).all())


def made_as(mine, ours) -> bool:
    """Whether mine is made as ours is: of its types, with as many parts and of its shape, and of finite numbers."""
    if isinstance(ours, NUMBERS):
        alone = isinstance(mine, NUMBERS) or (isinstance(mine, np.ndarray) and not mine.ndim)
        return alone and math.isfinite(mine)
    if isinstance(ours, np.ndarray):
        return isinstance(mine, np.ndarray) and mine.shape == ours.shape and bool(np.isfinite(mine).all())
    if isinstance(ours, dict):
        return isinstance(mine, dict) and all(key in mine and made_as(mine[key], part) for key, part in ours.items())
    if isinstance(ours, (list, tuple)):
        return isinstance(mine, list) and len(mine) == len(ours) and all(map(made_as, mine, ours))
    return type(mine) is type(ours)


def _len_of(value) -> int | None:
    """How many parts the value has: items of a list or dict, rows of an array; None for a single thing."""
    if isinstance(value, np.ndarray):
        return len(value) if value.ndim else None
    return len(value) if isinstance(value, (list, tuple, dict)) else None


def _parts_of(value, names: tuple[str, ...]) -> dict | None:
    """The value taken apart by the parts' names; None if it has another number of parts."""
    if not names:
        return value if isinstance(value, dict) else None
    if _len_of(value) != len(names):
        return None
    items = list(value.values()) if isinstance(value, dict) else list(value)
    return dict(zip(names, items, strict=True))
