"""The mistakes, as rules on a syntax tree: a node in; of each mistake its kind, the mistaken node and its line out.

A rule leaves the node as it is: what it yields is new, but may share what lies below.
"""

import ast
import re

# long because: the rules are one table, each with the shapes it looks for
RATE = re.compile(r"^(lr|rate|learning_rate)$")
LOSS = re.compile(r"loss|mse|bce|criterion|cross_entropy", re.IGNORECASE)
SEED = re.compile(r"^(manual_seed|seed|default_rng)$")
RATE_FACTOR = 1.01
OTHER_REDUCTION = {"mean": "sum", "sum": "mean"}


def rate(node):
    """A learning rate 1 % larger: as an argument, as a name's value, or written out in a step."""
    numbers = [value for name, value in _named(node) if RATE.match(name)]
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub):
        numbers.append(_first_factor(node.value))
    for number in filter(_is_number, numbers):
        larger = ast.Constant(number.value * RATE_FACTOR)
        yield f"learning rate x {RATE_FACTOR}", with_another(node, number, larger), number.lineno


def step(node):
    """A step with the other sign, and `=` where something adds up."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
        yield "other sign of the step", ast.AugAssign(node.target, other, node.value), node.lineno
        if isinstance(node.op, ast.Add):
            yield "= for +=", ast.Assign([node.target], node.value), node.lineno
    if _subtracts_from_itself(node):
        mistaken = ast.BinOp(node.value.left, ast.Add(), node.value.right)
        yield "other sign of the step", ast.Assign(node.targets, mistaken), node.lineno


def reduction(node):
    """Sum for mean, and mean for sum."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OTHER_REDUCTION:
        name = node.func.attr
        other = OTHER_REDUCTION[name]
        function = ast.Attribute(node.func.value, other, node.func.ctx)
        yield f"{other} for {name}", ast.Call(function, node.args, node.keywords), node.lineno
    if isinstance(node, ast.keyword) and node.arg == "reduction" and isinstance(node.value, ast.Constant):
        name = node.value.value
        if name in OTHER_REDUCTION:
            other = OTHER_REDUCTION[name]
            yield f"{other} for {name}", ast.keyword(node.arg, ast.Constant(other)), node.lineno


def factor(node):
    """A 2 left out of a product, and a square not taken."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for number, rest in ((node.left, node.right), (node.right, node.left)):
            if _is_two(number):
                yield "the factor 2 missing", rest, node.lineno
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and _is_two(node.right):
        yield "the square missing", node.left, node.lineno


def arguments(node):
    """The two arguments of a loss the other way round; another random seed."""
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func).rsplit(".", 1)[-1]
    if LOSS.search(name) and len(node.args) == 2 and not any(isinstance(each, ast.Starred) for each in node.args):
        yield "loss arguments swapped", ast.Call(node.func, node.args[::-1], node.keywords), node.lineno
    if SEED.match(name) and len(node.args) == 1 and _is_number(node.args[0]):
        other = ast.Constant(node.args[0].value + 1)
        yield "another random seed", ast.Call(node.func, [other], node.keywords), node.lineno


def iterations(node):
    """One turn of a loop more, and one less."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "range" and 0 < len(node.args) < 3:
        *start, end = node.args
        for by, kind in ((1, "one iteration more"), (-1, "one iteration less")):
            other = ast.Constant(end.value + by) if _is_number(end) else ast.BinOp(end, ast.Add(), ast.Constant(by))
            yield kind, ast.Call(node.func, [*start, other], node.keywords), node.lineno


def order(node):
    """A call of the training loop left out, or made before the one it should follow."""
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    roles = [_role(statement) for statement in body]
    for index, here in enumerate(roles):
        if here in ("zero", "step") and len(body) > 1:
            named = {"zero": "gradients not cleared", "step": "no step"}[here]
            yield named, with_another(node, body, body[:index] + body[index + 1 :]), body[index].lineno
        following = roles[index + 1] if index + 1 < len(roles) else None
        if {here, following} in ({"backward", "step"}, {"backward", "zero"}, {"zero", "step"}):
            swapped = [*body[:index], body[index + 1], body[index], *body[index + 2 :]]
            yield f"{following} before {here}", with_another(node, body, swapped), body[index].lineno


RULES = (rate, step, reduction, factor, arguments, iterations, order)


def with_another(node, old, new):
    """A copy of a node, or of a list of them, with all that is below it; where `old` stands there, `new` stands.

    `copy.deepcopy` would also follow what others attach to nodes: one load context serves every tree in a process, and
    the tracebacks' own package leaves a parent on it, which leads to that parent's whole tree.
    """
    if node is old:
        return new
    if isinstance(node, list):
        return [with_another(item, old, new) for item in node]
    if not isinstance(node, ast.AST):
        return node
    fields = {name: with_another(value, old, new) for name, value in ast.iter_fields(node)}
    return ast.copy_location(type(node)(**fields), node)


def _role(statement):
    """What a statement does in a training loop: "zero", "backward", "step", or None."""
    text = ast.unparse(statement)
    if re.search(r"\.zero_grad\(|\.grad\.zero_\(|\.grad = None$", text) and "\n" not in text:
        return "zero"
    if re.search(r"\.backward\(", text) and "\n" not in text:
        return "backward"
    if re.search(r"\.step\(\)$", text) or (
        text.startswith("with torch.no_grad()") and re.search(r"-=|\.copy_\(|\.sub_\(", text)
    ):
        return "step"
    return None


def _named(node):
    """Name and value of each thing that a call's argument, an assignment or one of several at once gives a name to."""
    if isinstance(node, ast.keyword):
        return [(node.arg or "", node.value)]
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
        return []
    target, value = node.targets[0], node.value
    several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
    pairs = zip(target.elts, value.elts, strict=False) if several else [(target, value)]
    return [(name.id, value) for name, value in pairs if isinstance(name, ast.Name)]


def _subtracts_from_itself(node):
    """Whether a statement reads like w = w - lr * gradient."""
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.BinOp)):
        return False
    return isinstance(node.value.op, ast.Sub) and ast.unparse(node.targets[0]) == ast.unparse(node.value.left)


def _is_number(node):
    """Whether a node is a number written out."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _is_two(node):
    return _is_number(node) and node.value == 2


def _first_factor(node):
    """The leftmost factor of a product."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        node = node.left
    return node
