"""A child's message: values cross as they are, what is no reply is refused, a child without one gets a reason."""

import json
import math
import signal
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from course.classroom.jail import endings, replies
from course.classroom.jail.endings import Attempt, Ending, Fault, Killed
from course.classroom.jail.replies import MAX_BYTES, MAX_DEPTH, BadReply, Reply, pack, unpack
from course.places import ROOT
from helpers import exercises
from helpers.checks import calling
from helpers.checks.plain import from_plain, to_plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
ARRAYS = numpy_strategies.arrays(
    st.sampled_from(["bool", "uint8", "int64", "float16", "float32", "float64"]),
    numpy_strategies.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
)

REQUEST = {"answers": ["forward"], "cases": [{}, {}], "twice": True}
CALL = {"value": [1.0, {"array": [[1, 2], [3, 4]], "dtype": "int64", "library": "numpy"}], "printed": "", "changed": []}
RETURNED = {"unwritten": [], "uses": ["mean"], "calls": [CALL, CALL], "again": CALL}


@settings(deadline=None, max_examples=60)
@given(VALUES)
def test_plain_values_come_back_as_they_were(value):
    returned = unpack(pack(value))
    assert repr(returned) == repr(value)  # 1, 1.0 and True are equal; NaN, -0.0 and the order of keys count too


@settings(deadline=None, max_examples=60)
@given(ARRAYS)
def test_arrays_come_back_bit_for_bit(array):
    sent = to_plain(array)
    returned = unpack(pack(sent))
    assert (returned["dtype"], returned["library"]) == (str(array.dtype), "numpy")
    assert repr(returned["array"]) == repr(array.tolist())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.int64, torch.bool], ids=str)
def test_tensors_come_back_with_their_numbers_and_their_dtype(dtype):
    tensor = torch.tensor([[0.0, -1.5], [3.25, 1.0]]).to(dtype)
    returned = unpack(pack(to_plain(tensor)))
    assert (returned["dtype"], returned["library"]) == (str(dtype).removeprefix("torch."), "torch")
    np.testing.assert_array_equal(from_plain(returned), tensor.double().numpy())


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_comes_back(value):
    for container in (float, np.float32, torch.tensor):
        assert repr(float(from_plain(unpack(pack(to_plain(container(value))))))) == repr(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "object"),
        (lambda: 0, "function"),
        (2**64, "64 bits"),
        (-(2**63) - 1, "64 bits"),
        (1j, "complex"),
        ("\ud800", "surrogate"),
        ({"\ud800": 1}, "surrogate"),
        (np.array([1j]), "ndarray"),
        (np.array([object()]), "ndarray"),
        (torch.tensor([1j]), "Tensor"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_pack_refuses_what_has_no_plain_form(value, words):
    with pytest.raises((TypeError, ValueError), match=words):
        pack([value])


def test_pack_refuses_values_too_long_or_too_deep():
    deep = []
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(ValueError, match="deep"):
        pack(deep)
    with pytest.raises(ValueError, match="bytes"):
        pack("a" * MAX_BYTES)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[1, 2", id="cut off"),
        pytest.param(b"1 2", id="two values"),
        pytest.param(b"\x80\x04K\x01.", id="a pickle"),
        pytest.param(b'"\xff"', id="not a character"),
        pytest.param(b'"\\ud800"', id="half a character"),
        pytest.param(b'{"\\ud800": 1}', id="half a character in a name"),
        pytest.param(b"1e999", id="a float that overflows"),
        pytest.param(b"9" * 5000, id="a whole number of 5000 digits"),
        pytest.param(b"9" * 20, id="a whole number of 67 bits"),
        pytest.param(b"1" + b" " * MAX_BYTES, id="too long"),
        pytest.param(b"[" * 400_000, id="opened 400000 deep"),
        pytest.param(b"[" * 400_000 + b"]" * 400_000, id="nested 400000 deep"),
        pytest.param(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, id="records nested 100000 deep"),
        pytest.param(b"[" * (MAX_DEPTH + 1) + b"[]" + b"]" * (MAX_DEPTH + 1), id="nested just too deep"),
        pytest.param(b'{"a": 1, "a": 2}', id="a name twice"),
        pytest.param(b'{"a": {"b": 1, "b": 1}}', id="a name twice inside"),
    ],
)
def test_unpack_refuses_as_a_bad_reply(message):
    with pytest.raises(BadReply, match=r"^Found"):
        unpack(message)


ALPHABET = '[]{}",:0123456789.eE-abdefilnorstuyNIy '


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60) | st.text(ALPHABET, max_size=60).map(str.encode))
def test_any_bytes_give_a_value_or_a_bad_reply(message):
    try:
        unpack(message)
    except BadReply as refusal:
        assert str(refusal)


@settings(deadline=None, max_examples=200)
@given(VALUES | st.fixed_dictionaries({"returned": VALUES, "faults": VALUES}))
def test_any_value_gives_a_reply_or_a_bad_one(value):
    try:
        replies.read(json.dumps(value).encode(), REQUEST)
    except BadReply as refusal:
        assert str(refusal)


HOSTILE = {"tensor": {"dtype": "float32", "shape": [1], "values": [1.0], "requires_grad": False}}
READ_HOSTILE = """
import json, sys
from course.classroom.jail import replies
message, request = sys.argv[1].encode(), json.loads(sys.argv[2])
try:
    replies.read(message, request)
except replies.BadReply as refusal:
    print(refusal, {"torch", "numpy"} & set(sys.modules))
"""


def test_a_reply_that_claims_a_tensor_is_refused_and_imports_nothing():
    message = json.dumps(reply(calls=[CALL, CALL | {"value": HOSTILE}]))
    command = [sys.executable, "-c", READ_HOSTILE, message, json.dumps(REQUEST)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "Found a value of no known form. set()\n", done


def reply(**changes):
    return {"returned": RETURNED | changes, "faults": []}


def test_a_reply_comes_through_as_it_was_sent():
    assert replies.read(pack(reply()), REQUEST) == Reply(returned=reply()["returned"])


def test_a_cells_fault_comes_through():
    fault = {"cell": 3, "type": "NameError", "message": "name 'x'", "line": 2}
    assert replies.read(pack(reply() | {"faults": [fault]}), REQUEST).faults == (Fault(3, "NameError", "name 'x'", 2),)


SOURCES = {
    "right": "return w * x, w * x - y, (w * x - y) ** 2",
    "of many kinds": "return {'a': np.ones((2, 2)), 'b': [None, True, 'text'], 'c': print, 'd': float('nan')}",
    "raised": "raise ValueError('no')",
    "to do": "...",
}


@pytest.mark.parametrize("body", SOURCES.values(), ids=SOURCES)
def test_whatever_the_calling_half_says_comes_through_whole(body):
    request = exercises.find("01-1").request()
    namespace = {"np": np}
    exec(f"def forward(x, w, y):\n    {body}", namespace)
    said = calling.call(request, namespace)
    assert repr(replies.read(pack({"returned": said, "faults": []}), request).returned) == repr(said)


@pytest.mark.parametrize("source", ["", "def forward(x): ..."], ids=["missing", "other arguments"])
def test_what_the_calling_half_says_instead_of_a_value_comes_through(source):
    request, namespace = exercises.find("01-1").request(), {}
    exec(source, namespace)
    said = calling.call(request, namespace)
    assert replies.read(pack({"returned": said, "faults": []}), request) == Reply(returned=said)


RAISED = {"type": "ValueError", "message": "no", "line": "x", "number": 3, "functions": ["forward"]}
BESIDE = {"printed": "", "changed": []}
BAD_VALUES = {
    "a function": {"polynomial": [1.0]},
    "a ragged array": {"array": [[1], [2, 3]], "dtype": "int64", "library": "numpy"},
    "an array of texts": {"array": ["1"], "dtype": "int64", "library": "numpy"},
    "an unknown form": {"verdict": "right"},
    "a mapping without pairs": {"mapping": [["a"]]},
    "a tensor": HOSTILE,
    "a tuple": {"tuple": []},
}


@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_value_of_another_form_is_refused(value):
    with pytest.raises(BadReply):
        replies.read(pack(reply(calls=[CALL, CALL | {"value": value}])), REQUEST)


@pytest.mark.parametrize(
    "value",
    [
        [[[]] * 1_000] * 250,
        {"array": [[1]] * 40_000, "dtype": "int64", "library": "numpy"},
        {"mapping": [[str(number), [1] * 60] for number in range(999)]},
    ],
    ids=["lists", "an array", "a mapping"],
)
def test_more_values_than_can_be_compared_are_refused_in_plain_words(value):
    said = replies.read(pack(reply(calls=[CALL, CALL | {"value": value}])), REQUEST)
    assert said.failed == "More than 60,000 values came back, too many to compare. Return fewer numbers."


def test_the_longest_answer_of_the_course_is_compared():
    value = [[0.1] * 5_000] * 5  # 07-1, and as much again
    read = replies.read(pack(reply(calls=[CALL, CALL | {"value": value}], again=CALL | {"value": value})), REQUEST)
    assert read.failed is None and read.returned["calls"][1]["value"] == value


@pytest.mark.parametrize(
    "message",
    [
        {"outcome": "right"},
        {"returned": RETURNED},
        reply(calls=[CALL]),
        reply(calls=[CALL] * 3),
        reply(calls=[]),
        reply(calls=[{"raised": RAISED, **BESIDE}, CALL]),
        reply(calls=[{"raised": RAISED | {"number": "3"}, **BESIDE}]),
        reply(calls=[{"raised": {"type": "ValueError"}, **BESIDE}]),
        reply(calls=[CALL, BESIDE]),
        reply(again=None),
        reply(uses="mean"),
        reply(uses=[1]),
        {"returned": {"missing": []}, "faults": []},
        {"returned": {"missing": ["backward"]}, "faults": []},
        reply() | {"faults": [{"cell": 1, "type": "NameError"}]},
        reply() | {"faults": {"cell": 1, "type": "NameError", "message": "", "line": None}},
        {"wall": 3},
        {"wall": "The wall's part Landlock was refused."},
        {"failed": None},
        ["returned"],
        None,
    ],
    ids=str,
)
def test_a_message_of_another_form_is_refused(message):
    with pytest.raises(BadReply):
        replies.read(pack(message), REQUEST)


def test_an_exception_ends_the_calls_and_is_a_reply():
    calls = [{"raised": RAISED, **BESIDE}]
    assert replies.read(pack(reply(calls=calls, again=None)), REQUEST).returned["calls"] == calls


@pytest.mark.parametrize(
    ("returncode", "killed", "cpu_seconds", "ending", "word"),
    [
        (-signal.SIGKILL, Killed.ENDLESS, 8.1, Ending.OUT_OF_TIME, "loop"),
        (-signal.SIGKILL, Killed.ENDLESS, 0.1, Ending.OUT_OF_TIME, "sleep"),
        (-signal.SIGKILL, None, 8.0, Ending.OUT_OF_TIME, "loop"),
        (-signal.SIGKILL, None, 7.9, Ending.DIED, "SIGKILL"),
        (-signal.SIGKILL, None, 0.1, Ending.DIED, "SIGKILL"),
        (-signal.SIGSEGV, None, 0.1, Ending.DIED, "SIGSEGV"),
        (-99, None, 0.1, Ending.DIED, "ended by 99"),
        (None, None, 0.1, Ending.DIED, "status None"),
        (-signal.SIGKILL, Killed.OVER, 8.1, Ending.DIED, "more than a reply"),
        (-signal.SIGKILL, Killed.CLOSED, 8.1, Ending.OUT_OF_TIME, "loop"),
        (-signal.SIGKILL, Killed.OVER, 0.1, Ending.DIED, "more than a reply"),
        (-signal.SIGKILL, Killed.CLOSED, 0.1, Ending.DIED, "closed the channel"),
        (0, None, 0.1, Ending.DIED, "status 0"),
    ],
    ids=[
        *("processor time", "clock", "kernel's limit", "killed late", "killed", "crash", "unknown signal", "no status"),
        *("too much and too long", "closed and too long", "too much", "closed", "left"),
    ],
)
def test_silence_has_a_reason(returncode, killed, cpu_seconds, ending, word):
    found = endings.of_silence(returncode, killed, cpu_seconds, limit=8)
    assert found.ending == ending
    assert word in found.message


@pytest.mark.parametrize(
    ("returned", "faults", "lacked"),
    [
        ({"calls": [CALL]}, (), ""),
        ({"missing": ["forward"]}, (), "forward"),
        ({"calls": [{"raised": RAISED | {"type": "NameError", "message": "name 'np'"}}]}, (), "name 'np'"),
        ({"calls": [{"raised": RAISED}]}, (), ""),
        ({"calls": [CALL]}, (Fault(1, "NameError", "name 'b'"),), "name 'b'"),
    ],
    ids=["nothing", "an answer", "in the call", "another exception", "in a cell"],
)
def test_a_name_that_was_missing_is_known(returned, faults, lacked):
    assert Attempt(Ending.REPLIED, returned, faults).lacked == lacked
