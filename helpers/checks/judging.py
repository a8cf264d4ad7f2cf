"""The half that judges: it sees what the calls returned, knows what is right and wrong, and calls nothing."""

import numpy as np

from helpers.checks import evidence, messages
from helpers.checks.declaration import Exercise
from helpers.checks.finding import Seen
from helpers.checks.plain import Other, from_plain
from helpers.checks.recognising import correct, fits, is_raised, raises, uses
from helpers.checks.shown import short, short_inputs
from helpers.checks.structure import all_swapped, diagnose
from helpers.checks.verdict import Verdict


def judge(exercise: Exercise, request: dict, returned: dict) -> Verdict:
    """The verdict on one answer.

    Args:
        exercise: its declaration.
        request: the request the calling half was given; its cases hold the inputs.
        returned: what ``calling.call`` returned, possibly from another process.
    """
    if "missing" in returned:
        return Verdict(exercise.id, "todo", None, messages.MISSING.format(names=", ".join(returned["missing"])))
    with np.errstate(all="ignore"):  # a path that runs away may overflow on our side too
        calls = returned["calls"]
        stopped = "value" not in calls[-1]
        seen = [] if stopped else [seen_case(exercise, *pair) for pair in zip(request["cases"], calls, strict=True)]
        right = bool(seen) and all(correct(exercise, case) for case in seen)
        if not right and (returned["unwritten"] or (seen and _unfinished(seen[0].mine))):
            return Verdict(exercise.id, "todo", None, _todo(exercise, returned["unwritten"]))
        if stopped:
            return _stopped(exercise, request, returned)
        if right:
            return _right(exercise, request, returned)
        if not exercise.constant and all_swapped(exercise, seen):  # parts may be swapped and look like a mistake
            return _diagnosed(exercise, seen)
        return _named(exercise, returned, seen) or _diagnosed(exercise, seen)


def seen_case(exercise: Exercise, inputs: dict, call: dict) -> Seen:
    """One case with its inputs, the value of its call, and ours worked out."""
    values, mine = from_plain(inputs), from_plain(call["value"])
    ours = exercise.expected(**values)
    if isinstance(mine, dict) and set(mine) == set(exercise.names):  # parts by name, in an order of the learner's
        mine = [mine[name] for name in exercise.names]
    if exercise.tidy is not None:
        mine = _tidied(exercise, mine, values)
    return Seen(values, mine, list(ours) if isinstance(ours, tuple) else ours)


def _tidied(exercise, mine, values):
    try:
        return exercise.tidy(mine, **values)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return mine  # a value of another kind has no other form


def _unfinished(mine):
    items = mine if isinstance(mine, list) else [mine]
    return any(isinstance(item, Other) and item.type_name == "ellipsis" for item in items)


def _todo(exercise, unwritten):
    if not unwritten or set(unwritten) == set(exercise.answers):
        return messages.TODO
    return messages.TODO_PARTS.format(names=", ".join(unwritten))


def _right(exercise, request, returned):
    """The verdict on the right values: right, unless the way they were found is a known mistake or leaves a trace."""
    used = next((mistake for mistake in exercise.mistakes if uses(mistake, returned["uses"])), None)
    if used:
        return Verdict(exercise.id, "wrong", used.id, used.message)
    changed = sorted({name for call in returned["calls"] for name in call["changed"]})
    if changed:
        return Verdict(exercise.id, "wrong", "changes_input", messages.CHANGED.format(names=", ".join(changed)))
    if (again := returned["again"]) is None:
        return Verdict(exercise.id, "right")
    once_only = Verdict(exercise.id, "wrong", "works_once", messages.ONCE_ONLY)
    if "value" not in again:
        return once_only
    case = seen_case(exercise, request["cases"][0], again)
    if correct(exercise, case):
        return Verdict(exercise.id, "right")
    found = next((one for one in exercise.mistakes if one.once_only and fits(exercise, one, [case])), None)
    return Verdict(exercise.id, "wrong", found.id, found.message) if found else once_only


def _stopped(exercise, request, returned):
    """The verdict on an answer that gave no value: refused our arguments, ran out of time, or raised."""
    call = returned["calls"][-1]
    if "refused" in call:
        refused = call["refused"]
        words = {key: ", ".join(refused[key]) for key in ("takes", "ours")}
        text = messages.REFUSED.format(answer=refused["answer"], **words)
        return Verdict(exercise.id, "raised", "arguments", text)
    if "out_of_time" in call:
        text = messages.OUT_OF_TIME.format(seconds=call["out_of_time"])
        return Verdict(exercise.id, "raised", "out_of_time", text)
    raised = call["raised"]
    if raised["type"] == "NotImplementedError":
        return Verdict(exercise.id, "todo", None, messages.TODO)
    where = messages.RAISED_LINE.format(**raised) if raised["line"] else ""
    inputs = short_inputs(from_plain(request["cases"][len(returned["calls"]) - 1]))
    if inputs and len(returned["calls"]) > 1:  # what raises on all inputs needs none named
        where += messages.RAISED_INPUTS.format(inputs=inputs)
    for mistake in exercise.mistakes:
        if raises(mistake, raised, len(returned["calls"]) - 1) or uses(mistake, returned["uses"]):
            text = messages.NAMED_RAISE.format(text=mistake.message, type=raised["type"])
            return Verdict(exercise.id, "raised", mistake.id, text + where)
    return Verdict(exercise.id, "raised", None, _raised_text(exercise, raised) + where)


def _raised_text(exercise, raised):
    """The exception and, where we know it, what it means in plain words."""
    plainly = next((f" {text}" for known, text in messages.PLAINLY.items() if is_raised(known, raised)), "")
    functions = [name for name in raised.get("functions", ()) if name.split(".")[0] in exercise.answers]
    answer = functions[0] if functions else " / ".join(exercise.answers)
    message = f": {raised['message'].rstrip('.')}" if raised["message"] else ""
    return messages.RAISED.format(answer=answer, type=raised["type"], message=message, plainly=plainly)


def _named(exercise, returned, seen):
    """The verdict that names a known mistake, if one fits; its message speaks of the first wrong case."""
    for mistake in exercise.mistakes:
        if fits(exercise, mistake, seen) or uses(mistake, returned["uses"]):
            case = next(case for case in seen if not correct(exercise, case))
            words = {name: short(value) for name, value in case.inputs.items()}
            words |= {"N": case.samples, "mine": short(case.mine), "ours": short(case.ours)}
            text = mistake.message.format_map(words)
            return Verdict(exercise.id, "wrong", mistake.id, text, **evidence.values(exercise, case))
    return None


def _diagnosed(exercise, seen):
    finding = diagnose(exercise, seen)
    text = messages.STRUCTURE[finding.key].format(found=finding.found, expected=finding.expected)
    if finding.part:
        text = messages.PART.format(part=finding.part, text=text)
    case = seen[finding.case]
    text += evidence.sentence(exercise, case, finding)
    return Verdict(exercise.id, "wrong", finding.key, text, **evidence.values(exercise, case))
