"""Make each lesson's notebooks and its learner's copy from solutions/, in one direction.

Only what changed is run again; `--check` runs and changes nothing, and says what is out of step with its source.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from warm_kernels.session import warm_kernels

from course import CourseError, places
from course.authoring import drafts, lesson_source, seals
from course.files import write_text

FINE, FAULT = 0, 1


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name, such as 01; all when left out")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is out of step, and exit 1")


def run(options, root=places.ROOT):
    """Return the exit status: 0 when every file is as its source gives it."""
    chosen = places.find(options.lessons, root)
    if options.check:
        faults = [fault for each in chosen for fault in drafts.out_of_step(each)]
        if not options.lessons:
            faults += [
                f"{path.relative_to(root).as_posix()}: left over; no source in solutions/ makes it. Delete it."
                for path in drafts.left_over(root)
            ]
        for fault in faults:
            print(fault)
        print(f"{len(faults)} files out of step" if faults else f"{len(chosen)} lessons in step with their sources")
        return FAULT if faults else FINE
    return build(chosen, root)


def build(chosen, root):
    """Write the made files of these lessons, running what has to be run; 0 when all went well."""
    faults, planned = [], {}
    for each in chosen:
        try:
            planned[each] = drafts.of(each)
        except CourseError as error:
            faults.append(str(error))
    waiting = [draft for pair in planned.values() for draft in pair if draft.stale]
    if waiting:
        with warm_kernels():
            faults += _run_all(waiting)
    for each, pair in planned.items():
        if all(draft.notebook.metadata.get("course") for draft in pair):
            _write(each, pair)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(chosen)} lessons, {len(waiting)} notebooks run, {len(faults)} faults")
    return FAULT if faults else FINE


def _run_all(waiting):
    """Run the notebooks side by side, one a core; what went wrong, a line each."""
    faults = []
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("running notebooks", total=len(waiting))
        running = {pool.submit(draft.run): draft for draft in waiting}
        try:
            for done in as_completed(running):
                progress.update(bar, advance=1, description=f"ran {running[done].path.stem}")
                try:
                    done.result()
                except CourseError as error:
                    faults.append(str(error))
        finally:  # after Ctrl-C nothing new is begun, and nothing is written
            pool.shutdown(cancel_futures=True)
    return faults


def _write(each, pair):
    """Write the three made files of a lesson, each whole or not at all."""
    solution, learners = pair
    write_text(each.solution, seals.serialised(solution.notebook))
    write_text(each.learners_source, lesson_source.as_text(learners.notebook))
    write_text(each.notebook, seals.serialised(learners.notebook))
