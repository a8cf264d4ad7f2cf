"""What a command costs, with everything it starts."""

import os
import sys
from math import isnan

import pytest

from course import CourseError
from course.checking.bench import measuring
from course.checking.bench.measuring import Cost, Costs, fresh_environment, measure

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process tree costs")
SPIN = "import time\nwhile time.process_time() < 0.3: pass"


def python(code):
    return [sys.executable, "-S", "-c", code]


def test_the_work_of_children_counts():
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-S', '-c', {SPIN!r}])"
    assert measure([python(parent)]).processor_seconds >= 0.3


@linux
def test_the_work_of_a_child_that_outlives_its_parent_counts_too():
    parent = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-S', '-c', {SPIN!r}])"
    assert measure([python(parent)]).processor_seconds >= 0.3


@linux
def test_the_memory_of_parent_and_child_is_added_up():
    child = "import time\nheld = bytearray(60_000_000)\ntime.sleep(0.8)"
    parent = f"import subprocess, sys\nheld = bytearray(60_000_000)\nsubprocess.run([sys.executable, '-c', {child!r}])"
    assert 120e6 < measure([python(parent)], memory=True).peak_bytes < 250e6


def test_memory_is_looked_at_only_when_asked_for():
    assert measure([python("pass")]).peak_bytes is None


def test_commands_run_as_many_at_once_as_allowed(tmp_path):
    # Each waits until another has begun: alone, it would give up.
    meet = (
        "import os, sys, time\nopen(sys.argv[1] + sys.argv[2], 'w').close()\n"
        "for _ in range(1000):\n    if len(os.listdir(sys.argv[1])) > 1: sys.exit(0)\n    time.sleep(0.01)\nsys.exit(3)"
    )
    commands = [[*python(meet), f"{tmp_path}{os.sep}", name] for name in "ab"]
    measure(commands, at_once=2)


@pytest.mark.parametrize("statuses", [(0,), (0, 1)])
def test_a_command_that_fails_ends_the_run_with_its_last_line(tmp_path, statuses):
    later = python(f"open({str(tmp_path / 'later')!r}, 'w')")
    with pytest.raises(CourseError, match="exit status 3: no such notebook"):
        measure([python("import sys; print('no such notebook'); sys.exit(3)"), later], statuses=statuses)
    assert not (tmp_path / "later").exists()


def test_an_exit_status_that_is_allowed_is_no_failure():
    assert measure([python("import sys; sys.exit(1)")], statuses=(0, 1)).seconds > 0


def test_variables_of_this_session_do_not_reach_the_commands(monkeypatch):
    monkeypatch.setenv("WARM_KERNELS_ADDRESS", "somewhere")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    found = fresh_environment()
    assert "PATH" in found
    assert not {"WARM_KERNELS_ADDRESS", "OMP_NUM_THREADS"} & set(found)


def test_a_variable_that_a_command_needs_reaches_it():
    measure([python("import os; assert os.environ['OMP_NUM_THREADS'] == '3'")], variables={"OMP_NUM_THREADS": "3"})


def test_a_command_that_never_ends_is_ended_with_what_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "LONGEST_SECONDS", 1)
    child = f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(100)"
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-S', '-c', {child!r}])"
    with pytest.raises(CourseError, match=r"not all commands have ended after 1 s"):
        measure([python(parent)])
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@linux
def test_a_process_that_outlives_its_command_is_ended_when_it_goes_on_for_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "ORPHAN_SECONDS", 0.1)
    late = f"import time\ntime.sleep(5)\nopen({str(tmp_path / 'late')!r}, 'w')"
    parent = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-S', '-c', {late!r}])"
    measure([python(parent)])
    assert not [each for each in measuring.descendants() if late in each.cmdline()]
    assert not (tmp_path / "late").exists()


def test_figures_of_many_runs_are_medians_and_the_largest_peak():
    costs = Costs([Cost(90, 9, 7_000_000), Cost(10, 2, 9_000_000), Cost(9, 1)])
    assert (costs.seconds, costs.processor_seconds, costs.peak_megabytes) == (10, 2, 9)
    assert all(map(isnan, (Costs().seconds, Costs().processor_seconds, Costs().peak_megabytes)))
