"""The half that calls answers: it writes down whatever they do, survives all of it, and leaves no trace."""

import ast
import importlib
import json
import random
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

import helpers.checks
from helpers import exercises
from helpers.checks.calling import call
from helpers.checks.judging import judge
from helpers.checks.plain import to_argument, to_plain

FORWARD, GRAD_MSE, MSE = exercises.find("01-1"), exercises.find("02-2"), exercises.find("02-1")
SECONDS = 0.3


def called(answer, exercise=FORWARD, seconds=5.0):
    return call(exercise.request() | {"seconds": seconds}, {exercise.answers[0]: answer})


def imported_by(module):
    tree = ast.parse((Path(helpers.checks.__file__).parent / module).read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in froms for alias in node.names}


def test_neither_half_imports_the_other():
    knowing = ("exercises", "declaration", "judging", "recognising", "structure", "comparing")
    for module in ("calling.py", "time_limit.py", "source.py", "plain.py", *probes()):
        assert not [name for name in imported_by(module) if name.split(".")[-1] in knowing or "exercises" in name]
    for module in ("judging.py", "recognising.py", "structure.py", "comparing.py", "ratios.py", "paths.py"):
        assert not [name for name in imported_by(module) if "calling" in name or "probes" in name]


def probes():
    folder = Path(helpers.checks.__file__).parent
    return [str(path.relative_to(folder)) for path in (folder / "probes").glob("*.py")]


def test_all_that_passes_between_the_halves_survives_json():
    for answer in (lambda w, X, Y: torch.tensor(X).sum(), lambda w, X, Y: {"a": [np.float32(1), None, "b"], 2: {1}}):
        request = json.loads(json.dumps(GRAD_MSE.request()))
        returned = call(request, {"grad_mse": answer})
        assert json.loads(json.dumps(returned)) == returned
        assert judge(GRAD_MSE, request, json.loads(json.dumps(returned))).outcome == "wrong"


@pytest.mark.parametrize("thread", [False, True], ids=["main thread", "another thread"])
def test_an_endless_loop_is_stopped_and_said_so(thread):
    def forward(x, w, y):
        while True:
            try:
                while True:
                    pass
            except Exception:
                continue

    returned = []
    if thread:
        worker = threading.Thread(target=lambda: returned.append(called(forward, seconds=SECONDS)))
        worker.start()
        worker.join()
    else:
        returned.append(called(forward, seconds=SECONDS))
    verdict = judge(FORWARD, FORWARD.request(), returned[0])
    assert (verdict.outcome, verdict.mistake) == ("raised", "out_of_time")
    assert "0.3 seconds" in verdict.message


def test_a_bare_except_does_not_outlast_the_limit():
    def forward(x, w, y):
        for _ in range(3):
            try:
                while True:
                    pass
            except:  # noqa: E722
                pass
        while True:
            pass

    assert "out_of_time" in called(forward, seconds=SECONDS)["calls"][-1]


@pytest.mark.parametrize("thread", [False, True], ids=["main thread", "another thread"])
def test_an_import_that_takes_longer_than_the_limit_is_not_broken_off(thread, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    name = f"slow_module_{thread}"
    (tmp_path / f"{name}.py").write_text("import time\nfor _ in range(8):\n    time.sleep(0.1)\nVALUE = 25.0\n")

    def forward(x, w, y):
        return importlib.import_module(name).VALUE

    returned = []
    worker = threading.Thread(target=lambda: returned.append(called(forward, seconds=SECONDS)))
    worker.run() if not thread else (worker.start(), worker.join())
    assert returned[0]["calls"][0]["value"] == 25.0


def test_an_alarm_of_the_learners_own_is_put_back():
    import signal

    former = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    called(lambda x, w, y: 1)
    assert signal.signal(signal.SIGALRM, former) is signal.SIG_IGN


def test_random_states_grad_mode_dtype_and_error_settings_stay_as_they_were():
    def forward(x, w, y):
        random.seed(1), np.random.seed(1), torch.manual_seed(1)
        torch.set_grad_enabled(False), torch.set_default_dtype(torch.float64), np.seterr(all="raise")
        return np.random.random(), random.random(), torch.rand(1)

    def state():
        numbers = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist()
        return *numbers, torch.is_grad_enabled(), torch.get_default_dtype(), np.geterr()

    before = state()
    called(forward)
    assert state() == before


def test_an_answer_is_judged_with_gradients_on_even_if_another_cell_turned_them_off():
    def grad_mse(w, X, Y):
        w = torch.tensor(w, requires_grad=True)
        ((w * torch.tensor(X) - torch.tensor(Y)) ** 2).mean().backward()
        return w.grad

    with torch.no_grad():
        returned = called(grad_mse, GRAD_MSE)
        assert not torch.is_grad_enabled()
    assert judge(GRAD_MSE, GRAD_MSE.request(), returned).outcome == "right"


@pytest.mark.parametrize(
    "error", [SystemExit, RecursionError("deep"), MemoryError, GeneratorExit, BaseException("odd")]
)
def test_whatever_an_answer_raises_is_written_down(error):
    def forward(x, w, y):
        raise error

    raised = called(forward)["calls"][-1]["raised"]
    assert raised["line"] == "raise error"


def test_a_learner_who_interrupts_the_kernel_is_obeyed():
    def forward(x, w, y):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        called(forward)


def test_the_line_shown_is_the_learners_innermost_one():
    def inner(value):
        return np.linalg.inv(np.zeros((2, 2)))

    def forward(x, w, y):
        return inner(x)

    raised = called(forward)["calls"][-1]["raised"]
    assert raised["type"] == "LinAlgError"
    assert raised["line"] == "return np.linalg.inv(np.zeros((2, 2)))"


def test_printing_is_kept_off_the_screen_and_on_record(capsys):
    def forward(x, w, y):
        print("x is", x)
        return 1, 2, 3

    assert called(forward)["calls"][0]["printed"] == "x is 4.0\n"
    assert capsys.readouterr().out == ""


def test_half_a_character_goes_on_record_as_a_question_mark():
    def forward(x, w, y):
        print("\ud83d done")
        raise ValueError("\ude00 here")

    record = called(forward)["calls"][0]
    assert (record["printed"], record["raised"]["message"]) == ("? done\n", "? here")


@pytest.mark.parametrize("what", ["raises", "exits", "is no text", "does not end"])
def test_an_exception_that_fails_to_tell_its_message_has_none(what):
    class OddError(Exception):
        def __str__(self):
            if what == "is no text":
                return 3
            while what == "does not end":
                pass
            raise ValueError("odd") if what == "raises" else SystemExit

    def forward(x, w, y):
        raise OddError

    raised = called(forward, seconds=SECONDS)["calls"][0]["raised"]
    assert (raised["type"], raised["message"], raised["line"]) == ("OddError", "", "raise OddError")


def test_a_changed_input_is_named():
    def mse(w, X, Y):
        X[0] = 0
        return 1

    assert called(mse, MSE)["calls"][0]["changed"] == ["X"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (True, True),
        (10**400, float("inf")),
        ((1, [2.0]), [1, [2.0]]),
        (np.float32(0.5), {"array": 0.5, "dtype": "float32", "library": "numpy"}),
        (torch.ones(1, 2, requires_grad=True), {"array": [[1.0, 1.0]], "dtype": "float32", "library": "torch"}),
        ({"w": 1, 2: None}, {"mapping": [["w", 1], ["2", None]]}),
        (..., {"other": "ellipsis"}),
        (TypeError("x"), "TypeError"),
        (TypeError, "TypeError"),
        (1j, {"other": "complex"}),
        (np.array(["a"]), {"other": "array of <U1"}),
        pytest.param((n for n in [1]), [1], id="generator"),  # its text holds an address
        (Fraction(1, 4), 0.25),
        pytest.param({"a": 1}.values(), [1], id="values of a dict"),
        pytest.param(object(), {"other": "object"}, id="object"),
    ],
    ids=str,
)
def test_plain_values_hold_what_an_answer_may_return(value, plain):
    assert to_plain(value) == plain


def test_a_list_that_holds_itself_comes_to_an_end():
    endless = []
    endless.append(endless)
    json.dumps(to_plain(endless))


def test_arguments_are_arrays_tensors_functions_and_numbers():
    tensor = to_argument({"array": [1, 2], "dtype": "float64", "library": "torch"})
    assert tensor.dtype == torch.float64 and tensor.tolist() == [1, 2]
    assert to_argument({"array": [1, 2], "dtype": "float32"}).dtype == np.float32
    parabola = to_argument({"polynomial": [49.0, -56.0, 16.0]})
    assert parabola(3.0) == 25.0 and parabola.slope(3.0) == 40.0


def test_half_a_character_that_is_returned_arrives_as_a_question_mark():
    assert to_plain({"\ud83d": "sad \ude00"}) == {"mapping": [["?", "sad ?"]]}
