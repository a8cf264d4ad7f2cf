"""Lesson 01, one weight: forward, backward, a numerical slope, two paths, a small autograd, three steps."""
# long because: one declaration after another; each stands alone.

from helpers.checks.declaration import Exercise, Mistake, polynomial

# Parabola and cubic whose central differences are known: (4w - 7)^2 at 3 has slope 40, w^3 at 2 gives 12 + h^2.
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
            "The error is prediction − target. With y − ŷ the loss is the same, but the sign of the slope flips.",
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
        "Do the three in order and keep each value: the way back needs them.",
        "The prediction is w * x; at x = 4, w = 3 that is 12.",
        "The loss is error ** 2; at y = 7 that is (12 − 7)² = 25.",
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
            "Sign flipped: did you differentiate (y − ŷ)² and lose the inner −1?",
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
            "That is the error e, not its effect on w.",
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
        "Draw w → ŷ → e → L and write one derivative on each arrow.",
        "At x = 4, w = 3, y = 7 they are 2e = 10, 1 and x = 4.",
        "Multiply them: 10 · 1 · 4.",
    ),
)

NUM_GRAD = Exercise(
    id="01-3",
    title="Numerical slope",
    level=2,
    minutes=5,
    answers=("num_grad",),
    cases=lambda draw: [
        {"f": PARABOLA, "w": 3.0, "h": 0.1},
        {"f": CUBIC, "w": 2.0, "h": 0.1},
        {"f": CUBIC, "w": draw.number(1, 2), "h": draw.number(0.3, 0.6)},
        {"f": polynomial(*draw.numbers(3, 1, 3), 1.0), "w": draw.number(1, 3), "h": draw.number(0.4, 0.8)},
    ],
    expected=lambda f, w, h: (f(w + h) - f(w - h)) / (2 * h),
    mistakes=(
        Mistake(
            "forward_difference",
            "That is the forward difference. On (4w − 7)² it misses by 16h, 1.6 at h = 0.1. Look at both sides of w.",
            lambda f, w, h: (f(w + h) - f(w)) / h,
        ),
        Mistake(
            "backward_difference",
            "That is the backward difference, as far off as the forward one. Their mean is the central one.",
            lambda f, w, h: (f(w) - f(w - h)) / h,
        ),
        Mistake(
            "divided_by_h",
            "You divided by h. The two points are 2h apart.",
            lambda f, w, h: (f(w + h) - f(w - h)) / h,
        ),
        Mistake(
            "subtracted_backwards",
            "Subtracted the wrong way round: f(w + h) comes first.",
            lambda f, w, h: (f(w - h) - f(w + h)) / (2 * h),
        ),
        Mistake(
            "nudge_lost_in_float32",
            "The difference is 0: in float32 with h of 1e-7 or less, w + h rounds to w. Use the h you are given.",
            lambda f, w, h: 0.0,
        ),
        Mistake(
            "multiplied_by_h",
            "You multiplied by h: in Python a / 2 * h is (a / 2) · h. Put brackets round (2 * h).",
            lambda f, w, h: (f(w + h) - f(w - h)) / 2 * h,
        ),
        Mistake(
            "own_h",
            "You used a smaller nudge of your own. Use the h given: on w³ at 2 with h = 0.1 the answer is 12.01.",
            when=lambda case: abs(case.mine - case.inputs["f"].slope(case.inputs["w"])) < 1e-2 * abs(case.ours),
        ),
    ),
    hints=(
        "Evaluate f on both sides of w.",
        "The two points are 2h apart.",
        "(f(w + h) − f(w − h)) / (2 * h)",
    ),
)


def _error(x, w, y):
    return w * x + w**2 - y


TWO_PATHS = Exercise(
    id="01-4",
    title="One weight, two paths",
    level=3,
    minutes=10,
    answers=("grad_two_paths",),
    cases=lambda draw: _points(draw, y=8.0),
    expected=lambda x, w, y: 2 * _error(x, w, y) * (x + 2 * w),
    mistakes=(
        Mistake(
            "only_path_through_wx",
            "Only the path through w·x. The weight also reaches the loss through w²: add both.",
            lambda x, w, y: 2 * _error(x, w, y) * x,
        ),
        Mistake(
            "only_path_through_w2",
            "Only the path through w². Add the one through w·x.",
            lambda x, w, y: 2 * _error(x, w, y) * 2 * w,
        ),
        Mistake(
            "paths_multiplied",
            "You multiplied the two paths. Within a path multiply, between paths add.",
            lambda x, w, y: 2 * _error(x, w, y) * x * 2 * w,
        ),
        Mistake(
            "derivative_of_w2_is_w",
            "The derivative of w² is 2w, not w.",
            lambda x, w, y: 2 * _error(x, w, y) * (x + w),
        ),
        Mistake(
            "no_outer_2",
            "The 2 of the outer square is missing.",
            lambda x, w, y: _error(x, w, y) * (x + 2 * w),
        ),
    ),
    hints=(
        "By how many paths does w reach the loss?",
        "With e = w·x + w² − y: path A gives 2e · x, path B gives 2e · 2w.",
        "At x = 4, w = 3, y = 8: 2 · 13 · (4 + 6).",
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
            "A node passed its slope on before all its contributions had arrived. Walk in reverse topological order.",
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
        "Each operation knows how to share the slope of its output among its inputs.",
        "+ shares 1 and 1; * shares the other factor.",
        "self.grad += other.data * out.grad",
    ),
)


def _descent(gradient, x=1.0, y=2.0, sign=-1.0):
    """Where w goes and which losses it meets, before each step, with this gradient of the error."""

    def walk(w, lr, n):
        losses = []
        for step in range(n):
            losses.append((w * x - y) ** 2)
            w = w + sign * lr * gradient(w * x - y, step)
        return w, losses

    return walk


def _first_gradient(w, lr, n):
    return w - n * lr * 2 * (w - 2)


def _piled_up(w, lr, n):
    total = 0.0
    for _ in range(n):
        total += 2 * (w - 2)
        w -= lr * total
    return w


_right_descent = _descent(lambda error, step: 2 * error)

DESCEND = Exercise(
    id="01-6",
    title="Three steps",
    level=3,
    minutes=10,
    answers=("descend",),
    parts=("w", "losses"),
    cases=lambda draw: [
        {"w": 1.0, "lr": 0.1, "n": 3},
        {"w": -1.0, "lr": 0.2, "n": 4},
        {"w": draw.number(3, 6), "lr": draw.number(0.05, 0.15), "n": draw.whole(5, 7)},
    ],
    expected=_right_descent,
    mistakes=(
        Mistake(
            "climbs",
            "You added the gradient and walked uphill. The step is w − lr · gradient.",
            lambda w, lr, n: {"w": _descent(lambda error, step: 2 * error, sign=1.0)(w, lr, n)[0]},
        ),
        Mistake(
            "first_gradient_reused",
            "The gradient of the start was used in every step. Compute it again at each w.",
            lambda w, lr, n: {"w": _first_gradient(w, lr, n)},
        ),
        Mistake(
            "no_factor_2",
            "The 2 of the square is missing from the gradient.",
            lambda w, lr, n: {"w": _descent(lambda error, step: error)(w, lr, n)[0]},
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
    ),
    hints=(
        "A closed form to check against, for w = 1 and lr = 0.1: after k steps w is 2 − 0.8ᵏ.",
        "Each turn of the loop: loss, gradient, step.",
        "From w = 1 with lr = 0.1: 1.2, 1.36, 1.488.",
    ),
)

EXERCISES = [FORWARD, BACKWARD, NUM_GRAD, TWO_PATHS, VALUE, DESCEND]
