"""The verdicts on one sheet: each answer run behind the wall, its values judged on this side of it.

The judge is the one that ``check(...)`` uses in the notebook; only the inputs are others, drawn from a secret seed.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course.classroom.jail.attempt import Attempt, Ending, forbidden, is_memory
from course.classroom.matching.states import OF_OUTCOME, Standing, State, nowhere
from course.classroom.planning.sheets import Sheet, Task
from helpers import exercises
from helpers.check import RAISE_FAULTS
from helpers.checks import judging
from helpers.checks.declaration import Exercise, ExerciseError
from helpers.checks.plain import from_plain
from helpers.checks.shown import short
from helpers.checks.verdict import Verdict

LONGEST_INPUTS = 300
MOST_ENDLESS = 3  # attempts of one notebook that ran out of time; each holds a worker for up to ten seconds
NO_MORE = f"Not tried: {MOST_ENDLESS} attempts to run this notebook's answers did not end, and it gets no more."
UNANSWERED = (State.DIED, State.OUT_OF_TIME, State.OUT_OF_MEMORY)
NEEDS = "Not judged, it needs what the wall forbids: "
BY_HAND = "Solved with autograd; the solution does it by hand."

# Takes a request, the cells and the stand-ins; ``Jail.attempt`` is one.
Run = Callable[[dict, Sequence[tuple[int, str]], Mapping[str, str]], Attempt]


@dataclass(frozen=True)
class Result:
    """What came of one sheet: how each of its exercises stands by id, or why it was not graded."""

    standings: dict[str, Standing] = field(default_factory=dict)
    fault: str = ""


def judged(sheet: Sheet, seed: str, run: Run) -> Result:
    """What comes of one sheet.

    Args:
        sheet: of a notebook.
        seed: what the inputs are drawn from; nobody else knows it.
        run: makes one attempt.
    """
    attempts, rescues, standings = Attempts(run), Attempts(run), {}
    for name, task in sheet.tasks.items():
        standings[name] = _of_task(task, exercises.find(name), seed, attempts)
        # Another cell of the notebook ends the process, or does not end; that alone is no mistake in this answer.
        short = [plan for plan in task.plans if not plan.certain]
        if short and standings[name].state in UNANSWERED:
            alone = _of_task(replace(task, plans=tuple(short)), exercises.find(name), seed, rescues)
            if alone.state == State.RIGHT:
                standings[name] = alone
    return Result(standings)


class Attempts:
    """The attempts of one sheet: once more where the machine may be the reason, no more after several without end."""

    def __init__(self, run: Run):
        self.run, self.endless = run, 0

    def make(self, request: dict, cells: Sequence[tuple[int, str]], stand_ins: Mapping[str, str]) -> Attempt:
        """What came of one answer."""
        if self.endless >= MOST_ENDLESS:
            return Attempt(Ending.OUT_OF_TIME, message=NO_MORE)
        attempt = self.run(request, cells, stand_ins)
        if attempt.again:
            attempt = self.run(request, cells, stand_ins)
        self.endless += attempt.ending == Ending.OUT_OF_TIME
        return attempt


def _of_task(task: Task, declared: Exercise | None, seed: str, attempts: Attempts) -> Standing:
    """How one exercise stands; its plans are tried until one satisfies."""
    standing = Standing(State.NOT_RUN, message="This exercise has no check, so nothing can judge it.")
    if declared is None:
        return standing
    try:
        request = declared.request(seed)
        for plan in [plan for plan in task.plans if plan.certain] or task.plans:
            attempt = attempts.make(request, plan.cells, task.stand_ins)
            standing = _standing(task, declared, request, attempt)
            if standing.state == State.RIGHT or not attempt.lacked:
                break
    except ExerciseError as fault:
        if os.environ.get(RAISE_FAULTS):
            raise
        message = f"A fault of the course, not of this answer, which could not be judged: {fault}"
        return Standing(State.NOT_RUN, message=message)
    return replace(standing, note=BY_HAND if task.autograd and standing.state == State.RIGHT else "")


def _standing(task: Task, declared: Exercise, request: dict, attempt: Attempt) -> Standing:
    if attempt.ending != Ending.REPLIED:
        return Standing(State(attempt.ending.value), message=attempt.message)
    if "missing" in attempt.returned:
        return _forbidden_before(task, attempt) or _undefined(task, attempt)
    # What the child says of its own code may be doctored; a name that was read before cannot be hidden there.
    returned = attempt.returned | {"uses": sorted({*attempt.returned["uses"], *task.uses})}
    try:
        verdict = judging.judge(declared, request, returned)
        shown = _shown(verdict, request, returned)
    except ExerciseError:
        raise
    except Exception as fault:  # a gap of the judge's, and no reason to call anybody's answer wrong
        message = f"The judge could not compare this value: {type(fault).__name__}: {fault}"
        return Standing(State.NOT_RUN, message=message)
    raised = returned["calls"][-1].get("raised")
    if raised and is_memory(raised["type"], raised["message"]):
        return Standing(State.OUT_OF_MEMORY, message=verdict.message, **shown)
    if raised and (deed := forbidden(raised["type"], raised["message"], task.written)):
        where = f" (line {raised['number']}: {raised['line']})" if raised["number"] else ""
        return Standing(State.FORBIDDEN, message=f"{NEEDS}{deed}{where}.", **shown)
    if raised and raised["type"] == "NameError" and (standing := _forbidden_before(task, attempt)):
        return replace(standing, **shown)
    return Standing(OF_OUTCOME[verdict.outcome], verdict.mistake, verdict.message, **shown)


def _forbidden_before(task: Task, attempt: Attempt) -> Standing | None:
    """How an exercise stands that lacks a name, if a cell did not get to its end for what the wall forbids."""
    for fault in attempt.faults:
        deed = forbidden(fault.type, fault.message, task.written)
        if deed and fault.cell is not None:
            return Standing(State.FORBIDDEN, message=f"{NEEDS}{deed} (cell {fault.cell + 1}).")
    return None


def _undefined(task: Task, attempt: Attempt) -> Standing:
    """How an exercise stands whose answer was not there after its cell had run."""
    faults = task.unreadable | {fault.cell: f"{fault.type}: {fault.message}" for fault in attempt.faults}
    for place in sorted(task.cells & set(faults)):
        kind, _, message = faults[place].partition(": ")
        state = State.OUT_OF_MEMORY if is_memory(kind, message) else State.RAISED
        return Standing(state, message=f"Cell {place + 1} did not run. {faults[place]}.")
    missing = attempt.returned["missing"]
    return Standing(State.MISSING if len(missing) == len(task.names) else State.TODO, message=nowhere(missing))


def _shown(verdict: Verdict, request: dict, returned: dict) -> dict[str, str]:
    """Inputs, returned and expected value of the first case that is not right, else of the first."""
    case = verdict.case
    if case is None:  # no call came back
        return {"inputs": _inputs(from_plain(request["cases"][len(returned["calls"]) - 1]))}
    return {"inputs": _inputs(case.inputs), "mine": short(case.mine), "ours": short(case.ours)}


def _inputs(values: dict) -> str:
    text = ", ".join(f"{name} = {short(value)}" for name, value in values.items())
    return text if len(text) <= LONGEST_INPUTS else text[: LONGEST_INPUTS - 1] + "…"
