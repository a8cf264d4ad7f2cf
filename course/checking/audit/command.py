"""Prove the comparison: no false alarm as another machine, no mutant of a lesson let through.

Two tables: calm, every notebook as other machines; awake, every plausible mistake in every lesson. Exit status 1 when a
cell alarms, or when a mutant survives that `equivalent.py` does not list.
"""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import nbformat
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from course import CourseError, places
from course.checking.audit import false_alarms, missed_mistakes
from course.checking.audit.equivalent import is_equivalent, unused
from course.checking.audit.mutants import mutants


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name, such as 01; all when left out")
    parser.add_argument("--only", choices=["calm", "awake"], help="one of the two tables")


def run(options, root=places.ROOT):
    """Exit status: 0 when both tables are clean, 1 when either falls short."""
    if not hasattr(os, "fork"):
        raise CourseError("the audit forks processes, which this system cannot. Run it on Linux or macOS.")
    chosen = places.find(options.lessons, root)
    console, faults = Console(), []
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tables = []
        if options.only != "awake":
            tables.append(_calm(chosen, progress, faults))
        if options.only != "calm":
            tables.append(_awake(chosen, progress, faults, everything=not options.lessons))
    for table in tables:
        console.print(table)
    for fault in faults:
        console.print(fault, markup=False, highlight=False, soft_wrap=True)
    return 1 if faults else 0


def _side_by_side(work, items):
    """Results of `work` on each item, two processes at a time, in the items' order."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


def _calm(chosen, progress, faults):
    """Table of false alarms, machine by machine; each alarm goes into `faults`."""
    paths = [path for each in chosen for path in (each.solution, each.notebook)]
    bar = progress.add_task("calm", total=len(paths) * len(false_alarms.MACHINES))

    def one_machine(machine):
        seen = []
        for result in false_alarms.as_machine(machine, paths):
            seen.append(result)
            progress.advance(bar)
        return seen

    table = Table("as another machine", "notebooks", "cells", "false alarms", title="Calm")
    for machine, results in zip(false_alarms.MACHINES, _side_by_side(one_machine, false_alarms.MACHINES), strict=True):
        alarms = [(result.notebook, *alarm) for result in results for alarm in result.alarms]
        faults += [f"false alarm, {machine}: {name} cell {number}: {line}" for name, number, line in alarms]
        table.add_row(machine, str(len(results)), str(sum(result.cells for result in results)), str(len(alarms)))
    return table


def _awake(chosen, progress, faults, everything):
    """Table of caught mutants, lesson by lesson; each survivor that is not equivalent goes into `faults`."""
    sources = {each: nbformat.read(each.solution, as_version=4).cells for each in chosen}
    counts = {
        each: sum(len(mutants(cell.source)) for cell in cells if cell.cell_type == "code")
        for each, cells in sources.items()
    }
    bar = progress.add_task("awake", total=sum(counts.values()))

    def one_lesson(each):
        found = []
        for trial in missed_mistakes.of_notebook(each.solution):
            found.append(trial)
            progress.advance(bar)
        return found

    longest_first = sorted(chosen, key=counts.get, reverse=True)
    results = dict(zip(longest_first, _side_by_side(one_lesson, longest_first), strict=True))
    table = Table("lesson", "mutants", "caught", "equivalent", "survived", title="Awake")
    survivors = []
    for each in chosen:
        missed = [(each.name, trial) for trial in results[each] if not trial.caught]
        listed = Counter(is_equivalent(*survivor) for survivor in missed)
        survivors += missed
        faults += [
            f"survived: {each.name} cell {trial.cell}: {trial.mutant.kind}: {trial.line}"
            for _, trial in missed
            if not is_equivalent(each.name, trial)
        ]
        total = len(results[each])
        table.add_row(each.name, str(total), str(total - len(missed)), str(listed[True]), str(listed[False]))
    if everything:
        faults += [
            f"listed as equivalent, but no such survivor: {each.lesson}: {each.line}" for each in unused(survivors)
        ]
    return table
