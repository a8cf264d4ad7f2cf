"""Plain values, the only thing that passes between the two halves: numbers, strings, lists and small dicts.

An array is ``{"array": nested list, "dtype": ..., "library": ...}``, a dict ``{"mapping": [[key, value]]}``, a
function to be differentiated ``{"polynomial": coefficients}``, and anything else ``{"other": its type's name}``.
"""
# long because: one form, and all ways into it and out of it

import dataclasses
import math
from collections import deque
from collections.abc import Iterator, ValuesView
from dataclasses import dataclass
from itertools import islice
from numbers import Number
from types import SimpleNamespace

import numpy as np

from helpers.checks import arrays

LONGEST_TEXT = 2_000
LONGEST_NAME = 80  # of a type
DEEPEST = 6


@dataclass(frozen=True)
class Other:
    """Stands in the judging half for a value that is no number, text, list, dict or array."""

    type_name: str


class Polynomial:
    """A function of one number, c0 + c1*w + c2*w**2 + ..., that counts nothing and remembers nothing."""

    def __init__(self, coefficients):
        self._coefficients = coefficients

    def __call__(self, w):
        """The polynomial's value at w: a number, an array or a tensor, as w is."""
        total = 0.0
        for coefficient in reversed(self._coefficients):
            total = total * w + coefficient
        return total

    def __str__(self):
        """The terms as written by hand: 49 − 56w + 16w²."""
        powers = ("", "w", "w²", "w³")
        terms = [(c, powers[place]) for place, c in enumerate(self._coefficients) if c]
        text = " ".join(f"{'−' if c < 0 else '+'} {'' if abs(c) == 1 and w else f'{abs(c):.4g}'}{w}" for c, w in terms)
        return text.removeprefix("+ ").replace("− ", "−", 1 if text.startswith("−") else 0) or "0"

    def slope(self, w):
        """The exact derivative at w."""
        return Polynomial([place * c for place, c in enumerate(self._coefficients)][1:])(w)


def _encodable(text: str) -> str:
    """The text with ? where it holds half a character (a lone surrogate), which no file, pipe or page takes."""
    return text.encode("utf-8", "replace").decode()


def to_plain(value, depth: int = 0):
    """The plain value of what an answer returned; never raises for a type it does not know."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _encodable(str(value)[:LONGEST_TEXT])
    if isinstance(value, int):
        return int(value) if -(2**63) <= value < 2**64 else _to_float(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, complex):
        return {"other": "complex number"} if value.imag else float(value.real)
    if isinstance(value, (type, BaseException)):
        return _name_of(value if isinstance(value, type) else type(value))
    if value is Ellipsis:
        return {"other": "ellipsis"}
    if isinstance(value, Number) and not isinstance(value, np.generic):
        return _to_float(value)  # Decimal, Fraction
    if depth < DEEPEST and (plain := _parts_to_plain(value, depth + 1)) is not None:
        return plain
    if arrays.is_tensor(value):
        try:
            found = arrays.from_tensor(value)
        except (RuntimeError, TypeError, ValueError):  # a kind of tensor that has no way to NumPy
            found = f"{_name_of(type(value))} of {value.dtype}"
        return _array_to_plain(found, "torch", depth)
    if isinstance(value, (np.ndarray, np.generic)):
        return _array_to_plain(arrays.of_floats(value), "numpy", depth)
    return {"other": _name_of(type(value))}


def _array_to_plain(found, library, depth):
    """The plain value of what ``arrays`` has found: an array, a list of tensors, or words."""
    if isinstance(found, list):
        return to_plain(found, depth)
    found = found if isinstance(found, str) else arrays.of_floats(found)
    if isinstance(found, str):
        return {"other": found}
    return {"array": found.tolist(), "dtype": str(found.dtype), "library": library}


def _parts_to_plain(value, depth):
    """The plain value of what has parts, each of which is looked at alone; None if the value has none."""
    parts = value if isinstance(value, dict) else _fields_of(value)
    if parts is not None:
        items = islice(parts.items(), 1000)
        return {"mapping": [[_encodable(str(key)), to_plain(item, depth)] for key, item in items]}
    if isinstance(value, np.ndarray) and value.dtype.kind == "O" and value.size <= arrays.LARGEST:
        return to_plain(value.tolist(), depth)
    if isinstance(value, (list, tuple, range)):
        return [to_plain(item, depth) for item in value[: arrays.LARGEST]]
    if isinstance(value, (Iterator, ValuesView, deque)):  # zip(*rows), a generator, a dict's values
        return [to_plain(item, depth) for item in islice(value, arrays.LARGEST)]
    return None


def _fields_of(value) -> dict | None:
    """The fields of a dataclass, an attrs class or a SimpleNamespace in their order; None if it is none."""
    kind = type(value)
    if isinstance(value, SimpleNamespace):
        return vars(value)
    if dataclasses.is_dataclass(kind):
        return {field.name: getattr(value, field.name, None) for field in dataclasses.fields(kind)}
    if hasattr(kind, "__attrs_attrs__"):
        return {field.name: getattr(value, field.name, None) for field in kind.__attrs_attrs__}
    return None


def _to_float(number) -> float | dict:
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
    except (TypeError, ValueError):  # a signalling NaN, a number of the learner's own that cannot do this
        return {"other": _name_of(type(number))}


def _name_of(kind: type) -> str:
    return _encodable(kind.__name__[:LONGEST_NAME])


def from_plain(value):
    """What the judging half works on: numbers, strings, lists, dicts, NumPy arrays in float64, ``Other``."""
    if isinstance(value, list):
        return [from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "array" in value:
        return np.asarray(value["array"], dtype=np.float64)
    if "mapping" in value:
        return {key: from_plain(item) for key, item in value["mapping"]}
    if "polynomial" in value:
        return Polynomial(value["polynomial"])
    if "other" in value:
        return Other(value["other"])
    return {key: from_plain(item) for key, item in value.items()}


def numbers_in(value) -> list[float]:
    """All numbers in a value that the judging half works on, in no shape."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [number for item in value for number in numbers_in(item)]
    return np.ravel(value).tolist() if isinstance(value, (int, float, np.number, np.ndarray)) else []


def to_argument(value):
    """What the learner's answer is called with: arrays and tensors in their own dtype, functions, numbers."""
    if isinstance(value, list):
        return [to_argument(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "array" in value and value.get("library") == "torch":
        import torch

        return torch.tensor(value["array"], dtype=getattr(torch, value["dtype"]))
    if "array" in value:
        return np.array(value["array"], dtype=value["dtype"])
    if "polynomial" in value:
        return Polynomial(value["polynomial"])
    return {key: to_argument(item) for key, item in value.items()}
