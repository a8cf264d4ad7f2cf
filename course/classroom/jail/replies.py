"""A child's message, checked member by member: what the judge is given has the form that ``calling.call`` gives it.

All of it was made by a learner's code. A message of another form is that learner's fault.
"""

from itertools import chain
from typing import Any

from course.classroom.jail.plain_values import BadReply, unpack

LONGEST_LIST = 1_000
LONGEST_TEXT = 2_000
MOST_NAMES = 20_000
MOST_VALUES = 60_000  # of all calls together; the capstone returns 25,000. Each mistake is compared with all of them


def read(message: bytes, request: dict) -> dict:
    """The reply: "wall" or "failed" with a text, or "returned" and "faults".

    Args:
        message: what came through the pipe.
        request: what the child was asked; a reply has at most one call for each of its cases.

    Raises:
        BadReply: the message is no reply.
    """
    reply = _dict(unpack(message))
    for word in ("wall", "failed"):
        if set(reply) == {word}:
            return {word: _text(reply[word])}
    if set(reply) != {"returned", "faults"}:
        raise BadReply("Found a message without the members of a reply.")
    if _many([reply["returned"]]):
        return {"failed": f"More than {MOST_VALUES:,} values came back, too many to compare. Return fewer numbers."}
    faults = [_record(one, {"cell": _number, "type": _text, "message": _text}) for one in _list(reply["faults"])]
    return {"returned": _returned(_dict(reply["returned"]), request), "faults": faults}


def _returned(given: dict, request: dict) -> dict:
    if "missing" in given:
        missing = [_text(name) for name in _list(given["missing"])]
        if not missing or not set(missing) <= set(request["answers"]):
            raise BadReply("Found names missing that were not asked for.")
        return {"missing": missing}
    calls = [_call(one) for one in _list(given.get("calls"))]
    stopped = bool(calls) and "value" not in calls[-1]
    if any("value" not in one for one in calls[:-1]) or not 0 < len(calls) <= len(request["cases"]):
        raise BadReply(f"Found {len(calls)} calls, expected {len(request['cases'])}.")
    if not stopped and len(calls) != len(request["cases"]):
        raise BadReply(f"Found {len(calls)} calls, expected {len(request['cases'])}.")
    again = None if given.get("again") is None else _call(given["again"])
    if not stopped and request["twice"] and again is None:
        raise BadReply("Found no second call, expected one.")
    facts = {name: [_text(word) for word in _list(given.get(name), MOST_NAMES)] for name in ("unwritten", "uses")}
    return facts | {"calls": calls, "again": again}


def _many(calls: list) -> bool:
    """Whether all lists together hold more values than the judge gets through in seconds."""
    level, count = calls, 0
    while level and count <= MOST_VALUES:
        holding = [one.values() if type(one) is dict else one for one in level if type(one) in (dict, list)]
        level = list(chain.from_iterable(holding))
        count += len(level)
    return count > MOST_VALUES


def _call(given: Any) -> dict:
    """One record of ``calling``: a value, or what stands in its place."""
    given = _dict(given)
    if "refused" in given:
        names = {"answer": _text, "takes": _texts, "ours": _texts}
        return {"refused": _record(given["refused"], names)}
    rest = {"printed": _text(given.get("printed", "")), "changed": _texts(given.get("changed", []))}
    if "raised" in given:
        record = {"type": _text, "message": _text, "line": _text, "number": _number, "functions": _texts}
        return {"raised": _record({"functions": []} | _dict(given["raised"]), record)} | rest
    if "value" not in given:
        raise BadReply("Found a call without a value, and without a reason for it.")
    return {"value": _plain(given["value"])} | rest


def _plain(value: Any) -> Any:
    """A value as ``helpers.checks.plain.to_plain`` makes them, and no other."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    value = _dict(value)
    if set(value) == {"other"}:
        return {"other": _text(value["other"])}
    if set(value) == {"mapping"}:
        pairs = [_list(pair) for pair in _list(value["mapping"])]
        if any(len(pair) != 2 for pair in pairs):
            raise BadReply("Found a mapping that is not made of pairs.")
        return {"mapping": [[_text(key), _plain(item)] for key, item in pairs]}
    if set(value) == {"array", "dtype", "library"}:
        _shape(value["array"])
        return {"array": value["array"], "dtype": _text(value["dtype"]), "library": _text(value["library"])}
    raise BadReply("Found a value of no known form.")


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


def _record(given: Any, members: dict) -> dict:
    given = _dict(given)
    if set(given) != set(members):
        raise BadReply(f"Found a record without exactly {', '.join(members)}.")
    return {name: read_one(given[name]) for name, read_one in members.items()}


def _dict(value: Any) -> dict:
    if type(value) is not dict:
        raise BadReply(f"Found a {type(value).__name__}, expected names with values.")
    return value


def _list(value: Any, most: int = LONGEST_LIST) -> list:
    if type(value) is not list or len(value) > most:
        raise BadReply(f"Found something else than a list of at most {most}.")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise BadReply(f"Found a {type(value).__name__}, expected a text.")
    return value[:LONGEST_TEXT]


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in _list(value)]


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise BadReply(f"Found a {type(value).__name__}, expected a whole number.")
    return value
