"""The package as strangers install it: its wheel in an empty environment, beside their own ``helpers`` and ``course``.

The packages that it asks for are copied from this Python, so that a registry is not needed and its newest day cannot
fail this test; pip then says whether anything is missing.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution, distributions, version
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")

PACKAGE = Path(__file__).parents[1]
PATIENCE_SECONDS = 300  # for a busy machine
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
STRANGERS = ["torch", "numpy", "matplotlib", "nbclient", "pytest", "nbval_tolerance"]
CELLS = [
    "import os, sys\nsorted({'helpers.data', 'course', 'wave'} & set(sys.modules)), os.getppid()",
    "from helpers.data import START\nfrom course import RATE\nSTART * RATE",
    f"from importlib.util import find_spec\n[name for name in {STRANGERS} if find_spec(name)]",
]
# What nbclient and nbval do, with nothing but jupyter_client.
CLIENT = """
import json, sys
from jupyter_client.manager import start_new_kernel
for path in sys.argv[1:]:
    manager, client = start_new_kernel()
    for cell in json.load(open(path))["cells"]:
        source, seen = "".join(cell["source"]), {"it": "_"}
        reply = client.execute(source, user_expressions=seen, reply=True, timeout=60)["content"]
        print(reply.get("evalue") or reply["user_expressions"]["it"]["data"]["text/plain"])
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""


def ran(command, folder, **environment):
    """What a command printed, as run by somebody who has set up nothing of ours."""
    ours = ("PYTEST", "PYTHON", "JUPYTER", "IPYTHON", "WARM_KERNELS", "COV_", "OMP_", "MKL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    plain = kept | {"HOME": str(folder), "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    return subprocess.run(
        command, cwd=folder, env=plain, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )


def needed(requirements):
    """The distributions in this Python that these requirements ask for, and those that they ask for in turn."""
    found, waiting = {}, [Requirement(line) for line in requirements]
    while waiting:
        one = waiting.pop()
        if one.name not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
            found[one.name] = distribution(one.name)
            waiting += map(Requirement, found[one.name].requires or [])
    return found.values()


def copy(file, place):
    """Copy a file with its time, and its byte code, which counts only then and saves seconds of compiling."""
    if file.suffix != ".pyc":
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, place)
    if file.suffix == ".py" and (compiled := Path(cache_from_source(file))).is_file():
        (place.parent / "__pycache__").mkdir(exist_ok=True)
        shutil.copy2(compiled, place.parent / "__pycache__")


def done(command):
    """What a command said, which succeeded."""
    run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The wheel, and the Python of the environment that it was installed in."""
    if find_spec("pip") is None or int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("building the wheel takes pip, and setuptools 77 or newer")
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(PACKAGE, folder / "source", ignore=shutil.ignore_patterns("build", "*.egg-info", ".*"))
    done([*PIP, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "source"])
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "environment", with_pip=False, symlinks=True)
    python = folder / "environment" / "bin" / "python"
    packages = Path(done([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    for one in needed(next(distributions(path=[str(wheel)])).metadata.get_all("Requires-Dist")):
        for file in one.files:
            copy(file.locate(), packages / file)
    done([*PIP, "--python", python, "install", "--no-index", "--no-compile", wheel])
    return SimpleNamespace(wheel=wheel, python=python)


@pytest.fixture
def project(tmp_path):
    """A notebook beside packages of the project's own that are called like parts of the course."""
    for name, line in {
        "helpers/__init__": "",
        "helpers/data": "START = 0.5\n",
        "course/__init__": "RATE = 0.9\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.py").write_text(line)
    cells = [{"cell_type": "code", "id": f"a{i}", "source": source} for i, source in enumerate(CELLS)]
    (tmp_path / "lesson.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}))
    return tmp_path


def test_kernels_of_another_project_are_forked_with_the_imports_of_its_choice(alone, project):
    (project / "client.py").write_text(CLIENT)
    warm = [alone.python, "-m", "warm_kernels", "--preload", "helpers.data,wave"]
    run = ran([*warm, "python", "client.py", "lesson.ipynb", "lesson.ipynb"], project, PYTHONPATH=str(project))
    lines = run.stdout.splitlines()
    assert len(lines) == 6, run.stdout + run.stderr
    assert lines[:3] == lines[3:]  # even the same parent: the warm process
    assert lines[0].startswith("(['helpers.data', 'wave'], ")
    assert lines[1:3] == ["0.45", "[]"]
    assert "Kernels:" not in run.stderr


def test_the_wheel_holds_nothing_but_the_package(alone):
    names = ZipFile(alone.wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"warm_kernels", "warm_kernels-1.0.0.dist-info"}
    assert "warm_kernels/standin/ipykernel.py" in names
