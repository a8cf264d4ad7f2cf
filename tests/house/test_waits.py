"""No test waits without a bound, and none leaves a process behind when an assertion fails."""

import ast

import pytest

from course.places import ROOT

RUN = {f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output")}
WAIT = ("wait", "communicate")


def unbounded(source):
    """Line and words of each call that waits for a process, however long it takes.

    A ``with`` block around ``Popen`` waits too: an assertion that fails inside it leaves it only when the process ends.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            bounded = any(keyword.arg == "timeout" for keyword in node.keywords)
            waits = ast.unparse(node.func) in RUN or (node.func.attr in WAIT and not node.args)
            if waits and not bounded:
                found.append((node.lineno, ast.unparse(node.func)))
        elif isinstance(node, ast.With):
            around = [ast.unparse(item.context_expr).partition("(")[0] for item in node.items]
            found += [(node.lineno, f"with {name}") for name in around if name.endswith("Popen")]
    return found


def test_no_test_waits_without_a_bound():
    paths = [path for room in ("tests", "packages") for path in sorted((ROOT / room).rglob("*.py"))]
    paths = [path for path in paths if "tests" in path.relative_to(ROOT).parts]
    found = {path.relative_to(ROOT).as_posix(): unbounded(path.read_text(encoding="utf-8")) for path in paths}
    assert len(paths) > 50
    assert {path: waits for path, waits in found.items() if waits} == {}


@pytest.mark.parametrize(
    ("source", "waits"),
    [
        ("subprocess.run(['x'])", ["subprocess.run"]),
        ("subprocess.run(['x'], timeout=1)", []),
        ("process.wait()", ["process.wait"]),
        ("process.wait(1)\nprocess.communicate(timeout=2)", []),
        ("with subprocess.Popen(['x']) as process:\n    assert process.pid", ["with subprocess.Popen"]),
    ],
)
def test_a_wait_without_a_bound_is_found(source, waits):
    assert [words for _, words in unbounded(source)] == waits
