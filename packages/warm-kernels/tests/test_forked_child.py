"""The fork mechanism without Jupyter, from a warm process that preloads nothing."""

import os
import signal
import socket
import sys

import pytest
from waiting import WAIT_SECONDS, ended, wait_until
from warm_kernels import reason_against_forking, start_warm_process, stop
from warm_kernels.forked_child import Child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")


@pytest.fixture(scope="module")
def warm():
    process, address = start_warm_process()
    yield process, address
    stop(process)


@pytest.fixture
def fork(warm, tmp_path):
    """Start a child running a target; returns it and the reading end of its standard output."""
    opened = []

    def start(target, arguments, environment=None, **options):
        reading, writing = os.pipe()
        child = Child(
            warm[1],
            target,
            arguments,
            environment={"PATH": os.environ["PATH"]} if environment is None else environment,
            folder=str(tmp_path),
            descriptors=[0, writing, 2],
            **options,
        )
        os.close(writing)
        stream = os.fdopen(reading, encoding="utf-8")
        opened.extend([child, stream])
        return child, stream

    yield start
    for thing in opened:
        thing.close()


def code(tmp_path, text):
    """Arguments for runpy that run ``text`` in the child itself."""
    path = tmp_path / "child.py"
    path.write_text(text)
    return "runpy:run_path", {"path_name": str(path)}


def test_a_child_runs_the_function_with_its_own_folder_environment_session_and_no_other_descriptor(fork, tmp_path):
    text = """
import os, sys
print(os.getcwd(), dict(os.environ), os.getsid(0) == os.getpgid(0) == os.getpid())
print([name for name in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{name}")])
"""
    child, output = fork(*code(tmp_path, text), environment={"ONLY": "this", "bytes": "\udcff"})
    assert output.read().splitlines() == [f"{tmp_path} {{'ONLY': 'this', 'bytes': '\\udcff'}} True", "['0', '1', '2']"]
    assert child.wait(WAIT_SECONDS) == 0


def test_arguments_of_any_size_arrive(fork):
    child, output = fork("subprocess:run", {"args": ["wc", "-c"], "input": "x" * 3_000_000, "text": True})
    assert output.read().strip() == "3000000"
    assert child.wait(WAIT_SECONDS) == 0


def test_a_child_gets_further_descriptors_in_order(warm, tmp_path):
    ours, theirs = socket.socketpair()
    target, arguments = code(tmp_path, "import os; os.write(4, os.read(3, 5) + b' back')")
    descriptors = [0, 1, 2, theirs.fileno(), theirs.fileno()]
    child = Child(warm[1], target, arguments, environment={}, folder="/", descriptors=descriptors)
    theirs.close()
    ours.send(b"there")
    assert ours.recv(100) == b"there back"
    assert child.wait(WAIT_SECONDS) == 0
    child.close()
    ours.close()


@pytest.mark.parametrize(
    ("target", "arguments", "returncode"),
    [
        pytest.param("os:_exit", {"status": 7}, 7, id="exit status"),
        pytest.param("os:abort", {}, -signal.SIGABRT, id="signal"),
        pytest.param("builtins:print", {"no such argument": 1}, 1, id="exception"),
        pytest.param("no_such_module:f", {}, 1, id="no such module"),
    ],
)
def test_the_end_of_a_child_is_reported_as_subprocess_would(fork, capfd, target, arguments, returncode):
    child, _ = fork(target, arguments)
    assert child.wait(WAIT_SECONDS) == returncode == child.poll()


def test_waiting_with_a_timeout_returns_none_while_the_child_runs(fork):
    child, _ = fork("signal:pause", {})
    assert child.wait(0.05) is None
    child.terminate()
    assert child.wait(WAIT_SECONDS) == -signal.SIGTERM


def test_a_signal_reaches_what_the_child_started_too(fork):
    child, output = fork("subprocess:run", {"args": "sleep 1000 & echo $!; wait", "shell": True})
    grandchild = int(output.readline())
    child.kill()
    assert child.wait(WAIT_SECONDS) == -signal.SIGKILL
    wait_until(lambda: ended(grandchild))


def test_what_a_child_leaves_running_in_its_session_ends_with_it(fork):
    child, output = fork("subprocess:run", {"args": "sleep 1000 & echo $!", "shell": True})
    grandchild = int(output.readline())
    assert child.wait(WAIT_SECONDS) == 0
    wait_until(lambda: ended(grandchild))


def test_closing_ends_the_child_and_leaves_its_files(fork, tmp_path):
    kept = tmp_path / "kept"
    kept.touch()
    child, _ = fork("signal:pause", {}, remove=[str(kept)])
    wait_until(lambda: child.poll() is None and child.pid)
    child.close()
    wait_until(lambda: ended(child.pid))
    assert kept.exists()


def test_each_child_draws_its_own_random_numbers(fork, tmp_path):
    drawn = set()
    for _ in range(3):
        _, output = fork(*code(tmp_path, "import random; print(random.random())"))
        drawn.add(output.read())
    assert len(drawn) == 3


def test_a_closed_warm_process_refuses_and_ends_its_children(tmp_path):
    process, address = start_warm_process()
    file = tmp_path / "connection"
    file.touch()
    child = Child(address, "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2], remove=[str(file)])
    wait_until(lambda: child.poll() is None and child.pid)
    stop(process)
    assert child.wait(WAIT_SECONDS) == -signal.SIGKILL
    assert ended(child.pid) and not file.exists()
    child.close()
    with pytest.raises(ConnectionRefusedError):
        Child(address, "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2])


def test_a_killed_warm_process_takes_its_children_along():
    process, address = start_warm_process()
    child = Child(address, "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2])
    wait_until(lambda: child.poll() is None and child.pid)
    process.kill()
    process.wait(WAIT_SECONDS)
    assert child.wait(WAIT_SECONDS) == -signal.SIGKILL
    wait_until(lambda: ended(child.pid))
    child.close()


@pytest.mark.parametrize("preload", ["no_such_module:f", "no_such_module"])
def test_a_preload_that_fails_is_seen_by_whoever_waits_for_a_child_and_said_in_one_line(capfd, preload):
    process, address = start_warm_process(preload)
    child = Child(address, "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2])
    assert child.wait(WAIT_SECONDS) == -signal.SIGKILL and child.pid is None
    assert process.wait(WAIT_SECONDS) == 1
    child.close()
    (line,) = capfd.readouterr().err.splitlines()
    assert f"Preloading {preload!r} failed: No module named 'no_such_module'." in line


def test_a_child_has_the_usual_dispositions_of_signals_whatever_its_warm_process_was_started_with(fork, tmp_path):
    text = "import signal\nprint([str(signal.getsignal(getattr(signal, 'SIG' + name))) for name in {names}])"
    names = ["HUP", "INT", "QUIT", "TERM"]
    _, usual = fork(*code(tmp_path, text.format(names=names)))
    before = {name: signal.signal(getattr(signal, f"SIG{name}"), signal.SIG_IGN) for name in names[:3]}
    try:
        process, address = start_warm_process()
    finally:
        for name, disposition in before.items():
            signal.signal(getattr(signal, f"SIG{name}"), disposition)
    reading, writing = os.pipe()
    target, arguments = code(tmp_path, text.format(names=names))
    child = Child(address, target, arguments, environment={}, folder="/", descriptors=[0, writing, 2])
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as output:
        assert output.read() == usual.read()
    child.close()
    stop(process)


# SIGTERM comes while Python runs what was registered for a fork, in the warm process or in the child.
ENDED_AT_A_FORK = """
import os, signal
os.register_at_fork({where}=lambda: os.kill(os.getpid(), signal.SIGTERM))
"""


@pytest.mark.parametrize("where", ["after_in_parent", "after_in_child"])
def test_a_signal_to_end_that_comes_at_a_fork_is_neither_lost_nor_told_as_an_exception(where, tmp_path, capfd):
    (tmp_path / "ends_at_a_fork.py").write_text(ENDED_AT_A_FORK.format(where=where))
    process, address = start_warm_process("ends_at_a_fork", dict(os.environ, PYTHONPATH=str(tmp_path)))
    child = Child(address, "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2])
    if where == "after_in_parent":
        assert process.wait(WAIT_SECONDS) == 0
        assert child.wait(WAIT_SECONDS) == -signal.SIGKILL
    else:
        assert child.wait(WAIT_SECONDS) == -signal.SIGTERM
        stop(process)
    child.close()
    assert capfd.readouterr().err == ""


# A number and its end of line in one write: three processes write into one pipe.
OWNER = """
import os, signal, time
from warm_kernels import start_warm_process
from warm_kernels.forked_child import Child
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have been started with this signal ignored
process, address = start_warm_process({preload!r})
arguments = {{"args": "sleep 1000 & echo $!; wait", "shell": True}}
child = Child(address, "subprocess:run", arguments, environment=dict(os.environ), folder="/",
              descriptors=[0, 1, 2], remove=[{file!r}])
print(f"{{process.pid}}\\n", end="", flush=True)
while {wait} and child.poll() is None and not child.pid:
    time.sleep(0.01)
print(f"{{child.pid or 0}}\\n", end="", flush=True)
time.sleep(1000)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_nothing_is_left_when_the_owner_is_killed(tmp_path, start, number):
    file = tmp_path / "connection"
    file.touch()
    owner = start(OWNER.format(preload="", file=str(file), wait=True))
    pids = [int(owner.stdout.readline()) for _ in range(3)]
    assert not any(ended(pid) for pid in pids)
    owner.send_signal(number)
    wait_until(lambda: all(ended(pid) for pid in pids))
    assert not file.exists()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_nothing_is_left_when_the_owner_is_killed_while_the_warm_process_imports(tmp_path, start, number):
    file = tmp_path / "connection"
    file.touch()
    owner = start(OWNER.format(preload="signal:pause", file=str(file), wait=False))
    warm_pid = int(owner.stdout.readline())
    assert owner.stdout.readline() == "0\n"  # its request waits
    assert file.exists()
    owner.send_signal(number)
    wait_until(lambda: ended(warm_pid))
    assert not file.exists()


def test_another_user_is_refused(warm, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(ConnectionRefusedError, match="expected 12345"):
        Child(warm[1], "signal:pause", {}, environment={}, folder="/", descriptors=[0, 1, 2])


def test_forking_is_refused_where_it_is_not_safe(monkeypatch):
    monkeypatch.delenv("WARM_KERNELS", raising=False)
    assert reason_against_forking() == ""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert reason_against_forking() == "forking is not safe on darwin"
