"""The verdicts on one sheet: each answer run behind the wall, its values judged on this side of it.

The judge is the one that ``check(...)`` uses in the notebook; only the inputs are others, drawn from a secret seed.
"""

from collections.abc import Callable

from course.classroom.jail.attempt import REPLIED, Attempt, is_memory
from course.classroom.matching.states import MISSING, NOT_RUN, OUT_OF_MEMORY, RAISED, RIGHT, TODO, WRONG, State
from course.classroom.planning import names_used, plans, sheets, statements
from helpers import exercises
from helpers.checks import judging
from helpers.checks.declaration import Exercise
from helpers.checks.plain import from_plain
from helpers.checks.recognising import correct
from helpers.checks.shown import short
from helpers.checks.verdict import Verdict

OF_OUTCOME = {"right": RIGHT, "wrong": WRONG, "todo": TODO, "raised": RAISED}
LONGEST_INPUTS = 300
BY_HAND = "Solved with autograd; the solution does it by hand."

# Takes a request, the cells and the stand-ins; ``Jail.attempt`` is one.
Run = Callable[[dict, tuple, dict], Attempt]


def states(sheet: dict, seed: str, run: Run) -> tuple[dict[str, State], float]:
    """The state of each exercise on the sheet by its id, and the processor seconds that the children took.

    Args:
        sheet: from ``sheets.of``.
        seed: what the inputs are drawn from; nobody else knows it.
        run: makes one attempt.
    """
    code = [statements.read(position, source) for position, source in sheet["cells"]]
    found, spent = {}, 0.0
    for identity, one in sheet["exercises"].items():
        declared = exercises.find(identity)
        if declared is None:
            found[identity] = State(NOT_RUN, message="This exercise has no check, so nothing can judge it.")
            continue
        request = declared.request(seed)
        attempts = _attempts(code, one, request, run)
        state = NOT_RUN
        for plan, attempt in attempts:
            spent += attempt.cpu_seconds
            state = _state(declared, request, attempt, code, one)
            if state.state == RIGHT or (not attempt.lacked and (plan.certain or not plan.short)):
                break
        note = BY_HAND if identity in sheet["autograd"] and state.state == RIGHT else ""
        found[identity] = State(**{**vars(state), "note": note})
    return found, spent


def _attempts(code, one, request, run):
    """Plans with what came of them, one after the other; who takes them stops when satisfied."""
    for plan in plans.plans(code, sheets.wanted_of(one)):
        yield plan, run(request, plan.cells, one["stand_ins"])


def _state(declared: Exercise, request: dict, attempt: Attempt, code, one) -> State:
    if attempt.ending != REPLIED:
        return State(attempt.ending, message=attempt.message)
    if "missing" in attempt.returned:
        return _undefined(attempt, code, one)
    read = names_used.names_used(code, sheets.wanted_of(one))
    # What the child says of its own code may be doctored; a name that is read here cannot be hidden there.
    returned = attempt.returned | {"uses": sorted({*attempt.returned["uses"], *read})}
    try:
        verdict = judging.judge(declared, request, returned)
        shown = _shown(declared, request, returned)
    except Exception as fault:  # a gap of ours, and no reason to call anybody's answer wrong
        return State(NOT_RUN, message=f"The judge could not compare this value: {type(fault).__name__}: {fault}")
    return _of_verdict(verdict, returned, shown)


def _of_verdict(verdict: Verdict, returned: dict, shown: dict) -> State:
    raised = returned["calls"][-1].get("raised")
    if raised and is_memory(raised["type"], raised["message"]):
        return State(OUT_OF_MEMORY, message=verdict.message, **shown)
    return State(OF_OUTCOME[verdict.outcome], verdict.mistake, verdict.message, **shown)


def _undefined(attempt: Attempt, code, one) -> State:
    """The state of an answer that was not there after its cell had run."""
    own = {*one["places"].values(), one["check"]}
    faults = {cell.position: cell.fault for cell in code if cell.fault}
    faults |= {fault["cell"]: f"{fault['type']}: {fault['message']}" for fault in attempt.faults}
    begun = [f"{word} {name}" for word in ("def", "class") for name in one["names"]]
    holding = [cell.position for cell in code if any(words in cell.source for words in begun)]
    for place in sorted({*own, *holding} & set(faults)):
        kind, _, message = faults[place].partition(": ")
        state = OUT_OF_MEMORY if is_memory(kind, message) else RAISED
        return State(state, message=f"Cell {place + 1} did not run. {faults[place]}.")
    missing = attempt.returned["missing"]
    words = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} nowhere defined."
    return State(MISSING if len(missing) == len(one["names"]) else TODO, message=words)


def _shown(declared: Exercise, request: dict, returned: dict) -> dict:
    """Inputs, returned and expected value of the first case that is not right, else of the first."""
    pairs = [pair for pair in zip(request["cases"], returned["calls"], strict=False) if "value" in pair[1]]
    if not pairs:
        case = request["cases"][len(returned["calls"]) - 1]
        return {"inputs": _inputs(from_plain(case))}
    seen = [judging.seen_case(declared, *pair) for pair in pairs]
    case = next((one for one in seen if not correct(declared, one)), seen[0])
    return {"inputs": _inputs(case.inputs), "mine": short(case.mine), "ours": short(case.ours)}


def _inputs(values: dict) -> str:
    text = ", ".join(f"{name} = {short(value)}" for name, value in values.items())
    return text if len(text) <= LONGEST_INPUTS else text[: LONGEST_INPUTS - 1] + "…"
