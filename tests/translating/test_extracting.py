"""course/translating/extracting.py: what there is to translate."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.places import ROOT
from course.translating import extracting
from helpers.checks.declaration import Exercise, Mistake


def test_the_messages_of_a_lesson_are_named_by_cell_and_heading_each_once():
    cells = [new_markdown_cell("## 1. One\nText."), new_code_cell("# no message"), new_markdown_cell("Text.\n\nMore.")]
    found = [(one.text, one.where) for one in extracting.of_lesson(new_notebook(cells=cells))]
    assert found == [("One", "cell 1, One"), ("Text.", "cell 1, One"), ("More.", "cell 3, One")]


def test_the_messages_of_an_exercise_are_its_title_hints_and_mistakes():
    mistake = Mistake("half", "There is an extra ½.", where_used={"dot": "Use @."})
    one = Exercise("01-1", "Forward", 1, 1, ("f",), lambda: 1, ("Think.",), (mistake,))
    found = [(each.text, each.where) for each in extracting.of_exercises([one])]
    assert found == [
        ("Forward", "exercise 01-1, title"),
        ("Think.", "exercise 01-1, hint 1"),
        ("There is an extra ½.", "exercise 01-1, half"),
        ("Use @.", "exercise 01-1, half"),
    ]


def test_the_messages_of_constants_are_texts_tuples_and_the_values_of_dicts():
    module = SimpleNamespace(ONE="one", MANY=("a", "b"), NAMED={"key": "value"}, small="no")
    assert [each.text for each in extracting.of_constants(module)] == ["one", "a", "b", "value"]


def test_the_messages_of_code_are_the_texts_written_out_in_say(tmp_path):
    code, page = tmp_path / "one.py", tmp_path / "page.html"
    code.write_text('say("a "\n    "b", c=say("d"))\nother("no")\nsay(NAME)\n')
    page.write_text('<p>{{ say("{count} right", count=3) }}</p>{% set x = say("set") %}')
    assert [one.text for one in extracting.of_code(code)] == ["a b", "d"]
    assert [one.text for one in extracting.of_code(page)] == ["{count} right", "set"]


def formatted(path):
    """Lines of a file in which an f-string is said, or a text inside one, which the extractor does not see."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    formed = [call for call in _said(tree) if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp, ast.IfExp))]
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    formed += [call for text in strings for call in _said(text) if isinstance(call.args[0], ast.Constant)]
    return sorted(call.lineno for call in formed)


def _said(tree):
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return [call for call in calls if getattr(call.func, "id", "") == extracting.SAID]


@pytest.mark.parametrize("room", ["course", "helpers"])
def test_what_is_said_is_written_out_where_it_is_said(room):
    found = {path.name: formatted(path) for path in (ROOT / room).rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_an_f_string_that_is_said_is_found(tmp_path):
    path = Path(tmp_path / "one.py")
    lines = ['say("fine")', 'say(f"{x} not")', 'say("a" + b)', 'say("a" if b else "c")', "f\"{say('in')} {say(NAME)}\""]
    path.write_text("\n".join(lines))
    assert formatted(path) == [2, 3, 4, 5]
