"""What a cell may ask for, and what is refused."""

import pytest
from nbval_tolerance.tolerance import DEFAULT, NAMED, gap, may_hide, tolerance_from


@pytest.mark.parametrize(
    ("wanted", "rtol", "atol"),
    [
        ("grad", 1e-4, 1e-5),
        ("tiny", 1e-3, 0.0),
        ("train", 1e-2, 1e-4),
        ({"rtol": 1e-3, "atol": 0}, 1e-3, 0.0),
        ({"atol": 1e-3}, DEFAULT.rtol, 1e-3),
        (1e-3, 1e-3, DEFAULT.atol),
        ("rtol=1e-3, atol=0", 1e-3, 0.0),
        (None, DEFAULT.rtol, DEFAULT.atol),
    ],
)
def test_a_name_or_numbers_make_a_tolerance(wanted, rtol, atol):
    tolerance = tolerance_from(wanted)
    assert (tolerance.rtol, tolerance.atol) == (rtol, atol)


@pytest.mark.parametrize(
    "wanted",
    ["loose", "", {"rtol": -1e-3}, {"rtol": "a"}, {"rel": 1e-3}, {}, True, float("nan"), float("inf"), [1], "rtol=x"],
    ids=repr,
)
def test_anything_else_is_refused(wanted):
    with pytest.raises(ValueError, match=r"unknown tolerance|expected a number that is 0 or more"):
        tolerance_from(wanted)


def test_what_a_cell_leaves_out_comes_from_the_setting():
    assert tolerance_from({"rtol": 0.5}, NAMED["train"]).atol == NAMED["train"].atol
    assert tolerance_from(None, NAMED["tiny"]) is NAMED["tiny"]


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [("1.665", "1.668", 1e-3), ("1.6650", "1.668", 1e-3), ("0.0123", "0.0223", 1e-4), ("1.234e-03", "2.0e-03", 1.2e-6)],
    ids=["four digits", "the coarser one counts", "four decimals", "two digits have no slack"],
)
def test_the_slack_is_one_unit_of_the_coarser_last_digit(one, other, allowed):
    assert gap(one, other, DEFAULT).allowed == pytest.approx(allowed, rel=1e-6)
    assert gap(other, one, DEFAULT) == gap(one, other, DEFAULT)


@pytest.mark.parametrize(("wanted", "slack"), [({"rtol": 1e-6, "atol": 0}, 0), (1e-6, 0), ("tiny", 1e-3), (None, 1e-3)])
def test_there_is_no_slack_beside_numbers_that_a_cell_names(wanted, slack):
    tolerance = tolerance_from(wanted)
    assert gap("1.665", "9.665", tolerance).allowed == pytest.approx(
        max(slack, tolerance.atol + tolerance.rtol * 9.665), rel=1e-6
    )
    assert bool(gap("1.665", "1.666", tolerance)) == (not slack)


@pytest.mark.parametrize("decimals", range(7))
def test_the_slack_is_never_more_than_a_hundredth_of_the_number(decimals):
    tolerance = NAMED["tiny"]
    for unit in range(1, 20_000, 7):
        one, other = (f"{k * 10**-decimals:.{decimals}f}" for k in (unit, unit + 1))
        if not gap(one, other, tolerance):
            assert float(other) - float(one) <= 0.01 * float(other) * (1 + 1e-9)


@pytest.mark.parametrize("text", ["0.01", "0.4", "0.0", "0.0000", "3e-05", "0.0004", "0.049", "-0.5"])
def test_a_number_with_few_digits_may_hide_a_change(text):
    assert may_hide(text)


@pytest.mark.parametrize("text", ["0.51", "1.20", "0.0704", "12.5", "1.23e-05", "1.", "4000.", "inf", "nan"])
def test_a_number_with_enough_digits_or_none_cut_off_hides_nothing(text):
    assert not may_hide(text)
