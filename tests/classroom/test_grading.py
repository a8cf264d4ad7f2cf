"""Right answers in the forms that JupyterLab runs, in the learner's copy of lesson 01 and graded behind the wall."""

import re
import textwrap

import pytest

from course.classroom.jail.parent import Jail
from course.classroom.jail.wall import missing_walls
from course.classroom.judging import grading
from course.classroom.matching import pairing
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
    "annotations": (
        *("01-5", ["from __future__ import annotations"]),
        *(VALUE.replace("def __add__(self, other)", "def __add__(self, other: Value | float) -> Value"), []),
    ),
}


def handed_in(exercise, above, source, below):
    notebook = learners.shipped()
    (cell,) = learners.cells_of(notebook, exercise)
    cell["source"] = cell["source"] if source is None else source
    place = notebook["cells"].index(cell)
    around = [*map(learners.code_cell, above), cell, *map(learners.code_cell, below)]
    notebook["cells"][place : place + 1] = around
    for count, one in enumerate(notebook["cells"]):
        one["outputs"], one["execution_count"] = [], count
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
    return sheets.of(notebook, reference, pairing.answers(notebook, reference))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_right_in_a_notebook_is_right_here(form, jail, reference):
    exercise, *cells = FORMS[form]
    sheet = sheet_of(handed_in(exercise, *cells), reference)
    state = grading.states(sheet, "a seed", jail.attempt)[0][exercise]
    assert state.state == "right", state


@pytest.mark.parametrize("place", [0, None], ids=["at the top", "at the end"])
def test_a_stub_left_beside_an_answer_elsewhere_is_not_what_another_answer_calls(place, jail, reference):
    notebook = learners.shipped()
    (cell,) = learners.cells_of(notebook, "01-2")
    cell["source"] = CALLING
    notebook["cells"].insert(len(notebook["cells"]) if place is None else place, learners.code_cell(FORWARD))
    states = grading.states(sheet_of(read(learners.as_bytes(notebook)), reference), "a seed", jail.attempt)[0]
    assert (states["01-1"].state, states["01-2"].state) == ("right", "right"), states


def test_what_a_learner_added_to_a_stub_left_beside_an_answer_elsewhere_is_there(jail, reference):
    notebook = learners.shipped()
    (first,), (second,) = (learners.cells_of(notebook, exercise) for exercise in ("01-1", "01-2"))
    first["source"] = f"two = 2\n\n\n{''.join(first['source'])}"
    second["source"] = CALLING.replace("2 *", "two *")
    notebook["cells"].insert(0, learners.code_cell(FORWARD))
    states = grading.states(sheet_of(read(learners.as_bytes(notebook)), reference), "a seed", jail.attempt)[0]
    assert (states["01-1"].state, states["01-2"].state) == ("right", "right"), states


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_nothing_of_an_untouched_lesson_is_run(lesson):
    reference = Reference.of(lesson.name, lesson.solution.read_bytes())
    assert sheet_of(read(lesson.notebook.read_bytes()), reference)["exercises"] == {}
