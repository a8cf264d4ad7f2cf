"""Lesson 06, yes or no: logits, binary cross-entropy and its gradient, and what one neuron cannot reach."""
# long because: one declaration after another; each stands alone.

from functools import cache

import numpy as np

from helpers.checks.comparing import numeric
from helpers.checks.declaration import Exercise, Mistake, array
from helpers.data import LABELS, POINTS

WEIGHTS, BIAS = np.array([[0.5], [-0.3]]), np.array([0.1])
LN2 = np.log(2)
RATE = 0.1  # of exercise 06-5
WITH_LOGITS = "BCEWithLogitsLoss|binary_cross_entropy_with_logits"
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


def _in_a_layer(neuron):
    """The same neuron with its weight as a layer keeps it, (1, features)."""
    return {"weight": _tensor([[row[0] for row in neuron["W"]["array"]]]), "b": neuron["b"]}


NEURON = Exercise(
    id="06-1",
    title="Logits and probabilities",
    level=1,
    minutes=4,
    answers=("neuron",),
    parts=("z", "p"),
    probe="either_library",
    cases=lambda draw: [
        {"X": LESSON["X"], **_in_a_layer(LESSON_NEURON)},
        {"X": _samples(draw, 4, 3)["X"], **_in_a_layer(_neuron(draw, 3))},
        {"X": _samples(draw, 5, 2)["X"], **_in_a_layer(_neuron(draw, 2))},
    ],
    expected=lambda X, weight, b: (X @ weight.T + b, _sigmoid(X @ weight.T + b)),
    mistakes=(
        Mistake(
            "exact_equality",
            "Not your fault: 0.3 and 0.1 do not exist in binary, and the rest is exactly −3 · 2⁻²⁷. Compare with a "
            "tolerance.",
            raises="AssertionError",
        ),
        Mistake("bias_missing", "The bias is missing.", lambda X, weight, b: {"z": X @ weight.T}),
        Mistake(
            "weight_not_transposed",
            "X is (N, features) and the weight (1, features), as nn.Linear keeps it: X @ weight.T.",
            raises=(
                "RuntimeError: cannot be multiplied",
                "ValueError: not aligned",
                "ValueError: mismatch in its core dimension",
            ),
        ),
        Mistake(
            "products_not_summed",
            "* multiplies entry by entry. A logit is a sum of products: use @.",
            lambda X, weight, b: {"z": X * weight + b},
        ),
        Mistake(
            "sigmoid_missing",
            "Those are the logits twice. Squeeze z into a probability: 1 / (1 + exp(−z)).",
            lambda X, weight, b: {"p": X @ weight.T + b},
        ),
        Mistake(
            "exponent_sign",
            "The minus in the exponent is missing: that is the probability of label 0.",
            lambda X, weight, b: {"p": _sigmoid(-(X @ weight.T + b))},
        ),
        Mistake(
            "odds",
            "exp(z) are the odds, p / (1 − p). Solve for p.",
            lambda X, weight, b: {"p": np.exp(X @ weight.T + b)},
        ),
        Mistake(
            "sigmoid_twice",
            "Sigmoid twice: once is enough.",
            lambda X, weight, b: {"p": _sigmoid(_sigmoid(X @ weight.T + b))},
        ),
        Mistake(
            "tanh",
            "tanh goes from −1 to 1. A probability needs the sigmoid.",
            lambda X, weight, b: {"p": np.tanh(X @ weight.T + b)},
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
    hints=(
        "@ adds products along the axis that both share: the features. Which of the two must be turned for that?",
        "z has the shape (N, 1), a logit a sample. The sigmoid takes each of them alone.",
    ),
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


def _shares(draw, count):
    """Labels that are shares of a yes: sure ones first, the rest a quarter or three quarters."""
    between = [0.75, 0.25, *(0.25 + 0.5 * draw.whole(0, 1) for _ in range(count - 4))]
    return _tensor([[share] for share in (1.0, 0.0, *between)])


def _clamped_log(number):
    """The logarithm as nn.BCELoss takes it."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(number), -100)


BCE = Exercise(
    id="06-2",
    title="BCE by hand",
    level=2,
    minutes=6,
    answers=("bce",),
    parts=("per_sample", "mean"),
    probe="either_library",
    cases=lambda draw: [
        {"p": _tensor([[0.5], [0.598687660], [0.689974481]]), "y": LESSON["y"]},
        {"p": _probabilities(draw, 5), "y": _shares(draw, 5)},
        {"p": _probabilities(draw, 4), "y": _shares(draw, 4)},
    ],
    expected=lambda p, y: (_bce_of(p, y), _bce_of(p, y).mean()),
    mistakes=(
        Mistake(
            "only_sure_labels",
            "A label between 0 and 1 is taken for a no. 0.75 pays three quarters of the price of a yes, and a quarter "
            "of that of a no.",
            lambda p, y: {"mean": _bce_of(p, y == 1).mean()},
        ),
        Mistake(
            "label_rounded",
            "The label is rounded to 0 or 1. 0.75 pays three quarters of the price of a yes, and a quarter of that of "
            "a no.",
            lambda p, y: {"mean": _bce_of(p, y > 0.5).mean()},
        ),
        Mistake(
            "log_of_the_mixture",
            "You mixed p and 1 − p first and took the logarithm then. Mix the two prices, not the two chances.",
            lambda p, y: {"mean": -np.log(y * p + (1 - y) * (1 - p)).mean()},
        ),
        Mistake("summed", "Sum instead of mean: N = {N} times ours.", lambda p, y: {"mean": _bce_of(p, y).sum()}),
        Mistake("base_2", "Base-2 logarithm; ours is natural.", lambda p, y: {"per_sample": _bce_of(p, y) / LN2}),
        Mistake(
            "base_10", "Base-10 logarithm; ours is natural.", lambda p, y: {"per_sample": _bce_of(p, y) / np.log(10)}
        ),
        Mistake("sign", "The minus is missing.", lambda p, y: {"mean": -_bce_of(p, y).mean()}),
        Mistake(
            "arguments_swapped",
            "Labels and logits are swapped: the sigmoid belongs to the logits.",
            lambda p, y: {"mean": _bce_of_logits(y, _logit(p)).mean()},
            where_used={WITH_LOGITS: "BCEWithLogitsLoss wants (logits, y) and is not symmetric."},
        ),
        Mistake(
            "labels_as_logits",
            "Labels and p are swapped, and the labels went through a sigmoid.",
            lambda p, y: {"mean": _bce_of_logits(y, p).mean()},
            where_used={WITH_LOGITS: "BCEWithLogitsLoss wants (logits, y), in this order, and no probabilities."},
        ),
        Mistake(
            "sigmoid_twice",
            "Sigmoid twice: p is a probability already. On the lesson's samples 0.6391 looks better than 0.6591, "
            "and the gradient is almost nil and points the other way.",
            lambda p, y: {"mean": _bce_of_logits(p, y).mean()},
            where_used={WITH_LOGITS: "BCEWithLogitsLoss has a sigmoid inside: give it logits."},
        ),
        Mistake(
            "logits_for_probabilities",
            "BCELoss wants probabilities in [0, 1], not logits.",
            raises="RuntimeError: between 0 and 1",
        ),
        Mistake(
            "bceloss_swapped",
            "BCELoss(y, p): a sure label is log(0), which is clamped to −100. The order is (p, y).",
            lambda p, y: {"mean": -(p * _clamped_log(y) + (1 - p) * _clamped_log(1 - y)).mean()},
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
    hints=(
        "For y = 1 the price is −log p, for y = 0 it is −log(1 − p). What does y = 0.75 pay?",
        "Each sample pays both prices, in shares that add up to 1. For a sure label one share is 0.",
    ),
)


def _saturates(case, value=None):
    """Whether the wrong losses stand at one ceiling, where ours go on."""
    wrong = ~np.isclose(case.mine, case.ours, rtol=1e-3)
    if not wrong.any():
        return False
    ceiling = case.mine[wrong].max() if value is None else value
    return np.isclose(case.mine[wrong], ceiling, rtol=3e-2).all() and ceiling > 5


BCE_STABLE = Exercise(
    id="06-3",
    title="A BCE that does not break",
    level=3,
    minutes=10,
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
    hints=(
        "With label 0 the price is log(1 + exp(z)). What is −log p, the price with label 1, in z?",
        "log(1 + exp(−z)) is what section 9 has for label 0, with −z in the place of z.",
        "The two prices share log(1 + exp(−|z|)). What is left of each beside it?",
    ),
)


def _slope_of(error_of):
    """The gradient in W that comes of another error e; error_of takes p, y and z."""

    def wrong(X, y, W, b):
        z = X @ W + b
        return {"gW": X.T @ error_of(_sigmoid(z), y, z) / len(X)}

    return wrong


def _error(p, y, z):
    return p - y


def _gradient(X, y, W, b):
    e = _sigmoid(X @ W + b) - y
    return X.T @ e / len(X), e.mean()


def _scaled(factor_of):
    """A mistake by a factor; factor_of takes N and the number of features."""
    return lambda X, y, W, b: {"gW": factor_of(*X.shape) * _gradient(X, y, W, b)[0]}


def _of_classes(X, y, W, b):
    z = X @ W + b
    return {} if (np.abs(z) < 1e-3).any() else _slope_of(lambda p, y, z: (z > 0) - y)(X, y, W, b)


GRAD_BCE = Exercise(
    id="06-4",
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
            "That is −y·x, whatever W is: p does not count in it.",
            _slope_of(lambda p, y, z: -y),
            where_used={"backward": "Are the arguments of the loss swapped? The order is (logits, y)."},
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
            "Shapes do not fit: X is (N, features), e = p − y is (N, 1), and gW must be (features, 1): X.T @ e.",
            raises="RuntimeError: cannot be multiplied",
        ),
    ),
    hints=(
        "Section 10 has the slope of a sample in its logit. By what does the logit change with w₁, and with b?",
        "Each sample sends its error back along its x. The bias weighs an input of 1.",
        "e has the shape (N, 1), X has (N, features), gW must have (features, 1). The loss is a mean.",
    ),
)


def _loss(X, y, W, b):
    return _bce_of_logits(X @ W + b, y).mean()


def _promised(X, y, W, b):
    """The squared length of the gradient of W and b together."""
    gW, gb = _gradient(X, y, W, b)
    return (gW**2).sum() + gb**2


def _kept(X, y, W, b, lr=RATE, with_bias=1):
    """By how much the loss falls in one step."""
    gW, gb = _gradient(X, y, W, b)
    return _loss(X, y, W, b) - _loss(X, y, W - lr * gW, b - lr * with_bias * gb)


ONE_STEP = Exercise(
    id="06-5",
    title="One step",
    level=3,
    minutes=10,
    answers=("one_step",),
    parts=("promised", "fell"),
    probe="either_library",
    cases=lambda draw: [
        {**LESSON, **LESSON_NEURON},
        {**_samples(draw, 5, 3), **_neuron(draw, 3)},
        {**_samples(draw, 6, 2), **_neuron(draw, 2)},
    ],
    rtol=2e-3,  # a difference of two losses in float32 is good to four digits
    atol=1e-6,
    expected=lambda X, y, W, b: (RATE * _promised(X, y, W, b), _kept(X, y, W, b)),
    mistakes=(
        Mistake("climbs", "You added the gradient.", lambda X, y, W, b: {"fell": _kept(X, y, W, b, lr=-RATE)}),
        Mistake(
            "rises",
            "A loss that falls falls by the loss before minus the loss after. Yours has the other sign.",
            lambda X, y, W, b: {"fell": -_kept(X, y, W, b)},
        ),
        Mistake(
            "never_moves",
            "Yours falls by 0. Is the second loss computed with the new W and b?",
            lambda X, y, W, b: {"fell": 0.0},
        ),
        Mistake(
            "summed",
            "The gradient is summed, so lr acts as N = {N} times lr. Use the mean over the samples.",
            lambda X, y, W, b: {"fell": _kept(X, y, W, b, lr=len(X) * RATE)},
        ),
        Mistake(
            "loss_summed",
            "The loss is summed over the samples. Use the mean.",
            lambda X, y, W, b: {"fell": len(X) * _kept(X, y, W, b)},
        ),
        Mistake("another_rate", "lr = 0.01. We expect 0.1.", lambda X, y, W, b: {"fell": _kept(X, y, W, b, lr=0.01)}),
        Mistake(
            "bias_stays",
            "W took its step, b did not.",
            lambda X, y, W, b: {"fell": _kept(X, y, W, b, with_bias=0)},
        ),
        Mistake(
            "bias_left_out",
            "The promise counts W alone. The bias has a slope too, and its square belongs to the sum.",
            lambda X, y, W, b: {"promised": RATE * (_gradient(X, y, W, b)[0] ** 2).sum()},
        ),
        Mistake(
            "not_squared",
            "That is lr times the gradient's length. A step of lr · g down a slope g falls by lr · g².",
            lambda X, y, W, b: {"promised": RATE * np.sqrt(_promised(X, y, W, b))},
        ),
        Mistake(
            "rate_squared",
            "lr is squared as well: that is the squared length of the step.",
            lambda X, y, W, b: {"promised": RATE**2 * _promised(X, y, W, b)},
        ),
        Mistake(
            "rate_left_out",
            "The promise lacks lr: that is the squared length of the gradient.",
            lambda X, y, W, b: {"promised": _promised(X, y, W, b)},
        ),
        Mistake(
            "promise_twice",
            "fell: that is the promise again. Compute the loss at the new W and b.",
            lambda X, y, W, b: {"fell": RATE * _promised(X, y, W, b)},
        ),
    ),
    hints=(
        "The slopes of all weights and of the bias make up g. ‖g‖² is the sum of their squares.",
        "Three things are needed: the loss here, the gradient here, and the loss at W − lr · gW, b − lr · gb.",
    ),
)

FLOOR = np.log(3) - 2 / 3 * LN2  # the entropy of one third and two thirds
UNSEEN = -1.2  # −2 w1 + w2 + b, for the exercise's line x2 = 2 x1 − 1
FLAT = (UNSEEN + LN2) / 6
END_W, END_B = np.array([-2 * FLAT, FLAT]), FLAT - LN2
OTHER_SCALES = np.array([-1, 2, -2, 0.5, -0.5, 6**-0.5, -(6**-0.5)])  # of the combination, the last two of length 1


def _three_alike(mine):
    """One probability stands for three that are the same."""
    loss, p, *others = mine.values() if isinstance(mine, dict) else mine
    return [loss, np.full(3, numeric(p).item()) if np.size(p) == 1 else p, *others]


def _on_the_way(mine):
    """Whether W and b are where the descent passes on its way to the end."""
    (w1, w2), b = np.ravel(numeric(mine[3])), np.ravel(numeric(mine[4]))[0]
    return abs(w2 - 2 * w1 + b - UNSEEN) < 1e-2 and not _near(mine[3], END_W, 2e-2)


def _combination(*values):
    """A condition of exercise 06-6: what should stay the same is one of these values."""
    return lambda case: any(_near(case.mine[2], value, 1e-3) for value in values)


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
    expected=lambda: (FLOOR, np.full(3, 1 / 3), UNSEEN, END_W, END_B),
    tidy=_three_alike,
    mistakes=(
        Mistake(
            "reaches_zero",
            "0, 1, 0 along a line is not separable: no neuron goes up along it and down again.",
            lambda: {"loss": 0.0},
        ),
        Mistake(
            "chance",
            "ln 2 is the price of p = ½. With one yes in three another p is better.",
            lambda: {"loss": LN2},
        ),
        Mistake("loss_summed", "The loss is summed. Use the mean of the three.", lambda: {"loss": 3 * FLOOR}),
        Mistake(
            "labels_of_the_lesson",
            "p = ⅔ belongs to the labels 1, 0, 1. Here they are 0, 1, 0.",
            lambda: {"p": np.full(3, 2 / 3)},
        ),
        Mistake(
            "started_at_zero",
            "You began elsewhere: from 0 the combination stays 0. Start from W = (0.5, −0.3), b = 0.1.",
            when=lambda case: abs(numeric(case.mine[2])) < 1e-3 and not _near(case.mine[3], END_W, 2e-2),
        ),
        Mistake(
            "combination_without_value",
            "We expect the value of the combination, one number: the same at the start and at the end.",
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
            "Those are the logits, −ln 2 each. Their sigmoid is p.",
            lambda: {"loss": FLOOR, "p": np.full(3, -LN2)},
        ),
        Mistake(
            "combination_of_the_lesson",
            "w1 − w2 + b belongs to the line x2 = x1 + 1. These points lie on another, and the combination changes.",
            when=_combination(0.9, -3 * FLAT + END_B),
        ),
        Mistake(
            "another_scale",
            "The right combination, at another sign or scale. Take the one in which b has the factor 1.",
            when=_combination(*UNSEEN * OTHER_SCALES),
        ),
        Mistake(
            "two_of_three_combined",
            "Without b no combination of the two weights stays. The bias belongs to it.",
            when=_combination(-1.3, 5 * FLAT),
        ),
    ),
    hints=(
        "x₂ = 2x₁ − 1 at all three points. Which change of (w₁, w₂, b) leaves their logits alone?",
        "A gradient is a mix of the rows (x₁, x₂, 1). Look for the direction at a right angle to all of them.",
        "It ends with one p for all, so the logits are equal: no slope along the line, and sigmoid(z) is the share of "
        "yes.",
    ),
)

CORNERS = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)  # the last column is for the bias
LEARNED = ("NAND", "x1 and not x2")
GATES_LABELS = {
    "NAND": np.array([1, 1, 1, 0]),
    "x1 and not x2": np.array([0, 0, 1, 0]),
    "OR": np.array([0, 1, 1, 1]),
}


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
    return {name: dict(zip(("first_perfect_step", "loss1000"), _gate(name, **how), strict=True)) for name in LEARNED}


def _loss_times_4(name):
    first, loss = _gate(name)
    return {"first_perfect_step": first, "loss1000": 4 * loss}


def _one_off(case):
    ours = [case.ours[name]["first_perfect_step"] for name in LEARNED]
    mine = [case.mine[name]["first_perfect_step"] for name in LEARNED]
    return abs(mine[0] - ours[0]) == 1 and mine[0] - ours[0] == mine[1] - ours[1]


def _losses_larger(case):
    losses = [(numeric(case.mine[name]["loss1000"]), case.ours[name]["loss1000"]) for name in LEARNED]
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
    expected=lambda: {**_report(), "XOR": {"loss1000": LN2, "best_share": 0.75}},
    mistakes=(
        Mistake(
            "squared_error",
            "XOR at 0.25: that is the squared error. Use BCE.",
            lambda: {"XOR": {"loss1000": 0.25, "best_share": 0.75}},
        ),
        Mistake(
            "xor_improves",
            "XOR from zero has an exactly zero gradient; from elsewhere it goes back to p = ½: one neuron cannot.",
            when=lambda case: numeric(case.mine["XOR"]["loss1000"]) < 0.99 * LN2,
        ),
        Mistake(
            "share_of_the_tie",
            "0.5 is what z > 0 gives at the end of the training, where all four logits are 0. Does a line get more?",
            when=lambda case: _near(case.mine["XOR"]["best_share"], 0.5),
        ),
        Mistake(
            "share_of_all",
            "No line has (0, 1) and (1, 0) on one side and the other two corners on the other.",
            when=lambda case: _near(case.mine["XOR"]["best_share"], 1.0),
        ),
        Mistake(
            "counted_one_off",
            "Your count is one off. It is the number of steps taken before the gate is right.",
            when=_one_off,
        ),
        Mistake(
            "nor_for_nand",
            "NAND is 0 at (1, 1) alone. Those are the numbers of a gate with the odd corner at (0, 0).",
            when=lambda case: case.mine["NAND"]["first_perfect_step"] == _gate("OR")[0],
        ),
        Mistake(
            "odd_corner",
            "x1 and not x2 is 1 at (1, 0) alone. Those are the numbers of a gate with the odd corner at (0, 0) or "
            "(1, 1).",
            when=lambda case: case.mine[LEARNED[1]]["first_perfect_step"] in (_gate("OR")[0], _gate("NAND")[0]),
        ),
        Mistake(
            "summed",
            "The loss is summed over the four corners: the step is 4 times as large. Use the mean.",
            when=lambda case: case.mine["NAND"]["first_perfect_step"] == _gate("NAND", lr=2.0)[0],
        ),
        Mistake(
            "another_rate",
            "That is lr = 0.1. We expect lr = 0.5.",
            when=lambda case: case.mine["NAND"]["first_perfect_step"] == _gate("NAND", lr=0.1)[0],
        ),
        Mistake(
            "loss_summed",
            "The loss is summed over the four corners. Use the mean.",
            lambda: {"NAND": _loss_times_4("NAND")},
        ),
        Mistake(
            "no_bias",
            "Without a bias every border goes through (0, 0), and NAND cannot be learned.",
            lambda: {"NAND": {"loss1000": _gate("NAND", with_bias=0.0)[1]}},
        ),
        Mistake(
            "weights_settle",
            "On separable data the loss goes to 0 and ‖W‖ grows without bound (about log t). Do not stop when all "
            "four are right: take all 1000 steps.",
            when=lambda case: "finite" in str(case.mine) or "converge" in str(case.mine) or _losses_larger(case),
        ),
    ),
    hints=(
        "Write the four labels of each gate in the order of the corners, as floats.",
        "first_perfect_step counts the steps taken when all four corners are right for the first time; z > 0 is a yes.",
        "best_share needs no training. Try lines: which corner may one give up?",
    ),
)

EXERCISES = [NEURON, BCE, BCE_STABLE, GRAD_BCE, ONE_STEP, LOSS_FLOOR, GATES]
