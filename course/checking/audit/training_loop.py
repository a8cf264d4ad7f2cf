"""What a syntax tree says: the part a statement plays in a training loop, and a few shapes of expressions."""

import ast
import re


def role(statement):
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


def subtracts_from_itself(node):
    """Whether a statement reads like w = w - lr * gradient."""
    if not (isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.BinOp)):
        return False
    return isinstance(node.value.op, ast.Sub) and ast.unparse(node.targets[0]) == ast.unparse(node.value.left)


def is_number(node):
    """Whether a node is a number written out."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def first_factor(node):
    """The leftmost factor of a product."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        node = node.left
    return node
