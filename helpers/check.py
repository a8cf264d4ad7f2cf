"""What a learner calls: check, hint, progress, and what they remember in this kernel. No account."""

import difflib
import os
import sys
from dataclasses import replace

from helpers import exercises, remembered
from helpers.checks import messages, record, shown, spelling
from helpers.checks.declaration import ExerciseError
from helpers.checks.verdict import Verdict
from helpers.language import say

# Set where authors look, in a build and in tests: a fault of an exercise is raised there, and not told as a line.
RAISE_FAULTS = "COURSE_RAISE_FAULTS"
_outcomes: dict[str, str] = {}  # exercise id: outcome of its last check
_stages: dict[str, int] = {}  # exercise id: hints given so far
_attempts: dict[str, int] = {}  # exercise id: checks that came to a verdict


def check(*answers, exercise: str | None = None) -> Verdict:
    """The verdict on an answer, shown as one line.

    Args:
        answers: the function or class itself, ``check(forward)``; several where an exercise asks for several.
        exercise: the exercise's id, ``"02-2"``, for an answer under another name.

    Raises:
        ExerciseError: the exercise itself is at fault, and the environment variable RAISE_FAULTS is set.
    """
    declared, problem = _find(answers, exercise, "check")
    if problem:
        return _shown(Verdict(None, "todo", None, problem), problem)
    # Imported here: NumPy is only needed once something is judged.
    from helpers.checks import calling, judging, source

    namespace = _namespace(declared, answers)
    try:
        request = declared.request()
        returned = calling.call(request, namespace)
        verdict = judging.judge(declared, request, returned)
    except ExerciseError as fault:  # says nothing about the answer, so it is no verdict on it
        if os.environ.get(RAISE_FAULTS):
            raise
        return _shown(Verdict(None, "todo", None, text := say(messages.FAULT, fault=fault)), text)
    digest = source.digest_of([namespace.get(name) for name in declared.answers])
    verdict = replace(verdict, source=digest, case=None)  # the case holds the right value
    _outcomes.pop(declared.id, None)  # so that the last key is the last check's
    _outcomes[declared.id] = verdict.outcome
    _attempts[declared.id] = _attempts.get(declared.id, 0) + 1
    remembered.remember(verdict)
    if printed := (returned.get("calls") or [{}])[0].get("printed"):
        print(spelling.spelt(printed), end="" if printed.endswith("\n") else "\n")
    right = say(messages.RIGHT_ON, count=count) if (count := len(request["cases"])) > 1 else say(messages.RIGHT)
    return _shown(verdict, verdict.message or right, declared.hints)


def hint(answer=None, exercise: str | None = None) -> None:
    """Show the next hint for an answer, ``hint(forward)``; each call goes one hint further."""
    named = isinstance(answer, str)
    declared, problem = _find(() if named or answer is None else (answer,), answer if named else exercise, "hint")
    if problem:
        shown.show(problem, problem)
        return
    if not declared.hints:
        _show(f"{declared.id} {say(messages.NO_HINTS)}")
        return
    stage = min(_stages.get(declared.id, 0) + 1, len(declared.hints))
    _stages[declared.id] = stage
    text = messages.LAST_HINT if stage == len(declared.hints) else messages.HINT
    given = say(text, stage=stage, count=len(declared.hints), text=say(declared.hints[stage - 1]))
    _show(f"{declared.id} {given}")


def progress(lesson: str | None = None) -> None:
    """Show how many exercises are right: of a lesson, the last checked unless one is named, and of the whole course."""
    named = str(lesson or next(reversed(_outcomes), "")).split("-")[0]
    if declared := exercises.of_lesson(named.zfill(2) if named.isdigit() else named):
        outcomes = [_outcomes.get(one.id, "todo") for one in declared]
        right = outcomes.count("right")
        marks = "  ".join(f"{one.id} {shown.SYMBOLS[outcome]}" for one, outcome in zip(declared, outcomes, strict=True))
        text = say(messages.PROGRESS, lesson=declared[0].lesson, right=right, count=len(declared))
        shown.show_bar(text, right, len(declared), marks)
    else:
        _show(say(messages.PROGRESS_NOTHING))
    if whole := remembered.whole_course():
        _show(whole)


def _show(text):
    shown.show(text, f"<span>{shown.html.escape(text)}</span>")


def _shown(verdict, text, hints=()):
    name, text = verdict.exercise, shown.cut(text, shown.LONGEST_MESSAGE)
    made = record.of(verdict, text, hints, _stages.get(name, 0), _attempts.get(name))
    shown.show_verdict(verdict := replace(verdict, record=made), text)
    return verdict


def _find(answers, wanted, verb):
    """The declaration asked for and None, or None and what to do instead."""
    declared = exercises.find(wanted) if isinstance(wanted, str) else None
    if wanted is not None and declared is None:
        misspelt = isinstance(wanted, str) and wanted and "-" not in wanted
        return None, _unknown(wanted, verb) if misspelt else _no_exercise(wanted, verb)
    for name in [_name(answer) for answer in answers]:
        declared = declared or (exercises.find(name) if name else None)
    example = f"{verb}({declared.answers[0] if declared else 'forward'})"
    for answer in answers:
        if not callable(answer):
            return None, say(messages.CALLED, found=shown.with_article(type(answer).__name__), example=example)
    if declared:
        return declared, None
    if not answers:
        return None, say(messages.NOTHING, example=example)
    return None, _unknown(_name(answers[0]) or shown.with_article(type(answers[0]).__name__), verb)


def _no_exercise(wanted, verb):
    known = [one.id for one in exercises.all_declared()]
    lesson = [one for one in known if isinstance(wanted, str) and wanted and one.split("-")[0] == wanted.split("-")[0]]
    words = ", ".join(lesson) or say("{first} to {last}", first=known[0], last=known[-1])
    found = wanted or say("without a name")
    return say(messages.NO_EXERCISE, found=found, known=words, example=f"{verb}({exercises.find(known[0]).answers[0]})")


def _unknown(found, verb):
    names = [name for one in exercises.all_declared() for name in one.answers]
    close = next(iter(difflib.get_close_matches(found, names, n=1, cutoff=0.7)), None)
    text = messages.UNKNOWN_CLOSE if close else messages.UNKNOWN
    found = say(messages.NAMELESS) if found == "<lambda>" else found
    return say(text, found=found, close=close, example=f"{verb}({close or names[0]})")


def _name(answer):
    """The answer's name; if no exercise has it, the one that the notebook gave: ``forward = lambda …``."""
    name = getattr(answer, "__name__", None)
    name = name if isinstance(name, str) else None
    if name and exercises.find(name):
        return name
    places = (_definitions_beside(answer), vars(sys.modules["__main__"]))
    known = [other for place in places for other, value in list(place.items()) if value is answer]
    return next((other for other in known if exercises.find(other)), name)


def _namespace(declared, answers):
    """The learner's objects by the exercise's names; missing ones are looked for where the first was defined."""
    namespace = {_name(answer): answer for answer in answers if _name(answer) in declared.answers}
    others = [answer for answer in answers if _name(answer) not in declared.answers]
    free = [name for name in declared.answers if name not in namespace]
    namespace |= dict(zip(free, others, strict=False))
    beside = _definitions_beside(next(iter(answers), None))
    return {name: beside[name] for name in declared.answers if name in beside} | namespace


def _definitions_beside(answer):
    if hasattr(answer, "__globals__"):
        return answer.__globals__
    return vars(sys.modules.get(getattr(answer, "__module__", None) or "__main__", sys.modules["__main__"]))
