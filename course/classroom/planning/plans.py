"""Which of a learner's cells an answer needs: a short plan that runs those alone, longer ones that run all.

The long plans are the truth, a notebook run from top to bottom; the short one costs a tenth. It is taken only where
imports, functions and constants are all that the answer reads, and what is left out provably changes none of them.
Otherwise it is the last resort, where another cell ends the process or does not end: then only "right" counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.classroom.planning import effects
from course.classroom.planning.statements import BUILTINS, Code, Kind, Statement


@dataclass(frozen=True)
class Plan:
    """Cells to run in order, each as its position in the notebook and the Python to run.

    ``short`` plans leave cells out; ``certain`` ones leave out only what changes nothing.
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


class SetupCalls:
    """Calls before a check that set a module up and do nothing else, such as ``torch.manual_seed(SEED)``.

    They belong to the module's import, with the constants that they name.
    """

    def __init__(self, code: Sequence[Code], check: int) -> None:
        self.before = [(cell.position, one) for cell in code if cell.position <= check for one in cell.statements]
        binding: dict[str, list[tuple[int, Statement]]] = {}
        for place, one in self.before:
            for name in one.binds:
                binding.setdefault(name, []).append((place, one))
        # Bound once, to what reads nothing: ``SEED = 42`` is the same wherever it is read.
        self.constants = {
            name: found[0]
            for name, found in binding.items()
            if len(found) == 1 and found[0][1].kind == Kind.VALUE and not found[0][1].needs
        }

    def has(self, statement: Statement, name: str) -> bool:
        """Whether a statement does no more to a name than call something on it, with constants."""
        return statement.kind == Kind.OTHER and statement.binds == {name} <= statement.needs <= {name, *self.constants}

    def of(self, chosen: dict[int, list[Statement]]) -> Iterator[tuple[int, list[Statement]]]:
        """The place and the calls for modules that the chosen statements import, and the constants in them."""
        held = {name for found in chosen.values() for one in found if one.kind == Kind.IMPORT for name in one.binds}
        for place, one in self.before:
            if any(self.has(one, name) for name in held):
                yield place, [one]
                for name in one.needs - held:
                    where, constant = self.constants[name]
                    yield where, [constant]


def plans(code: Sequence[Code], wanted: Wanted) -> list[Plan]:
    """The plans to try one after the other, while the one before lacked a name.

    Args:
        code: the notebook's code cells, in order.
        wanted: what is to be there afterwards.
    """
    built_on = {name: _built_on(code, name, place) for name, place in wanted.places.items()}
    code = [_without_rivals(cell, wanted, built_on) for cell in code]
    before = tuple((cell.position, cell.source) for cell in code if cell.position <= wanted.check)
    after = tuple((cell.position, cell.source) for cell in code if cell.position > wanted.check)
    found = [Plan(before)]
    if after:
        found.append(Plan(before + after))
    if short := _short(code, wanted):
        found.insert(0 if short.certain else len(found), short)
    return found


def _built_on(code: Sequence[Code], name: str, place: int) -> int:
    """The last cell up to the answer's that builds on the name: ``old = forward``, ``class Value(Value)``; -1: none."""
    kinds = (Kind.DEFINITION, Kind.LAMBDA, Kind.VALUE)
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
    """Only the statements that the answers need; None where one cannot be told apart from the rest."""
    chosen: dict[int, list[Statement]] = {}
    waiting, seen, certain, setup = list(wanted.names), set(), True, SetupCalls(code, wanted.check)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = _in_force(code, name, wanted.check, setup)
        if found is None and name in BUILTINS:
            continue
        if found is None or any(one.kind in (Kind.OTHER, Kind.DROPPED) for one in found[1]):
            return None
        place, statements = found
        chosen.setdefault(place, []).extend(statements)
        certain = certain and all(map(_same_everywhere, statements))
        waiting += [need for one in statements for need in one.needs]
    for place, statements in list(setup.of(chosen)):
        chosen.setdefault(place, []).extend(statements)
    by_position = {cell.position: cell for cell in code}
    certain = certain and not effects.matter(code, chosen, wanted.check)
    cells = tuple((place, by_position[place].only(chosen[place])) for place in sorted(chosen))
    return Plan(cells, short=True, certain=certain)


def _same_everywhere(one: Statement) -> bool:
    """Whether a statement gives its names the same meaning wherever it is run: no value that other cells work out."""
    if one.kind == Kind.VALUE:
        return effects.is_constant(one.node.value)
    return one.kind in (Kind.IMPORT, Kind.DEFINITION, Kind.LAMBDA)


def _in_force(code: Sequence[Code], name: str, check: int, setup: SetupCalls) -> tuple[int, list[Statement]] | None:
    """The statements of the last cell before the check that bind the name, else of the first one after it.

    Anything else that may have changed it on the way counts as well, and is of kind OTHER.
    """
    binding = [(cell, [one for one in cell.statements if name in one.binds]) for cell in code]
    binding = [(cell, found) for cell, found in binding if found]
    before = [pair for pair in binding if pair[0].position <= check]
    if not before:
        return (binding[0][0].position, binding[0][1]) if binding else None
    cell, found = before[-1]
    changing = [one for _, statements in before for one in statements if not setup.has(one, name)]
    # Who makes an object of a module's class and drops it leaves the module as it was.
    kinds = {one.kind for one in changing}
    if Kind.IMPORT in kinds and kinds <= {Kind.IMPORT, Kind.DROPPED}:
        cell, found = next((c, f) for c, f in reversed(before) if any(one.kind == Kind.IMPORT for one in f))
        return cell.position, [one for one in found if one.kind == Kind.IMPORT]
    return cell.position, [*found, *(one for one in changing if one.kind in (Kind.OTHER, Kind.DROPPED))]
