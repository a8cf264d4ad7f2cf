"""The words of the site are those that `course translate` finds."""

import ast

import pytest

from course.places import ROOT
from course.translating import extracting

MODULES = sorted((ROOT / "course" / "site").glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_a_module_says_is_found_by_translate(path):
    """A call inside the braces of an f-string is not, before Python 3.12."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    said = {call.args[0].value for call in calls if getattr(call.func, "id", "") == extracting.SAID}
    assert said == {message.text for message in extracting.of_code(path)}
