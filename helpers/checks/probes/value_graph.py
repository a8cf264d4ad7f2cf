"""Builds an expression from the learner's Value class and walks back through it."""

import linecache

FILENAME = "<the check's expression>"


def probe(answers: dict, inputs: dict) -> dict:
    """The expression's value under "data", and under each leaf's name its gradient."""
    (Value,) = answers.values()
    leaves = {name: Value(number) for name, number in inputs["leaves"].items()}
    program = inputs["program"]
    # With its line on record, an exception inside the expression can show the line that raised it.
    linecache.cache[FILENAME] = (len(program), None, program.splitlines(keepends=True), FILENAME)
    names = dict(leaves)
    exec(compile(program, FILENAME, "exec"), {"__builtins__": {}}, names)
    out = names["out"]
    out.backward()
    return {"data": out.data} | {name: leaf.grad for name, leaf in leaves.items()}
