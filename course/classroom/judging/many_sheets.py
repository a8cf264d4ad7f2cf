"""Many sheets through an executor, a few at a time: results come as they are ready, and what fails is said.

Memory does not grow with the class: a sheet is made when there is room for it, and let go when it is done.
"""

import concurrent.futures as futures
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course.classroom.jail.parent import JailError
from course.classroom.judging.one_sheet import Result
from course.classroom.planning.sheets import Sheet

AHEAD = 2  # sheets waiting for each one that is being graded
LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Engine:
    """Where sheets are graded.

    Args:
        executor: any of ``concurrent.futures``' kind.
        grade: what comes of a sheet, for a seed; called wherever the executor runs things.
        size: says how many sheets it grades at a time; a cluster may grow.
        alive: says whether it can still finish what it was given.
    """

    executor: futures.Executor
    grade: Callable[[Sheet, str], Result]
    size: Callable[[], int]
    alive: Callable[[], bool] = lambda: True


class EngineLostError(Exception):
    """The executor has gone away; what it had not finished is not graded."""


def each(sheets: Iterable[tuple[Any, Sheet]], engine: Engine, seed: str) -> Iterator[tuple[Any, Result]]:
    """Pairs of a sheet's key and what came of it, in the order in which they are ready.

    Args:
        sheets: pairs of a key and a sheet; taken one by one, when there is room.
        engine: where to grade them.
        seed: what the inputs are drawn from.

    Raises:
        EngineLostError: the engine has gone away.
    """
    hopeless = ""
    waiting: dict[futures.Future, Any] = {}
    source = iter(sheets)
    try:
        while True:
            while len(waiting) < engine.size() * (1 + AHEAD) and (pair := next(source, None)):
                if hopeless:
                    yield pair[0], Result(fault=hopeless)
                else:
                    waiting[_submitted(engine, pair[1], seed)] = pair[0]
            if not waiting:
                return
            done, _ = futures.wait(waiting, LOOK_SECONDS, futures.FIRST_COMPLETED)
            if not done and not engine.alive():
                raise EngineLostError
            for future in [one for one in waiting if one in done]:  # in the order they were given
                key = waiting.pop(future)
                try:
                    result = _result(future, engine)
                except JailError as fault:  # and there is no use in trying the rest
                    hopeless = f"Not graded: {fault}"
                    result = Result(fault=hopeless)
                yield key, result
    finally:
        for future in waiting:
            future.cancel()


def _submitted(engine: Engine, sheet: Sheet, seed: str) -> futures.Future:
    try:
        return engine.executor.submit(engine.grade, sheet, seed)
    except Exception as fault:
        if engine.alive():
            raise
        raise EngineLostError from fault


def _result(future: futures.Future, engine: Engine) -> Result:
    try:
        return future.result()
    except JailError:
        raise
    except (Exception, futures.CancelledError) as fault:
        if not engine.alive():
            raise EngineLostError from fault
        # A worker that died more than once on one sheet; the others go on.
        return Result(fault=f"Not graded: {type(fault).__name__}. {' '.join(str(fault).split())[:200]}")
