"""The half that judges: it sees what the calls returned, knows what is right and wrong, and calls nothing."""

from dataclasses import replace

import numpy as np

from helpers.checks import messages, recognising, rounding, structure
from helpers.checks.comparing import Seen, seen_case
from helpers.checks.declaration import Exercise
from helpers.checks.plain import Other, from_plain
from helpers.checks.shown import inputs_text, short, short_inputs
from helpers.checks.verdict import Finding, Verdict
from helpers.language import say

# Findings about what the value is, not which: the inputs would add nothing.
WITHOUT_EVIDENCE = (
    "returns_none", "part_none", "returns_other", "parts", "missing_keys", "text_expected", "truth_expected",
    "another_word", "rounded", "length", "count", "swapped",
)  # fmt: skip
TOLD_ALREADY = ("not_finite", "shape", "broadcast", "one_number", "several_numbers")


def judge(exercise: Exercise, request: dict, returned: dict) -> Verdict:
    """The verdict on one answer.

    Args:
        exercise: its declaration.
        request: the request the calling half was given; its cases hold the inputs.
        returned: what ``calling.call`` returned, possibly from another process.

    Raises:
        ExerciseError: a function of the declaration fails; the answer is not to blame.
    """
    if "missing" in returned:
        return Verdict(exercise.id, "todo", None, say(messages.MISSING, names=", ".join(returned["missing"])))
    with np.errstate(all="ignore"):  # a path that runs away may overflow on our side too
        called = [pair for pair in zip(request["cases"], returned["calls"], strict=False) if "value" in pair[1]]
        seen = [seen_case(exercise, *pair) for pair in called]
        wrong = [case for case in seen if not case.right]
        verdict = _verdict(exercise, request, returned, seen, wrong)
    inputs = inputs_text(from_plain(request["cases"][len(seen)])) if verdict.outcome == "raised" else verdict.inputs
    return replace(verdict, case=next(iter(wrong + seen), None), inputs=inputs)


def _verdict(exercise, request, returned, seen, wrong) -> Verdict:
    stopped = len(seen) < len(returned["calls"])
    rounded = None if stopped or not (wrong or exercise.wants_decimals) else rounding.rounded(seen, exercise.decimals)
    if not stopped and not wrong and not rounded:
        return _right(exercise, request, returned)
    if returned["unwritten"] or (not stopped and _unfinished(seen[0].mine)):
        return Verdict(exercise.id, "todo", None, _todo(exercise, returned["unwritten"]))
    if stopped:
        return _stopped(exercise, request, returned)
    return _wrong(exercise, returned, seen, rounded)


def _unfinished(mine) -> bool:
    items = mine if isinstance(mine, list) else [mine]
    return any(isinstance(item, Other) and item.type_name == "ellipsis" for item in items)


def _todo(exercise, unwritten) -> str:
    if not unwritten or set(unwritten) == set(exercise.answers):
        return say(messages.TODO)
    return say(messages.TODO_PARTS, names=", ".join(unwritten))


def _right(exercise, request, returned) -> Verdict:
    """The verdict on the right values: right, unless the way they were found is a known mistake or leaves a trace."""
    if used := recognising.by_names(exercise, returned["uses"]):
        return Verdict(exercise.id, "wrong", used.id, recognising.told(used, returned["uses"]))
    changed = sorted({name for call in returned["calls"] for name in call["changed"]})
    if changed:
        return Verdict(exercise.id, "wrong", "changes_input", say(messages.CHANGED, names=", ".join(changed)))
    if (again := returned["again"]) is None:
        return Verdict(exercise.id, "right")
    once_only = Verdict(exercise.id, "wrong", "works_once", say(messages.ONCE_ONLY))
    if "value" not in again:
        return once_only
    case = seen_case(exercise, request["cases"][0], again)
    if case.right:
        return Verdict(exercise.id, "right")
    found = recognising.by_second_value(exercise, case)
    return Verdict(exercise.id, "wrong", found.id, recognising.told(found, returned["uses"])) if found else once_only


def _stopped(exercise, request, returned) -> Verdict:
    """The verdict on an answer that gave no value: refused our arguments, ran out of time, or raised."""
    place, call = len(returned["calls"]) - 1, returned["calls"][-1]
    if "refused" in call:
        refused = call["refused"]
        words = {key: ", ".join(refused[key]) for key in ("takes", "ours")}
        text = say(messages.REFUSED, answer=refused["answer"], **words)
        return Verdict(exercise.id, "raised", "arguments", text)
    if "out_of_time" in call:
        return Verdict(exercise.id, "raised", "out_of_time", say(messages.OUT_OF_TIME, seconds=call["out_of_time"]))
    raised = call["raised"]
    if raised["type"] == "NotImplementedError" and "NotImplemented" in (raised["line"] or raised["type"]):
        return Verdict(exercise.id, "todo", None, say(messages.TODO))
    where = say(messages.RAISED_LINE, **raised) if raised["line"] else ""
    if place and (inputs := short_inputs(from_plain(request["cases"][place]))):  # on all inputs, none needs a name
        where += say(messages.RAISED_INPUTS, inputs=inputs)
    if mistake := recognising.by_exception(exercise, raised, place, returned["uses"]):
        text = say(messages.NAMED_RAISE, text=recognising.told(mistake, returned["uses"]), type=raised["type"])
        return Verdict(exercise.id, "raised", mistake.id, text + where)
    return Verdict(exercise.id, "raised", None, _raised_text(exercise, raised) + where)


def _raised_text(exercise, raised) -> str:
    """The exception and, where we know it, what it means in plain words."""
    known = (text for exception, text in messages.PLAINLY.items() if recognising.is_raised(exception, raised))
    plainly = next((f" {say(text)}" for text in known), "")
    functions = [name for name in raised.get("functions", ()) if name.split(".")[0] in exercise.answers]
    answer = functions[0] if functions else " / ".join(exercise.answers)
    message = f": {raised['message'].rstrip('.')}" if raised["message"] else ""
    return say(messages.RAISED, answer=answer, type=raised["type"], message=message, plainly=plainly)


def _wrong(exercise, returned, seen, rounded: Finding | None) -> Verdict:
    """The verdict that names a known mistake, if one fits, or else what the values themselves tell."""
    wrong = [case for case in seen if not case.right]
    if rounded and exercise.wants_decimals:  # a known mistake may lie near to it in some draws
        return _told(exercise, seen, rounded)
    swapped = not exercise.constant and all(case.swapped for case in wrong)  # which may look like a mistake
    mistake = None if swapped else recognising.by_values(exercise, seen, returned["uses"])
    if not mistake:
        return _told(exercise, seen, rounded or structure.diagnose(seen, exercise.shape_matters))
    case = wrong[0]
    words = {name: short(value) for name, value in case.inputs.items()}
    words |= {"N": case.samples, "mine": short(case.returned), "ours": short(case.ours)}
    text = recognising.told(mistake, returned["uses"]).format_map(words)
    if left := recognising.unexplained(mistake, seen):
        text += say(messages.WRONG_TOO, parts=", ".join(left))
    return _verdict_on(exercise, case, mistake.id, text)


def _told(exercise, seen, finding: Finding) -> Verdict:
    """The verdict that says what was found."""
    case = seen[finding.case]
    return _verdict_on(exercise, case, finding.key, _found_text(exercise, case, finding))


def _verdict_on(exercise, case: Seen, key: str, text: str) -> Verdict:
    mine, ours = short(case.returned), "" if exercise.constant else short(case.ours)  # it would be the answer
    return Verdict(exercise.id, "wrong", key, text, mine=mine, ours=ours, inputs=inputs_text(case.inputs))


def _found_text(exercise, case: Seen, finding: Finding) -> str:
    """What the finding says, with the inputs and the two values where they fit into a line and give no answer away."""
    found, expected = (one if isinstance(one, str) else short(one) for one in (finding.found, finding.expected))
    text = say(messages.STRUCTURE[finding.key], found=found, expected=expected)
    if finding.part:
        text = say(messages.PART, part=finding.part, text=text)
    if finding.key in WITHOUT_EVIDENCE or (exercise.constant and finding.key in TOLD_ALREADY):
        return text
    both = {"mine": short(finding.mine), "ours": short(finding.ours)}
    if exercise.constant:
        return text + say(messages.EVIDENCE_ALONE, **both)
    inputs = short_inputs(case.inputs)
    return text + (say(messages.EVIDENCE, inputs=inputs, **both) if inputs else "")
