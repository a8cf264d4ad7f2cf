"""The half that calls answers: it writes down whatever they do, survives all of it, and leaves no trace."""

import ast
import dataclasses
import importlib
import json
import math
import operator
import random
import signal
import threading
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

import helpers.checks
from helpers import exercises
from helpers.checks import plain as plain_values
from helpers.checks.calling import call
from helpers.checks.declaration import Exercise, array
from helpers.checks.judging import judge
from helpers.checks.plain import to_argument, to_plain

FORWARD, MSE = exercises.find("01-1"), exercises.find("02-1")
GRAD_MSE = Exercise(
    id="00-1",
    title="",
    level=1,
    minutes=1,
    answers=("grad_mse",),
    cases=lambda draw: [{"w": 0.5, "X": array([1, 2, 3], "float64"), "Y": array([2, 5, 7], "float64")}],
    expected=lambda w, X, Y: 2 * np.mean(X * (w * X - Y)),
    hints=(),
    mistakes=(),
)
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


@pytest.mark.parametrize("hidden", [False, True], ids=["passed on", "swallowed by a bare except"])
def test_a_learner_who_interrupts_the_kernel_is_obeyed(hidden):
    def forward(x, w, y):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if not hidden:
                raise
        return 1, 2, 3

    former = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        called(forward)
    assert signal.getsignal(signal.SIGINT) is former


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_answer_that_raises_what_ends_programs_is_told_so_in_plain_words(error):
    def forward(x, w, y):
        raise error

    verdict = judge(FORWARD, FORWARD.request(), called(forward))
    assert verdict.outcome == "raised"
    assert verdict.message.startswith(f"forward raised {error.__name__}. ")
    assert "An answer returns its value." in verdict.message and "raise error" in verdict.message


def test_an_exception_of_the_learners_own_that_is_no_exception_is_named():
    class OddError(BaseException):
        pass

    def forward(x, w, y):
        raise OddError("odd")

    message = judge(FORWARD, FORWARD.request(), called(forward)).message
    assert message.startswith("forward raised OddError: odd.")


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
        (1j, {"other": "complex number"}),
        (2 + 0j, 2.0),
        (np.array([1, 2 + 1j]), {"other": "array of complex numbers"}),
        (2**64, float(2**64)),  # no pipe takes more than 64 bits
        (Fraction(-(10**400)), float("-inf")),
        (Decimal("sNaN"), {"other": "Decimal"}),
        (np.array([1, 2.5], dtype=object), [1, 2.5]),
        (np.ma.array([1, 2], mask=[False, True]), {"array": [1.0, math.nan], "dtype": "float64", "library": "numpy"}),
        (np.zeros(1, dtype=[("a", float)]), {"other": "structured array"}),
        (np.zeros(100_001), {"other": "array of 100001 numbers"}),
        (np.zeros((1,) * 20), {"other": "array with 20 axes"}),
        (np.array(["a"]), {"other": "array of <U1"}),
        pytest.param((n for n in [1]), [1], id="generator"),  # its text holds an address
        (Fraction(1, 4), 0.25),
        pytest.param({"a": 1}.values(), [1], id="values of a dict"),
        pytest.param(object(), {"other": "object"}, id="object"),
    ],
    ids=str,
)
def test_plain_values_hold_what_an_answer_may_return(value, plain):
    assert str(to_plain(value)) == str(plain)  # as text, in which nan is nan


def _halves(numbers):
    return torch.tensor(numbers, dtype=torch.float32)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda numbers: _halves(numbers).bfloat16(), id="bfloat16"),
        pytest.param(lambda numbers: _halves(numbers).to(torch.float8_e4m3fn), id="float8"),
        pytest.param(lambda numbers: _halves(numbers).half(), id="float16"),
        pytest.param(lambda numbers: _halves(numbers).to_sparse(), id="sparse"),
        pytest.param(lambda numbers: _halves([numbers]).to_sparse_csr(), id="sparse by rows"),
        pytest.param(lambda numbers: torch.quantize_per_tensor(_halves(numbers), 0.25, 0, torch.qint8), id="quantised"),
        pytest.param(lambda numbers: torch.nested.nested_tensor([_halves([one]) for one in numbers]), id="nested"),
        pytest.param(lambda numbers: _halves(numbers).to(torch.complex64).conj(), id="complex, conjugated"),
        pytest.param(lambda numbers: np.array([_halves(one) for one in numbers], dtype=object), id="objects"),
        pytest.param(lambda numbers: np.ma.array(numbers), id="masked, nothing hidden"),
        pytest.param(lambda numbers: np.array(numbers, dtype=np.longdouble), id="long doubles"),
    ],
)
def test_numbers_are_read_whatever_array_or_tensor_holds_them(made):
    halves = dataclasses.replace(FORWARD, cases=lambda draw: [{"x": 1.0, "w": 1.5, "y": 2.0}])
    verdict = judge(halves, halves.request(), called(lambda x, w, y: made([1.5, -0.5, 0.25]), halves))
    assert verdict.outcome == "right", verdict.message


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (torch.ones(3, device="meta"), "a tensor on the meta device, which holds no numbers"),
        (torch.ones(3) * 1j, "an array of complex numbers"),
        (torch.zeros(100_001), "a tensor of 100001 numbers"),
        (np.array(["2020"], dtype="datetime64[D]"), "an array of datetime64[D]"),
        (object(), "an object"),
    ],
    ids=["meta", "complex", "large", "dates", "object"],
)
def test_what_holds_no_numbers_is_named_beside_what_is_expected(value, found):
    verdict = judge(FORWARD, FORWARD.request(), called(lambda x, w, y: value))
    assert (verdict.outcome, verdict.mistake) == ("wrong", "returns_other")
    assert verdict.message == f"Yours is {found}; we expect 3 values: prediction, error, loss."


def test_a_tensor_of_a_kind_without_a_way_to_numbers_is_named(monkeypatch):
    def fails(tensor):
        raise RuntimeError("no storage")

    monkeypatch.setattr(plain_values.arrays, "from_tensor", fails)
    assert to_plain(torch.ones(2)) == {"other": "Tensor of torch.float32"}


def test_a_failure_of_ours_to_read_a_value_is_not_the_answers(monkeypatch):
    def numbers():
        yield 1
        raise ValueError("in the learner's code")

    monkeypatch.setattr(plain_values.arrays, "of_floats", operator.neg)  # fails on a text
    assert called(lambda x, w, y: np.array(["a"]))["calls"][0]["value"] == {"other": "ndarray"}
    assert called(lambda x, w, y: numbers())["calls"][0]["raised"]["message"] == "in the learner's code"


@pytest.mark.parametrize("digits", [1_500, 5_000])
def test_a_number_of_any_length_is_judged(digits):
    for value in (10**digits, [10**digits] * 3, "1" * digits, {"1" * digits: 1}):
        returned = called(lambda x, w, y, value=value: value)
        assert judge(FORWARD, FORWARD.request(), json.loads(json.dumps(returned))).outcome == "wrong"


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
