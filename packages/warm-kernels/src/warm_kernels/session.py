"""A warm process for the length of a command: every kernel that the command or its descendants start is forked."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from warm_kernels.sameness import fingerprint

ADDRESS_VARIABLE = "WARM_KERNELS_ADDRESS"
CHOICE_VARIABLE = "WARM_KERNELS"  # "ordinary": no warm process
PRELOAD = "warm_kernels.preload:preload"
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
        return "the course is installed without its kernel provisioner; run `pip install -e .` again"
    return ""


def start_warm_process(
    preload: str = PRELOAD, environment: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen, str]:
    """The process, still importing, and its address, which takes requests already.

    It ends when this process ends, whatever ends it, or on SIGTERM.

    Args:
        preload: ``"module:function"``, called once before the first fork; must start no thread.
        environment: all of its environment; this process's own when left out.
    """
    address = f"{fingerprint(sys.executable, os.environ)}-warm-{secrets.token_hex(16)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        # In the abstract namespace: no file that could be left behind. Both ends check the other's user id.
        listener.bind("\0" + address)
        listener.listen(128)
        arguments = [str(listener.fileno()), str(os.getpid()), preload]
        environment = dict(os.environ if environment is None else environment)
        folders = [STANDIN, *filter(None, [environment.get("PYTHONPATH")])]
        process = subprocess.Popen(
            [sys.executable, "-m", "ipykernel_launcher", *arguments],
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
    """Nothing; writes the line for the person at the terminal."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def warm_kernels(
    say: Callable[[str], None] = say_on_stderr, preload: str = PRELOAD
) -> Iterator[subprocess.Popen | None]:
    """The warm process for the length of a ``with`` block, or None with one line that says why not.

    It goes on importing while the block runs; kernels asked for meanwhile wait for it. Inside another such block, or
    a process started in one, the warm process of that one is used. In either case kernels use one thread.

    Args:
        say: gets the line.
        preload: what the warm process calls before it forks.
    """
    if ADDRESS_VARIABLE in os.environ:
        yield None
        return
    before = dict(os.environ)
    os.environ.update(ONE_THREAD)
    process = None
    if reason := reason_against_forking():
        say(f"Kernels: ordinary ones, since {reason}.")
    else:
        process, address = start_warm_process(preload)
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
    """Nothing; the warm process has ended with all its children."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def choose_default_provisioner(name: str) -> None:
    """Nothing; ``jupyter_client`` reads its variable once, so a process that has used it already is told."""
    factory = sys.modules.get("jupyter_client.provisioning.factory")
    if factory is not None and factory.KernelProvisionerFactory.initialized():
        factory.KernelProvisionerFactory.instance().default_provisioner_name = name
