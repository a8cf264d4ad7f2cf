"""Which cells an answer needs: the short plan, the long ones, and the names read off the code."""

import dataclasses

import pytest

from course.classroom.planning import plans, sheets, statements
from course.classroom.planning.plans import Wanted
from course.classroom.reading import cell_code

ANSWER = "def answer(x):\n    return x * 2"


def code_of(*sources):
    return [statements.read(place, cell_code.read(source)) for place, source in enumerate(sources)]


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
    ("before", "body", "short"),
    [
        (["1 / 0"], "x", True),
        (["import math", "def half(x):\n    return x / math.tau"], "half(x) * x", True),
        (["factor = -3"], "factor * x", True),
        (["import numpy as np\nfactor = np.sqrt(2)"], "factor * x", False),
        (["factor = [3]"], "factor[0] * x", False),
    ],
    ids=["nothing", "a function of its own", "a constant", "a value worked out", "a list"],
)
def test_a_short_plan_leaves_out_what_the_answer_does_not_read(before, body, short):
    plan = first_plan(*before, "1 / 0", f"def answer(x):\n    return {body}\n1 / 0")
    assert plan.short == short
    if short:
        assert callable(run(plan)["answer"])


# Each changes what the answer returns, and names nothing that the answer reads.
ACTING = {
    "setting of a module": "import torch\ntorch.set_default_dtype(torch.float64)",
    "imported setting": "from sys import setrecursionlimit\nsetrecursionlimit(50)",
    "setting by another name": "import numpy as np\nm = np\nm.seterr(all='raise')",
    "setting kept as a value": "import numpy as np\nf = np.seterr\nf(all='raise')",
    "attribute set in a function": "def prepare():\n    helper.factor = 3\nprepare()",
    "function handed on": "def prepare(f):\n    f.factor = 3\nprepare(helper)",
    "function handed on inside": "def prepare(f):\n    f.factor = 3\ndef both():\n    prepare(helper)\nboth()",
    "one of several": "def prepare():\n    for f in (helper, print):\n        f.factor = 3\nprepare()",
    "another name for a function": "alias = helper\nalias.factor = 3",
    "global": "def prepare():\n    global factor\n    factor = 3\nprepare()",
    "globals": "globals()['factor'] = 3",
    "class hook": "class Base:\n    def __init_subclass__(cls):\n        print(1)\nclass Other(Base):\n    pass",
    "metaclass": "class Meta(type):\n    pass\nclass Other(metaclass=Meta):\n    pass",
    "decorator": "import atexit\n@atexit.register\ndef later():\n    pass",
    "registration": "helper.register(int)",
    "cls": "class Other:\n    @staticmethod\n    def make(cls):\n        cls.factor = 3",
    "type of itself": "class Other:\n    def set(self):\n        self.__class__.factor = 3",
    "list as a default": "def remember(x, seen=[]):\n    seen.append(x)",
    "patch of a module": "import numpy as np\nnp.square = abs",
    "star": "from math import *",
    "exec": "exec('1')",
    "with": "import torch\nwith torch.no_grad():\n    torch.set_num_threads(1)",
}
USING = "def helper(x):\n    return helper.factor * x", "def answer(x):\n    return helper(x)"


@pytest.mark.parametrize("acting", ACTING)
@pytest.mark.parametrize("place", ["above", "below"])
def test_what_acts_without_naming_what_it_changes_needs_all_cells(acting, place):
    cells = [USING[0], ACTING[acting], USING[1]] if place == "above" else [*USING, ACTING[acting]]
    assert not first_plan(*cells, place=cells.index(USING[1])).short


QUIET = {
    "scratch": "print(answer(3), helper(2.0))\nfor k in range(3):\n    print(f'{k} {answer(k):g}')",
    "check": "from helpers import check, hint\ncheck(answer)\nhint(answer)",
    "tensors": "import torch\nX = torch.tensor([1.0, 2.0])\nloss = ((X - 1) ** 2).mean()\nprint(loss.item())",
    "training": "import torch\ndef train(w, n):\n    for _ in range(n):\n        w.data -= w.grad\n    return w",
    "model": "from torch import nn\nclass M(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.lin = nn.Linear(1, 1)\n    def forward(self, x):\n        return self.lin(x)\nM()",
    "figure": "import numpy as np\nfrom helpers.figures import show\nshow(np.arange(3))",
}


@pytest.mark.parametrize("quiet", QUIET)
def test_what_only_computes_is_left_out(quiet):
    cells = ["def helper(x):\n    return 2 * x", ANSWER.replace("x * 2", "helper(x)"), QUIET[quiet]]
    plan = first_plan(*cells, place=1)
    assert plan.short and run(plan)["answer"](2) == 4


def test_what_may_end_a_cell_above_the_answer_needs_all_cells():
    assert not first_plan(f"print(unknown)\n{ANSWER}").short
    assert first_plan(f"{ANSWER}\nprint(unknown)").short


def test_a_cell_of_the_lessons_own_is_the_authors_word():
    acting = ACTING["setting of a module"]
    code = code_of(acting, ANSWER)
    code[0] = dataclasses.replace(code[0], given=True)
    assert plans.plans(code, Wanted(("answer",), {"answer": 1}, 1))[0].short


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
    assert first_plan("import torch", "values = 1, 2", dropped, answer).short == short


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
    code = statements.read(0, cell_code.read(source))
    assert (code.source, code.fault) == (expected, "")


@pytest.mark.parametrize(
    "source",
    ["def f(:", "x = '\0'", "(" * 5000, "-" * 100_000 + "1", "x" * 300_000, "x" + "+1" * 60_000, "x" + ".y" * 60_000],
    ids=["syntax", "null byte", "brackets", "minus signs", "too long", "a long sum", "a long chain"],
)
def test_what_python_cannot_read_is_said(source):
    code = statements.read(0, cell_code.read(source))
    assert code.fault and not code.statements


def test_what_only_compiling_shows_is_said_with_its_line():
    code = statements.read(0, cell_code.read("x = 1\nreturn x"))
    assert (code.fault, code.statements) == ("SyntaxError: 'return' outside function (line 2)", ())


def test_names_are_read_through_functions_and_not_from_class_bodies():
    code = code_of(
        "def step(w):\n    w.data -= 1",
        "class Optimizer:\n    lr = 1\n    def step(self):\n        step(self.w)",
        "def answer(w):\n    return Optimizer(w)",
    )
    found = sheets.names_used(code, Wanted(("Optimizer",), {"Optimizer": 1}, 1))
    assert ".data =" in found and "Optimizer: .data =" in found
    assert "lr" not in found


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0c", "\x1c", "\x0b"])
def test_only_a_newline_ends_a_line(mark):
    plan = first_plan("1 / 0", f"# one{mark}two\n{ANSWER}\n# end")
    assert run(plan)["answer"](4) == 8


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_a_newline_may_have_any_form(newline):
    assert run(first_plan("1 / 0", f"import math\n{ANSWER}\n1 / 0".replace("\n", newline)))["answer"](4) == 8


@pytest.mark.parametrize(
    ("elsewhere", "short"),
    [
        ("setattr(answer, 'calls', 1)", False),
        ("@attach(to=answer)\ndef other(self):\n    return 1", False),
        ("for name in 'ab':\n    extend(name, [answer])", False),
        ("from helpers import check\ncheck(answer)\nprint(answer(answer(2)), answer)", True),
        ("def later():\n    setattr(answer, 'calls', 1)", False),
    ],
    ids=["setattr", "a decorator", "in a loop", "only looked at", "in a function"],
)
def test_an_answer_that_is_handed_on_elsewhere_may_be_changed_there(elsewhere, short):
    plan = first_plan(ANSWER, elsewhere, place=0)
    assert plan.short == short


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
    found = plans.plans(code_of(*cells), Wanted(("answer",), {"answer": last}, last))
    whole = next(plan for plan in found if not plan.short)
    assert run(whole)["answer"](4) == 8


def test_a_name_that_is_given_to_a_lambda_in_another_cell_is_no_copy():
    plan = first_plan("def answer(x):\n    ...", "answer = lambda x: x * 2", place=0)
    assert plan.short and run(plan)["answer"](4) == 8


def test_a_setting_may_name_a_constant():
    cells = "import random\nSEED = 4\nrandom.seed(SEED)", "1 / 0", "def answer(x):\n    return random.random()"
    plan = first_plan(*cells)
    assert plan.short
    assert run(plan)["answer"](0) == run(plan)["answer"](0)


@pytest.mark.parametrize("seed", ["SEED = len([1])", "SEED = 4\nSEED = 5"], ids=["computed", "bound twice"])
def test_a_setting_that_names_anything_else_needs_all_cells(seed):
    cell = f"import random\n{seed}\nrandom.seed(SEED)"
    assert not first_plan(cell, "def answer(x):\n    return random.random()").short


def test_names_are_read_from_whatever_makes_the_answer():
    code = code_of("def answer(x):\n    ...", "def mine(x):\n    return x.grad", "answer = mine")
    assert "grad" in sheets.names_used(code, Wanted(("answer",), {"answer": 0}, 2))
    code = code_of("def answer(x):\n    ...", "answer = lambda x: x.grad")
    assert "grad" in sheets.names_used(code, Wanted(("answer",), {"answer": 0}, 1))


def test_a_method_is_not_taken_for_a_function_of_its_name():
    code = code_of("def backward(loss):\n    loss.backward(retain_graph=True)", "def answer(x):\n    x.backward()")
    assert "retain_graph" not in sheets.names_used(code, Wanted(("answer",), {"answer": 1}, 1))
