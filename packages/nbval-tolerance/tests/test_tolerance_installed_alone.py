"""The package as strangers install it: its wheel in an empty environment, beside their own ``helpers`` and ``course``.

The packages that it asks for are copied from this Python, so that a registry is not needed and its newest day cannot
fail this test; pip then says whether anything is missing.
"""

import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution, distributions, version
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import nbformat.v4 as notebooks
import pytest
from nbformat import write
from packaging.requirements import Requirement

PACKAGE = Path(__file__).parents[1]
PATIENCE_SECONDS = 120  # for a busy machine
LARGEST_BYTES = 60_000_000  # of all that is installed, without pip; JupyterLab and torch took 2.9 GB
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
OWN = "from helpers import START\nfrom course import RATE\nprint(f'loss {START * RATE:.5f}')"
STRANGERS = ["torch", "numpy", "jupyterlab", "jupytext", "warm_kernels"]
LACKS = f"from importlib.util import find_spec\nprint([name for name in {STRANGERS} if find_spec(name)])"


def ran(command, **options):
    """A finished process, with what it said as text."""
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, **options)


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


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The wheel, the environment it was installed in, and that environment's Python and packages."""
    if find_spec("pip") is None or int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("building the wheel takes pip, and setuptools 77 or newer")
    folder = tmp_path_factory.mktemp("alone")
    source, environment = folder / "source", folder / "environment"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("build", "*.egg-info", ".*"))
    built = ran([*PIP, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source])
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    packages = Path(ran([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).stdout.strip())
    for one in needed(metadata(wheel).get_all("Requires-Dist")):
        for file in one.files:
            copy(file.locate(), packages / file)
    installed = ran([*PIP, "--python", python, "install", "--no-index", "--no-deps", "--no-compile", wheel])
    assert installed.returncode == 0, installed.stderr
    return SimpleNamespace(wheel=wheel, python=python, packages=packages)


def own_environment():
    """The variables of this process without those that a run of our tests has set, or the environment around them."""
    ours = ("PYTEST", "PYTHON", "JUPYTER", "IPYTHON", "WARM_KERNELS", "COV_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def metadata(wheel):
    """What a wheel says about itself."""
    return next(distributions(path=[str(wheel)])).metadata


@pytest.fixture
def project(tmp_path):
    """A project with packages of its own that are called like parts of the course."""
    for name, line in {"helpers": "START = 0.5\n", "course": "RATE = 0.9\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(line)
    return tmp_path


def save(path, printed):
    """Write a notebook that prints a number made from its project's packages, and what it finds installed."""
    cells = [
        notebooks.new_code_cell(source, outputs=[notebooks.new_output("stream", text=text)], execution_count=1)
        for source, text in [(OWN, f"loss {printed}\n"), (LACKS, "[]\n")]
    ]
    write(notebooks.new_notebook(cells=cells), str(path))


def test_notebooks_of_another_project_are_compared_within_tolerance(alone, project):
    save(project / "near.ipynb", "0.45003")
    save(project / "far.ipynb", "0.45450")
    environment = own_environment() | {"HOME": str(project), "PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [alone.python, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-rA"]
    run = ran(command, cwd=project, env=environment)
    outcomes = re.findall(r"^([A-Z]+) (\w+\.ipynb)::Cell (\d)", run.stdout, re.MULTILINE)
    passed = [("PASSED", "far.ipynb", "1"), ("PASSED", "near.ipynb", "0"), ("PASSED", "near.ipynb", "1")]
    assert outcomes == [*passed, ("FAILED", "far.ipynb", "0")], run.stdout + run.stderr
    assert "far.ipynb, Cell 0: the output differs from the stored one in 1 place" in run.stdout
    assert "stdout, line 1: stored 0.45450 -> computed 0.45000" in run.stdout


def test_the_wheel_holds_nothing_but_the_package(alone):
    folders = {name.split("/")[0] for name in ZipFile(alone.wheel).namelist()}
    assert folders == {"nbval_tolerance", alone.wheel.name.partition("-py3")[0] + ".dist-info"}


def test_nothing_that_is_asked_for_is_missing(alone):
    checked = ran([*PIP, "--python", alone.python, "check"], env=own_environment())
    assert checked.returncode == 0, checked.stdout


def test_the_environment_is_small(alone):
    files = [path for path in alone.packages.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 1000
    assert sum(path.stat().st_size for path in files) < LARGEST_BYTES
