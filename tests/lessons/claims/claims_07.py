"""Lesson 07's claims: when programs agree to the last bit, why roundings do not pile up, and what a table tells."""

import numpy as np
import pytest
import torch
from torch import nn

from helpers.data import STUDENTS_SEED, STUDENTS_START
from tests.lessons.claims import claim

RANDOM = np.random.default_rng(7)
STEPS = 200
RATE = np.float32(0.01)
DOUBLE_DIGITS, SINGLE_DIGITS = np.finfo(np.float64).precision, np.finfo(np.float32).precision

DEFINITIONS = (
    "Are the four programs you wrote the same program?",
    "Are the four programs the same?",
    "Two programs are the same if their records are.",
    "The students printed the loss with eight decimals at step 1, and from there on at each hundredth.",
)


def data(count):
    X = RANDOM.uniform(0.5, 4, count).astype(np.float32)
    return X, (2 * X + RANDOM.normal(size=count)).astype(np.float32)


def by_hand(X, Y, start, move=lambda weight, slope: weight - RATE * slope, steps=STEPS):
    (w, b), rows = map(np.float32, start), []
    for _ in range(steps):
        error = w * X + b - Y
        rows.append((w, b, np.mean(error**2)))
        w, b = move(w, np.mean(2 * error * X)), move(b, np.mean(2 * error))
    return np.array(rows, dtype=float)


def by_autograd(X, Y, start, steps=STEPS):
    x, y = torch.tensor(X), torch.tensor(Y)
    weights, rows = torch.tensor(start, dtype=torch.float32, requires_grad=True), []
    for _ in range(steps):
        loss = (weights[0] * x + weights[1] - y).square().mean()
        rows.append([*weights.tolist(), loss.item()])
        loss.backward()
        with torch.no_grad():
            weights -= 0.01 * weights.grad
        weights.grad = None
    return np.array(rows)


def once(weight, slope):
    return np.float32(float(weight) - float(RATE) * float(slope))


def bowl(X):
    """Curvatures and directions of the mean squared error of w x + b, the slow one first."""
    inputs = np.column_stack([X, np.ones(len(X))]).astype(float)
    return np.linalg.eigh(2 * inputs.T @ inputs / len(X))


@claim(
    "That floors 1 and 2 agree to the last bit is a present of the data",
    "divides by 4, and that is done without rounding",
    "holds for floors 1 and 2, and for 3 and 4",
)
def four_samples_agree_to_the_last_bit_and_three_or_five_do_not():
    for count, equal in ((4, True), (2, True), (3, False), (5, False)):
        for _ in range(3):
            X, Y = data(count)
            start = RANDOM.normal(size=2).astype(np.float32).tolist()
            hand, auto = by_hand(X, Y, start), by_autograd(X, Y, start)
            assert np.array_equal(hand[:, :2], auto[:, :2]) is equal
            assert np.abs(hand - auto)[:, :2].max() < 1e-6


@claim("Here each step shrinks old differences", "And the descent shrinks it, as it shrinks each distance to the goal")
def a_step_brings_two_paths_nearer_to_each_other():
    X, Y = data(6)
    first, second = by_hand(X, Y, (0.5, 0.5)), by_hand(X, Y, (0.5001, 0.4998))
    gaps = np.linalg.norm((first - second)[:, :2], axis=1)
    assert gaps[100] < gaps[10] < gaps[0]


@claim(
    "seldom tips it over",
    "forgets that both round to a nearest number",
    "takes each rounding for the toss of a coin",
    "The chance that an update differs is somewhat smaller than its share",
)
def a_second_rounding_changes_an_update_somewhat_less_often_than_the_step_is_part_of_the_weight():
    for share in (1e-3, 1e-2, 1e-1):
        weights, shares = 2 ** RANDOM.uniform(-3, 3, 200_000), share * 2 ** RANDOM.uniform(-2, 2, 200_000)
        weights, slopes = weights.astype(np.float32), (weights * shares / 0.01).astype(np.float32)
        fused = (weights.astype(float) - float(RATE) * slopes.astype(float)).astype(np.float32)
        assert 0.4 < np.mean(fused != weights - RATE * slopes) / shares.mean() < 0.8


@claim("A few updates make it, not a thousand")
def few_updates_of_a_whole_descent_differ():
    for count in (4, 6):
        X, Y = data(count)
        rows = by_hand(X, Y, (0.3, -0.4), steps=1000).astype(np.float32)
        differ = 0
        for w, b, _ in rows:
            error = w * X + b - Y
            for weight, slope in ((w, np.mean(2 * error * X)), (b, np.mean(2 * error))):
                differ += once(weight, slope) != weight - RATE * slope
        assert differ < 40


@claim("They may tell which program ran", "from many other starts both arithmetics print one table")
def two_arithmetics_print_one_table_from_some_starts_and_two_from_others():
    X, Y = np.arange(1, 5, dtype=np.float32), 2 * np.arange(1, 5, dtype=np.float32)
    equal = []
    for start in RANDOM.uniform(-1, 1, (12, 2)):
        one, two = by_hand(X, Y, start, once, 1000), by_hand(X, Y, start, steps=1000)
        printed = [[f"{loss:.8f}" for loss in rows[::100, 2]] for rows in (one, two)]
        equal.append(printed[0] == printed[1])
        assert one[:, 2] == pytest.approx(two[:, 2], rel=1e-3)
    assert 2 <= sum(equal) <= 11


@claim("A float64 has nine more digits, and the gap goes down with them", "Each further bit halves it")
def a_finer_number_shrinks_the_gap_by_its_digits():
    assert DOUBLE_DIGITS - SINGLE_DIGITS == 9
    assert np.finfo(np.float64).eps / np.finfo(np.float32).eps == 0.5**29


@claim("NumPy would have mixed the precisions without a word")
def numpy_mixes_precisions_and_a_layer_refuses():
    assert (np.float32(1.5) * np.ones(3)).dtype == np.float64
    with pytest.raises(RuntimeError, match="same dtype"):
        nn.Linear(2, 1)(torch.ones(5, 2, dtype=torch.float64))


@claim("So step", "The fifth floor took no step, and it stands where the others stand")
def a_formula_gives_each_step_of_a_descent():
    X, Y = data(5)
    curvatures, directions = bowl(X)
    inputs = np.column_stack([X, np.ones(5)]).astype(float)
    goal = np.linalg.lstsq(inputs, Y.astype(float), rcond=None)[0]
    point = start = np.array([0.2, -0.3])
    for step in range(1, 60):
        point = point - 0.01 * 2 * inputs.T @ (inputs @ point - Y) / 5
        shares = directions.T @ (start - goal) * (1 - 0.01 * curvatures) ** step
        assert goal + directions @ shares == pytest.approx(point, abs=1e-12)


@claim("The loss squares the shares, so their signs are lost")
def four_starts_give_one_loss_and_four_first_predictions():
    curvatures, directions = bowl(data(7)[0])
    for shares in ((0.4, 1.1), (2.0, -0.3)):
        turned = [np.array(shares) * signs for signs in ((1, 1), (1, -1), (-1, 1), (-1, -1))]
        assert len({round(float(curvatures @ each**2), 9) for each in turned}) == 1
        assert len({round(float(directions @ each @ [5, 1]), 9) for each in turned}) == 4


@claim("It only picks one of four", "misses their start by one or two millionths")
def a_rounded_first_prediction_moves_the_recovered_start_by_nothing():
    _, directions = bowl(np.arange(1, 5))
    for f5 in (2.910, 2.9149, 2.86):
        slow, fast = 0.9966833, 1.2716893
        starts = [[2, 0] + directions @ [i * slow, j * fast] for i in (1, -1) for j in (1, -1)]
        nearest = min(starts, key=lambda start: abs(start @ [5, 1] - f5))
        assert nearest == pytest.approx(STUDENTS_START, abs=1e-5)


@claim("What counts is the seed and what was drawn since", "six layers take twelve", "lands at the thirteenth")
def a_layer_follows_from_the_seed_and_the_numbers_drawn():
    for seed, layers in ((3, 4), (11, 2), (STUDENTS_SEED, 6)):
        torch.manual_seed(seed)
        wanted = [nn.Linear(1, 1) for _ in range(layers + 1)][-1].weight.item()
        torch.manual_seed(seed)
        torch.rand(2 * layers)
        assert nn.Linear(1, 1).weight.item() == wanted
        torch.manual_seed(seed)
        torch.rand(2 * layers - 1)
        assert nn.Linear(1, 1).weight.item() != wanted
        torch.manual_seed(seed)
        firsts = [nn.Linear(1, 1).weight.item() for _ in range(2 * layers + 1)]
        assert wanted == firsts[layers] != firsts[-1]


@claim("A sound one with more than two weights brings their loss to 0", "On two samples it is a fault in the program")
def a_small_network_learns_two_samples_by_heart_unless_its_targets_are_flat():
    for seed, (low, high) in ((1, (0.0, 2.0)), (2, (-1.0, 4.0))):
        for shape, least in (((2, 1), 0.0), ((2,), ((high - low) / 2) ** 2)):
            torch.manual_seed(seed)
            model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
            optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
            targets = torch.tensor([low, high]).reshape(shape)
            for _ in range(400):
                loss = (model(torch.tensor([[1.0], [3.0]])) - targets).square().mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            assert loss.item() == pytest.approx(least, abs=1e-3)
