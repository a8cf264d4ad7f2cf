"""The trusted side of the wall: one fork of the warm process for each answer, watched from outside until it ends."""

import os
import select
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from warm_kernels.fork import Child
from warm_kernels.session import start_warm_process, stop

from course import CourseError
from course.classroom.jail import attempt, replies
from course.classroom.jail.attempt import CLOSED, IDLE, OVER, REPLIED, Attempt
from course.classroom.jail.bare_environment import bare_environment
from course.classroom.jail.plain_values import MAX_BYTES
from course.classroom.jail.wall.limits import Limits
from course.classroom.matching.states import DIED, OUT_OF_MEMORY

PRELOAD, TARGET = "course.classroom.jail.preload:preload", "course.classroom.jail.child:run"
CELLS_SECONDS = 3  # processor time for the cells around the answer
PATIENCE = 10  # times the limit: the longest that a child may take by the clock, on however slow a machine
LOOK_SECONDS = 0.2
LEAVE_SECONDS = 1  # from its last word to its end
END_SECONDS = 30
PIECE_BYTES = 65_536


class JailError(CourseError):
    """Learners' code cannot be run here: what was found, and what to do."""


class Jail:
    """A warm process without secrets, and the forks of it; use it in a ``with`` block.

    Args:
        wall: False runs learners' code with this user's rights.
        preload, target: what the warm process imports, and what a fork of it runs.
    """

    def __init__(self, wall: bool = True, preload: str = PRELOAD, target: str = TARGET):
        self.wall, self.preload, self.target = wall, preload, target
        self._open = ExitStack()
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Jail":
        with ExitStack() as opened:
            self._nothing = os.open(os.devnull, os.O_RDWR)
            opened.callback(os.close, self._nothing)
            environment = opened.enter_context(bare_environment())
            self._process, self._address = start_warm_process(self.preload, environment)
            opened.callback(stop, self._process)
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_reason) -> None:
        self._open.close()

    def attempt(self, request: dict, cells, stand_ins: dict[str, str] | None = None) -> Attempt:
        """What came of one answer.

        Args:
            request: from ``Exercise.request``; its seconds are processor time here.
            cells: pairs of a cell's position and the Python to run, in order.
            stand_ins: another name for an answer that is not defined under its own.

        Raises:
            JailError: the warm process has ended, or a child could not put up its wall.
        """
        limits = Limits(cpu_seconds=int(request["seconds"]) + CELLS_SECONDS)
        job = {"cells": [list(cell) for cell in cells], "stand_ins": stand_ins or {}, "wall": self.wall}
        # No clock inside the child: it is held from outside, and a busy machine is no fault of the learner's.
        job |= {"request": {**request, "seconds": None}, "limits": vars(limits)}
        message, child, stopped = self._sent(job, limits)
        spent = {"cpu_seconds": child.cpu_seconds, "peak_bytes": child.peak_bytes}
        if not message:
            ending, text = attempt.of_silence(child.returncode, stopped, child.cpu_seconds, limits.cpu_seconds)
            return Attempt(ending, message=text, **spent)
        try:
            reply = replies.read(message, request)
        except replies.BadReply as fault:
            return Attempt(DIED, message=f"What came back is no reply. {fault}", **spent)
        if "wall" in reply:
            raise JailError(f"{reply['wall']} No learner's code was run. What to do: `make doctor` names the walls.")
        if "failed" in reply:
            ending = OUT_OF_MEMORY if reply["failed"] == "memory" else DIED
            return Attempt(ending, message=reply["failed"], **spent)
        return Attempt(REPLIED, reply["returned"], tuple(reply["faults"]), **spent)

    def _sent(self, job: dict, limits: Limits) -> tuple[bytes, Child, str]:
        """The bytes that came back, the ended child, and what it was killed for, one of ``attempt``'s reasons."""
        reader, writer = os.pipe()
        try:
            descriptors = [self._nothing] * 3 + [writer]
            words = {"environment": {}, "folder": "/", "descriptors": descriptors}
            child = Child(self._address, self.target, {"job": job}, **words)
        except ConnectionError as fault:
            os.close(reader)
            raise JailError(f"The warm process has ended: {fault}. What to do: run the command again.") from fault
        finally:
            os.close(writer)
        try:
            message, stopped = _received(reader, child, limits.cpu_seconds)
            if not stopped and child.wait(LEAVE_SECONDS) is None:
                stopped = CLOSED
                child.kill()
            child.wait(END_SECONDS)
            if child.pid is None:
                raise JailError(
                    "The warm process ended before it forked. What to do: `make doctor`, then run it again."
                )
            return message, child, stopped
        finally:
            os.close(reader)
            child.close()


def _received(reader: int, child: Child, seconds: float) -> tuple[bytes, str]:
    """Everything the child sends until it closes its end; if it had to be killed, nothing, and the reason."""
    pieces, size, started = [], 0, None
    while True:
        ended = child.poll() is not None
        if select.select([reader], [], [], LOOK_SECONDS)[0]:
            piece = os.read(reader, PIECE_BYTES)
            pieces.append(piece)
            size += len(piece)
            if not piece or size > MAX_BYTES:
                break
        elif ended:  # and nothing was left in the pipe
            break
        if child.pid is not None:
            started = started or time.monotonic()
            elapsed = time.monotonic() - started
            if elapsed > seconds and (_idle(child.pid, elapsed) > seconds or elapsed > PATIENCE * seconds):
                child.kill()
                return b"", IDLE
    if size > MAX_BYTES:  # it may go on sending
        child.kill()
        return b"", OVER
    return b"".join(pieces), ""


def _idle(pid: int, elapsed: float) -> float:
    """Seconds that a process of this age has neither run nor waited for a processor: it slept."""
    try:
        running, waiting = Path(f"/proc/{pid}/schedstat").read_text().split()[:2]
    except (OSError, ValueError):  # ended meanwhile, or a system that does not say
        return 0.0
    return elapsed - (int(running) + int(waiting)) / 1e9
