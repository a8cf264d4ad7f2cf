"""Lesson 03's claims: hand and autograd both round, who keeps a slope, what a record holds, a loop without friction."""

import functools
import json
import warnings
import weakref
from pathlib import Path

import numpy as np
import pytest
import torch

from helpers.gradients import central_difference
from tests.lessons.claims import claim

# long because: one claim after another; each stands alone.

RANDOM = np.random.default_rng(3)
ROUNDING = 1e-6  # of the weight; a float32 carries about seven digits
# What the students' cells printed; of their two descents the first has its slope by hand.
PRINTED = json.loads((Path(__file__).parents[2] / "data" / "printed_lines.json").read_text(encoding="utf-8"))

DEFINITIONS = ("Which lines of the loop never change?",)


def float32_points(count):
    """Points about a line, with a least loss above 0."""
    x = RANDOM.uniform(0.2, 4, count).astype(np.float32)
    return x, (RANDOM.uniform(-3, 3) * x + RANDOM.normal(size=count)).astype(np.float32)


def by_hand(w, x, y):
    return 2 * np.mean(x * (w * x - y))


def by_autograd(w, x, y):
    leaf = torch.tensor(w, requires_grad=True)
    ((leaf * torch.tensor(x) - torch.tensor(y)) ** 2).mean().backward()
    return leaf.grad.numpy()


def walk(slope, x, y, start=0.0, steps=100):
    w = np.float32(start)
    for _ in range(steps):
        w = w - np.float32(0.01) * slope(w, x, y)
    return w


def quietly(check):
    """The check without PyTorch's warning that a result keeps no slope."""

    @functools.wraps(check)
    def run():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            check()

    return run


def random_leaf(*shape):
    return torch.tensor(RANDOM.uniform(0.5, 2, shape), requires_grad=True)


def uncleared(lr, steps, start=0.0, goal=2.0):
    """(steps + 1,) distances to the goal of a loop that never clears, on a parabola that bends by 15."""
    pile, w, distances = 0.0, start, [start - goal]
    for _ in range(steps):
        pile += 15 * (w - goal)
        w -= lr * pile
        distances.append(w - goal)
    return np.array(distances)


@claim("as exactly as you do", "both round, at other places", "stays a last digit")
def hand_and_autograd_agree_to_the_last_digits_of_a_float32_wherever_they_run():
    for count, start in ((3, 0.0), (5, 1.0), (7, 3.0), (64, -2.0), (100, 0.5), (101, 5.0)):
        x, y = float32_points(count)
        hand, machine = walk(by_hand, x, y, start), walk(by_autograd, x, y, start)
        assert machine == pytest.approx(hand, rel=ROUNDING, abs=ROUNDING)
        exact = walk(by_hand, x.astype(float), y.astype(float), start)
        assert hand == pytest.approx(exact, rel=1e-5)
        assert machine == pytest.approx(exact, rel=1e-5)


@claim("dividing by 4 rounds nothing in a float32, dividing by 3 does")
def dividing_by_a_power_of_two_can_be_undone_and_dividing_by_three_cannot():
    numbers = RANDOM.normal(size=2000).astype(np.float32)
    for power in (2, 4, 16):
        assert ((numbers / np.float32(power)).astype(float) * power == numbers).all()
    assert ((numbers / np.float32(3)).astype(float) * 3 != numbers).mean() > 0.5


@claim("You divide a sum, autograd divides each term.")
def autograd_is_nearer_to_a_sum_whose_terms_were_divided():
    terms_first, sum_first = [], []
    for _ in range(50):
        x, y = float32_points(3)
        w = np.float32(RANDOM.normal())
        term = x * (2 * (w * x - y) / np.float32(3))
        found = by_autograd(w, x, y)
        terms_first.append(abs(found - term.sum()))
        sum_first.append(abs(found - by_hand(w, x, y)))
    assert np.mean(terms_first) < np.mean(sum_first)


@claim("its weight ends 0.0005 short, half its nudge, on all three sets")
def a_nudge_to_one_side_settles_half_a_nudge_before_the_goal():
    for nudge in (0.1, 0.01, -0.3):
        x, y = RANDOM.uniform(1, 4, 9), RANDOM.normal(size=9)
        w = 0.0
        for _ in range(3000):
            losses = [np.mean(((w + by) * x - y) ** 2) for by in (0.0, nudge)]
            w -= 0.01 * (losses[1] - losses[0]) / nudge
        assert w == pytest.approx(x @ y / (x @ x) - nudge / 2, abs=1e-9)


@claim("a nudge to both sides is exact on a parabola")
def a_large_nudge_to_both_sides_finds_the_slope_of_a_parabola_and_not_of_a_cubic():
    for _ in range(20):
        a, b, c, w, nudge = RANDOM.normal(size=5)
        assert central_difference(lambda w, a=a, b=b, c=c: a * w**2 + b * w + c, w, nudge) == pytest.approx(
            2 * a * w + b
        )
        assert central_difference(lambda w: w**3, w, nudge) == pytest.approx(3 * w**2 + nudge**2)


class Product(torch.autograd.Function):
    """A product that says for which of its inputs a slope is wanted."""

    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, slope):
        wanted.append(ctx.needs_input_grad)
        a, b = ctx.saved_tensors
        return slope * b, slope * a


wanted = []


@claim("the edge to them is `None`, and no slope is computed")
def a_leaf_without_the_flag_has_no_edge_and_is_asked_for_no_slope():
    flagged, plain = random_leaf(3), torch.ones(3, dtype=torch.float64)
    assert flagged.is_leaf and plain.is_leaf
    for result, order in ((plain * flagged, (0, 1)), (flagged / plain, (1, 0)), (plain - flagged, (0, 1))):
        edges = [note for note, _ in result.grad_fn.next_functions]
        assert edges[order[0]] is None
        assert edges[order[1]].name() == "torch::autograd::AccumulateGrad"
    wanted.clear()
    Product.apply(plain, flagged).sum().backward()
    assert wanted == [(False, True)]


@claim("Their slopes were used on the way and dropped, which saves memory.")
@quietly
def a_result_keeps_no_slope_unless_it_was_asked_to():
    for ask in (False, True):
        x, w = torch.tensor(1.7), torch.tensor(-0.6, requires_grad=True)
        error = w.sin() * x
        if ask:
            error.retain_grad()
        (error**3).backward()
        assert w.grad.item() == pytest.approx(3 * error.item() ** 2 * 1.7 * np.cos(-0.6), rel=1e-5)
        assert error.is_leaf is False
        assert (error.grad is not None) == ask
    assert error.grad.item() == pytest.approx(3 * error.item() ** 2, rel=1e-5)


@claim("A tensor's `.grad` has the shape of the tensor.", "what the four samples send to one weight adds up there")
def a_gradient_has_the_shape_of_its_tensor():
    for shape in ((), (1,), (5,), (2, 3), (4, 1, 2)):
        leaf = random_leaf(*shape)
        (leaf.exp().sum() * leaf.mean()).backward()
        assert leaf.grad.shape == leaf.shape


@claim("−120 where autograd said −30")
def the_copied_line_is_a_sum_and_its_slope_n_times_the_right_one():
    for count in (4, 9):
        x, y = RANDOM.uniform(1, 3, count), RANDOM.normal(size=count)
        copied = np.dot(2 * x, 0 * x - y).mean()  # as it stands in the program
        right = central_difference(lambda w, x=x, y=y: np.mean((w * x - y) ** 2), 0.0)
        assert copied == pytest.approx(count * right)


@claim(
    "The tables differed.",
    "is not as exact as the manual calculation",
    "Its table is the first one in their notebook with the right slope.",
)
def the_notebooks_tables_show_a_slope_of_120_by_hand_and_of_30_by_autograd():
    first = {lesson: PRINTED[lesson][1] for lesson in ("02", "03")}
    steps = {lesson: float(line.split("w = ")[1].split(",")[0]) for lesson, line in first.items()}
    assert {lesson: round(step / 0.01) for lesson, step in steps.items()} == {"02": 120, "03": 30}
    tables = [lesson for lesson, lines in PRINTED.items() if lesson <= "03" and any("epoch" in line for line in lines)]
    assert tables == ["02", "03"]


@claim("the twelve above it are as their notebook printed them")
def the_notebook_printed_twelve_lines_that_a_descent_by_085_gives():
    assert len(PRINTED["03"]) == 12
    for line in PRINTED["03"][1:-1]:
        epoch, weight, loss = (float(part.strip(" :=,")) for part in line.translate(LETTERS).split(","))
        assert weight == pytest.approx(2 - 2 * 0.85**epoch, abs=6e-4)
        assert loss == pytest.approx(30 * 0.7225 ** (epoch - 1), rel=1e-5, abs=1e-8)


LETTERS = str.maketrans({":": ",", **dict.fromkeys("epochwls=", "")})


@claim("They make up for a slope four times smaller, not for a lack of exactness.")
def the_copied_slope_at_a_quarter_of_the_rate_walks_the_right_path():
    for x in (RANDOM.uniform(0.5, 3, 4), np.array([1.0, 2, 3, 4])):
        copied, right = 0.0, 0.0
        for _ in range(20):
            copied -= 0.0025 * np.dot(2 * x, copied * x - 3 * x)
            right -= 0.01 * 2 * np.mean(x * (right * x - 3 * x))
            assert copied == pytest.approx(right)
    for rate in (0.02, 0.005):  # a step at the larger slope is worth as many as the logarithms say
        quick, slow = 1 - 4 * rate * 15, 1 - rate * 15
        assert abs(quick) ** 5 == pytest.approx(slow ** (5 * np.log(abs(quick)) / np.log(slow)))


@claim("would be the gap between two neighbours of float32 near 2")
def float32_numbers_between_1_and_2_are_about_a_ten_millionth_apart():
    for number in (1.01, 1.5, 1.9999):
        assert np.nextafter(np.float32(number), np.float32(3)) - np.float32(number) == pytest.approx(1.19e-7, rel=0.01)


@claim("`backward` adds to `.grad`.", "Ones give the slope of the *sum* of the losses.".replace("*", ""))
def slopes_add_up_over_rounds_and_over_losses():
    x, y = torch.tensor(RANDOM.uniform(1, 2, 5)), torch.tensor(RANDOM.normal(size=5))
    for rounds in (1, 2, 5):
        w = random_leaf()
        for _ in range(rounds):
            ((w * x - y) ** 2).sum().backward()
        once = w.grad.clone() / rounds
        w.grad = None
        ((w * x - y) ** 2).backward(gradient=torch.ones(5))
        assert w.grad.item() == pytest.approx(once.item())


@claim("For one number PyTorch takes 1.", "which begins with four gradients of ¼")
def a_walk_back_begins_with_a_slope_of_one_and_a_mean_with_equal_shares():
    for count in (2, 4, 7):
        x, w = torch.tensor(RANDOM.normal(size=count)), random_leaf()
        slopes = []
        for walk_back in (
            lambda losses: losses.mean().backward(),
            lambda losses: losses.mean().backward(gradient=torch.tensor(1.0, dtype=torch.float64)),
            lambda losses, count=count: losses.backward(gradient=torch.full((count,), 1 / count)),
        ):
            w.grad = None
            walk_back((w * x).exp())
            slopes.append(w.grad.item())
        assert slopes == pytest.approx([slopes[0]] * 3, rel=1e-6)
    with pytest.raises(RuntimeError, match="scalar outputs"):
        (w * x).backward()


@claim("the same as $d_0$", "It is a pendulum without friction")
def a_loop_that_never_clears_keeps_its_width_from_any_start():
    for lr, start in ((0.003, 5.0), (0.02, -1.0), (0.1, 0.0), (0.2, 3.0), (0.266, 1.0)):
        d = uncleared(lr, 4000, start)
        factor = 2 - 15 * lr
        assert d[2:] == pytest.approx(factor * d[1:-1] - d[:-2], abs=1e-9)
        assert factor * d[0] - d[1] == pytest.approx(d[0])
        theta = np.arccos(factor / 2)
        width = abs(d[0]) / np.cos(theta / 2)
        assert np.sign(d[0]) * width * np.cos((np.arange(4001) + 0.5) * theta) == pytest.approx(d, abs=1e-6 * width)
        assert np.abs(d).max() <= width * (1 + 1e-9)
        assert np.abs(d[-2100:]).max() == pytest.approx(np.abs(d[:2100]).max(), rel=1e-2)
    assert np.abs(uncleared(0.27, 1000)).max() > 1e6


@claim("a cosine does not fade", "A cosine obeys such a rule.")
def a_cosine_obeys_the_rule_with_twice_the_cosine_of_its_step():
    for theta in RANDOM.uniform(0.05, 3, 10):
        k = np.arange(1, 300)
        assert np.cos((k + 1) * theta) + np.cos((k - 1) * theta) == pytest.approx(2 * np.cos(theta) * np.cos(k * theta))


@claim("Each message belongs to one of them.", "The leaf would depend on itself.")
@quietly
def the_three_ways_fail_alike_on_another_loss():
    def step(w, way):
        if way == "rebind":
            return w - 0.1 * w.grad
        with torch.set_grad_enabled(way == "in place"):
            if way == "off the record":
                return w - 0.1 * w.grad
            w -= 0.1 * w.grad
        return w

    said = {"rebind": (TypeError, "NoneType"), "off the record": (RuntimeError, "does not require grad")}
    for way, (error, words) in {**said, "in place": (RuntimeError, "leaf Variable .* in-place operation")}.items():
        w, rounds = torch.tensor([0.3, 2.0], requires_grad=True), 0
        with pytest.raises(error, match=words):
            for _ in range(2):
                (w.exp() + w**2).sum().backward()
                w, rounds = step(w, way), rounds + 1
        assert rounds == (0 if way == "in place" else 1)


@claim("Clear after the step, or before `backward`.")
def clearing_works_on_either_side_of_forward_and_not_before_the_step():
    ends = {}
    for place in ("after the step", "before backward", "before the step"):
        w = torch.tensor(-1.0, requires_grad=True)
        for _ in range(5):
            if place == "before backward" and w.grad is not None:
                w.grad.zero_()
            (w - 3).cosh().backward()
            if place == "before the step":
                w.grad.zero_()
            with torch.no_grad():
                w -= 0.02 * w.grad
            if place == "after the step":
                w.grad.zero_()
        ends[place] = w.item()
    assert ends["after the step"] == ends["before backward"] > -0.5
    assert ends["before the step"] == -1


@claim("`no_grad` and `detach` keep that count, `.data` steps around it")
def only_data_changes_a_tensor_behind_its_version():
    for change in (torch.Tensor.exp_, torch.Tensor.neg_, lambda tensor: tensor.add_(1)):
        versions = []
        for way in ("no_grad", "detach", "data"):
            w = random_leaf(3)
            seen = {"no_grad": w, "detach": w.detach(), "data": w.data}[way]
            with torch.no_grad():
                change(seen)
            versions.append(w._version)
        assert versions == [1, 1, 0]


@claim("The record keeps the tensor `w`, not a copy of its number")
def data_that_is_changed_before_the_walk_changes_the_slope_and_raises_nothing():
    for before, after in ((2.0, 5.0), (-1.0, 0.25)):
        w = torch.tensor(before, requires_grad=True)
        y = w**3
        w.data.fill_(after)
        y.backward()
        assert w.grad.item() == pytest.approx(3 * after**2)


class Held:
    """A saved tensor, in a box of its own that can be watched."""

    def __init__(self, tensor):
        self.tensor = tensor


def bytes_kept(walked, samples, losses):
    """Bytes, beside the data, that so many kept losses hold."""
    x, held = torch.rand(samples), []
    w = torch.tensor(0.5, requires_grad=True)

    def pack(tensor):
        held.append(weakref.ref(box := Held(tensor)))
        return box

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda box: box.tensor):
        kept = [((w * x - 1) ** 2).mean() for _ in range(losses)]
    if walked:
        for loss in kept:
            loss.backward()
    alive = {box.tensor.data_ptr(): box.tensor.nbytes for ref in held if (box := ref())}
    alive.pop(x.data_ptr(), None)
    return sum(size for size in alive.values() if size > 4)  # the weight itself is four bytes


@claim(
    "what the walk back needs was freed behind it",
    "holds the errors of all its samples",
    "After `backward` the notes are left",
)
def a_kept_loss_holds_a_number_for_each_sample_until_backward_has_passed():
    for samples, losses in ((1000, 3), (5000, 20)):
        assert bytes_kept(False, samples, losses) == 4 * samples * losses
        assert bytes_kept(True, samples, losses) == 0
    assert 4 * 100_000 * 200 == 80e6


@claim("`detach` looks at the same memory", "A `clone` has its own")
def a_detached_tensor_changes_with_its_tensor_and_a_clone_does_not():
    for shape in ((), (2, 3)):
        w = random_leaf(*shape)
        detached, clone, before = w.detach(), w.detach().clone(), w.tolist()
        with torch.no_grad():
            w -= 1
        assert detached.data_ptr() == w.data_ptr() != clone.data_ptr()
        assert (detached.tolist(), clone.tolist()) == (w.tolist(), before)


@claim("is what `w.numpy()` says")
def numpy_refuses_a_tensor_with_the_flag_and_takes_it_detached():
    for w in (random_leaf(), random_leaf(2) * 3):
        with pytest.raises(RuntimeError, match="Can't call numpy"):
            w.numpy()
        assert w.detach().numpy().tolist() == w.tolist()


@claim("The mean over four samples is the mean of two halves' means")
def a_mean_is_the_mean_of_the_means_of_equal_pieces_only():
    for count in (4, 6, 10):
        losses = RANDOM.normal(size=count)
        assert np.mean([losses[: count // 2].mean(), losses[count // 2 :].mean()]) == pytest.approx(losses.mean())
        assert np.mean([losses[:1].mean(), losses[1:].mean()]) != pytest.approx(losses.mean())
