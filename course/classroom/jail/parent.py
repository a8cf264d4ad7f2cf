"""The trusted side of the wall: one fork of the warm process for each answer, watched from outside until it ends."""
# long because: a child is asked for, watched and read in one place, where its process may be lost at each step

import os
import select
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from warm_kernels import start_warm_process, stop
from warm_kernels.forked_child import Child

from course import CourseError, command
from course.classroom.jail import endings, replies
from course.classroom.jail.child import Job
from course.classroom.jail.endings import Attempt, Ending, Killed
from course.classroom.jail.preload import bare_environment
from course.classroom.jail.wall.limits import Limits
from helpers.language import say

PRELOAD, TARGET = "course.classroom.jail.preload:preload", "course.classroom.jail.child:run"
CELLS_SECONDS = 3  # processor time for the cells around the answer
PATIENCE = 10  # times the limit: the longest that a child may take by the clock, on however slow a machine
LOOK_SECONDS = 0.2
LEAVE_SECONDS = 1  # from its last word to its end
START_SECONDS = 300  # until the warm process has imported torch, from however slow a disk
END_SECONDS = 30
RESTARTS = 3  # of a warm process that has ended
PIECE_BYTES = 65_536
TRUSTED_BYTES = 2**30  # the largest file that code without a wall may write


class JailError(CourseError):
    """Learners' code cannot be run here: what was found, and what to do."""


class WarmProcessLostError(Exception):
    """The process that children are forked from has ended."""


class Jail:
    """A warm process without secrets, and the forks of it; use it in a ``with`` block.

    A warm process that ends is started again, a few times.

    Args:
        wall: False runs learners' code with this user's rights.
        preload, target: what the warm process imports, and what a fork of it runs.
    """

    def __init__(self, wall: bool = True, preload: str = PRELOAD, target: str = TARGET):
        self.wall, self.preload, self.target = wall, preload, target
        self._open, self._lock, self._starts, self._closed = ExitStack(), threading.Lock(), 0, False
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "Jail":
        with ExitStack() as opened:
            self._nothing = os.open(os.devnull, os.O_RDWR)
            opened.callback(os.close, self._nothing)
            self._environment = opened.enter_context(bare_environment())
            self._start()
            opened.callback(lambda: stop(self._process))
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_reason) -> None:
        with self._lock:
            self._closed = True
        self._open.close()

    def _start(self) -> None:
        self._process, self._address = start_warm_process([self.preload], self._environment)
        self._starts += 1

    def _start_again(self, lost: subprocess.Popen, reason: str) -> None:
        """Start a warm process in place of one that has ended, unless another thread has done so.

        Raises:
            JailError: it has ended too often.
        """
        with self._lock:
            if self._closed or (self._process is lost and self._starts > RESTARTS):
                raise JailError(f"The warm process has ended: {reason}. See `{command('doctor')}`, then run it again.")
            if self._process is lost:
                stop(lost)
                self._start()

    def attempt(
        self, request: dict, cells: Sequence[tuple[int, str]], stand_ins: Mapping[str, str] | None = None
    ) -> Attempt:
        """What came of one answer.

        Args:
            request: from ``Exercise.request``; its seconds are processor time here.
            cells: pairs of a cell's position and the Python to run, in order.
            stand_ins: another name for an answer that is not defined under its own.

        Raises:
            JailError: the warm process has ended and does not come back, or a child could not put up its wall.
        """
        seconds, written = int(request["seconds"]) + CELLS_SECONDS, 0 if self.wall else TRUSTED_BYTES
        limits = Limits(cpu_seconds=seconds, file_bytes=written)
        # No clock inside the child: it is held from outside, and a busy machine is no fault of the learner's.
        job = Job(cells, {**request, "seconds": None}, stand_ins or {}, limits, self.wall)
        while True:
            process = self._process
            try:
                sent, silence = self._sent(job)
                break
            except WarmProcessLostError as fault:
                self._start_again(process, str(fault))
        if sent[:1] == replies.FALLEN:
            words = sent[1:].decode(errors="replace")
            raise JailError(f"{words} No learner's code was run. `{command('doctor')}` names the walls that are here.")
        attempt = _read(sent[1:], request) if sent[1:] else silence
        return replace(attempt, seconds=silence.seconds, walled=self.wall)

    def _sent(self, job: Job) -> tuple[bytes, Attempt]:
        """The bytes that came back, and what came of the attempt if there are none."""
        # Without a wall, what is written lands in a folder that is gone afterwards.
        with (
            nullcontext("/")
            if self.wall
            else TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as folder
        ):
            return self._sent_from(folder, job)

    def _sent_from(self, folder: str, job: Job) -> tuple[bytes, Attempt]:
        reader, writer = os.pipe()
        try:
            descriptors = [self._nothing] * 3 + [writer]
            words = {"environment": {}, "folder": folder, "descriptors": descriptors}
            child = Child(self._address, self.target, {"job": asdict(job)}, **words)
        except ConnectionError as fault:
            os.close(reader)
            raise WarmProcessLostError(str(fault)) from fault
        finally:
            os.close(writer)
        try:
            message, killed, seconds = _received(reader, child, job.limits.cpu_seconds)
            if not killed and child.wait(LEAVE_SECONDS) is None:
                killed = Killed.CLOSED
                child.kill()
            child.wait(END_SECONDS)
            if child.pid is None:
                raise WarmProcessLostError("before it forked")
            silence = endings.of_silence(child.returncode, killed, child.cpu_seconds, job.limits.cpu_seconds)
            return message, replace(silence, seconds=seconds)
        except ConnectionError as fault:  # it ended between two looks
            raise WarmProcessLostError(str(fault)) from fault
        finally:
            os.close(reader)
            child.close()


@endings.in_english_too
def _read(message: bytes, request: dict) -> Attempt:
    """What came of the attempt, as a learner's process tells it."""
    try:
        reply = replies.read(message, request)
    except Exception as fault:  # whatever it is, these bytes are the learner's, and the others go on
        message = say("What came back is no reply. {fault}", fault=str(fault)[:200])
        return Attempt(Ending.DIED, message=message)
    if reply.failed == "memory":
        return Attempt(Ending.OUT_OF_MEMORY, message=say("memory"), again=True)
    if reply.failed is not None:
        return Attempt(Ending.DIED, message=reply.failed)
    return Attempt(Ending.REPLIED, reply.returned, reply.faults)


def _received(reader: int, child: Child, seconds: float) -> tuple[bytes, Killed | None, float]:
    """What the child sends until it closes its end; if it had to be killed, nothing, and why; and its own seconds.

    In those it ran or slept. What it waited for a processor does not count: a busy machine is nobody's mistake.

    Raises:
        JailError: the warm process does not fork.
    """
    pieces, size, asked, started, own = [], 0, time.monotonic(), None, 0.0
    while True:
        ended = child.poll() is not None
        if select.select([reader], [], [], LOOK_SECONDS)[0]:
            piece = os.read(reader, PIECE_BYTES)
            pieces.append(piece)
            size += len(piece)
            if not piece or size > replies.MAX_BYTES + 1:
                break
        elif ended:  # and nothing was left in the pipe
            break
        if child.pid is None and time.monotonic() - asked > START_SECONDS:
            raise JailError(f"The warm process did not fork within {START_SECONDS} seconds. What to do: try again.")
        if child.pid is not None:
            started = started or time.monotonic()
            elapsed = time.monotonic() - started
            slept, waited = _slept_and_waited(child.pid, elapsed)
            own = own if waited is None else elapsed - waited
            endless = max(slept, _ran(child.pid)) > seconds
            if endless or elapsed > PATIENCE * seconds:
                child.kill()
                return b"", Killed.ENDLESS if endless else Killed.WAITING, own
    if size > replies.MAX_BYTES + 1:  # it may go on sending
        child.kill()
        return b"", Killed.OVER, own
    return b"".join(pieces), None, own


def _ran(pid: int) -> float:
    """Seconds of processor time that a process has taken, all threads together; 0 where it cannot be told.

    Source: clock_getcpuclockid(3), and CPUCLOCK_SCHED in the kernel's include/linux/posix-timers.h.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # ended meanwhile
        return 0.0


def _slept_and_waited(pid: int, elapsed: float) -> tuple[float, float | None]:
    """Seconds in which a process of this age has neither run nor waited for a processor, and in which it waited.

    The latter is None where nothing can be told.
    """
    try:
        running, waiting = (int(word) / 1e9 for word in Path(f"/proc/{pid}/schedstat").read_text().split()[:2])
    except (OSError, ValueError):  # ended meanwhile, or a system that does not say
        return 0.0, None
    return elapsed - running - waiting, waiting
