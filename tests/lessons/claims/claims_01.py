"""What lesson 01 claims of nudges, graphs, walks back and steps, checked on other functions, points and rates.

The lesson's own machine is taken from its cells, and run on graphs that the lesson does not have.
"""
# long because: one claim after another; each stands alone.

import ast
import contextlib
import io
import math
import random

import nbformat
import numpy as np
import torch

from course import places
from helpers.gradients import relative_error
from tests.lessons.claims import claim

WIDE = (-3.0, 3.0)
(LESSON,) = places.find(["01"])
CELLS = [cell for cell in nbformat.read(LESSON.solution, as_version=4).cells if cell.cell_type == "code"]

# Section "Gradient checks" of CS231n's notes on training, and section "A problem of efficiency" on optimization.
CS231N = {
    "weights": 30730,
    "runs": 30731,
    "probably wrong above": 1e-2,
    "uncomfortable above": 1e-4,
    "happy up to": 1e-7,
    "denominator": max,
}
# The autograd example that the sources took over, whole.
COPIED_PROGRAM = """
x = torch.tensor(1.0)
y = torch.tensor(2.0)
w = torch.tensor(1.0, requires_grad=True)
y_predicted = w * x
loss = (y_predicted - y) ** 2
print(loss)
loss.backward()
print(w.grad)
"""


def drawn(count, *ranges):
    """So many tuples of numbers, one from each range, the same in each run."""
    generator = random.Random(1)
    return [tuple(generator.uniform(*one) for one in ranges) for _ in range(count)]


def numbers(count, low=-3.0, high=3.0):
    return [number for (number,) in drawn(count, (low, high))]


def one_side(f, w, h):
    return (f(w + h) - f(w)) / h


def both_sides(f, w, h):
    return (f(w + h) - f(w - h)) / (2 * h)


def near(one, other, tolerance=1e-6):
    return abs(one - other) <= tolerance * max(1.0, abs(one), abs(other))


def parabola(a, b, c):
    return lambda w: a * w * w + b * w + c


def parabolas():
    """Random parabolas, each with its slope at a point, its bend, the point and a nudge."""
    return [
        (parabola(a, b, c), 2 * a * w + b, 2 * a, w, h)
        for a, b, c, w, h in drawn(20, WIDE, WIDE, WIDE, WIDE, (0.05, 1.0))
    ]


def nudged(f, numbers, h=1e-5):
    """The central difference of f in each of its numbers."""
    slopes = []
    for place in range(len(numbers)):
        up, down = list(numbers), list(numbers)
        up[place], down[place] = up[place] + h, down[place] - h
        slopes.append((f(*up) - f(*down)) / (2 * h))
    return slopes


def run(*sources):
    """The names that these cells of the lesson leave behind."""
    names = {"torch": torch, "np": np}
    with contextlib.redirect_stdout(io.StringIO()):
        for source in sources:
            exec(source, names)
    return names


def cells(*beginnings):
    """The lesson's code cells that begin so, in order."""
    return [cell.source for cell in CELLS if cell.source.startswith(beginnings)]


def machine():
    """The lesson's Number with plus and times, both its walks, and the solution's Value."""
    names = run(*cells("class Number", "def send_back", "def multiply", "def in_order", "class Value"))
    names["Number"].__mul__, names["Number"].backward = names["multiply"], names["walk_back"]
    return names


def both_graphs(Value, seed):
    """Gradients of a random expression of three leaves, through these numbers and through PyTorch."""
    drawn = random.Random(seed)
    starts = [drawn.uniform(-2, 2) for _ in range(3)]
    picks = [(drawn.random() < 0.5, drawn.random(), drawn.random()) for _ in range(5)]
    found = []
    for make in (Value, lambda start: torch.tensor(start, dtype=torch.float64, requires_grad=True)):
        leaves = [make(start) for start in starts]
        made = list(leaves)
        for plus, one, other in picks:
            a, b = made[int(one * len(made))], made[int(other * len(made))]
            made.append(a + b if plus else a * b)
        out = made[-1] + leaves[0] * made[-2] + leaves[1] * leaves[2]
        out.backward()
        found.append([float(leaf.grad) for leaf in leaves])
    return found


@claim("the slope changes too, by 2 per unit of weight", "which is $h$ times half the bend too much")
def a_nudge_to_one_side_misses_half_the_bend_times_the_nudge():
    for f, slope, bend, w, h in parabolas():
        assert near(one_side(f, w, h) - slope, h * bend / 2)
        assert near(one_side(f, w, h), (both_sides(f, w, 1e-3) + both_sides(f, w + h, 1e-3)) / 2)


@claim("Each smaller nudge came closer to it")
def a_smaller_nudge_comes_closer_on_a_parabola():
    for f, slope, _, w, _ in parabolas():
        missing = [abs(one_side(f, w, h) - slope) for h in (1, 0.1, 0.01, 0.001)]
        assert missing == sorted(missing, reverse=True) and missing[0] > missing[-1]


@claim("a million and one for a million weights")
def nudging_every_weight_costs_one_run_more_than_there_are_weights():
    for count in (1, 2, 7, 30):
        runs = []

        def model(weights, runs=runs):
            runs.append(weights)
            return float(np.sin(weights).sum() ** 2)

        start = np.array(numbers(count))
        before = model(start)
        slopes = [(model(start + 1e-6 * nudge) - before) / 1e-6 for nudge in np.eye(count)]
        assert (len(slopes), len(runs)) == (count, count + 1)
    assert CS231N["runs"] == CS231N["weights"] + 1


@claim("There is a way that costs one run and one walk back")
def one_run_and_one_walk_back_give_the_slope_in_each_weight():
    runs = []

    def model(weights):
        runs.append(weights)
        return torch.sin(weights).sum() ** 2

    weights = torch.tensor(numbers(40), dtype=torch.float64, requires_grad=True)
    model(weights).backward()
    assert len(runs) == 1
    for nudge, slope in zip(torch.eye(40, dtype=torch.float64), weights.grad, strict=True):
        measured = (model(weights + 1e-6 * nudge) - model(weights - 1e-6 * nudge)) / 2e-6
        assert near(measured.item(), slope.item(), 1e-6)


STEPS = [
    (math.sin, math.cos),
    (math.exp, math.exp),
    (lambda v: v**3, lambda v: 3 * v**2),
    (lambda v: 2 - v, lambda v: -1),
]


@claim("Along a path, derivatives multiply", "each lower number is the one to its right times the number on the arrow")
def along_a_path_local_derivatives_multiply():
    generator = random.Random(1)
    for w in numbers(20, -0.9, 0.9):
        value, product, path = w, 1.0, [generator.choice(STEPS) for _ in range(4)]
        for step, derivative in path:
            product, value = product * derivative(value), step(value)
        ends = w - 1e-6, w + 1e-6
        for step, _ in path:
            ends = tuple(map(step, ends))
        assert near((ends[1] - ends[0]) / 2e-6, product, 1e-4)


@claim(
    "how fast the loss changes with one number while the others stay",
    "The **gradient** is all of them together".replace("**", ""),
)
def the_gradient_holds_a_partial_derivative_for_each_number():
    def loss(x, w, y):
        return (w * x - y) ** 2

    for point in drawn(9, WIDE, WIDE, WIDE):
        tensors = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in point]
        gradient = torch.autograd.grad(loss(*tensors), tensors)
        assert all(near(slope, one.item()) for slope, one in zip(nudged(loss, point), gradient, strict=True))


@claim("The missing 0.0001 is half the bend times the square of the nudge")
def what_a_rate_promises_misses_half_the_bend_times_the_square_of_the_nudge():
    for f, slope, bend, w, h in parabolas():
        assert near(f(w + h) - f(w) - slope * h, bend / 2 * h * h)


@claim("downwards it takes as much away", "a parabola, whose bend is the same everywhere")
def on_a_parabola_the_two_sides_cancel_for_any_nudge():
    for f, slope, bend, w, h in parabolas():
        assert near(one_side(f, w, h) - slope, slope - one_side(f, w, -h))
        assert near(both_sides(f, w, h), slope)
        assert all(near((f(v + h) - 2 * f(v) + f(v - h)) / h**2, bend) for v in numbers(5))


@claim("The bend of $w^3$ grows with $w$", "What is left is $h^2 = 0.01$")
def on_a_cube_the_square_of_the_nudge_is_left_at_each_point():
    for w, h in drawn(20, WIDE, (0.05, 1.0)):
        assert near(both_sides(lambda v: v * v * v, w, h) - 3 * w * w, h * h)
        bends = [one_side(lambda v: 3 * v * v, v, 1e-6) for v in (w, w + 0.5)]
        assert bends[0] < bends[1]


@claim("0 if they are equal, 1 if one is 0 or their signs differ")
def a_relative_error_runs_from_equal_to_opposite():
    for a, n in drawn(50, WIDE, WIDE):
        assert relative_error(a, a) == 0.0
        assert relative_error(a, 0.0) == 1.0
        assert near(relative_error(a, -abs(n) * math.copysign(1, a)), 1.0, 1e-12)
        assert 0 <= relative_error(a, n) <= 1


@claim("The Stanford course CS231n divides by the larger", "which at most doubles it, and reads it like this")
def dividing_by_the_larger_of_the_two_at_most_doubles_the_error():
    ratios = [
        abs(a - n) / CS231N["denominator"](abs(a), abs(n)) / relative_error(a, n) for a, n in drawn(200, WIDE, WIDE)
    ]
    assert min(ratios) >= 1 and 1.9 < max(ratios) <= 2
    text = "\n".join(cell.source for cell in nbformat.read(LESSON.solution, as_version=4).cells)
    bands = [line for line in text.splitlines() if line.startswith("| ") and "$10^{-" in line]
    told = [float(f"1e-{band.split('10^{-')[1][0]}") for band in bands]
    assert told == [CS231N["happy up to"], CS231N["uncomfortable above"], CS231N["probably wrong above"]]
    assert "probably wrong" in text.split(bands[-1])[1].split("\n")[1]


@claim("a float32 keeps about 7 digits of a number", "With 7 digits 1 + 0.00000001 is 1")
def a_nudge_beyond_the_digits_of_a_number_does_not_happen():
    for w in np.array(numbers(50, 1.0, 1.999)):
        for precision, digits in ((np.float32, 7), (np.float64, 16)):
            number = precision(w)
            assert number + precision(10.0**-digits / 3) == number
            assert number + precision(4 * 10.0**-digits) != number


SMOOTH = [(math.exp, math.exp, 0.7), (math.sin, math.cos, 0.4), (lambda w: w**5, lambda w: 5 * w**4, 1.3)]


@claim("As the nudge shrinks, the error falls")
def the_error_falls_with_the_nudge_on_one_side_and_with_its_square_on_both():
    for f, slope, w in SMOOTH:
        for measure, ratio in ((one_side, 10), (both_sides, 100)):
            far, close = (abs(measure(f, w, h) - slope(w)) for h in (1e-2, 1e-3))
            assert abs(far / close / ratio - 1) < 0.1


@claim("Then rounding takes over and the error climbs", "In float64 with both sides the best is near")
def in_float64_the_best_nudge_to_both_sides_is_near_a_hundred_thousandth():
    nudges = np.logspace(-12, -1, 111)
    for f, slope, w in SMOOTH:
        errors = np.array([abs(both_sides(f, w, h) - slope(w)) for h in nudges])
        smoothed = np.array([errors[max(0, k - 5) : k + 6].max() for k in range(len(errors))])
        assert 1e-6 < nudges[smoothed.argmin()] < 1e-4
        assert smoothed[10] > 1000 * smoothed.min() < smoothed[-10]


@claim("it adds the slope that arrives to `.grad`", "the values were freed after the first")
def pytorch_adds_to_grad_and_frees_what_it_saved():
    w = torch.tensor(1.7, dtype=torch.float64, requires_grad=True)
    for power, expected in ((3, 3 * 1.7**2), (4, 3 * 1.7**2 + 4 * 1.7**3)):
        out = w**power
        out.backward()
        assert near(w.grad.item(), expected)
        try:
            out.backward()
        except RuntimeError as error:
            assert "freed" in str(error)
        else:
            raise AssertionError("a second walk over freed values went through")


@claim("The last step forward is the first step back")
def the_record_is_met_in_the_reverse_of_the_order_in_which_it_was_made():
    step, met = torch.tensor(0.3, requires_grad=True).sin().exp().log().grad_fn, []
    while step is not None:
        met.append(step.name().split("Backward")[0])
        step = step.next_functions[0][0] if step.next_functions else None
    assert met[:3] == ["Log", "Exp", "Sin"] and met[3].endswith("AccumulateGrad")


@claim("It compares the number with nothing", "A widely copied program computes this gradient")
def the_copied_program_prints_its_gradient_and_checks_nothing():
    tree = ast.parse(COPIED_PROGRAM)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.Assert | ast.If)]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(COPIED_PROGRAM, {"torch": torch})
    assert printed.getvalue().splitlines()[-1] == "tensor(-2.)"


@claim("swapping, dropping or repeating one of them changes nothing", "agrees with all four")
def where_both_are_1_the_wrong_formulas_agree_and_elsewhere_they_do_not():
    formulas = [
        lambda x, w, e: 2 * e * x,
        lambda x, w, e: 2 * e * w,
        lambda x, w, e: 2 * e,
        lambda x, w, e: 2 * e * x * x,
    ]
    for x, w, y in drawn(20, (1.5, 3.0), (3.5, 5.0), WIDE):
        assert len({formula(1, 1, 1 - y) for formula in formulas}) == 1
        assert len({round(formula(x, w, w * x - y), 6) for formula in formulas}) == 4


@claim("One nudge sets off two changes", "along a path multiply, between paths add")
def between_paths_derivatives_add():
    def loss(x, w, y):
        return (w**2 * x - w * y) ** 2

    for x, w, y in drawn(20, WIDE, WIDE, WIDE):
        error = w**2 * x - w * y
        assert near(nudged(loss, (x, w, y))[1], 2 * error * 2 * w * x + 2 * error * -y, 1e-5)


@claim("Both paths arrive at the same `.grad`, and the second overwrites the first")
def assigning_keeps_the_last_path_alone_and_adding_keeps_both():
    Number = run(*cells("class Number"))["Number"]
    for start, factor in drawn(9, WIDE, WIDE):
        a = Number(start)
        out = Number(start + factor * start, (a, a), (1, factor))
        for send_back, expected in ((Number.send_back, factor), (machine()["send_back"], 1 + factor)):
            a.grad, out.grad = 0.0, 1.0
            send_back(out)
            assert near(a.grad, expected)


@claim("go to the parents as you meet them, each once", "`p.grad` is 5 in the end, and $a$ was told 1")
def a_walk_by_levels_goes_wrong_only_where_a_number_speaks_too_early():
    names = machine()
    Number, walk = names["Number"], names["walk_by_levels"]
    for start in numbers(9, 0.5, 3):  # a number met twice on one level is queued once
        a = Number(start)
        y = a * a
        walk(y + y)
        assert near(a.grad, 4 * start)
    for a, b, c in drawn(9, (1, 3), (1, 3), (1, 3)):
        leaf, other, last = Number(a), Number(b), Number(c)
        p = leaf * other
        walk(p + p * last)
        assert near(leaf.grad, b) and near(p.grad, 1 + c)


@claim("by luck", "A test with this sum alone would have passed the broken walk")
def the_other_order_of_the_sum_gives_the_right_gradient_for_all_numbers():
    names = machine()
    Number, walk = names["Number"], names["walk_by_levels"]
    for a, b, c in drawn(9, (1, 3), (1, 3), (1, 3)):
        leaf, other, last = Number(a), Number(b), Number(c)
        p = leaf * other
        walk(p * last + p)
        assert near(leaf.grad, b * (1 + c))


@claim("lets $p$ send back twice, with 1 and with 5")
def sending_back_twice_counts_a_contribution_again():
    for a, b, c in drawn(9, WIDE, WIDE, WIDE):
        Number = machine()["Number"]
        leaf, other = Number(a), Number(b)
        p = leaf * other
        for p.grad in (1.0, 1.0 + c):
            p.send_back()
        assert near(leaf.grad, b * (2 + c))


@claim("a number sends back only after all that were computed from it have done so", "The rule that needs no luck")
def a_reverse_topological_order_gives_pytorchs_gradients_on_other_graphs():
    Number = machine()["Number"]
    for seed in range(40):
        ours, theirs = both_graphs(Number, seed)
        assert all(map(near, ours, theirs)), seed


@claim("a `Value` whose gradients equal PyTorch's")
def the_value_class_gives_pytorchs_gradients_on_other_graphs():
    Value = machine()["Value"]
    for seed in range(40):
        ours, theirs = both_graphs(Value, seed)
        assert all(map(near, ours, theirs)), seed
    for start in numbers(9, 0.5, 2):
        w = Value(start)
        ((w * 3 - 7) ** 3 + w).backward()
        assert near(w.grad, 9 * (3 * start - 7) ** 2 + 1)


@claim("in about 30 lines")
def the_value_class_has_about_thirty_lines_of_code():
    (source,) = cells("class Value")
    lines = [line.strip() for line in source.splitlines()]
    assert 25 <= len([line for line in lines if line and not line.startswith(("#", '"'))]) <= 35


@claim("write `Value` for `Number` in the cell below", "from there on the machine is yours")
def the_machine_may_be_the_learners_value():
    names = machine() | {"show": lambda drawing: None, "machine": None}
    (choosing,) = cells("machine = Number")
    (training,) = cells("w, lr = 1.0, 0.1\nfor k in range(1, 4):\n    weight = machine(w)")
    drawn = []
    names["draw"] = type("draw", (), {"own_graph": staticmethod(lambda end, **named: drawn.append(named))})
    with contextlib.redirect_stdout(io.StringIO()):
        exec(choosing.replace("machine = Number", "machine = Value"), names)
        exec(training, names)
    assert {name: number.grad for name, number in drawn[0].items()} == {
        **{"a": -15, "b": 10, "c": -6},
        **{"p": 5, "q": 1, "L": 1},
    }
    assert all(type(number) is names["Value"] for number in drawn[0].values())
    assert near(names["w"], 2 - 0.8**3)


@claim(
    "it multiplies $d$ by the factor $1 - 2\\,\\text{lr}$",
    "After $k$ steps the weight is",
)
def each_step_multiplies_the_distance_by_the_same_factor():
    for start, rate in drawn(20, WIDE, (0.01, 1.2)):
        w = start
        for k in range(1, 8):
            w -= rate * 2 * (w - 2)
            assert near(w, 2 + (start - 2) * (1 - 2 * rate) ** k)


@claim("On a parabola the rate stays below 2 divided by the bend", "the distance never shrinks", "one step arrives")
def on_a_parabola_2_divided_by_the_bend_is_the_border():
    for bend, goal, start in drawn(20, (0.2, 9.0), WIDE, (4.0, 6.0)):
        for share in (0.3, 0.999, 1.0, 1.001, 1.7):
            w = start
            for _ in range(30):
                w -= share * 2 / bend * bend * (w - goal)
            assert np.sign(round(abs(w - goal) - abs(start - goal), 9)) == np.sign(round(share - 1, 9))
        assert near(start - 1 / bend * bend * (start - goal), goal)
    w = 1.0  # w**4 is no parabola: the bend at the start, 12, sets no such border
    for _ in range(30):
        w -= 0.2 * 4 * w**3
    assert 0.2 > 2 / 12 and abs(w) < 1


@claim("a product of local derivatives along each path from the loss, summed over the paths")
def a_slope_is_the_sum_over_paths_of_products():
    def summed(number, leaf):
        if number is leaf:
            return 1.0
        return sum(s * summed(parent, leaf) for parent, s in zip(number.parents, number.slopes, strict=True))

    for starts in drawn(9, WIDE, WIDE):
        a, b = map(machine()["Number"], starts)
        p = a * b
        out = p * p + a * p + b
        out.backward()
        assert near(summed(out, a), a.grad) and near(summed(out, b), b.grad)


@claim("With four samples one weight gets four slopes, some large and some small")
def on_one_line_four_samples_agree_on_the_weight_and_pull_with_different_strength():
    for slope in numbers(9):
        X = np.array(numbers(4, 0.5, 4))
        Y = slope * X
        assert np.allclose(2 * X * (slope * X - Y), 0)
        pulls = 2 * X * ((slope - 1) * X - Y)
        assert (pulls < 0).all() and np.ptp(np.abs(pulls)) > 0
        assert (np.argsort(np.abs(pulls)) == np.argsort(X)).all()


DEFINITIONS = ()
