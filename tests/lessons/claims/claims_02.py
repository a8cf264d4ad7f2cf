"""Lesson 02's claims: means, sums and compromises, the speed of a descent and its limit, and who mended what when."""

from datetime import date
from functools import partial

import numpy as np
import pytest

from helpers.gradients import WRONG_ABOVE, central_difference, relative_error
from tests.lessons.claims import claim

RANDOM = np.random.default_rng(2)
SIZES = (2, 3, 7, 50)
# When the copied line was written, when its repair was proposed, declined, proposed again and taken.
WRITTEN, PROPOSED_AGAIN, MERGED = date(2019, 12, 29), date(2021, 10, 26), date(2023, 1, 5)
ANSWERS_SINCE = {"PR #5": "`.mean()` is doing the same thing"}

DEFINITIONS = ('The answer was that `.mean()` "is doing the same thing".',)


def points(count, off_the_line=1.0):
    X = RANDOM.uniform(0.5, 4, count)
    return X, 2 * X + off_the_line * RANDOM.normal(size=count)


def mse(w, X, Y):
    return np.mean((w * X - Y) ** 2)


def slope(w, X, Y):
    return np.mean(2 * X * (w * X - Y))


def descent(w, lr, steps, X, Y):
    losses = [mse(w, X, Y)]
    for _ in range(steps):
        w = w - lr * slope(w, X, Y)
        losses.append(mse(w, X, Y))
    return w, losses


@claim("the slope of a mean is the mean of the slopes")
def the_slope_of_a_mean_is_the_mean_of_the_slopes():
    for count in SIZES:
        X, Y = points(count)
        each = [central_difference(partial(mse, X=X[at], Y=Y[at]), 0.7) for at in range(count)]
        assert central_difference(partial(mse, X=X, Y=Y), 0.7) == pytest.approx(np.mean(each), rel=1e-6)


@claim("On a line through the origin a large input counts twice")
def a_doubled_input_casts_four_times_the_vote_on_a_line_through_0_only():
    for x, goal, offset in ((0.3, -2.0, 0.0), (1.7, 0.4, 0.0), (5.0, 3.0, 2.5)):
        votes = [2 * at * (0.7 * at - (goal * at + offset)) for at in (x, 2 * x)]
        assert (votes[1] == pytest.approx(4 * votes[0])) is (offset == 0)


@claim("each of the four parabolas has its lowest point at 2")
def points_of_one_line_through_0_agree_on_the_goal():
    for goal in (-3.0, 0.5, 2.0):
        X = RANDOM.uniform(0.5, 4, 9)
        assert [slope(goal, X[at : at + 1], goal * X[at : at + 1]) for at in range(9)] == pytest.approx([0] * 9)


@claim("Setting the formula of section 4 to 0 gives")
def the_closed_form_is_the_lowest_point():
    for count in SIZES:
        X, Y = points(count)
        best = (X * Y).sum() / (X**2).sum()
        assert slope(best, X, Y) == pytest.approx(0, abs=1e-12)
        assert all(mse(best + step, X, Y) > mse(best, X, Y) for step in (-1, -0.01, 0.01, 1))


@claim("it ends at a compromise with a loss above 0")
def where_samples_disagree_the_least_loss_is_above_0():
    for count in SIZES:
        for off_the_line in (0.0, 0.5):
            X, Y = points(count, off_the_line)
            least = mse((X * Y).sum() / (X**2).sum(), X, Y)
            assert bool(least > 1e-6) == (off_the_line > 0)


@claim("It exists where the prediction is the weight times a number")
def any_numbers_in_the_place_of_the_inputs_have_the_closed_form():
    for count in SIZES:
        X, Y = points(count)
        for fixed in (X**2, np.sin(X), -X):
            best = (fixed * Y).sum() / (fixed**2).sum()
            assert central_difference(partial(mse, X=fixed, Y=Y), best) == pytest.approx(0, abs=1e-6)


@claim(
    "A dot product multiplies pair by pair and adds up",
    "the mean of one number is that number",
    "a sum is as many times too large as there are samples",
)
def a_dot_product_adds_up_so_that_mean_does_nothing():
    for count in SIZES:
        X, Y = points(count)
        copied = np.dot(2 * X, 0.3 * X - Y)
        assert copied.shape == ()
        assert copied.mean() == copied == pytest.approx(count * slope(0.3, X, Y))


@claim("A relative error above 0.01 probably means a wrong gradient")
def a_nudge_parts_right_gradients_from_wrong_ones():
    for count in (2, 3, 7):
        X, Y = points(count)
        nudge = central_difference(partial(mse, X=X, Y=Y), -1.0)
        right = slope(-1.0, X, Y)
        faulty = (count * right, -right, right / 2, np.mean(2 * (-X - Y)))
        assert relative_error(right, nudge) < WRONG_ABOVE / 1000
        assert all(relative_error(wrong, nudge) > WRONG_ABOVE for wrong in faulty)


@claim("The line was written on 29 December 2019", "proposed that repair again on 26 October 2021")
def the_line_stood_for_three_years_and_was_questioned_again_after_22_months():
    assert (PROPOSED_AGAIN - WRITTEN).days // 30.44 in (21, 22)
    assert (MERGED - WRITTEN).days // 365.25 == 3
    assert ANSWERS_SINCE["PR #5"].endswith("is doing the same thing")


@claim("because it is too large", "The luck depends on the data")
def a_summed_slope_arrives_sooner_only_while_its_steps_stay_short():
    for count, lr in ((4, 0.004), (10, 0.002), (10, 0.1)):
        X, _ = points(count)
        Y = 2 * X
        bend = 2 * np.mean(X**2)
        mean_distance = abs(descent(0.0, lr, 5, X, Y)[0] - 2)
        sum_distance = abs(descent(0.0, count * lr, 5, X, Y)[0] - 2)
        assert bool(sum_distance < mean_distance) == (count * lr * bend < 1)


@claim("Each step goes 15 % of the way that is left")
def a_step_goes_the_share_lr_times_bend_of_the_way():
    for lr in (0.001, 0.02, 0.03):
        X, _ = points(6)
        w, goal = 5.0, -1.5
        after = w - lr * slope(w, X, goal * X)
        assert (w - after) / (w - goal) == pytest.approx(lr * 2 * np.mean(X**2))


@claim("the slope points where the loss grows")
def going_with_the_slope_raises_the_loss():
    for start in (-4.0, 0.3, 9.0):
        X, Y = points(5)
        assert mse(start + 1e-3 * slope(start, X, Y), X, Y) > mse(start, X, Y)


@claim("NumPy names both shapes and refuses")
def arrays_of_two_lengths_are_refused_by_shape():
    for first, second in ((4, 3), (2, 5), (10, 9)):
        with pytest.raises(ValueError, match=rf"\({first},\) \({second},\)"):
            np.zeros(first) - np.zeros(second)


@claim("The inputs alone fix it")
def other_targets_leave_the_bend_as_it_is():
    X, _ = points(8)
    for _ in range(3):
        Y = RANDOM.normal(size=8)
        assert slope(1.0, X, Y) - slope(0.0, X, Y) == pytest.approx(2 * np.mean(X**2))


@claim("on such an axis a constant factor is a straight line")
def the_logarithm_of_a_shrinking_loss_falls_by_the_same_amount():
    X, _ = points(5)
    _, losses = descent(-1.0, 0.02, 12, X, 2 * X)
    falls = np.diff(np.log10(losses))
    assert falls == pytest.approx([falls[0]] * 12)


@claim("All curves cross at 2/15", "To the left of the crossing more steps help", "lands nearer", "Its size decides")
def at_two_over_the_bend_no_number_of_steps_gains_or_loses():
    for goal in (-1.0, 3.0):
        X, _ = points(6)
        limit = 2 / (2 * np.mean(X**2))
        first, few, many = (lambda losses: (losses[0], losses[4], losses[17]))(descent(0.5, limit, 17, X, goal * X)[1])
        assert few == pytest.approx(first) and many == pytest.approx(first)
        below, above = (descent(0.5, share * limit, 17, X, goal * X)[1] for share in (0.9, 1.1))
        assert below[17] < below[4] < below[0]
        assert above[17] > above[4] > above[0]


@claim("On a parabola the learning rate has to stay below 2 divided by the bend")
def a_parabola_decides_and_a_steeper_curve_has_another_limit():
    for bend in (0.3, 2.0, 40.0):
        for share, arrives in ((0.99, True), (1.01, False)):
            distance = (1 - share * 2) ** 2000
            walked = 1.0
            for _ in range(2000):
                walked -= share * 2 / bend * bend * walked
            assert walked == pytest.approx(distance, rel=1e-6)
            assert (abs(walked) < 1) is arrives
    quartic = 1.0  # on w⁴ the bend at the start says nothing of the way: 1.2 times its limit still comes down
    for _ in range(50):
        quartic -= 1.2 * 2 / 12 * 4 * quartic**3
    assert abs(quartic) < 1


@claim("one program, rounded in two different places", "A float32 carries about seven digits")
def two_roundings_of_one_loss_differ_by_few_float32_numbers():
    for goal in (2.0, 3.1):
        x = RANDOM.uniform(0.5, 4, 6).astype(np.float32)
        y = (goal * x).astype(np.float32)
        wide, narrow = 0.0, np.float32(0)
        for _ in range(3):
            wide -= 0.01 * float(np.dot(2 * x, np.float32(wide) * x - y))
            narrow -= np.float32(0.01) * np.dot(2 * x, narrow * x - y)
        assert abs(np.float32(wide) - narrow) <= 8 * np.spacing(narrow)
    assert np.finfo(np.float32).precision == 6  # six digits are kept for certain, the seventh mostly


@claim("A bias is a weight whose input is 1 in each sample")
def a_bias_learns_as_a_weight_on_ones():
    X, Y = points(9)
    errors = 0.4 * X - 0.2 - Y
    assert np.mean(2 * np.ones(9) * errors) == pytest.approx(
        central_difference(lambda b: np.mean((0.4 * X + b - Y) ** 2), -0.2), rel=1e-6
    )


@claim("Some mixture of the two knobs learns quickly and some other hardly moves")
def two_knobs_have_a_quick_and_a_slow_direction():
    for count in (4, 9):
        X, _ = points(count)
        inputs = np.stack([X, np.ones(count)], axis=1)
        slow, quick = np.linalg.eigvalsh(2 * inputs.T @ inputs / count)
        assert quick > 10 * slow > 0
