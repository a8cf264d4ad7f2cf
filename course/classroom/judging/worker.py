"""One sheet graded in whatever process it was sent to: this one, or a worker on another machine."""

import atexit
import threading

from course.classroom.jail.parent import Jail, JailError
from course.classroom.judging import grading

_lock = threading.Lock()
_jails: dict[bool, Jail] = {}  # one for the life of this process: importing takes a hundred times as long as an answer


def graded(sheet: dict, seed: str, wall: bool) -> dict:
    """The states on a sheet, as plain data: "states" by exercise, and "cpu_seconds" of the children.

    Args:
        sheet: from ``sheets.of``.
        seed: what the inputs are drawn from.
        wall: False runs learners' code with this user's rights.

    Raises:
        JailError: learners' code cannot be run here.
    """
    try:
        states, spent = grading.states(sheet, seed, jail(wall).attempt)
    except JailError:
        close()  # the next one starts a new warm process, if that is what was missing
        raise
    return {"states": {name: vars(state) for name, state in states.items()}, "cpu_seconds": spent}


def jail(wall: bool) -> Jail:
    """The jail of this process, opened by whoever asks first."""
    with _lock:
        if wall not in _jails:
            _jails[wall] = Jail(wall).__enter__()
        return _jails[wall]


@atexit.register
def close() -> None:
    """Nothing; the jails of this process are closed, and their children ended."""
    with _lock:
        while _jails:
            _jails.popitem()[1].__exit__()
