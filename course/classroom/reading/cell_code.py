"""A learner's code as syntax trees, without running it and whatever it holds: magics, nonsense, bombs."""

import ast
import re
import warnings
from functools import lru_cache

from course.classroom.reading import magics
from helpers.checks import source

LONGEST_CHARACTERS = 50_000  # of a cell; Python reads a long formatted text in quadratic time
REMEMBERED_CELLS = 1_000
_HEAD = r"^(?:async\s+def|def|class)\s+{name}\b"


def too_long(cell: str) -> str:
    """Why a cell is not read at all; empty if it is."""
    count = len(cell)
    return (
        f"{count:,} characters in one cell; the limit is {LONGEST_CHARACTERS:,}" if count > LONGEST_CHARACTERS else ""
    )


@lru_cache(maxsize=REMEMBERED_CELLS)  # most cells of a class are the lesson's own, the same in every notebook
def definitions(cell: str) -> dict[str, list[ast.AST]]:
    """The functions and classes that a cell defines at its top level by name; nothing if it is no Python."""
    if too_long(cell):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
        try:
            return source.definitions(magics.python(cell))
        except (RecursionError, MemoryError):  # thousands of brackets
            return {}


def digest(nodes: list[ast.AST | None]) -> str | None:
    """What a stored verdict says of the code it judged; None if one of the definitions is missing."""
    try:
        return source.digest(nodes)
    except (RecursionError, ValueError):
        return None


@lru_cache(maxsize=REMEMBERED_CELLS)
def digests(cell: str) -> dict[str, str | None]:
    """The digest of each definition in force at the end of a cell by its name."""
    return {name: digest(nodes[-1:]) for name, nodes in definitions(cell).items()}


def says_it_defines(cell: str, name: str) -> bool:
    """Whether a cell begins to define the name, even if Python cannot read it."""
    return bool(re.search(_HEAD.format(name=re.escape(name)), cell, re.MULTILINE))


def fault(cell: str) -> str:
    """Why Python cannot read a cell, or is not asked to; empty if it can."""
    if found := too_long(cell):
        return found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(magics.python(cell))
        except SyntaxError as error:
            return f"{type(error).__name__}: {error.msg} (line {error.lineno})"
        except (ValueError, RecursionError, MemoryError) as error:
            return f"{type(error).__name__}: {error}"
    return ""


def names_in(nodes: list[ast.AST | None]) -> set[str]:
    """The names that these definitions mention."""
    return {part.id for node in nodes if node for part in ast.walk(node) if isinstance(part, ast.Name)}


def parameters(node: ast.AST) -> tuple[str, ...]:
    """The parameters of a function; of a class, its methods' names."""
    if isinstance(node, ast.ClassDef):
        return tuple(part.name for part in node.body if isinstance(part, ast.FunctionDef))
    return tuple(argument.arg for argument in [*node.args.posonlyargs, *node.args.args])
