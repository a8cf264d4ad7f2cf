"""The names in an answer's code, read where the learner's code cannot change them."""

from collections.abc import Sequence
from inspect import CO_OPTIMIZED
from types import CodeType

from course.classroom.planning.plans import Wanted
from course.classroom.planning.statements import DEFINITION, LAMBDA, OTHER, VALUE, Code, Statement
from helpers.checks import source


def names_used(code: Sequence[Code], wanted: Wanted) -> list[str]:
    """What ``calling.call`` reports under "uses", read here, where the learner's code cannot change it."""
    defining = (one for cell in code for one in cell.statements if one.kind in (DEFINITION, LAMBDA))
    functions = {name: one for one in defining for name in one.binds}
    found = set()
    for answer in wanted.names:
        making = _making(code, answer, wanted, functions)
        waiting = [body for one in making for body in _bodies(one.code)]
        seen, names = set(), set()
        while waiting:
            body = waiting.pop()
            seen.add(body)
            names |= source.names_in(body)
            named = source.globals_in(body) & functions.keys()
            called = [part for name in named for part in _functions(functions[name].code)]
            waiting += [part for part in called if part not in seen]
        found |= names | {f"{answer}: {name}" for name in names}
    return sorted(found)


def _making(code: Sequence[Code], answer: str, wanted: Wanted, functions: dict[str, Statement]) -> list[Statement]:
    """The answer's definition, what else gives it a value or changes it, and the functions that are named there."""
    place = wanted.places.get(answer)
    binding = [(cell.position, one) for cell in code for one in cell.statements if answer in one.binds]
    own = [one for position, one in binding if position == place]
    if not own and answer in functions:
        own = [functions[answer]]
    others = [one for position, one in binding if position <= wanted.check and one.kind in (LAMBDA, VALUE, OTHER)]
    return own[-1:] + others + [functions[name] for one in others for name in one.needs if name in functions]


def _bodies(code: CodeType) -> list[CodeType]:
    """The functions that a definition's code makes: itself, or a class's own methods."""
    classes = [one for one in code.co_consts if isinstance(one, CodeType) and not one.co_flags & CO_OPTIMIZED]
    return _functions(code) + [method for body in classes for method in _functions(body)]


def _functions(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType) and one.co_flags & CO_OPTIMIZED]
