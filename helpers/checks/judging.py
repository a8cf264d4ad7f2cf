"""The half that judges: it sees what the calls returned, knows what is right and wrong, and calls nothing."""

from helpers.checks import messages
from helpers.checks.comparing import agrees, parts_of
from helpers.checks.declaration import Exercise, Mistake
from helpers.checks.plain import Other, from_plain
from helpers.checks.shown import short, short_inputs
from helpers.checks.structure import Seen, diagnose
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
    *calls, again = returned["calls"] if len(returned["calls"]) > 1 else returned["calls"] * 2
    stopped = next((call for call in calls if "value" not in call), None)
    seen = [] if stopped else _seen(exercise, request, calls)
    right = bool(seen) and all(_agrees(exercise, case.mine, case.ours) for case in seen)
    if not right and returned["unwritten"]:
        return Verdict(exercise.id, "todo", None, _todo(exercise, returned["unwritten"]))
    if stopped:
        return _stopped(exercise, request, returned, stopped)
    if right:
        return _right(exercise, returned, seen, calls, again)
    if _unfinished(seen[0].mine):
        return Verdict(exercise.id, "todo", None, messages.TODO)
    return _named(exercise, returned, seen) or _diagnosed(exercise, seen)


def seen_case(exercise: Exercise, inputs: dict, mine) -> Seen:
    """One case with its inputs and ours worked out; inputs are plain, mine is not."""
    values = from_plain(inputs)
    ours = exercise.expected(**values)
    return Seen(values, mine, list(ours) if isinstance(ours, tuple) else ours)


def fits(exercise: Exercise, mistake: Mistake, seen: list[Seen]) -> bool:
    """Whether the values are those of the mistake, in every case."""
    if mistake.value is not None:
        return all(_fits_formula(exercise, mistake, case) for case in seen)
    if mistake.when is not None:
        wrong = [case for case in seen if not _agrees(exercise, case.mine, case.ours)]
        return all(_holds(mistake, case) for case in wrong)
    return False


def _seen(exercise, request, calls):
    pairs = zip(request["cases"], calls, strict=True)
    return [seen_case(exercise, inputs, from_plain(call["value"])) for inputs, call in pairs]


def _agrees(exercise, mine, ours):
    return agrees(mine, ours, exercise.rtol, exercise.atol, exercise.shape_matters)


def _fits_formula(exercise, mistake, case):
    wrong = mistake.value(**case.inputs)
    if isinstance(wrong, dict):  # only these parts give the mistake away
        apart = parts_of(case.mine, exercise.names)
        return (
            not wrong
            or apart is not None
            and all(
                key in apart and agrees(apart[key], value, exercise.rtol, exercise.atol) for key, value in wrong.items()
            )
        )
    return agrees(case.mine, wrong, exercise.rtol, exercise.atol)


def _holds(mistake, case):
    try:
        return bool(mistake.when(case))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return False  # a value of another kind than the mistake's is not that mistake


def _unfinished(mine):
    items = mine if isinstance(mine, list) else [mine]
    return any(isinstance(item, Other) and item.type_name in ("ellipsis", "NotImplementedType") for item in items)


def _todo(exercise, unwritten):
    if set(unwritten) == set(exercise.answers):
        return messages.TODO
    return messages.TODO_PARTS.format(names=", ".join(unwritten))


def _right(exercise, returned, seen, calls, again):
    named = next((mistake for mistake in exercise.mistakes if mistake.uses in returned["uses"]), None)
    if named:
        return Verdict(exercise.id, "wrong", named.id, named.message)
    changed = sorted({name for call in calls for name in call.get("changed", [])})
    if changed:
        return Verdict(exercise.id, "wrong", "changes_input", messages.CHANGED.format(names=", ".join(changed)))
    if "value" not in again or not _agrees(exercise, from_plain(again["value"]), seen[0].ours):
        return Verdict(exercise.id, "wrong", "works_once", messages.ONCE_ONLY)
    return Verdict(exercise.id, "right")


def _stopped(exercise, request, returned, call):
    """The verdict on an answer that gave no value: refused our arguments, ran out of time, or raised."""
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
    for mistake in exercise.mistakes:
        if _fits_raised(mistake, raised) or mistake.uses in returned["uses"]:
            text = messages.NAMED_RAISE.format(text=mistake.message, type=raised["type"]) + where
            return Verdict(exercise.id, "raised", mistake.id, text)
    text = messages.RAISED.format(answer=" / ".join(exercise.answers), **raised)
    return Verdict(exercise.id, "raised", None, text + where)


def _fits_raised(mistake, raised):
    kind, _, word = (mistake.raises or "").partition(": ")
    return kind == raised["type"] and word in raised["message"]


def _named(exercise, returned, seen):
    for mistake in exercise.mistakes:
        if fits(exercise, mistake, seen) or mistake.uses in returned["uses"]:
            place = next(i for i, case in enumerate(seen) if not _agrees(exercise, case.mine, case.ours))
            case = seen[place]
            words = {name: short(value) for name, value in case.inputs.items()}
            words |= {"N": case.samples, "mine": short(case.mine), "ours": short(case.ours)}
            return Verdict(exercise.id, "wrong", mistake.id, mistake.message.format_map(words))
    return None


def _diagnosed(exercise, seen):
    finding = diagnose(seen, exercise.names, exercise.rtol, exercise.atol, exercise.shape_matters)
    text = messages.STRUCTURE[finding.key].format(found=finding.found, expected=finding.expected)
    if finding.part:
        text = messages.PART.format(part=finding.part, text=text)
    return Verdict(exercise.id, "wrong", finding.key, text + _evidence(exercise, seen[finding.case], finding))


def _evidence(exercise, case, finding):
    """The inputs with the two values, where they fit into a line and give no answer away."""
    if finding.key in ("returns_none", "returns_unfinished", "returns_other", "parts", "missing_keys", "another_word"):
        return ""
    mine, ours = case.mine, case.ours
    if finding.part:
        mine, ours = (parts_of(value, exercise.names)[finding.part] for value in (mine, ours))
    if exercise.constant:
        return messages.EVIDENCE_ALONE.format(mine=short(mine))
    inputs = short_inputs(case.inputs)
    return messages.EVIDENCE.format(inputs=inputs, mine=short(mine), ours=short(ours)) if inputs else ""
