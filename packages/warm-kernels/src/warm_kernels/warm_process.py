"""The warm process: imports once, then forks a child for each connection that asks, and outlives none of them.

Started by ``start_warm_process``, with a listening descriptor, its owner's process id and the words to preload as
arguments. What becomes of a child until it ends is the fork server's affair; here is how the process starts, and what a
child does first.
"""

import ctypes
import fcntl
import importlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence

from warm_kernels import packets
from warm_kernels.fork_server import ForkServer
from warm_kernels.preloading import PreloadError, named, preload

FIRST_FREE_DESCRIPTOR = 64  # above those that a child asks for
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in sys/prctl.h


def forked_request(preloads_first: Sequence[str] = (), reason_against: Callable[[dict], str] | None = None) -> dict:
    """A request, in the child forked for it; this process itself never comes back.

    Args:
        preloads_first: before the words that the command line names.
        reason_against: as in ``ForkServer``.
    """
    listener, owner = int(sys.argv[1]), int(sys.argv[2])
    server = ForkServer(socket.socket(fileno=listener), owner, reason_against)
    signal.signal(signal.SIGTERM, lambda *_: server.leave_unready())
    # While importing; then the owner itself is watched, whichever of its threads started this process.
    signal_at_parents_end(signal.SIGTERM)
    if os.getppid() != owner:  # it ended before the line above
        server.leave_unready()
    try:
        preload([*preloads_first, *sys.argv[3:]])
    except BaseException as error:
        said = f"Warm process: nothing is forked. {error}\n" if type(error) is PreloadError else traceback.format_exc()
        print(said, end="", file=sys.stderr, flush=True)
        os._exit(1)  # raised, it would wait for the threads that something started
    signal.signal(signal.SIGTERM, lambda *_: leave_soon(server))
    signal_at_parents_end(0)
    request = become(server.serve(), server.warm_pid)
    draw_own_randomness()
    return request


def leave_soon(server: ForkServer) -> None:
    """Have the server's process end when it next looks for requests.

    A signal's handler does not raise: an exception is lost where Python is in a finaliser, or in what runs at a fork.
    """
    if os.getpid() == server.warm_pid:
        os.write(server.ask_to_leave, b"\0")
    else:  # a child that has not become its own yet
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)


def signal_at_parents_end(number: int) -> None:
    """Have this process sent the signal when the thread that started it ends; 0 for none."""
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, number)


def become(descriptors: list[int], warm_pid: int) -> dict:
    """The request, read in the child that now has the process group, descriptors, folder and environment asked for.

    Args:
        descriptors: the first holds the request as JSON; the others become 0, 1, 2 and so on.
    """
    os.setsid()
    signal_at_parents_end(signal.SIGKILL)
    if os.getppid() != warm_pid:  # it ended before the line above
        sys.exit(1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    request = packets.read_request(descriptors[0])
    os.close(descriptors[0])
    # All of them out of the way first: a received number may be one that is about to be written.
    held = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR) for descriptor in descriptors[1:]]
    for descriptor in descriptors[1:]:
        os.close(descriptor)
    for target, descriptor in enumerate(held):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    importlib.invalidate_caches()
    return request


def draw_own_randomness() -> None:
    """Give the global generators seeds of their own in a forked child, as in a fresh process.

    Python's ``random`` does so by itself.
    """
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    torch = sys.modules.get("torch")
    # Older releases of torch start every process from this one number; newer ones from a random number.
    if torch is not None and torch.initial_seed() != 67280421310721:
        torch.default_generator.seed()


def main() -> None:
    """Call, in a forked child, the function that its request names."""
    if sys.path[0] == "/":  # where this process was started, and nobody's folder
        del sys.path[0]
    request = forked_request()
    # A job in the background of a script ignores these, and so would everything that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    named(request["target"])(**request["arguments"])


if __name__ == "__main__":
    main()
