"""The promises about packages/: products of their own, which know nothing of the course and name what they need."""

import ast
import sys

import pytest
from nbval_tolerance.output_differences import FIGURE_MIME, RECORD_MIME

from course.learner.setup import PACKAGES
from course.places import ROOT
from course.requirements import requirements
from helpers import plotted
from helpers.checks import shown

FORBIDDEN = {"course", "helpers", "torch"}


def sources(package):
    """The source of each module of a package, by its path in there."""
    folder = ROOT / package / "src"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}


def imported(source):
    """What a module imports from outside the standard library, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names


def strangers(modules):
    """{module: what it imports of the course}, for the modules that do."""
    found = {path: imported(source) & FORBIDDEN for path, source in modules.items()}
    return {path: names for path, names in found.items() if names}


def unlike(modules, named):
    """{name: module}, imported and not named in pyproject.toml, and {name: "no module"}, named and not imported.

    What a ``plugin.py`` needs of pytest is there: nothing but pytest imports it.
    """
    own, needed = {path.split("/")[0] for path in modules}, {}
    for path, source in modules.items():
        given = {"pytest"} if path.endswith("/plugin.py") else set()
        needed |= {name.lower().replace("_", "-"): path for name in imported(source) - own - given}
    return {name: needed.get(name, "no module") for name in set(named) ^ needed.keys()}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_nothing_of_the_course(package):
    assert len(modules := sources(package)) > 5
    assert strangers(modules) == {}


@pytest.mark.parametrize(
    "line",
    ["import torch", "from helpers.plotted import FIGURE_MIME", "def f():\n    import course.places as places"],
    ids=["import", "from", "inside a function"],
)
def test_an_import_of_the_course_is_found(line):
    assert list(strangers({"a.py": "import pytest\n", "b.py": line})) == ["b.py"]
    assert strangers({"a.py": "import torchvision, os\nfrom . import course\n"}) == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_names_just_what_it_imports(package):
    named = [name for name, _ in requirements(ROOT / package, extras=())]
    assert unlike(sources(package), named) == {}


@pytest.mark.parametrize(
    ("source", "difference"),
    [
        ("import nbval, jupyter_client", {}),
        ("import nbval, jupyter_client, yaml", {"yaml": "own/a.py"}),
        ("import nbval, own.b", {"jupyter-client": "no module"}),
        ("import nbval, jupyter_client, pytest", {"pytest": "own/a.py"}),
    ],
    ids=["in step", "not named", "not imported", "pytest outside the plugin"],
)
def test_a_project_that_names_something_else_is_found(source, difference):
    modules = {"own/a.py": source, "own/plugin.py": "import sys, pytest"}
    assert unlike(modules, ["nbval", "jupyter-client"]) == difference


def test_the_course_emits_what_the_comparison_reads():
    assert plotted.FIGURE_MIME == FIGURE_MIME
    assert shown.MIME == RECORD_MIME
