"""Terminals that lack characters: no command stops there, and no verdict becomes a question mark."""

import os
import sys

import pytest

from course.__main__ import main
from course.classroom.reporting.report import MARKS
from course.places import ROOT
from course.terminal_characters import in_ascii
from tests.processes import output_of

SOLUTION = str(ROOT / "solutions" / "01_backprop_scalar.ipynb")
POOR = {"ascii": {"PYTHONIOENCODING": "ascii"}, "cp1252": {"PYTHONIOENCODING": "cp1252"}}
POOR["C"] = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


@pytest.mark.parametrize("environment", POOR.values(), ids=list(POOR))
def test_a_report_is_printed_in_any_terminal(environment):
    run = output_of([sys.executable, "-m", "course", "diff", SOLUTION], cwd=ROOT, env=os.environ | environment)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("v right") == 12 and "?" not in run.stdout.partition("01-1 Forward")[0]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("y − ŷ ≤ λ·x² → ½", "y - yhat <= lambda*x^2 -> 1/2"),
        ("∂η é Ø 李", "deta e O \\u674e"),
        ("e\u0301 \udcff", "e \\udcff"),
        ("“a” … 3 × b", '"a" ... 3 x b'),
    ],
    ids=["formula", "letters", "parts of letters", "signs"],
)
def test_what_is_lacking_is_said_in_ascii(text, plain):
    assert "".join(map(in_ascii, text)) == plain


def test_no_mark_of_a_state_is_lost():
    plain = [in_ascii(mark) for mark in MARKS.values()]
    assert len(set(plain)) == len(MARKS) and {len(mark) for mark in plain} == {1} and "?" not in plain


def test_a_fault_is_said_on_a_poor_terminal(monkeypatch, capfdbinary):
    with open(os.dup(2), "w", encoding="ascii") as poor:  # noqa: PTH123, a descriptor
        monkeypatch.setattr(sys, "stderr", poor)
        assert main(["build", "Übung ✓"]) == 1
    assert b"'Ubung v'" in capfdbinary.readouterr().err
