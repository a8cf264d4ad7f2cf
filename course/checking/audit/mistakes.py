"""The mistakes, as rules on a syntax tree: a copy of a node in; kind, mistaken node and, where needed, line out.

A rule may change the copy it is given only in what it yields last; otherwise it yields new copies.
"""

import ast
import copy
import re

from course.checking.audit.training_loop import first_factor, is_number, role, subtracts_from_itself

RATE = re.compile(r"^(lr|rate|learning_rate)$")
LOSS = re.compile(r"loss|mse|bce|criterion|cross_entropy", re.IGNORECASE)
SEED = re.compile(r"^(manual_seed|seed|default_rng)$")
RATE_FACTOR = 1.01
OTHER_REDUCTION = {"mean": "sum", "sum": "mean"}


def rate(node):
    """A learning rate 1 % larger: as an argument, as a name's value, or written out in a step."""
    kind = f"learning rate x {RATE_FACTOR}"
    if isinstance(node, ast.keyword) and RATE.match(node.arg or "") and is_number(node.value):
        yield kind, _scaled(node, lambda it: it.value), node.value.lineno
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and RATE.match(target.id) and is_number(value):
            yield kind, _scaled(node, lambda it: it.value)
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for index, (name, number) in enumerate(zip(target.elts, value.elts, strict=False)):
                if isinstance(name, ast.Name) and RATE.match(name.id) and is_number(number):
                    yield kind, _scaled(node, lambda it, i=index: it.value.elts[i])
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Sub) and is_number(first_factor(node.value)):
        yield kind, _scaled(node, lambda it: first_factor(it.value))


def step(node):
    """A step with the other sign, and `=` where something adds up."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Add() if isinstance(node.op, ast.Sub) else ast.Sub()
        yield "other sign of the step", ast.AugAssign(node.target, other, node.value)
        if isinstance(node.op, ast.Add):
            yield "= for +=", ast.Assign([node.target], node.value, lineno=node.lineno)
    if subtracts_from_itself(node):
        mistaken = ast.BinOp(node.value.left, ast.Add(), node.value.right)
        yield "other sign of the step", ast.Assign(node.targets, mistaken, lineno=node.lineno)


def reduction(node):
    """Sum for mean, and mean for sum."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OTHER_REDUCTION:
        name = node.func.attr
        node.func.attr = OTHER_REDUCTION[name]
        yield f"{OTHER_REDUCTION[name]} for {name}", node
    if isinstance(node, ast.keyword) and node.arg == "reduction" and isinstance(node.value, ast.Constant):
        name = node.value.value
        if name in OTHER_REDUCTION:
            yield (
                f"{OTHER_REDUCTION[name]} for {name}",
                ast.keyword("reduction", ast.Constant(OTHER_REDUCTION[name])),
                node.value.lineno,
            )


def factor(node):
    """A 2 left out of a product, and a square not taken."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for number, rest in ((node.left, node.right), (node.right, node.left)):
            if is_number(number) and number.value == 2:
                yield "the factor 2 missing", rest
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and is_number(node.right) and node.right.value == 2:
        yield "the square missing", node.left


def arguments(node):
    """The two arguments of a loss the other way round; another random seed."""
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func).rsplit(".", 1)[-1]
    if LOSS.search(name) and len(node.args) == 2 and not any(isinstance(each, ast.Starred) for each in node.args):
        yield "loss arguments swapped", ast.Call(node.func, node.args[::-1], node.keywords)
    if SEED.match(name) and len(node.args) == 1 and is_number(node.args[0]):
        yield "another random seed", ast.Call(node.func, [ast.Constant(node.args[0].value + 1)], node.keywords)


def iterations(node):
    """One turn of a loop more, and one less."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "range"
        and len(node.args) < 3
    ):
        for by, kind in ((1, "one iteration more"), (-1, "one iteration less")):
            called = copied(node)
            end = called.args[-1]
            called.args[-1] = (
                ast.Constant(end.value + by) if is_number(end) else ast.BinOp(end, ast.Add(), ast.Constant(by))
            )
            yield kind, called


def order(node):
    """A call of the training loop left out, or made before the one it should follow."""
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    roles = [role(statement) for statement in body]
    for index, here in enumerate(roles):
        if here in ("zero", "step") and len(body) > 1:
            named = {"zero": "gradients not cleared", "step": "no step"}[here]
            yield named, _with_body(node, body[:index] + body[index + 1 :]), body[index].lineno
        following = roles[index + 1] if index + 1 < len(roles) else None
        if {here, following} in ({"backward", "step"}, {"backward", "zero"}, {"zero", "step"}):
            swapped = [*body[:index], body[index + 1], body[index], *body[index + 2 :]]
            yield f"{following} before {here}", _with_body(node, swapped), body[index].lineno


RULES = (rate, step, reduction, factor, arguments, iterations, order)


def copied(node):
    """A copy of a node, or of a list of them, with all that is below it.

    `copy.deepcopy` would also follow what others attach to nodes: one load context serves every tree in a process, and
    the tracebacks' own package leaves a parent on it, which leads to that parent's whole tree.
    """
    if isinstance(node, list):
        return [copied(item) for item in node]
    if not isinstance(node, ast.AST):
        return node
    fields = {name: copied(value) for name, value in ast.iter_fields(node)}
    return ast.copy_location(type(node)(**fields), node)


def _with_body(node, body):
    other = copy.copy(node)
    other.body = body
    return other


def _scaled(node, constant_of):
    """A copy of the node with one of its numbers a little larger."""
    other = copied(node)
    constant = constant_of(other)
    constant.value *= RATE_FACTOR
    return other
