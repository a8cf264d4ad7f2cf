"""Lesson 06, yes or no: logits, binary cross-entropy and its gradient, and what one neuron cannot reach."""
# long because: one declaration after another; each stands alone.

from functools import cache

import numpy as np

from helpers.checks.comparing import numeric
from helpers.checks.declaration import Exercise, Mistake, array
from helpers.data import LABELS, POINTS

WEIGHTS, BIAS = np.array([[0.5], [-0.3]]), np.array([0.1])
LN2 = np.log(2)
COUNT_WRITTEN_IN = "You divide by 3 whatever the data. Divide by the number of samples, here {N}."


def _tensor(numbers):
    return array(numbers, library="torch")


LESSON = {"X": _tensor(POINTS.tolist()), "y": _tensor(LABELS.tolist())}
LESSON_NEURON = {"W": _tensor(WEIGHTS.tolist()), "b": _tensor(BIAS.tolist())}


def _labels(draw, count):
    """Labels of both kinds, in no order that tells."""
    free = [float(draw.whole(0, 1)) for _ in range(count - 3)]
    return _tensor([[label] for label in [1.0, 0.0, *free, 0.0]])


def _samples(draw, count, features):
    return {"X": _tensor([draw.numbers(features, -2, 3) for _ in range(count)]), "y": _labels(draw, count)}


def _neuron(draw, features):
    """Weights that tell the features apart, and a bias that counts."""
    W = [[draw.number(0.3, 0.6)], [-draw.number(0.4, 0.9)], [draw.number(0.7, 1.0)]]
    return {"W": _tensor(W[:features]), "b": _tensor([draw.number(0.4, 0.8)])}


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _near(mine, value, rtol=1e-4):
    return bool(np.allclose(numeric(mine).squeeze(), value, rtol=rtol, atol=0))


NEURON = Exercise(
    id="06-1",
    title="Logits and probabilities",
    level=1,
    minutes=3,
    answers=("neuron",),
    parts=("z", "p"),
    probe="either_library",
    cases=lambda draw: [
        {"X": LESSON["X"], **LESSON_NEURON},
        {"X": _samples(draw, 4, 3)["X"], **_neuron(draw, 3)},
        {"X": _samples(draw, 5, 2)["X"], **_neuron(draw, 2)},
    ],
    expected=lambda X, W, b: (X @ W + b, _sigmoid(X @ W + b)),
    mistakes=(
        Mistake(
            "exact_equality",
            "Not your fault: 0.3 and 0.1 do not exist in binary, and the rest is exactly −3 · 2⁻²⁷. Compare with a "
            "tolerance.",
            raises="AssertionError",
        ),
        Mistake("bias_missing", "The bias is missing.", lambda X, W, b: {"z": X @ W}),
        Mistake(
            "weight_transposed",
            "X is (N, features): X @ W with W (features, 1). nn.Linear stores (1, features) and does x @ weight.T.",
            raises="RuntimeError: cannot be multiplied",
        ),
        Mistake(
            "weight_transposed_in_numpy",
            "X is (N, features), so W must be (features, 1) for X @ W. Leave W as it is.",
            raises=("ValueError: not aligned", "ValueError: mismatch in its core dimension"),
        ),
        Mistake(
            "products_not_summed",
            "* multiplies entry by entry. A logit is a sum of products: X @ W.",
            raises="RuntimeError: must match the size",
        ),
        Mistake(
            "sigmoid_missing",
            "Those are the logits twice. Squeeze z into a probability: 1 / (1 + exp(−z)).",
            lambda X, W, b: (X @ W + b, X @ W + b),
        ),
        Mistake(
            "exponent_sign",
            "The minus in the exponent is missing: that is the probability of label 0.",
            lambda X, W, b: {"p": _sigmoid(-(X @ W + b))},
        ),
        Mistake(
            "sigmoid_twice", "Sigmoid twice: once is enough.", lambda X, W, b: {"p": _sigmoid(_sigmoid(X @ W + b))}
        ),
        Mistake(
            "tanh",
            "tanh goes from −1 to 1. A probability needs the sigmoid.",
            lambda X, W, b: {"p": np.tanh(X @ W + b)},
        ),
        Mistake(
            "softmax",
            "Softmax shares 1 among its entries. Each sample here has one logit: use the sigmoid.",
            when=lambda case: np.isclose(numeric(case.mine[1]).sum(), 1) or (numeric(case.mine[1]) == 1).all(),
        ),
        Mistake(
            "class_not_probability",
            "That is the class, 0 or 1. We expect the probability.",
            when=lambda case: np.isin(numeric(case.mine[1]), (0, 1)).all(),
        ),
    ),
    hints=("X @ W + b", "1/(1+exp(-z))"),
)


def _bce_of(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def _bce_of_logits(z, y):
    return np.logaddexp(0, z) - y * z


def _logit(p):
    return np.log(p / (1 - p))


def _probabilities(draw, count):
    """Some below and some above a half, none so near to 0 or 1 that float32 counts."""
    return _tensor([[draw.number(*((0.05, 0.45) if place % 2 else (0.55, 0.95)))] for place in range(count)])


BCE = Exercise(
    id="06-2",
    title="BCE by hand",
    level=2,
    minutes=5,
    answers=("bce",),
    parts=("per_sample", "mean"),
    probe="either_library",
    cases=lambda draw: [
        {"p": _tensor([[0.5], [0.598687660], [0.689974481]]), "y": LESSON["y"]},
        {"p": _probabilities(draw, 5), "y": _labels(draw, 5)},
        {"p": _probabilities(draw, 4), "y": _labels(draw, 4)},
    ],
    expected=lambda p, y: (_bce_of(p, y), _bce_of(p, y).mean()),
    mistakes=(
        Mistake("summed", "Sum instead of mean: N = {N} times ours.", lambda p, y: {"mean": _bce_of(p, y).sum()}),
        Mistake("base_2", "Base-2 logarithm; ours is natural.", lambda p, y: {"per_sample": _bce_of(p, y) / LN2}),
        Mistake(
            "base_10", "Base-10 logarithm; ours is natural.", lambda p, y: {"per_sample": _bce_of(p, y) / np.log(10)}
        ),
        Mistake("sign", "The minus is missing.", lambda p, y: {"mean": -_bce_of(p, y).mean()}),
        Mistake(
            "arguments_swapped",
            "You passed (y, logits): BCEWithLogitsLoss wants (logits, y) and is not symmetric.",
            lambda p, y: {"mean": _bce_of_logits(y, _logit(p)).mean()},
        ),
        Mistake(
            "labels_as_logits",
            "You passed (y, p): BCEWithLogitsLoss wants (logits, y), in this order, and no probabilities.",
            lambda p, y: {"mean": _bce_of_logits(y, p).mean()},
        ),
        Mistake(
            "sigmoid_twice",
            "Sigmoid twice: BCEWithLogitsLoss has it inside. On the lesson's samples 0.6391 looks better than 0.6591, "
            "and the gradient is almost nil and points the other way.",
            lambda p, y: {"mean": _bce_of_logits(p, y).mean()},
        ),
        Mistake(
            "logits_for_probabilities",
            "BCELoss wants probabilities in [0, 1], not logits.",
            raises="RuntimeError: between 0 and 1",
        ),
        Mistake(
            "bceloss_swapped",
            "BCELoss(y, p): log(0) is clamped to −100, so a sample costs 100 times its |y − p|. The order is (p, y).",
            lambda p, y: {"mean": 100 * np.abs(y - p).mean()},
        ),
        Mistake(
            "labels_reversed",
            "p goes with label 1 and 1 − p with label 0. You have them the other way round.",
            lambda p, y: {"mean": _bce_of(p, 1 - y).mean()},
        ),
        Mistake(
            "only_label_1",
            "Samples of label 0 cost nothing in yours. Add (1 − y) · log(1 − p).",
            lambda p, y: {"mean": -(y * np.log(p)).mean()},
        ),
        Mistake(
            "label_ignored",
            "You paid −log p for every sample, whatever its label is.",
            lambda p, y: {"mean": -np.log(p).mean()},
        ),
        Mistake("squared_error", "That is the squared error.", lambda p, y: {"mean": ((p - y) ** 2).mean()}),
        Mistake("count_written_in", COUNT_WRITTEN_IN, lambda p, y: {"mean": _bce_of(p, y).sum() / 3}),
    ),
    hints=("y*log p + (1-y)*log(1-p)",),
)


def _slope_of(delta_of):
    """The gradient in W that comes of another δ; delta_of takes p, y and z."""

    def wrong(X, y, W, b):
        z = X @ W + b
        return {"gW": X.T @ delta_of(_sigmoid(z), y, z) / len(X)}

    return wrong


def _error(p, y, z):
    return p - y


def _gradient(X, y, W, b):
    delta = _sigmoid(X @ W + b) - y
    return X.T @ delta / len(X), delta.mean()


def _scaled(factor_of):
    """A mistake by a factor; factor_of takes N and the number of features."""
    return lambda X, y, W, b: {"gW": factor_of(*X.shape) * _gradient(X, y, W, b)[0]}


def _of_classes(X, y, W, b):
    z = X @ W + b
    return {} if (np.abs(z) < 1e-3).any() else _slope_of(lambda p, y, z: (z > 0) - y)(X, y, W, b)


GRAD_BCE = Exercise(
    id="06-3",
    title="Gradient by hand",
    level=3,
    minutes=10,
    answers=("grad_bce",),
    parts=("gW", "gb"),
    probe="either_library",
    cases=lambda draw: [
        {**LESSON, **LESSON_NEURON},
        {**_samples(draw, 5, 3), **_neuron(draw, 3)},
        {**_samples(draw, 6, 2), **_neuron(draw, 2)},
    ],
    rtol=1e-3,  # a nudge in float32 is good to three digits
    atol=1e-4,
    expected=_gradient,
    mistakes=(
        Mistake(
            "summed",
            "N = {N} times too large: divide by the number of samples.",
            _scaled(lambda N, features: N),
        ),
        Mistake("sign", "Sign flipped: p − y, not y − p.", _scaled(lambda N, features: -1)),
        Mistake(
            "squared_error",
            "That is the derivative of the squared error: drop p(1 − p). In BCE it cancels.",
            _slope_of(lambda p, y, z: 2 * (p - y) * p * (1 - p)),
        ),
        Mistake(
            "factor_not_cancelled",
            "Drop p(1 − p): it cancels with the derivative of the logarithm.",
            _slope_of(lambda p, y, z: (p - y) * p * (1 - p)),
        ),
        Mistake(
            "logit_minus_label",
            "You used the logit instead of the probability.",
            _slope_of(lambda p, y, z: z - y),
        ),
        Mistake(
            "class_minus_label",
            "You used the class 0/1: that is Rosenblatt's rule, not the gradient of BCE.",
            _of_classes,
        ),
        Mistake(
            "no_x",
            "Multiply by X. That is the slope of the bias.",
            when=lambda case: np.allclose(numeric(case.mine[0]), case.ours[1], rtol=1e-3, atol=1e-4),
        ),
        Mistake(
            "means_multiplied",
            "You averaged X and the error apart. The mean of a product is not the product of the means.",
            lambda X, y, W, b: {"gW": X.mean(axis=0) * _gradient(X, y, W, b)[1]},
        ),
        Mistake(
            "divided_by_features",
            "Divided by the number of features, not by that of samples, N = {N}.",
            _scaled(lambda N, features: N / features),
        ),
        Mistake(
            "divided_by_elements",
            "Divided by all elements of X. Divide by the number of samples, N = {N}.",
            _scaled(lambda N, features: 1 / features),
        ),
        Mistake(
            "one_number",
            "You averaged over the features too. Each weight has its own slope.",
            lambda X, y, W, b: {"gW": _gradient(X, y, W, b)[0].mean()},
        ),
        Mistake(
            "sigmoid_twice",
            "Sigmoid twice: almost nil and, on the lesson's points, of the opposite sign.",
            _slope_of(lambda p, y, z: (_sigmoid(p) - y) * p * (1 - p)),
        ),
        Mistake(
            "sigmoid_of_probability",
            "p went through the sigmoid a second time before you subtracted y.",
            _slope_of(lambda p, y, z: _sigmoid(p) - y),
        ),
        Mistake(
            "arguments_swapped",
            "loss_fn(y, logits): arguments swapped. What you get is −y·x, whatever W is.",
            _slope_of(lambda p, y, z: -y),
        ),
        Mistake("count_written_in", COUNT_WRITTEN_IN, _scaled(lambda N, features: N / 3)),
        Mistake(
            "not_cleared",
            "Double: the gradient was accumulated, or a 2 slipped in. BCE has no square.",
            _scaled(lambda N, features: 2),
        ),
        Mistake(
            "bias_not_in_logit",
            "Your logits leave out b.",
            lambda X, y, W, b: {"gW": _gradient(X, y, W, 0.0)[0]},
        ),
        Mistake(
            "stopped_at_p",
            "That is the slope in p. Go on through the sigmoid: times p(1 − p), which leaves p − y.",
            _slope_of(lambda p, y, z: (p - y) / (p * (1 - p))),
        ),
        Mistake(
            "not_averaged",
            "You return one slope a sample. Average them over the samples.",
            lambda X, y, W, b: {"gW": X * (_sigmoid(X @ W + b) - y)},
        ),
        Mistake(
            "gb_summed",
            "gb is summed. Average it, like gW.",
            lambda X, y, W, b: (_gradient(X, y, W, b)[0], len(X) * _gradient(X, y, W, b)[1]),
        ),
        Mistake(
            "gb_not_averaged",
            "gb is one slope a sample. Average them.",
            lambda X, y, W, b: {"gb": _sigmoid(X @ W + b) - y},
        ),
        Mistake(
            "x_not_transposed",
            "Shapes do not fit: X is (N, features), δ = p − y is (N, 1), and gW must be (features, 1): X.T @ δ.",
            raises="RuntimeError: cannot be multiplied",
        ),
    ),
    hints=("delta = p - y.", "gW = X.T @ delta / N", "gb = mean(delta)"),
)

LESSON_X, LESSON_Y = POINTS.astype(float), LABELS.astype(float)


def _stepped(lr=0.01, steps=1):
    """W, b and the loss after some steps from the lesson's neuron."""
    W, b = WEIGHTS, BIAS
    for _ in range(steps):
        slope_W, slope_b = _gradient(LESSON_X, LESSON_Y, W, b)
        W, b = W - lr * slope_W, b - lr * slope_b
    return W[:, 0], b.item(), _bce_of_logits(LESSON_X @ W + b, LESSON_Y).mean()


def _exact_if_typed(mine):
    """Values typed with the four decimals that a tensor prints count as the exact ones."""
    return [
        ours if np.allclose(numeric(value).squeeze(), np.round(ours, 4), rtol=0, atol=1e-6) else value
        for value, ours in zip(mine, _stepped(), strict=True)
    ]


def _ends_at(*ends):
    """A condition of exercise 06-4: W is the first value of one of these ends."""
    return lambda case: any(_near(case.mine[0], W) for W, _b, _loss in ends)


ONE_STEP = Exercise(
    id="06-4",
    title="One step",
    level=3,
    minutes=10,
    answers=("one_step",),
    parts=("W", "b", "loss"),
    constant=True,
    rtol=1e-5,  # a learning rate 1 % too large moves W by 2e-5 of itself
    atol=0.0,
    tidy=_exact_if_typed,
    expected=_stepped,
    mistakes=(
        Mistake("climbs", "You added the gradient.", when=_ends_at(_stepped(lr=-0.01))),
        Mistake(
            "two_steps",
            "Two steps taken: re-running the cell advances again. And linear.weight.data = W.T shares memory: a "
            "step of the layer changes your W.",
            when=_ends_at(_stepped(steps=2), _stepped(lr=0.02)),  # the second with a new gradient, or the old one
            once_only=True,
        ),
        Mistake("ten_times_the_rate", "lr = 0.1 instead of 0.01.", lambda: {"W": _stepped(lr=0.1)[0]}),
        Mistake(
            "summed",
            "The gradient is summed, so lr acts as 3 times lr. Use the mean over the three samples.",
            when=_ends_at(_stepped(lr=0.03)),
        ),
        Mistake("never_moves", "W is where it began. Did it take a step?", when=_ends_at(_stepped(steps=0))),
        Mistake(
            "bias_stays",
            "W took its step, b did not.",
            when=lambda case: _near(case.mine[0], _stepped()[0]) and _near(case.mine[1], 0.1),
        ),
        Mistake(
            "loss_before_the_step",
            "That is the loss before the step. Compute it again with the new W and b.",
            when=lambda case: _near(case.mine[0], _stepped()[0], 1e-3) and _near(case.mine[2], _stepped(steps=0)[2]),
        ),
        Mistake(
            "loss_summed",
            "The loss is summed over the three samples. Use the mean.",
            lambda: {"loss": 3 * _stepped()[2]},
        ),
    ),
    hints=("W - lr*gW", "Expected drop lr*|g|^2 = 0.000362; the real one is 0.000350."),
)


def _saturates(case, value=None):
    """Whether the wrong losses stand at one ceiling, where ours go on."""
    wrong = ~np.isclose(case.mine, case.ours, rtol=1e-3)
    if not wrong.any():
        return False
    ceiling = case.mine[wrong].max() if value is None else value
    return np.isclose(case.mine[wrong], ceiling, rtol=3e-2).all() and ceiling > 5


BCE_STABLE = Exercise(
    id="06-5",
    title="A BCE that does not break",
    level=4,
    minutes=15,
    answers=("bce_stable",),
    probe="either_library",
    cases=lambda draw: [
        {"z": _tensor([-200.0, 0.0, 17.0, 200.0]), "y": _tensor([1.0, 1.0, 0.0, 0.0])},
        {"z": _tensor([-draw.number(1, 4), draw.number(1, 4), draw.number(-1, 1)]), "y": _tensor([1.0, 1.0, 0.0])},
        {
            "z": _tensor([-draw.number(110, 150), draw.number(20, 90), draw.number(110, 150), -draw.number(1, 4)]),
            "y": _tensor([1.0, 0.0, 0.0, 0.0]),
        },
    ],
    expected=_bce_of_logits,
    mistakes=(
        Mistake(
            "unguarded_exponential",
            "exp(−z) overflows for z = −200, even inside the formula with max. Take exp(−|z|).",
            lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-z.astype(np.float32))),
        ),
        Mistake(
            "overflows",
            "log(1 − p) with p rounded to 1 (float32 from z about 17) is −inf, and 0 · inf is nan. Start from z.",
            when=lambda case: not np.isfinite(case.mine).all(),
        ),
        Mistake(
            "clamped",
            "That is BCELoss's clamp (log ≥ −100): an invented value with gradient 0.",
            when=lambda case: _saturates(case, 100.0),
        ),
        Mistake(
            "probability_clipped",
            "The small number added to p, or p cut off, sets a ceiling to the loss: an invented value. Start from z.",
            when=_saturates,
        ),
        Mistake(
            "averaged",
            "You return one number. We expect the loss of each sample.",
            lambda z, y: _bce_of_logits(z, y).mean(),
        ),
        Mistake(
            "label_ignored",
            "The label is missing: subtract z·y.",
            lambda z, y: np.logaddexp(0, z),
        ),
        Mistake(
            "labels_reversed",
            "The sign of z·y is flipped.",
            lambda z, y: np.logaddexp(0, z) + z * y,
        ),
        Mistake(
            "max_missing",
            "max(z, 0) is missing: log(1 + exp(−|z|)) alone is never above ln 2.",
            lambda z, y: np.log1p(np.exp(-np.abs(z))) - z * y,
        ),
        Mistake(
            "log_missing",
            "log(1 + exp(−|z|)) is missing: that is right for large |z| alone.",
            lambda z, y: np.maximum(z, 0) - z * y,
        ),
        Mistake(
            "sigmoid_twice",
            "z is a logit already: your formula got its sigmoid.",
            lambda z, y: _bce_of_logits(_sigmoid(z), y),
        ),
        Mistake(
            "max_of_an_array",
            "max compares two single numbers. For all samples at once: np.maximum(z, 0), or z.clamp(min=0).",
            raises="RuntimeError: ambiguous",
        ),
        Mistake(
            "math_of_an_array",
            "The math module takes single numbers. Use NumPy's or torch's functions for all samples at once.",
            raises="ValueError: converted to Python scalars",
        ),
    ),
    hints=("max(z,0) - z*y + log(1+exp(-|z|))", "np.log1p"),
)

FLOOR = np.log(3) - 2 / 3 * LN2  # the entropy of one third and two thirds
UNSEEN = 0.9  # w1 − w2 + b
FLAT = (UNSEEN - LN2) / 3


def _three_alike(mine):
    """One probability stands for three that are the same."""
    loss, p, *others = mine.values() if isinstance(mine, dict) else mine
    return [loss, np.full(3, numeric(p).item()) if np.size(p) == 1 else p, *others]


def _on_the_way(mine):
    """Whether W and b are where the descent passes on its way to the end."""
    (w1, w2), b = np.ravel(numeric(mine[3])), np.ravel(numeric(mine[4]))[0]
    return abs(w1 - w2 + b - UNSEEN) < 1e-2 and not _near(mine[3], [FLAT, -FLAT], 2e-2)


LOSS_FLOOR = Exercise(
    id="06-6",
    title="The floor",
    level=4,
    minutes=15,
    answers=("loss_floor",),
    parts=("loss", "p", "invariant", "W", "b"),
    constant=True,
    rtol=1e-3,
    atol=1e-3,
    seconds=60.0,  # 20 000 steps in torch
    twice=False,
    expected=lambda: (FLOOR, np.full(3, 2 / 3), UNSEEN, np.array([FLAT, -FLAT]), UNSEEN - 2 * FLAT),
    tidy=_three_alike,
    mistakes=(
        Mistake(
            "reaches_zero",
            "1, 0, 1 along a line is not separable: the best constant p is 2/3 and the entropy H(2/3) = 0.6365 is the "
            "floor.",
            lambda: {"loss": 0.0},
        ),
        Mistake(
            "chance",
            "ln 2 is the price of p = ½; with two ones in three p = 2/3 is better.",
            lambda: {"loss": LN2},
        ),
        Mistake("loss_summed", "The loss is summed. Use the mean of the three.", lambda: {"loss": 3 * FLOOR}),
        Mistake(
            "started_at_zero",
            "You began elsewhere: from 0 the combination w1 − w2 + b stays 0. Start from W = (0.5, −0.3), b = 0.1.",
            when=lambda case: abs(numeric(case.mine[2])) < 1e-3 and not _near(case.mine[3], [FLAT, -FLAT], 2e-2),
        ),
        Mistake(
            "combination_without_value",
            "We expect the value of w1 − w2 + b, one number: the same at the start and at the end.",
            when=lambda case: isinstance(case.mine[2], str) or numeric(case.mine[2]).size > 1,
        ),
        Mistake(
            "stopped_early",
            "That is not the end yet: train longer. With lr = 0.1, 20 000 steps are plenty.",
            when=lambda case: (
                FLOOR * 0.999 < numeric(case.mine[0]) < LN2
                and _near(case.mine[2], UNSEEN, 1e-3)
                and _on_the_way(case.mine)
            ),
        ),
        Mistake(
            "logits_for_probabilities",
            "Those are the logits, ln 2 each. Their sigmoid is p.",
            lambda: {"loss": FLOOR, "p": np.full(3, LN2)},
        ),
        Mistake(
            "two_of_three_combined",
            "w1 − w2 changes, and so does w1 + w2. The bias belongs to it: w1 − w2 + b.",
            when=lambda case: (
                _near(case.mine[2], 2 * FLAT, 1e-3) or _near(case.mine[2], 0.8, 1e-3) or abs(case.mine[2]) < 1e-3
            ),
        ),
    ),
    hints=(
        "x2 = x1 + 1: which change of (w1,w2,b) leaves every logit alone?",
        "(1,-1,1)",
        "w1 = (0.9 - ln2)/3",
    ),
)

CORNERS = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)  # the last column is for the bias
GATES_LABELS = {"AND": np.array([0, 0, 0, 1]), "OR": np.array([0, 1, 1, 1]), "XOR": np.array([0, 1, 1, 0])}


@cache
def _gate(name, lr=0.5, steps=1000, with_bias=1.0):
    """The first step at which a gate is right, None if never, and the loss after the steps."""
    inputs, labels = CORNERS * [1, 1, with_bias], GATES_LABELS[name]
    weights, first = np.zeros(3), None
    for step in range(steps + 1):
        z = inputs @ weights
        if first is None and ((z > 0) == labels).all():
            first = step
        loss = _bce_of_logits(z, labels).mean()
        weights = weights - lr * inputs.T @ (_sigmoid(z) - labels) / 4
    return first, loss


def _report(**how):
    return {
        name: dict(zip(("first_perfect_step", "loss1000"), _gate(name, **how), strict=True)) for name in ("AND", "OR")
    }


def _loss_times_4(name):
    first, loss = _gate(name)
    return {"first_perfect_step": first, "loss1000": 4 * loss}


def _one_off(case):
    ours = [case.ours[name]["first_perfect_step"] for name in ("AND", "OR")]
    mine = [case.mine[name]["first_perfect_step"] for name in ("AND", "OR")]
    return abs(mine[0] - ours[0]) == 1 and mine[0] - ours[0] == mine[1] - ours[1]


def _losses_larger(case):
    losses = [(numeric(case.mine[name]["loss1000"]), case.ours[name]["loss1000"]) for name in ("AND", "OR")]
    return all(1.02 * ours < mine < LN2 for mine, ours in losses)


GATES = Exercise(
    id="06-7",
    title="Logic gates",
    level=5,
    minutes=20,
    answers=("gates",),
    constant=True,
    rtol=5e-3,  # the loss of one step more or less is as right; a step count is exact
    atol=1e-5,
    seconds=60.0,
    twice=False,
    expected=lambda: {**_report(), "XOR": {"loss1000": LN2, "W": np.zeros(2), "b": 0.0}},
    mistakes=(
        Mistake(
            "squared_error",
            "XOR at 0.25: that is the squared error. Use BCE.",
            lambda: {"XOR": {"loss1000": 0.25}},
        ),
        Mistake(
            "xor_improves",
            "XOR from zero has an exactly zero gradient; from elsewhere it goes back to p = ½: one neuron cannot.",
            when=lambda case: numeric(case.mine["XOR"]["loss1000"]) < 0.99 * LN2,
        ),
        Mistake(
            "random_start",
            "XOR's W or b is not 0. Start from zero: there its gradient is exactly zero.",
            when=lambda case: any(np.abs(numeric(case.mine["XOR"][name])).max() > 1e-3 for name in ("W", "b")),
        ),
        Mistake(
            "counted_one_off",
            "Your count is one off. It is the number of steps taken before the gate is right.",
            when=_one_off,
        ),
        Mistake(
            "summed",
            "The loss is summed over the four corners: the step is 4 times as large. Use the mean.",
            when=lambda case: case.mine["AND"]["first_perfect_step"] == _gate("AND", lr=2.0)[0],
        ),
        Mistake("another_rate", "That is lr = 0.1. We expect lr = 0.5.", lambda: _report(lr=0.1)),
        Mistake(
            "loss_summed",
            "The loss is summed over the four corners. Use the mean.",
            lambda: {"AND": _loss_times_4("AND")},
        ),
        Mistake(
            "no_bias",
            "Without a bias every border goes through (0, 0), and AND cannot be learned.",
            lambda: {"AND": {"loss1000": _gate("AND", with_bias=0.0)[1]}},
        ),
        Mistake(
            "weights_settle",
            "On separable data the loss goes to 0 and ‖W‖ grows without bound (about log t). Do not stop when all "
            "four are right: take all 1000 steps.",
            when=lambda case: "finite" in str(case.mine) or "converge" in str(case.mine) or _losses_larger(case),
        ),
    ),
    hints=("4 points, labels 0/1 as floats.",),
)

EXERCISES = [NEURON, BCE, GRAD_BCE, ONE_STEP, BCE_STABLE, LOSS_FLOOR, GATES]
