"""The Python in a cell: prompts, indentation, magics and shell lines, and text that is none of them."""

import sys

import pytest

from course.classroom.reading import cell_code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install torch \\\n    numpy\nx = 1", "pass\n\nx = 1"),
        ("%time power = 1 + 1\nx = power", "power = 1 + 1\nx = power"),
        ("    def f():\n        return 1\n# below\n    x = 1", "def f():\n    return 1\n# below\nx = 1"),
        ("\n    x = 1", "\nx = 1"),
        (">>> def f():\n...     return 1\n...\n>>> f()", "def f():\n    return 1\n\nf()"),
        ("In [1]: if x:\n   ...:     y = 1", "if x:\n    y = 1"),
        ("    %matplotlib inline\n    x = 1", "pass\nx = 1"),
        ("!echo it's\n%cd ..\nx = 1", "pass\npass\nx = 1"),
        ("??x\ny?", "pass\npass"),
        ("%%html\n<b>", ""),
        ("%%writefile a.py\nx = 'b'\n", "open('a.py', 'w', encoding='utf-8').write(\"x = 'b'\\n\")"),
        ('%%file -a "a.py"\nx', "open('a.py', 'a', encoding='utf-8').write('x')"),
        ("%cd ..\r\nx = 1\ry = 2", "pass\nx = 1\ny = 2"),
    ],
    ids=[
        *("magic", "shell over two lines", "timed", "indented", "indented below", "prompts", "numbered prompts"),
        *("indented magic", "a quote in a shell line", "questions", "another language"),
        *("a file", "more of a file", "other newlines"),
    ],
)
def test_what_only_ipython_reads_becomes_python_on_the_same_lines(cell, expected):
    assert cell_code.read(cell).text == expected


@pytest.mark.parametrize(
    "cell",
    [
        "x = 5 % 3\ny = '''\n%s\n!'''",
        "print('%d'\n    % 3)",
        "def f(:\n%time x",
        "x = '\0'\n%time y",
        "%a\n" * 100,
        "!",
        "(",
    ],
    ids=["text", "remainder", "no Python", "null byte", "too many", "alone", "a bracket"],
)
def test_what_is_python_or_never_becomes_it_is_left_alone(cell):
    assert cell_code.read(cell).text == (cell if cell != "!" else "pass")


def test_a_line_that_begins_with_a_percent_sign_inside_python_stays_beside_a_magic():
    cell = "%matplotlib inline\nprint(\n    'loss %.3f'\n    % 3)\ntext = '''\n!no shell\n'''"
    assert cell_code.read(cell).text == cell.replace("%matplotlib inline", "pass")


@pytest.mark.parametrize("before", ["    ", ">>> "])
def test_a_definition_is_found_behind_a_prompt_or_an_indentation(before):
    assert "f" in cell_code.read(f"{before}def f(): return 1").definitions
    assert not cell_code.read(f"{before}def f(): return 1").fault


def test_a_cell_too_long_to_be_read_is_said_and_not_read(monkeypatch):
    monkeypatch.setattr(cell_code, "_python", lambda cell: pytest.fail("was read"))
    cell = "x = 1\n" * 20_000
    assert cell_code.read(cell).fault == "120,000 characters in one cell; the limit is 50,000"
    assert cell_code.read(cell).definitions == {}


MAJOR, MINOR = sys.version_info[:2]
NEWER, SAME, OLDER = (f"{MAJOR}.{MINOR + step}.4" for step in (1, 0, -1))


@pytest.mark.parametrize(
    ("python", "ran", "refused", "excused", "words"),
    [
        (NEWER, True, False, True, f"Cell 3 was written with Python {NEWER[:-2]}, and this is Python {MAJOR}.{MINOR},"),
        (NEWER, False, False, True, "which cannot read it: SyntaxError: no"),
        (NEWER, False, True, False, "Cell 3 is no Python. SyntaxError: no."),
        (SAME, True, False, False, "has changed since it was run, and is no Python any more. SyntaxError: no."),
        (OLDER, True, False, False, "has changed since it was run"),
        (OLDER, False, False, False, "Cell 3 is no Python."),
        ("2.7.18", True, False, True, "was written with Python 2.7,"),
        ("", True, False, True, f"ran in the learner's notebook, and Python {MAJOR}.{MINOR} cannot read it"),
        ("", False, False, False, "Cell 3 is no Python."),
        ("a version", False, True, False, "Cell 3 is no Python."),
    ],
)
def test_what_another_python_may_have_read_is_not_called_a_mistake(python, ran, refused, excused, words):
    found = cell_code.unread("Cell 3", "SyntaxError: no", python, ran, refused)
    assert found[0] == excused
    assert words in found[1]
