"""Which of a learner's cells an answer needs: a short plan that runs those alone, longer ones that run all.

The long plans are the truth, a notebook run from top to bottom; the short one costs a tenth. It is taken where imports,
functions and plain values are all that the answer reads; a verdict other than "right" that rests on a value is
judged again by the long one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from inspect import CO_OPTIMIZED
from types import CodeType

from course.grade.statements import BUILTINS, DEFINITION, DROPPED, IMPORT, OTHER, VALUE, Code, Statement
from helpers.checks import source


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
    code = [_without_rivals(cell, wanted) for cell in code]
    before = tuple((cell.position, cell.source) for cell in code if cell.position <= wanted.check)
    after = tuple((cell.position, cell.source) for cell in code if cell.position > wanted.check)
    found = [short] if (short := _short(code, wanted)) else []
    found.append(Plan(before))
    if after:
        found.append(Plan(before + after))
    return found


def _without_rivals(cell: Code, wanted: Wanted) -> Code:
    """The cell without definitions of an answer that another cell holds: copies, untouched stubs, older attempts."""
    rivals = {name for name, place in wanted.places.items() if place != cell.position}
    kept = [one for one in cell.statements if not (one.kind == DEFINITION and one.binds <= rivals)]
    if len(kept) == len(cell.statements):
        return cell
    return Code(cell.position, _lines_of(cell, kept), tuple(kept), cell.fault)


def _short(code: Sequence[Code], wanted: Wanted) -> Plan | None:
    """Only the statements that the answers need; None where one of them cannot be told apart from the rest."""
    chosen: dict[int, list[Statement]] = {}
    waiting, seen, certain = list(wanted.names), set(), True
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = _in_force(code, name, wanted.check)
        if found is None and name in BUILTINS:
            continue
        if found is None or any(one.kind in (OTHER, DROPPED) for one in found[1]):
            return None
        place, statements = found
        chosen.setdefault(place, []).extend(statements)
        certain = certain and all(one.kind != VALUE for one in statements)
        waiting += [need for one in statements for need in one.needs]
    for place, statements in list(_settings(code, chosen, wanted.check)):
        chosen.setdefault(place, []).extend(statements)
    by_position = {cell.position: cell for cell in code}
    cells = tuple((place, _lines_of(by_position[place], chosen[place])) for place in sorted(chosen))
    return Plan(cells, short=True, certain=certain)


def _in_force(code: Sequence[Code], name: str, check: int) -> tuple[int, list[Statement]] | None:
    """The statements of the last cell before the check that bind the name, else of the first one after it.

    Anything else that may have changed it on the way counts as well, and is of kind OTHER.
    """
    binding = [(cell, [one for one in cell.statements if name in one.binds]) for cell in code]
    binding = [(cell, found) for cell, found in binding if found]
    before = [pair for pair in binding if pair[0].position <= check]
    if not before:
        return (binding[0][0].position, binding[0][1]) if binding else None
    cell, found = before[-1]
    changing = [one for _, statements in before for one in statements if not _is_setting(one, name)]
    # Who makes an object of a module's class and drops it leaves the module as it was.
    if all(one.kind in (IMPORT, DROPPED) for one in changing) and any(one.kind == IMPORT for one in changing):
        cell, found = next((c, f) for c, f in reversed(before) if any(one.kind == IMPORT for one in f))
        return cell.position, [one for one in found if one.kind == IMPORT]
    return cell.position, [*found, *(one for one in changing if one.kind in (OTHER, DROPPED))]


def _is_setting(statement: Statement, name: str) -> bool:
    """Whether a statement does no more to a name than call something on it: ``torch.manual_seed(0)``."""
    return statement.kind == OTHER and statement.binds == {name} == statement.needs


def _settings(code, chosen, check):
    """Calls on imported modules alone, before the check, of modules that the plan holds."""
    held = {name for found in chosen.values() for one in found if one.kind == IMPORT for name in one.binds}
    for cell in code:
        if cell.position <= check:
            found = [one for one in cell.statements if any(_is_setting(one, name) for name in held)]
            if found:
                yield cell.position, found


def _lines_of(cell: Code, statements: Sequence[Statement]) -> str:
    """The cell's source with only these statements, each on the lines it had."""
    wanted = {line for one in statements for line in range(one.lines[0], one.lines[1] + 1)}
    lines = cell.source.splitlines(keepends=True)
    return "".join(text if number in wanted else "\n" for number, text in enumerate(lines, start=1))


def names_used(code: Sequence[Code], wanted: Wanted) -> list[str]:
    """What ``calling.call`` reports under "uses", read here, where the learner's code cannot change it."""
    functions = {name: one for cell in code for one in cell.statements if one.kind == DEFINITION for name in one.binds}
    found = set()
    for answer in wanted.names:
        place = wanted.places.get(answer)
        own = [one for cell in code if cell.position == place for one in cell.statements if answer in one.binds]
        if not own and answer in functions:
            own = [functions[answer]]
        waiting = [body for one in own[-1:] for body in _bodies(one.code)]
        seen, names = set(), set()
        while waiting:
            body = waiting.pop()
            seen.add(body)
            used = source.names_in(body)
            names |= used
            called = [part for name in used if name in functions for part in _functions(functions[name].code)]
            waiting += [part for part in called if part not in seen]
        found |= names | {f"{answer}: {name}" for name in names}
    return sorted(found)


def _bodies(code: CodeType) -> list[CodeType]:
    """The functions that a definition's code makes: itself, or a class's own methods."""
    classes = [one for one in code.co_consts if isinstance(one, CodeType) and not one.co_flags & CO_OPTIMIZED]
    return _functions(code) + [method for body in classes for method in _functions(body)]


def _functions(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType) and one.co_flags & CO_OPTIMIZED]
