"""The wheel that Colab installs: built from a copy of the course, so that nothing a build leaves behind gets in."""

import shutil
import subprocess
import sys

from course.places import ROOT

PATIENCE_SECONDS = 300  # for a busy machine
INTO_WHEEL = ("course", "helpers")


def built(folder, *options):
    """The path of the course's wheel, made in a folder.

    Args:
        folder: an empty one.
        options: of pip.
    """
    copy = folder / "course"
    copy.mkdir()
    for name in INTO_WHEEL:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *options, "--wheel-dir", folder, copy]
    subprocess.run(command, check=True, timeout=PATIENCE_SECONDS)
    [wheel] = folder.glob("*.whl")
    return wheel
