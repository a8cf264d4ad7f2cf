"""What can be read off an answer without running it: its source, the names it uses, what is still unwritten."""

import ast
import dis
import hashlib
import linecache
from types import CodeType, FunctionType

# What the bytecode of `...`, `pass`, `return` or a docstring alone is made of.
IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}


def functions_of(answer) -> dict[str, FunctionType]:
    """The functions an answer consists of by name: itself, or its class's own methods."""
    if isinstance(answer, type):
        return {name: item for name, item in vars(answer).items() if isinstance(item, FunctionType)}
    return {answer.__name__: answer} if isinstance(answer, FunctionType) else {}


def unwritten(answer) -> list[str]:
    """The names of the answer's functions that hold nothing yet: ``...``, ``pass`` or a docstring."""
    return [name for name, function in functions_of(answer).items() if _is_idle(function.__code__)]


def _is_idle(code: CodeType) -> bool:
    instructions = list(dis.get_instructions(code))
    if not {instruction.opname for instruction in instructions} <= IDLE:
        return False
    constants = [step.argval for step in instructions if step.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(constant is None or constant is Ellipsis for constant in constants)


def names_used(answer) -> list[str]:
    """The names, attributes and keyword arguments in the answer's code, and in functions of the learner's it calls."""
    found, waiting, read = set(), list(functions_of(answer).values()), set()
    while waiting:
        function = waiting.pop()
        read.add(function)
        _collect(function.__code__, found)
        called = [function.__globals__.get(name) for name in function.__code__.co_names]
        waiting += [
            item for item in called
            if isinstance(item, FunctionType) and item.__globals__ is function.__globals__ and item not in read
        ]  # fmt: skip
    return sorted(found)


def _collect(code: CodeType, found: set):
    found.update(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _collect(constant, found)
        elif isinstance(constant, tuple):  # the names of keyword arguments
            found.update(item for item in constant if isinstance(item, str))


def cell_of(answer) -> str | None:
    """The source of the cell or file in which the answer was defined; None if Python does not know it."""
    for function in functions_of(answer).values():
        if lines := linecache.getlines(function.__code__.co_filename):
            return "".join(lines)
    return None


def definitions(cell: str) -> dict[str, str]:
    """The functions and classes a cell defines at its top level, by name (the last of each), as unparsed source."""
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    return {node.name: ast.unparse(node) for node in ast.parse(cell).body if isinstance(node, kinds)}


def digest(sources: list[str]) -> str:
    """The first 12 hexadecimal digits of the definitions' sha256: tells whether a stored verdict is about this code."""
    return hashlib.sha256("\n".join(sources).encode()).hexdigest()[:12]


def digest_of(answers: list) -> str | None:
    """The digest of the answers' definitions, in the order given; None if one of them has no source."""
    sources = []
    for answer in answers:
        cell, name = cell_of(answer), getattr(answer, "__name__", None)
        try:
            found = definitions(cell) if cell else {}
        except SyntaxError:  # a file changed on disk since it was imported
            found = {}
        if name not in found:
            return None
        sources.append(found[name])
    return digest(sources)
