"""Which attributes a function writes, read off its bytecode without running it."""

import dis
import re
from types import CodeType

METHODS = ("LOAD_ATTR", "LOAD_METHOD")
HELD = ("LOAD_FAST", "LOAD_GLOBAL", "LOAD_ATTR")  # what holds an attribute; that of a result belongs to nothing else
NO_CHANGE = ("requires_grad_", "detach_")  # the numbers stay


def attributes_written(code: CodeType):
    """The attributes that are assigned, as a whole or by index, or changed by a method such as ``add_``.

    In ``w.grad.data.zero_()`` it is grad.
    """
    yield from _by_index(code)
    yield from _by_another_name(code)
    steps = [(step.opname, step.argval) for step in dis.get_instructions(code)]
    earlier, later = [("", None), *steps[:-1]], [*steps[1:], ("", None)]
    for before, (opname, name), (following, method) in zip(earlier, steps, later, strict=True):
        if opname == "STORE_ATTR" or (opname == "LOAD_ATTR" and following in METHODS and _changes(method)):
            yield "grad" if before == ("LOAD_ATTR", "grad") else name


def _changes(method: str) -> bool:
    return method.endswith("_") and not method.endswith("__") and method not in NO_CHANGE


def _by_index(code: CodeType):
    """The attributes in ``w.data[0] = …``: those whose place in the line begins where the assigned item's does."""
    loaded = {}
    for step in dis.get_instructions(code):
        place = getattr(step, "positions", None)  # from Python 3.11 on
        begins = (place.lineno, place.col_offset) if place else None
        if step.opname == "LOAD_ATTR":
            loaded[begins] = step.argval
        elif begins in loaded and step.opname in ("STORE_SUBSCR", "STORE_SLICE"):
            yield loaded[begins]


def _by_another_name(code: CodeType):
    """The attributes that were given a name, as in ``d = w.data``, and changed by it: ``d -= 1`` or ``d.add_(1)``."""
    steps, named = [("", None, ""), ("", None, ""), *_steps(code)], {}
    for earlier, (before, held, sign), (opname, name, _) in zip(steps, steps[1:], steps[2:], strict=False):
        if opname == "STORE_FAST" and name in named and (before.startswith("INPLACE_") or sign.endswith("=")):
            yield named[name]
        elif opname == "STORE_FAST":
            named.pop(name, None)
            if before == "LOAD_ATTR" and earlier[0] in HELD and earlier[1] != "grad":
                named[name] = held
        elif before == "LOAD_FAST" and held in named and opname in METHODS and _changes(name):
            yield named[held]


def _steps(code: CodeType):
    """Each step's opcode, its argument, and its sign if it is an operation; one step where newer Pythons join two."""
    for step in dis.get_instructions(code):
        single = re.findall("LOAD_FAST|STORE_FAST", step.opname)
        joined = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        if single:
            yield from ((opname, name, "") for opname, name in zip(single, joined, strict=False))
        else:
            yield step.opname, step.argval, step.argrepr if step.opname == "BINARY_OP" else ""
