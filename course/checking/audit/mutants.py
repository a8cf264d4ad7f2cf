"""Mistakes that a person could plausibly make in a cell, one at a time. Source in, mutants out; nothing is run."""

import ast
from dataclasses import dataclass

from course.checking.audit.mistakes import RULES, with_another


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
    for node in ast.walk(tree):
        for kind, mistaken, line in (mistake for rule in RULES for mistake in rule(node)):
            text = ast.unparse(ast.fix_missing_locations(with_another(tree, node, mistaken)))
            if text not in seen:
                seen.add(text)
                found.append(Mutant(kind, line, text))
    return sorted(found, key=lambda mutant: (mutant.line, mutant.kind))
