"""The verdicts on one sheet: each answer run behind the wall, its values judged on this side of it.

The judge is the one that ``check(...)`` uses in the notebook; only the inputs are others, drawn from a secret seed.
"""
# long because: a verdict, and who is to blame where there is none, are told of the same attempt

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course.classroom.jail.endings import Attempt, Ending, first_fault, forbidden, is_memory
from course.classroom.matching.states import OF_OUTCOME, Standing, State, nowhere
from course.classroom.planning.sheets import Sheet, Task
from course.classroom.reading import cell_code
from helpers import exercises
from helpers.check import RAISE_FAULTS
from helpers.checks import judging
from helpers.checks.declaration import Exercise, ExerciseError
from helpers.checks.plain import from_plain
from helpers.checks.shown import short
from helpers.checks.verdict import Verdict

LONGEST_INPUTS = 300
MOST_ENDLESS = 3  # attempts of one notebook that ran out of time; each holds a worker for up to twenty seconds
MOST_SECONDS = 60  # of its own, for all of one notebook's attempts together; a lesson's own answers take one
NO_MORE = f"Not tried: {MOST_ENDLESS} attempts to run this notebook's answers did not end, and it gets no more."
NO_TIME = f"Not tried: this notebook's other answers took {MOST_SECONDS} seconds together, and it gets no more."
UNANSWERED = (State.DIED, State.OUT_OF_TIME, State.OUT_OF_MEMORY)
NEEDS = "Not judged, it needs what the wall forbids: "
ASKS = "Not judged: {where} asks for input, and nobody is there to type."
# What another machine may lack: a module, a file that was not handed in.
LACKING = ("ModuleNotFoundError", "ImportError", "FileNotFoundError")
UNDEFINED = re.compile(r"name '(\w+)' is not defined")
AROUND = "Right by its values. It names {names}, by which a way that this exercise rules out may be hidden: read it."
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
    spent = []
    attempts, rescues, standings = Attempts(run, spent), Attempts(run, spent), {}
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
    """The attempts of one sheet: once more where the machine may be the reason, no more after several without end.

    ``spent`` holds the seconds of those made so far, and of others that share the time.
    """

    def __init__(self, run: Run, spent: list[float]):
        self.run, self.spent, self.endless = run, spent, 0

    def make(self, request: dict, cells: Sequence[tuple[int, str]], stand_ins: Mapping[str, str]) -> Attempt:
        """What came of one answer."""
        if self.endless >= MOST_ENDLESS:
            return Attempt(Ending.OUT_OF_TIME, message=NO_MORE)
        if sum(self.spent) >= MOST_SECONDS:
            return Attempt(Ending.OUT_OF_TIME, message=NO_TIME)
        attempt = self.run(request, cells, stand_ins)
        self.spent.append(attempt.seconds)
        if attempt.again:
            attempt = self.run(request, cells, stand_ins)
            self.spent.append(attempt.seconds)
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
    return replace(standing, note=_note(task, declared, standing.state))


def _note(task: Task, declared: Exercise, state: State) -> str:
    """What an instructor should know of a verdict that values alone, or another Python, have given."""
    if state == State.RAISED:
        other = cell_code.made_with(task.python)
        return f"The notebook was {other}." if other else ""
    if state != State.RIGHT:
        return ""
    if task.around and (declared.probe == "optimizer" or any(one.uses for one in declared.mistakes)):
        return AROUND.format(names=", ".join(task.around))
    return BY_HAND if task.autograd else ""


def _standing(task: Task, declared: Exercise, request: dict, attempt: Attempt) -> Standing:
    if attempt.ending != Ending.REPLIED:
        return Standing(State(attempt.ending.value), message=attempt.message)
    if "missing" in attempt.returned:
        return _not_reached(task, attempt, attempt.returned["missing"]) or _undefined(task, attempt)
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
    where = f" (line {raised['number']}: {raised['line']})" if raised and raised["number"] else ""
    if raised and attempt.walled and (deed := forbidden(raised["type"], raised["message"], task.written)):
        return Standing(State.FORBIDDEN, message=f"{NEEDS}{deed}{where}.", **shown)
    if raised and _asks(raised["type"], raised["message"]):
        return Standing(State.NOT_RUN, message=ASKS.format(where=f"the answer{where}"), **shown)
    standing = Standing(OF_OUTCOME[verdict.outcome], verdict.mistake, verdict.message, **shown)
    if standing.state == State.RIGHT:
        return standing
    lacked = UNDEFINED.match(raised["message"]) if raised and raised["type"] == "NameError" else None
    other = _not_reached(task, attempt, [lacked[1]] if lacked else task.names)
    if lacked and not other:
        return replace(standing, message=f"{standing.message}{_perhaps(task, attempt, lacked[1])}")
    return replace(other, **shown) if other and (lacked or other.state != State.RAISED) else standing


def _not_reached(task: Task, attempt: Attempt, names: Sequence[str]) -> Standing | None:
    """How an exercise stands for a cell that these names need and that did not come to its end; None if all did."""
    fault = first_fault(attempt.faults, task.sources, names)
    if fault is None:
        return None
    place, said = f"cell {fault.cell + 1}", f"{fault.type}: {fault.message}".rstrip(".: ")
    if attempt.walled and (deed := forbidden(fault.type, fault.message, task.written)):
        return Standing(State.FORBIDDEN, message=f"{NEEDS}{deed} ({place}).")
    if fault.cell in task.unreadable:
        ran, refused = fault.cell in task.ran, fault.cell in task.refused
        excused, words = cell_code.unread(place.capitalize(), task.unreadable[fault.cell], task.python, ran, refused)
        return Standing(State.NOT_RUN if excused else State.RAISED, message=words)
    if _asks(fault.type, fault.message):
        return Standing(State.NOT_RUN, message=ASKS.format(where=place))
    if fault.type in LACKING and fault.cell in task.ran:
        return Standing(
            State.NOT_RUN, message=f"Not judged: {place} ran in the learner's notebook, and not here. {said}."
        )
    state = State.OUT_OF_MEMORY if is_memory(fault.type, fault.message) else State.RAISED
    return Standing(state, message=f"{place.capitalize()} did not run. {said}.")


def _asks(kind: str, message: str) -> bool:
    """Whether an exception says that nobody typed: ``input``, or ``getpass``."""
    return kind == "EOFError" and message in ("", "EOF when reading a line")


def _perhaps(task: Task, attempt: Attempt, name: str) -> str:
    """What may be the reason that a name is not there which no cell is seen to give."""
    if name in task.astray:
        return f" {task.astray[name]}"
    if name not in task.sources and task.elsewhere:
        place, line = next(iter(task.elsewhere.items()))
        return f" Cell {place + 1} runs another file ({line}), which was not handed in."
    return ""


def _undefined(task: Task, attempt: Attempt) -> Standing:
    """How an exercise stands whose answer was not there after its cell had run."""
    missing = attempt.returned["missing"]
    if where := [task.astray[name] for name in missing if name in task.astray]:
        return Standing(State.NOT_RUN if len(missing) == len(task.names) else State.TODO, message=where[0])
    faults = task.unreadable | {fault.cell: f"{fault.type}: {fault.message}" for fault in attempt.faults}
    for place in sorted(task.cells & set(faults)):
        kind, _, message = faults[place].partition(": ")
        state = State.OUT_OF_MEMORY if is_memory(kind, message) else State.RAISED
        return Standing(state, message=f"Cell {place + 1} did not run. {faults[place]}.")
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
