"""A learner's code cells as statements: what each binds, what it needs, whether it can run without the others.

Read in the trusted process and never run there. What Python cannot read is said, not raised.
"""

import ast
import builtins
import functools
import io
import warnings
from collections.abc import Iterable, Set
from dataclasses import dataclass
from types import CodeType

from course.classroom.planning import bound_names
from course.classroom.reading import magics
from course.classroom.reading.cell_code import too_long

IMPORT, DEFINITION, LAMBDA, VALUE, OTHER = "import", "definition", "lambda", "value", "other"
DROPPED = "dropped"  # an object that is made and not kept: ``torch.optim.SGD([], lr=0.1)``
BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "display", "get_ipython"}
MOST_REMEMBERED, LONGEST_REMEMBERED_CHARACTERS = 2_000, 4_000


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell.

    Attributes:
        lines: its first and last line, from 1.
        binds: the names it may give a value, or change the value of.
        needs: the names it reads from outside itself, sooner or later.
        reads: those of them that it reads when it runs, and not in a function called later.
        passes: the names it hands to a call or a decorator, which may change what they stand for.
        code: what Python compiles it to; never run here.
    """

    kind: str
    lines: tuple[int, int]
    binds: frozenset[str]
    needs: frozenset[str]
    reads: frozenset[str]
    passes: frozenset[str]
    code: CodeType


@dataclass(frozen=True)
class Code:
    """One code cell: the Python in it, its statements, and why it has none if Python cannot read it."""

    position: int
    source: str
    statements: tuple[Statement, ...] = ()
    fault: str = ""

    def only(self, statements: Iterable[Statement]) -> str:
        """The source with only these statements, each on the lines it had."""
        wanted = {line for one in statements for line in range(one.lines[0], one.lines[1] + 1)}
        lines = io.StringIO(self.source)  # ended by a newline alone, as Python counts them
        return "".join(text if number in wanted else "\n" for number, text in enumerate(lines, start=1))

    def without(self, names: Set[str]) -> "Code":
        """The cell without definitions of these names."""
        kept = tuple(one for one in self.statements if not (one.kind == DEFINITION and one.binds <= names))
        return self if kept == self.statements else Code(self.position, self.only(kept), kept, self.fault)


def read(position: int, source: str) -> Code:
    """The code of one cell, without magics, shell lines and prompts."""
    if fault := too_long(source):
        return Code(position, "", fault=fault)
    parse = _remembered if len(source) <= LONGEST_REMEMBERED_CHARACTERS else _parsed
    return Code(position, *parse(source))


def _parsed(source: str) -> tuple[str, tuple[Statement, ...], str]:
    """The Python in a cell, its statements, and why it has none."""
    text = magics.python(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
            return text, tuple(_statement(node) for node in ast.parse(text).body), ""
    except SyntaxError as error:
        fault = f"{type(error).__name__}: {error.msg} (line {error.lineno})"
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, thousands of brackets
        fault = f"{type(error).__name__}: {str(error)[:100]}"
    return source, (), fault


# Most cells of a class are the lesson's own, the same in every notebook.
_remembered = functools.lru_cache(MOST_REMEMBERED)(_parsed)


def _statement(node: ast.stmt) -> Statement:
    code = compile(ast.Module([node], []), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    kind = _kind(node)
    binds = bound_names.bound(node, inside=kind in (OTHER, DROPPED))
    needed = list(bound_names.needed(code))
    found = binds, (name for name, _ in needed), (name for name, now in needed if now), bound_names.passed(node)
    return Statement(kind, (first, node.end_lineno), *map(frozenset, found), code)


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
    return LAMBDA if isinstance(node.value, ast.Lambda) else VALUE


def _is_class(called) -> bool:
    return isinstance(called, ast.Attribute) and called.attr[:1].isupper()


def _is_name(target) -> bool:
    if isinstance(target, (ast.Tuple, ast.List)):
        return all(map(_is_name, target.elts))
    return isinstance(target, ast.Name)
