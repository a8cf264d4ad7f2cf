"""How each exercise stands, from the outputs stored in a learner's notebook. Nothing is run.

A stored verdict counts only if it is about the code that stands there now.
"""
# long because: the states, and the ways to each of them

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce

from course.classroom.matching import stored_verdicts
from course.classroom.matching.pairing import Answer, Paired
from course.classroom.matching.stored_verdicts import StoredVerdict
from course.classroom.reading import cell_code
from course.classroom.reading.notebook_file import Cell
from helpers.language import say


class State(str, Enum):
    """The state of one exercise; the last four only where answers are run."""

    RIGHT = "right"
    WRONG = "wrong"
    TODO = "to do"
    RAISED = "raised"
    MISSING = "missing"
    NOT_RUN = "not run"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    DIED = "died"
    FORBIDDEN = "forbidden"  # it needs what the wall forbids, and may be right in the notebook

    __str__ = str.__str__  # the words themselves, on every page and in every table

    @property
    def said(self) -> str:
        """The state in the language that is spoken."""
        return {
            State.RIGHT: say("right"),
            State.WRONG: say("wrong"),
            State.TODO: say("to do"),
            State.RAISED: say("raised"),
            State.MISSING: say("missing"),
            State.NOT_RUN: say("not run"),
            State.OUT_OF_TIME: say("out of time"),
            State.OUT_OF_MEMORY: say("out of memory"),
            State.DIED: say("died"),
            State.FORBIDDEN: say("forbidden"),
        }[self]


OF_OUTCOME = {"right": State.RIGHT, "wrong": State.WRONG, "todo": State.TODO, "raised": State.RAISED}
_EARLIER = ("SyntaxError", "IndentationError", "KeyboardInterrupt")  # errors that say nothing about readable code


@dataclass(frozen=True)
class Standing:
    """How one exercise stands: its state, the named mistake, what the learner was told, and the two values.

    Who ran the answer knows the inputs too, and may add a note for the instructor, and the same in English where the
    learner reads another language.
    """

    state: State
    mistake: str | None = None
    message: str = ""
    mine: str = ""
    ours: str = ""
    inputs: str = ""
    note: str = ""
    english: "Standing | None" = None


def from_outputs(paired: Paired) -> dict[str, Standing]:
    """How each exercise stands by its id, from stored outputs."""
    stored = stored_verdicts.of(paired.notebook)
    found = {}
    for name, answer in paired.answers.items():
        mine = [verdict for verdict in stored if verdict.exercise == name]
        found[name] = _standing(paired, answer, mine)
    return found


def nowhere(names: Sequence[str]) -> str:
    """What to say of names that no cell defines."""
    if len(names) == 1:
        return say("{name} is nowhere defined.", name=names[0])
    listed = reduce(lambda first, second: say("{first} and {second}", first=first, second=second), names)
    return say("{names} are nowhere defined.", names=listed)


def unbegun(answer: Answer) -> Standing:
    """How an exercise stands whose answer is untouched, or in no cell that runs."""
    if answer.untouched:
        return Standing(State.TODO, message=answer.astray)
    if answer.astray:
        return Standing(State.NOT_RUN, message=answer.astray)
    return Standing(State.MISSING, message=nowhere(answer.exercise.names))


def _standing(paired: Paired, answer: Answer, stored: list[StoredVerdict]) -> Standing:
    if not answer.cells or answer.untouched:
        return unbegun(answer)
    if answer.digest is None and len(answer.missing) == len(answer.nodes):
        return _unnamed(paired.notebook.python, answer, stored)
    if answer.digest is None and not answer.missing:
        return Standing(State.NOT_RUN, message=say("The answer is nested too deeply to be read."))
    if answer.digest is None:
        return Standing(State.TODO, message=f"{nowhere(answer.missing)} {answer.astray}".strip())
    belonging = [verdict for verdict in stored if verdict.source == answer.digest]
    if not belonging and stored and not stored[-1].recorded:
        return _by_its_line(answer, max(stored, key=lambda verdict: verdict.when))
    if not belonging:
        return _without_verdict(answer, stored)
    if name := _given_anew(answer):
        message = say("{name} gets another value below its definition, which was not checked.", name=name)
        return Standing(State.NOT_RUN, message=message)
    last = max(belonging, key=lambda verdict: verdict.when)
    if name := _changed_since(paired, answer, last):
        message = say("{name}, which the answer uses, ran again after the check.", name=name)
        return Standing(State.NOT_RUN, message=message)
    return _told(last)


def _given_anew(answer: Answer) -> str | None:
    """A name of the answer's to which its own cell gives, below the definition, a value that is not made of it."""
    for name, node in zip(answer.exercise.names, answer.nodes, strict=True):
        for cell in (cell for cell in answer.cells if node in cell.python.body):
            below = cell.python.body[cell.python.body.index(node) + 1 :]
            values = [one for one in below if isinstance(one, ast.Assign) and name in cell_code.names_in(one.targets)]
            if values and name not in cell_code.names_in([values[-1].value]):
                return name
    return None


def _told(verdict: StoredVerdict) -> Standing:
    state = OF_OUTCOME[verdict.outcome]
    message = "" if state == State.RIGHT else verdict.text
    values = stored_verdicts.two_values(verdict.text)  # of the part that is wrong, where the sentence says it
    return Standing(state, verdict.mistake, message, *(values if any(values) else verdict.values))


def _by_its_line(answer: Answer, verdict: StoredVerdict) -> Standing:
    """How it stands by a line of text that stands below the answer and ran after it, all that there is to go by."""
    ran = [cell.count for cell in answer.cells]
    counted = None not in (verdict.count, *ran)
    if not (verdict.count > max(ran) if counted else verdict.position > answer.cells[-1].position):
        return Standing(State.NOT_RUN, message=say("The answer ran again after its check."))
    told = _told(verdict)
    note = say("Read off the line alone: the file keeps no record of the code that was checked.")
    return replace(told, message=f"{told.message} ({note})".strip())


def _unnamed(python: str, answer: Answer, stored: list[StoredVerdict]) -> Standing:
    """How an answer stands under another name, or of code that Python cannot read."""
    cell = answer.cells[-1]
    digests = set(cell.python.digests.values())
    if belonging := [verdict for verdict in stored if verdict.source and verdict.source in digests]:
        return _told(max(belonging, key=lambda verdict: verdict.when))
    if not cell.python.fault:
        return Standing(State.NOT_RUN, message=answer.astray or nowhere(answer.missing))
    excused, message = cell_code.unread(say("The answer"), cell.python.fault, python, cell.ran, cell.refused)
    return Standing(State.NOT_RUN if excused or cell.ran else State.RAISED, message=message)


def _without_verdict(answer: Answer, stored: list[StoredVerdict]) -> Standing:
    for cell in answer.cells:
        if cell.error and cell.error["ename"] not in _EARLIER:
            return Standing(State.RAISED, message=_error(cell))
    latest = max((cell.count or 0 for cell in answer.cells), default=0)
    for cell in answer.checks:
        if cell.error and cell.error["ename"] not in ("NameError", *_EARLIER):
            if (cell.count or 0) >= latest:
                return Standing(State.RAISED, message=_error(cell))
            return Standing(State.NOT_RUN, message=say("The answer ran again after its check."))
    if any(verdict.source for verdict in stored):
        message = say("The answer has changed since it was checked. Run it and its check again.")
    elif stored:
        message = say("The stored verdict does not say which code it judged.")
    else:
        message = say("No verdict is stored.") if answer.checks else say("Its check is gone.")
    return Standing(State.NOT_RUN, message=message)


def _error(cell: Cell) -> str:
    return f"{cell.error['ename']}: {cell.error['evalue']}"[:300]


def _changed_since(paired: Paired, answer: Answer, verdict: StoredVerdict) -> str | None:
    """A function of the learner's own that the answer uses and that ran again after the verdict."""
    own = {cell.position for cell in answer.cells}
    waiting, seen = cell_code.names_in(answer.nodes), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for cell in paired.notebook.code:
            nodes = cell.python.definitions.get(name)
            if not nodes or cell.position in own or cell.python.digests[name] in paired.reference.digests:
                continue
            if None not in (cell.count, verdict.count) and cell.count > verdict.count:
                return name
            waiting |= cell_code.names_in(nodes[-1:]) - seen
    return None
