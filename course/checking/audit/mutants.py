"""Mistakes that a person could plausibly make in a cell, one at a time. Source in, mutants out; nothing is run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from course.checking.audit.mistakes import RULES, copied


@dataclass(frozen=True)
class Mutant:
    """One mistake in one cell.

    Attributes:
        kind: which mistake, such as "sum for mean".
        line: of the cell, from 1, where it stands.
        source: the whole cell with the mistake in it.
    """

    kind: str
    line: int
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a cell's code, each different from the code and from the others.

    Args:
        source: the cell's code; what is no plain Python has none.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found, seen = [], {ast.unparse(tree)}
    for position, node in enumerate(ast.walk(tree)):
        for kind, line, mistaken in _mistakes(node):
            text = ast.unparse(ast.fix_missing_locations(_with(tree, position, mistaken)))
            if text not in seen:
                seen.add(text)
                found.append(Mutant(kind, line, text))
    return sorted(found, key=lambda mutant: (mutant.line, mutant.kind))


def _mistakes(node) -> Iterator[tuple[str, int, ast.AST]]:
    """Kind, line and mistaken form of each mistake that fits this node."""
    for rule in RULES:
        for kind, mistaken, *at in rule(copied(node)):
            line = at[0] if at else getattr(node, "lineno", 1)
            yield kind, line, mistaken


def _with(tree, position, mistaken):
    """A copy of the tree with another node at one position of its walk."""
    other = copied(tree)
    wanted = next(node for index, node in enumerate(ast.walk(other)) if index == position)
    if wanted is other:
        return mistaken
    for parent in ast.walk(other):
        for name, value in ast.iter_fields(parent):
            if value is wanted:
                setattr(parent, name, mistaken)
            elif isinstance(value, list) and any(item is wanted for item in value):
                setattr(parent, name, [mistaken if item is wanted else item for item in value])
    return other
