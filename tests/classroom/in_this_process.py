"""What stands for the jail where a test needs verdicts and no wall: answers run in this very process."""

import contextlib
import sys
from types import SimpleNamespace

from course.classroom.jail import child
from course.classroom.jail.child import Job
from course.classroom.jail.endings import Attempt, Ending, Fault
from course.classroom.jail.wall.limits import Limits
from helpers.checks import calling


class Here:
    """Runs an answer in this process, as a fork of the warm process would; counts, and may be told to fail."""

    def __init__(self):
        self.count, self.stop_at, self.fault = 0, None, KeyboardInterrupt()

    def attempt(self, request, cells, stand_ins=None):
        self.count += 1
        if self.count == self.stop_at:
            raise self.fault
        reply = child.answered(Job(cells, request, stand_ins or {}, Limits(), wall=False))
        return Attempt(Ending.REPLIED, reply["returned"], tuple(Fault(**one) for one in reply["faults"]))


def in_place_of_the_jail(monkeypatch) -> Here:
    """What runs answers from now on, for the length of a test."""
    jail = Here()
    monkeypatch.setattr("course.classroom.jail.parent.Jail", lambda wall: contextlib.nullcontext(jail))
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: [])
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # an answer's cells run as one
    # A thread of this very process that redirects standard error would swallow the report's own lines.
    quiet = SimpleNamespace(redirect_stdout=contextlib.nullcontext, redirect_stderr=contextlib.nullcontext)
    monkeypatch.setattr(calling, "contextlib", quiet)
    return jail
