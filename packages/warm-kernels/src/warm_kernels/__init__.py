"""Kernels forked from one warm process that has imported already; ordinary kernels where that is not safe.

``with warm_kernels("numpy"): ...`` has every kernel that the block or its descendants start forked from a process that
has imported numpy. Below it is ``start_warm_process``, which can fork something else than kernels, too.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from warm_kernels import packets
from warm_kernels.fork_or_fresh import import_folders
from warm_kernels.preloading import words_in

ADDRESS_VARIABLE = "WARM_KERNELS_ADDRESS"
CHOICE_VARIABLE = "WARM_KERNELS"  # "ordinary": no warm process
PROVISIONER = "warm-provisioner"
PROVISIONER_GROUP = "jupyter_client.kernel_provisioners"
# Tiny tensors: one thread is faster than two, and gives the same digits everywhere.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
STANDIN = str(Path(__file__).with_name("standin"))  # first on the warm process's path while it starts
STOP_SECONDS = 10


def reason_against_forking() -> str:
    """Why kernels are started the ordinary way here; empty when forking is safe and wanted."""
    if os.environ.get(CHOICE_VARIABLE) == "ordinary":
        return f"{CHOICE_VARIABLE}=ordinary is set"
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return f"forking is not safe on {sys.platform}"
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return "this system's kernel is older than 5.3"
    if not entry_points(group=PROVISIONER_GROUP, name=PROVISIONER):
        return "warm-kernels is not installed; run `pip install warm-kernels`"
    return ""


def start_warm_process(
    preload: str | Iterable[str] = (), environment: Mapping[str, str] | None = None, *, for_kernels: bool = False
) -> tuple[subprocess.Popen, str]:
    """The process, still importing, and its address, where ``forked_child.Child`` may ask already.

    It ends when this process ends, whatever ends it, or on SIGTERM.

    Args:
        preload: what it does once, before the first fork: modules to import, ``"numpy"``, and functions to call after
            importing their module, ``"my_package.module:function"``; in one text, blanks or commas set them apart.
            None may start a thread.
        environment: all of its environment; this process's own when left out.
        for_kernels: preload ipykernel too, and fork only kernels, and only those that a fork is the same for.
    """
    address = f"warm-kernels-{os.urandom(16).hex()}"
    environment = dict(os.environ if environment is None else environment)
    folders = import_folders(environment, Path.cwd())
    if for_kernels:
        folders.insert(0, STANDIN)
    program = "ipykernel_launcher" if for_kernels else "warm_kernels.warm_process"
    words = words_in(preload) if isinstance(preload, str) else preload
    with packets.listen(address) as listener:
        process = subprocess.Popen(
            [sys.executable, "-m", program, str(listener.fileno()), str(os.getpid()), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd="/",  # a matplotlibrc beside the notebooks is for the notebooks' own kernels to find
            env={**environment, "PYTHONPATH": os.pathsep.join(folders)},
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C is for the command, which then ends its kernels in order
        )
    return process, address


def variables(address: str) -> dict[str, str]:
    """What a command's environment needs for its kernels to be forked from the warm process at ``address``."""
    return {"JUPYTER_DEFAULT_PROVISIONER_NAME": PROVISIONER, ADDRESS_VARIABLE: address}


def say_on_stderr(line: str) -> None:
    """Write the line for the person at the terminal."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def warm_kernels(
    preload: str | Iterable[str] = (), say: Callable[[str], None] = say_on_stderr
) -> Iterator[subprocess.Popen | None]:
    """The warm process for the length of a ``with`` block, or None with one line that says why not.

    It goes on importing while the block runs; kernels asked for meanwhile wait for it. Inside another such block, or
    a process started in one, the warm process of that one is used. In either case kernels use one thread.

    Args:
        preload: as for ``start_warm_process``, besides ipykernel.
        say: gets the line.
    """
    if ADDRESS_VARIABLE in os.environ:
        choose_default_provisioner(PROVISIONER)  # another may have been chosen since, outside of that block
        yield None
        return
    before = dict(os.environ)
    os.environ.update(ONE_THREAD)
    process = None
    if reason := reason_against_forking():
        say(f"Kernels: ordinary ones, since {reason}.")
    else:
        process, address = start_warm_process(preload, for_kernels=True)
        os.environ.update(variables(address))
        choose_default_provisioner(PROVISIONER)
    try:
        yield process
    finally:
        for name in (*ONE_THREAD, *variables("")):
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]
        if process is not None:
            stop(process)
            choose_default_provisioner(before.get("JUPYTER_DEFAULT_PROVISIONER_NAME", "local-provisioner"))


def stop(process: subprocess.Popen) -> None:
    """End the warm process with all its children."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def choose_default_provisioner(name: str) -> None:
    """Tell ``jupyter_client``, which reads its variable only once, if this process has used it already."""
    factory = sys.modules.get("jupyter_client.provisioning.factory")
    if factory is not None and factory.KernelProvisionerFactory.initialized():
        factory.KernelProvisionerFactory.instance().default_provisioner_name = name
