"""Whether what a short plan leaves out of a notebook provably changes nothing that the plan runs.

The lesson's own cells are the author's word. A learner's statements are read: they may import, define functions and
classes without hooks, bind names and compute, and their functions may change only what they are handed. Whatever else
is found counts as an effect: a decorator, a setting of a module, an attribute of what is not a function's own, a
function handed on.
"""
# long because: what counts as an effect is one list, a question for each kind of syntax

import ast
import re
from collections.abc import Iterator, Sequence

from course.classroom.planning.statements import BUILTINS, LOOKING, Code, Kind, Statement

# What only computes, as long as nothing in a name says that it sets something.
QUIET_MODULES = {
    "math",
    "cmath",
    "numpy",
    "torch",
    "itertools",
    "operator",
    "collections",
    "typing",
    "helpers",
    "time",
    "random",
}
SETTING = re.compile(
    r"(?:^|[._])(?:set|seed|enable|disable|use|register|default(?!_rng)|hook|err|rc|load|save|config|patch|switch|reset|"
    r"cache|compile|library|backends|manual)"
)
REACHING = {"setattr", "delattr", "exec", "eval", "globals", "locals", "vars", "open", "input", "compile", "__import__"}
INSIDES = {"__class__", "__dict__", "__globals__", "__code__", "__defaults__", "__kwdefaults__", "__bases__"}
HOOKS = {"__init_subclass__", "__set_name__", "__class_getitem__", "__del__", "__mro_entries__", "__prepare__"}
DECORATORS = {"property", "staticmethod", "torch.no_grad()"}
# Shown to a learner in a notebook; behind the wall they do nothing at all.
SILENT = {"helpers.check", "helpers.hint", "helpers.progress", "helpers.figures.show", "helpers.sliders.show_slider"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def is_constant(value: ast.expr | None) -> bool:
    """Whether an expression is a number, a text or a tuple of them, spelled out: the same wherever it is read."""
    if isinstance(value, ast.Tuple):
        return all(map(is_constant, value.elts))
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.operand, ast.Constant) and isinstance(value.operand.value, (int, float))
    return isinstance(value, ast.Constant)


def matter(code: Sequence[Code], chosen: dict[int, list[Statement]], check: int) -> bool:
    """Whether a statement that is left out up to the check may change what the chosen ones do.

    Args:
        code: the notebook's code cells, in order.
        chosen: the statements of the short plan by their cell's position.
        check: the position of the last cell that ran before the check.
    """
    names = Names(code)
    for cell in (cell for cell in code if cell.position <= check or cell.position in chosen):
        kept = chosen.get(cell.position, [])
        last = max((one.lines[1] for one in kept), default=0)
        for one in cell.statements:
            # What raises ends its cell: then what stands below it never ran.
            if one not in kept and one.lines[1] <= last and not names.never_raises(one.node):
                return True
            if not cell.given and names.acts(one.node) and (one not in kept or one.kind != Kind.OTHER):
                return True
    return False


class Names:
    """What the names of a notebook stand for wherever they are read, as far as that can be told without running it."""

    def __init__(self, code: Sequence[Code]) -> None:
        kinds: dict[str, set[str]] = {}
        self.modules: dict[str, str] = {}
        for one in (one for cell in code for one in cell.statements):
            for name in one.binds if one.kind not in (Kind.OTHER, Kind.DROPPED) else set(_names_of(one.node)):
                kinds.setdefault(name, set()).add(_stands_for(one))
            if one.kind == Kind.IMPORT:
                self.modules |= dict(_imported(one.node))
        self.bound = kinds.keys()
        self.modules = {name: module for name, module in self.modules.items() if kinds[name] == {"module"}}
        self.own = {name for name, found in kinds.items() if found == {"function"}}

    def never_raises(self, node: ast.stmt) -> bool:
        """Whether a statement cannot end its cell: definitions, imports, constants, what is silent here."""
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Pass)):
            return True
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            return self._module(node.value.func) in SILENT and all(
                isinstance(one, ast.Name) or is_constant(one) for one in node.value.args
            )
        return isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr)) and is_constant(node.value)

    def acts(self, node: ast.AST, local: frozenset[str] = frozenset(), inside: bool = False) -> bool:
        """Whether running the node, or calling what it defines, may change something beyond its own results.

        Args:
            node: any part of a statement.
            local: the names of the functions around it.
            inside: whether there is one.
        """
        if isinstance(node, FUNCTIONS):
            return self._function_acts(node, local)
        if isinstance(node, ast.ClassDef):
            return self._class_acts(node, local)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return any(alias.name == "*" for alias in node.names)
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            return True
        if self._is_patch_of_checks(node):
            return False
        if isinstance(node, ast.AugAssign) and not inside:
            return True
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and self._place_acts(node, local):
            return True
        parts = ast.iter_child_nodes(node)
        if isinstance(node, ast.Call):
            parts = self._parts_of_call(node, local)
        elif isinstance(node, ast.Attribute):
            parts = () if isinstance(node.value, ast.Name) else (node.value,)
        return any(self.acts(part, local, inside) for part in parts)

    def _place_acts(self, node: ast.Name | ast.Attribute | ast.Subscript, local: frozenset[str]) -> bool:
        """Whether something is stored that is not the function's own, or a module's setting is reached for."""
        root = _root(node)
        if isinstance(node, ast.Name):
            # A function, a class or a module by itself, and not called or asked: somebody else may change it.
            bare = root in self.own or root in REACHING or "." not in self.modules.get(root, ".")
            if root not in local and (isinstance(node.ctx, ast.Del) or (bare and isinstance(node.ctx, ast.Load))):
                return True
        elif not isinstance(node.ctx, ast.Load) and (root not in local or root == "cls"):
            return True
        if isinstance(node, ast.Attribute) and node.attr in INSIDES:
            return True
        path = "" if root in local else self._module(node)
        return "." in path and (path.partition(".")[0] not in QUIET_MODULES or bool(SETTING.search(path)))

    def _is_patch_of_checks(self, node: ast.expr) -> bool:
        """Whether a call only changes our own checks: that is no part of any answer, and the others do without it."""
        called = node.func if isinstance(node, ast.Call) and node.args else None
        is_setattr = isinstance(called, ast.Name) and called.id == "setattr"
        return is_setattr and self._module(node.args[0]).startswith("helpers.checks.")

    def _parts_of_call(self, node: ast.Call, local: frozenset[str]) -> list[ast.AST]:
        """What is left to look at in a call: its own functions may be called, and handed to who changes none."""
        given = [*node.args, *(one.value for one in node.keywords)]
        called = [node.func]
        if isinstance(node.func, ast.Name) and node.func.id in self.own - local:
            called = []
        elif self._module(node.func) or (isinstance(node.func, ast.Name) and node.func.id in BUILTINS - self.bound):
            looking = isinstance(node.func, ast.Name) and node.func.id in LOOKING
            given = [one for one in given if not (isinstance(one, ast.Name) and (looking or one.id in self.own))]
        return [*called, *given]

    def _function_acts(self, node: ast.FunctionDef | ast.Lambda, local: frozenset[str]) -> bool:
        if any(ast.unparse(one) not in DECORATORS for one in getattr(node, "decorator_list", ())):
            return True
        given = (*node.args.defaults, *node.args.kw_defaults)
        defaults = [one for one in given if one and not self._is_patch_of_checks(one)]
        if not all(is_constant(one) or isinstance(one, (ast.Name, ast.Attribute)) for one in defaults):
            return True  # a list as a default remembers from call to call
        parts = node.body if isinstance(node.body, list) else [node.body]
        inner = local | set(_names_of(node))
        return any(self.acts(part, local) for part in defaults) or any(self.acts(part, inner, True) for part in parts)

    def _class_acts(self, node: ast.ClassDef, local: frozenset[str]) -> bool:
        if node.keywords or node.decorator_list or any(self._base_acts(base) for base in node.bases):
            return True
        for part in node.body:
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if part.name in HOOKS or self.acts(part, local):
                    return True
            elif not (isinstance(part, (ast.Assign, ast.AnnAssign, ast.Expr)) and is_constant(part.value)):
                return not isinstance(part, ast.Pass)
        return False

    def _base_acts(self, base: ast.expr) -> bool:
        if isinstance(base, ast.Name) and (base.id in self.own or base.id in BUILTINS - self.bound - {"type"}):
            return False
        return self._module(base).partition(".")[0] not in QUIET_MODULES

    def _module(self, called: ast.expr) -> str:
        """The dotted path of a module's member; empty for anything else."""
        if isinstance(called, ast.Name):
            return self.modules.get(called.id, "")
        above = self._module(called.value) if isinstance(called, ast.Attribute) else ""
        return f"{above}.{called.attr}" if above else ""


def _stands_for(one: Statement) -> str:
    if one.kind == Kind.IMPORT:
        return "module"
    if one.kind in (Kind.DEFINITION, Kind.LAMBDA):
        return "function"
    return "constant" if one.kind == Kind.VALUE and is_constant(one.node.value) else "other"


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"
        else:
            name = alias.asname or alias.name.partition(".")[0]
            yield name, alias.name if alias.asname else name


def _root(node: ast.expr) -> str | None:
    """The name that an attribute, an item or a call of one begins with; None if it begins with a value."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _names_of(function: ast.AST) -> Iterator[str]:
    """A function's arguments, and the names that it binds."""
    for part in ast.walk(function):
        if isinstance(part, ast.arg):
            yield part.arg
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, (ast.FunctionDef, ast.ClassDef)) and part is not function:
            yield part.name
        elif isinstance(part, ast.alias):
            yield part.asname or part.name.partition(".")[0]
