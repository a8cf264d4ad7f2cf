"""Plain values on the pipe: numbers, strings, lists and arrays as JSON, parsed strictly, never executed.

What a child sends was made by a learner's code. So nothing is trusted: not the length, the depth, the dtype, nor that
an array has as many values as its shape says. What JSON has no spelling for is an object with one key, its tag:
``{"float": "nan"}``, ``{"tuple": [...]}``, ``{"dict": [[key, value], ...]}``, ``{"array": {...}}`` or
``{"tensor": {...}}``.
"""

import json
import math
import sys
from typing import Any

import numpy

from course.classroom.jail.plainarrays import (
    SPECIAL_FLOATS,
    BadReply,
    array,
    plain_array,
    plain_tensor,
    spelled,
    tensor,
)

__all__ = ["BadReply", "pack", "unpack"]

MAX_BYTES = 1_000_000  # of one message; a lesson's largest answer takes a hundredth of it
MAX_DEPTH = 16  # lists inside lists
INTEGER_DIGITS = 20  # 64 bits


def pack(value: Any) -> bytes:
    """The value as a message: None, bool, int, float, str, list, tuple, dict with str keys, numpy array, torch tensor.

    Raises:
        TypeError: a value, here or inside, has no plain form.
        ValueError: it is too long or too deep.
    """
    message = json.dumps(_plain(value, 0), ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    if len(message) > MAX_BYTES:
        raise ValueError(f"Found a value of {len(message)} bytes, expected at most {MAX_BYTES}. Return fewer numbers.")
    return message


def unpack(message: bytes) -> Any:
    """The value that ``pack`` was given, arrays as numpy arrays and tensors as torch tensors.

    Raises:
        BadReply: the message does not stand for a value that ``pack`` takes.
    """
    if len(message) > MAX_BYTES:
        raise BadReply(f"Found a message of more than {MAX_BYTES} bytes.")
    try:
        plain = json.loads(
            message.decode("ascii"),
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_no_constant,
            object_pairs_hook=_Tagged,
        )
    except BadReply:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadReply(f"Found a message that is not JSON: {str(fault)[:80]}.") from fault
    return _value(plain, 0)


def _plain(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError(f"Found lists nested more than {MAX_DEPTH} deep, expected fewer.")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        return {"array": plain_array(value, str(value.dtype))}
    if (torch := sys.modules.get("torch")) and isinstance(value, torch.Tensor):
        return {"tensor": plain_tensor(value)}
    if isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise TypeError("Found a whole number of more than 64 bits, which has no plain form.")
        return int(value)
    if isinstance(value, float):
        return _tagged_float(float(value))
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise TypeError("Found a string with half a character (a lone surrogate), which has no plain form.")
        return str(value)
    return _plain_container(value, depth)


def _plain_container(value: Any, depth: int) -> Any:
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_plain(item, depth + 1) for item in value]}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"dict": [[_plain(key, depth), _plain(item, depth + 1)] for key, item in value.items()]}
    raise TypeError(
        f"Found a {type(value).__name__}, which has no plain form. "
        "Return numbers, strings, lists, tuples, dicts with string keys, arrays or tensors."
    )


def _tagged_float(number: float) -> Any:
    return number if math.isfinite(number) else {"float": spelled(number)}


def _integer(digits: str) -> int:
    if len(digits) > INTEGER_DIGITS:
        raise BadReply(f"Found a whole number of {len(digits)} digits, expected at most {INTEGER_DIGITS}.")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadReply("Found a number too large for a float; infinity is spelled out.")
    return number


def _no_constant(name: str) -> None:
    raise BadReply(f"Found {name}, which is not JSON; it is spelled out.")


class _Tagged(tuple):
    """A parsed object: its tag and what the tag holds, or the members of an array."""


def _value(plain: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise BadReply(f"Found lists nested more than {MAX_DEPTH} deep.")
    if isinstance(plain, str):
        return _text(plain)
    if isinstance(plain, list):
        return [_value(item, depth + 1) for item in plain]
    if not isinstance(plain, _Tagged):
        return plain
    if len(plain) != 1:
        raise BadReply(f"Found an object with {len(plain)} keys, expected one tag.")
    tag, content = plain[0]
    if tag == "float" and isinstance(content, str) and content in SPECIAL_FLOATS:
        return SPECIAL_FLOATS[content]
    if tag == "tuple" and type(content) is list:
        return tuple(_value(item, depth + 1) for item in content)
    if tag == "dict" and type(content) is list:
        return _dictionary(content, depth)
    if tag == "array" and isinstance(content, _Tagged):
        return array(content)
    if tag == "tensor" and isinstance(content, _Tagged):
        return tensor(content)
    raise BadReply(f"Found the tag {tag[:20]!r}, or something it cannot hold.")


def _text(plain: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in plain):
        raise BadReply("Found a string with half a character (a lone surrogate).")
    return plain


def _dictionary(pairs: list, depth: int) -> dict:
    found = {}
    for pair in pairs:
        if type(pair) is not list or len(pair) != 2 or not isinstance(pair[0], str) or pair[0] in found:
            raise BadReply("Found a dict whose entries are not pairs of a new string and a value.")
        found[_text(pair[0])] = _value(pair[1], depth + 1)
    return found
