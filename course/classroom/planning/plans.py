"""Which of a learner's cells an answer needs: a short plan that runs those alone, longer ones that run all.

The long plans are the truth, a notebook run from top to bottom; the short one costs a tenth. It is taken where imports,
functions and plain values are all that the answer reads; a verdict other than "right" that rests on a value, or on
what was handed to another call, is judged again by the long one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from course.classroom.planning.setup_calls import Settings
from course.classroom.planning.statements import (
    BUILTINS,
    DEFINITION,
    DROPPED,
    IMPORT,
    LAMBDA,
    OTHER,
    VALUE,
    Code,
    Statement,
)


@dataclass(frozen=True)
class Plan:
    """Cells to run in order, each as its position in the notebook and the Python to run.

    ``short`` plans leave cells out; ``certain`` ones leave out none that could change what the answer returns.
    """

    cells: tuple[tuple[int, str], ...]
    short: bool = False
    certain: bool = True


@dataclass(frozen=True)
class Wanted:
    """The names of the answers, the cell that each is taken from, and the last cell that ran before the check."""

    names: tuple[str, ...]
    places: dict[str, int]
    check: int


def plans(code: Sequence[Code], wanted: Wanted) -> list[Plan]:
    """The plans to try one after the other, while the one before lacked a name or was not certain.

    Args:
        code: the notebook's code cells, in order.
        wanted: what is to be there afterwards.
    """
    built_on = {name: _built_on(code, name, place) for name, place in wanted.places.items()}
    code = [_without_rivals(cell, wanted, built_on) for cell in code]
    before = tuple((cell.position, cell.source) for cell in code if cell.position <= wanted.check)
    after = tuple((cell.position, cell.source) for cell in code if cell.position > wanted.check)
    found = [short] if (short := _short(code, wanted)) else []
    found.append(Plan(before))
    if after:
        found.append(Plan(before + after))
    return found


def _built_on(code: Sequence[Code], name: str, place: int) -> int:
    """The last cell up to the answer's that builds on the name: ``old = forward``, ``class Value(Value)``; -1: none."""
    kinds = (DEFINITION, LAMBDA, VALUE)
    before = [cell for cell in code if cell.position <= place]
    found = (cell.position for cell in before for one in cell.statements if name in one.reads and one.kind in kinds)
    return max(found, default=-1)


def _without_rivals(cell: Code, wanted: Wanted, built_on: dict[str, int]) -> Code:
    """The cell without definitions of an answer that another cell holds: copies, untouched stubs, older attempts.

    Those stay that the answer is built on.
    """
    rivals = {name for name, place in wanted.places.items() if built_on[name] < cell.position != place}
    return cell.without(rivals)


def _short(code: Sequence[Code], wanted: Wanted) -> Plan | None:
    """Only the statements that the answers need; None where one of them cannot be told apart from the rest."""
    chosen: dict[int, list[Statement]] = {}
    waiting, seen, certain, settings = list(wanted.names), set(), True, Settings(code, wanted.check)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = _in_force(code, name, wanted.check, settings)
        if found is None and name in BUILTINS:
            continue
        if found is None or any(one.kind in (OTHER, DROPPED) for one in found[1]):
            return None
        place, statements = found
        chosen.setdefault(place, []).extend(statements)
        certain = certain and all(one.kind != VALUE for one in statements)
        waiting += [need for one in statements for need in one.needs]
    certain = certain and not _handed_on(code, chosen, wanted.check)
    for place, statements in list(settings.of(chosen)):
        chosen.setdefault(place, []).extend(statements)
    by_position = {cell.position: cell for cell in code}
    cells = tuple((place, by_position[place].only(chosen[place])) for place in sorted(chosen))
    return Plan(cells, short=True, certain=certain)


def _handed_on(code: Sequence[Code], chosen: dict[int, list[Statement]], check: int) -> bool:
    """Whether a statement left out hands a chosen definition to who may change it: ``setattr(Value, "grad", f)``."""
    names = {name for found in chosen.values() for one in found if one.kind != IMPORT for name in one.binds}
    left_out = (
        one
        for cell in code
        if cell.position <= check
        for one in cell.statements
        if one.passes & names and one not in chosen.get(cell.position, ())
    )
    return any(left_out)


def _in_force(code: Sequence[Code], name: str, check: int, settings: Settings) -> tuple[int, list[Statement]] | None:
    """The statements of the last cell before the check that bind the name, else of the first one after it.

    Anything else that may have changed it on the way counts as well, and is of kind OTHER.
    """
    binding = [(cell, [one for one in cell.statements if name in one.binds]) for cell in code]
    binding = [(cell, found) for cell, found in binding if found]
    before = [pair for pair in binding if pair[0].position <= check]
    if not before:
        return (binding[0][0].position, binding[0][1]) if binding else None
    cell, found = before[-1]
    changing = [one for _, statements in before for one in statements if not settings.is_setting(one, name)]
    # Who makes an object of a module's class and drops it leaves the module as it was.
    if all(one.kind in (IMPORT, DROPPED) for one in changing) and any(one.kind == IMPORT for one in changing):
        cell, found = next((c, f) for c, f in reversed(before) if any(one.kind == IMPORT for one in f))
        return cell.position, [one for one in found if one.kind == IMPORT]
    return cell.position, [*found, *(one for one in changing if one.kind in (OTHER, DROPPED))]
