"""What came of one attempt to run an answer behind the wall: a reply, or the reason there is none."""
# long because: how a child ended, and what each reader is told of it, are one table of cases

import re
import signal
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import wraps

from course.classroom.planning.statements import Source
from helpers.language import ENGLISH, current, say, speaking

# How allocations fail: Python's own, torch's, NumPy's.
_MEMORY_WORDS = ("can't allocate memory", "Unable to allocate", "std::bad_alloc")

# How the kernel refuses: EPERM and EACCES, with the file if it was one.
_REFUSED = re.compile(r"\[Errno (?:1|13)\] (?:Operation not permitted|Permission denied)(?:: (?P<file>'[^']{1,200}'))?")
_ABSENT = re.compile(r"No module named '(?P<module>\w+)'|No such file or directory: '(?:\./)?(?P<file>[^']{1,200})'")


class Ending(Enum):
    """How a child ended; without a reply, in the words of the exercise's state."""

    REPLIED = "replied"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    DIED = "died"


class Killed(Enum):
    """What a child was killed for."""

    ENDLESS, WAITING, OVER, CLOSED = range(4)

    @property
    def said(self) -> str:
        """A sentence, in the language that is spoken."""
        return {
            Killed.ENDLESS: say("Stopped: is there a loop that does not end, or a long sleep?"),
            Killed.WAITING: say("Stopped: the machine was too busy to run it. Grade again with fewer workers."),
            Killed.OVER: say("It sent more than a reply may hold."),
            Killed.CLOSED: say("It closed the channel of its reply and went on running, before the answer came back."),
        }[self]


@dataclass(frozen=True)
class Fault:
    """A cell that raised: its position in the notebook, the exception's type and message.

    ``line`` is the cell's own that did not come to its end, from 1; None if none of them was begun.
    """

    cell: int | None
    type: str
    message: str
    line: int | None = None


@dataclass(frozen=True)
class Attempt:
    """How one fork ended.

    Attributes:
        returned: what ``calling.call`` returned, its form checked; empty unless it replied.
        faults: of cells that raised.
        message: why there is no reply.
        english: the same for instructors, where another language is spoken.
        again: whether the machine may be the reason, so that it is worth another try.
        seconds: how long it took, as far as it was looked at; without what it waited for a processor.
        walled: whether there was a wall.
    """

    ending: Ending
    returned: dict = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    message: str = ""
    english: str = ""
    again: bool = False
    seconds: float = 0.0
    walled: bool = True

    @property
    def lacked(self) -> str:
        """The name that was missing: an answer's, or one that the answer or a cell read; empty if none was."""
        if self.ending != Ending.REPLIED:
            return ""
        if "missing" in self.returned:
            return ", ".join(self.returned["missing"])
        raised = self.returned["calls"][-1].get("raised", {})
        if raised.get("type") == "NameError":
            return raised["message"]
        return next((fault.message for fault in self.faults if fault.type == "NameError"), "")


def in_english_too(make: Callable[..., Attempt]) -> Callable[..., Attempt]:
    """The function, and what it says of an attempt in English as well, where another language is spoken."""

    @wraps(make)
    def made(*words, **more) -> Attempt:
        attempt = make(*words, **more)
        if not attempt.message or current() == ENGLISH:
            return attempt
        with speaking(ENGLISH):
            return replace(attempt, english=make(*words, **more).message)

    return made


def forbidden(kind: str, message: str, written: Collection[str] = ()) -> str:
    """What the wall has kept an exception's code from, in words; empty if it was something else.

    Args:
        kind: the exception's type.
        message: its text.
        written: names of files that ``%%writefile`` cells would have written.
    """
    if refused := _REFUSED.search(message):
        if file := refused["file"]:
            return say("writing or reading a file, {file}", file=file)
        return say("another process, a connection, or a lock between them")
    if "No usable temporary directory" in message:
        return say("writing a temporary file")
    if absent := _ABSENT.search(message):
        name = absent["file"] or f"{absent['module']}.py"
        return say("writing a file, '{file}'", file=name) if name in written else ""
    return ""


def first_fault(faults: Iterable[Fault], sources: Mapping[str, Sequence[Source]], names: Iterable[str]) -> Fault | None:
    """The first fault of a cell that these names have their values from, sooner or later; None if they lack none.

    A name that was not there is the last to be named: something else is the reason.
    """
    by_cell, found = {fault.cell: fault for fault in faults}, []
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        giving: list[tuple[Source, Fault | None]] = []
        for source in sources.get(name) or sources.get("*", ()):
            fault = by_cell.get(source.cell)
            lacking = fault is not None and source.last >= (fault.line or 0)
            giving = [*(() if source.anew and not lacking else giving), (source, fault if lacking else None)]
        found += [fault for _, fault in giving if fault]
        waiting += [need for source, _ in giving for need in source.needs - seen]
    return min(found, key=lambda fault: (fault.type == "NameError", fault.cell), default=None)


def is_memory(kind: str, message: str) -> bool:
    """Whether an exception says that there was no memory left."""
    return kind == "MemoryError" or any(word in message for word in _MEMORY_WORDS)


@in_english_too
def of_silence(returncode: int | None, killed: Killed | None, cpu_seconds: float, limit: float) -> Attempt:
    """What came of a child that sent no reply.

    Args:
        returncode: of the child, as in ``subprocess``.
        killed: what for; None if it ended without us.
        cpu_seconds: processor time it took, to the millisecond.
        limit: processor time it was allowed, in seconds.
    """
    # By the kernel, whose own limit lies beyond ours, where nobody was there to look; at the same time as we closed it.
    spent = returncode == -signal.SIGKILL and cpu_seconds >= limit
    if killed == Killed.ENDLESS or (spent and killed != Killed.OVER):
        return Attempt(Ending.OUT_OF_TIME, message=Killed.ENDLESS.said)
    if killed == Killed.WAITING:
        return Attempt(Ending.OUT_OF_TIME, message=killed.said, again=True)
    if killed:
        return Attempt(Ending.DIED, message=killed.said)
    if returncode is None or returncode >= 0:
        message = say("The process ended by itself, with status {code}, before the answer came back.", code=returncode)
    else:
        name = {one.value: one.name for one in signal.Signals}.get(-returncode, -returncode)
        message = say("The process was ended by {signal}, before the answer came back.", signal=name)
    # Who runs out of memory on a full machine is killed from outside, and so is all that a dying warm process holds.
    again = returncode is None or returncode < 0
    return Attempt(Ending.DIED, message=message, again=again)
