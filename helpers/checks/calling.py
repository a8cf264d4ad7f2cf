"""The half that calls the learner's answer: plain values in, plain values out, no opinion on either.

It knows neither what is right nor which mistakes exist, so that it may run where the learner's code could look for it.
"""

import contextlib
import importlib
import inspect
import io
import linecache
import traceback
import warnings
from types import CodeType

from helpers.checks import source, time_limit
from helpers.checks.plain import to_argument, to_plain

# Probes that hand the answer the inputs, in order; the others build with a learner's class.
CALL_ON_INPUTS = ("function", "either_library", "model")


def call(request: dict, namespace: dict) -> dict:
    """What the answers did: under "calls" a record for each case, under "again" one for the first case once more.

    "unwritten" and "uses" tell what was read off the code; "missing" alone which answers are not there.

    Args:
        request: from ``Exercise.request``: names of the answers, probe, cases, seconds, whether to call twice.
        namespace: the learner's objects by name.
    """
    answers = {name: namespace.get(name) for name in request["answers"]}
    missing = [name for name, answer in answers.items() if not callable(answer)]
    if missing:
        return {"missing": missing}
    probe = importlib.import_module(f"helpers.checks.probes.{request['probe']}").probe
    facts, calls = source.facts(answers), []
    with time_limit.state_kept(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in request["cases"]:
            calls.append(_call_once(probe, answers, case, request))
            if "value" not in calls[-1]:  # one exception says it all, and one endless loop costs time enough
                return facts | {"calls": calls, "again": None}
        again = _call_once(probe, answers, request["cases"][0], request) if request["twice"] else None
    return facts | {"calls": calls, "again": again}


def _call_once(probe, answers, case, request) -> dict:
    arguments, printed = to_argument(case), io.StringIO()
    if problem := _refused(answers, arguments, request["probe"]):
        return {"refused": problem}
    before = to_plain([*arguments.values()])
    with time_limit.interrupts_noted() as interrupts:
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                value = time_limit.within(request["seconds"], lambda: _plain_answer(probe, answers, arguments))
            record = {"value": value}
        except time_limit.OutOfTimeError:
            record = {"out_of_time": request["seconds"]}
        except BaseException as error:  # SystemExit too: what an answer raises is its verdict, not a crash of the cell
            record = {"raised": _what_was_raised(error, answers, request["seconds"])}
    if interrupts:  # and not a KeyboardInterrupt that the answer raises by itself
        raise KeyboardInterrupt
    after = to_plain([*arguments.values()])
    record["printed"] = to_plain(printed.getvalue())
    record["changed"] = [name for name, was, now in zip(arguments, before, after, strict=True) if was != now]
    return record


def _plain_answer(probe, answers, arguments):
    """The plain value of what the answer returns; what has none, by a failure of ours, is told by its type."""
    value = probe(answers, arguments)
    try:
        return to_plain(value)
    except Exception as error:
        if _own_places(error, answers):  # a generator runs on in the learner's code
            raise
        return {"other": to_plain(type(value))}


def _refused(answers, arguments, probe_name) -> dict | None:
    """The answer whose arguments are not ours, if there is one; classes are left to their probe."""
    if probe_name not in CALL_ON_INPUTS:
        return None
    for name, answer in answers.items():
        ours = arguments.get(name, arguments)
        try:
            signature = inspect.signature(answer)
        except (TypeError, ValueError):  # built-in functions do not all tell theirs
            continue
        try:
            signature.bind(*ours.values())
        except TypeError:
            return {"answer": name, "takes": list(signature.parameters), "ours": list(ours)}
    return None


def _message(error, seconds) -> str:
    """The first line of the exception's text; empty if an exception of the learner's own fails even at this."""
    try:
        text = time_limit.within(seconds, lambda: str(error))
    except BaseException:
        return ""
    return to_plain("".join(text.strip().splitlines()[:1])[:300])


def _what_was_raised(error, answers, seconds) -> dict:
    """Type, message, and the learner's own line: the innermost one that is in a file of the answers.

    "functions" are the learner's functions that it passed through, the outermost first; methods as "MySGD.step" too.
    """
    line, number, functions = "", None, []
    for code, place in _own_places(error, answers):
        line, number = linecache.getline(code.co_filename, place).strip(), place
        functions += dict.fromkeys([getattr(code, "co_qualname", code.co_name), code.co_name])
    return {
        "type": type(error).__name__,
        "message": _message(error, seconds),
        "line": line,
        "number": number,
        "functions": functions,
    }


def _own_places(error, answers) -> list[tuple[CodeType, int]]:
    """The code and line of each step in the files of the answers that the exception passed through, outermost first."""
    files = {item.__code__.co_filename for answer in answers.values() for item in source.functions_of(answer).values()}
    steps = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return [step for step in steps if step[0].co_filename in files or step[0].co_filename.startswith("<the check")]
