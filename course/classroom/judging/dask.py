"""The same grading on a Dask cluster: one that runs at an address, or one started here for the length of the command.

Only plain data travels: sheets there, states back. Dask itself pickles, so its network is as trusted as this process;
learners' code never sees it, since it runs behind the wall of each worker.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from course import CourseError
from course.classroom.judging.running import Engine

RETRIES = 3  # of a sheet whose worker died
CONNECT_SECONDS = 20
CLOSE_SECONDS = 5
PATIENCE_SECONDS = 60  # without a single worker, once there has been one
LOOK_SECONDS = 5


@contextmanager
def engine(address: str, workers: int) -> Iterator[Engine]:
    """A Dask engine for the length of a ``with`` block.

    Args:
        address: of a scheduler, such as "tcp://host:8786"; empty for a cluster on this machine.
        workers: how many workers that cluster has.

    Raises:
        CourseError: Dask is not installed, or nobody answers there.
    """
    distributed = _distributed()
    client = _client(distributed, address, workers)
    try:
        cluster = Cluster(client)
        yield Engine(client.get_executor(retries=RETRIES, pure=False), cluster.size, cluster.alive)
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
        if self.client.status != "running":
            return False
        if time.monotonic() - self._asked < LOOK_SECONDS:
            return True
        try:
            # Of the scheduler itself: the client's own list may be old, or cut short.
            threads = self.client.sync(self.client.scheduler.ncores, callback_timeout=CONNECT_SECONDS)
        except Exception:  # whatever a connection that is gone throws, in any version
            return False
        self._threads, self._asked = sum(threads.values()), time.monotonic()
        if self._threads:
            self._seen = self._asked
        return True


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
    except (OSError, TimeoutError, ValueError) as fault:
        raise CourseError(
            f"No Dask scheduler answers at {address or 'this machine'}: {fault}. What to do: start one with "
            "`dask scheduler`, workers with `dask worker ADDRESS`, then name its address: --executor dask:ADDRESS"
        ) from fault
