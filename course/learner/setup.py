"""Make `.venv`, the folder where everything the course needs is installed.

`.venv/ready` is written last and says for which folder and which wishes the environment is right: no such file, not
ready. `.venv/unfinished` stands while packages are going in; whoever finds it starts again from nothing. Standard
library only: this is what runs before any package is there.
"""

import hashlib
import os
import shutil
import subprocess
import sys

from course import EXTRAS, PACKAGES, CourseError
from course.files import alone_in, make_folder, write_text
from course.places import ROOT

# A change in one of these refreshes .venv.
WISHES = ("pyproject.toml", "constraints.txt", *(f"{package}/pyproject.toml" for package in PACKAGES))

PYTHON_START_SECONDS = 60
# What pip writes when it fails: what the learner should do about it.
ADVICE = {
    "No space left on device": "free some space on this disk (the course needs about 2 GB, with CUDA about 7 GB)",
    "Temporary failure in name resolution": "connect to the internet",
    "NewConnectionError": "connect to the internet; behind a proxy, set HTTPS_PROXY",
    "ConnectTimeoutError": "connect to the internet; behind a proxy, set HTTPS_PROXY",
    "Permission denied": "make this folder writable for you, or move the course to a folder of your own",
    "ResolutionImpossible": "undo your change to constraints.txt or pyproject.toml",
    "No matching distribution found": "see whether this Python is one that the package is made for; Python 3.11 and "
    "3.12 are the surest",
}


class SetupError(CourseError):
    """The environment could not be made; nothing half-ready is believed good."""


def arguments(parser):
    """Add what `setup` takes."""
    parser.add_argument("--newest", action="store_true", help="newest packages instead of the tested versions")


def run(options):
    """Exit status: 0 when `.venv` is ready."""
    with alone_in(ROOT):
        if options.newest or not is_ready(ROOT):
            make_environment(ROOT, options.newest)
        else:
            (ROOT / ".venv" / "ready").touch()  # make compares times: newer than pyproject.toml again
    return 0


def is_ready(root):
    """Whether `.venv` was finished, for this folder, for today's pyproject.toml and constraints.txt."""
    try:
        return (root / ".venv" / "ready").read_text(encoding="utf-8") == ready_text(root) and python_of(root).exists()
    except OSError:
        return False


def ready_text(root):
    """Content of `.venv/ready`: the course's folder, then a fingerprint of what was wished for."""
    wishes = "\n".join((root / name).read_text(encoding="utf-8") for name in WISHES)
    # The folder counts because an environment does not survive being moved: it holds absolute paths.
    return f"{root}\n{hashlib.sha256(wishes.encode()).hexdigest()}\n"


def python_of(root):
    """Path of the Python inside `.venv`."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(root, newest=False):
    """Make or refresh `.venv`, and mark it ready when all is in.

    Raises:
        SetupError: venv or pip failed.
    """
    folder = root / ".venv"
    spoiled = _spoiled(root)
    if spoiled:
        print(f"starting .venv from nothing: {spoiled}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder)
    write_text(folder / "unfinished", "A set-up is running or was interrupted.\n")
    (folder / "ready").unlink(missing_ok=True)
    first_time = not python_of(root).exists()
    if first_time:
        # The base Python, since the running one may be the .venv that was just removed.
        base_python = getattr(sys, "_base_executable", None) or sys.executable
        if status := _call([base_python, "-m", "venv", folder]):
            raise SetupError(_no_venv(status, base_python))
    print("installing the course's packages into .venv (the first time takes minutes)", flush=True)
    log = folder / "setup.log"
    log.unlink(missing_ok=True)
    # Its progress bars are worth having while gigabytes come in, its list of what is already there is not.
    quiet = [] if first_time and sys.stdout.isatty() else ["--quiet", "--progress-bar=off"]
    if status := _call([*pip_command(root, newest), *quiet]):
        raise SetupError(_no_packages(status, log))
    write_text(folder / "ready", ready_text(root))
    (folder / "unfinished").unlink()
    print(".venv is ready", flush=True)


def pip_command(root, newest=False):
    """The pip command line that installs the course, its own packages and those of others."""
    versions = ["--upgrade"] if newest else ["--constraint", str(root / "constraints.txt")]
    log = ["--log", str(root / ".venv" / "setup.log"), "--disable-pip-version-check"]
    # All at once, since the course depends on its packages.
    folders = [*(root / package for package in PACKAGES), f"{root}[{','.join(EXTRAS)}]"]
    editable = [word for folder in folders for word in ("--editable", str(folder))]
    return [str(python_of(root)), "-m", "pip", "install", *log, *versions, *editable]


def _call(command):
    # The child keeps the lock: a pip that outlives a killed set-up must end before the next one starts. It needs no
    # bound of ours: gigabytes may take hours, and a network that falls silent pip gives up by itself.
    return subprocess.call(command, close_fds=False)


def _spoiled(root):
    """Why the `.venv` that is there cannot be built upon, in words; None when it can, or when there is none."""
    folder = root / ".venv"
    if not folder.exists():
        return None
    if (folder / "unfinished").exists():
        return "the last set-up was interrupted"
    if (folder / "ready").exists() and (folder / "ready").read_text(encoding="utf-8").splitlines()[:1] != [str(root)]:
        return "the course's folder was moved"
    try:
        command = [python_of(root), "-c", ""]
        starts = subprocess.call(command, stderr=subprocess.DEVNULL, timeout=PYTHON_START_SECONDS) == 0
    except (OSError, subprocess.TimeoutExpired):
        starts = False
    return None if starts else "its Python no longer starts"


def _no_venv(status, python):
    return (
        f"`{python} -m venv .venv` failed with exit status {status}; its reason is above. What to do: on Debian and "
        "Ubuntu, `apt install python3-venv`; elsewhere install Python with its venv module. Then run the command again."
    )


def _no_packages(status, log):
    written = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    advice = next((ADVICE[sign] for sign in ADVICE if sign in written), "read pip's reason above")
    return (
        f"pip stopped with exit status {status} before all packages were in; its reason is above and in {log}. "
        f"What to do: {advice}, then run the same command again. "
        "An environment that has the packages already works too: make lab PYTHON=python"
    )
