"""A child's message: packed as JSON, read strictly, and checked member by member for the form of ``calling.call``.

All of it was made by a learner's code, so nothing is trusted: not the length, not the depth, not the form. A message
that is no reply is that learner's fault.
"""
# long because: the two ends of one pipe, and the form of what goes through it

import json
import math
from dataclasses import dataclass
from itertools import chain
from typing import Any

from course.classroom.jail.endings import Fault

# The first byte of all that a child sends, before any of a learner's code has run: whether its wall stands.
STANDING, FALLEN = b"+", b"-"
MAX_BYTES = 1_000_000  # of one message; a lesson's largest answer takes a hundredth of it
MAX_DEPTH = 16  # lists inside lists
INTEGER_DIGITS = 20  # 64 bits
LONGEST_LIST = 1_000
LONGEST_TEXT = 2_000
MOST_NAMES = 20_000
MOST_VALUES = 60_000  # of all calls together; the capstone returns 25,000. Each mistake is compared with all of them


class BadReply(ValueError):  # noqa: N818 - it names what was received
    """What came through the pipe is no reply: too long, too deep, or of another form."""


@dataclass(frozen=True)
class Reply:
    """What a learner's process says: why there is no answer, or what was returned."""

    failed: str | None = None
    returned: dict | None = None
    faults: tuple[Fault, ...] = ()


def pack(value: Any) -> bytes:
    """A value of texts, numbers, lists and dicts as a message; NaN and infinity are spelled as Python's JSON does.

    Raises:
        TypeError: a value, here or inside, has no such form.
        ValueError: it is too long, too deep or too large.
    """
    _refuse_unbounded(value)
    message = json.dumps(value, separators=(",", ":")).encode("ascii")
    if len(message) > MAX_BYTES:
        raise ValueError(f"Found a value of {len(message)} bytes, expected at most {MAX_BYTES}. Return fewer numbers.")
    return message


def unpack(message: bytes) -> Any:
    """The value that ``pack`` was given.

    Raises:
        BadReply: ``pack`` makes no such message.
    """
    if len(message) > MAX_BYTES:
        raise BadReply(f"Found a message of more than {MAX_BYTES} bytes.")
    hooks = {"parse_int": _integer, "parse_float": _finite, "object_pairs_hook": _without_repetition}
    try:
        value = json.loads(message.decode("ascii"), **hooks)
    except BadReply:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadReply(f"Found a message that is not JSON: {str(fault)[:80]}.") from fault
    _refuse_unbounded(value)
    return value


def _refuse_unbounded(value: Any, depth: int = 0) -> None:
    """Refuse what is nested too deeply, whole numbers of more than 64 bits, and halves of characters.

    Raises:
        BadReply: says what was found.
    """
    if depth > MAX_DEPTH:
        raise BadReply(f"Found lists nested more than {MAX_DEPTH} deep, expected fewer.")
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadReply("Found a string with half a character (a lone surrogate), which has no plain form.")
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        raise BadReply("Found a whole number of more than 64 bits, which has no plain form.")
    if isinstance(value, (list, dict)):
        for item in chain(value, value.values()) if isinstance(value, dict) else value:
            _refuse_unbounded(item, depth + 1)


def _integer(digits: str) -> int:
    if len(digits) > INTEGER_DIGITS:
        raise BadReply(f"Found a whole number of {len(digits)} digits, expected at most {INTEGER_DIGITS}.")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadReply("Found a number too large for a float; infinity is spelled out.")
    return number


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadReply("Found a name twice in one record.")
    return found


def read(message: bytes, request: dict) -> Reply:
    """The reply in a message.

    Args:
        message: what came through the pipe.
        request: what the child was asked; a reply has at most one call for each of its cases.

    Raises:
        BadReply: the message is no reply.
    """
    reply = unpack(message)
    if type(reply) is dict and _many([reply.get("returned")]):
        return Reply(failed=f"More than {MOST_VALUES:,} values came back, too many to compare. Return fewer numbers.")
    reply = _formed(reply, MESSAGES)
    if "returned" in reply:
        _refuse_other_calls(reply["returned"], request)
        reply["faults"] = tuple(Fault(**one) for one in reply["faults"])
    return Reply(**reply)


def _refuse_other_calls(returned: dict, request: dict) -> None:
    """Refuse names and calls that were not asked for, and fewer calls than were, unless the last one failed.

    Raises:
        BadReply: says what was found.
    """
    if "missing" in returned:
        if not returned["missing"] or not set(returned["missing"]) <= set(request["answers"]):
            raise BadReply("Found names missing that were not asked for.")
        return
    calls, most = returned["calls"], len(request["cases"])
    complete = len(calls) == most and "value" in calls[-1]
    stopped = 0 < len(calls) <= most and "value" not in calls[-1]
    if not (complete or stopped) or any("value" not in one for one in calls[:-1]):
        raise BadReply(f"Found {len(calls)} calls, expected {most}.")
    if complete and request["twice"] and returned["again"] is None:
        raise BadReply("Found no second call, expected one.")


def _many(calls: list) -> bool:
    """Whether all lists together hold more values than the judge gets through in seconds."""
    level, count = calls, 0
    while level and count <= MOST_VALUES:
        holding = [one.values() if type(one) is dict else one for one in level if type(one) in (dict, list)]
        level = list(chain.from_iterable(holding))
        count += len(level)
    return count > MOST_VALUES


def _formed(value: Any, form: Any) -> Any:
    """A value that has a form.

    Args:
        value: anything that JSON can say.
        form: a function that gives the value back or refuses it; a list with the form of each item; a tuple of
            records, each with the forms of its members, of which the value has to be one.

    Raises:
        BadReply: it has not.
    """
    if callable(form):
        return form(value)
    if isinstance(form, list):
        return [_formed(one, form[0]) for one in _list(value)]
    for members in form:
        if type(value) is dict and set(value) == set(members):
            return {name: _formed(one, members[name]) for name, one in value.items()}
    raise BadReply("Found a value of no known form.")


def _list(value: Any, most: int = LONGEST_LIST) -> list:
    if type(value) is not list or len(value) > most:
        raise BadReply(f"Found something else than a list of at most {most}.")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise BadReply(f"Found a {type(value).__name__}, expected a text.")
    return value[:LONGEST_TEXT]


def _names(value: Any) -> list[str]:
    return [_text(one) for one in _list(value, MOST_NAMES)]


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise BadReply(f"Found a {type(value).__name__}, expected a whole number.")
    return value


def _plain(value: Any) -> Any:
    """A value as ``helpers.checks.plain.to_plain`` makes them, and no other."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return _formed(value, VALUES)


def _pair(value: Any) -> list:
    if len(_list(value)) != 2:
        raise BadReply("Found a mapping that is not made of pairs.")
    return [_text(value[0]), _plain(value[1])]


def _array(value: Any) -> Any:
    _shape(value)
    return value


def _shape(values: Any) -> tuple[int, ...]:
    """The shape of nested lists of numbers, all of one length at each depth."""
    if not isinstance(values, list):
        if isinstance(values, (bool, int, float)):
            return ()
        raise BadReply("Found an array of something else than numbers.")
    shapes = {_shape(item) for item in values}
    if len(shapes) > 1:
        raise BadReply("Found an array whose rows differ in length.")
    return (len(values), *next(iter(shapes), ()))


def _again(value: Any) -> dict | None:
    return None if value is None else _formed(value, CALLS)


# What ``helpers.checks.plain.to_plain`` makes of what is no number, text or list.
VALUES = ({"other": _text}, {"mapping": [_pair]}, {"array": _array, "dtype": _text, "library": _text})
# One record of ``helpers.checks.calling``: a value, or what stands in its place.
BESIDE = {"printed": _text, "changed": [_text]}
REFUSED = {"answer": _text, "takes": [_text], "ours": [_text]}
RAISED = {"type": _text, "message": _text, "line": _text, "number": _number, "functions": [_text]}
CALLS = ({"value": _plain, **BESIDE}, {"raised": (RAISED,), **BESIDE}, {"refused": (REFUSED,)})
# What ``jail.child`` sends.
RETURNED = ({"missing": [_text]}, {"unwritten": _names, "uses": _names, "calls": [CALLS], "again": _again})
FAULT = {"cell": _number, "type": _text, "message": _text, "line": _number}
MESSAGES = ({"failed": _text}, {"returned": RETURNED, "faults": [(FAULT,)]})
