"""Right answers in the forms that JupyterLab runs, in the learner's copy of lesson 01 and graded behind the wall."""

import json
import pickle
import re
import sys
import tempfile
import textwrap

import pytest

from course.classroom.jail.parent import Jail
from course.classroom.jail.wall import missing_walls
from course.classroom.judging import one_sheet
from course.classroom.matching.pairing import paired
from course.classroom.matching.reference import Reference
from course.classroom.planning import sheets
from course.classroom.reading.notebook_file import read
from course.places import lessons
from tests.classroom import learners

FORWARD = "def forward(x, w, y):\n    return w * x, w * x - y, (w * x - y) ** 2"
LONGER = "def forward(x, w, y):\n    e = w * x - y\n    loss = e ** 2\n    return w * x, e, loss"
POWER = "power = 1\npower += 1\n" + FORWARD.replace("** 2", "** power")
BACKWARD = "def backward(x, w, y):\n    e = torch.tensor(w * x - y)\n    return 2 * e, 1, x, 2 * e * x"
VALUE = next(one.source for one in learners.written()[0]["01-5"] if one.outcome == "right")
# The class without its methods from `backward` on, which is the last one; and they as functions.
WITHOUT, METHOD = re.split(r"^(?=    def backward)", VALUE, flags=re.MULTILINE)
METHOD = textwrap.dedent(METHOD).strip()
SQUARED = "def forward(x, w, y):\n    *others, loss = old(x, w, y)\n    return *others, loss**2"
ATTACH = "def attach(to):\n    return lambda method: setattr(to, method.__name__, method)"
CALLING = "def backward(x, w, y):\n    _, e, _ = forward(x, w, y)\n    return 2 * e, 1, x, 2 * e * x"
SLOW = "for i in range(10**10):\n    pass"
# Exercise, the cells above it, what stands in its cell (None: what the learner was given), the cells below it.
FORMS = {
    "line separator": ("01-1", [], f"# three values\u2028\n{LONGER}", []),
    "form feed": ("01-1", [], f"\x0c\n{LONGER}", []),
    "indented": ("01-1", [], textwrap.indent(FORWARD, "    "), []),
    "prompts": ("01-1", [], ">>> " + FORWARD.replace("\n", "\n... "), []),
    "shell over two lines": ("01-1", [], f"!pip install -q torch \\\n    numpy\n{FORWARD}", []),
    "timed line": ("01-1", ["%time power = 1 + 1"], FORWARD.replace("** 2", "** power"), []),
    "timed cell": ("01-1", [], f"%%time\n{FORWARD}", []),
    "await": ("01-1", [], f"import asyncio\nawait asyncio.sleep(0)\n{POWER}", []),
    "IPython": ("01-1", [], f"get_ipython().run_line_magic('cd', '.')\n{POWER}", []),
    "built on an older one": ("01-1", [FORWARD.replace(" ** 2", "")], f"old = forward\n\n\n{SQUARED}", []),
    "class built on its own": ("01-5", [], WITHOUT, ["class Value(Value):\n" + textwrap.indent(METHOD, "    ")]),
    "setattr": ("01-5", [], WITHOUT, [f"{METHOD}\nsetattr(Value, 'backward', backward)"]),
    "decorator": ("01-5", [ATTACH], WITHOUT, [f"@attach(Value)\n{METHOD}"]),
    "lambda below": ("01-1", [], None, ["forward = lambda x, w, y: (w * x, w * x - y, (w * x - y) ** 2)"]),
    "alias below": ("01-1", [], None, [FORWARD.replace("forward", "mine") + "\nforward = mine"]),
    "branch below": ("01-1", [], None, ["if True:\n" + textwrap.indent(FORWARD, "    ")]),
    "seeded by name": ("01-2", ["SEED = 42\nimport torch\ntorch.manual_seed(SEED)", SLOW], BACKWARD, []),
    "automagic": ("01-1", [], f"pip install -q torch\n{FORWARD}", []),
    "questions": ("01-1", [], f"? forward\nnp.*mean*?\n{FORWARD}\nforward??", []),
    "IPython's names": ("01-1", ["get_ipython().user_ns['unit'] = 1"], POWER.replace("w * x", "w * x * unit"), []),
    "Spanish": ("01-1", [], f"from helpers.es import check, hint, progress\n{POWER}", []),
    "a Spanish name": (
        "01-1",
        ["from helpers.es import hint\nimport helpers.es as ayuda"],
        f"hint\nayuda\n{POWER}",
        [],
    ),
    "English behind the wall": (
        *(
            "01-1",
            ["from helpers.es import hint", "from helpers.language import current\npower = {'en': 2}[current()]"],
        ),
        *(FORWARD.replace("** 2", "** power"), []),
    ),
    "annotations": (
        *("01-5", ["from __future__ import annotations"]),
        *(VALUE.replace("def __add__(self, other)", "def __add__(self, other: Value | float) -> Value"), []),
    ),
}


def handed_in(exercise, above, source, below, ran=True):
    notebook = learners.shipped()
    (cell,) = learners.cells_of(notebook, exercise)
    cell["source"] = cell["source"] if source is None else source
    place = notebook["cells"].index(cell)
    around = [*map(learners.code_cell, above), cell, *map(learners.code_cell, below)]
    notebook["cells"][place : place + 1] = around
    for count, one in enumerate(notebook["cells"]):
        one["outputs"], one["execution_count"] = [], count if ran else None
    return read(learners.as_bytes(notebook))


@pytest.fixture(scope="module")
def jail():
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    with Jail() as jail:
        yield jail


@pytest.fixture(scope="module")
def reference():
    (lesson,) = [one for one in lessons() if one.name == learners.LESSON]
    return Reference.of(lesson.name, lesson.solution.read_bytes())


def sheet_of(notebook, reference):
    return sheets.of(paired(notebook, reference))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_right_in_a_notebook_is_right_here(form, jail, reference):
    exercise, *cells = FORMS[form]
    sheet = sheet_of(handed_in(exercise, *cells), reference)
    state = one_sheet.judged(sheet, "a seed", jail.attempt).standings[exercise]
    assert state.state == "right", state


@pytest.mark.parametrize("place", [0, None], ids=["at the top", "at the end"])
def test_a_stub_left_beside_an_answer_elsewhere_is_not_what_another_answer_calls(place, jail, reference):
    notebook = learners.shipped()
    (cell,) = learners.cells_of(notebook, "01-2")
    cell["source"] = CALLING
    notebook["cells"].insert(len(notebook["cells"]) if place is None else place, learners.code_cell(FORWARD))
    states = one_sheet.judged(sheet_of(read(learners.as_bytes(notebook)), reference), "a seed", jail.attempt).standings
    assert (states["01-1"].state, states["01-2"].state) == ("right", "right"), states


def test_what_a_learner_added_to_a_stub_left_beside_an_answer_elsewhere_is_there(jail, reference):
    notebook = learners.shipped()
    (first,), (second,) = (learners.cells_of(notebook, exercise) for exercise in ("01-1", "01-2"))
    first["source"] = f"two = 2\n\n\n{''.join(first['source'])}"
    second["source"] = CALLING.replace("2 *", "two *")
    notebook["cells"].insert(0, learners.code_cell(FORWARD))
    states = one_sheet.judged(sheet_of(read(learners.as_bytes(notebook)), reference), "a seed", jail.attempt).standings
    assert (states["01-1"].state, states["01-2"].state) == ("right", "right"), states


def test_a_sheet_and_its_result_may_travel_to_another_machine(jail, reference):
    sheet = sheet_of(handed_in(*FORMS["setattr"]), reference)
    assert pickle.loads(pickle.dumps(sheet)) == sheet
    result = one_sheet.judged(sheet, "a seed", jail.attempt)
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_nothing_of_an_untouched_lesson_is_run(lesson):
    reference = Reference.of(lesson.name, lesson.solution.read_bytes())
    assert sheet_of(read(lesson.notebook.read_bytes()), reference).tasks == {}


def numbered(words):
    """The words with the numbers of the first cells that stand above the answer of 01-1, or in its place."""
    notebook = learners.shipped()
    first = notebook["cells"].index(*learners.cells_of(notebook, "01-1")) + 1
    return words.replace("#1", str(first)).replace("#2", str(first + 1))


# What honest code asks for and the wall refuses, and how it is said; the answer itself is right.
FORBIDDEN = {
    "a log": (["import logging\nlogging.basicConfig(filename='course.log')\n" + FORWARD], "a file, .*course.log.*cell"),
    "a figure": (["import matplotlib.pyplot as plt", FORWARD.replace("return", "plt.savefig('f.png')\n    return")],
                 "a file, 'f.png' .line 2: plt.savefig"),
    "a temporary file": (["import tempfile", FORWARD.replace("return", "tempfile.mkstemp()\n    return")],
                         "a file, '/tmp/"),
    "a module of its own": (["%%writefile mine.py\ndef squared(v):\n    return v * v", "from mine import squared",
                             FORWARD.replace("(w * x - y) ** 2", "squared(w * x - y)")], "writing a file, 'mine.py'"),
    "a file of its own": (["%%writefile -a  ./n.txt\n2", FORWARD.replace("** 2", "** int(open('n.txt').read())")],
                          "writing a file, 'n.txt'"),
    "a process": (["import subprocess", FORWARD.replace("return", "subprocess.run('ls')\n    return")],
                  "another process, a connection"),
    "a connection": (["import socket", FORWARD.replace("return", "socket.socket()\n    return")],
                     "another process, a connection"),
    "a setting in a file": (["open('n.txt', 'w').write('2')\npower = 2", FORWARD.replace("** 2", "** power")],
                            "a file, 'n.txt' .cell #1"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORBIDDEN)
def test_what_the_wall_forbids_is_not_the_learners_fault(form, jail, reference):
    (*above, answer), words = FORBIDDEN[form]
    sheet = sheet_of(handed_in("01-1", above, answer, []), reference)
    found = one_sheet.judged(sheet, "a seed", jail.attempt).standings["01-1"]
    assert found.state == "forbidden", found
    assert re.search(f"needs what the wall forbids: .*{numbered(words)}", found.message), found


def test_what_a_missing_module_or_a_wrong_answer_is_stays_what_it_is(jail, reference):
    missing = handed_in(
        *("01-1", ["%%writefile mine.py\n1"]),
        *(f"from other import squared\n{FORWARD.replace('** 2', '** squared')}", [], False),
    )
    wrong = handed_in("01-1", ["open('n.txt', 'w')"], FORWARD.replace(" ** 2", ""), [])
    for notebook, state in ((missing, "raised"), (wrong, "wrong")):
        found = one_sheet.judged(sheet_of(notebook, reference), "a seed", jail.attempt).standings["01-1"]
        assert found.state == state, found


POWERED = FORWARD.replace("** 2", "** power")
SQUARING = FORWARD.replace("(w * x - y) ** 2", "squared(w * x - y)")
UNREADABLE = "def squared(v) -> what no Python reads:\n    return v * v"
# Cells above the answer, the answer, whether all ran in the learner's notebook; the state, and what is said.
BLAMED = {
    "input": (["power = int(input('Which?'))"], POWERED, True, "not run", "cell #1 asks for input, and nobody"),
    "input in the answer": ([], POWERED.replace("return", "power = int(input())\n    return"), True,
                            "not run", r"the answer \(line 2: power = int\(input\(\)\)\) asks for input"),
    "input over a default": (["power = 1", "power = int(input())"], POWERED, True, "not run", "cell #2 asks for input"),
    "a module": (["from google.colab import files\npower = 2"], f"power += 0\n{POWERED}", True,
                 "not run", "cell #1 ran in the learner's notebook, and not here. ModuleNotFoundError: No module"),
    "all of a module": (["from my_tools import *"], POWERED, True, "not run", "cell #1 ran .*'my_tools'"),
    "a module that nobody has seen": (["import nunpy"], FORWARD.replace("w * x,", "nunpy.array(w * x),"), False,
                                      "raised", "Cell #1 did not run. ModuleNotFoundError: No module named 'nunpy'"),
    "a file": (["with open('n.txt') as f:\n    power = int(f.read())"], POWERED, True, "not run", "cell #1 .*'n.txt'"),
    "a file, by way of others": (["a = open('n.txt')", "b = a", "power = b"], POWERED, True, "not run", "cell #1 "),
    "a global": (["def get():\n    global power\n    power = open('n.txt')\nget()"], POWERED, True,
                 "not run", "cell #1 .*n.txt"),
    "a slip above": (["scale = 1 / 0\npower = 2"], POWERED, True, "raised", "Cell #1 did not run. ZeroDivisionError"),
    "a newer Python": ([UNREADABLE], SQUARING, True, "not run", "Cell #1 ran in the learner's notebook, and Python 3"),
    "no Python": ([UNREADABLE], SQUARING, False, "raised", "Cell #1 is no Python. SyntaxError: .*line 1"),
    "another notebook": (["%run tools.py"], SQUARING, True, "raised", r"Cell #1 runs another file .%run tools.py., "),
    # What failed has nothing to do with the answer.
    "a slip of its own": (["open('n.txt')"], FORWARD.replace("** 2", "** pwer"), True, "raised", "'pwer' .*spelling"),
    "wrong by itself": (["power = 1\nopen('n.txt')"], POWERED, True, "wrong", "not_squared|Unsquared"),
    "given anew": (["power = open('n.txt')", "power = 1"], POWERED, True, "wrong", "not_squared|Unsquared"),
    "right": (["power = 2\nopen('n.txt')"], POWERED, True, "right", ""),
    "in a class": ([], "class A:\n" + textwrap.indent(FORWARD, "    "), True, "not run", "in the class A .cell #1"),
    "another language": ([], f"%%html\n{FORWARD}", True, "not run", "stands in cell #1, which begins with %%html"),
}  # fmt: skip


@pytest.mark.parametrize("form", BLAMED)
def test_the_cell_that_failed_first_is_named_and_nobody_is_blamed_for_this_machine(form, jail, reference):
    above, answer, ran, state, words = BLAMED[form]
    sheet = sheet_of(handed_in("01-1", above, answer, [], ran), reference)
    found = one_sheet.judged(sheet, "a seed", jail.attempt).standings["01-1"]
    assert found.state == state, found
    assert re.search(numbered(words), f"{found.mistake} {found.message}"), found


def test_what_a_newer_pythons_library_has_is_noted_for_the_instructor(jail, reference):
    answer = FORWARD.replace("return", "math.newer\n    return")
    notebook = handed_in("01-1", ["import math"], answer, [])
    notebook.python = f"3.{sys.version_info.minor + 1}.2"
    found = one_sheet.judged(sheet_of(notebook, reference), "a seed", jail.attempt).standings["01-1"]
    assert found.state == "raised" and "'math' has no attribute 'newer'" in found.message
    assert found.note.startswith(f"The notebook was written with Python 3.{sys.version_info.minor + 1}, and this")


GOING = """def going(w0, lr, n):
    w = torch.tensor(w0, requires_grad=True)
    for _ in range(n):
        loss_of(w).backward()
        {step}
        w.grad = None
    return w.item()"""
FIXES = (("a", "TypeError"), ("b", "RuntimeError"), ("c", "RuntimeError"))
FIXED = "".join(f"\ndef fix_{one}(w0, lr, n):\n    return '{error}', going(w0, lr, n)" for one, error in FIXES)


@pytest.mark.parametrize(
    ("step", "note"),
    [
        ("getattr(w, 'da' + 'ta').sub_(lr * w.grad)", "It names getattr, by which a way that this exercise rules out"),
        ("torch.Tensor.data.__set__(w, w.detach() - lr * w.grad)", "It names __set__, by which"),
        ("with torch.no_grad():\n            w -= lr * w.grad", ""),
    ],
)
def test_a_way_that_values_cannot_tell_is_right_with_a_note(step, note, jail):
    (lesson,) = [one for one in lessons() if one.name.startswith("03")]
    reference = Reference.of(lesson.name, lesson.solution.read_bytes())
    notebook = json.loads(lesson.notebook.read_bytes())
    (cell,) = learners.cells_of(notebook, "03-4")
    cell["source"] = GOING.format(step=step) + FIXED
    sheet = sheet_of(read(learners.as_bytes(notebook)), reference)
    found = one_sheet.judged(sheet, "a seed", jail.attempt).standings["03-4"]
    assert (found.state, note in found.note, bool(found.note)) == ("right", True, bool(note)), found


@pytest.fixture
def trusting(jail, monkeypatch):
    monkeypatch.setattr(jail, "wall", False)
    return jail


KEPT = "from pathlib import Path\nfile = Path('n.txt')"
TRUSTED = {
    "a file": ([KEPT, "file.write_text('2')"], FORWARD.replace("** 2", "** int(file.read_text())")),
    "a log": (
        [KEPT, "import logging\nlogging.basicConfig(filename=file, force=True)\nlogging.error('two')"],
        FORWARD.replace("** 2", "** (1 + file.read_text().count('two'))"),
    ),
    "a module of its own": (["%%writefile mine.py\ndef squared(v):\n    return v * v", "import mine"],
                            SQUARING.replace("squared", "mine.squared")),
    "a file of its own": (["%%writefile n.txt\n2"], FORWARD.replace("** 2", "** int(open('n.txt').read())")),
    "a process": (["import subprocess"], FORWARD.replace("return", "subprocess.run('true')\n    return")),
}  # fmt: skip


@pytest.mark.parametrize("form", TRUSTED)
def test_without_a_wall_files_are_written_and_nothing_of_them_is_left(form, trusting, reference, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    above, answer = TRUSTED[form]
    found = one_sheet.judged(sheet_of(handed_in("01-1", above, answer, []), reference), "a seed", trusting.attempt)
    assert found.standings["01-1"].state == "right", found
    assert list(tmp_path.iterdir()) == []


def test_without_a_wall_nothing_is_called_forbidden_by_it(trusting, reference):
    answer = FORWARD.replace("return", "open('/proc/none', 'w')\n    return")
    found = one_sheet.judged(sheet_of(handed_in("01-1", [], answer, []), reference), "a seed", trusting.attempt)
    assert found.standings["01-1"].state == "raised", found


@pytest.mark.parametrize(
    "code", ["np.longdouble(w) * x", "np.array(w * x, dtype=np.longdouble)", "np.clongdouble(w * x)"]
)
def test_a_long_double_is_a_number(code, jail, reference):
    answer = f"def forward(x, w, y):\n    p = {code}\n    return p, p - y, (p - y) ** 2"
    found = one_sheet.judged(sheet_of(handed_in("01-1", [], answer, []), reference), "a seed", jail.attempt)
    assert found.standings["01-1"].state == "right", found


def test_a_shape_of_many_digits_is_a_wrong_one(jail):
    (lesson,) = [one for one in lessons() if one.name.startswith("05")]
    reference = Reference.of(lesson.name, lesson.solution.read_bytes())
    notebook = json.loads(lesson.notebook.read_bytes())
    (cell,) = learners.cells_of(notebook, "05-1")
    cell["source"] = (
        f"def inspect_model(model):\n    return 2, {{'lin.weight': '({'1' * 1500}, 1)', 'lin.bias': '1'}}, 1.0"
    )
    sheet = sheet_of(read(learners.as_bytes(notebook)), reference)
    found = one_sheet.judged(sheet, "a seed", jail.attempt).standings["05-1"]
    assert found.state == "wrong", found


def test_a_cell_that_runs_again_for_a_name_does_not_take_a_newer_definitions_place(jail, reference):
    older = "def squared(v):\n    return 0\nsquared(later)"
    newer = "def squared(v):\n    return v * v\nprint(later)\nfor squared.x in []: pass"
    answer = FORWARD.replace("(w * x - y) ** 2", "squared(w * x - y)")
    notebook = handed_in("01-1", [older, newer.replace("print(later)", "later = 1")], answer, [])
    found = one_sheet.judged(sheet_of(notebook, reference), "a seed", jail.attempt).standings["01-1"]
    assert found.state == "right", found
