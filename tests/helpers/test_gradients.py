"""Gradient checks: against known slopes, and seen to say no."""

import math

import pytest

from helpers import gradients


def test_the_central_difference_is_exact_on_a_parabola_and_misses_by_h_squared_on_a_cube():
    assert gradients.central_difference(lambda w: (4 * w - 7) ** 2, 3.0, 0.1) == pytest.approx(40, abs=1e-9)
    assert gradients.central_difference(lambda w: w**3, 2.0, 0.1) == pytest.approx(12.01, abs=1e-9)


@pytest.mark.parametrize(
    ("gradient", "check", "error"),
    [
        pytest.param(-120, -30, 0.6, id="summed instead of averaged"),
        pytest.param(40, 40, 0.0, id="equal"),
        pytest.param(40, -40, 1.0, id="opposite"),
        pytest.param(0, 0, 0.0, id="both zero"),
    ],
)
def test_the_relative_error_runs_from_equal_to_opposite(gradient, check, error):
    assert gradients.relative_error(gradient, check) == pytest.approx(error)


def test_comparing_says_agree_only_when_they_do(capsys):
    gradients.compare_slopes(by_hand=40.0, nudge=40.0 + 1e-9)
    assert "agree: relative error below 1e-07" in capsys.readouterr().out
    gradients.compare_slopes(by_hand=-120.0, nudge=-30.0)
    said = capsys.readouterr().out
    assert "relative error 0.6" in said
    assert "agree" not in said


def test_the_largest_error_of_several_decides(capsys):
    gradients.compare_slopes(by_hand=40.0, nudge=40.0, autograd=30.0)
    assert f"relative error {10 / 70:.4g}" in capsys.readouterr().out
    assert math.isclose(gradients.relative_error(40, 30), 10 / 70)
