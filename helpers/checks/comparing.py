"""Whether two values agree: the learner's, in any sensible type and shape, and ours."""

from itertools import chain

import numpy as np

NUMBERS = (bool, int, float)
TRUTH = {"true": True, "yes": True, "false": False, "no": False, "never": False}


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
        mine = parts_of(mine, tuple(ours)) if isinstance(mine, (list, np.ndarray)) else mine
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
    return len_of(mine) == len(ours) and all(
        agrees(item, our_item, rtol, atol, exact_shape) for item, our_item in zip(mine, ours, strict=True)
    )


def _numbers_agree(mine, ours, rtol, atol, exact_shape):
    if mine is None:
        return False
    if not exact_shape:
        mine, ours = mine.squeeze(), ours.squeeze()
    return mine.shape == ours.shape and bool(np.isclose(mine, ours, rtol=rtol, atol=atol, equal_nan=True).all())


def len_of(value) -> int | None:
    """How many parts the value has: items of a list or dict, rows of an array; None for a single thing."""
    if isinstance(value, np.ndarray):
        return len(value) if value.ndim else None
    return len(value) if isinstance(value, (list, tuple, dict)) else None


def parts_of(value, names: tuple[str, ...]) -> dict | None:
    """The value taken apart by the parts' names; None if it has another number of parts."""
    if not names:
        return value if isinstance(value, dict) else None
    if len_of(value) != len(names):
        return None
    items = list(value.values()) if isinstance(value, dict) else list(value)
    return dict(zip(names, items, strict=True))
