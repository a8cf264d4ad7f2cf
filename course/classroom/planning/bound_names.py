"""The names that one statement binds, hands on and reads, from its syntax tree and its bytecode."""

import ast
import dis
from collections.abc import Iterator
from inspect import CO_OPTIMIZED
from types import CodeType

from helpers.checks.source import FROM_OUTSIDE

# Whatever is handed to these is the same afterwards.
LOOKING = {"check", "hint", "print", "help", "isinstance", "callable"}


def bound(node: ast.stmt, inside: bool) -> Iterator[str]:
    """Names bound at the top level; of a star import, a star.

    Args:
        node: a statement at the top level.
        inside: also names of what it may change inside, or define under an ``if``.
    """
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    else:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, (ast.Store, ast.Del)):
                yield part.id
            elif inside and isinstance(part, (ast.Attribute, ast.Subscript)) and _changes(part, node):
                yield from _root(part)
            elif inside and isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                yield part.name  # defined under an `if`, in a `try`
            elif inside and isinstance(part, ast.alias):
                yield part.asname or part.name.split(".")[0]


def _changes(part, node) -> bool:
    """Whether an attribute or item is stored to, or is a method called for its effect: ``losses.append(1)``."""
    if isinstance(part.ctx, (ast.Store, ast.Del)):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and node.value.func is part


def _root(part) -> Iterator[str]:
    while isinstance(part, (ast.Attribute, ast.Subscript)):
        part = part.value
    if isinstance(part, ast.Name):
        yield part.id


def passed(node: ast.stmt) -> Iterator[str]:
    """Names that it hands to a call or a decorator, which may change what they stand for; not who only is called."""
    definition = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    waiting = [(part, False) for part in (node.decorator_list if definition else [node])]
    while waiting:
        part, given = waiting.pop()
        if isinstance(part, ast.Name) and given:
            yield part.id
        if isinstance(part, ast.Call):
            looking = isinstance(part.func, ast.Name) and part.func.id in LOOKING
            waiting.append((part.func, False))
            waiting += [(one, not looking) for one in (*part.args, *part.keywords)]
        else:
            waiting += [(one, given) for one in ast.iter_child_nodes(part)]


def needed(code: CodeType, now: bool = True) -> Iterator[tuple[str, bool]]:
    """Names that the code reads from outside itself, and whether it does now or in a function that it only defines."""
    for step in dis.get_instructions(code):
        if step.opname in FROM_OUTSIDE:
            yield step.argval, now
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from needed(constant, now and not constant.co_flags & CO_OPTIMIZED)
