"""What a fork of the warm process does with one learner's answer: wall up, run the cells, call it, send plain values.

From the first cell on everything in this process belongs to the learner. That the wall stands is said before, in one
byte; whatever comes after it is read as the learner's values and as nothing else.
"""

import ast
import codeop
import io
import linecache
import os
import sys
import traceback
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from course.classroom.jail.replies import FALLEN, STANDING, pack
from course.classroom.jail.wall import raise_wall
from course.classroom.jail.wall.limits import Limits, hold
from helpers.checks import calling

REPLY = 3  # the descriptor that the reply goes to
MOST_FAULTS = 20
LONGEST_MESSAGE = 300


@dataclass(frozen=True)
class Job:
    """What one fork does; it gets here as JSON.

    Attributes:
        cells: pairs of a cell's position and the Python to run, in order.
        request: for ``calling.call``.
        stand_ins: another name for an answer that is not defined under its own.
        wall: whether it is wanted.
    """

    cells: Sequence[tuple[int, str]]
    request: dict
    stand_ins: Mapping[str, str]
    limits: Limits
    wall: bool

    @classmethod
    def from_data(cls, data: dict) -> "Job":
        """The job that ``dataclasses.asdict`` was given."""
        return cls(**data | {"limits": Limits(**data["limits"])})


def run(job: dict) -> None:
    """Do one job, send to descriptor 3 whether the wall stands and then one message, and end the process.

    Args:
        job: as ``dataclasses.asdict`` gives it.
    """
    end, send = os._exit, os.write
    job = Job.from_data(job)
    try:
        if job.wall:
            raise_wall(job.limits, keep=(REPLY,))
        else:
            hold(job.limits, own_account=False)
            sys.path.insert(0, str(Path.cwd()))  # where its files go, and modules that it writes
    except BaseException as fault:
        send(REPLY, FALLEN + str(fault)[:LONGEST_MESSAGE].encode(errors="replace"))
        end(1)
    send(REPLY, STANDING)  # the last word that is ours
    try:
        message = pack(answered(job))
    except MemoryError:
        message = pack({"failed": "memory"})
    except BaseException as fault:
        message = pack({"failed": f"{type(fault).__name__[:80]}: {_words(fault)}"})
    while message:
        message = message[send(REPLY, message) :]
    end(0)


def answered(job: Job) -> dict:
    """What the cells and the calls did: "faults" of cells, and "returned", which ``judging.judge`` reads."""
    module = ModuleType("__main__")
    module.display = lambda *values, **options: None
    module.get_ipython = Shell
    sys.modules["__main__"] = module
    namespace = Shell.user_ns = vars(module)
    compiled = codeop.Compile()  # remembers `from __future__ import …` from cell to cell, as a notebook does
    compiled.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    faults = _executed(job.cells, namespace, compiled)
    returned = _called(job, namespace)
    # In a notebook whose cells were moved, the import may stand below what needs it.
    again = [cell for cell in job.cells if faults.get(cell[0], {}).get("type") == "NameError"]
    if again:
        faults = {place: fault for place, fault in faults.items() if fault["type"] != "NameError"}
        faults |= _executed(again, namespace, compiled)
        if _lacks_a_name(returned):  # else what was run again may have put an older definition in a newer one's place
            returned = _called(job, namespace)
    return {"returned": returned, "faults": list(faults.values())[:MOST_FAULTS]}


def _called(job: Job, namespace: dict) -> dict:
    """What the answers did, as ``calling.call`` says it."""
    for name, other in job.stand_ins.items():
        if name not in namespace and other in namespace:
            namespace[name] = namespace[other]
    try:
        return calling.call(job.request, namespace)
    except KeyboardInterrupt as fault:  # in a notebook the learner's own Ctrl-C; here nobody is at a keyboard
        raised = {"type": "KeyboardInterrupt", "message": _words(fault), "line": "", "number": None, "functions": []}
        record = {"raised": raised, "printed": "", "changed": []}
        return {"unwritten": [], "uses": [], "calls": [record], "again": None}


def _lacks_a_name(returned: dict) -> bool:
    return "missing" in returned or returned["calls"][-1].get("raised", {}).get("type") == "NameError"


def _executed(cells: list, namespace: dict, compiled: codeop.Compile) -> dict[int, dict]:
    """The fault of each cell that raised, by its position; the others go on."""
    faults = {}
    for position, text in cells:
        name = f"<cell {position + 1}>"
        linecache.cache[name] = (len(text), None, io.StringIO(text).readlines(), name)
        try:
            _finish(eval(compiled(text, name, "exec"), namespace))
        except BaseException as fault:  # SystemExit too: a cell that exits is a cell that failed
            said = {"type": type(fault).__name__[:80], "message": _words(fault), "line": _line(fault, name)}
            faults[position] = {"cell": position, **said}
    return faults


def _line(fault: BaseException, cell: str) -> int | None:
    """The line of the cell itself that raised, from 1; None if it was not begun."""
    lines = (line for frame, line in traceback.walk_tb(fault.__traceback__) if frame.f_code.co_filename == cell)
    return next(lines, None)


def _finish(coroutine: Coroutine | None) -> None:
    """Do what a cell awaits, without the event loop, which would need a socket."""
    while coroutine:
        try:
            coroutine.send(None)
        except StopIteration:
            return


class Shell:
    """Stands for IPython: its names are the notebook's; whatever else it is asked to do, it does nothing."""

    def __getattr__(self, name: str):
        return lambda *values, **options: []


def _words(fault: BaseException) -> str:
    try:
        text = str(fault)
    except BaseException:  # an exception of the learner's own may fail even at this
        text = ""
    return text[:LONGEST_MESSAGE].encode(errors="replace").decode()
