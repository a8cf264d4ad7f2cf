"""The trusted side of the wall: what crosses it, and a warm process that never comes to a fork."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from course.classroom.jail import parent
from course.classroom.jail.child import Job
from course.classroom.jail.endings import Ending, Killed
from course.classroom.jail.parent import Jail, JailError
from course.classroom.jail.wall import missing_walls
from course.classroom.jail.wall.limits import Limits
from helpers import exercises

END_SECONDS = 60
LIGHT = "tests.classroom.ordinary_user:light"  # nothing here needs torch


def test_a_job_crosses_as_json():
    job = Job([[0, "x = 1"]], exercises.find("02-2").request("a seed"), {"f": "g"}, Limits(cpu_seconds=3), wall=True)
    assert Job.from_data(json.loads(json.dumps(asdict(job)))) == job


def test_a_warm_process_that_never_forks_is_not_waited_for_for_ever(monkeypatch):
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    monkeypatch.setattr(parent, "START_SECONDS", 0.5)
    began = time.monotonic()
    with Jail(preload="tests.classroom.ordinary_user:never") as jail, pytest.raises(JailError, match="did not fork"):
        jail.attempt(exercises.find("01-1").request(), [])
    assert time.monotonic() - began < 60


@pytest.fixture(scope="module")
def jail():
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    with Jail(preload=LIGHT) as jail:
        yield jail


# Runs for three milliseconds and rests for half of one. A loop beside it is charged for more than it gets, by a kernel
# that counts in ticks.
SHORT_RUNS = """
import time
while True:
    end = time.thread_time() + 0.003
    while time.thread_time() < end:
        pass
    time.sleep(0.0005)
"""


@pytest.fixture
def beside_short_runs():
    """This process and all that it starts on one processor, which three others want as well."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    others = [subprocess.Popen([sys.executable, "-c", SHORT_RUNS]) for _ in range(3)]
    yield
    for one in others:
        one.kill()
        one.wait(timeout=END_SECONDS)
    os.sched_setaffinity(0, allowed)


def test_a_loop_is_out_of_time_on_a_loaded_machine_too(beside_short_runs, monkeypatch):
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    monkeypatch.setattr(parent, "CELLS_SECONDS", 1)
    monkeypatch.setattr(parent, "PATIENCE", 1_000)
    with Jail(preload=LIGHT) as jail:
        found = jail.attempt({**exercises.find("01-1").request(), "seconds": 1}, [(0, "while True: pass")])
    assert (found.ending, found.again) == (Ending.OUT_OF_TIME, False), found
    assert "loop that does not end" in found.message


def test_a_process_is_ended_by_who_measures_it_at_what_it_was_allowed(monkeypatch):
    monkeypatch.setattr(parent, "PATIENCE", 40)
    reader, writer = os.pipe()
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])  # which no kernel holds to anything
    try:
        message, killed, _ = parent._received(reader, busy, 0.5)
        assert (message, killed, busy.wait(timeout=END_SECONDS)) == (b"", Killed.ENDLESS, -signal.SIGKILL)
    finally:
        busy.kill()
        os.close(reader)
        os.close(writer)


def test_a_loop_is_out_of_time_where_nobody_looks_before_the_kernel_ends_it(jail, monkeypatch):
    monkeypatch.setattr(parent, "CELLS_SECONDS", 0)
    monkeypatch.setattr(parent, "PATIENCE", 1_000)
    monkeypatch.setattr(parent, "_ran", lambda _pid: 0.0)
    found = jail.attempt({**exercises.find("01-1").request(), "seconds": 1}, [(0, "while True: pass")])
    assert (found.ending, found.again) == (Ending.OUT_OF_TIME, False), found


RIGHT = "def forward(x, w, y):\n    return w * x, w * x - y, (w * x - y) ** 2"
# What a learner's process may send in place of a reply.
FORGED = {
    "wall": b'{"wall":"The wall was refused."}',
    "older wall": b'{"dict":[["wall","forged"]]}',
    "fallen": b"-The wall's part Landlock was refused.",
    "standing": b"+",
    "nothing": b"",
    "failed": b'{"failed":"The warm process has ended."}',
    "memory": b'{"failed":"memory"}',
    "no JSON": b"{",
    "nested": b"[" * 50_000,
    "endless number": b"9" * 50_000,
    "no text": b"\xff\x00",
    "two replies": b'{"failed":"a"}{"failed":"b"}',
    "odd form": b'{"returned":null,"faults":[]}',
    "faults": b'{"returned":{"missing":["forward"]},"faults":[{"cell":"1","type":1,"message":[]}]}',
}


@pytest.mark.parametrize("form", FORGED)
@pytest.mark.parametrize("then", ["os._exit(1)", "os.close(3)", "os.kill(os.getpid(), 9)", "raise MemoryError"])
def test_no_reply_of_any_form_is_taken_for_more_than_one_learners(form, then, jail):
    cell = f"import os\nos.write(3, {FORGED[form]!r})\n{then}"
    found = jail.attempt(exercises.find("01-1").request(), [(0, cell)])
    assert found.ending in (Ending.DIED, Ending.OUT_OF_MEMORY, Ending.REPLIED)
    if found.ending == Ending.REPLIED:
        assert found.returned == {"missing": ["forward"]}
    assert jail.attempt(exercises.find("01-1").request(), [(0, RIGHT)]).returned["calls"]


def test_a_wall_that_is_refused_says_so_before_anything_is_run(jail, monkeypatch):
    monkeypatch.setattr(jail, "target", "tests.classroom.ordinary_user:refused")
    with pytest.raises(JailError, match=r"^half a wall No learner's code was run\."):
        jail.attempt(exercises.find("01-1").request(), [(0, RIGHT)])


def test_a_warm_process_that_ends_is_started_again_a_few_times():
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    request = exercises.find("01-1").request()
    with Jail(preload=LIGHT) as jail:
        for _ in range(3):
            os.kill(jail._process.pid, signal.SIGKILL)
            assert jail.attempt(request, [(0, RIGHT)]).returned["calls"]
        os.kill(jail._process.pid, signal.SIGKILL)
        for _ in range(2):
            with pytest.raises(JailError, match="warm process has ended"):
                jail.attempt(request, [(0, RIGHT)])


def test_a_child_killed_from_outside_is_worth_another_try_and_one_that_leaves_is_not(jail):
    request = exercises.find("01-1").request()
    killed = jail.attempt(request, [(0, "import os\nos.kill(os.getpid(), 9)")])
    left = jail.attempt(request, [(0, "import os\nos._exit(3)")])
    assert (killed.ending, killed.again, left.ending, left.again) == (Ending.DIED, True, Ending.DIED, False)


@pytest.mark.parametrize("place", ["cell", "answer", "text"])
def test_an_interrupt_that_an_answer_raises_is_what_it_raised(place, jail):
    answers = {
        "cell": f"{RIGHT}\nraise KeyboardInterrupt",
        "answer": "def forward(x, w, y):\n    raise KeyboardInterrupt('stop')",
        "text": "class E(Exception):\n    def __str__(self):\n        raise KeyboardInterrupt\n"
        "def forward(x, w, y):\n    raise E",
    }
    found = jail.attempt(exercises.find("01-1").request(), [(0, answers[place])])
    assert found.ending == Ending.REPLIED
    last = found.returned["calls"][-1]
    raised = {"answer": "KeyboardInterrupt", "text": "E"}  # whose words cannot be had
    assert ("value" in last) if place == "cell" else last["raised"]["type"] == raised[place]
