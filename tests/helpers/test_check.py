"""What a learner calls: check, hint and progress show one thing each, and never raise."""

import dataclasses
import json
import sys

import numpy as np
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.v4 import new_code_cell, new_notebook

import helpers
from course.authoring import execute
from course.authoring.answer_markers import LessonError
from helpers import check, exercises, hint, progress
from helpers.check import RAISE_FAULTS, _outcomes, _stages
from helpers.checks import calling, judging
from helpers.checks.declaration import ExerciseError
from helpers.checks.shown import MIME
from tests.processes import output_of

STUB = "def forward(x, w, y):\n    ...  # your answer"
RIGHT = "def forward(x, w, y):\n    # in order\n    e = w * x - y\n    return w * x, e, e**2"
WRONG = "def forward(x, w, y):\n    e = y - w * x\n    return w * x, e, e**2"


@pytest.fixture(autouse=True)
def a_new_session():
    _outcomes.clear()
    _stages.clear()


def forward(x, w, y):
    e = w * x - y
    return w * x, e, e**2


@pytest.fixture
def cell():
    """Runs the source of a cell in a notebook's shell; returns the bundles it displayed."""
    shell = InteractiveShell.instance()
    shell.run_cell("from helpers import check, hint, progress")

    def run(source):
        with capture_output() as captured:
            result = shell.run_cell(source)
        result.raise_error()
        return [output.data for output in captured.outputs]

    yield run
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("source", "outcome", "mistake", "symbol"),
    [(STUB, "todo", None, "○"), (RIGHT, "right", None, "✓"), (WRONG, "wrong", "error_reversed", "✗")],
    ids=["stub", "right", "wrong"],
)
def test_a_notebook_shows_one_line_in_text_colour_and_data(cell, source, outcome, mistake, symbol):
    cell(source)
    (bundle,) = cell("check(forward)")
    assert bundle["text/plain"].startswith(f"{symbol} 01-1 ")
    assert "\n" not in bundle["text/plain"]
    assert bundle["text/html"].startswith('<span style="color:#')
    data = bundle[MIME]
    assert {key: data[key] for key in ("exercise", "outcome", "mistake")} == {
        "exercise": "01-1",
        "outcome": outcome,
        "mistake": mistake,
    }


def test_the_stored_source_changes_with_the_code_and_not_with_its_layout(cell):
    def source_of(text):
        cell(text)
        return cell("check(forward)")[0][MIME]["source"]

    assert len(source_of(RIGHT)) == 12
    assert source_of(RIGHT) == source_of("x = 1\n\n" + RIGHT.replace("# in order", "# one after the other"))
    assert source_of(RIGHT) != source_of(WRONG)


def test_the_line_that_raised_is_shown_after_the_message(cell):
    cell("def forward(x, w, y):\n    return w * x, missing")
    (bundle,) = cell("check(forward)")
    message = (
        "forward raised NameError: name 'missing' is not defined. Check its spelling, and run the cell that defines it."
    )
    assert bundle["text/plain"] == f"! 01-1 {message} Line 2: return w * x, missing"


def test_what_the_learner_writes_is_escaped_in_html(cell):
    cell("def forward(x, w, y):\n    raise ValueError('<b>bold</b>')")
    assert "<b>" not in cell("check(forward)")[0]["text/html"]


def test_without_a_notebook_the_line_is_printed_once(capsys):
    verdict = check(forward)
    assert capsys.readouterr().out == "✓ 01-1 right, on 4 inputs\n"
    assert (verdict.exercise, verdict.outcome, verdict.mistake, verdict.message) == ("01-1", "right", None, "")


def test_what_an_answer_prints_is_shown_once(capsys):
    def forward(x, w, y):
        print("hello")
        return 1, 2, 3

    check(forward)
    assert capsys.readouterr().out.count("hello") == 1


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (3,),
        (None,),
        ("forward",),
        ((12, 5, 25),),
        pytest.param((lambda x: x,), id="a function"),  # its text holds an address
        (print,),
        (torch.zeros(2),),
        (type,),
        pytest.param((object(), 1), id="an object and a number"),
    ],
    ids=repr,
)
def test_nonsense_is_answered_with_what_to_do(answers, capsys):
    verdict = check(*answers)
    shown = capsys.readouterr().out
    assert verdict.exercise is None
    assert "check(forward)" in shown and len(shown.splitlines()) == 1


@pytest.mark.parametrize("wanted", ["09-1", "", "-", 3])
def test_an_unknown_exercise_is_answered_with_the_known_ones(wanted, capsys):
    check(forward, exercise=wanted)
    assert "01-1" in capsys.readouterr().out


def test_an_answer_under_another_name_is_found_by_the_exercises_id():
    assert check(lambda x, w, y: forward(x, w, y), exercise="01-1").outcome == "right"


@pytest.mark.parametrize(
    "definition",
    [
        "forward = lambda x, w, y: (w * x, w * x - y, (w * x - y) ** 2)",
        "from functools import partial\n"
        "def raised(power, x, w, y):\n    return w * x, w * x - y, (w * x - y) ** power\n"
        "forward = partial(raised, 2)",
        "class Forward:\n    def __call__(self, x, w, y):\n        return w * x, w * x - y, (w * x - y) ** 2\n"
        "forward = Forward()",
        "def timed(function):\n    def wrapper(*values):\n        return function(*values)\n    return wrapper\n"
        "@timed\ndef forward(x, w, y):\n    return w * x, w * x - y, (w * x - y) ** 2",
    ],
    ids=["lambda", "partial", "object", "decorated"],
)
def test_an_answer_is_found_by_the_name_it_was_given(cell, definition):
    cell(definition)
    assert cell("check(forward)")[0]["text/plain"].startswith("✓ 01-1 right")


def test_an_optimizer_of_torchs_own_under_the_exercises_name_is_found_and_named(cell):
    cell("import torch\nMySGD = torch.optim.SGD")
    assert cell("check(MySGD)")[0][MIME]["mistake"] == "inherited"


@pytest.fixture
def faulty(monkeypatch):
    """Lets the first exercise fail at whatever it is asked."""
    broken = dataclasses.replace(exercises.find("01-1"), expected=lambda **inputs: None + 1)
    monkeypatch.setattr(exercises, "find", lambda wanted: broken)


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_the_course_is_told_as_such_and_counts_for_nothing(capsys, monkeypatch):
    monkeypatch.delenv(RAISE_FAULTS, raising=False)
    _outcomes["01-1"] = "right"
    verdict = check(forward)
    assert (verdict.exercise, verdict.outcome, verdict.mistake, _outcomes) == (None, "todo", None, {"01-1": "right"})
    assert capsys.readouterr().out.startswith("○ A fault of the course, not of your answer")
    assert "01-1, expected: TypeError: unsupported operand" in verdict.message


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_the_course_is_raised_where_authors_look(monkeypatch):
    monkeypatch.setenv(RAISE_FAULTS, "1")
    with pytest.raises(ExerciseError, match=r"^01-1, expected: TypeError"):
        check(forward)


def test_a_fault_of_the_course_stops_a_build(tmp_path):
    breaking = (
        "import dataclasses\nfrom helpers import check, exercises\n"
        "broken = dataclasses.replace(exercises.find('01-1'), expected=lambda **inputs: None + 1)\n"
        "exercises.find = lambda wanted: broken\n"
    )
    notebook = new_notebook(cells=[new_code_cell(source) for source in (breaking, RIGHT, "check(forward)")])
    with pytest.raises(LessonError, match="ExerciseError: 01-1, expected: TypeError"):
        execute.run(notebook, "new.py", tmp_path)


def test_a_learners_verdict_does_not_hold_the_right_value():
    assert check(forward).case is None
    assert check(lambda x, w, y: (1, 2, 3), exercise="01-1").case is None


def test_a_misspelt_text_is_answered_with_the_nearest_name(capsys):
    hint("forwrad")
    check(exercise="backwrad")
    shown = capsys.readouterr().out
    assert "Did you mean forward, as in hint(forward)?" in shown
    assert "Did you mean backward, as in check(backward)?" in shown


@pytest.mark.parametrize("lesson", [1, "1", "01", "01-2"])
def test_progress_takes_a_lesson_however_it_is_written(lesson, capsys):
    progress(lesson)
    assert "lesson 01: 0 of 6" in capsys.readouterr().out


@pytest.mark.parametrize(("written", "meant"), [("backwards", "backward"), ("foward", "forward"), ("beans", None)])
def test_a_misspelt_name_is_answered_with_the_nearest(written, meant, capsys):
    check(type(written, (), {}))
    shown = capsys.readouterr().out
    assert (f"Did you mean {meant}, as in check({meant})?" in shown) == bool(meant)
    assert "check(" in shown


def test_an_answer_that_is_not_there_is_to_do(capsys):
    assert check(exercise="01-2").outcome == "todo"
    assert "define backward" in capsys.readouterr().out


def test_hints_come_one_at_a_time_and_end_with_the_last(capsys):
    for answer in (forward, "forward", "01-1", forward):
        hint(answer)
    shown = capsys.readouterr().out.splitlines()
    hints = exercises.find("01-1").hints
    assert [text in line for text, line in zip([*hints, hints[-1]], shown, strict=True)] == [True] * 4
    assert "the last" in shown[2]


@pytest.mark.parametrize("answer", [None, 3, "nothing", lambda x: x])
def test_a_hint_for_nothing_says_what_to_do(answer, capsys):
    hint(answer)
    assert "hint(forward)" in capsys.readouterr().out


def test_progress_counts_the_right_answers_of_the_lesson_last_checked(capsys):
    check(forward)
    progress()
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("[#-----] lesson 01: 1 of 6 right")
    assert "01-1 ✓" in last and "01-2 ○" in last


def test_progress_falls_back_when_a_right_answer_is_broken(cell):
    cell(RIGHT + "\ncheck(forward)")
    cell(WRONG + "\ncheck(forward)")
    (bundle,) = cell("progress()")
    assert "0 of 6" in bundle["text/plain"] and "width:0%" in bundle["text/html"]


def test_progress_without_a_check_says_what_to_do(capsys):
    progress()
    assert "nothing checked yet" in capsys.readouterr().out
    progress("01")
    assert "0 of 6" in capsys.readouterr().out


def test_the_helpers_import_neither_torch_nor_matplotlib():
    program = "import sys, helpers; print([m for m in ('torch', 'matplotlib', 'IPython', 'numpy') if m in sys.modules])"
    found = output_of([sys.executable, "-c", program])
    assert (found.returncode, found.stdout.strip()) == (0, "[]"), found.stderr
    assert set(helpers.__all__) == {"check", "hint", "progress"}


ODD = [
    None, ..., True, 0, -1, 1e308, 10**400, float("nan"), float("inf"), "", "sum", b"x", 1j, [], (), {}, set(),
    object(), int, [None], [[]], [1, "a"], (1, 2), (1, 2, 3), (1, 2, 3, 4), [[1, 2], [3]], {"w": 1}, {1: {2: 3}},
    np.zeros(0), np.zeros((3, 3)), np.array(["a"]), np.array([None]), np.ma.masked, np.nan * np.zeros(4),
    torch.zeros(2, 2), torch.tensor(1j), torch.nn.Linear(1, 1), len, range(3), iter([1]), [np.zeros(2), 3],
    [torch.ones(1), [1, [2, [3]]]], Exception("x"), NotImplemented, (..., 1),
]  # fmt: skip


@pytest.mark.parametrize("exercise", exercises.all_declared(), ids=lambda exercise: exercise.id)
def test_no_value_makes_a_check_raise(exercise):
    request = exercise.request()
    for value in ODD:

        def answer(*_, value=value, **__):
            return value

        returned = calling.call(request, dict.fromkeys(exercise.answers, answer))
        verdict = judging.judge(exercise, request, json.loads(json.dumps(returned)))
        assert verdict.outcome in ("wrong", "todo", "raised"), value
        assert verdict.message
