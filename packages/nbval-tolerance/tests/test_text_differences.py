"""Two texts agree or differ as a reader would say: each rule has a pair that passes and a pair that fails."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbval_tolerance.text_differences import differences
from nbval_tolerance.tolerance import NAMED

AGREE = {
    "four significant digits": ("1.665", "1.666"),
    "far below the absolute tolerance": ("0.00000262", "0.00000265"),
    "four decimals and three digits": ("0.0123", "0.0124"),
    "four decimals without a whole part": ("0.8124", "0.8125"),
    "four digits of a percentage": ("12.34 %", "12.35 %"),
    "from three digits to four": ("0.0999", "0.1000"),
    "a float that printed whole, nearly": ("1", "0.99995"),
    "a float that printed as zero": ("error 0 at the end", "error 4.47035e-08 at the end"),
    "a float that printed whole in e-notation": ("1000000", "1e+06"),
    "a float that printed whole among others": ("w 2 b 0.5 c 3", "w 1.99999 b 0.5 c 3.00001"),
    "a zero that kept its sign": ("-0 %", "0 %"),
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
    "an address on the next line": ("<function f at\n0x7f12>", "<function f at 0x33a>"),
    "an address inside brackets": ("[<Hook 0x7f12345678a0>, 3]", "[<Hook 0x55d0c0ffee10>, 3]"),
    "an address inside two pairs of brackets": (
        "<Ref of <Net 0x7f12345678a0> 0x7f12345678b0>",
        "<Ref of <Net 0x55d0c0ffee10> 0x55d0c0ffee20>",
    ),
    "a figure's pixels": ("<Figure size 640x480 with 2 Axes>", "<Figure size 1250x733.5 with 2 Axes>"),
    "a figure's pixels, printed": ("Figure(640x480)", "Figure(1000x500)"),
    "letters composed and decomposed": ("na\u00efve", "nai\u0308ve"),
    "letters of two code points": ("3 k\u2126, \u212b", "3 k\u03a9, \u00c5"),
    "letters in another width": ("\uff4c\uff4f\uff53\uff53 0.5", "loss 0.5"),
}
DIFFER_PLACES = {
    "a package's file": (r"/opt/a/lib/python3.9/site-packages/net/a.py:3: W", "/opt/a/site-packages/net/b.py:3: W"),
    "the line of a package's file": ("/a/site-packages/net/a.py:3: W", "/a/site-packages/net/a.py:4: W"),
    "a file in a temporary folder": ("/tmp/tmpk3_9abcd/a.pt", "/tmp/tmpq00zz1_x/b.pt"),
    "a folder in a temporary folder": ("/tmp/tmpk3_9abcd/train/a.pt", "/tmp/tmpq00zz1_x/test/a.pt"),
    "a file beside temporary folders": ("/tmp/a.pt", "/tmp/b.pt"),
    "a folder that is called tmp": ("/home/me/tmp/a/x.csv", "/home/me/tmp/b/x.csv"),
    "a folder of data": ("/home/me/a/x.csv", "/home/you/a/x.csv"),
    "what stands before a path": ("read /tmp/tmpk3_9abcd/a.pt", "wrote /tmp/tmpq00zz1_x/a.pt"),
    "a path before a path": ("/data/a read by /usr/lib/python3.11/b.py", "/data/b read by /usr/lib/python3.11/b.py"),
    "a path before a path of Windows": (r"/data/a by C:\Python311\Lib\b.py", r"/data/b by C:\Python311\Lib\b.py"),
    "what is glued to a path": ("read:/tmp/tmpk3_9abcd/a", "wrote:/tmp/tmpq00zz1_x/a"),
    "a path and none": ("/tmp/tmpk3_9abcd/a.pt", "a.pt"),
    "an address of the web": ("https://a.org/tmp/one/x", "https://a.org/tmp/two/x"),
}
PLACES = {  # each with further spellings: all say the same
    "a kernel's source": ("/tmp/ipykernel_12/34.py:3: W", r"C:\Temp\ipykernel_99\1.py:3: W"),
    "a kernel's source in a syntax error": ("bad (1234567.py, line 1)", "bad (7654321.py, line 1)"),
    "a kernel's source of other front ends": (
        "/tmp/ipykernel_12/34.py:3: W",
        "/tmp/ipython-input-7-1234567.py:3: W",
        "/var/folders/zz/y_12/T/ipykernel_5/678.py:3: W",
    ),
    "a package's folder": (
        "/home/ana/env/lib/python3.11/site-packages/net/data/load.py:43: W",
        "/usr/lib/python3/dist-packages/net/data/load.py:43: W",
        "/opt/conda/envs/a-b/lib64/python3.9/site-packages/net/data/load.py:43: W",
        "~/.local/lib/python3.12/site-packages/net/data/load.py:43: W",
        r"C:\Users\Bo\env\Lib\site-packages\net\data\load.py:43: W",
        r"C:\Program Files\Python311\Lib\site-packages\net\data\load.py:43: W",
        "/Users/Jo Ann Doe/env/lib/python3.11/site-packages/net/data/load.py:43: W",
    ),
    "a package's folder inside marks": (
        "net.__file__ = '/usr/lib/python3/dist-packages/net/__init__.py'",
        "net.__file__ = '/root/venv/lib/python3.11/site-packages/net/__init__.py'",
    ),
    "Python's own folder": (
        "/usr/lib/python3.11/contextlib.py:1: W",
        "/home/ana/.pyenv/versions/3.11.7/lib/python3.11/contextlib.py:1: W",
        r"C:\Python311\Lib\contextlib.py:1: W",
    ),
    "folders without a file": ("['/usr/lib/python3.11']", "['/opt/lib/python3.12/site-packages']"),
    "a temporary folder": (
        "saved /tmp/tmpk3_9abcd/a.pt",
        "saved /tmp/tmpq00zz1_x/a.pt",
        "saved /private/var/folders/zz/y_12/T/tmpq00zz1_x/a.pt",
        "saved /scratch/me/tmpq00zz1_x/a.pt",
        "saved C:\\Users\\Bo\\AppData\\Local\\Temp\\tmpq00zz1_x\\a.pt",
        "saved /tmp/run_k3x9abcd/a.pt",
    ),
    "a temporary file": ("/tmp/tmpk3_9abcd.pt", "/var/tmp/tmpq00zz1_x.pt"),
    "the temporary folder": ("PosixPath('/tmp')", "PosixPath('/var/folders/zz/y_12/T')"),
}
DIFFER = {
    "one decimal": ("0.9", "1.0"),
    "no decimals": ("1.", "2."),
    "no decimals in an array": ("[1.]", "[2.]"),
    "two decimals": ("1.20", "1.21"),
    "three decimals, one digit": ("0.001", "0.002"),
    "four decimals, one digit": ("0.0003", "0.0004"),
    "four decimals, two digits": ("0.0056", "0.0057"),
    "four decimals, no digit": ("0.0000", "0.0001"),
    "three digits, three decimals": ("0.123", "0.124"),
    "five decimals, two digits": ("0.00056", "0.00057"),
    "four digits without decimals": ("4000.", "4001."),
    "four digits without decimals in an array": ("array([4000., 9000.])", "array([4001., 9001.])"),
    "a rate 1 % larger": ("lr 0.05", "lr 0.0505"),
    "e-notation with one digit": ("1e-05", "2e-05"),
    "a sign": ("-0.5000", "0.5000"),
    "integers": ("5", "6"),
    "large integers": ("1000000", "1000001"),
    "integers with separators": ("1,234 and 1_000", "1,235 and 1_000"),
    "an integer and a float": ("tensor([1, 2])", "tensor([1., 2.])"),
    "an integer and a float with zeros": ("2 7", "2.0 7.00"),
    "a whole number and a float that is not near": ("step 1", "step 0.98"),
    "zero and a float above the absolute tolerance": ("error 0", "error 2.1e-06"),
    "whole numbers": ("3", "2"),
    "a whole number's sign": ("-1", "1"),
    "an integer at the end of a sentence": ("It took 1000.", "It took 1001."),
    "an integer at the end of a bracket": ("(see step 1000.)", "(see step 1001.)"),
    "versions": ("2.13.0", "2.13.1"),
    "a version of one number more": ("2.13", "2.13.0"),
    "hexadecimal numbers": ("0xff", "0xfe"),
    "long hexadecimal numbers": ("hash 0x7f12345678a0", "hash 0x7f12345678b0"),
    "long hexadecimal numbers between tags": ("<b>0x7f12345678a0</b>", "<b>0x7f12345678b0</b>"),
    "long hexadecimal numbers after a comparison": ("a <b\n0x7f12345678a0", "a <b\n0x7f12345678b0"),
    "short hexadecimal numbers inside brackets": ("<Flag 0x3>", "<Flag 0x5>"),
    "an object's kind": ("<Hook 0x7f12345678a0>", "<Link 0x7f12345678a0>"),
    "a figure's axes": ("<Figure size 640x480 with 1 Axes>", "<Figure size 640x480 with 2 Axes>"),
    "a size that is no figure's": ("size 640x480", "size 640x481"),
    "letters of two alphabets": ("\u0430", "a"),
    "letters without their accent": ("caf\u00e9", "cafe"),
    "digits that only look alike": ("x\u00b2", "x2"),
    "a mark that cannot be seen": ("a\u200bb", "ab"),
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


@pytest.mark.parametrize("spellings", PLACES.values(), ids=PLACES)
def test_places_that_say_nothing_agree_however_they_are_spelled(spellings):
    assert [other for other in spellings if differences(spellings[0], other) or differences(other, spellings[0])] == []


@pytest.mark.parametrize(("one", "other"), DIFFER_PLACES.values(), ids=DIFFER_PLACES)
def test_what_a_path_says_besides_its_place_is_compared(one, other):
    assert differences(one, other)
    assert differences(other, one)


def test_a_message_names_the_code_points_of_letters_that_look_the_same():
    (cyrillic,) = differences("p\u0430th", "path")
    assert cyrillic.rule == "exact: words and marks; U+0430 is not U+0061"
    (invisible,) = differences("a \u200b", "a")
    assert invisible.stored == r"'\u200b'"
    assert differences("path", "math")[0].rule == "exact: words and marks"


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


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "123,456,",
        "1.",
        "1_234_",
        "-",
        "1e",
        " ",
        "5. ",
        "ipykernel_",
        "<",
        "/tmp/",
        "<a 0x1234567",
        "\u00e9\u0301",
    ],
)
def test_long_texts_of_any_kind_come_to_an_end(piece):
    text = piece * (30_000 // len(piece))
    assert differences(f"x {text}", f"y {text}")


def test_ten_thousand_numbers_are_all_compared():
    values = [random.Random(0).uniform(1, 2) for _ in range(10_000)]
    before = " ".join(f"{value:.8f}" for value in values)
    assert not differences(before, " ".join(f"{value + 1e-8:.8f}" for value in values))
    assert len(differences(before, " ".join(f"{value + 0.1:.8f}" for value in values))) == len(values)
