"""What came of one attempt to run an answer behind the wall: a reply, or the reason there is none."""

import signal
from dataclasses import dataclass, field

from course.classroom.matching.states import DIED, OUT_OF_TIME

REPLIED = "replied"
# What a child was killed for.
IDLE, OVER, CLOSED = "idle", "over", "closed"
# How allocations fail: Python's own, torch's, NumPy's.
_MEMORY_WORDS = ("can't allocate memory", "Unable to allocate", "std::bad_alloc")


@dataclass(frozen=True)
class Attempt:
    """How one fork ended.

    Attributes:
        ending: replied, out of time, out of memory or died.
        returned: what ``calling.call`` returned, its form checked; empty unless it replied.
        faults: of cells that raised: position, type and message.
        message: why there is no reply.
        cpu_seconds, peak_bytes: what the child took, its share of the warm process included.
    """

    ending: str
    returned: dict = field(default_factory=dict)
    faults: tuple[dict, ...] = ()
    message: str = ""
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def lacked(self) -> str:
        """The name that was missing: an answer's, or one that the answer or a cell read; empty if none was."""
        if self.ending != REPLIED:
            return ""
        names = [fault["message"] for fault in self.faults if fault["type"] == "NameError"]
        if "missing" in self.returned:
            return ", ".join(self.returned["missing"])
        raised = self.returned["calls"][-1].get("raised", {})
        return raised.get("message", "") if raised.get("type") == "NameError" else "".join(names[:1])


def is_memory(kind: str, message: str) -> bool:
    """Whether an exception says that there was no memory left."""
    return kind == "MemoryError" or any(word in message for word in _MEMORY_WORDS)


def of_silence(returncode: int | None, stopped: str, cpu_seconds: float, limit: float) -> tuple[str, str]:
    """Ending and message for a child that sent no reply.

    Args:
        returncode: of the child, as in ``subprocess``.
        stopped: what it was killed for: it slept or took too long, sent too much, or closed the pipe and went on;
            empty if it ended without us.
        cpu_seconds: processor time it took.
        limit: processor time it was allowed, in seconds.
    """
    if stopped == OVER:
        return DIED, "It sent more than a reply may hold."
    if stopped == IDLE or (returncode in (-signal.SIGKILL, -signal.SIGXCPU) and cpu_seconds > limit - 0.5):
        return OUT_OF_TIME, "Stopped: is there a loop that does not end, or a long sleep?"
    if stopped == CLOSED:
        return DIED, "It closed the channel of its reply and went on running, before the answer came back."
    if returncode is None or returncode >= 0:
        return DIED, f"The process ended by itself, with status {returncode}, before the answer came back."
    try:
        name = signal.Signals(-returncode).name
    except ValueError:
        name = str(-returncode)
    return DIED, f"The process was ended by {name}, before the answer came back."
