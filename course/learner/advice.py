"""What to do where packages are missing or did not go in. Standard library only: said before any package is there."""

import importlib.util
import sys
from pathlib import Path

from course import command
from course.learner.installers import Wish
from course.places import ROOT
from helpers.language import say

LESSON_VERBS = ("setup", "lab", "doctor")  # what these need, a lesson needs; every other verb needs everything
# What pip writes when it fails: what the learner should do about it.
ADVICE = {
    "No space left on device": "free some space on this disk (the course needs about 1.5 GB, with CUDA about 7 GB)",
    "Temporary failure in name resolution": "connect to the internet",
    "NewConnectionError": "connect to the internet; behind a proxy, set HTTPS_PROXY",
    "ConnectTimeoutError": "connect to the internet; behind a proxy, set HTTPS_PROXY",
    "Permission denied": "make this folder writable for you, or move the course to a folder of your own",
    "ResolutionImpossible": "undo your change to constraints.txt or pyproject.toml",
    "No matching distribution found": "see whether this Python is one that the package is made for; Python 3.11 and "
    "3.12 are the surest",
}


def completing(everything, site=False):
    """What to do in this Python when it lacks what a lesson needs, or everything, or what the web site is made with.

    An environment of somebody's own that has torch is completed by one pip line, which leaves its torch alone.
    """
    where, python = Path() if Path.cwd() == ROOT else ROOT, command().rpartition(" -m ")[0]
    # An environment that uv made has no pip.
    pip = f"{python} -m pip install" if importlib.util.find_spec("pip") else f"uv pip install --python {python}"
    own = " ".join([pip, *map(_shown, Wish(everything, site=site).folders(where))])
    option = ["--site"] if site else ["--all"] if everything else []
    set_up = say("run `{command}`", command=command("setup", *option))
    if Path(sys.prefix) == ROOT / ".venv":
        return set_up
    if importlib.util.find_spec("torch"):
        return say("complete this environment with `{command}`", command=own)
    return say(
        "{set_up}, then use the Python in .venv; in an environment of your own that has torch, `{command}`",
        set_up=set_up,
        command=own,
    )


def _shown(word):
    word = "-e" if word == "--editable" else word
    return f'"{word}"' if "[" in word or " " in word else word


def no_venv(status, python):
    """What to do when Python made no environment."""
    return (
        f"`{python} -m venv .venv` failed with exit status {status}; its reason is above. What to do: on Debian and "
        "Ubuntu, `apt install python3-venv`; elsewhere install Python with its venv module. Then run the command again."
    )


def no_packages(status, log):
    """What to do when pip ended before all packages were in.

    Args:
        status: its exit status.
        log: the file with what it wrote.
    """
    written = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    advice = next((ADVICE[sign] for sign in ADVICE if sign in written), "read pip's reason above")
    return (
        f"pip stopped with exit status {status} before all packages were in; its reason is above and in {log}. "
        f"What to do: {advice}, then run the same command again. "
        f"An environment that has the packages works too, with its own Python: {command('lab', python='python')}"
    )
