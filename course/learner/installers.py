"""What puts packages into an environment: uv where it is on the machine, pip otherwise; and which build of PyTorch.

On Linux the registry's PyTorch brings CUDA, gigabytes that no lesson uses. PyTorch's own index has the CPU build, a
tenth of that. Standard library only: `setup` uses this before any package is there.
"""

import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass

from course import EXTRAS, PACKAGES, SITE
from course.learner.installing import Progress, told

# As PyTorch's "Get started" page gives it for Pip and CPU. pip can be told in no other way; uv knows it by itself.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
ANSWER_SECONDS = 3


@dataclass(frozen=True)
class Wish:
    """What an environment is to hold.

    Attributes:
        everything: also what building, comparing, grading and testing need; else what a lesson needs.
        site: also what the web site is made with, besides everything.
        newest: the newest packages instead of the tested versions.
        cuda: PyTorch with CUDA where the registry has it so.
    """

    everything: bool = False
    newest: bool = False
    cuda: bool = False
    site: bool = False

    @property
    def extras(self):
        """The extras of pyproject.toml that it asks for."""
        return (*EXTRAS, SITE) if self.site else EXTRAS if self.everything else ()

    def folders(self, root):
        """The folders to install, all at once since the course depends on its packages, as both tools take them."""
        extras = ",".join(self.extras)
        named = [*(root / package for package in PACKAGES), f"{root}[{extras}]"] if extras else [root]
        return [word for folder in named for word in ("--editable", str(folder))]


LESSONS = Wish()


def making(python, folder):
    """Command lines of which each makes an environment with pip in it, the first to be tried first."""
    if uv := shutil.which("uv"):
        yield [uv, "venv", "--quiet", "--seed", "--allow-existing", "--python", str(python), str(folder)]
    yield [str(python), "-m", "venv", str(folder)]


def filling(python, root, wish, log):
    """Lists of command lines: each list, run to its end, puts in what is wished for; the first is to be tried first.

    Args:
        python: that of the environment.
        root: the course's folder.
        wish: the `Wish`.
        log: the file that pip writes to.
    """
    versions = ["--upgrade"] if wish.newest else ["--constraint", str(root / "constraints.txt")]
    what = [*versions, *wish.folders(root)]
    # Its errors are shown, the rest is in its log, from which `installing` says how far it is. Python compiles what is
    # imported when it is first imported; compiling all of it ahead would take longer than the rest of the set-up.
    pip = [str(python), "-m", "pip", "install", "--no-compile", "--log", str(log), "--quiet", "--progress-bar=off"]
    uv = shutil.which("uv")
    into = [uv, "pip", "install", "--python", str(python)]
    if not sys.platform.startswith("linux") or wish.cuda:
        return [*([[[*into, *what]]] if uv else []), [[*pip, *what]]]
    if reason := silence(CPU_INDEX + "/torch/"):
        print(
            f"PyTorch's index of CPU builds does not answer ({reason}): taking the PyTorch that pip finds", flush=True
        )
        # pip knows of more places than uv: those that its settings name.
        torch = [*pip, *versions, "--no-deps", "torch"]
        return [*([[torch, [*into, *what]]] if uv else []), [[*pip, *what]]]
    cpu_by_uv = [[*into, "--torch-backend=cpu", *what]]
    return [*([cpu_by_uv] if uv else []), [[*pip, "--extra-index-url", CPU_INDEX, *what]], [[*pip, *what]]]


def silence(address, seconds=ANSWER_SECONDS):
    """Why a web address does not answer within some seconds, in a few words; None when it does."""
    said = [f"nothing heard in {seconds:g} s"]

    def ask():
        try:
            with urllib.request.urlopen(address, timeout=seconds):
                said[0] = None
        except (OSError, http.client.HTTPException) as reason:
            said[0] = str(getattr(reason, "reason", reason)) or type(reason).__name__

    thread = threading.Thread(target=ask, daemon=True)  # a name that is looked up has no limit of its own
    thread.start()
    thread.join(seconds)
    return said[0]


def make(python, folder):
    """Make an environment: exit status of the last command that was tried, 0 when it is there."""
    return _first_way([[command] for command in making(python, folder)], folder)


def fill(python, root, wish, log):
    """Put in what is wished for, as `filling` says: exit status of the last command that was tried, 0 when it is in."""
    return _first_way(filling(python, root, wish, log), root / ".venv", log)


def _first_way(ways, environment, log=None):
    # The children keep the lock: a pip that outlives a killed set-up must end before the next one starts. They need no
    # bound of ours: gigabytes may take hours, and a network that falls silent they give up by themselves.
    # The settings are for the pips that pip starts, to build what is installed from a folder: pip reads a "no" option
    # from its variable as the answer to the question without the "no".
    options = {"close_fds": False, "env": {**os.environ, "PIP_NO_COMPILE": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}}
    status = 0
    for way in ways:
        if status:
            print(f"that ended with exit status {status}; trying it another way", flush=True)
        for command in way:
            silent = log and str(log) in command  # uv says itself how far it is
            with told(Progress(environment, log)) if silent else contextlib.nullcontext():
                status = subprocess.call(command, **options)
            if status:
                break
        else:
            break
    return status
