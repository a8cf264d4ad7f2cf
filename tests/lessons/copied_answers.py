"""Answers that somebody gets without solving: code from above copied into the stub, and numbers printed above.

Text of a lesson in, source of candidate answers out; nothing is judged here.
"""

import ast
import itertools
import re
from dataclasses import dataclass

CELLS_ABOVE = 5  # whose code is copied; functions are taken from any cell above
MOST_WAYS_TO_RETURN = 20
NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]\d+)?")


def is_lesson_code(cell):
    """Whether a cell holds code of the lesson, and not of an exercise."""
    return cell.cell_type == "code" and not cell.metadata.get("exercise")


def above(notebook, place):
    """Sources of the lesson's own code cells above a cell, in order."""
    return [cell.source for cell in notebook.cells[:place] if is_lesson_code(cell)]


@dataclass(frozen=True)
class Copy:
    """The code of one cell, copied into the stub, and the ways to return what it computed.

    Attributes:
        name: what the answer is called.
        arguments: their names, as the stub has them.
        body: the cell's lines.
        ways: what may be returned: one expression, or one for each part of the answer.
    """

    name: str
    arguments: list[str]
    body: str
    ways: list[tuple[str, ...]]

    def returning(self, way):
        """Source of the answer that returns in one of the ways."""
        return self._source(", ".join(way))

    def returning_all(self):
        """Source of a function that returns, for every expression by its text, a function that works it out."""
        # From the last, since names come there, and working out a name changes nothing.
        texts = dict.fromkeys(text for way in reversed(self.ways) for text in way)
        return self._source("{" + ", ".join(f"{text!r}: lambda: ({text})" for text in texts) + "}")

    def _source(self, returned):
        lines = [*self.body.splitlines(), f"return {returned}"]
        return "\n    ".join([f"def {self.name}({', '.join(self.arguments)}):", *lines])


def functions(stub, cells):
    """Sources of the functions above under the answer's name, with their own arguments and with the answer's.

    Args:
        stub: source of the exercise's cell, which defines the answer.
        cells: sources of the code cells above, in order.
    """
    for name, names in _answer(stub):
        for node in (node for cell in cells for node in _tree(cell).body if isinstance(node, ast.FunctionDef)):
            node.name = name
            yield ast.unparse(node)
            yield ast.unparse(_with_arguments(node, names))


def copies(stub, parts, cells):
    """The code of each of the last cells as the answer's own; arguments as for ``functions``.

    Args:
        parts: how many values the answer returns.
    """
    for name, names in _answer(stub):
        for cell in map(_tree, cells[-CELLS_ABOVE:]):
            body = [node for node in cell.body if not isinstance(node, ast.Import | ast.ImportFrom)]
            body = [node for node in body if not _draws(node)]
            ways = list(itertools.islice(_ways(body, parts), MOST_WAYS_TO_RETURN))
            yield Copy(name, names, "\n".join(map(ast.unparse, body)), ways)


def _tree(source):
    try:
        return ast.parse(source)
    except SyntaxError:  # a cell with a magic
        return ast.Module(body=[], type_ignores=[])


def _answer(stub):
    """Name and arguments of the function that an exercise's cell defines first, if there is one.

    Nobody copies a class, or several functions, from a cell that is not one.
    """
    found = (node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef))
    return [(node.name, [argument.arg for argument in node.args.args]) for node in itertools.islice(found, 1)]


def _with_arguments(function, names):
    """The function with the exercise's arguments in place of its own, as far as they go."""
    function.args = ast.parse(f"def f({', '.join(names)}): ...").body[0].args
    return function


def _ways(body, parts):
    """Ways to return what a cell computed: its last value, or names that it gave a value."""
    if body and isinstance(body[-1], ast.Expr):
        yield (ast.unparse(body[-1].value),)
        if isinstance(body[-1].value, ast.Call):  # what it prints, or compares
            values = [*body[-1].value.args, *(keyword.value for keyword in body[-1].value.keywords)]
            values = [ast.unparse(value) for value in values if not isinstance(value, ast.Starred)]  # alone no value
            yield from ((value,) for value in values)
            yield from itertools.combinations(values, parts)
    assigned = [node.id for each in body for node in ast.walk(each) if _is_assigned(node)]
    names = list(dict.fromkeys(reversed(assigned)))
    yield from ((name,) for name in names)
    if parts > 1:
        yield from (some[::-1] for some in itertools.combinations(names, parts))


def _draws(node):
    """Whether a line shows a figure, which takes long and computes nothing."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("show", "show_slider")


def _is_assigned(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def numbers_above(notebook, place):
    """Every number that a lesson prints or tells above a cell, texts of exercises left out."""
    texts = []
    for cell in notebook.cells[:place]:
        if cell.cell_type == "markdown" and not cell.source.startswith("> **Exercise"):
            texts.append(cell.source)
        elif is_lesson_code(cell):
            texts += [output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    found = {number.replace(",", "").replace("−", "-") for text in texts for number in NUMBER.findall(text)}
    return sorted({float(number) for number in found})
