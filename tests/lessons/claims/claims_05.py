"""Lesson 05's claims: what a module holds and hides, the two factors of a descent, and what the students did write."""
# long because: one claim after another; each stands alone.

import re

import numpy as np
import pytest
import torch
from torch import nn

from tests.lessons.claims import claim

RATE, STEPS = 0.01, 1000
STUDENTS = (0.47510719299316406, 0.534102201461792)  # their second run's w and b
# What the students' notebook prints and says, in English. The remark on a run stands below its number.
REMARKS = {
    "10.003": "may be worse because the initialization is random, and the technique may not be the best: "
    "optimizer, learning rate, iterations",
    "9.967": None,
    "x = 5": "a test set, values we do not know",
    "adam": "the same results, but it converges much more slowly with SGD's parameters",
}
TABLE = [13.65275669, 0.08163604, 0.04481722, 0.02460414, 0.01350738]
TABLE += [0.00741537, 0.00407095, 0.00223491, 0.00122694, 0.00067358]

DEFINITIONS = (
    "you set the same seed again",
    "Which of the six give the same",
    "(c) Never.",
    "Curvature in every direction",
    "Two descents run at the same time",
    "Whatever you do to the inputs in training belongs to the model",
)


def randomness():
    """One generator for each claim, so that none hangs on those before it."""
    return np.random.default_rng(5)


def inputs(random, count):
    return random.uniform(0.5, 5, count)


def hessian(x):
    return 2 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]])


def slopes(p, x, y):
    error = p[0] * x + p[1] - y
    return 2 * np.array([np.mean(x * error), np.mean(error)])


def loss(p, x, y):
    return np.mean((p[0] * x + p[1] - y) ** 2)


def descent(x, y, lr, steps, start):
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * slopes(path[-1], x, y))
    return np.array(path)


def least(x, y):
    """The w and b of the least squares line."""
    w = np.mean((x - x.mean()) * y) / x.var()
    return np.array([w, y.mean() - w * x.mean()])


FOUR = np.arange(1.0, 5.0)
CURVATURES, DIRECTIONS = np.linalg.eigh(hessian(FOUR))
DIRECTIONS = DIRECTIONS * np.sign(DIRECTIONS[0])  # towards larger w
SLOW, FAST = DIRECTIONS.T
FACTORS = 1 - RATE * CURVATURES


# Modules


@claim("The last axis is read as features", "Each row is a sample and each column a feature")
def a_layer_reads_the_last_axis_as_features():
    for features, shape in ((3, (5, 3)), (2, (7, 4, 2)), (4, (4,))):
        assert nn.Linear(features, 6)(torch.ones(shape)).shape == (*shape[:-1], 6)
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        nn.Linear(2, 6)(torch.ones(3))
    rows, layer = torch.rand(5, 3), nn.Linear(3, 2)
    alone = torch.cat([layer(row[None]) for row in rows])
    assert torch.allclose(layer(rows), alone, atol=1e-6)


@claim("A weight of shape (out, in) holds 2 · 2 numbers", "Each output has its own")
def a_layer_holds_out_times_in_weights_and_out_biases():
    for count_in, count_out in ((1, 1), (2, 3), (5, 4)):
        layer = nn.Linear(count_in, count_out)
        assert layer.weight.shape == (count_out, count_in)
        assert layer.bias.shape == (count_out,)
        assert sum(p.numel() for p in layer.parameters()) == count_out * (count_in + 1)


@claim("A seed says where the sequence begins", "The students set no seed")
def a_seed_repeats_the_sequence_and_not_the_value():
    for seed in (0, 7, 2**40):
        sequences = []
        for _ in range(2):
            torch.manual_seed(seed)
            sequences.append([nn.Linear(3, 2).weight.tolist() for _ in range(4)])
        assert sequences[0] == sequences[1]
        assert sequences[0][0] != sequences[0][1]


@claim("the layer and `W` now share their memory", "puts another tensor in its place", "`.data` makes none")
def data_takes_any_shape_and_shares_its_memory():
    for shape in ((3, 1), (2, 5), (7,)):
        layer, mine = nn.Linear(1, 1), torch.ones(shape)
        layer.weight.data = mine
        assert layer.weight.shape == shape
        with torch.no_grad():
            layer.weight.mul_(3)
        assert mine.eq(3).all()


@claim("`copy_` under `no_grad`, in the next cell, refuses what it cannot stretch to the weight's shape")
def copy_copies_and_refuses_what_cannot_be_stretched():
    layer = nn.Linear(2, 3)
    for shape in ((2, 3), (4, 2), (3,)):
        with torch.no_grad(), pytest.raises(RuntimeError, match="match"):
            layer.weight.copy_(torch.ones(shape))
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([5.0, 7.0]))  # a row for each row
    assert layer.weight.tolist() == [[5.0, 7.0]] * 3
    mine = torch.ones(3, 2)
    with torch.no_grad():
        layer.weight.copy_(mine)
        layer.weight.mul_(3)
    assert mine.eq(1).all()
    with pytest.raises(RuntimeError, match="leaf"):
        layer.weight.copy_(mine)


@claim("The first layer finds no register", "is how a plain Python class behaves")
def without_super_the_first_layer_is_refused():
    class Bare(nn.Module):
        def __init__(self, part):
            self.part = part

    for part in (nn.Conv1d(1, 1, 1), nn.ReLU(), nn.Sequential()):
        with pytest.raises(AttributeError, match=r"before Module.__init__"):
            Bare(part)
    assert Bare(3.0).part == 3.0  # what is no module needs no register


@claim("the whole sequence comes again")
def another_seed_gives_another_sequence():
    drawn = set()
    for seed in range(20):
        torch.manual_seed(seed)
        drawn.add(nn.Linear(1, 1).weight.item())
    assert len(drawn) == 20


@claim("The prediction is the same, so that nobody notices", "Call the model, never its `forward`")
def forward_alone_gives_the_prediction_and_skips_each_hook():
    for module in (nn.Linear(3, 2), nn.Sequential(nn.Linear(3, 3), nn.Tanh())):
        calls, batch = [], torch.rand(4, 3)
        module.register_forward_hook(lambda *_, calls=calls: calls.append("after"))
        module.register_forward_pre_hook(lambda *_, calls=calls: calls.append("before"))
        alone = module.forward(batch)
        assert calls == []
        assert torch.equal(module(batch), alone)
        assert calls == ["before", "after"]


# The two runs


def in_float32(start, roundings):
    """The ten printed losses of a run in float32, with one rounding or two in lr * slope and w - that."""
    one = np.float32
    x, y, rate = FOUR.astype(one), (2 * FOUR).astype(one), one(RATE)
    (w, b), rows = (one(number) for number in start), []
    for step in range(STEPS):
        error = w * x + b - y
        if step % 100 == 0:
            rows.append(np.mean(error * error))
        slope_w, slope_b = one(2) * np.mean(error * x), one(2) * np.mean(error)
        if roundings == 2:
            w, b = w - rate * slope_w, b - rate * slope_b
        else:
            w = one(float(w) - float(rate) * float(slope_w))
            b = one(float(b) - float(rate) * float(slope_b))
    return np.array(rows, dtype=float)


@claim("With two roundings all ten are theirs", "four of the ten rows end differently")
def the_last_digits_tell_one_rounding_from_two():
    printed = [f"{number:.8f}" for number in TABLE]
    assert [f"{number:.8f}" for number in in_float32(STUDENTS, 2)] == printed
    ours = [f"{number:.8f}" for number in in_float32(STUDENTS, 1)]
    assert sum(mine != theirs for mine, theirs in zip(ours, printed, strict=True)) == 4


@claim("The last digits need not be theirs")
def from_other_starts_too_the_roundings_differ_in_the_last_digits_alone():
    random = randomness()
    gaps = []
    for start in random.uniform(-1, 1, (5, 2)):
        one, two = in_float32(start, 1), in_float32(start, 2)
        gaps.append(np.max(abs(one - two)))
    assert 0 < max(gaps) < 1e-7


@claim("with a factor between 0 and 1 it never crosses its goal")
def one_weight_with_such_a_factor_stays_on_its_side_and_two_may_not():
    random = randomness()
    for factor in (0.05, 0.85, 0.999):
        distances = -3.0 * factor ** np.arange(200)
        assert (distances < 0).all() and (np.diff(distances) > 0).all()
    crossing = 0
    for start in random.uniform(-1, 1, (30, 2)):
        ends = descent(FOUR, 2 * FOUR, RATE, 60, start) @ [5, 1]
        crossing += (ends[0] < 10) and (ends > 10).any()
    assert 0 < crossing < 30


@claim("Below the 10.003 the students wrote", "Below the 9.967 they wrote nothing", "also on the students' list")
def the_remark_follows_the_first_number_and_names_more_than_the_start():
    assert REMARKS["9.967"] is None
    assert "may be" in REMARKS["10.003"] and "may not be" in REMARKS["10.003"]
    for reason in ("initialization", "optimizer", "learning rate", "iterations"):
        assert reason in REMARKS["10.003"]


@claim("Learning rate and iterations, also on the students' list, will turn out to be nearer to it")
def rate_and_steps_change_the_share_that_arrives_and_the_draw_does_not():
    def share(rate, steps, seed):
        starts = np.random.default_rng(seed).uniform(-1, 1, (20_000, 2))
        left = (starts - [2, 0]) @ SLOW * (1 - rate * CURVATURES[0]) ** steps
        return np.mean(abs(left * (SLOW @ [5, 1])) < 0.0005)

    assert max(share(0.01, 1000, seed) for seed in range(20)) < 0.03
    assert share(0.1, 1000, 0) == 1 == share(0.01, 10_000, 0)


@claim("13 of these 1000", "1.544 % of them print 10.000")
def of_all_starts_about_one_in_65_prints_10():
    middle = (np.arange(1000) + 0.5) / 500 - 1  # a fine grid over the square that a layer draws from
    left = (SLOW[0] * (middle[:, None] - 2) + SLOW[1] * middle) * FACTORS[0] ** STEPS * (SLOW @ [5, 1])
    share = np.mean(abs(left) < 0.0005)
    assert share == pytest.approx(0.01549, abs=1e-4)
    assert abs(share - 0.01544) < 3 * np.sqrt(share / 1e6)  # a million drawn
    assert abs(share - 0.013) < 3 * np.sqrt(share / 1e3)  # a thousand


# The valley


@claim("Raise $w$ and lower $b$, and the line hardly moves over our four points")
def along_the_floor_the_line_moves_less_than_across_it():
    random = randomness()
    for count in (3, 8, 50):
        x = inputs(random, count)
        slow, fast = np.linalg.eigh(hessian(x))[1].T
        assert slow[0] * slow[1] < 0 < fast[0] * fast[1]
        assert np.std(slow[0] * x + slow[1]) < np.std(fast[0] * x + fast[1])
        assert np.mean((slow[0] * x + slow[1]) ** 2) < 0.2 * np.mean((fast[0] * x + fast[1]) ** 2)


@claim("the gradient is $H d$", "The table of all four changes is the Hessian")
def the_gradient_is_the_hessian_times_the_distance():
    random = randomness()
    for count in (2, 5, 40):
        x = inputs(random, count)
        for noise in (0.0, 3.0):
            y = 2 * x - 1 + noise * random.normal(size=count)
            p, h = random.normal(size=2), 1e-4
            nudged = [(loss(p + h * axis, x, y) - loss(p - h * axis, x, y)) / (2 * h) for axis in np.eye(2)]
            assert hessian(x) @ (p - least(x, y)) == pytest.approx(nudged, rel=1e-5, abs=1e-8)


@claim("Each direction has its own factor", "and the two never mix", "in a direction in which $d$ has none")
def each_direction_has_a_factor_of_its_own_whatever_the_other_holds():
    random = randomness()
    for count in (2, 6, 30):
        x, y = inputs(random, count), 3 * random.normal(size=count)
        curvatures, directions = np.linalg.eigh(hessian(x))
        lr = random.uniform(0.2, 1.2) / curvatures[1]
        path = descent(x, y, lr, 60, random.normal(size=2))
        shares = (path - least(x, y)) @ directions
        assert shares == pytest.approx(shares[0] * (1 - lr * curvatures) ** np.arange(61)[:, None], rel=1e-6, abs=1e-9)


@claim(
    "The largest curvature limits the learning rate", "The limit is sharp", "is the factor of the fast direction there"
)
def beyond_two_over_the_largest_curvature_the_loss_grows():
    random = randomness()
    for count in (2, 6, 30):
        x = inputs(random, count)
        y, largest = 2 * x, np.linalg.eigvalsh(hessian(x))[1]
        for share, grows in ((0.99, False), (1.01, True)):
            path = descent(x, y, share * 2 / largest, 600, (0.3, 0.3))
            assert (loss(path[-1], x, y) > loss(path[0], x, y)) == grows


@claim("The best fixed rate makes")
def no_other_fixed_rate_has_a_smaller_worst_factor():
    random = randomness()
    for count in (2, 6, 30):
        curvatures = np.linalg.eigvalsh(hessian(inputs(random, count)))
        rates = np.linspace(1e-4, 2 / curvatures[1], 5000)
        worst = abs(1 - rates[:, None] * curvatures).max(axis=1)
        best = 2 / curvatures.sum()
        assert abs(rates[np.argmin(worst)] - best) <= 2 * (rates[1] - rates[0])
        assert 1 - best * curvatures[0] == pytest.approx(-(1 - best * curvatures[1]))


@claim("Whatever distance lay along the floor, 4.987 % of it is left after 1000 steps", "0.5490 from row to row")
def what_is_left_is_the_same_share_for_other_starts():
    random = randomness()
    for start in random.uniform(-3, 3, (4, 2)):
        path = descent(FOUR, 2 * FOUR, RATE, STEPS, start)
        shares = (path - [2, 0]) @ SLOW
        assert shares[-1] / shares[0] == pytest.approx(0.04987, abs=5e-6)
        losses = [loss(p, FOUR, 2 * FOUR) for p in path[200::100]]
        assert np.divide(losses[1:], losses[:-1]) == pytest.approx(0.5490, abs=5e-5)


@claim("lets the error shrink by the factor of the loss", "lets it shrink like one over the steps")
def the_wrong_forecasts_come_from_the_mistakes_that_they_name():
    reached = abs(descent(FOUR, 2 * FOUR, RATE, 1700, (0.7606186866760254, -0.5324838161468506)) @ [5, 1] - 10)
    assert np.argmax(reached[1000:] < 0.0005) + 1000 == 1647
    missing = reached[1000] / 0.0005
    assert np.ceil(1000 + np.log(missing) / (-2 * np.log(FACTORS[0]))) == 1324
    assert np.ceil(1000 * missing) == 6949


@claim("So no rate that converges takes the slow factor below", "The ratio of the two curvatures sets the pace")
def no_rate_that_converges_has_a_smaller_slow_factor_than_the_ratio_allows():
    random = randomness()
    for count in (2, 6, 30):
        curvatures = np.linalg.eigvalsh(hessian(inputs(random, count)))
        rates = np.linspace(1e-4, 1, 3000) * 2 / curvatures[1]
        assert abs(1 - rates * curvatures[0]).min() == pytest.approx(1 - 2 * curvatures[0] / curvatures[1])


@claim("and the run arrives at 10", "two thirds of the slow part would be left")
def a_rate_near_the_limit_saves_this_run_and_not_one_in_a_valley_a_hundred_times_as_narrow():
    random = randomness()
    for start in random.uniform(-1, 1, (4, 2)):
        assert f"{descent(FOUR, 2 * FOUR, 0.1, STEPS, start)[-1] @ [5, 1]:.3f}" == "10.000"
    narrow = 100 * CURVATURES[1] / CURVATURES[0]
    rates = np.linspace(1e-4, 1, 3000) * 2 / narrow  # where the slow curvature is 1
    assert ((1 - rates) ** STEPS > 2 / 3).all()


# Other optimizers


@claim('"converges much more slowly with SGD\'s parameters"', "The last three words are the point")
def the_students_gave_the_caveat_themselves():
    assert REMARKS["adam"].endswith("converges much more slowly with SGD's parameters")
    assert "the same results" in REMARKS["adam"]
    assert len(re.findall(r"\S+", REMARKS["adam"].partition("slowly ")[2])) == 3


@claim("(a), 9.7378", "At 0.1 Adam is among the fastest", "Momentum arrives with SGD's 0.01")
def pytorchs_own_optimizers_end_where_the_formulas_do():
    def end(make):
        p = torch.tensor(STUDENTS, dtype=torch.float64, requires_grad=True)
        optimizer, curved = make([p]), torch.from_numpy(hessian(FOUR))
        for _ in range(STEPS):
            with torch.no_grad():
                p.grad = curved @ (p - torch.tensor([2.0, 0.0]))
            optimizer.step()
        return (p.detach().numpy() @ [5, 1]).item()

    assert end(lambda p: torch.optim.Adam(p, lr=0.01)) == pytest.approx(9.7378, abs=5e-5)
    assert end(lambda p: torch.optim.Adam(p, lr=0.1)) == pytest.approx(10, abs=5e-5)
    assert end(lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9)) == pytest.approx(10, abs=5e-5)


@claim("It swings at first, and settles")
def adam_at_ten_times_the_rate_passes_its_goal_and_comes_back_from_other_starts_too():
    curved = hessian(FOUR)
    for start in ((0.0, 0.0), (-1.0, 0.5), (0.5, -1.0)):
        p, m, s, across = np.array(start), 0, 0, []
        for k in range(1, STEPS + 1):
            g = curved @ (p - [2, 0])
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
            p = p - 0.1 * (m / (1 - 0.9**k)) / (np.sqrt(s / (1 - 0.999**k)) + 1e-8)
            across.append((p - [2, 0]) @ FAST)
        assert across[0] < 0 < max(across)
        assert abs(across[-1]) < 1e-6


@claim("A rate is not something that two optimizers share")
def adams_first_step_is_its_rate_and_that_of_sgd_is_not():
    for gradient in (1e-3, 1.0, -1e4):
        mean, square = 0.1 * gradient, 0.001 * gradient**2  # after one step, from zero
        moved = 0.01 * (mean / (1 - 0.9)) / (np.sqrt(square / (1 - 0.999)) + 1e-8)
        assert abs(moved) == pytest.approx(0.01, rel=1e-4)


@claim("a memory adds up along the floor and cancels across it")
def momentum_is_ten_times_as_fast_where_slopes_agree_and_swings_where_they_do_not():
    for slow, fast in ((0.05, 15.0), (0.02, 30.0)):
        distance, memory, signs = np.ones(2), np.zeros(2), []
        for _ in range(300):
            memory = 0.9 * memory + distance * [slow, fast]
            distance = distance - 0.01 * memory
            signs.append(np.sign(distance))
        assert -np.log(distance[0]) == pytest.approx(10 * 300 * 0.01 * slow, rel=0.06)
        changes = np.abs(np.diff(signs, axis=0)).sum(axis=0) / 2
        assert changes[0] == 0 and changes[1] > 20


# The cure


@claim("The Hessian has become diagonal", "the mean of the targets, which is what it says for the mean input")
def centring_makes_the_hessian_diagonal_and_the_bias_the_mean_target():
    random = randomness()
    for count in (3, 11):
        x, y = inputs(random, count), random.normal(size=count)
        centred = x - x.mean()
        assert abs(hessian(centred)[0, 1]) < 1e-12
        assert least(centred, y)[1] == pytest.approx(y.mean())
        assert least(centred, y)[0] == pytest.approx(least(x, y)[0])


def steps_to(x, lr, target=1e-6, start=STUDENTS):
    losses = [loss(p, x, 2 * FOUR) for p in descent(x, None, lr, 0, start)]
    p = np.array(start)
    while losses[-1] >= target:
        p = p - lr * slopes(p, x, 2 * FOUR)
        losses.append(loss(p, x, 2 * FOUR))
    return len(losses) - 1


@claim(
    "That is the share of the bowl alone",
    "the first count is at 0.01, the second at the best rate",
    "rate 6.68 times as large",
)
def the_bowl_and_the_rate_each_have_their_share():
    random = randomness()
    centred = FOUR - FOUR.mean()
    assert (steps_to(FOUR, 0.01), steps_to(centred, 0.01)) == (1987, 417)
    assert (steps_to(FOUR, 2 / 17), steps_to(centred, 4 / 9)) == (230, 4)
    assert CURVATURES[1] / 2.5 == pytest.approx(6.68, abs=5e-3)
    for start in random.uniform(-1, 1, (3, 2)):  # and from other starts: each alone helps, both help most
        raw, bowl = steps_to(FOUR, 0.01, start=start), steps_to(centred, 0.01, start=start)
        rate, both = steps_to(FOUR, 2 / 17, start=start), steps_to(centred, 4 / 9, start=start)
        assert both < rate < raw and both < bowl < raw


@claim("Our valley is narrow since all inputs lie on one side of 0", "two predictions rise, two fall")
def the_farther_the_inputs_lie_from_0_the_narrower_the_valley():
    random = randomness()
    for count in (4, 9):
        spread = inputs(random, count)
        spread = (spread - spread.mean()) / spread.std()
        ratios = []
        for away in (0, 1, 2, 4, -4):
            low, high = np.linalg.eigvalsh(hessian(spread + away))
            ratios.append(high / low)
        assert ratios[0] == pytest.approx(1)
        assert ratios[0] < ratios[1] < ratios[2] < ratios[3] == pytest.approx(ratios[4])
    assert np.sign(FOUR - FOUR.mean()).tolist() == [-1, -1, 1, 1]


@claim("At one rate the speed comes from the slow curvature")
def at_one_rate_two_valleys_with_one_slow_curvature_take_as_long():
    for fast in (0.4, 4.0, 40.0):
        distance, steps = np.array([1.0, 1.0]), 0
        while (distance**2 @ [0.2, fast]) / 2 >= 1e-6:
            distance, steps = distance * (1 - 0.01 * np.array([0.2, fast])), steps + 1
        assert steps == pytest.approx(np.log(0.1 / 1e-6) / (2 * 0.01 * 0.2), rel=0.01)


@claim("The last row divides by the spread as well", "$H = 2I$")
def standardised_inputs_take_one_step_at_a_half():
    random = randomness()
    for count in (2, 5, 30):
        x = inputs(random, count)
        y, scaled = -3 * x + 7, (x - x.mean()) / x.std()
        assert hessian(scaled) == pytest.approx(2 * np.eye(2), abs=1e-12)
        path = descent(scaled, y, 0.5, 1, random.normal(size=2))
        assert loss(path[1], scaled, y) < 1e-20


@claim("but $b$ now has farther to go, to 5")
def how_far_the_slow_part_has_to_go_counts_by_its_logarithm():
    centred = FOUR - FOUR.mean()
    for x, curvature, far in (
        (FOUR, CURVATURES[0], SLOW @ [STUDENTS[0] - 2, STUDENTS[1]]),
        (centred, 2, STUDENTS[1] - 5),
    ):
        steps = np.log(curvature * far**2 / 2 / 1e-6) / (-2 * np.log(1 - RATE * curvature))
        assert abs(steps_to(x, RATE) - steps) < 2


# Test data


@claim('"values we do not know"', "its targets are known, and the training did not see them")
def the_students_test_set_is_one_input_outside_the_others_whose_target_follows_from_the_line():
    assert REMARKS["x = 5"] == "a test set, values we do not know"
    assert not FOUR.min() <= 5 <= FOUR.max()
    assert least(FOUR, 2 * FOUR) @ [5, 1] == pytest.approx(10)


@claim("the expected loss is $\\sigma^2 (1 - 2/N)$ in training and $\\sigma^2 (1 + 2/N)$ in the test")
def a_trained_line_is_nearer_to_its_own_targets_than_to_fresh_ones():
    random = randomness()
    for count, spread in ((3, 0.2), (6, 2.0), (20, 1.0)):
        x = inputs(random, count)
        own, fresh = random.normal(0, spread, (2, 30_000, count)) + 2 * x - 1
        centred = x - x.mean()
        lines = (own @ centred / (centred @ centred))[:, None] * centred + own.mean(axis=1, keepdims=True)
        assert np.mean((lines - own) ** 2) == pytest.approx(spread**2 * (1 - 2 / count), rel=0.03)
        assert np.mean((lines - fresh) ** 2) == pytest.approx(spread**2 * (1 + 2 / count), rel=0.03)


@claim("at 5 the trained line is off by more than twice as much as at 2.5, and at 20 by about 16 times")
def a_trained_line_is_off_by_more_the_farther_from_the_mean_input():
    random = randomness()

    def spread(x, at):
        return np.sqrt(1 / len(x) + (at - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))

    assert spread(FOUR, 5) / spread(FOUR, 2.5) == pytest.approx(2.449, abs=1e-3)
    assert spread(FOUR, 20) / spread(FOUR, 2.5) == pytest.approx(15.68, abs=1e-2)
    for count in (3, 7):
        x = inputs(random, count)
        own = random.normal(0, 0.7, (30_000, count)) - x + 4
        lines = np.array([least(x, targets) for targets in own[:3000]])
        for at in (x.mean(), x.max() + 2):
            off = lines @ [at, 1] - (4 - at)
            assert off.std() == pytest.approx(0.7 * spread(x, at), rel=0.06)
