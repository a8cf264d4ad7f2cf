"""The verdicts on one sheet: each answer run behind the wall, its values judged on this side of it.

The judge is the one that ``check(...)`` uses in the notebook; only the inputs are others, drawn from a secret seed.
"""
# long because: a verdict, and who is to blame where there is none, are told of the same attempt

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course.classroom.jail.endings import Attempt, Ending, first_fault, forbidden, in_english_too, is_memory
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
from helpers.language import ENGLISH, current, say, speaking

LONGEST_INPUTS = 300
MOST_ENDLESS = 3  # attempts of one notebook that ran out of time; each holds a worker for up to twenty seconds
MOST_SECONDS = 60  # of its own, for all of one notebook's attempts together; a lesson's own answers take one
UNANSWERED = (State.DIED, State.OUT_OF_TIME, State.OUT_OF_MEMORY)
# What another machine may lack: a module, a file that was not handed in.
LACKING = ("ModuleNotFoundError", "ImportError", "FileNotFoundError")
UNDEFINED = re.compile(r"name '(\w+)' is not defined")

# Takes a request, the cells and the stand-ins; ``Jail.attempt`` is one.
Run = Callable[[dict, Sequence[tuple[int, str]], Mapping[str, str]], Attempt]


@dataclass(frozen=True)
class Result:
    """What came of one sheet: how each of its exercises stands by id, or why it was not graded.

    ``endless`` is how many attempts did not end; 0 where the machine may have had a part in it.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    fault: str = ""
    endless: int = 0

    def settled(self, earlier: int) -> bool:
        """Whether a later run would find the same, for all that can be told.

        Args:
            earlier: attempts at the same notebook that did not end in earlier runs.
        """
        unanswered = {one.state for one in self.standings.values() if one.state in UNANSWERED}
        return not unanswered or (unanswered == {State.OUT_OF_TIME} and self.endless + earlier >= MOST_ENDLESS)


def judged(sheet: Sheet, seed: str, run: Run) -> Result:
    """What comes of one sheet, told in its language.

    Args:
        sheet: of a notebook.
        seed: what the inputs are drawn from; nobody else knows it.
        run: makes one attempt.
    """
    with speaking(sheet.language):
        spent: list[float] = []
        attempts, rescues = Attempts(run, spent), Attempts(run, spent)
        standings = _standings(sheet, seed, attempts, rescues)
    endless = MOST_ENDLESS if sum(spent) >= MOST_SECONDS else attempts.endless + rescues.endless
    return Result(standings, endless=0 if attempts.doubtful or rescues.doubtful else endless)


def _standings(sheet: Sheet, seed: str, attempts: "Attempts", rescues: "Attempts") -> dict[str, Standing]:
    """How each exercise of a sheet stands, by its id."""
    standings = {}
    for name, task in sheet.tasks.items():
        standings[name] = _of_task(task, exercises.find(name), seed, attempts)
        # Another cell of the notebook ends the process, or does not end; that alone is no mistake in this answer.
        short = [plan for plan in task.plans if not plan.certain]
        if short and standings[name].state in UNANSWERED:
            alone = _of_task(replace(task, plans=tuple(short)), exercises.find(name), seed, rescues)
            if alone.state == State.RIGHT:
                standings[name] = alone
    return standings


class Attempts:
    """The attempts of one sheet: once more where the machine may be the reason, no more after several without end.

    ``spent`` holds the seconds of those made so far, and of others that share the time. ``doubtful`` says whether the
    machine may be the reason that one of them failed.
    """

    def __init__(self, run: Run, spent: list[float]):
        self.run, self.spent, self.endless, self.doubtful = run, spent, 0, False

    def make(self, request: dict, cells: Sequence[tuple[int, str]], stand_ins: Mapping[str, str]) -> Attempt:
        """What came of one answer."""
        if self.endless >= MOST_ENDLESS or sum(self.spent) >= MOST_SECONDS:
            return _not_tried(self.endless >= MOST_ENDLESS)
        attempt = self.run(request, cells, stand_ins)
        self.spent.append(attempt.seconds)
        if attempt.again:
            attempt = self.run(request, cells, stand_ins)
            self.spent.append(attempt.seconds)
        self.endless += attempt.ending == Ending.OUT_OF_TIME
        self.doubtful = self.doubtful or attempt.again
        return attempt


@in_english_too
def _not_tried(endless: bool) -> Attempt:
    """What came of an answer whose notebook gets no more attempts, and why."""
    if endless:
        message = say(
            "Not tried: {count} attempts to run this notebook's answers did not end, and it gets no more.",
            count=MOST_ENDLESS,
        )
    else:
        message = say(
            "Not tried: this notebook's other answers took {seconds} seconds together, and it gets no more.",
            seconds=MOST_SECONDS,
        )
    return Attempt(Ending.OUT_OF_TIME, message=message)


def _of_task(task: Task, declared: Exercise | None, seed: str, attempts: Attempts) -> Standing:
    """How one exercise stands; its plans are tried until one satisfies."""
    standing = Standing(State.NOT_RUN, message=say("This exercise has no check, so nothing can judge it."))
    if declared is None:
        return standing
    try:
        request = declared.request(seed)
        for plan in [plan for plan in task.plans if plan.certain] or task.plans:
            attempt = attempts.make(request, plan.cells, task.stand_ins)
            standing = _standing(task, declared, request, attempt)
            if standing.state == State.RIGHT or not attempt.lacked:
                break
        if standing.message and current() != ENGLISH:
            with speaking(ENGLISH):
                english = _standing(task, declared, request, replace(attempt, message=attempt.english))
            standing = replace(standing, english=english)
    except ExerciseError as fault:
        if os.environ.get(RAISE_FAULTS):
            raise
        message = say("A fault of the course, not of this answer, which could not be judged: {fault}", fault=fault)
        return Standing(State.NOT_RUN, message=message)
    return replace(standing, note=_note(task, declared, standing.state))


def _note(task: Task, declared: Exercise, state: State) -> str:
    """What an instructor should know of a verdict that values alone, or another Python, have given."""
    if state == State.RAISED:
        other = cell_code.made_with(task.python)
        if not other:
            return ""
        return say("The notebook was written with Python {theirs}, and this is Python {here}.", **other)
    if state != State.RIGHT:
        return ""
    if task.around and (declared.probe == "optimizer" or any(one.uses for one in declared.mistakes)):
        return say(
            "Right by its values. It names {names}, by which a way that this exercise rules out may be hidden: read "
            "it.",
            names=", ".join(task.around),
        )
    return say("Solved with autograd; the solution does it by hand.") if task.autograd else ""


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
        words = {"type": type(fault).__name__, "fault": fault}
        message = say("The judge could not compare this value: {type}: {fault}", **words)
        return Standing(State.NOT_RUN, message=message)
    raised = returned["calls"][-1].get("raised")
    if raised and is_memory(raised["type"], raised["message"]):
        return Standing(State.OUT_OF_MEMORY, message=verdict.message, **shown)
    where = say("line {number}: {line}", **raised) if raised and raised["number"] else ""
    if raised and attempt.walled and (deed := forbidden(raised["type"], raised["message"], task.written)):
        return replace(_forbidden(deed, where), **shown)
    if raised and _asks(raised["type"], raised["message"]):
        return replace(_asking(say("the answer ({where})", where=where) if where else say("the answer")), **shown)
    standing = Standing(OF_OUTCOME[verdict.outcome], verdict.mistake, verdict.message, **shown)
    if standing.state == State.RIGHT:
        return standing
    lacked = UNDEFINED.match(raised["message"]) if raised and raised["type"] == "NameError" else None
    other = _not_reached(task, attempt, [lacked[1]] if lacked else task.names)
    if lacked and not other:
        return replace(standing, message=f"{standing.message} {_perhaps(task, lacked[1])}".rstrip())
    return replace(other, **shown) if other and (lacked or other.state != State.RAISED) else standing


def _not_reached(task: Task, attempt: Attempt, names: Sequence[str]) -> Standing | None:
    """How an exercise stands for a cell that these names need and that did not come to its end; None if all did."""
    fault = first_fault(attempt.faults, task.sources, names)
    if fault is None:
        return None
    number, said = fault.cell + 1, f"{fault.type}: {fault.message}".rstrip(".: ")
    if attempt.walled and (deed := forbidden(fault.type, fault.message, task.written)):
        return _forbidden(deed, say("cell {number}", number=number))
    if fault.cell in task.unreadable:
        cell, why = say("Cell {number}", number=number), task.unreadable[fault.cell]
        ran, refused = fault.cell in task.ran, fault.cell in task.refused
        excused, words = cell_code.unread(cell, why, task.python, ran, refused)
        return Standing(State.NOT_RUN if excused else State.RAISED, message=words)
    if _asks(fault.type, fault.message):
        return _asking(say("cell {number}", number=number))
    words = {"number": number, "fault": said}
    if fault.type in LACKING and fault.cell in task.ran:
        message = say("Not judged: cell {number} ran in the learner's notebook, and not here. {fault}.", **words)
        return Standing(State.NOT_RUN, message=message)
    state = State.OUT_OF_MEMORY if is_memory(fault.type, fault.message) else State.RAISED
    return Standing(state, message=say("Cell {number} did not run. {fault}.", **words))


def _forbidden(deed: str, where: str) -> Standing:
    """How an exercise stands for what the wall has kept its code from, and where, if that is known."""
    if where:
        message = say("Not judged, it needs what the wall forbids: {deed} ({where}).", deed=deed, where=where)
    else:
        message = say("Not judged, it needs what the wall forbids: {deed}.", deed=deed)
    return Standing(State.FORBIDDEN, message=message)


def _asking(where: str) -> Standing:
    """How an exercise stands for code that waits for somebody to type."""
    message = say("Not judged: {where} asks for input, and nobody is there to type.", where=where)
    return Standing(State.NOT_RUN, message=message)


def _asks(kind: str, message: str) -> bool:
    """Whether an exception says that nobody typed: ``input``, or ``getpass``."""
    return kind == "EOFError" and message in ("", "EOF when reading a line")


def _perhaps(task: Task, name: str) -> str:
    """What may be the reason that a name is not there which no cell is seen to give; empty if nothing is seen."""
    if name in task.astray:
        return task.astray[name]
    if name not in task.sources and task.elsewhere:
        place, line = next(iter(task.elsewhere.items()))
        words = {"number": place + 1, "line": line}
        return say("Cell {number} runs another file ({line}), which was not handed in.", **words)
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
        words = {"number": place + 1, "fault": faults[place]}
        return Standing(state, message=say("Cell {number} did not run. {fault}.", **words))
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
