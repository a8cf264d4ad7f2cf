"""No test of this package waits without a bound, and none leaves a process that it started."""

import os
import signal
import subprocess
import sys

import pytest

LONGEST_TEST_SECONDS = 400
AGAIN_SECONDS = 10  # should what a test leaves behind wait too


@pytest.fixture(autouse=True)
def _bounded():
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def too_long(*_):
        raise TimeoutError(f"This test has waited for {LONGEST_TEST_SECONDS} seconds.")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_TEST_SECONDS, AGAIN_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def start():
    """Start a Python process with a text as its script; it is killed when the test ends, however it ends."""
    started = []

    def start(script, **environment):
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **environment},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(timeout=60)
        process.stdout.close()
