"""Many sheets through an executor, a few at a time: results come as they are ready, and what fails is said.

Memory does not grow with the class: a sheet is made when there is room for it, and let go when it is done.
"""

import concurrent.futures as futures
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course.classroom.jail.parent import JailError
from course.classroom.judging import worker

AHEAD = 2  # sheets waiting for each one that is being graded
LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Engine:
    """Where sheets are graded.

    Args:
        executor: any of ``concurrent.futures``' kind.
        size: says how many sheets it grades at a time; a cluster may grow.
        alive: says whether it can still finish what it was given.
    """

    executor: futures.Executor
    size: Callable[[], int]
    alive: Callable[[], bool] = lambda: True


class EngineLostError(Exception):
    """The executor has gone away; what it had not finished is not graded."""


def each(sheets: Iterable[tuple[Any, dict]], engine: Engine, seed: str, wall: bool) -> Iterator[tuple[Any, dict]]:
    """Pairs of a sheet's key and what came of it, in the order in which they are ready.

    What came of it is as ``worker.graded`` says, or ``{"fault": why it was not graded}``.

    Args:
        sheets: pairs of a key and a sheet; taken one by one, when there is room.
        engine: where to grade them.
        seed: what the inputs are drawn from.
        wall: False runs learners' code with this user's rights.

    Raises:
        EngineLostError: the engine has gone away.
        JailError: learners' code cannot be run there.
    """
    waiting: dict[futures.Future, Any] = {}
    source = iter(sheets)
    try:
        while True:
            while len(waiting) < engine.size() * (1 + AHEAD) and (pair := next(source, None)):
                waiting[_submitted(engine, pair[1], seed, wall)] = pair[0]
            if not waiting:
                return
            done, _ = futures.wait(waiting, LOOK_SECONDS, futures.FIRST_COMPLETED)
            if not done and not engine.alive():
                raise EngineLostError
            for future in [one for one in waiting if one in done]:  # in the order they were given
                yield waiting.pop(future), _result(future, engine)
    finally:
        for future in waiting:
            future.cancel()


def _submitted(engine: Engine, sheet: dict, seed: str, wall: bool) -> futures.Future:
    try:
        return engine.executor.submit(worker.graded, sheet, seed, wall)
    except Exception as fault:
        if engine.alive():
            raise
        raise EngineLostError from fault


def _result(future: futures.Future, engine: Engine) -> dict:
    try:
        return future.result()
    except JailError:
        raise
    except (Exception, futures.CancelledError) as fault:
        if not engine.alive():
            raise EngineLostError from fault
        # A worker that died more than once on one sheet; the others go on.
        return {"fault": f"Not graded: {type(fault).__name__}. {' '.join(str(fault).split())[:200]}"}
