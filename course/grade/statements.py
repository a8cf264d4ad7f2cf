"""A learner's code cells as statements: what each binds, what it needs, whether it can run without the others.

Read in the trusted process and never run there. What Python cannot read is said, not raised.
"""

import ast
import builtins
import dis
import functools
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from course.review.parsed import LONGEST_CHARACTERS

IMPORT, DEFINITION, VALUE, OTHER = "import", "definition", "value", "other"
DROPPED = "dropped"  # an object that is made and not kept: ``torch.optim.SGD([], lr=0.1)``
BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "display"}
MOST_REMEMBERED, LONGEST_REMEMBERED_CHARACTERS = 2_000, 4_000
READ_FROM_OUTSIDE = ("LOAD_GLOBAL", "LOAD_NAME")
# A magic or a shell line, alone or with a name for what it gives; and a question to IPython.
_NO_PYTHON = re.compile(r"^([ \t]*)(?:[\w., \t]+=[ \t]*)?(?:[%!].*|\?{0,2}[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)
_PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell.

    Attributes:
        lines: its first and last line, from 1.
        binds: the names it may give a value, or change the value of.
        needs: the names it reads from outside itself, sooner or later.
        code: what Python compiles it to; never run here.
    """

    kind: str
    lines: tuple[int, int]
    binds: frozenset[str]
    needs: frozenset[str]
    code: CodeType


@dataclass(frozen=True)
class Code:
    """One code cell: the Python in it, its statements, and why it has none if Python cannot read it."""

    position: int
    source: str
    statements: tuple[Statement, ...] = ()
    fault: str = ""


def read(position: int, source: str) -> Code:
    """The code of one cell, without magics and shell lines, each replaced by ``pass``."""
    if len(source) > LONGEST_CHARACTERS:
        return Code(position, "", fault=f"{len(source):,} characters in one cell; the limit is {LONGEST_CHARACTERS:,}")
    first = source.lstrip().split(maxsplit=1)[:1]
    if first and first[0].startswith("%%") and first[0] not in _PYTHON_MAGICS:
        return Code(position, "")  # another language, or a file to write
    parse = _remembered if len(source) <= LONGEST_REMEMBERED_CHARACTERS else _parsed
    return Code(position, *parse(source))


def _parsed(source: str) -> tuple[str, tuple[Statement, ...], str]:
    """The Python in a cell, its statements, and why it has none."""
    fault = ""
    for text in dict.fromkeys((source, _NO_PYTHON.sub(r"\1pass", source))):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
                tree = ast.parse(text)
                return text, tuple(_statement(node) for node in tree.body), ""
        except SyntaxError as error:
            fault = fault or f"{type(error).__name__}: {error.msg} (line {error.lineno})"
        except (ValueError, RecursionError, MemoryError) as error:  # null bytes, thousands of brackets
            fault = fault or f"{type(error).__name__}: {str(error)[:100]}"
    return source, (), fault


# Most cells of a class are the lesson's own, the same in every notebook.
_remembered = functools.lru_cache(MOST_REMEMBERED)(_parsed)


def _statement(node: ast.stmt) -> Statement:
    code = compile(ast.Module([node], []), "<cell>", "exec")
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    kind = _kind(node)
    return Statement(kind, (first, node.end_lineno), frozenset(_bound(node, kind)), frozenset(_needed(code)), code)


def _kind(node: ast.stmt) -> str:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return OTHER if any(alias.name == "*" for alias in node.names) else IMPORT
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return DEFINITION
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_class(node.value.func):
        return DROPPED
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    plain = isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and all(map(_is_name, targets))
    if not plain:
        return OTHER
    return DEFINITION if isinstance(node.value, ast.Lambda) else VALUE


def _is_class(called) -> bool:
    return isinstance(called, ast.Attribute) and called.attr[:1].isupper()


def _is_name(target) -> bool:
    if isinstance(target, (ast.Tuple, ast.List)):
        return all(map(_is_name, target.elts))
    return isinstance(target, ast.Name)


def _bound(node: ast.stmt, kind: str) -> Iterator[str]:
    """Names bound at the top level; of a star import, a star; of any other statement also what it may change inside."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    else:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, (ast.Store, ast.Del)):
                yield part.id
            elif kind in (OTHER, DROPPED) and isinstance(part, (ast.Attribute, ast.Subscript)) and _changes(part, node):
                yield from _root(part)
            elif kind in (OTHER, DROPPED) and isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                yield part.name  # defined under an `if`, in a `try`
            elif kind in (OTHER, DROPPED) and isinstance(part, ast.alias):
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


def _needed(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in READ_FROM_OUTSIDE:
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _needed(constant)
