"""Lesson 04's claims: losses as objects, what a step reads, orders and shapes, sums, memories, springs and batches."""
# long because: one claim after another; each stands alone.

import ast
import warnings
from functools import partial
from itertools import chain

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers.gradients import HAPPY_BELOW, central_difference, relative_error
from tests.lessons.claims import claim

SIZES = (2, 3, 7)
MSE, SGD = nn.MSELoss(), torch.optim.SGD
COPIED_CALL = "loss(Y, y_pred)"  # a line of that program

DEFINITIONS = (
    "Which lines of a training loop never change?",
    "Clear between backward and step, or step before backward and then clear",
)


def drawn(seed):
    """A generator of its own for each claim, so that no claim depends on which ones ran before it."""
    return np.random.default_rng([4, seed])


def points(count, noise=1.0):
    random = drawn(count)
    X = random.uniform(0.5, 3, count)
    return torch.tensor(X), torch.tensor(2 * X + noise * random.normal(size=count))


def weight(start=0.0):
    return torch.tensor(float(start), dtype=torch.float64, requires_grad=True)


def walk(X, Y, lr, order="FZBS", count=20, start=0.0, loss=MSE, **settings):
    """The weight after each round of these calls with SGD."""
    w, record, path = weight(start), [], []
    optimizer = SGD([w], lr=lr, **settings)
    for _ in range(count):
        for call in order:
            if call == "F":
                record.append(loss(w * X, Y))
            elif call == "B":
                record[-1].backward()
            elif call == "S":
                optimizer.step()
            else:
                optimizer.zero_grad()
        path.append(w.item())
    return path


def mean_over_pairs(w, X, Y):
    return ((w * X[:, None] - Y) ** 2).mean().item()


def bend(X):
    return 2 * (X**2).mean().item()


@claim("takes your data for its settings", "You call it like a function")
def a_loss_is_made_first_and_called_then():
    for count in SIZES:
        X, Y = points(count)
        assert MSE(X, Y) == pytest.approx(((X - Y) ** 2).mean().item())
        with pytest.raises(RuntimeError, match="Boolean value of Tensor"):
            nn.MSELoss(X, Y)


@claim("A widely copied program writes `loss(Y, y_pred)`, the other way round", "holds for the copied program")
def the_copied_call_puts_the_target_first_and_gets_the_right_slope():
    (call,) = ast.parse(COPIED_CALL).body
    assert [argument.id for argument in call.value.args] == ["Y", "y_pred"]
    for count in SIZES:
        X, Y = points(count)
        w, swapped = weight(0.6), weight(0.6)
        MSE(w * X, Y).backward()
        eval(COPIED_CALL, {"loss": MSE, "Y": Y, "y_pred": swapped * X}).backward()
        assert w.grad == swapped.grad


@claim("A difference squared is the same from both ends", "The second loss changes, and does not complain")
def swapping_spares_the_squared_error_alone():
    for seed in range(5):
        p, t = torch.tensor(drawn(seed).uniform(0.1, 0.9, (2, 4)))
        assert MSE(p, t) == MSE(t, p)
        assert abs(nn.BCELoss()(p, t) - nn.BCELoss()(t, p)) > 1e-4
    assert nn.BCELoss()(torch.tensor(1.0), torch.tensor(0.6)).item() == pytest.approx(0.4 * 100)  # −100 for log 0


@claim("`.grad` is all that `backward` and `step` share", "`backward` and `step` meet only in `.grad`")
def a_step_moves_by_what_grad_holds_wherever_that_came_from():
    for slope, lr in ((-3.0, 0.1), (12.5, 0.02)):
        w = weight(1.5)
        w.grad = torch.tensor(slope, dtype=torch.float64)
        SGD([w], lr=lr).step()
        assert w.item() == pytest.approx(1.5 - lr * slope)


@claim("It holds tensors")
def a_new_tensor_under_the_old_name_does_not_move():
    X, Y = points(4)
    old, new = weight(0.2), weight(0.7)
    optimizer = SGD([old], lr=0.1)
    old.grad = torch.tensor(5.0, dtype=torch.float64)
    MSE(new * X, Y).backward()
    optimizer.step()
    assert (new.item(), old.item()) == (0.7, pytest.approx(-0.3))


@claim("From a start of 3 a last digit may differ", "The arithmetic is yours", "PyTorch's step does both at once")
def the_two_loops_differ_by_few_float32_numbers_at_most():
    for count in (3, 5, 40):
        X, Y = (each.float() for each in points(count))
        mine, its = (torch.tensor(2.7, requires_grad=True) for _ in range(2))
        optimizer = SGD([its], lr=0.01)
        for _ in range(100):
            for w in (mine, its):
                w.grad = None
                ((w * X - Y) ** 2).mean().backward()
            optimizer.step()
            with torch.no_grad():
                mine -= 0.01 * mine.grad
            assert abs(mine.item() - its.item()) <= 4 * np.spacing(np.float32(2.7))


@claim("The descent shrinks each of them on its way")
def a_gap_between_two_paths_shrinks_at_each_step():
    X, Y = points(5)
    one, other = (np.array(walk(X, Y, lr=0.05, start=start)) for start in (3.0, 3.001))
    assert all(np.diff(abs(one - other)) < 0)


@claim("the step skips a tensor without a gradient", "It goes on to the next")
def a_tensor_without_a_gradient_is_left_alone_and_the_next_one_moves():
    for optimizer in (SGD, torch.optim.Adam):
        first, second, third = weight(1.0), weight(2.0), weight(3.0)
        (second * third).backward()
        optimizer([first, second, third], lr=0.1).step()
        assert first.item() == 1.0
        assert second.item() < 2.0 and third.item() < 3.0


@claim("Z may stand anywhere between S and the next B", "and nothing moves")
def three_orders_learn_alike_and_two_stand_still():
    for count in SIZES:
        X, Y = points(count)
        paths = {order: walk(X, Y, 0.03, order, start=0.4) for order in ("ZFBS", "FZBS", "FBSZ", "FBZS", "FSBZ")}
        assert paths["ZFBS"] == paths["FZBS"] == paths["FBSZ"]
        assert paths["FBZS"] == paths["FSBZ"] == [0.4] * 20
        assert paths["ZFBS"][-1] != 0.4


@claim("not clearing the gradient is momentum 1", "FBS is the pendulum of lesson 03")
def not_clearing_walks_the_path_of_momentum_1():
    for count in SIZES:
        X, Y = points(count)
        kept = walk(X, Y, 0.02, "FBS", 40)
        assert kept == pytest.approx(walk(X, Y, 0.02, count=40, momentum=1))
        late = np.array(kept[20:]) - (X @ Y / (X @ X)).item()
        assert late.min() < 0 < late.max()


@claim("FSB steps with slopes that are a round old, and its swing grows")
def a_swing_on_late_slopes_grows_where_the_pendulum_keeps_its_size():
    for share in (0.05, 0.2, 0.5):
        X, Y = points(6)
        lr, goal = share / bend(X), (X @ Y / (X @ X)).item()
        fresh, late = (abs(np.array(walk(X, Y, lr, order, 200)) - goal) for order in ("FBS", "FSB"))
        assert fresh[100:].max() == pytest.approx(fresh[:100].max(), rel=0.02)
        distances = [goal, goal]  # before and after the first round, which has no slope to step with
        for _ in range(199):
            distances.append(2 * distances[-1] - (1 + share) * distances[-2])
        assert late == pytest.approx(np.abs(distances[1:]), rel=1e-6)
        assert late[100:].max() > 5 * late[:100].max()


@claim(
    "each prediction was compared with every target",
    "The 30 is right by accident",
    "A gradient check cannot save you here",
    "It is the right gradient of the wrong loss",
)
def a_column_against_a_row_has_a_checked_slope_of_another_loss():
    for count in SIZES:
        X, Y = points(count)
        w = weight(0.3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ghost = MSE(w * X[:, None], Y)
        all_pairs = [(0.3 * x - y) ** 2 for x in X.tolist() for y in Y.tolist()]
        assert ghost.item() == pytest.approx(np.mean(all_pairs))
        ghost.backward()
        nudge = central_difference(partial(mean_over_pairs, X=X, Y=Y), 0.3)
        assert relative_error(w.grad.item(), nudge) < HAPPY_BELOW
        assert relative_error(w.grad.item(), (2 * X * (0.3 * X - Y)).mean().item()) > 1e-3
        assert mean_over_pairs(0.0, X, Y) == pytest.approx(((0 * X - Y) ** 2).mean().item())
        assert abs(ghost.item() - ((0.3 * X - Y) ** 2).mean().item()) > 1e-3


@claim("Over all pairs its best weight is", "Training goes there calmly", "they pull the weight down")
def all_pairs_lead_to_the_product_of_the_means():
    for count in SIZES:
        X, Y = points(count, noise=0.3)
        best = (X.mean() * Y.mean() / (X**2).mean()).item()
        w, path = weight(0.0), []
        for _ in range(100):
            w.grad = None
            ((w * X[:, None] - Y) ** 2).mean().backward()
            with torch.no_grad():
                w -= w.grad / bend(X) / 2
            path.append(w.item())
        assert path[-1] == pytest.approx(best)
        assert all(np.diff(path) >= -1e-12)
        assert best < (X @ Y / (X @ X)).item()


@claim("The best answer is then the mean of the targets", "what is left is their variance")
def with_a_bias_all_pairs_teach_the_mean():
    for count in SIZES:
        X, Y = (each.numpy() for each in points(count))
        inputs = np.stack([np.repeat(X, count), np.ones(count**2)], axis=1)
        (w, b), squares, *_ = np.linalg.lstsq(inputs, np.tile(Y, count), rcond=None)
        assert (w, b) == (pytest.approx(0, abs=1e-12), pytest.approx(Y.mean()))
        assert squares[0] / count**2 == pytest.approx(Y.var())


@claim("It is four times as steep, since there are four samples", "one rate makes longer steps on the sum")
def a_summed_loss_is_steeper_by_the_number_of_samples():
    summed = nn.MSELoss(reduction="sum")
    for count in SIZES:
        X, Y = points(count)
        lr = 0.5 / bend(X)
        of_mean = walk(X, Y, lr=lr)
        assert walk(X, Y, lr=lr / count, loss=summed) == pytest.approx(of_mean)
        assert walk(X, Y, lr=lr, loss=summed)[0] == pytest.approx(count * of_mean[0])


@claim("A shorter memory, 0.5, beats both", "what remembers can overshoot")
def a_short_memory_hurries_and_a_long_one_swings():
    for count in SIZES:
        X, Y = points(count, noise=0.2)
        goal, lr = (X @ Y / (X @ X)).item(), 0.15 / bend(X)
        paths = {m: np.array(walk(X, Y, lr=lr, momentum=m, count=60)) for m in (0, 0.5, 0.9)}
        assert paths[0].max() <= goal + 1e-12
        assert paths[0.9].max() > 1.5 * goal
        left = {momentum: abs(path - goal)[24:].max() for momentum, path in paths.items()}
        assert left[0.5] < left[0] < left[0.9]


@claim("a slope that is $k$ steps old counts", "so $v = 1/(1 - \\beta)$", "an average in which old slopes fade")
def a_velocity_is_a_leaky_sum():
    for beta in (0.3, 0.8, 0.97):
        slopes, v = drawn(30).normal(size=30), 0.0
        for slope in slopes:
            v = beta * v + slope
        assert v == pytest.approx(sum(beta**age * slope for age, slope in enumerate(slopes[::-1])))
        assert sum(beta**age for age in range(2000)) == pytest.approx(1 / (1 - beta))


@claim("where the slope changes its sign, old and new cancel")
def slopes_of_changing_sign_leave_a_small_velocity():
    for beta in (0.5, 0.9, 0.98):
        v = 0.0
        for step in range(1000):
            v = beta * v + (-1) ** step
        assert abs(v) == pytest.approx(1 / (1 + beta))


@claim("the size of the slope cancels", "A learning rate is a multiplier to SGD and a distance to Adam")
def adam_first_goes_the_learning_rate_and_sgd_the_slope_times_it():
    for slope, lr in ((-400.0, 0.3), (0.02, 0.001), (7.0, 0.05)):
        for optimizer, length in ((torch.optim.Adam, lr), (SGD, lr * abs(slope))):
            w = weight()
            w.grad = torch.tensor(slope, dtype=torch.float64)
            optimizer([w], lr=lr).step()
            assert w.item() == pytest.approx(-np.sign(slope) * length, rel=1e-5)


@claim("0.1 over the root of 0.001", "is divided by the share it has collected")
def without_its_corrections_adam_begins_three_times_too_far():
    for slope in (-5.0, 0.3):
        m, s = 0.1 * slope, 0.001 * slope**2
        assert abs(m) / s**0.5 == pytest.approx(0.1 / 0.001**0.5)
    for beta, steps in ((0.9, 1), (0.9, 6), (0.999, 3)):
        average = 0.0
        for _ in range(steps):
            average = beta * average + (1 - beta) * 4.0
        assert average / (1 - beta**steps) == pytest.approx(4.0)


@claim("It rests where the pulls balance")
def weight_decay_ends_between_the_datas_goal_and_0():
    for decay in (0.5, 4.0):
        X, Y = points(6)
        end = walk(X, Y, lr=0.5 / (bend(X) + decay), weight_decay=decay, count=80)[-1]
        assert end == pytest.approx(2 * (X @ Y).item() / 6 / (bend(X) + decay))


@claim(
    "It helps on most draws of such data, not on all",
    "any pull away from the best fit raises the loss it was best for",
    "With 10 it holds the good weight back too",
)
def a_decay_helps_on_most_draws_of_few_noisy_samples():
    random, helped, held = drawn(12), [], []
    for _ in range(200):
        inputs = random.normal(size=(12, 10))
        targets = 2 * inputs[:, 0] + random.normal(size=12)
        hessian, pull = 2 * inputs.T @ inputs / 12, 2 * inputs.T @ targets / 12
        ends = {decay: np.linalg.solve(hessian + decay * np.eye(10), pull) for decay in (0, 0.3, 10)}
        fits = {decay: np.mean((inputs @ w - targets) ** 2) for decay, w in ends.items()}
        tests = {
            decay: 1 + np.sum((w - 2 * np.eye(10)[0]) ** 2) for decay, w in ends.items()
        }  # the mean over fresh samples
        assert fits[0] < fits[0.3] < fits[10]
        helped.append(tests[0.3] < tests[0])
        held.append(tests[10] > tests[0.3])
    assert 0.7 < np.mean(helped) < 1
    assert np.mean(held) > 0.9


@claim("lands farther from 2 than it began", "a round multiplies the distance by", "beyond 2/15 = 0.1333")
def rounds_converge_by_the_product_of_their_factors_and_not_by_one_of_them():
    random, found = drawn(4), set()
    for share in (0.3, 0.9, 1.1, 1.5, 2.0):  # of the full batch's limit
        X = random.uniform(0.5, 4, 4)
        lr = share / np.mean(X**2)
        distance = 1.0
        for _ in range(30):
            for x in random.permutation(X):
                distance -= lr * 2 * x * (distance * x)
        product = np.prod(1 - lr * 2 * X**2)
        assert abs(distance) == pytest.approx(abs(product) ** 30)
        found.add((abs(product) < 1, bool(lr * X.max() ** 2 > 1)))  # whether rounds converge, whether one step grows
    assert (True, True) in found
    four = np.array([1.0, 2, 3, 4])
    products = {lr: abs(np.prod(1 - lr * 2 * four**2)) for lr in (0.05, 0.1, 0.13, 0.15, 0.1517, 0.152, 0.17)}
    assert [lr for lr, product in products.items() if product > 1] == [0.152, 0.17]


def dealt(count, size, seed):
    order = torch.Generator().manual_seed(seed)
    return DataLoader(TensorDataset(torch.arange(count)), batch_size=size, shuffle=True, generator=order)


@claim("each once per epoch", "Made again from the same seed, the loader deals both epochs again as before")
def a_seed_repeats_all_epochs_and_each_epoch_deals_each_sample_once():
    for count, size in ((10, 3), (64, 16)):
        first, again = _epochs(dealt(count, size, 5)), _epochs(dealt(count, size, 5))
        assert first == again and first[0] != first[1] and _epochs(dealt(count, size, 6)) != first
        assert len(first[0]) == -(-count // size)
        assert all(sorted(chain(*epoch)) == list(range(count)) for epoch in first)


def _epochs(loader):
    return [[x.tolist() for (x,) in loader] for _ in range(2)]


def spread(lr, size, noise=1.0):
    """How far the weight still jumps after many steps on batches that are drawn from 60 samples."""
    random = np.random.default_rng(11)
    X = random.uniform(0, 4, 60)
    Y, w, weights = 2 * X + noise * random.normal(size=60), 0.0, []
    for _ in range(200):
        for batch in np.split(random.permutation(60), 60 // size):
            w -= lr * 2 * np.mean(X[batch] * (w * X[batch] - Y[batch]))
            weights.append(w)
    return np.std(weights[len(weights) // 2 :])


@claim(
    "Larger batches disagree less, smaller rates follow less",
    "the mean of five of them is not",
    "All four points agreed on 2",
)
def the_floor_falls_with_the_rate_and_with_larger_batches_and_is_0_without_noise():
    assert spread(0.01, 4) < spread(0.03, 4) < spread(0.06, 4)
    assert spread(0.03, 60) < 1e-9 < spread(0.03, 20) < spread(0.03, 4) < spread(0.03, 1)
    assert spread(0.03, 4, noise=0.0) < 1e-9
