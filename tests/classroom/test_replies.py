"""A child's message: what is no reply is refused, and a child without one gets a reason."""

import signal

import numpy as np
import pytest

from course.classroom.jail import attempt, replies
from course.classroom.jail.attempt import Attempt
from course.classroom.jail.plain_values import BadReply, pack
from helpers import exercises
from helpers.checks import calling

REQUEST = {"answers": ["forward"], "cases": [{}, {}], "twice": True}
CALL = {"value": [1.0, {"array": [[1, 2], [3, 4]], "dtype": "int64", "library": "numpy"}], "printed": "", "changed": []}
RETURNED = {"unwritten": [], "uses": ["mean"], "calls": [CALL, CALL], "again": CALL}


def reply(**changes):
    return {"returned": RETURNED | changes, "faults": []}


def test_a_reply_comes_through_as_it_was_sent():
    assert replies.read(pack(reply()), REQUEST) == reply()


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
    said = {"returned": calling.call(request, namespace), "faults": []}
    assert repr(replies.read(pack(said), request)) == repr(said)


@pytest.mark.parametrize("source", ["", "def forward(x): ..."], ids=["missing", "other arguments"])
def test_what_the_calling_half_says_instead_of_a_value_comes_through(source):
    request, namespace = exercises.find("01-1").request(), {}
    exec(source, namespace)
    said = {"returned": calling.call(request, namespace), "faults": []}
    assert replies.read(pack(said), request) == said


RAISED = {"type": "ValueError", "message": "no", "line": "x", "number": 3, "functions": ["forward"]}
BAD_VALUES = {
    "a function": {"polynomial": [1.0]},
    "a ragged array": {"array": [[1], [2, 3]], "dtype": "int64", "library": "numpy"},
    "an array of texts": {"array": ["1"], "dtype": "int64", "library": "numpy"},
    "an unknown form": {"verdict": "right"},
    "a mapping without pairs": {"mapping": [["a"]]},
    "a tensor": ("tuple",),
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
    assert said == {"failed": "More than 60,000 values came back, too many to compare. Return fewer numbers."}


def test_the_longest_answer_of_the_course_is_compared():
    value = [[0.1] * 5_000] * 5  # CA-1, and as much again
    read = replies.read(pack(reply(calls=[CALL, CALL | {"value": value}], again=CALL | {"value": value})), REQUEST)
    assert "returned" in read


@pytest.mark.parametrize(
    "message",
    [
        {"outcome": "right"},
        {"returned": RETURNED},
        reply(calls=[CALL]),
        reply(calls=[CALL] * 3),
        reply(calls=[]),
        reply(calls=[{"raised": RAISED}, CALL]),
        reply(calls=[{"raised": RAISED | {"number": "3"}}]),
        reply(calls=[{"raised": {"type": "ValueError"}}]),
        reply(again=None),
        reply(uses="mean"),
        reply(uses=[1]),
        {"returned": {"missing": []}, "faults": []},
        {"returned": {"missing": ["backward"]}, "faults": []},
        {"wall": 3},
        ["returned"],
    ],
    ids=str,
)
def test_a_message_of_another_form_is_refused(message):
    with pytest.raises(BadReply):
        replies.read(pack(message), REQUEST)


def test_an_exception_ends_the_calls_and_is_a_reply():
    found = replies.read(pack(reply(calls=[{"raised": RAISED}], again=None)), REQUEST)
    assert found["returned"]["calls"] == [{"raised": RAISED, "printed": "", "changed": []}]


@pytest.mark.parametrize(
    ("returncode", "stopped", "cpu_seconds", "ending", "word"),
    [
        (-signal.SIGKILL, "", 7.9, "out of time", "loop"),
        (-signal.SIGKILL, attempt.IDLE, 0.1, "out of time", "sleep"),
        (-signal.SIGKILL, "", 0.1, "died", "SIGKILL"),
        (-signal.SIGSEGV, "", 0.1, "died", "SIGSEGV"),
        (-signal.SIGKILL, attempt.OVER, 0.1, "died", "more than a reply"),
        (-signal.SIGKILL, attempt.CLOSED, 0.1, "died", "closed the channel"),
        (0, "", 0.1, "died", "status 0"),
    ],
    ids=["processor time", "clock", "killed", "crash", "too much", "closed", "left"],
)
def test_silence_has_a_reason(returncode, stopped, cpu_seconds, ending, word):
    found, message = attempt.of_silence(returncode, stopped, cpu_seconds, limit=8)
    assert found == ending
    assert word in message


@pytest.mark.parametrize(
    ("returned", "faults", "lacked"),
    [
        ({"calls": [CALL]}, (), ""),
        ({"missing": ["forward"]}, (), "forward"),
        ({"calls": [{"raised": RAISED | {"type": "NameError", "message": "name 'np'"}}]}, (), "name 'np'"),
        ({"calls": [{"raised": RAISED}]}, (), ""),
        ({"calls": [CALL]}, ({"cell": 1, "type": "NameError", "message": "name 'b'"},), "name 'b'"),
    ],
    ids=["nothing", "an answer", "in the call", "another exception", "in a cell"],
)
def test_a_name_that_was_missing_is_known(returned, faults, lacked):
    assert Attempt("replied", returned, faults).lacked == lacked
