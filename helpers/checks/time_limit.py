"""Limits on a call of the learner's code: how long it may take, and what it may leave changed."""

import contextlib
import ctypes
import random
import signal
import sys
import threading

import numpy as np

AGAIN_SECONDS = 0.2  # a bare `except:` in a loop swallows the first alarm, so it rings on
LONGEST_IMPORT = 12  # times the limit: torch's first optimizer imports for seconds, on a busy machine for many


class OutOfTimeError(BaseException):
    """The answer was stopped. Not an Exception, so that the answer's own ``except Exception`` lets it pass."""


def within(seconds: float | None, function):
    """What function() returns; OutOfTimeError once it has taken longer than seconds (as far as Python can stop it).

    None sets no limit, for a process that is held to one from outside.
    """
    if seconds is None:
        return function()
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        return _with_alarm(seconds, function)
    return _in_thread(seconds, function)


def _importing(frame) -> bool:
    """Whether an import is under way in the frame: stopped in the middle, it would leave its module broken for good."""
    while frame is not None and frame.f_globals.get("__name__") != __name__:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _with_alarm(seconds, function):
    waited, known = 0, len(sys.modules)

    def ring(_signal, frame):
        nonlocal waited, known
        waited += 1
        # Time that went into an import, even one that has ended, is not the answer's.
        imported, known = _importing(frame) or len(sys.modules) != known, len(sys.modules)
        if waited > LONGEST_IMPORT or not imported:
            raise OutOfTimeError
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)

    former_handler = signal.signal(signal.SIGALRM, ring)
    former_timer = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
    try:
        return function()
    finally:
        # Stop the alarm first: ringing between these lines would escape the caller's except.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former_handler)
        signal.setitimer(signal.ITIMER_REAL, *former_timer)


def _in_thread(seconds, function):
    outcome = {}

    def run():
        try:
            outcome["value"] = function()
        except BaseException as error:  # handed over to the caller's thread below
            outcome["error"] = error

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    for _ in range(LONGEST_IMPORT):
        known = len(sys.modules)
        thread.join(seconds)
        if not _importing(sys._current_frames().get(thread.ident)) and len(sys.modules) == known:
            break
    if thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(OutOfTimeError))
        raise OutOfTimeError
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]


@contextlib.contextmanager
def interrupts_noted():
    """A list that grows with each Ctrl-C meanwhile; no answer gets into it by raising KeyboardInterrupt itself."""
    arrived = []
    former = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(former):
        yield arrived  # no Ctrl-C comes here
        return

    def note(number, frame):
        arrived.append(number)
        return former(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield arrived
    finally:
        signal.signal(signal.SIGINT, former)


@contextlib.contextmanager
def state_kept():
    """Random states, torch's grad mode and default dtype, and NumPy's error settings are afterwards as before."""
    python_state, numpy_state, numpy_errors = random.getstate(), np.random.get_state(), np.geterr()
    torch = sys.modules.get("torch")  # an answer that uses torch has imported it
    if torch is not None:
        torch_state, grad_mode, dtype = torch.get_rng_state(), torch.is_grad_enabled(), torch.get_default_dtype()
        torch.set_grad_enabled(True)  # a mode left off in another cell is not the answer's fault
    try:
        yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)
        np.seterr(**numpy_errors)
        if torch is not None:
            torch.set_rng_state(torch_state)
            torch.set_grad_enabled(grad_mode)
            torch.set_default_dtype(dtype)
