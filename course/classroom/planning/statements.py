"""A learner's code cells as statements: what each binds, what it needs, whether it can run without the others.

Read in the trusted process, from syntax tree and bytecode, and never run there. What Python cannot read is said, not
raised.
"""
# long because: a statement and the names that it binds, hands on and reads are one idea

import ast
import builtins
import dis
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from inspect import CO_OPTIMIZED
from types import CodeType

from course.classroom.reading.cell_code import LONGEST_REMEMBERED_CHARACTERS, MOST_REMEMBERED, CellCode
from helpers.checks.source import FROM_OUTSIDE

BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "display", "get_ipython"}
# Whatever is handed to these is the same afterwards.
LOOKING = {"check", "hint", "print", "help", "isinstance", "callable"}


# What a cell that Python cannot read seems to name: the cell above an answer may be for another Python.
UNREAD_NAME = re.compile(r"^(?:async[ \t]+def|def|class|type)[ \t]+(\w+)|^(\w+)[ \t]*=(?!=)", re.MULTILINE)


class Kind(Enum):
    """What a statement is, as far as it matters to what else has to be run."""

    IMPORT = "import"
    DEFINITION = "definition"
    LAMBDA = "lambda"  # with a name
    VALUE = "value"  # with a name
    DROPPED = "dropped"  # an object that is made and not kept: ``torch.optim.SGD([], lr=0.1)``
    OTHER = "other"


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
        node: its syntax tree.
    """

    kind: Kind
    lines: tuple[int, int]
    binds: frozenset[str]
    needs: frozenset[str]
    reads: frozenset[str]
    passes: frozenset[str]
    code: CodeType
    node: ast.stmt


@dataclass(frozen=True)
class Source:
    """What may give a name its value: a statement's cell and last line, and the names that it needs.

    ``anew`` ones give it whatever it was before. Of a cell that cannot be read, the line is beyond its last one.
    """

    cell: int
    last: int
    needs: frozenset[str] = frozenset()
    anew: bool = True


@dataclass(frozen=True)
class Code:
    """One code cell: the Python in it, its statements, and why it has none if Python cannot read it.

    ``given`` cells are the lesson's own, unchanged.
    """

    position: int
    source: str
    statements: tuple[Statement, ...] = ()
    fault: str = ""
    given: bool = False

    def only(self, statements: Iterable[Statement]) -> str:
        """The source with only these statements, each on the lines it had."""
        wanted = {line for one in statements for line in range(one.lines[0], one.lines[1] + 1)}
        lines = io.StringIO(self.source)  # ended by a newline alone, as Python counts them
        return "".join(text if number in wanted else "\n" for number, text in enumerate(lines, start=1))

    def without(self, names: Set[str]) -> "Code":
        """The cell without definitions of these names."""
        kept = tuple(one for one in self.statements if not (one.kind == Kind.DEFINITION and one.binds <= names))
        return self if kept == self.statements else replace(self, source=self.only(kept), statements=kept)


def sources(code: Iterable[Code], names: Iterable[str]) -> dict[str, tuple[Source, ...]]:
    """What gives these names their values, and the names that those need; "*" is a star import, or ``exec``."""
    found: dict[str, list[Source]] = {}
    sets = {"exec": {"*"}, "eval": {"*"}, "globals": {"*"}}  # what calling a function may give a value
    for one in (one for cell in code for one in cell.statements if one.kind == Kind.DEFINITION):
        declared = [name for part in ast.walk(one.node) if isinstance(part, ast.Global) for name in part.names]
        sets |= {name: set(declared) for name in one.binds if declared}
    for cell in code:
        for one in cell.statements:
            plain = one.kind in (Kind.IMPORT, Kind.DEFINITION, Kind.LAMBDA, Kind.VALUE)
            for name in one.binds.union(*(sets[called] for called in one.reads & sets.keys())):
                anew = plain and name not in one.needs
                found.setdefault(name, []).append(Source(cell.position, one.lines[1], one.needs - BUILTINS, anew))
    for cell in (cell for cell in code if cell.fault):
        for name in {name for match in UNREAD_NAME.finditer(cell.source) for name in match.groups() if name}:
            found.setdefault(name, [Source(cell.position, cell.source.count("\n") + 2)])
    reached, waiting = {}, ["*", *names]
    while waiting:
        name = waiting.pop()
        if name in found and name not in reached:
            reached[name] = tuple(found[name])
            waiting += [need for one in found[name] for need in one.needs]
    return reached


def read(position: int, python: CellCode) -> Code:
    """The statements of one cell.

    Args:
        position: of the cell in its notebook.
        python: what Python reads in it.
    """
    split = _remembered if len(python.text) <= LONGEST_REMEMBERED_CHARACTERS else _split
    return Code(position, python.text, *split(python))


def _split(python: CellCode) -> tuple[tuple[Statement, ...], str]:
    """The statements, and why there are none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
            return tuple(_statement(node) for node in python.body), python.fault
    except SyntaxError as error:  # what only compiling shows: a `return` outside of a function
        return (), f"{type(error).__name__}: {error.msg} (line {error.lineno})"
    except (ValueError, RecursionError, MemoryError) as error:  # a sum of thousands
        return (), f"{type(error).__name__}: {str(error)[:100]}"


_remembered = lru_cache(MOST_REMEMBERED)(_split)  # most cells of a class are the lesson's own


def _statement(node: ast.stmt) -> Statement:
    code = compile(ast.Module([node], []), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    kind = _kind(node)
    binds = _bound(node, inside=kind in (Kind.OTHER, Kind.DROPPED))
    needed = list(_needed(code))
    found = binds, (name for name, _ in needed), (name for name, now in needed if now), _passed(node)
    return Statement(kind, (first, node.end_lineno), *map(frozenset, found), code, node)


def _kind(node: ast.stmt) -> Kind:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return Kind.OTHER if any(alias.name == "*" for alias in node.names) else Kind.IMPORT
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return Kind.DEFINITION
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _is_class(node.value.func):
        return Kind.DROPPED
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    plain = isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value and all(map(_is_name, targets))
    if not plain:
        return Kind.OTHER
    return Kind.LAMBDA if isinstance(node.value, ast.Lambda) else Kind.VALUE


def _is_class(called) -> bool:
    return isinstance(called, ast.Attribute) and called.attr[:1].isupper()


def _is_name(target) -> bool:
    if isinstance(target, (ast.Tuple, ast.List)):
        return all(map(_is_name, target.elts))
    return isinstance(target, ast.Name)


def _bound(node: ast.stmt, inside: bool) -> Iterator[str]:
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


def _passed(node: ast.stmt) -> Iterator[str]:
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


def _needed(code: CodeType, now: bool = True) -> Iterator[tuple[str, bool]]:
    """Names that the code reads from outside itself, and whether it does now or in a function that it only defines."""
    for step in dis.get_instructions(code):
        if step.opname in FROM_OUTSIDE:
            yield step.argval, now
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _needed(constant, now and not constant.co_flags & CO_OPTIMIZED)
