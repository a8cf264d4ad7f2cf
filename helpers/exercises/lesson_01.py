"""Lesson 01, one weight: forward, backward, slope and bend, two paths, a small autograd, steps and their limit."""
# long because: one declaration after another; each stands alone.

from helpers.checks.declaration import Exercise, Mistake, polynomial

# Parabola and cubic: (4w - 7)^2 has slope 40 at 3 and the bend 32; a nudge measures 12 + h^2 and 12 on w^3 at 2.
PARABOLA, CUBIC = polynomial(49.0, -56.0, 16.0), polynomial(0.0, 0.0, 0.0, 1.0)


def _points(draw, y=7.0):
    """The lesson's point, one where the error is negative, and two drawn ones, all with x, w, 1 and 2 well apart."""
    drawn = [{"x": draw.number(2.5, 5), "w": draw.number(-4, -1.5), "y": draw.number(6, 9)} for _ in range(2)]
    return [{"x": 4.0, "w": 3.0, "y": y}, {"x": 4.0, "w": 1.0, "y": y}, *drawn]


FORWARD = Exercise(
    id="01-1",
    title="Forward",
    level=1,
    minutes=3,
    answers=("forward",),
    parts=("prediction", "error", "loss"),
    cases=_points,
    expected=lambda x, w, y: (w * x, w * x - y, (w * x - y) ** 2),
    mistakes=(
        Mistake(
            "error_reversed",
            "The error is prediction − target. With y − ŷ the loss is the same, but dL/de and de/dŷ flip their signs.",
            lambda x, w, y: {"error": y - w * x},
        ),
        Mistake(
            "loss_not_squared",
            "The loss is the square of the error. Unsquared, a negative error would beat zero.",
            lambda x, w, y: {"loss": w * x - y},
        ),
        Mistake(
            "half_the_square",
            "You used half the square. A valid convention, but not ours, nor nn.MSELoss's.",
            lambda x, w, y: {"loss": (w * x - y) ** 2 / 2},
        ),
        Mistake(
            "absolute_error",
            "That is the size of the error. The loss is its square.",
            lambda x, w, y: {"loss": abs(w * x - y)},
        ),
        Mistake(
            "doubled_not_squared",
            "You doubled the error. Its square is error ** 2.",
            lambda x, w, y: {"loss": 2 * (w * x - y)},
        ),
    ),
    hints=(
        "Three steps, each made from the one before it: keep each value.",
        "At x = 4, w = 3, y = 7 the prediction is 12 and the error 5.",
        "There the loss is (12 − 7)² = 25, and 5 ** 2 is how Python writes it.",
    ),
)


def _slope(wrong):
    """A mistake of exercise 01-2, given away by its last value: the formula takes x, w, y and the error."""
    return lambda x, w, y: {"dL_dw": wrong(x, w, y, w * x - y)}


BACKWARD = Exercise(
    id="01-2",
    title="Local derivatives and the chain",
    level=2,
    minutes=5,
    answers=("backward",),
    parts=("dL_de", "de_dyhat", "dyhat_dw", "dL_dw"),
    cases=_points,
    expected=lambda x, w, y: (2 * (w * x - y), 1.0, x, 2 * (w * x - y) * x),
    mistakes=(
        Mistake(
            "inner_sign",
            "de/dŷ is 1: the error is e = ŷ − y, and ŷ stands in it with a plus.",
            lambda x, w, y: {"de_dyhat": -1.0},
        ),
        Mistake(
            "w_instead_of_x",
            "That is dL/dx. Differentiating w·x by w leaves x ({x}), not w ({w}).",
            _slope(lambda x, w, y, error: 2 * error * w),
        ),
        Mistake(
            "no_factor_2",
            "The 2 is missing: the derivative of e² is 2e.",
            _slope(lambda x, w, y, error: error * x),
        ),
        Mistake(
            "last_link_missing",
            "You stopped at dL/dŷ. Multiply it by dŷ/dw = x.",
            _slope(lambda x, w, y, error: 2 * error),
        ),
        Mistake(
            "sign",
            "Sign flipped. Of (y − ŷ)² the derivative by ŷ is −2(y − ŷ): the inner −1 counts too.",
            _slope(lambda x, w, y, error: -2 * error * x),
        ),
        Mistake(
            "sign_no_2",
            "Two things: the 2 of the square is missing, and the sign is flipped.",
            _slope(lambda x, w, y, error: -error * x),
        ),
        Mistake(
            "sum_instead_of_product",
            "Along one path derivatives multiply. Only different paths are added.",
            _slope(lambda x, w, y, error: 2 * error + 1 + x),
        ),
        Mistake(
            "error_returned",
            "That is the error e, not what w does to the loss.",
            _slope(lambda x, w, y, error: error),
        ),
        Mistake(
            "loss_returned",
            "That is the loss. The gradient says how much the loss changes when w moves.",
            _slope(lambda x, w, y, error: error**2),
        ),
        Mistake(
            "loss_times_x",
            "You multiplied the loss by x. Multiply dL/dŷ, which is 2e, by x.",
            _slope(lambda x, w, y, error: error**2 * x),
        ),
    ),
    hints=(
        "Draw w → ŷ → e → L and differentiate one step at a time, with the formula of that step alone.",
        "Which letter is the 4: the x, or w + 1? Nudge w·x at another w. And 10 is twice the error.",
        "Along the path multiply. At x = 4, w = 1, y = 7 the four are −6, 1, 4 and −24.",
    ),
)


def _slope_is(wrong):
    """A mistake of exercise 01-3 in the slope, given away by it alone."""
    return lambda f, w, h: {"slope": wrong(f, w, h)}


def _bend(f, w, h):
    return (f(w + h) - 2 * f(w) + f(w - h)) / h**2


SLOPE_AND_BEND = Exercise(
    id="01-3",
    title="Slope and bend",
    level=3,
    minutes=7,
    answers=("slope_and_bend",),
    parts=("slope", "bend"),
    cases=lambda draw: [
        {"f": PARABOLA, "w": 3.0, "h": 0.1},
        {"f": CUBIC, "w": 2.0, "h": 0.1},
        {"f": CUBIC, "w": draw.number(1, 2), "h": draw.number(0.3, 0.6)},
        {"f": polynomial(*draw.numbers(3, 1, 3), 1.0), "w": draw.number(1, 3), "h": draw.number(0.4, 0.8)},
    ],
    expected=lambda f, w, h: ((f(w + h) - f(w - h)) / (2 * h), _bend(f, w, h)),
    mistakes=(
        Mistake(
            "forward_difference",
            "Your slope is that of the right half alone. On (4w − 7)² it misses by 16h, 1.6 at h = 0.1.",
            _slope_is(lambda f, w, h: (f(w + h) - f(w)) / h),
        ),
        Mistake(
            "backward_difference",
            "Your slope is that of the left half alone, as far off as the right one. Their mean is the central one.",
            _slope_is(lambda f, w, h: (f(w) - f(w - h)) / h),
        ),
        Mistake(
            "divided_by_h",
            "You divided the slope by h. The two points are 2h apart.",
            _slope_is(lambda f, w, h: (f(w + h) - f(w - h)) / h),
        ),
        Mistake(
            "subtracted_backwards",
            "Slope subtracted the wrong way round: f(w + h) comes first.",
            _slope_is(lambda f, w, h: (f(w - h) - f(w + h)) / (2 * h)),
        ),
        Mistake(
            "nudge_lost_in_float32",
            "Yours is 0 on every input. With an h of 1e-7 or less float32 rounds w + h to w: use the h you are given.",
            lambda f, w, h: (0.0, 0.0),
        ),
        Mistake(
            "multiplied_by_h",
            "You multiplied by h: in Python a / 2 * h is (a / 2) · h. Put brackets round (2 * h).",
            _slope_is(lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h),
        ),
        Mistake(
            "own_h",
            "You used a smaller nudge of your own. Use the h given: on w³ at 2 with h = 0.1 the slope is 12.01.",
            when=lambda case: (
                abs(case.mine[0] - case.inputs["f"].slope(case.inputs["w"])) < abs(case.mine[0] - case.ours[0]) / 9
            ),
        ),
        Mistake(
            "bend_undivided",
            "Your bend is the difference of the two slopes. Divide it by h: it counts per unit of weight.",
            lambda f, w, h: {"bend": h * _bend(f, w, h)},
        ),
        Mistake(
            "bend_halved",
            "Your bend is half of it. The middles of the two halves are h apart, not 2h.",
            lambda f, w, h: {"bend": _bend(f, w, h) / 2},
        ),
        Mistake(
            "bend_reversed",
            "Your bend has the wrong sign. Take the left half's slope from the right half's.",
            lambda f, w, h: {"bend": -_bend(f, w, h)},
        ),
        Mistake(
            "bend_of_values",
            "You never divided by h: a slope does once, and the bend, a slope of slopes, twice.",
            lambda f, w, h: {"bend": h**2 * _bend(f, w, h)},
        ),
    ),
    hints=(
        "The right half goes from w to w + h, the left half from w − h to w. Each has a slope from one side.",
        "The slope to both sides is the mean of the two. The bend is their difference, divided by how far the middles "
        "of the halves are apart.",
        "For (4w − 7)² at w = 3 with h = 0.1 the halves have the slopes 38.4 and 41.6. The answer is 40 and 32.",
    ),
)


def _error(x, w, y):
    return w**2 * x - w * y


def _two_paths(draw):
    """One point with round numbers, one with a negative weight, and two drawn ones."""
    drawn = [{"x": draw.number(2.5, 5), "w": draw.number(-4, -1.5), "y": draw.number(6, 9)} for _ in range(2)]
    return [{"x": 4.0, "w": 2.0, "y": 3.0}, {"x": 4.0, "w": -2.0, "y": 3.0}, *drawn]


TWO_PATHS = Exercise(
    id="01-4",
    title="One weight, two paths",
    level=3,
    minutes=8,
    answers=("grad_two_paths",),
    cases=_two_paths,
    expected=lambda x, w, y: 2 * _error(x, w, y) * (2 * w * x - y),
    mistakes=(
        Mistake(
            "only_path_through_w2x",
            "Only the path through w²·x. The weight also reaches the loss through −w·y: add both.",
            lambda x, w, y: 2 * _error(x, w, y) * 2 * w * x,
        ),
        Mistake(
            "only_path_through_wy",
            "Only the path through −w·y. Add the one through w²·x.",
            lambda x, w, y: 2 * _error(x, w, y) * -y,
        ),
        Mistake(
            "paths_multiplied",
            "You multiplied the two paths. Within a path multiply, between paths add.",
            lambda x, w, y: 2 * _error(x, w, y) * 2 * w * x * -y,
        ),
        Mistake(
            "minus_lost",
            "The path through −w·y has lost its minus: its local derivative is −y.",
            lambda x, w, y: 2 * _error(x, w, y) * (2 * w * x + y),
        ),
        Mistake(
            "derivative_of_w2_is_w",
            "The derivative of w² is 2w, not w.",
            lambda x, w, y: 2 * _error(x, w, y) * (w * x - y),
        ),
        Mistake(
            "no_outer_2",
            "The 2 of the outer square is missing.",
            lambda x, w, y: _error(x, w, y) * (2 * w * x - y),
        ),
        Mistake(
            "graph_of_the_section",
            "That is the derivative of (w·x + w² − y)², the graph above. Here the error is w²·x − w·y.",
            lambda x, w, y: 2 * (w * x + w**2 - y) * (x + 2 * w),
        ),
    ),
    hints=(
        "By how many paths does w reach the error w²·x − w·y?",
        "One path goes through w²·x, the other through −w·y. Differentiate each by w, with its sign.",
        "At x = 4, w = 2, y = 3 the error is 10. One path brings 320, the other −60.",
    ),
)

REUSED = "out = a + a"
READ_AGAIN = "out = a * b + a"
DIAMONDS = ("d = a * b\nout = d + d * c", "d = a * b\nout = d * c + d")


def _graphs(draw):
    """Expressions that tell the walks apart: Python, run on Values by the probe and on tensors by the oracle."""
    a, b, c = draw.number(1.5, 3), draw.number(-4, -2), draw.number(3, 5)
    return [
        {"program": REUSED, "leaves": {"a": 3.0}},
        {"program": READ_AGAIN, "leaves": {"a": 2.0, "b": -3.0}},
        {"program": "out = (w * 4 + w * w - 8) ** 2", "leaves": {"w": 3.0}},
        {"program": DIAMONDS[0], "leaves": {"a": 2.0, "b": -3.0, "c": 4.0}},
        {"program": DIAMONDS[1], "leaves": {"a": a, "b": b, "c": c}},
        {"program": "out = (a * b - c) ** 3 * a + b", "leaves": {"a": a, "b": b, "c": c}},
    ]


def _graph_gradients(program, leaves):
    """The expression's value and its leaves' gradients, from torch."""
    import torch

    tensors = {name: torch.tensor(number, dtype=torch.float64, requires_grad=True) for name, number in leaves.items()}
    names = dict(tensors)
    exec(program, {"__builtins__": {}}, names)
    gradients = torch.autograd.grad(names["out"], list(tensors.values()))
    return {"data": names["out"].item()} | {name: grad.item() for name, grad in zip(leaves, gradients, strict=True)}


def _passed_on_too_early(case):
    """Whether d gave a its slope while one of the two was missing, once, or both before and after it arrived."""
    if case.inputs["program"] not in DIAMONDS:
        return False
    b, c = (case.inputs["leaves"][name] for name in "bc")
    return any(abs(case.mine["a"] - wrong) < 1e-4 for wrong in (b, b * (2 + c), b * (2 + 2 * c)))


VALUE = Exercise(
    id="01-5",
    title="Mini-autograd",
    level=4,
    minutes=15,
    answers=("Value",),
    probe="value_graph",
    cases=_graphs,
    expected=_graph_gradients,
    mistakes=(
        Mistake(
            "assigns_instead_of_adding",
            'a + a gives a slope of 1: you assign with "=". A node used twice receives two contributions, add: "+=".',
            lambda program, leaves: {"a": 1.0} if program == REUSED else {},
        ),
        Mistake(
            "start_not_1",
            "Every slope is 0: nobody set dL/dL = 1 before starting back.",
            lambda program, leaves: dict.fromkeys(leaves, 0.0),
        ),
        Mistake(
            "not_topological",
            "A node passed its slope on before all its contributions had arrived, or more than once. Walk in reverse "
            "topological order, and visit each node once: keep a set of those seen.",
            when=_passed_on_too_early,
        ),
        Mistake(
            "own_factor",
            "Each factor got a share of its own. The slope of a * b is b for a, and a for b.",
            lambda program, leaves: {"a": leaves["a"] + 1, "b": leaves["b"]} if program == READ_AGAIN else {},
        ),
        Mistake(
            "numbers_not_wrapped",
            "A plain number has no .data. Make it a Value first, where it is not one: other = Value(other).",
            raises=("AttributeError: 'int' object has no attribute", "AttributeError: 'float' object has no attribute"),
        ),
        Mistake(
            "operator_missing",
            "An operator is missing: the expressions use +, *, - and **.",
            raises="TypeError: unsupported operand",
        ),
    ),
    hints=(
        "Each operation knows how to share the slope of its output among its inputs. Let it leave a function that does "
        "so in out._backward.",
        "+ shares 1 and 1; * shares the other factor; a - b is a + b * -1; the slope of a ** n is n * a ** (n - 1).",
        "self.grad += other.data * out.grad",
    ),
)


X, Y = 3.0, 12.0  # of the loss (3w − 12)², whose bend is 18
LIMIT = 2 / 18


def _descent(gradient, x=X, y=Y, sign=-1.0):
    """Where w goes and which losses it meets, before each step, with this gradient of the error; and the limit."""

    def walk(w, lr, n):
        losses = []
        for step in range(n):
            losses.append((w * x - y) ** 2)
            w = w + sign * lr * gradient(w * x - y, step)
        return w, losses, LIMIT

    return walk


def _first_gradient(w, lr, n):
    return w - n * lr * 2 * X * (w * X - Y)


def _piled_up(w, lr, n):
    total = 0.0
    for _ in range(n):
        total += 2 * X * (w * X - Y)
        w -= lr * total
    return w


_right_descent = _descent(lambda error, step: 2 * error * X)

DESCEND = Exercise(
    id="01-6",
    title="Three steps and a limit",
    level=3,
    minutes=10,
    answers=("descend",),
    parts=("w", "losses", "limit"),
    cases=lambda draw: [
        {"w": 1.0, "lr": 0.01, "n": 3},
        {"w": -1.0, "lr": 0.02, "n": 4},
        {"w": draw.number(5, 8), "lr": draw.number(0.02, 0.04), "n": draw.whole(5, 7)},
    ],
    expected=_right_descent,
    mistakes=(
        Mistake(
            "climbs",
            "You added the gradient and walked uphill. The step is w − lr · gradient.",
            lambda w, lr, n: {"w": _descent(lambda error, step: 2 * error * X, sign=1.0)(w, lr, n)[0]},
        ),
        Mistake(
            "first_gradient_reused",
            "The gradient of the start was used in every step. Compute it again at each w.",
            lambda w, lr, n: {"w": _first_gradient(w, lr, n)},
        ),
        Mistake(
            "no_factor_2",
            "The 2 of the square is missing from the gradient.",
            lambda w, lr, n: {"w": _descent(lambda error, step: error * X)(w, lr, n)[0]},
        ),
        Mistake(
            "last_link_missing",
            "The chain ends too early: the 3 in front of w is a link of it too.",
            lambda w, lr, n: {"w": _descent(lambda error, step: 2 * error)(w, lr, n)[0]},
        ),
        Mistake(
            "loss_of_the_section",
            "You went down (w − 2)², the loss above. Here it is (3w − 12)².",
            lambda w, lr, n: {"w": _descent(lambda error, step: 2 * error, x=1.0, y=2.0)(w, lr, n)[0]},
        ),
        Mistake(
            "gradients_pile_up",
            "The gradients pile up from step to step. Start each step from that step's gradient alone.",
            lambda w, lr, n: {"w": _piled_up(w, lr, n)},
        ),
        Mistake(
            "loss_after_the_step",
            "You stored the loss after the step. Store the one before it, which goes with the gradient.",
            lambda w, lr, n: {"losses": _right_descent(w, lr, n + 1)[1][1:]},
        ),
        Mistake(
            "one_step_missing",
            "One step short: range(n) gives n steps.",
            lambda w, lr, n: {"w": _right_descent(w, lr, n - 1)[0]},
        ),
        Mistake(
            "one_step_more",
            "One step too many: range(n) gives n steps.",
            lambda w, lr, n: {"w": _right_descent(w, lr, n + 1)[0]},
        ),
        Mistake(
            "one_step_only",
            "One step, whatever n is: is the return inside the loop, or the new w kept under another name?",
            lambda w, lr, n: {"w": _right_descent(w, lr, 1)[0]},
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is w − lr · gradient.",
            lambda w, lr, n: {"w": _right_descent(w, 1.0, n)[0]},
        ),
        Mistake(
            "limit_of_the_section",
            "A limit of 1 belongs to the loss (w − 2)², whose bend is 2. How large is the bend of (3w − 12)²?",
            lambda w, lr, n: {"limit": 1.0},
        ),
        Mistake(
            "arrives_in_one_step",
            "Your limit is 1 divided by the bend: that rate arrives in one step. The limit is twice as large.",
            lambda w, lr, n: {"limit": LIMIT / 2},
        ),
        Mistake(
            "bend_of_one_link",
            "Your limit takes 6 for the bend. The 3 counts twice: in the error, and in how the error moves with w.",
            lambda w, lr, n: {"limit": 2 / 6},
        ),
        Mistake(
            "bend_itself",
            "That is the bend. The limit is 2 divided by it.",
            lambda w, lr, n: {"limit": 18.0},
        ),
    ),
    hints=(
        "Each turn of the loop: loss, slope, step. The slope is a chain: the square, then the 3.",
        "By how much does the slope change per unit of weight? That is the bend, and the limit is 2 divided by it.",
        "From w = 1 with lr = 0.01 the slope is −54 and the weight becomes 1.54. One unit further, at w = 2, the slope "
        "is −36.",
    ),
)

EXERCISES = [FORWARD, BACKWARD, SLOPE_AND_BEND, TWO_PATHS, VALUE, DESCEND]
