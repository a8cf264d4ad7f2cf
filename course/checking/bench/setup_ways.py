"""How courses say that they are set up: this one with pip and with uv, scikit-learn-mooc, and ARENA."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from course.checking.bench.tools import OURS
from course.learner.installers import CPU_INDEX, silence

REQUIREMENTS = Path(__file__).with_name("requirements")  # copied from the other courses, each file says from where
ENVIRONMENT = Path("course", ".venv")  # in the folder that a way is given


@dataclass(frozen=True)
class Way:
    """One way from nothing to a lab, or to tested notebooks.

    Attributes:
        course: as the table shows it.
        commands: the command lines for an empty folder, run one after the other to their ends.
        lab: the command line that then serves a lab, for the folder and a port; None where `commands` test.
        missing: why the machine cannot go this way; empty when it can.
        variables: what the environment of its commands has besides, for the folder.
    """

    course: str
    commands: Callable[[Path], Sequence[Sequence[str]]]
    lab: Callable[[Path, int], Sequence[str]] | None
    missing: str = ""
    variables: Callable[[Path], Mapping[str, str]] = field(default=lambda folder: {})

    @property
    def name(self) -> str:
        """As the messages show it."""
        return f"{self.course}, to {'a lab' if self.lab else 'tested'}"


def ways(root: Path) -> list[Way]:
    """Each course to a lab, then each to tested notebooks that says how to test them."""
    pip = {"variables": lambda folder: {"PATH": path_without_uv(folder)}}
    uv = {"missing": "" if shutil.which("uv") else "uv is not on this machine"}
    ours = [(f"{OURS}, with pip", pip), (f"{OURS}, with uv", uv)]

    def clone(folder):
        return ["git", "clone", "--quiet", str(root), str(folder / "course")]

    def make(folder, *words):
        return ["make", "--no-print-directory", "-C", str(folder / "course"), *words]

    def lab(folder, port):
        return make(folder, "lab", f"ARGS=--no-browser --port {port}")

    def tested(folder):
        return [clone(folder), make(folder, "test")]

    return [
        *(Way(course, lambda folder: [clone(folder)], lab, **how) for course, how in ours),
        Way("scikit-learn-mooc", by_pip("scikit-learn-mooc.txt"), jupyter_notebook),
        # pip 23, which older Pythons bring, finds no versions of these that go together.
        Way("ARENA", by_pip("arena.txt", cpu_torch, newest_pip=True), jupyter_notebook),
        *(Way(course, tested, None, **how) for course, how in ours),
    ]


def by_pip(
    listed: str, more: Callable[[], list[str]] = list, newest_pip: bool = False
) -> Callable[[Path], list[list[str]]]:
    """Command lines that put a list of packages, and what pip is told ``more``, into a new environment."""

    def commands(folder):
        pip = [str(folder / ENVIRONMENT / "bin" / "python"), "-m", "pip", "install"]
        return [
            ["python3", "-m", "venv", str(folder / ENVIRONMENT)],
            *([[*pip, "--upgrade", "pip"]] if newest_pip else []),
            [*pip, "-r", str(REQUIREMENTS / listed), *more()],
        ]

    return commands


def cpu_torch() -> list[str]:
    """What tells pip to take the PyTorch that this course takes, and its CPU build where that can be had."""
    linux = sys.platform.startswith("linux")
    index = ["--extra-index-url", CPU_INDEX] if linux and not silence(CPU_INDEX + "/torch/") else []
    return [f"torch=={version('torch').partition('+')[0]}", *index]


def jupyter_notebook(folder: Path, port: int) -> list[str]:
    """The command line with which both other courses open their notebooks."""
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [str(folder / ENVIRONMENT / "bin" / "jupyter"), "notebook", "--no-browser", f"--port={port}", *root]


def path_without_uv(folder: Path) -> str:
    """PATH on which there is no uv: a folder that has it is replaced by one with links to all else that it has."""
    kept = []
    for number, place in enumerate(os.get_exec_path()):
        if (Path(place) / "uv").exists():
            links = folder / "path" / str(number)
            links.mkdir(parents=True)
            for program in Path(place).iterdir():
                if program.name not in ("uv", "uvx"):
                    (links / program.name).symlink_to(program)
            place = str(links)
        kept.append(place)
    return os.pathsep.join(kept)
