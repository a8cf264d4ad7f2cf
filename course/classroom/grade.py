"""Check a class by values: every learner's answers run behind a wall on fresh inputs, with a report of pages and CSV.

The exit status is 0 when every notebook could be judged, however wrong the answers are; 1 when one could not be, or the
run was stopped; 2 for wrong use. A second run with the same OUT goes on where the first one ended.
"""

import contextlib
import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor

from course import CourseError, places
from course.classroom.diff import FAULT, FINE, WRONG_USE, Course
from course.classroom.reading import submissions
from course.classroom.reading.learner_names import identity, told_apart
from course.classroom.reporting import report_files, terminal

THREADS, DASK = "threads", "dask"
DEFAULT_OUT = "grades"


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="notebooks, folders, zip archives or patterns")
    parser.add_argument("--out", metavar="REPORT", default=DEFAULT_OUT, help="folder, or OUT.html (default: grades)")
    parser.add_argument("--executor", default=THREADS, metavar="KIND", help="threads, dask or dask:ADDRESS")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="answers run at a time")
    parser.add_argument("--trust", action="store_true", help="run learners' code without the wall, with YOUR rights")


def run(options, root=places.ROOT):
    """Return the exit status."""
    from course.classroom.whole_class import TRUSTED

    kind, _, address = options.executor.partition(":")
    if kind not in (THREADS, DASK) or (address and kind != DASK) or options.workers < 1:
        print(f"found --executor {options.executor} --workers {options.workers}; write threads, dask or dask:ADDRESS, "
              "and at least 1 worker.", file=sys.stderr)  # fmt: skip
        return WRONG_USE
    shelf = report_files.Shelf(options.out)
    found = [one for one in submissions.find(options.paths) if not shelf.holds(one.file)]
    if not found or all(map(submissions.absent, options.paths)):
        print("found no notebook there; give the path of a notebook, a folder or a zip archive.", file=sys.stderr)
        return WRONG_USE
    refuse_without_walls(options.trust, elsewhere=bool(address))
    if options.trust:
        print(TRUSTED, flush=True)
    with engine_of(kind, address, options.workers, not options.trust) as engine:
        reports, ending = _graded(found, Course(root), shelf, engine, not options.trust)
    _in_order(reports, found)
    shelf.finish(reports, whole=not ending)
    terminal.show_class(reports, terminal.console())
    for path in (shelf.index, shelf.table, shelf.data):
        print(f"written: {path}", file=sys.stderr)
    if ending:
        print(f"{ending} {len(reports)} of {len(found)} notebooks are kept; run it again to go on.", file=sys.stderr)
    return FAULT if ending or any(one.fault for one in reports) else FINE


def refuse_without_walls(trust: bool, elsewhere: bool):
    """Raise unless learners' code can be run here.

    Args:
        trust: the wall is not wanted.
        elsewhere: other machines run it, and say for themselves what they lack.

    Raises:
        CourseError: names the missing wall, and what to do.
    """
    from warm_kernels.session import reason_against_forking

    from course.classroom.jail.wall import missing_walls

    if not elsewhere and not trust and (missing := missing_walls()):
        raise CourseError(
            f"{' '.join(missing)} Without it learners' code could read and change anything here, so none was run. "
            "What to do: grade on a Linux machine that has it (`make doctor` says which walls this one has), or, for "
            "notebooks whose authors you trust with your files, add --trust."
        )
    if not elsewhere and (reason := reason_against_forking()):
        raise CourseError(f"Grading forks a process for each answer, and {reason}. What to do: grade on Linux.")


@contextlib.contextmanager
def engine_of(kind: str, address: str, workers: int, wall: bool):
    """The engine asked for, for the length of a ``with`` block."""
    from course.classroom.judging import worker
    from course.classroom.judging.running import Engine

    if kind == DASK:
        from course.classroom.judging import dask

        with dask.engine(address, workers) as engine:
            yield engine
        return
    executor = ThreadPoolExecutor(workers)
    try:
        worker.jail(wall)
        yield Engine(executor, lambda: workers)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        worker.close()  # ends the children, so that the threads waiting for them end too
        executor.shutdown()


def _graded(found, course, shelf, engine, wall):
    """The reports, and why the run ended before its end; empty if it did not."""
    from course.classroom.judging.running import EngineLostError
    from course.classroom.reporting.progress import lines_of
    from course.classroom.whole_class import Grading

    with lines_of(len(found)) as say:
        grading = Grading(course, shelf, engine, secrets.token_hex(16), wall, say)
        try:
            grading.run(found)
        except KeyboardInterrupt:
            return grading.reports, "stopped:"
        except EngineLostError:
            return grading.reports, "The Dask scheduler, or all of its workers, went away:"
    return grading.reports, ""


def _in_order(reports, found):
    """Sort the reports as the files were named, and tell learners of one name apart."""
    places = {identity(one.file): place for place, one in enumerate(found)}
    reports.sort(key=lambda one: places[one.identity])
    names = told_apart([(one.learner, one.lesson, one.file) for one in reports])
    for one, name in zip(reports, names, strict=True):
        one.learner = name
