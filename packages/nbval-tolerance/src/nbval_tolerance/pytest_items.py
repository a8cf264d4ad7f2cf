"""nbval's notebook and cell as pytest items, with this package's comparison and without nbval's holes.

Only what nbval leaves open is overridden: tags, comment markers, sanitize files, coverage and kernels stay its own.
Imported only where notebooks are tested.
"""
# long because: a notebook and its cells are one idea, and each asks the other

from copy import deepcopy
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from nbval_tolerance.dead_kernel import KernelDiedError, WatchedKernel, reason_for_none
from nbval_tolerance.failure_message import Place, counted, heading_above, message
from nbval_tolerance.output_differences import few_digits, output_differences, unreadable
from nbval_tolerance.outputs_from_messages import kept_outputs
from nbval_tolerance.settings import SETTINGS
from nbval_tolerance.tolerance import tolerance_from

NOT_COUNTED = "did not count: "  # begins the reason of every cell after a dead kernel or a time-out
FEW_DIGITS = "nbval_tolerance_few_digits"  # among a report's properties: how many such numbers the cell prints
NEVER_RUN = "has no execution count: it was never run, or its outputs were stripped"
NBVAL_DIFFERS = "Cell outputs differ"
RAISED = "raised an exception"
PROBLEMS = {  # nbval's words or ours: what the message says, and whether storing new outputs is a way out
    NBVAL_DIFFERS: ("the output differs from the stored one", True),
    "Cell execution caused an exception": (RAISED, False),
    "Unrun reference cell has outputs": ("has outputs but no execution count: what it shows is not its own", True),
    NEVER_RUN: (NEVER_RUN, True),
}


class ComparedNotebook(IPyNbFile):
    """A notebook whose cells run in order, each once, however few of them were asked for."""

    cell_items = ()
    stopped = ""  # why the cells that follow do not count
    no_kernel = ""  # why there is none

    def collect(self):
        """Items for the code cells; all of them are kept, since a selected cell needs those before it."""
        self.cell_items = [
            ComparedCell.from_parent(self, name=one.name, cell_num=one.cell_num, cell=one.cell, options=one.options)
            for one in super().collect()
        ]
        return self.cell_items

    def setup(self):
        """Start the kernel, and watch it from then on; where none starts, the first cell that is asked for says so."""
        self.no_kernel = reason_for_none(super().setup)
        if not self.no_kernel:
            self.kernel = WatchedKernel(self.kernel)

    def place_of(self, item):
        """Place of a cell, for a message."""
        position = next(i for i, cell in enumerate(self.nb.cells) if cell is item.cell)
        return Place(Path(self.path), heading_above(self.nb.cells, position), item.cell_num, item.cell.source)


class ComparedCell(IPyNbCell):
    """A code cell: runs the cells before it that have not run, then itself, then compares within tolerance."""

    has_run = False
    problem = None  # the exception that its one run ended with
    differences = ()

    def setup(self):
        """Mark the cell as one that does not count, when the kernel is dead or a cell before took too long."""
        if self.parent.stopped:
            run = not self.parent.no_kernel and self.parent.kernel.is_alive()
            self.add_marker(pytest.mark.xfail(True, reason=NOT_COUNTED + self.parent.stopped, run=run))

    def runtest(self):
        """Run the cell and compare its outputs; raises what nbval raises."""
        if self.parent.no_kernel and not self.options["skip"]:
            self._stop(self.parent.no_kernel, "there is no kernel for this notebook")
        before = self.parent.cell_items[: self.cell_num]
        missing = [item for item in before if not item.has_run and not item.options["skip"]]
        for item in missing:
            item.run_once()
            if self.parent.stopped:
                self.raise_cell_error(f"was not run, for it needs the cells before it, and {self.parent.stopped}")
        self.run_once()
        if self.problem:
            failed = ", ".join(item.name for item in missing if item.problem)
            if failed:
                self.add_report_section("call", "the cells before it", f"Run first, and failed as well: {failed}.")
            raise self.problem

    def run_once(self):
        """Run the cell unless it has run in this kernel, and keep the problem it ended with."""
        if self.has_run:
            return
        self.has_run = True
        try:
            self._run()
        except (Exception, pytest.skip.Exception) as problem:
            self.problem = problem

    def _run(self):
        if not self.options["skip"]:
            self._prepare()
        fault = unreadable(self.cell.outputs) if self.options["check"] else ""
        self.options["check"] &= not fault  # it runs, for the cells after it, and is not compared
        timed_out_before = self.parent.timed_out
        details = None
        try:
            super().runtest()
        except KernelDiedError:
            self.parent.kernel.stop()
            self._stop("the kernel died while it ran", f"the kernel died in {self.name}")
        except NbCellError as error:
            if timed_out_before or not self.parent.timed_out:
                raise
            details = error.inner_traceback
        if self.parent.timed_out and not timed_out_before:
            limit = f"took longer than its limit of {self.config.option.nbval_cell_timeout:g} s"
            self._stop(limit, f"{self.name} {limit}", details)
        if self._failed_unseen():
            self.raise_cell_error(RAISED, self.parent.kernel.error)
        if fault:
            self.raise_cell_error(fault)
        never_run = self.cell.execution_count is None and self.cell.source.strip()
        if never_run and self.options["check"] and self.config.stash[SETTINGS].unrun_fails:
            self.raise_cell_error(NEVER_RUN)

    def _prepare(self):
        """Read the cell's tolerance and stored outputs, and look whether there is a kernel to run it."""
        self.stored = deepcopy(self.cell.outputs)  # nbval cuts off what stands before a carriage return
        try:
            wanted = self.cell.metadata.get("tolerance")
            self.tolerance = tolerance_from(wanted, self.config.stash[SETTINGS].tolerance)
        except ValueError as error:
            self.raise_cell_error(f"its metadata cannot be used: {error}")
        if not self.parent.kernel.is_alive():
            self._stop("was not run, for the kernel had died before", f"the kernel had died before {self.name}")

    def _stop(self, problem, reason, details=None):
        """Fail this cell, and keep the reason for those after it."""
        self.parent.stopped = self.parent.stopped or reason
        after = len(self.parent.cell_items) - self.cell_num - 1
        note = f"; {counted(after, 'cell')} after it cannot count" if after else ""
        self.raise_cell_error(problem + note, details)

    def _failed_unseen(self):
        """Whether only the kernel's reply says that the cell failed, as after a magic that does not exist."""
        return self.parent.kernel.error and not self.options["check_exception"]

    def compare_outputs(self, test, ref, skip_compare=None):
        """Whether what a notebook would keep of the messages agrees with what is stored; nbval asks."""
        computed = kept_outputs(self.parent.kernel.messages)
        if count := few_digits(self.stored):
            self.user_properties.append((FEW_DIGITS, count))
        skip = skip_compare or self.parent.skip_compare
        self.differences = output_differences(self.stored, computed, self.tolerance, skip, self.sanitize)
        self.comparison_traceback = []
        return self._failed_unseen() or not self.differences

    def repr_failure(self, excinfo):
        """Text of a failure, for its author."""
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        words = str(error)
        problem, may_accept = PROBLEMS.get(words, (words, False))
        found = self.differences if words == NBVAL_DIFFERS else ()
        if found:
            problem += f" in {counted(len(found), 'place')}"
        accept = self.config.stash[SETTINGS].accept if may_accept else ""
        if self.parent.no_kernel:
            return f"{self.parent.path.name}, {self.name}: {words}"  # one line: it is not about this cell
        return message(self.parent.place_of(self), problem, found, error.inner_traceback or "", accept)
