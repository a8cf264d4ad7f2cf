"""The same grading on a Dask cluster: one that runs at an address, or one started here for the length of the command.

Only plain data travels: sheets there, results back. Dask itself pickles, so its network is as trusted as this process;
learners' code never sees it, since it runs behind the wall of each worker.
"""

import asyncio
import atexit
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from course import CourseError
from course.classroom.jail.parent import Jail, JailError
from course.classroom.judging import one_sheet
from course.classroom.judging.many_sheets import Engine
from course.classroom.judging.one_sheet import Result
from course.classroom.planning.sheets import Sheet

RETRIES = 3  # of a sheet whose worker died
CONNECT_SECONDS = 20
CLOSE_SECONDS = 5
PATIENCE_SECONDS = 60  # without a single worker, once there has been one
LOOK_SECONDS = 5
# What a connection that is gone throws: Dask's CommClosedError is an OSError, as the second is since Python 3.11.
LOST = (OSError, asyncio.TimeoutError)


@contextmanager
def engine(address: str, workers: int, wall: bool) -> Iterator[Engine]:
    """A Dask engine for the length of a ``with`` block.

    Args:
        address: of a scheduler, such as "tcp://host:8786"; empty for a cluster on this machine.
        workers: how many workers that cluster has.
        wall: False runs learners' code with the rights of who started the workers.

    Raises:
        CourseError: Dask is not installed, or nobody answers there.
    """
    distributed = _distributed()
    client = _client(distributed, address, workers)
    try:
        cluster = Cluster(client)
        executor = client.get_executor(retries=RETRIES, pure=False)
        yield Engine(executor, partial(graded, wall=wall), cluster.size, cluster.alive)
    finally:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # closing what is gone is no news
        client.close(timeout=CLOSE_SECONDS)


class Cluster:
    """What a client knows of its cluster: how many threads there are, and whether any will come."""

    def __init__(self, client):
        self.client = client
        self._threads, self._asked, self._seen = 0, 0.0, None

    def size(self) -> int:
        """How many sheets are graded at a time; one while no worker has come."""
        self._look()
        return max(1, self._threads)

    def alive(self) -> bool:
        """Whether the scheduler answers, and a worker is there, or may still come."""
        if not self._look():
            return False
        return self._seen is None or time.monotonic() - self._seen < PATIENCE_SECONDS

    def _look(self) -> bool:
        scheduler = self.client.scheduler
        if self.client.status != "running" or scheduler is None:
            return False
        if time.monotonic() - self._asked < LOOK_SECONDS:
            return True
        try:
            # Of the scheduler itself: the client's own list may be old, or cut short.
            threads = self.client.sync(scheduler.ncores, callback_timeout=CONNECT_SECONDS)
        except LOST:
            return False
        self._threads, self._asked = sum(threads.values()), time.monotonic()
        if self._threads:
            self._seen = self._asked
        return True


class OpenJails:
    """The jails that a worker keeps open from sheet to sheet: importing takes a hundred times as long as an answer."""

    def __init__(self) -> None:
        self._lock, self._open = threading.Lock(), ExitStack()
        self._jails: dict[bool, Jail] = {}

    def get(self, wall: bool) -> Jail:
        """The jail with or without a wall, opened by whoever asks first."""
        with self._lock:
            if wall not in self._jails:
                self._jails[wall] = self._open.enter_context(Jail(wall))
            return self._jails[wall]

    def close(self) -> None:
        """Close the jails and end their children."""
        with self._lock:
            self._jails.clear()
            self._open.close()


OPEN_JAILS = OpenJails()  # of this worker, for the life of its process
atexit.register(OPEN_JAILS.close)


def graded(sheet: Sheet, seed: str, wall: bool) -> Result:
    """What comes of a sheet on a worker; the arguments are those of ``one_sheet.judged``.

    Raises:
        JailError: learners' code cannot be run here.
    """
    try:
        return one_sheet.judged(sheet, seed, OPEN_JAILS.get(wall).attempt)
    except JailError:
        OPEN_JAILS.close()  # the next one starts a new warm process, if that is what was missing
        raise


def _distributed():
    try:
        import dask
        import distributed
    except ImportError:
        raise CourseError(
            "--executor dask needs the package distributed, which is not installed. What to do: "
            'pip install -e ".[dask]" -c constraints.txt'
        ) from None
    # A worker that dies does so with many of its sheets; a sheet is given up after this many deaths.
    dask.config.set({"distributed.scheduler.allowed-failures": RETRIES})
    logging.getLogger("distributed").setLevel(logging.ERROR)
    return distributed


def _client(distributed, address: str, workers: int):
    try:
        if address:
            return distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        # Processes of one thread each; no page that others on this machine could open.
        options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        return distributed.Client(**options, set_as_default=False)
    except (*LOST, ValueError) as fault:
        raise CourseError(
            f"No Dask scheduler answers at {address or 'this machine'}: {fault}. What to do: start one with "
            "`dask scheduler`, workers with `dask worker ADDRESS`, then name its address: --executor dask:ADDRESS"
        ) from fault
