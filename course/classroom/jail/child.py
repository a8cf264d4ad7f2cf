"""What a fork of the warm process does with one learner's answer: wall up, run the cells, call it, send plain values.

From the first cell on everything in this process belongs to the learner. Whatever comes out of it is read as the
learner's values and as nothing else.
"""

import ast
import codeop
import io
import linecache
import os
import sys
from collections.abc import Coroutine
from types import ModuleType

from course.classroom.jail.plain_values import pack
from course.classroom.jail.wall import raise_wall
from course.classroom.jail.wall.limits import Limits, hold
from helpers.checks import calling

REPLY = 3  # the descriptor that the reply goes to
MOST_FAULTS = 20
LONGEST_MESSAGE = 300


def run(job: dict) -> None:
    """Never comes back: one message goes to descriptor 3, and the process ends.

    Args:
        job: from ``course.classroom.jail.parent``: cells as pairs of a position and Python, the request for
            ``calling.call``, names that stand for an answer under another name, limits, and whether the wall is wanted.
    """
    end, send = os._exit, os.write
    allowance = Limits(**job["limits"])
    try:
        if job["wall"]:
            raise_wall(allowance, keep=(REPLY,))
        else:
            hold(allowance, own_account=False)
    except BaseException as fault:
        send(REPLY, pack({"wall": str(fault)[:LONGEST_MESSAGE]}))
        end(1)
    try:
        message = pack(answered(job))
    except MemoryError:
        message = pack({"failed": "memory"})
    except BaseException as fault:
        message = pack({"failed": _words(fault)})
    while message:
        message = message[send(REPLY, message) :]
    end(0)


def answered(job: dict) -> dict:
    """What the cells and the calls did: "faults" of cells, and "returned", which ``judging.judge`` reads."""
    module = ModuleType("__main__")
    module.display = lambda *values, **options: None
    module.get_ipython = Shell
    sys.modules["__main__"] = module
    namespace = vars(module)
    compiled = codeop.Compile()  # remembers `from __future__ import …` from cell to cell, as a notebook does
    compiled.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    faults = _executed(job["cells"], namespace, compiled)
    # In a notebook whose cells were moved, the import may stand below what needs it.
    again = [cell for cell in job["cells"] if faults.get(cell[0], {}).get("type") == "NameError"]
    if again:
        faults = {place: fault for place, fault in faults.items() if fault["type"] != "NameError"}
        faults |= _executed(again, namespace, compiled)
    for name, other in job["stand_ins"].items():
        if name not in namespace and other in namespace:
            namespace[name] = namespace[other]
    returned = calling.call(job["request"], namespace)
    return {"returned": returned, "faults": list(faults.values())[:MOST_FAULTS]}


def _executed(cells: list, namespace: dict, compiled: codeop.Compile) -> dict[int, dict]:
    """The fault of each cell that raised, by its position; the others go on."""
    faults = {}
    for position, text in cells:
        name = f"<cell {position + 1}>"
        linecache.cache[name] = (len(text), None, io.StringIO(text).readlines(), name)
        try:
            _finish(eval(compiled(text, name, "exec"), namespace))
        except BaseException as fault:  # SystemExit too: a cell that exits is a cell that failed
            faults[position] = {"cell": position, "type": type(fault).__name__[:80], "message": _words(fault)}
    return faults


def _finish(coroutine: Coroutine | None) -> None:
    """Nothing; what a cell awaits is done, without the event loop, which would need a socket."""
    while coroutine:
        try:
            coroutine.send(None)
        except StopIteration:
            return


class Shell:
    """Stands for IPython: whatever it is asked to do, it does nothing."""

    def __getattr__(self, name: str):
        return lambda *values, **options: []


def _words(fault: BaseException) -> str:
    try:
        text = str(fault)
    except BaseException:  # an exception of the learner's own may fail even at this
        text = ""
    return text[:LONGEST_MESSAGE].encode(errors="replace").decode()
