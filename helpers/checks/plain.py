"""Plain values, the only thing that passes between the two halves: numbers, strings, lists and small dicts.

An array is ``{"array": nested list, "dtype": ..., "library": ...}``, a dict ``{"mapping": [[key, value]]}``, a
function to be differentiated ``{"polynomial": coefficients}``, and anything else ``{"other": its type's name}``.
"""

import math
from collections import deque
from collections.abc import Iterator, ValuesView
from dataclasses import dataclass
from itertools import islice
from numbers import Number

import numpy as np

LARGEST_ARRAY = 100_000
LONGEST_TEXT = 2_000
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
        return int(value) if abs(value) < 1e300 else math.inf * (1 if value > 0 else -1)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (type, BaseException)):
        return value.__name__ if isinstance(value, type) else type(value).__name__
    if value is Ellipsis:
        return {"other": "ellipsis"}
    if depth < DEEPEST:
        if isinstance(value, dict):
            items = list(value.items())[:1000]
            return {"mapping": [[_encodable(str(key)), to_plain(item, depth + 1)] for key, item in items]}
        if isinstance(value, (list, tuple, range)):
            return [to_plain(item, depth + 1) for item in value[:LARGEST_ARRAY]]
        if isinstance(value, (Iterator, ValuesView, deque)):  # zip(*rows), a generator, a dict's values
            return [to_plain(item, depth + 1) for item in islice(value, LARGEST_ARRAY)]
    if isinstance(value, Number) and not isinstance(value, (complex, np.generic)):
        return float(value)  # Decimal, Fraction
    return _array_to_plain(value)


def _array_to_plain(value):
    library = "torch" if hasattr(value, "detach") else "numpy"
    if library == "torch":  # asked of the value itself, so that torch is not imported for it
        value = value.detach().cpu().numpy()
    if isinstance(value, (np.ndarray, np.generic)):
        if value.dtype.kind == "c" and not np.any(value.imag):  # torch.linalg.eigvals makes real eigenvalues complex
            value = value.real
        if value.dtype.kind == "f" and value.itemsize > 8:  # a long double has no other plain form
            value = value.astype(np.float64)
        if value.dtype.kind in "bifu" and value.size <= LARGEST_ARRAY:
            return {"array": value.tolist(), "dtype": str(value.dtype), "library": library}
        return {"other": f"array of {value.dtype}"}
    return {"other": type(value).__name__}


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
