"""Prove the comparison: no false alarm as another machine, no mutant of a lesson let through.

Two tables: false alarms, of every notebook as other machines; missed mistakes, of every plausible mistake in every
lesson. Exit status 1 when a cell alarms, or when a mutant survives that `equivalent.py` does not list.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import nbformat
from rich.console import Console
from rich.table import Table

from course import CourseError, places
from course.checking import process_tree
from course.checking.audit import false_alarms, missed_mistakes
from course.checking.audit.equivalent import is_equivalent, unused
from course.checking.audit.mutants import mutants
from course.progress import progress_bar

FALSE_ALARMS, MISSED_MISTAKES = "false-alarms", "missed-mistakes"
SHORT = {"calm": FALSE_ALARMS, "awake": MISSED_MISTAKES}  # how they may be asked for as well


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name, such as 01; all when left out")
    parser.add_argument(
        "--only",
        choices=[FALSE_ALARMS, MISSED_MISTAKES],
        type=lambda word: SHORT.get(word, word),
        help="one of the two tables",
    )


def run(options, root=places.ROOT):
    """Exit status: 0 when both tables are clean, 1 when either falls short."""
    if not hasattr(os, "fork"):
        raise CourseError("the audit forks processes, which this system cannot. Run it on Linux or macOS.")
    chosen = places.find(options.lessons, root)
    console, tables, faults = Console(), [], []
    with progress_bar() as progress:
        if options.only != MISSED_MISTAKES:
            tables.append(_false_alarms(chosen, progress, faults))
        if options.only != FALSE_ALARMS:
            tables.append(_missed_mistakes(chosen, progress, faults, everything=not options.lessons))
    for table in tables:
        console.print(table)
    for fault in faults:
        console.print(fault, markup=False, highlight=False, soft_wrap=True)
    return 1 if faults else 0


def _side_by_side(work, items, progress, bar):
    """What each item's work yields, as a list by item; a process a core, and the bar advances with each thing."""

    def all_of(item):
        found = []
        for each in work(item):
            found.append(each)
            progress.advance(bar)
        return found

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            return dict(zip(items, pool.map(all_of, items), strict=True))
        except BaseException:  # Ctrl-C, or a lesson that cannot be judged: the others are not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            process_tree.end(process_tree.descendants())
            raise


def _false_alarms(chosen, progress, faults):
    """Table of false alarms, machine by machine; each alarm goes into `faults`."""
    paths = [path for each in chosen for path in (each.solution, each.notebook)]
    bar = progress.add_task("as another machine", total=len(paths) * len(false_alarms.MACHINES))
    seen = _side_by_side(lambda name: false_alarms.as_machine(name, paths), false_alarms.MACHINES, progress, bar)
    table = Table("as another machine", "notebooks", "cells", "false alarms", title="False alarms")
    for machine, results in seen.items():
        alarms = [(result.notebook, *alarm) for result in results for alarm in result.alarms]
        faults += [f"false alarm, {machine}: {name} cell {number}: {line}" for name, number, line in alarms]
        table.add_row(machine, str(len(results)), str(sum(result.cells for result in results)), str(len(alarms)))
    return table


def _missed_mistakes(chosen, progress, faults, everything):
    """Table of caught mutants, lesson by lesson; each survivor that is not equivalent goes into `faults`."""
    made = {}
    for each in chosen:
        cells = nbformat.read(each.solution, as_version=4).cells
        made[each] = sum(len(mutants(cell.source)) for cell in cells if cell.cell_type == "code")
    bar = progress.add_task("with a mistake", total=sum(made.values()))
    longest_first = sorted(chosen, key=made.get, reverse=True)
    trials = _side_by_side(lambda each: missed_mistakes.of_notebook(each.solution), longest_first, progress, bar)
    table = Table("lesson", "mutants", "caught", "equivalent", "survived", title="Missed mistakes")
    survivors = []
    for each in chosen:
        survived = [(each.name, trial) for trial in trials[each] if not trial.caught]
        unlisted = [trial for name, trial in survived if not is_equivalent(name, trial)]
        counts = len(trials[each]), len(trials[each]) - len(survived), len(survived) - len(unlisted), len(unlisted)
        table.add_row(each.name, *map(str, counts))
        faults += [f"survived: {each.name} cell {one.cell}: {one.mutant.kind}: {one.line}" for one in unlisted]
        survivors += survived
    if everything:
        for entry in unused(survivors):
            faults.append(f"listed as equivalent, but no such survivor: {entry.lesson}: {entry.line}")
    return table
