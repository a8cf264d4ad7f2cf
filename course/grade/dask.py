"""The same grading on a Dask cluster: one that runs at an address, or one started here for the length of the command.

Only plain data travels: sheets there, states back. Dask itself pickles, so its network is as trusted as this process;
learners' code never sees it, since it runs behind the wall of each worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from course import CourseError
from course.grade.running import Engine

RETRIES = 3  # of a sheet whose worker died
CONNECT_SECONDS = 20
LOST_SECONDS = 10


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
        threads = sum(client.nthreads().values())
        executor = client.get_executor(retries=RETRIES, pure=False)
        yield Engine(executor, max(threads, workers), lambda: _answers(client))
    finally:
        client.close(timeout=LOST_SECONDS)


def _distributed():
    try:
        import distributed
    except ImportError:
        raise CourseError(
            "--executor dask needs the package distributed, which is not installed. What to do: "
            'pip install -e ".[dask]" -c constraints.txt'
        ) from None
    distributed.config.config.setdefault("distributed", {})
    import dask

    # Its default is to wait half a minute for a scheduler that has gone away.
    dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s", "distributed.comm.retry.count": 1})
    return distributed


def _client(distributed, address: str, workers: int):
    try:
        if address:
            return distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        # A thread a worker: children of a worker are not its threads, and Dask's own bookkeeping wants one process.
        options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        return distributed.Client(**options, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        raise CourseError(
            f"No Dask scheduler answers at {address or 'this machine'}: {fault}. What to do: start one with "
            "`dask scheduler`, workers with `dask worker ADDRESS`, then name its address: --executor dask:ADDRESS"
        ) from fault


def _answers(client) -> bool:
    """Whether the scheduler is still there."""
    if client.status != "running":
        return False
    try:
        client.scheduler_info()
        return bool(client.sync(_ask, client, callback_timeout=LOST_SECONDS))
    except (OSError, TimeoutError, ValueError):
        return False


async def _ask(client) -> bool:
    return bool(await client.scheduler.identity())
