"""Claims of lesson 06, yes or no, on neurons, samples and rates that the lesson does not have."""
# long because: one claim after another; each stands alone

from fractions import Fraction

import numpy as np
import torch
from torch import nn

from tests.lessons.claims import claim

DEFINITIONS = ()

SEED = 6
LN2 = np.log(2)
XOR = np.array([0, 1, 1, 0])
FIVE_LOSSES = (2.1722, 2.0730, 1.9755, 1.8799, 1.7866)  # as the students' program printed them


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def losses(z, y):
    """The loss of each sample from its logit, in float64, without going through p."""
    return np.logaddexp(0, z) - y * z


def mean_loss(rows, labels, weights):
    return losses(rows @ weights, labels).mean()


def gradient(rows, labels, weights):
    return rows.T @ (sigmoid(rows @ weights) - labels) / len(rows)


def descent(rows, labels, weights, rate, steps):
    """(steps + 1, weights), before each step and after the last."""
    path = [weights]
    for _ in range(steps):
        path.append(path[-1] - rate * gradient(rows, labels, path[-1]))
    return np.array(path)


def with_ones(points):
    return np.column_stack([points, np.ones(len(points))])


def parallelogram(generator):
    """Four corners and a column of ones; the first and the last are opposite, and so are the other two."""
    corner, one, two = generator.normal(size=(3, 2))
    return with_ones(np.array([corner, corner + one, corner + two, corner + one + two]))


@claim("The one bias is broadcast")
def one_bias_joins_each_row_of_a_batch():
    generator = np.random.default_rng(SEED)
    for samples, features in ((1, 1), (4, 3), (7, 5)):
        X, w = generator.normal(size=(samples, features)), generator.normal(size=features)
        b = generator.normal(size=1)
        by_row = [[sum(x * weight for x, weight in zip(row, w, strict=True)) + b[0]] for row in X]
        assert np.allclose(X @ w[:, None] + b, by_row)


@claim("0.3 and 0.1 have no binary form that ends", "the class of sample 1 depends on the precision")
def a_decimal_is_a_float_only_if_its_denominator_is_a_power_of_2():
    for text in ("0.1", "0.3", "0.7", "0.5", "0.375", "2.25"):
        denominator = Fraction(text).denominator
        ends = denominator & (denominator - 1) == 0
        assert (Fraction(float(text)) == Fraction(text)) == ends
    left = {dtype: dtype(1.5) - dtype(1.2) - dtype(0.3) for dtype in (np.float32, np.float64)}  # 0 on paper
    assert (left[np.float32] > 0) != (left[np.float64] > 0)


@claim("A layer keeps one row per output and computes")
def a_layer_keeps_a_row_for_each_output():
    for features, outputs in ((2, 1), (3, 5), (7, 2)):
        layer, x = nn.Linear(features, outputs), torch.ones(4, features)
        assert layer.weight.shape == (outputs, features)
        assert torch.allclose(layer(x), x @ layer.weight.T + layer.bias)


@claim("So a logit is read as log-odds", "A logit of 0 is an even chance, odds of one to one")
def the_sigmoid_undoes_the_logarithm_of_the_odds():
    z = np.random.default_rng(SEED).uniform(-20, 20, 200)
    p = sigmoid(z)
    assert np.allclose(np.log(p / (1 - p)), z, rtol=1e-6, atol=1e-9)
    assert ((p > 0.5) == (z > 0)).all()
    assert sigmoid(0.0) == 0.5


@claim("Chances of independent answers multiply, and minus their logarithms add up", "Sums do not run down to 0")
def minus_the_logarithms_of_chances_add_up_where_their_product_is_lost():
    generator = np.random.default_rng(SEED)
    few, many = generator.uniform(0.05, 0.95, 7), generator.uniform(0.05, 0.95, 5000)
    drawn = generator.random((200_000, 3)) < few[:3]  # three answers at once, again and again
    assert abs(drawn.all(axis=1).mean() - few[:3].prod()) < 0.005
    assert np.isclose(-np.log(few.prod()), -np.log(few).sum())
    assert many.prod() == 0
    assert 1000 < -np.log(many).sum() < 10_000


@claim("Two of the three labels are 1, so it says", "To say ½ costs $\\ln 2$, 0.6931, whatever the labels are")
def the_share_of_yes_is_the_cheapest_word_for_all_and_costs_no_more_than_ln_2():
    generator = np.random.default_rng(SEED)
    for share in (1 / 5, 2 / 7, 0.5, 0.9):

        def price(p, share=share):
            return -(share * np.log(p) + (1 - share) * np.log(1 - p))

        assert (price(generator.uniform(0.001, 0.999, 500)) >= price(share)).all()
        assert price(share) <= LN2 + 1e-12
        assert np.isclose(price(0.5), LN2)


@claim("The second sigmoid puts all three near ⅔")
def a_second_sigmoid_leaves_nothing_below_a_half_or_above_three_quarters():
    twice = sigmoid(np.random.default_rng(SEED).random(1000))
    assert (twice > 0.5).all()
    assert (twice < 0.7311).all()


@claim("$1 + \\exp(-z)$ rounds to 1", "So $p$ is 1, and $\\ln 0$ is minus infinity")
def the_sum_under_p_rounds_to_1_in_float32_above_a_logit_between_16_6_and_16_7():
    below, above = np.linspace(-5, 16.6, 500), np.linspace(16.7, 80, 500)
    for z, is_one in ((below, False), (above, True)):
        under = 1 + np.exp(-z.astype(np.float32))
        assert under.dtype == np.float32
        assert ((under == 1) == is_one).all()
        assert ((1 / under == 1) == is_one).all()
        assert ((torch.sigmoid(torch.tensor(z, dtype=torch.float32)) == 1).numpy() == is_one).all()
    assert np.float32(sigmoid(17.0)) < 1  # p itself, rounded once, is not 1 there: the sum is to blame


@claim("that sample no longer teaches anything")
def a_clamped_loss_has_slope_0_where_the_stable_one_has_1():
    z = torch.linspace(18, 150, 40, requires_grad=True)
    clamped = nn.functional.binary_cross_entropy(torch.sigmoid(z), torch.zeros(40), reduction="sum")
    stable = nn.functional.binary_cross_entropy_with_logits(z, torch.zeros(40), reduction="sum")
    assert (torch.autograd.grad(clamped, z)[0] == 0).all()
    assert torch.allclose(torch.autograd.grad(stable, z)[0], torch.ones(40))


@claim("$z + \\ln(1 + \\exp(-z))$ is the same function")
def taking_the_exponential_out_changes_no_value():
    z = np.random.default_rng(SEED).uniform(-30, 30, 300)
    assert np.allclose(z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)), rtol=1e-9, atol=1e-9)
    assert np.allclose(-np.log(1 - sigmoid(z[z < 10])), np.log1p(np.exp(z[z < 10])), rtol=1e-9, atol=1e-9)


@claim("The exponent is at most 0, and nothing overflows.", "At $z = -200$ the true loss is 0, to 86 decimals.")
def with_the_larger_taken_out_nothing_overflows_in_float32():
    z = np.random.default_rng(SEED).uniform(-1, 1, 400) * 10.0 ** np.arange(400).clip(max=37)
    z = np.concatenate([z, [np.finfo(np.float32).max, np.finfo(np.float32).min]]).astype(np.float32)
    with np.errstate(over="raise", invalid="raise"):
        stable = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    assert stable.dtype == np.float32
    assert np.allclose(stable, np.logaddexp(0, z.astype(np.float64)), rtol=1e-6)
    assert 0.5e-87 < np.log1p(np.exp(-200.0)) < 0.5e-86


@claim("The factor $p(1 - p)$ cancels, and $e = p - y$ is left")
def the_slope_in_the_logit_is_probability_minus_label_also_for_labels_between():
    generator = np.random.default_rng(SEED)
    z, y, h = generator.uniform(-6, 6, 100), generator.random(100), 1e-5
    p = sigmoid(z)
    nudged = (losses(z + h, y) - losses(z - h, y)) / (2 * h)
    assert np.allclose(nudged, p - y, atol=1e-8)
    assert np.allclose((p - y) / (p * (1 - p)) * p * (1 - p), p - y)


@claim("BCE is at least twice as steep everywhere, since $p(1 - p)$ is at most ¼.")
def cross_entropy_is_twice_as_steep_as_the_square_or_more():
    generator = np.random.default_rng(SEED)
    p, y = sigmoid(generator.uniform(-15, 15, 500)), generator.integers(0, 2, 500)
    assert (np.abs(p - y) >= 2 * np.abs(2 * (p - y) * p * (1 - p)) * (1 - 1e-12)).all()


@claim("The square would leave the worst sample for last.")
def under_the_square_the_most_wrong_sample_turns_last_and_far_later_than_under_cross_entropy():
    def steps_until_right(slope, z):
        for step in range(100_000):
            if z > 0:
                return step
            z -= slope(sigmoid(z))
        raise AssertionError("it never turns")

    square = [steps_until_right(lambda p: 2 * (p - 1) * p * (1 - p), z) for z in (-2.0, -5.0, -8.0)]
    entropy = [steps_until_right(lambda p: p - 1, z) for z in (-2.0, -5.0, -8.0)]
    assert square == sorted(square)
    assert square[2] > 50 * square[0]
    assert entropy[2] < 5 * entropy[0]


@claim("it never keeps more than its promise")
def no_step_keeps_more_than_the_slope_promises():
    generator = np.random.default_rng(SEED)
    for rate in (0.001, 0.1, 1.0, 10.0) * 25:
        rows, weights = with_ones(generator.normal(size=(6, 3))), generator.normal(size=4)
        labels = generator.integers(0, 2, 6)
        slope = gradient(rows, labels, weights)
        fell = mean_loss(rows, labels, weights) - mean_loss(rows, labels, weights - rate * slope)
        assert fell <= rate * slope @ slope


@claim("it takes a second one with the old gradient", "and the two share memory", "`copy_` copies")
def a_gradient_outlives_its_step_and_data_shares_memory():
    layer = nn.Linear(3, 1)
    layer(torch.tensor([[1.0, -2.0, 4.0]])).sum().backward()
    at = [layer.weight.detach().clone()]
    for _ in range(2):
        with torch.no_grad():
            layer.weight -= 0.5 * layer.weight.grad
        at.append(layer.weight.detach().clone())
    assert torch.allclose(at[2] - at[1], at[1] - at[0])
    mine, copied, other = torch.ones(1, 3), torch.ones(1, 3), nn.Linear(3, 1)
    layer.weight.data = mine
    with torch.no_grad():
        other.weight.copy_(copied)
        layer.weight.mul_(7)
        other.weight.mul_(7)
    assert (mine == 7).all()
    assert (copied == 1).all()


@claim("it cannot go down and up again", "No weights would do it.")
def along_a_line_a_neuron_goes_one_way_so_that_no_1_0_1_is_right():
    generator = np.random.default_rng(SEED)
    for _ in range(300):
        start, way, weights, bias = *generator.normal(size=(3, 4)), generator.normal()
        places = np.sort(generator.uniform(-3, 3, 20))
        steps = np.diff(sigmoid((start + places[:, None] * way) @ weights + bias))
        assert (steps >= 0).all() or (steps <= 0).all()
        classes = sigmoid((start + places[:3, None] * way) @ weights + bias) > 0.5
        assert classes.tolist() != [True, False, True]


@claim("At equal distances the labels 1, 0, 1 pull as much one way as the other, so it ends flat.")
def labels_1_0_1_at_even_places_end_flat_and_at_uneven_ones_do_not():
    for middle, is_flat in ((2.0, True), (1.0, False)):
        rows, labels = with_ones(np.array([[0.0], [middle], [4.0]])), np.array([1, 0, 1])
        slope, _ = descent(rows, labels, np.array([0.7, -0.4]), 0.2, 3000)[-1]
        assert (abs(slope) < 1e-6) == is_flat


@claim("The gradient has no part in this direction, so $w_1 - w_2 + b$ stays 0.9, whatever the learning rate.")
def what_no_sample_sees_no_step_changes():
    generator = np.random.default_rng(SEED)
    for rate in (0.01, 0.5, 5.0):
        unseen = generator.normal(size=4)
        rows = generator.normal(size=(5, 4))
        rows -= np.outer(rows @ unseen, unseen) / (unseen @ unseen)  # at a right angle to it
        path = descent(rows, generator.integers(0, 2, 5), generator.normal(size=4), rate, 200)
        assert np.allclose(path @ unseen, path[0] @ unseen)
        assert not np.allclose(path[-1], path[0])


@claim(
    "The students' program starts elsewhere, and prints five losses.",
    "Many starts give the same five losses",
    "so the losses cannot reveal three unknowns",
)
def starts_along_the_unseen_direction_print_the_students_five_losses():
    rows, labels = with_ones(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])), np.array([1, 0, 1])
    for along in (-0.2, 0.0, 0.1, 7.0):
        start = np.array([-0.443, -0.4, -0.1976]) + along * np.array([1, -1, 1])
        path = descent(rows, labels, start, 0.01, len(FIVE_LOSSES) - 1)
        assert np.allclose([mean_loss(rows, labels, weights) for weights in path], FIVE_LOSSES, rtol=0, atol=5.1e-5)
    another = np.array([-0.443, -0.4, -0.1976]) + 0.01
    assert abs(mean_loss(rows, labels, another) - FIVE_LOSSES[0]) > 1e-3


@claim(
    "No line parts two opposite corners from the other two.",
    "The start had three of four right, and no line does better.",
    "That border has as many corners right as a line can.",
)
def a_line_gets_three_of_four_opposite_corners_and_no_more():
    generator = np.random.default_rng(SEED)
    for _ in range(20):
        corners = parallelogram(generator)
        towards = generator.normal(size=(2000, 2))
        through = corners[generator.integers(0, 4, 2000), :2] + 0.3 * generator.normal(size=(2000, 2))
        lines = np.column_stack([towards, -(towards * through).sum(axis=1)])
        right = ((lines @ corners.T > 0) == XOR).sum(axis=1)
        assert right.max() == 3


@claim("From zero, XOR's four pulls cancel", "That is a tie, no class, though")
def from_zero_opposite_corners_leave_no_gradient_and_no_class():
    generator = np.random.default_rng(SEED)
    for _ in range(20):
        corners = parallelogram(generator)
        assert np.abs(gradient(corners, XOR, np.zeros(3))).max() < 1e-12
        assert np.abs(corners @ descent(corners, XOR, np.zeros(3), 0.5, 50)[-1]).max() < 1e-9
    assert np.abs(gradient(corners, np.array([0, 0, 0, 1]), np.zeros(3))).max() > 1e-3


@claim("since their weights grow without end")
def where_a_line_separates_the_labels_weights_grow_and_the_loss_falls_on():
    generator = np.random.default_rng(SEED)
    for _ in range(3):
        rows = with_ones(generator.normal(size=(8, 2)))
        labels = (rows @ [1.0, -2.0, 0.3] > 0).astype(int)
        path = descent(rows, labels, np.zeros(3), 0.5, 3000)[[30, 300, 3000]]
        assert (np.diff(np.linalg.norm(path, axis=1)) > 0.5).all()
        assert (np.diff([mean_loss(rows, labels, weights) for weights in path]) < 0).all()


@claim("The loss goes on falling, towards $\\ln 2$ and a $p$ of ½ for all", "the two have their best places apart")
def the_least_loss_of_opposite_corners_is_a_tie_and_the_most_right_costs_more():
    generator = np.random.default_rng(SEED)
    kept = []
    for _ in range(5):
        corners = parallelogram(generator)
        lines = generator.normal(size=(3000, 3))
        best = lines[((lines @ corners.T > 0) == XOR).sum(axis=1) == 3]
        assert min(mean_loss(corners, XOR, line) for line in best) > LN2
        path = descent(corners, XOR, best[0], 0.3, 1500)
        assert mean_loss(corners, XOR, path[0]) > mean_loss(corners, XOR, path[-1]) >= LN2 - 1e-12
        kept.append(((corners @ path[-1] > 0) == XOR).sum() == 3)
    assert not all(kept)


@claim("the largest curvature $\\lambda$ sets the limit $2/\\lambda$")
def near_the_best_place_two_over_the_largest_curvature_parts_settling_from_flapping():
    generator = np.random.default_rng(SEED)
    for _ in range(3):
        rows, labels = with_ones(generator.normal(size=(6, 1))), np.array([1, 0, 1, 0, 1, 0])
        best = descent(rows, labels, np.zeros(2), 1.0, 1000)[-1]
        p = sigmoid(rows @ best)
        curvatures, directions = np.linalg.eigh(rows.T * (p * (1 - p)) @ rows / len(rows))
        for share, settles in ((0.98, True), (1.02, False)):
            path = descent(rows, labels, best + 1e-3 * directions[:, -1], 2 * share / curvatures[-1], 400)
            assert (np.linalg.norm(path[-1] - best) < 1e-4) == settles


@claim("Here $|e|$ is at most 1", "its slope stays bounded, and so does the climb")
def no_rate_makes_the_cross_entropy_explode_where_a_parabola_does():
    generator = np.random.default_rng(SEED)
    rows, labels = with_ones(generator.normal(size=(6, 1))), np.array([1, 0, 1, 0, 1, 0])
    longest = np.linalg.norm(rows, axis=1).mean()
    for rate in (1.0, 20.0, 100.0):
        path = descent(rows, labels, np.zeros(2), rate, 1500)
        assert np.linalg.norm(np.diff(path, axis=0), axis=1).max() <= rate * longest
        assert np.linalg.norm(path[750:], axis=1).max() <= 1.5 * np.linalg.norm(path[:750], axis=1).max()
    square, curvature = [1.0], np.linalg.eigvalsh(rows.T @ rows / 6)[-1]
    for _ in range(1500):
        square.append(square[-1] - 2.1 / curvature * curvature * square[-1])
    assert abs(square[-1]) > 1e50


def mistakes_per_pass(rows, labels, passes):
    weights, mistakes = np.zeros(rows.shape[1]), [0] * passes
    for k in range(passes):
        for x, label in zip(rows, labels, strict=True):
            wrong_by = float(weights @ x > 0) - label
            weights = weights - wrong_by * x
            mistakes[k] += wrong_by != 0
    return mistakes


@claim("Where no line separates the labels it never rests")
def rosenblatts_rule_rests_only_where_a_line_separates_the_labels():
    generator = np.random.default_rng(SEED)
    for _ in range(10):
        rows = with_ones(generator.normal(size=(8, 2)))
        score = rows @ generator.normal(size=3)
        apart = np.abs(score) > 0.2
        assert mistakes_per_pass(rows[apart], score[apart] > 0, 300)[-1] == 0
        assert min(mistakes_per_pass(parallelogram(generator), XOR, 150)) > 0
