"""The promises about rooms: who imports whom, how long things are, what is never named."""

import ast
import re
import sys
from pathlib import Path

import pytest

from course.places import ROOT

LESSON = {"torch", "numpy", "matplotlib", "helpers"}
# room: what it may import besides the standard library
MAY_IMPORT = {
    "solutions": LESSON,
    "notebooks": LESSON,
    "helpers": LESSON | {"IPython", "PIL"},  # PIL is what matplotlib writes pictures with
    "course": {"course", "helpers", "nbval_tolerance", "warm_kernels"}
    | {"torch", "numpy", "rich", "jinja2", "pytest", "pip", "packaging", "psutil", "IPython", "matplotlib"}
    | {"babel", "jupytext", "nbformat", "nbclient", "nbval", "nbdime", "ipykernel"}
    | {"jupyter_client", "jupyter_core", "jupyter_server", "jupyterlab"}
    | {"dask", "distributed"}
    | {"sphinx", "pygments", "markdown_it", "mdit_py_plugins"},  # of the site
}
LONGEST_MODULE_LINES = 160
LONGEST_FUNCTION_LINES = 40
PACKAGES = "packages"
REASON = "# long because: "  # followed by the reason; in the module, or in or right above the function

# In two parts each, so that this file does not name them.
REGISTRIES = [a + b for a, b in [("pypi", ".org"), ("pythonhosted", ".org"), ("download.pytorch", ".org")]]
REGISTRIES += [a + b for a, b in [("anaconda", ".org"), ("anaconda", ".com"), ("npmjs", ".org")]]
MACHINE_PATHS = [
    a + b for a, b in [("/ro", "ot/"), ("/ho", "me/"), ("/wo", "rk/main"), ("/wo", "rk/shared"), ("C:\\", "Users")]
]
FORBIDDEN = [*REGISTRIES, *MACHINE_PATHS]
# pip can be told of PyTorch's CPU build by its address alone, which PyTorch documents. It stands in one place.
EXCEPTION = ("course/learner/installers.py", REGISTRIES[2])
TEXT_FILES = [
    "*.py",
    "*.ipynb",
    "*.md",
    "*.yml",
    "*.toml",
    "*.txt",
    "*.json",
    "*.html",
    "*.css",
    "*.js",
    "Makefile",
    "run",
]


def imported(source):
    """Names of the packages that a module imports from outside the standard library."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"tomllib"}  # the running Python may be older than tomllib


def overlong(source):
    """(what, lines) of a module and of its functions that are too long and give no reason."""
    lines = source.splitlines()
    found = [] if REASON in source else [("module", len(lines))] * (len(lines) > LONGEST_MODULE_LINES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            reasoned = any(REASON in line for line in lines[max(node.lineno - 2, 0) : node.end_lineno])
            if length > LONGEST_FUNCTION_LINES and not reasoned:
                found.append((node.name, length))
    return found


def forbidden(text):
    """The words in a text that the course must not name."""
    return [word for word in FORBIDDEN if word in text]


def modules(*rooms):
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def shown(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room):
    strangers = {shown(path): imported(path.read_text(encoding="utf-8")) - MAY_IMPORT[room] for path in modules(room)}
    assert {path: names for path, names in strangers.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "stranger"),
    [
        ("import course.authoring.build", "course"),
        ("from course import lesson", "course"),
        ("def f():\n    import scipy.stats as s", "scipy"),
        ("from . import data", "."),
    ],
    ids=["import", "from", "inside a function", "relative"],
)
def test_a_forbidden_import_is_found(source, stranger):
    assert imported(source) - MAY_IMPORT["helpers"] == {stranger}


def test_no_module_and_no_function_is_long_without_a_reason():
    long = {shown(path): overlong(path.read_text(encoding="utf-8")) for path in modules("course", "helpers", PACKAGES)}
    long = {path: found for path, found in long.items() if "/tests/" not in path}
    assert {path: found for path, found in long.items() if found} == {}


def test_no_test_is_long_without_a_reason():
    found = {shown(path): overlong(path.read_text(encoding="utf-8")) for path in modules("tests", PACKAGES)}
    functions = {path: [each for each in long if each[0] != "module"] for path, long in found.items()}
    assert {path: long for path, long in functions.items() if long} == {}


def test_long_things_are_found_and_a_reason_excuses_them():
    function = "def f():\n" + "    g()\n" * LONGEST_FUNCTION_LINES
    assert overlong(function) == [("f", LONGEST_FUNCTION_LINES + 1)]
    assert overlong(f"{REASON}it is a table\n{function}") == []
    module = "x = 1\n" * (LONGEST_MODULE_LINES + 1)
    assert overlong(module) == [("module", LONGEST_MODULE_LINES + 1)]
    assert overlong(f"{REASON}it is data\n{module}") == []


def test_no_module_is_a_drawer_for_everything():
    assert [
        shown(path) for path in modules(*MAY_IMPORT) if re.fullmatch(r"(utils?|misc|common|helpers?)\.py", path.name)
    ] == []


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    rooms = [*MAY_IMPORT, PACKAGES, "tests", ".ci", ".github"]
    files = [path for pattern in TEXT_FILES for path in ROOT.glob(pattern)]
    files += [path for room in rooms for pattern in TEXT_FILES for path in (ROOT / room).rglob(pattern)]
    found = {}
    for path in files:
        words = forbidden(path.read_text(encoding="utf-8"))
        # A test may make up a path to show that it is caught.
        found[shown(path)] = [
            word for word in words if word in REGISTRIES or "tests" not in path.relative_to(ROOT).parts
        ]
    assert len(files) > len(rooms)
    place, address = EXCEPTION
    assert found.pop(place) == [address]
    assert (ROOT / place).read_text(encoding="utf-8").count(address) == 1
    assert {path: words for path, words in found.items() if words} == {}


def saying_nothing(source):
    """Names of the things in a module whose docstring does not say what comes back or what is done."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    return [getattr(node, "name", "module") for node in nodes if (ast.get_docstring(node) or "").startswith("Nothing")]


def test_no_docstring_begins_with_nothing():
    found = {shown(path): saying_nothing(path.read_text(encoding="utf-8")) for path in modules(*MAY_IMPORT, PACKAGES)}
    assert {path: names for path, names in found.items() if names} == {}
    assert saying_nothing('def f():\n    """Nothing; the file is gone."""') == ["f"]


def of_one_name(paths):
    """Names that modules of different folders share, each with its paths; a package's own modules are apart."""
    by_name = {}
    for path in paths:
        by_name.setdefault(path.name, []).append(shown(path))
    return {name: paths for name, paths in by_name.items() if len(paths) > 1 and not name.startswith("__")}


def test_two_modules_share_a_name_only_where_they_do_the_same_job():
    found = of_one_name(modules("course", "helpers", "packages/nbval-tolerance/src", "packages/warm-kernels/src"))
    lessons = {name for name in found if re.fullmatch(r"lesson_\d\d\.py", name)}  # its exercises, and its drawings
    same_job = {"command.py": "a verb", "plugin.py": "a pytest edge", "sliders.py": "what a slider moves, and how"}
    unknown = {name: paths for name, paths in found.items() if name not in lessons | same_job.keys()}
    assert unknown == {}


def test_a_name_shared_by_two_folders_is_found():
    assert of_one_name([ROOT / "a" / "limits.py", ROOT / "b" / "limits.py", ROOT / "b" / "x.py"]) == {
        "limits.py": ["a/limits.py", "b/limits.py"]
    }


def test_no_test_file_imports_another():
    files = [path for path in modules("tests", PACKAGES) if path.name.startswith("test_")]
    names = {path.stem for path in files}
    found = {}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                taken = {node.module.rpartition(".")[2], *(alias.name for alias in node.names)} & names
                found |= {shown(path): taken} if taken else {}
    assert len(files) > 50
    assert found == {}


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_forbidden_word_is_found(word):
    assert forbidden(f"see {word}somewhere") == [word]
    assert forbidden(f"see {Path('elsewhere')}") == []
