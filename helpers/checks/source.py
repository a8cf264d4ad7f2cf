"""What can be read off an answer without running it: what is still unwritten, the names it uses, which code it is."""

import ast
import dis
import functools
import hashlib
import inspect
import linecache
import warnings
from dataclasses import dataclass
from types import CodeType, FunctionType

from helpers.checks.writing import attributes_written

# What the bytecode of `...`, `pass`, `return` or a docstring alone is made of.
IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}
FROM_OUTSIDE = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}
DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Parsed:
    """What Python reads in a text: its syntax tree, or the line at which it stumbles (0: all of it) and the fault."""

    tree: ast.Module | None = None
    line: int | None = None
    fault: str = ""


def parsed(text: str) -> Parsed:
    """The text as a syntax tree, or why it is none; raises for nothing that a learner may have written."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
            return Parsed(tree=ast.parse(text))
    except SyntaxError as error:
        return Parsed(line=error.lineno or 0, fault=f"{type(error).__name__}: {error.msg} (line {error.lineno})")
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, thousands of brackets
        return Parsed(line=0, fault=f"{type(error).__name__}: {error}")


def functions_of(answer) -> dict[str, FunctionType]:
    """The functions an answer consists of by name, without decorators: itself, or its class's own methods."""
    found = vars(answer).items() if isinstance(answer, type) else [(getattr(answer, "__name__", None), answer)]
    bare = [(name, inspect.unwrap(item)) for name, item in found if isinstance(item, FunctionType)]
    return {name: item for name, item in bare if isinstance(item, FunctionType)}


def facts(answers: dict) -> dict[str, list[str]]:
    """What is read off the code of answers by name: "unwritten" functions, and every name it "uses".

    A name is there once more behind its answer's own, as in "mended_loss: warnings".
    """
    used = {name: names_used(answer) for name, answer in answers.items()}
    forms = {form for name, words in used.items() for word in words for form in (word, f"{name}: {word}")}
    return {"unwritten": [name for answer in answers.values() for name in unwritten(answer)], "uses": sorted(forms)}


def unwritten(answer) -> list[str]:
    """The functions that hold nothing yet (``...``, ``pass``, a docstring), or the answer if ``...`` is left in it."""
    empty = [name for name, function in functions_of(answer).items() if _is_idle(function.__code__)]
    return empty or ([answer.__name__] if _has_dots(definition_of(answer)) else [])


def _is_idle(code: CodeType) -> bool:
    instructions = list(dis.get_instructions(code))
    if not {instruction.opname for instruction in instructions} <= IDLE:
        return False
    constants = [step.argval for step in instructions if step.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(constant is None or constant is Ellipsis for constant in constants)


def _has_dots(definition: ast.AST | None) -> bool:
    statements = [node.value for node in ast.walk(definition) if isinstance(node, ast.Expr)] if definition else []
    return any(isinstance(value, ast.Constant) and value.value is Ellipsis for value in statements)


def names_used(answer) -> list[str]:
    """The names, attributes and keyword arguments in the answer's code, and in functions of the learner's it calls.

    An attribute that is written, by assignment or by a method such as ``add_``, is there as ".data =" too.
    """
    found, waiting, read = set(), list(functions_of(answer).values()), set()
    while waiting:
        function = waiting.pop()
        read.add(function)
        found |= names_in(function.__code__)
        for called in map(function.__globals__.get, globals_in(function.__code__)):
            own = isinstance(called, FunctionType) and called.__globals__ is function.__globals__
            if own and called not in read:
                waiting.append(called)
    return sorted(found)


@functools.lru_cache(maxsize=512)  # a class of learners has many functions in common
def names_in(code: CodeType) -> frozenset[str]:
    """The names, attributes and keyword arguments in the code, and in code inside it."""
    found = {*code.co_names, *(f".{name} =" for name in attributes_written(code))}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= names_in(constant)
        elif isinstance(constant, tuple):  # the names of keyword arguments
            found.update(item for item in constant if isinstance(item, str))
    return frozenset(found)


@functools.lru_cache(maxsize=512)
def globals_in(code: CodeType) -> frozenset[str]:
    """The names that the code, and code inside it, looks up where functions are: no attribute, keyword or local."""
    found = {step.argval for step in dis.get_instructions(code) if step.opname in FROM_OUTSIDE}
    return frozenset(found).union(*(globals_in(one) for one in code.co_consts if isinstance(one, CodeType)))


def definition_of(answer) -> ast.AST | None:
    """The syntax tree of the answer's definition in its cell or file; None if Python does not know the source."""
    for function in functions_of(answer).values():
        code = function.__code__
        found = definitions("".join(linecache.getlines(code.co_filename))).get(getattr(answer, "__name__", None), [])
        around = [node for node in found if node.lineno <= code.co_firstlineno <= node.end_lineno]
        # A decorated function's code begins at its decorator, above the definition's own line.
        return (around or found or [None])[-1]
    return None


@functools.lru_cache(maxsize=16)  # a check asks several times for one cell's
def definitions(cell: str) -> dict[str, list[ast.AST]]:
    """The functions and classes that a cell defines at its top level by name; nothing if it is no Python."""
    tree, found = parsed(cell).tree, {}
    for node in tree.body if tree else ():
        if isinstance(node, DEFINITIONS):
            found.setdefault(node.name, []).append(node)
    return found


def digest_of(answers: list) -> str | None:
    """The digest of the answers' definitions; None if Python does not know the source of one."""
    return digest([definition_of(answer) for answer in answers])


def digest(nodes: list[ast.AST | None]) -> str | None:
    """The first 12 hexadecimal digits of the definitions' sha256: whether a stored verdict is about this code.

    Layout and comments do not count. None if one of the definitions is.
    """
    if not nodes or None in nodes:
        return None
    return hashlib.sha256("\n".join(ast.unparse(node) for node in nodes).encode()).hexdigest()[:12]
