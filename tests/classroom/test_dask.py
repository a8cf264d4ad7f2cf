"""Grading on a Dask cluster of separate processes: a worker that dies, a scheduler that goes away."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from course.__main__ import main
from course.classroom.jail.wall import missing_walls
from course.places import ROOT
from tests.classroom.test_attacks import RIGHT, WRONG, answered

LEARNERS = 12
START_SECONDS = 60


def started(*words):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)


def heard(process, pattern):
    """The first match of a pattern in what a process says on standard error."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        if found := re.search(pattern, process.stderr.readline()):
            return found[0]
    raise TimeoutError(pattern)


@pytest.fixture
def cluster(tmp_path):
    pytest.importorskip("distributed", reason="the extra course[dask] is not installed")
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = started("scheduler", *local, "--port", "0")
    processes = [scheduler]
    try:
        address = heard(scheduler, r"tcp://127\.0\.0\.1:\d+")
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path), "--host", "127.0.0.1"]
        processes += [started("worker", address, "--no-nanny", *options) for _ in range(2)]
        for worker in processes[1:]:
            heard(worker, r"Registered to")
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
            process.stderr.close()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "class"
    path.mkdir()
    for place in range(LEARNERS):
        content = answered(*(WRONG if place == 3 else RIGHT).values())
        (path / f"learner-{'abcdefghijkl'[place]}.ipynb").write_text(json.dumps(content))
    return path


def grading(folder, out, address):
    command = [sys.executable, "-m", "course", "grade", str(folder), "--out", str(out), "--executor", f"dask:{address}"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def states(out):
    data = json.loads((out / "report.json").read_text())
    return {one["learner"]: one["exercises"][1]["state"] for one in data["notebooks"]}


def test_a_killed_worker_costs_nobody_a_verdict_and_a_lost_scheduler_keeps_what_is_done(cluster, folder, tmp_path):
    address, (scheduler, first, _second) = cluster
    run = grading(folder, tmp_path / "out", address)
    heard(run, "learner-")
    first.send_signal(signal.SIGKILL)
    _, told = run.communicate()
    assert run.returncode == 0, told
    found = states(tmp_path / "out")
    assert len(found) == LEARNERS
    assert [learner for learner, state in found.items() if state != "right"] == ["learner-d"]

    run = grading(folder, tmp_path / "lost", address)
    heard(run, "learner-")
    scheduler.send_signal(signal.SIGKILL)
    _, told = run.communicate()
    assert run.returncode == 1
    kept = states(tmp_path / "lost")
    assert re.search(rf"went away: {len(kept)} of {LEARNERS} notebooks are kept; run it again to go on", told), told
    assert 0 < len(kept) < LEARNERS
    assert set(kept.items()) <= set(found.items())


def test_an_address_where_nobody_answers_is_said(folder, tmp_path, monkeypatch, capsys):
    pytest.importorskip("distributed", reason="the extra course[dask] is not installed")
    monkeypatch.setattr("course.classroom.judging.dask.CONNECT_SECONDS", 1)
    assert main(["grade", str(folder), "--out", str(tmp_path / "out"), "--executor", "dask:tcp://127.0.0.1:9"]) == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_a_missing_package_is_said_with_the_command(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["grade", str(folder), "--out", str(tmp_path / "out"), "--executor", "dask:tcp://127.0.0.1:9"]) == 1
    assert 'pip install -e ".[dask]"' in capsys.readouterr().err
