"""Check a class by values: every learner's answers run behind a wall on fresh inputs; a report, marks, what goes back.

The exit status is 0 when every notebook could be judged, however wrong the answers are; 1 when one could not be, marks
could not be given, or the run was stopped; 2 for wrong use. A second run with the same OUT goes on where the first one
ended; with other points or remarks it runs no settled answer again.
"""

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from warm_kernels import reason_against_forking

from course import CourseError, command, places
from course.classroom.jail import parent, wall
from course.classroom.judging import dask, one_sheet
from course.classroom.judging.many_sheets import Engine, EngineLostError
from course.classroom.matching.solutions import Solutions
from course.classroom.reading import submissions
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import identity
from course.classroom.reporting import report, terminal
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_files import Shelf
from course.classroom.whole_class import Grading, how_run
from course.files import WriteError, make_folder
from course.marking import asked
from course.marking.class_marks import ClassMarks

FINE, FAULT, WRONG_USE = 0, 1, 2
THREADS, DASK = "threads", "dask"
DEFAULT_OUT = "grades"


def arguments(parser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="notebooks, folders, zip archives or patterns")
    parser.add_argument("--out", metavar="REPORT", default=DEFAULT_OUT, help="folder, or OUT.html (default: grades)")
    parser.add_argument("--executor", default=THREADS, metavar="KIND", help="threads, dask or dask:ADDRESS")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="answers run at a time")
    parser.add_argument("--trust", action="store_true", help="run learners' code without the wall, with YOUR rights")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 unless no notebook could be judged")
    asked.arguments(parser)


def run(options, root=places.ROOT) -> int:
    """Return the exit status."""
    kind, _, address = options.executor.partition(":")
    if kind not in (THREADS, DASK) or (address and kind != DASK) or options.workers < 1:
        print(f"found --executor {options.executor} --workers {options.workers}; write threads, dask or dask:ADDRESS, "
              "and at least 1 worker.", file=sys.stderr)  # fmt: skip
        return WRONG_USE
    shelf = Shelf(options.out)
    marks = ClassMarks(options, shelf)
    found = marks.found()
    if not found or all(map(submissions.absent, options.paths)):
        print("found no notebook there; give the path of a notebook, a folder or a zip archive.", file=sys.stderr)
        return WRONG_USE
    refuse_without_walls(options.trust, elsewhere=bool(address))
    _make_writable(shelf.index.parent)  # what cannot be written to is found before an hour of answers
    if options.trust:
        print(how_run(wall=False), flush=True)
    walled = not options.trust
    with engine_of(kind, address, options.workers, walled) as engine, terminal.progress(len(found)) as say:
        grading = Grading(Solutions(root), shelf, engine, secrets.token_hex(16), walled, say)
        ending = _graded(grading, found)
    _in_order(grading.reports, found)
    counting = marks.give(grading.reports, found, whole=not ending)
    terminal.show_class(counting, terminal.console())
    for sentence in [*(f"written: {written}" for written in marks.written), *marks.said]:
        print(sentence, file=sys.stderr)
    if ending:
        kept = f"{len(grading.reports)} of {len(found)} notebooks are kept"
        print(f"{ending} {kept}; run it again to go on.", file=sys.stderr)
    spoiling = all if options.exit_zero else any
    return FAULT if ending or marks.refused or spoiling(one.fault for one in grading.reports) else FINE


def _make_writable(folder: Path) -> None:
    """Make a folder for files, or refuse the one that is there and takes none."""
    make_folder(folder)
    if not os.access(folder, os.W_OK):
        raise WriteError(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def refuse_without_walls(trust: bool, elsewhere: bool) -> None:
    """Raise unless learners' code can be run here.

    Args:
        trust: the wall is not wanted.
        elsewhere: other machines run it, and say for themselves what they lack.

    Raises:
        CourseError: names the missing wall, and what to do.
    """
    if not elsewhere and not trust and (missing := wall.missing_walls()):
        raise CourseError(
            f"{' '.join(missing)} Without it learners' code could read and change anything here, so none was run. "
            f"What to do: grade on a Linux machine that has it (`{command('doctor')}` says which walls this one has), "
            "or, for notebooks whose authors you trust with your files, add --trust."
        )
    if not elsewhere and (reason := reason_against_forking()):
        raise CourseError(f"Grading forks a process for each answer, and {reason}. What to do: grade on Linux.")


@contextmanager
def engine_of(kind: str, address: str, workers: int, walled: bool) -> Iterator[Engine]:
    """The engine asked for, for the length of a ``with`` block."""
    if kind == DASK:
        with dask.engine(address, workers, walled) as engine:
            yield engine
        return
    # The jail is left first: that ends the children, so that the threads waiting for them end too.
    with ThreadPoolExecutor(workers) as executor, parent.Jail(walled) as jail:
        try:
            yield Engine(executor, partial(one_sheet.judged, run=jail.attempt), lambda: workers)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _graded(grading: Grading, found: list[Submission]) -> str:
    """Why the run ended before its end; empty if it did not."""
    try:
        grading.run(found)
    except KeyboardInterrupt:
        return "stopped:"
    except EngineLostError:
        return "The Dask scheduler, or all of its workers, went away:"
    except Exception as fault:  # the pages of what is done are written whatever it is
        return f"A fault of the course's own, {type(fault).__name__}: {' '.join(str(fault).split())[:200]};"
    return ""


def _in_order(reports: list[Report], found: list[Submission]) -> None:
    """Sort the reports as the files were named, and tell learners of one name apart."""
    order = {identity(one.file): place for place, one in enumerate(found)}
    reports.sort(key=lambda one: order[one.identity])
    report.tell_apart(reports)
