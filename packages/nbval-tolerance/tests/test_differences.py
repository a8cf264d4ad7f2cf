"""Two texts agree or differ as a reader would say: each rule has a pair that passes and a pair that fails."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbval_tolerance.differences import differences
from nbval_tolerance.tolerance import NAMED

AGREE = {
    "four significant digits": ("1.665", "1.666"),
    "far below the absolute tolerance": ("0.00000262", "0.00000265"),
    "four decimals": ("0.0012", "0.0013"),
    "white space": ("tensor([ 1.0000,\n         2.0000])", "tensor([1.0000, 2.0000])"),
    "nothing but white space": ("", " \n"),
    "negative zero": ("-0.", "0."),
    "a minus sign glued to a bracket": ("[-1.e-09  2.e+00]", "[ 1.e-09  2.e+00]"),
    "a typographic minus sign": ("−0.5000", "-0.5000"),
    "fixed and e-notation": ("1e3 x", "1000.0 x"),
    "a bare fraction": (".5", "0.50001"),
    "a trailing point in an array": ("tensor([1., 2.])", "tensor([1.0000, 2.0000])"),
    "a trailing point after an equals sign": ("x = 1.", "x = 1.00001"),
    "kinds of nan and infinity": ("nan inf -inf", "NaN Infinity -inf"),
    "thousands separators": ("999.9999 m", "1,000.0000 m"),
    "underscores": ("1_234.5678", "1_234.5679"),
    "percentages": ("98.76%", "98.77%"),
    "imaginary parts": ("(1.2345-0.0000001j)", "(1.2346+0.0000001j)"),
    "a number glued to a unit": ("3.1415x", "3.1416x"),
    "a number glued to a label": ("epoch1:0.12345", "epoch1:0.12346"),
    "table cells": ("<td>0.12345</td>", "<td>0.12346</td>"),
    "a gradient function": ("tensor(0.5000, grad_fn=<AddBackward0>)", "tensor(0.50001,\n grad_fn=<AddBackward0>)"),
    "addresses": ("<object at 0x7f12>", "<object at 0x33a>"),
    "long addresses": ("id 0x7f123456789a", "id 0x7f123456789b"),
    "a kernel's source": ("/tmp/ipykernel_12/34.py:3: W", r"C:\Temp\ipykernel_99\1.py:3: W"),
    "a kernel's source in a syntax error": ("bad (1234567.py, line 1)", "bad (7654321.py, line 1)"),
}
DIFFER = {
    "one decimal": ("0.9", "1.0"),
    "no decimals": ("1.", "2."),
    "no decimals in an array": ("[1.]", "[2.]"),
    "two decimals": ("1.20", "1.21"),
    "three decimals, one digit": ("0.001", "0.002"),
    "e-notation with one digit": ("1e-05", "2e-05"),
    "a sign": ("-0.5000", "0.5000"),
    "integers": ("5", "6"),
    "large integers": ("1000000", "1000001"),
    "integers with separators": ("1,234 and 1_000", "1,235 and 1_000"),
    "an integer and a float": ("tensor([1, 2])", "tensor([1., 2.])"),
    "an integer at the end of a sentence": ("It took 1000.", "It took 1001."),
    "an integer at the end of a bracket": ("(see step 1000.)", "(see step 1001.)"),
    "versions": ("2.13.0", "2.13.1"),
    "a version of one number more": ("2.13", "2.13.0"),
    "hexadecimal numbers": ("0xff", "0xfe"),
    "infinities": ("inf", "-inf"),
    "nan and a number": ("nan", "0.0"),
    "overflow": ("1e400", "1e500"),
    "hashes": ("a00e1", "a00e2"),
    "file names": ("img.0001.png", "img.0002.png"),
    "words": ("loss", "Loss"),
    "words run together": ("a b", "ab"),
    "a label's number": ("epoch1:", "epoch2:"),
    "a unit's factor": ("1.5x", "1.6x"),
    "a list, not a thousand": ("[1,234.5]", "[2,234.5]"),
    "one number more": ("1 2", "1 2 3"),
    "shapes": ("(4, 1)", "(4,)"),
    "the line of a kernel's source": ("/tmp/ipykernel_1/2.py:3: W", "/tmp/ipykernel_1/2.py:4: W"),
}


@pytest.mark.parametrize(("one", "other"), AGREE.values(), ids=AGREE)
def test_texts_that_say_the_same_agree_in_both_orders(one, other):
    assert not differences(one, other)
    assert not differences(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFER.values(), ids=DIFFER)
def test_texts_that_do_not_say_the_same_differ_in_both_orders(one, other):
    assert differences(one, other)
    assert differences(other, one)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [("exact", "1.665", "1.666"), ("tiny", "1.000e-09", "1.010e-09"), ("default", "1.50", "1.51")],
)
def test_a_tighter_tolerance_sees_more(name, one, other):
    assert differences(one, other, NAMED[name])
    assert not differences(one, other, NAMED["train"])


def test_a_gradient_near_zero_agrees_with_zero_only_under_its_tolerance():
    assert not differences("0.000000", "0.000008", NAMED["grad"])
    assert differences("0.000000", "0.000008")


def test_every_difference_is_reported_with_its_line_and_distance():
    stored = "epoch 1\nloss 0.5 w 1.0000\ndone"
    computed = "epoch 2\nloss 0.6 w 1.0001\nended"
    found = differences(stored, computed)
    assert [(one.line, one.stored, one.computed) for one in found] == [
        (1, "1", "2"),
        (2, "0.5", "0.6"),
        (3, "done", "ended"),
    ]
    assert found[1].gap.absolute == pytest.approx(0.1)
    assert found[1].gap.relative == pytest.approx(0.1 / 0.6)
    assert [one.rule.split(":")[0] for one in found] == ["exact", "default", "exact"]


def test_a_lost_line_is_one_difference_and_the_lines_after_it_agree():
    lines = [f"step {step} loss {30 * 0.7**step:.4f}" for step in range(40)]
    (lost,) = differences("\n".join(lines), "\n".join(lines[:20] + lines[21:]))
    assert (lost.line, lost.computed) == (21, "")
    assert "20" in lost.stored.split()


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_the_comparison_is_symmetric_and_every_number_equals_itself(one, other):
    assert bool(differences(str(one), str(other))) == bool(differences(str(other), str(one)))
    assert not differences(f"[{one}]", f"[{one} ]")


@given(st.text(), st.text())
def test_any_text_can_be_compared_and_equals_itself_with_other_spaces(one, other):
    differences(one, other)
    assert not differences(one, re.sub(r"\s", " \n", one))


@pytest.mark.parametrize("piece", ["a", "1", "123,456,", "1.", "1_234_", "-", "1e", " ", "5. ", "ipykernel_", "<"])
def test_long_texts_of_any_kind_come_to_an_end(piece):
    text = piece * (30_000 // len(piece))
    assert differences(f"x {text}", f"y {text}")


def test_ten_thousand_numbers_are_all_compared():
    values = [random.Random(0).uniform(1, 2) for _ in range(10_000)]
    before = " ".join(f"{value:.8f}" for value in values)
    assert not differences(before, " ".join(f"{value + 1e-8:.8f}" for value in values))
    assert len(differences(before, " ".join(f"{value + 0.1:.8f}" for value in values))) == len(values)
