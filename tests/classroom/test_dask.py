"""Grading on a Dask cluster of separate processes: a worker that dies, a scheduler that goes away."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from course.__main__ import main
from course.classroom.jail.wall import missing_walls
from course.classroom.judging.dask import LOST, Cluster
from course.places import ROOT
from tests.classroom.learners import RIGHT, WRONG, answered
from tests.processes import PATIENCE_SECONDS, process

LEARNERS = 12


def dask(*words):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dask", *words]
    return process(command, env=environment, stderr=subprocess.PIPE, text=True)


def heard(process, pattern):
    """The first match of a pattern in what a process says on standard error, before it ends or is ended."""
    for line in process.stderr:
        if found := re.search(pattern, line):
            return found[0]
    raise EOFError(pattern)


@pytest.fixture
def cluster(tmp_path):
    pytest.importorskip("distributed", reason="the extra course[dask] is not installed")
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as started:
        scheduler = started.enter_context(dask("scheduler", *local, "--port", "0"))
        address = heard(scheduler, r"tcp://127\.0\.0\.1:\d+")
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path), *local]
        workers = [started.enter_context(dask("worker", address, *options)) for _ in range(2)]
        for worker in workers:
            heard(worker, r"Registered to")
        yield address, [scheduler, *workers]


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
    return process(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def states(out):
    data = json.loads((out / "report.json").read_text())
    return {one["learner"]: one["exercises"][1]["state"] for one in data["notebooks"]}


def test_a_killed_worker_costs_nobody_a_verdict_and_a_lost_scheduler_keeps_what_is_done(cluster, folder, tmp_path):
    address, (scheduler, first, _second) = cluster
    with grading(folder, tmp_path / "out", address) as run:
        heard(run, "learner-")
        first.send_signal(signal.SIGKILL)
        _, told = run.communicate(timeout=PATIENCE_SECONDS)
        assert run.returncode == 0, told
    found = states(tmp_path / "out")
    assert len(found) == LEARNERS
    assert [learner for learner, state in found.items() if state != "right"] == ["learner-d"]

    with grading(folder, tmp_path / "lost", address) as run:
        heard(run, "learner-")
        scheduler.send_signal(signal.SIGKILL)
        _, told = run.communicate(timeout=PATIENCE_SECONDS)
        assert run.returncode == 1, told
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


class FakeClient:
    """A client whose scheduler throws what a test gives it when it is asked for its threads."""

    status, scheduler = "running", SimpleNamespace(ncores=None)

    def __init__(self, fault):
        self.fault = fault

    def sync(self, *_words, **_options):
        raise self.fault


@pytest.mark.parametrize("fault", [OSError("gone"), TimeoutError("gone"), asyncio.TimeoutError("gone")], ids=repr)
def test_a_lost_connection_is_a_cluster_that_is_gone(fault):
    assert not Cluster(FakeClient(fault)).alive()


def test_what_dask_throws_of_a_closed_connection_is_a_lost_connection():
    comm = pytest.importorskip("distributed.comm", reason="the extra course[dask] is not installed")
    assert issubclass(comm.CommClosedError, LOST)


@pytest.mark.parametrize("fault", [AttributeError("ncores"), TypeError("sum"), ZeroDivisionError()], ids=repr)
def test_a_bug_is_not_taken_for_a_cluster_that_is_gone(fault):
    with pytest.raises(type(fault)):
        Cluster(FakeClient(fault)).alive()


def test_a_client_that_has_closed_is_a_cluster_that_is_gone():
    client = FakeClient(ZeroDivisionError())
    client.scheduler = None
    assert not Cluster(client).alive()
