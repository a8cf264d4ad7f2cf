"""Arrays and tensors as plain values: a dtype from a short list, a shape, and a flat list of that many numbers."""

import math
from collections.abc import Sequence
from typing import Any

import numpy

MAX_DIMENSIONS = 16
MAX_SIZE = 1_000_000  # of one dimension
SPECIAL_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
DTYPES = {
    "bool": bool,
    **dict.fromkeys(("uint8", "int8", "int16", "int32", "int64"), int),
    **dict.fromkeys(("bfloat16", "float16", "float32", "float64"), float),
}


class BadReply(ValueError):  # noqa: N818 - it names what was received
    """What came through the pipe is not a message: too long, too deep, or not what a value looks like."""


def plain_tensor(tensor: Any) -> dict:
    """A torch tensor as JSON can hold it; the graph it came from stays behind.

    Raises:
        TypeError: its dtype is not in the list.
    """
    members = plain_array(tensor.detach().cpu(), str(tensor.dtype).removeprefix("torch."))
    return {**members, "requires_grad": bool(tensor.requires_grad)}


def plain_array(array: Any, dtype: str) -> dict:
    """An array as JSON can hold it: dtype, shape and values.

    Args:
        array: a numpy array or scalar, or a torch tensor without a graph.
        dtype: its name without a library in front.

    Raises:
        TypeError: the dtype is not in the list.
    """
    if dtype not in DTYPES:
        raise TypeError(f"Found an array of dtype {dtype}, expected one of {', '.join(DTYPES)}.")
    values = array.reshape(-1).tolist()
    if DTYPES[dtype] is float:
        values = [number if math.isfinite(number) else spelled(number) for number in values]
    return {"dtype": dtype, "shape": [int(size) for size in array.shape], "values": values}


def spelled(number: float) -> str:
    """``"nan"``, ``"inf"`` or ``"-inf"``, for a number that is not finite."""
    return "nan" if math.isnan(number) else "inf" if number > 0 else "-inf"


def array(members: Sequence[tuple[str, Any]]) -> numpy.ndarray:
    """The array that the parsed members of ``plain_array`` stand for.

    Raises:
        BadReply: a member is missing, added, of another kind, or does not fit the others.
    """
    return _array(members, ("dtype", "shape", "values"))


def tensor(members: Sequence[tuple[str, Any]]) -> Any:
    """The torch tensor that the parsed members of ``plain_tensor`` stand for, a leaf.

    Raises:
        BadReply: a member is missing, added, of another kind, or does not fit the others.
    """
    import torch  # a process that meets no tensor never pays for it

    values = _array(members, ("dtype", "shape", "values", "requires_grad"))
    dtype, needs_gradient = members[0][1], members[3][1]
    if type(needs_gradient) is not bool or (needs_gradient and DTYPES[dtype] is not float):
        raise BadReply("Found a tensor whose requires_grad is not true or false, or true for whole numbers.")
    return torch.from_numpy(values).to(getattr(torch, dtype)).requires_grad_(needs_gradient)


def _array(members: Sequence[tuple[str, Any]], expected: tuple[str, ...]) -> numpy.ndarray:
    if tuple(key for key, _ in members) != expected:
        raise BadReply(f"Found an array without exactly {', '.join(expected)}, in this order.")
    dtype, shape, values = (content for _, content in members[:3])
    if type(dtype) is not str or dtype not in DTYPES:
        raise BadReply("Found an array of a dtype that is not in the list.")
    if type(shape) is not list or type(values) is not list or len(shape) > MAX_DIMENSIONS:
        raise BadReply(f"Found an array whose shape or values are no list, or one of over {MAX_DIMENSIONS} dimensions.")
    if any(type(size) is not int or not 0 <= size <= MAX_SIZE for size in shape) or math.prod(shape) != len(values):
        raise BadReply(f"Found an array of {len(values)} values whose shape says something else.")
    filled = _filled(dtype, values)
    try:
        return filled.reshape(shape)
    except ValueError as fault:  # an empty array may claim to be wider than memory
        raise BadReply(f"Found an array that numpy refuses: {str(fault)[:80]}.") from fault


def _filled(dtype: str, values: list) -> numpy.ndarray:
    kind = DTYPES[dtype]
    if kind is float:
        values = [SPECIAL_FLOATS.get(number, number) if type(number) is str else number for number in values]
    if any(type(number) is not kind for number in values):
        raise BadReply(f"Found an array of dtype {dtype} with a value that is no {kind.__name__}.")
    storage = "float32" if dtype == "bfloat16" else dtype  # numpy has no bfloat16, and every one is a float32
    try:
        with numpy.errstate(over="raise"):
            return numpy.array(values, dtype="float64" if kind is float else dtype).astype(storage)
    except (OverflowError, FloatingPointError) as fault:
        raise BadReply(f"Found an array with a value too large for its dtype, {dtype}.") from fault
