"""Which cells an answer needs: the short plan, the long ones, and the names read off the code."""

import pytest

from course.classroom.planning import names_used, plans, statements
from course.classroom.planning.plans import Wanted

ANSWER = "def answer(x):\n    return x * 2"


def code_of(*sources):
    return [statements.read(place, source) for place, source in enumerate(sources)]


def first_plan(*sources, place=None, check=None):
    place = len(sources) - 1 if place is None else place
    wanted = Wanted(("answer",), {"answer": place}, check if check is not None else len(sources) - 1)
    return plans.plans(code_of(*sources), wanted)[0]


def run(plan):
    namespace = {}
    for _, source in plan.cells:
        exec(source, namespace)
    return namespace


@pytest.mark.parametrize(
    ("before", "certain"),
    [
        (["1 / 0"], True),
        (["import math", "def half(x):\n    return x / math.tau"], True),
        (["factor = 3"], False),
    ],
    ids=["nothing", "a function of its own", "a value"],
)
def test_a_short_plan_leaves_out_what_the_answer_does_not_read(before, certain):
    body = {0: "x", 1: "half(x) * x", 2: "factor * x"}[len(before) - 1 if certain else 2]
    plan = first_plan(*before, "1 / 0", f"def answer(x):\n    return {body}\n1 / 0")
    assert (plan.short, plan.certain) == (True, certain)
    assert callable(run(plan)["answer"])


@pytest.mark.parametrize(
    "changes",
    [
        "values.append(2)",
        "values[0] = 2",
        "for values in []: pass",
        "values += [1]",
        "if True:\n    values = 3",
        "del values",
    ],
)
def test_a_value_that_is_changed_on_the_way_needs_all_cells(changes):
    plan = first_plan("values = [1]", changes, "def answer(x):\n    return values")
    assert not plan.short


@pytest.mark.parametrize("source", ["from math import *", "exec('tau = 3')"], ids=["star", "exec"])
def test_a_name_from_nowhere_needs_all_cells(source):
    plan = first_plan(source, "def answer(x):\n    return x * tau")
    assert not plan.short
    assert run(plan)["answer"](1) > 2


def test_a_setting_of_a_module_belongs_to_the_module():
    plan = first_plan("import random", "random.seed(4)\nprint(random)", "def answer(x):\n    return random.random()")
    assert plan.short
    assert run(plan)["answer"](0) == run(plan)["answer"](0)


@pytest.mark.parametrize(
    ("dropped", "short"),
    [("torch.optim.SGD(weights, lr=1)", True), ("torch.set_printoptions(digits)", False), ("values.Append(2)", False)],
    ids=["an object", "a setting that reads a name", "a method of a value"],
)
def test_an_object_that_a_module_makes_and_nobody_keeps_is_left_out(dropped, short):
    answer = "def answer(x):\n    return torch.tensor(x), values"
    assert first_plan("import torch", "values = [1]", dropped, answer).short == short


def test_another_definition_of_the_answer_is_left_out_wherever_it_stands():
    rival = "def answer(x):\n    ..."
    plan = first_plan(rival, ANSWER, rival, place=1)
    assert run(plan)["answer"](4) == 8


def test_a_helper_below_the_check_serves_only_where_there_is_none_above():
    above, below = "def helper():\n    return 1", "def helper():\n    return 2"
    answer = "def answer(x):\n    return helper()"
    assert run(first_plan(above, answer, below, place=1, check=1))["answer"](0) == 1
    assert run(first_plan(answer, below, place=0, check=0))["answer"](0) == 2


def test_lines_keep_their_numbers():
    plan = first_plan("print(1)\n\n@staticmethod\ndef answer(x):\n    raise ValueError")
    assert plan.cells[0][1].splitlines()[3] == "def answer(x):"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install numpy", "pass"),
        ("if x:\n    %time y = 1", "if x:\n    y = 1"),
        ("files = !ls", "pass"),
        ("x?", "pass"),
        ("%%bash\nls", ""),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("x = 5 % 3\ny = '''\n%s\n!'''", "x = 5 % 3\ny = '''\n%s\n!'''"),
    ],
    ids=["line", "shell", "indented", "assigned", "question", "another language", "timed", "plain Python"],
)
def test_magics_are_left_out_and_python_is_not_touched(source, expected):
    code = statements.read(0, source)
    assert (code.source, code.fault) == (expected, "")


@pytest.mark.parametrize(
    "source",
    ["def f(:", "x = '\0'", "(" * 5000, "-" * 100_000 + "1", "x" * 300_000, "x" + "+1" * 60_000, "x" + ".y" * 60_000],
    ids=["syntax", "null byte", "brackets", "minus signs", "too long", "a long sum", "a long chain"],
)
def test_what_python_cannot_read_is_said(source):
    code = statements.read(0, source)
    assert code.fault and not code.statements


def test_names_are_read_through_functions_and_not_from_class_bodies():
    code = code_of(
        "def step(w):\n    w.data -= 1",
        "class Optimizer:\n    lr = 1\n    def step(self):\n        step(self.w)",
        "def answer(w):\n    return Optimizer(w)",
    )
    found = names_used.names_used(code, Wanted(("Optimizer",), {"Optimizer": 1}, 1))
    assert ".data =" in found and "Optimizer: .data =" in found
    assert "lr" not in found


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0c", "\x1c", "\x0b"])
def test_only_a_newline_ends_a_line(mark):
    plan = first_plan("1 / 0", f"# one{mark}two\n{ANSWER}\n# end")
    assert run(plan)["answer"](4) == 8


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_a_newline_may_have_any_form(newline):
    assert run(first_plan("1 / 0", f"1 / 0\n{ANSWER}".replace("\n", newline)))["answer"](4) == 8


@pytest.mark.parametrize(
    ("elsewhere", "certain"),
    [
        ("setattr(answer, 'calls', 1)", False),
        ("@attach(to=answer)\ndef other(self):\n    return 1", False),
        ("for name in 'ab':\n    extend(name, [answer])", False),
        ("check(answer)\nprint(answer(answer(2)), answer)", True),
        ("def later():\n    setattr(answer, 'calls', 1)", True),
    ],
    ids=["setattr", "a decorator", "in a loop", "only looked at", "in a function"],
)
def test_an_answer_that_is_handed_on_elsewhere_may_be_changed_there(elsewhere, certain):
    plan = first_plan(ANSWER, elsewhere, place=0)
    assert (plan.short, plan.certain) == (True, certain)


@pytest.mark.parametrize(
    "cells",
    [
        ("def answer(x):\n    return x", "old = answer\ndef answer(x):\n    return old(x) * 2"),
        ("def answer(x):\n    return x", "old = answer", "def answer(x):\n    return old(x) * 2"),
        ("class answer(int):\n    pass", "class answer(answer):\n    def __new__(cls, x):\n        return x * 2"),
    ],
    ids=["old name", "old name in between", "class"],
)
def test_an_earlier_definition_that_the_answer_is_built_on_stays(cells):
    last = len(cells) - 1
    _, whole = plans.plans(code_of(*cells), Wanted(("answer",), {"answer": last}, last))
    assert run(whole)["answer"](4) == 8


def test_a_name_that_is_given_to_a_lambda_in_another_cell_is_no_copy():
    plan = first_plan("def answer(x):\n    ...", "answer = lambda x: x * 2", place=0)
    assert plan.short and run(plan)["answer"](4) == 8


def test_a_setting_may_name_a_constant():
    cells = "import random\nSEED = 4\nrandom.seed(SEED)", "1 / 0", "def answer(x):\n    return random.random()"
    plan = first_plan(*cells)
    assert (plan.short, plan.certain) == (True, True)
    assert run(plan)["answer"](0) == run(plan)["answer"](0)


@pytest.mark.parametrize("seed", ["SEED = len([1])", "SEED = 4\nSEED = 5"], ids=["computed", "bound twice"])
def test_a_setting_that_names_anything_else_needs_all_cells(seed):
    cell = f"import random\n{seed}\nrandom.seed(SEED)"
    assert not first_plan(cell, "def answer(x):\n    return random.random()").short


def test_names_are_read_from_whatever_makes_the_answer():
    code = code_of("def answer(x):\n    ...", "def mine(x):\n    return x.grad", "answer = mine")
    assert "grad" in names_used.names_used(code, Wanted(("answer",), {"answer": 0}, 2))
    code = code_of("def answer(x):\n    ...", "answer = lambda x: x.grad")
    assert "grad" in names_used.names_used(code, Wanted(("answer",), {"answer": 0}, 1))


def test_a_method_is_not_taken_for_a_function_of_its_name():
    code = code_of("def backward(loss):\n    loss.backward(retain_graph=True)", "def answer(x):\n    x.backward()")
    assert "retain_graph" not in names_used.names_used(code, Wanted(("answer",), {"answer": 1}, 1))
