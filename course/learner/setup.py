"""Make `.venv`, the folder where everything the course needs is installed.

`.venv/ready` is written last and says for which folder and which wishes the environment is right: no such file, not
ready. `.venv/ready-all` says the same of what only authors and instructors need, `.venv/ready-site` of what the web
site is made with; each is added when it is first asked for. `.venv/unfinished` stands while packages are going in;
whoever finds it starts again from nothing. Standard library only: this is what runs before any package is there.
"""

import hashlib
import os
import shutil
import subprocess
import sys

from course import PACKAGES, CourseError
from course.files import alone_in, make_folder, write_text
from course.learner import advice
from course.learner.installers import LESSONS, Wish, fill, make
from course.learner.installing import packages_in
from course.places import ROOT

# A change in one of these refreshes .venv.
WISHES = ("pyproject.toml", "constraints.txt", *(f"{package}/pyproject.toml" for package in PACKAGES))

PYTHON_START_SECONDS = 60
WHOLE = Wish(everything=True, site=True)


class SetupError(CourseError):
    """The environment could not be made; nothing half-ready is believed good."""


def arguments(parser):
    """Add what `setup` takes."""
    parser.add_argument("--all", action="store_true", help="also what building, comparing, grading and testing need")
    parser.add_argument("--site", action="store_true", help="also what the web site is made with, besides all")
    parser.add_argument("--newest", action="store_true", help="newest packages instead of the tested versions")
    parser.add_argument("--cuda", action="store_true", help="PyTorch with CUDA, where plain pip brings it: on Linux")


def run(options):
    """Exit status: 0 when `.venv` is ready."""
    wish = Wish(options.all, options.newest, options.cuda, options.site)
    with alone_in(ROOT):
        if wish.newest or not is_ready(ROOT, wish):
            make_environment(ROOT, wish)
        for stamp in stamps(ROOT):
            if stamp.exists():
                stamp.touch()  # make compares times: newer than pyproject.toml again
    return 0


def stamps(root, wish=WHOLE):
    """The files that say what `.venv` is ready for: lessons, then everything else too, then the web site."""
    names = ["ready", *(["ready-all"] if wish.extras else []), *(["ready-site"] if wish.site else [])]
    return [root / ".venv" / name for name in names]


def is_ready(root, wish=LESSONS):
    """Whether `.venv` was finished, for this folder, for today's pyproject.toml and constraints.txt."""
    try:
        said = {stamp.read_text(encoding="utf-8") for stamp in stamps(root, wish)}
    except OSError:
        return False
    return said == {ready_text(root)} and python_of(root).exists() and not (wish.cuda and not has_cuda(root))


def has_cuda(root):
    """Whether `.venv` was made for PyTorch with CUDA."""
    return (root / ".venv" / "cuda").exists()


def ready_text(root):
    """Content of `.venv/ready`: the course's folder, then a fingerprint of what was wished for."""
    wishes = "\n".join((root / name).read_text(encoding="utf-8") for name in WISHES)
    # The folder counts because an environment does not survive being moved: it holds absolute paths.
    return f"{root}\n{hashlib.sha256(wishes.encode()).hexdigest()}\n"


def python_of(root):
    """Path of the Python inside `.venv`."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment(root, wish=LESSONS):
    """Make or refresh `.venv`, and mark it ready when all is in.

    What it was once made for, it stays made for.

    Raises:
        SetupError: venv or pip failed. If nothing was changed, what was ready before still is.
    """
    folder, log = root / ".venv", root / ".venv" / "setup.log"
    if spoiled := _spoiled(root, wish):
        print(f"starting .venv from nothing: {spoiled}", flush=True)
        _empty(folder)
    make_folder(folder)
    _, everything, site = (stamp.exists() for stamp in stamps(root))
    wish = Wish(wish.everything or everything, wish.newest, wish.cuda or has_cuda(root), wish.site or site)
    lessons_were_ready, packages_before = is_ready(root), packages_in(folder)
    write_text(folder / "unfinished", "A set-up is running or was interrupted.\n")
    for stamp in stamps(root):
        stamp.unlink(missing_ok=True)
    if wish.cuda:
        (folder / "cuda").touch()
    # The base Python, since the running one may be the .venv that was just removed.
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    if not python_of(root).exists() and (status := make(base_python, folder)):
        raise SetupError(advice.no_venv(status, base_python))
    print("installing the course's packages into .venv", flush=True)
    log.unlink(missing_ok=True)
    if status := fill(python_of(root), root, wish, log):
        if lessons_were_ready and packages_in(folder) == packages_before:
            _mark_ready(root, LESSONS)
        raise SetupError(advice.no_packages(status, log))
    _mark_ready(root, wish)
    print(".venv is ready", flush=True)


def _mark_ready(root, wish):
    for stamp in stamps(root, wish):
        write_text(stamp, ready_text(root))
    (root / ".venv" / "unfinished").unlink()


def _empty(folder):
    """Remove what is in `.venv`; a kill in the middle leaves it marked as unfinished."""
    write_text(folder / "unfinished", "A set-up is running or was interrupted.\n")
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in ("unfinished", "cuda"):
            path.unlink()


def _spoiled(root, wish):
    """Why the `.venv` that is there cannot be built upon, in words; None when it can, or when there is none."""
    folder = root / ".venv"
    if not folder.exists():
        return None
    if (folder / "unfinished").exists():
        return "the last set-up was interrupted"
    if wish.cuda and not has_cuda(root):
        return "it was made for PyTorch without CUDA"
    if (folder / "ready").exists() and (folder / "ready").read_text(encoding="utf-8").splitlines()[:1] != [str(root)]:
        return "the course's folder was moved"
    try:
        command = [python_of(root), "-c", ""]
        starts = subprocess.call(command, stderr=subprocess.DEVNULL, timeout=PYTHON_START_SECONDS) == 0
    except (OSError, subprocess.TimeoutExpired):
        starts = False
    return None if starts else "its Python no longer starts"
