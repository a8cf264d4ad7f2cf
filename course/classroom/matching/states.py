"""The state of each exercise, from the outputs stored in a learner's notebook. Nothing is run.

A stored verdict counts only if it is about the code that stands there now. Whoever judges in another way gives
``report.of`` another function from a notebook, its reference and its answers to ``{exercise id: State}``.
"""

from dataclasses import dataclass, replace

from course.classroom.matching import pairing, stored_verdicts, verdict_lines
from course.classroom.matching.pairing import Answer
from course.classroom.matching.reference import Reference
from course.classroom.matching.stored_verdicts import StoredVerdict
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import Cell, Notebook
from helpers.checks.verdict import OUTCOMES

RIGHT, WRONG, TODO, RAISED, MISSING, NOT_RUN = READ = ("right", "wrong", "to do", "raised", "missing", "not run")
OUT_OF_TIME, OUT_OF_MEMORY, DIED = ENDED = ("out of time", "out of memory", "died")  # only where answers are run
STATES = READ + ENDED
_OF_OUTCOME = dict(zip(OUTCOMES, (RIGHT, WRONG, TODO, RAISED), strict=True))
_EARLIER = ("SyntaxError", "IndentationError", "KeyboardInterrupt")  # errors that say nothing about readable code


@dataclass(frozen=True)
class State:
    """How one exercise stands: one of STATES, the named mistake, what the learner was told, and the two values.

    Who ran the answer knows the inputs too, and may add a note for the instructor.
    """

    state: str
    mistake: str | None = None
    message: str = ""
    mine: str = ""
    ours: str = ""
    inputs: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The state in words; the mistake's name if it has one."""
        named = self.mistake and self.state in (WRONG, RAISED)
        return self.mistake.replace("_", " ") if named else self.state


def from_outputs(notebook: Notebook, reference: Reference, answers: dict[str, Answer]) -> dict[str, State]:
    """The state of each exercise by its id, from stored outputs."""
    stored = [verdict for cell in notebook.code for verdict in stored_verdicts.of(cell)]
    stored = stored or [verdict for cell in notebook.code for verdict in verdict_lines.of(cell)]
    found = {}
    for exercise in reference.exercises:
        mine = [verdict for verdict in stored if verdict.exercise == exercise.id]
        found[exercise.id] = _state(notebook, reference, answers[exercise.id], mine)
    return found


def _state(notebook: Notebook, reference: Reference, answer: Answer, stored: list[StoredVerdict]) -> State:
    if not answer.cells:
        return State(MISSING, message=_missing(answer.missing))
    digest = cell_code.digest(answer.nodes)
    if digest is None and len(answer.missing) == len(answer.nodes):
        return _unnamed(answer, stored)
    if digest is None and not answer.missing:
        return State(NOT_RUN, message="The answer is nested too deeply to be read.")
    if digest is None:
        return State(TODO, message=_missing(answer.missing))
    if digest == answer.exercise.stub_digest:
        return State(TODO)
    belonging = [verdict for verdict in stored if verdict.source == digest]
    if not belonging and stored and not stored[-1].recorded:
        return _by_its_line(answer, max(stored, key=lambda verdict: verdict.when))
    if not belonging:
        return _without_verdict(notebook, answer, stored)
    last = max(belonging, key=lambda verdict: verdict.when)
    if name := _changed_since(notebook, reference, answer, last):
        return State(NOT_RUN, message=f"{name}, which the answer uses, ran again after the check.")
    return _told(last)


def _told(verdict: StoredVerdict) -> State:
    state = _OF_OUTCOME[verdict.outcome]
    message = "" if state == RIGHT else verdict.text
    values = stored_verdicts.two_values(verdict.text)  # of the part that is wrong, where the sentence says it
    return State(state, verdict.mistake, message, *(values if any(values) else verdict.values))


def _by_its_line(answer: Answer, verdict: StoredVerdict) -> State:
    """State by a line of text that stands below the answer and ran after it, all that there is to go by."""
    ran = [cell.count for cell in answer.cells]
    after = (
        verdict.count > max(ran) if None not in (verdict.count, *ran) else verdict.position > answer.cells[-1].position
    )
    if not after:
        return State(NOT_RUN, message="The answer ran again after its check.")
    told = _told(verdict)
    return replace(told, message=f"{told.message} ({verdict_lines.NOTE})".strip())


def _missing(names: list[str]) -> str:
    return f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} nowhere defined."


def _unnamed(answer: Answer, stored: list[StoredVerdict]) -> State:
    """State of an answer under another name, or of code that Python cannot read."""
    cell = answer.cells[-1]
    digests = set(cell_code.digests(cell.source).values())
    if belonging := [verdict for verdict in stored if verdict.source and verdict.source in digests]:
        return _told(max(belonging, key=lambda verdict: verdict.when))
    fault = cell_code.fault(cell.source)
    if not fault:
        return State(NOT_RUN, message=_missing(answer.missing))
    if cell.count is not None and not cell.error:
        return State(NOT_RUN, message=f"This Python cannot read the answer, the learner's could: {fault}.")
    return State(RAISED, message=f"{fault}.")


def _without_verdict(notebook: Notebook, answer: Answer, stored: list[StoredVerdict]) -> State:
    for cell in answer.cells:
        if cell.error and cell.error["ename"] not in _EARLIER:
            return State(RAISED, message=_error(cell))
    checks = [cell for cell in notebook.code if pairing.checks(cell, answer.exercise)]
    latest = max((cell.count or 0 for cell in answer.cells), default=0)
    for cell in checks:
        if cell.error and cell.error["ename"] not in ("NameError", *_EARLIER):
            if (cell.count or 0) >= latest:
                return State(RAISED, message=_error(cell))
            return State(NOT_RUN, message="The answer ran again after its check.")
    if any(verdict.source for verdict in stored):
        return State(NOT_RUN, message="The answer is not the one that was checked: it changed after its verdict.")
    if stored:
        return State(NOT_RUN, message="The stored verdict does not say which code it judged.")
    return State(NOT_RUN, message="No verdict is stored." if checks else "Its check is gone.")


def _error(cell: Cell) -> str:
    return f"{cell.error['ename']}: {cell.error['evalue']}"[:300]


def _changed_since(notebook: Notebook, reference: Reference, answer: Answer, verdict: StoredVerdict) -> str | None:
    """A function of the learner's own that the answer uses and that ran again after the verdict."""
    own = {cell.position for cell in answer.cells}
    waiting, seen = cell_code.names_in(answer.nodes), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for cell in notebook.code:
            nodes = cell.definitions.get(name)
            if not nodes or cell.position in own or cell_code.digests(cell.source)[name] in reference.digests:
                continue
            if None not in (cell.count, verdict.count) and cell.count > verdict.count:
                return name
            waiting |= cell_code.names_in(nodes[-1:]) - seen
    return None
