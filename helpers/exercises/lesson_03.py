"""Lesson 03, autograd does the slope: one slope, its pile-up, the loop, three broken updates, halves, the pendulum."""

# long because: one declaration after another; each stands alone.

import re

import numpy as np

from helpers.checks.declaration import Exercise, Mistake

# The learner's functions use the lesson's own four points on y = 2x, so ours do as well.
CURVATURE = 15.0  # 2 * mean(x^2)
PERIOD = 2 * np.pi / np.arccos(0.925)  # steps, of the loop that never clears, lr = 0.01
AMPLITUDE = 2 / np.cos(np.arccos(0.925) / 2)  # the recurrence with e_0 = -2, e_1 = -1.7


def _slope(w):
    return CURVATURE * (w - 2)


def _loss(w):
    return CURVATURE / 2 * (w - 2) ** 2


def _points(draw):
    """The lesson's four points and two drawn ones; at w = 2 every slope would be 0."""
    return [{"w": w} for w in (-1.0, 0.0, 0.5, 3.0, draw.number(2.5, 4), draw.number(-4, -2))]


def _piles_up(seen):
    """Whether each value holds all the slopes of the cases before it too, and whatever was there at first."""
    extra = [case.mine - case.ours for case in seen]
    return np.allclose(np.diff(np.ravel(extra)), [case.ours for case in seen[:-1]], rtol=1e-3)


PILES_UP = Mistake(
    "not_cleared_between_calls",
    "The slopes of earlier calls are still in it: one tensor is reused, and .grad keeps adding. Make a new w in the "
    "function, or set its .grad to None.",
    across=_piles_up,
)
# What goes wrong between a number w and its .grad, whatever is done with it.
ON_THE_WAY = (
    Mistake(
        "requires_grad_missing",
        "Nothing was recorded: w, as a tensor, needs requires_grad=True.",
        raises="RuntimeError: does not require grad",
    ),
    Mistake(
        "loss_not_one_number",
        "backward starts from one number, and your loss has one for each sample. Use .mean().",
        raises="RuntimeError: scalar outputs",
    ),
    Mistake(
        "backward_twice_on_one_graph",
        "backward ran twice on one graph, which the first time freed. Each backward needs a forward pass of its own.",
        raises="RuntimeError: second time",
    ),
    Mistake(
        "numpy_on_a_recorded_tensor",
        "NumPy cannot compute with a tensor that is on record. Use tensors: torch.tensor(X), and .item() at the end.",
        raises="RuntimeError: call numpy()",
    ),
    Mistake(
        "numpy_beside_a_tensor",
        "A NumPy array does not multiply a tensor. Use tensors for the data too: torch.tensor(X).",
        raises="TypeError: numpy.ndarray",
    ),
    Mistake(
        "w_is_a_number",
        "w comes as a Python number. Make your own tensor of it, with requires_grad=True.",
        raises="AttributeError: 'float'",
    ),
)
GRAD_IS_NONE = (
    ".grad is None there. Either no backward has filled it yet, or the tensor is not the leaf you made with "
    "requires_grad=True but a result computed from it."
)
NONE_RETURNED = (
    "None came back. backward() returns nothing: return w.grad.item(). If w.grad itself is None, requires_grad=True "
    "is missing, or w is not a leaf. Without a `return` line it is None too."
)
GRAD_NONE = (
    Mistake("grad_is_none", GRAD_IS_NONE, raises="AttributeError: NoneType"),
    Mistake("grad_is_none_as_number", GRAD_IS_NONE, raises="TypeError: NoneType"),
    Mistake("none_returned", NONE_RETURNED, when=lambda case: case.mine is None),
)

GRAD_AUTOGRAD = Exercise(
    id="03-1",
    title="Autograd against paper",
    level=1,
    minutes=3,
    answers=("grad_autograd",),
    cases=_points,
    expected=_slope,
    mistakes=(
        PILES_UP,
        Mistake(
            "sum_not_mean",
            "4 times ours: your loss is a sum over the four samples. Use .mean().",
            lambda w: 4 * _slope(w),
        ),
        Mistake("loss_returned", "That is the loss. The slope is in w.grad after backward().", _loss),
        Mistake(
            "sign", "The sign is flipped. Return .grad as it is: the minus belongs to the step.", lambda w: -_slope(w)
        ),
        Mistake(
            "half", "Half of ours: there is an extra ½ in your loss, or its 2 is missing.", lambda w: _slope(w) / 2
        ),
        Mistake(
            "doubled",
            "Double ours: did backward run twice, or is an old slope still in .grad?",
            lambda w: 2 * _slope(w),
        ),
        Mistake(
            "not_squared",
            "Your loss is the mean of the errors themselves. Square each one first.",
            lambda w: 2.5,
        ),
        Mistake(
            "mean_before_square",
            "You averaged the errors and squared then. Square first.",
            lambda w: 2 * 2.5 * 2.5 * (w - 2),
        ),
        Mistake("w_returned", "That is w itself. Its slope is in w.grad.", lambda w: w),
        Mistake("cleared_before_return", "0 everywhere: .grad was cleared before you read it.", lambda w: 0.0),
        *ON_THE_WAY,
        *GRAD_NONE,
    ),
    hints=(
        "Create w with requires_grad=True.",
        "backward() returns nothing; look at w.grad.",
        "return w.grad.item()",
    ),
)


def _says_error(value):
    items = value if isinstance(value, list) else [value]
    words = ("err", "rais", "exception", "fail")
    return any(isinstance(item, str) and any(word in item.lower() for word in words) for item in items)


PREDICT_ACCUMULATION = Exercise(
    id="03-2",
    title="Predict the pile-up",
    level=2,
    minutes=5,
    answers=("predict_accumulation",),
    constant=True,
    expected=lambda: [-30.0, -60.0, -90.0],
    mistakes=(
        Mistake(
            "does_not_add",
            "Three times the same: backward() adds to what is there; it does not replace it.",
            lambda: [-30.0, -30.0, -30.0],
        ),
        Mistake(
            "doubles",
            "You doubled. Each round adds one and the same slope, since w stays; nothing doubles.",
            lambda: [-30.0, -60.0, -120.0],
        ),
        Mistake(
            "error_expected",
            "Nothing raises: backward() complains when it runs twice on one graph, and each forward makes a new one.",
            when=lambda case: _says_error(case.mine),
        ),
        Mistake(
            "sign",
            "The sign: at w = 0 the loss falls as w grows, so the slope is negative.",
            lambda: [30.0, 60.0, 90.0],
        ),
        Mistake(
            "sum_not_mean", "You added the four samples up. The loss is their mean.", lambda: [-120.0, -240.0, -360.0]
        ),
        Mistake(
            "all_the_last",
            "All are the last one: .grad is one tensor that keeps changing. Store w.grad.item() after each backward.",
            lambda: [-90.0, -90.0, -90.0],
        ),
        Mistake(
            "before_each_round",
            "One round late: asked is what .grad holds after each backward, not before it.",
            when=lambda case: case.mine[0] in (None, 0) and np.allclose(case.mine[1:3], [-30, -60]),
        ),
        Mistake(
            "averaged",
            "You took means of what is added. backward() only adds.",
            lambda: [-30.0, -45.0, -60.0],
        ),
        Mistake(
            "w_moves",
            "Your w takes steps. Here no step is taken: w stays at 0, and every slope is the same.",
            when=lambda case: (
                np.allclose(case.mine, [-30, -25.5, -21.675]) or np.allclose(case.mine, [-30, -55.5, -72.675])
            ),
        ),
    ),
    hints=("The rule is grad += new.", "Each round adds -30."),
)


def _walk(w0, lr, n, slope=_slope, sign=-1.0):
    """The weight after each step and the loss before it."""
    w, history, losses = w0, [], []
    for _ in range(n):
        losses.append(_loss(w))
        w = w + sign * lr * slope(w)
        history.append(w)
    return history, losses


def _pendulum(w0, lr, n):
    """The weight after each step when no slope is ever cleared."""
    total, w, history = 0.0, w0, []
    for _ in range(n):
        total += _slope(w)
        w -= lr * total
        history.append(w)
    return history


def _weights(history):
    """A mistake of exercise 03-3 given away by the weights."""
    return lambda w0, lr, n: {"w_hist": history(w0, lr, n)}


def _without_start(mine, w0, lr, n):
    """A history that begins with w0 itself is as good as one that begins with the first step."""
    history, losses = mine.values() if isinstance(mine, dict) else mine
    history = np.ravel(history)
    starts = len(history) == n + 1 and np.isclose(float(history[0]), w0)
    return [history[1:], losses] if starts else mine


TRAIN_AUTOGRAD = Exercise(
    id="03-3",
    title="Semi-manual loop",
    level=3,
    minutes=10,
    answers=("train_autograd",),
    parts=("w_hist", "losses"),
    # One step first: an exception there has another cause than one that only a second round brings.
    cases=lambda draw: [
        {"w0": 0.0, "lr": 0.01, "n": 1},
        {"w0": 0.0, "lr": 0.01, "n": 100},
        {"w0": draw.number(3, 5), "lr": draw.number(0.02, 0.04), "n": draw.whole(8, 12)},
    ],
    tidy=_without_start,
    expected=_walk,
    mistakes=(
        Mistake(
            "not_cleared",
            "w swings about 2 without damping: .grad was not cleared, so all old slopes push along. A pendulum without "
            "friction; at lr = 0.01 its period is 16.1 steps.",
            _weights(_pendulum),
        ),
        Mistake(
            "never_moves",
            "w never moves. You clear between backward() and the step, or step before backward(), or drop the result.",
            _weights(lambda w0, lr, n: [w0] * n),
        ),
        Mistake(
            "cleared_or_stepped_too_early",
            "w.grad is None at the step of the first round: you clear between backward() and the step, or step before "
            "backward(). The order is forward, backward, step, clear.",
            raises="TypeError: NoneType",
            raised_first=True,
        ),
        Mistake(
            "leaf_lost",
            "w.grad is None from the second round on: w = w − lr * w.grad outside no_grad makes a new tensor that is "
            "no leaf. Use w -= … under torch.no_grad().",
            raises="TypeError: NoneType",
            raised_first=False,
        ),
        Mistake(
            "requires_grad_lost",
            "You rebound w inside no_grad (w = w − …): the new tensor does not require grad. Use w -= ….",
            raises="RuntimeError: does not require grad",
            raised_first=False,
        ),
        Mistake(
            "step_recorded",
            "The step changes a leaf in place while autograd records. Take it under torch.no_grad().",
            raises="RuntimeError: leaf Variable",
        ),
        Mistake(
            "nothing_to_clear",
            "w.grad is None where you call zero_(). Before the first backward() there is nothing to clear; and after "
            "w = w − … w is a new tensor without .grad, so step with w -= ….",
            raises="AttributeError: NoneType",
        ),
        Mistake(
            "starts_anew",
            "Every round starts at w0 again. Make w once, before the loop.",
            _weights(lambda w0, lr, n: [_walk(w0, lr, 1)[0][0]] * n),
        ),
        Mistake(
            "one_step_only",
            "One step, whatever n is: is the return inside the loop?",
            _weights(lambda w0, lr, n: _walk(w0, lr, 1)[0]),
        ),
        Mistake(
            "own_start",
            "Your w starts at 0 whatever w0 is.",
            _weights(lambda w0, lr, n: _walk(0.0, lr, n)[0]),
        ),
        Mistake(
            "same_tensor_stored",
            "All entries are the last weight: you stored the same tensor each time, and -= changes it. Store w.item().",
            _weights(lambda w0, lr, n: [_walk(w0, lr, n)[0][-1]] * n),
        ),
        Mistake(
            "last_weight_only",
            "Only the last weight came back. Return the whole list, one weight for each step.",
            when=lambda case: np.size(case.mine[0]) == 1 and np.allclose(case.mine[0], case.ours[0][-1], rtol=1e-4),
        ),
        Mistake(
            "weight_before_the_step",
            "You stored w before the step. w_hist holds the weight after each step, losses the loss before it.",
            _weights(lambda w0, lr, n: [w0, *_walk(w0, lr, n)[0][:-1]]),
        ),
        Mistake(
            "climbs",
            "w runs away from 2: you added the slope. The step is w -= lr * w.grad.",
            _weights(lambda w0, lr, n: _walk(w0, lr, n, sign=1.0)[0]),
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is w -= lr * w.grad.",
            # The rest of this path may be too large for float32.
            when=lambda case: np.isclose(np.ravel(case.mine[0])[0], case.inputs["w0"] - _slope(case.inputs["w0"])),
        ),
        Mistake(
            "sum_not_mean",
            "Your slope is 4 times too large: the loss is a sum over the four samples. Use .mean().",
            _weights(lambda w0, lr, n: _walk(w0, lr, n, slope=lambda w: 4 * _slope(w))[0]),
        ),
        Mistake(
            "first_slope_reused",
            "Every step uses the slope at w0. Forward and backward belong inside the loop.",
            _weights(lambda w0, lr, n: [w0 - lr * step * _slope(w0) for step in range(1, n + 1)]),
        ),
        Mistake(
            "loss_after_the_step",
            "You stored the loss after the step. Store the one that backward() ran on, before the step.",
            lambda w0, lr, n: {"losses": _walk(w0, lr, n + 1)[1][1:]},
        ),
        Mistake(
            "sum_loss",
            "The losses are sums over the samples, 4 times ours. Use .mean().",
            lambda w0, lr, n: {"losses": [4 * loss for loss in _walk(w0, lr, n)[1]]},
        ),
        *ON_THE_WAY,
    ),
    hints=(
        "Three blocks: forward, backward, step.",
        "with torch.no_grad(): w -= lr*w.grad",
        "w.grad = None (or .zero_())",
    ),
)

EXCEPTIONS = {"fix_a": "TypeError", "fix_b": "RuntimeError", "fix_c": "RuntimeError"}


def _named_by(name, exception):
    """A mistake of exercise 03-4: this answer's loop is mended, and names this exception."""
    return lambda w0, lr, n: {name: (exception, _walk(w0, lr, n)[0][-1])}


def _one_exception(mine, **inputs):
    """A text that names several exceptions names none; "runtime error" is one word."""
    answers = list(mine.values()) if isinstance(mine, dict) else mine
    pairs = [list(one.values()) if isinstance(one, dict) else one for one in answers]
    return [[_one_name(one[0]), *one[1:]] if isinstance(one, list) and one else one for one in pairs]


def _one_name(text):
    if not isinstance(text, str):
        return text
    joined = re.sub(r"\b(type|runtime|value|attribute) error", r"\1Error", text, flags=re.IGNORECASE)
    return SEVERAL if len(set(re.findall(r"[a-z]+?error", joined.lower()))) > 1 else joined


SEVERAL = "several exceptions"


def _each(weight):
    """A condition of exercise 03-4: some answer's weight is this one, a function of w0, lr and n."""

    def holds(case):
        wrong = weight(**case.inputs)
        return any(np.isclose(float(w), wrong, rtol=1e-3, atol=1e-3) for _, w in case.mine)

    return holds


FIXES = Exercise(
    id="03-4",
    title="Mend three loops",
    level=3,
    minutes=10,
    answers=("fix_a", "fix_b", "fix_c"),
    cases=lambda draw: [
        {"w0": draw.number(3, 5), "lr": draw.number(0.02, 0.04), "n": draw.whole(4, 7)},
        {"w0": 0.0, "lr": 0.01, "n": 100},
    ],
    expected=lambda w0, lr, n: tuple((name, _walk(w0, lr, n)[0][-1]) for name in EXCEPTIONS.values()),
    tidy=_one_exception,
    mistakes=(
        Mistake(
            "data",
            "It works here, but .data skips the version check: y = w**2; w.data.mul_(10); y.backward() gives 60 "
            "instead of 6, silently. Step under torch.no_grad(), which raises a clear error there.",
            uses=".data =",
        ),
        Mistake(
            "retain_graph",
            "retain_graph is not needed: you do not repeat a graph. It hides the symptom and costs memory.",
            uses="retain_graph",
        ),
        Mistake(
            "several_exceptions",
            "Name one exception, not several: the one that the broken loop raises.",
            when=lambda case: any(name == SEVERAL for name, _ in case.mine),
        ),
        Mistake(
            "another_exception_for_a",
            "fix_a: another exception. Run its broken loop for two rounds: what does Python say to lr * None?",
            _named_by("fix_a", "RuntimeError|AttributeError|ValueError"),
        ),
        Mistake(
            "another_exception_for_b",
            "fix_b: another exception. In the second round it is backward() that raises; read its last line.",
            _named_by("fix_b", "TypeError|AttributeError|ValueError"),
        ),
        Mistake(
            "another_exception_for_c",
            "fix_c: another exception. The step raises in the first round, and it speaks of a leaf Variable.",
            _named_by("fix_c", "TypeError|AttributeError|ValueError"),
        ),
        Mistake(
            "message_not_name",
            "Return the exception's name: it stands before the colon in the last line of the error.",
            when=lambda case: any(isinstance(name, str) and "error" not in name.lower() for name, _ in case.mine),
        ),
        Mistake(
            "name_missing",
            "Each answer returns two things, in this order: the name of the exception that its broken loop raises, and "
            "the last w.",
            when=lambda case: any(not isinstance(one, list) or not isinstance(one[0], str) for one in case.mine),
        ),
        Mistake(
            "not_cleared",
            "It raises no more, but .grad is never cleared, and w swings about 2. Clear it in every round.",
            when=_each(lambda w0, lr, n: _pendulum(w0, lr, n)[-1]),
        ),
        Mistake(
            "never_moves",
            "It raises no more, but w stays where it began. Step after backward(), clear after the step.",
            when=_each(lambda w0, lr, n: w0),
        ),
        Mistake(
            "climbs",
            "It raises no more, but w runs away from 2: you added the slope.",
            when=_each(lambda w0, lr, n: _walk(w0, lr, n, sign=1.0)[0][-1]),
        ),
        Mistake(
            "weight_written_in",
            "That is where 100 steps from 0 end. Return the weight after n steps from w0, with this lr.",
            when=_each(lambda w0, lr, n: _walk(0.0, 0.01, 100)[0][-1]),
        ),
        Mistake(
            "a_not_mended",
            "A loop still loses its leaf: w = w − lr * w.grad outside no_grad makes a new tensor, whose .grad is None.",
            raises="TypeError: NoneType",
        ),
        Mistake(
            "a_not_mended_zero",
            "w.grad is None where you call zero_(): w = w − … made a new tensor, or no backward() has run yet.",
            raises="AttributeError: NoneType",
        ),
        Mistake(
            "b_not_mended",
            "A loop still loses requires_grad: w = w − … inside no_grad makes a new tensor without it. Use w -= ….",
            raises="RuntimeError: does not require grad",
        ),
        Mistake(
            "c_not_mended",
            "A loop still changes a leaf in place on the record. Take the step under torch.no_grad().",
            raises="RuntimeError: leaf Variable",
        ),
        Mistake(
            "exception_escapes",
            "The exception is raised again. Return its name, as a text, and mend the loop so that nothing raises.",
            raises="RuntimeError",
        ),
    ),
    hints=(
        "Read the message: it speaks of a leaf, of None or of grad_fn.",
        "Update in place (-=) and unrecorded (no_grad).",
    ),
)


def _halves(w):
    """The slopes of the two halves' means: (1, 2) and (3, 4)."""
    return 5 * (w - 2), 25 * (w - 2)


GRAD_BY_HALVES = Exercise(
    id="03-5",
    title="Accumulate on purpose",
    level=4,
    minutes=15,
    answers=("grad_by_halves",),
    cases=_points,
    expected=_slope,
    mistakes=(
        PILES_UP,
        Mistake(
            "means_added",
            "Twice ours: you added two means. Divide each loss by the number of pieces, 2.",
            lambda w: sum(_halves(w)),
        ),
        Mistake(
            "divided_by_samples",
            "Half of ours: you divided by 4, the samples, on top of the mean. Divide each mean by 2, the pieces.",
            lambda w: sum(_halves(w)) / 4,
        ),
        Mistake(
            "last_half_only",
            "Only the last half is left: .grad was cleared between the halves, or w was made anew for each.",
            lambda w: _halves(w)[1],
        ),
        Mistake(
            "first_half_only", "Only the first half counts. Run backward() for the second too.", lambda w: _halves(w)[0]
        ),
        Mistake(
            "last_half_only_halved",
            "Only the last half is left, and it is halved. Do not clear between the halves: .grad must add them up.",
            lambda w: _halves(w)[1] / 2,
        ),
        Mistake(
            "first_half_only_halved",
            "Only the first half counts, and it is halved. Run backward() for the second too.",
            lambda w: _halves(w)[0] / 2,
        ),
        Mistake(
            "sums_not_means",
            "4 times ours: both halves are sums. Take means and halve them, or divide the sums by 4.",
            lambda w: 4 * _slope(w),
        ),
        Mistake(
            "first_half_counted_twice",
            "The first half is in it twice: is .grad read and added after each half? It adds up by itself.",
            lambda w: 2 * _halves(w)[0] + _halves(w)[1],
        ),
        Mistake(
            "halves_returned",
            "You return the halves one by one. Return what .grad holds after both, with each loss halved.",
            when=lambda case: len(np.ravel(case.mine)) == 2,
        ),
        *ON_THE_WAY,
        *GRAD_NONE,
    ),
    hints=("The total mean is the mean of the two means (equal halves).", "(loss/2).backward() twice."),
)


def _is(part, number, tolerance=2e-3):
    """A condition of exercise 03-6: this part is about this number."""
    return lambda case: np.isclose(np.asarray(case.mine[part]).item(), number, rtol=tolerance)


def _fades(case):
    """Whether the answer thinks of a distance that shrinks: no period, or a weight that never passes 2."""
    if isinstance(case.mine, str):  # "0.85^k" alone
        return True
    period, largest, _ = case.mine
    no_period = period is None or isinstance(period, str) or not np.isfinite(period) or period == 0
    return no_period or np.isclose(float(largest), 2.0, rtol=5e-3)


PENDULUM = Exercise(
    id="03-6",
    title="The pendulum",
    level=5,
    minutes=20,
    answers=("pendulum",),
    parts=("period", "w_max", "converges"),
    constant=True,
    rtol=2e-3,  # 16.1 and 4.04 are right, a swing of 16 counted steps is not
    expected=lambda: (PERIOD, 2 + AMPLITUDE, False),
    mistakes=(
        Mistake(
            "thinks_of_0_85",
            "That is a weight that closes in on 2 and never passes it. Its distance is no longer 0.85ᵏ: with slopes "
            "that pile up, each e depends on the two before it.",
            when=_fades,
        ),
        Mistake(
            "converges",
            "It does not converge: the roots of z² − 1.85 z + 1 have modulus exactly 1. It neither grows nor fades.",
            lambda: {"converges": True},
        ),
        Mistake(
            "whole_steps_counted",
            "16 is the period in whole steps. The swing does not turn on a step: derive it from cos θ = 0.925.",
            when=lambda case: case.mine[0] in (16, 17),
        ),
        Mistake("half_a_period", "That is half a period, from one turn to the next.", lambda: {"period": PERIOD / 2}),
        Mistake(
            "angle_not_period",
            "That is the angle of one step. A period is 2π of them.",
            when=_is(0, 2 * np.pi / PERIOD),
        ),
        Mistake(
            "angle_in_degrees",
            "That mixes degrees and radians. With θ in degrees the period is 360/θ.",
            when=_is(0, 2 * np.pi / np.degrees(2 * np.pi / PERIOD)),
        ),
        Mistake("frequency", "That is swings a step. The period is steps a swing.", lambda: {"period": 1 / PERIOD}),
        Mistake(
            "cosine_not_inverted",
            "You divided by 0.925 itself. It is the cosine of the angle: take arccos first.",
            lambda: {"period": 2 * np.pi / 0.925},
        ),
        Mistake(
            "cosine_of_twice",
            "The roots are e^±iθ, and their sum, 1.85, is 2 cos θ. So cos θ = 0.925.",
            lambda: {"period": 2 * np.pi / np.arccos(0.85)},
        ),
        Mistake(
            "amplitude_not_weight",
            "That is how far w gets from 2. The largest w is 2 plus that.",
            lambda: {"w_max": AMPLITUDE},
        ),
        Mistake(
            "turns_at_4",
            "The swing is wider than that: its first two distances, −2 and −1.7, are not turning points, and a short "
            "run meets none exactly. Derive the amplitude from e₀ and e₁.",
            when=lambda case: 3.95 < case.mine[1] < 4.031,
        ),
    ),
    hints=(
        "e_{k+1} = e_k - 0.15*sum(e_j).",
        "Subtract two in a row: e_{k+1} = 1.85 e_k - e_{k-1}.",
        "cos(theta) = 0.925; period 2*pi/theta; amplitude 2.0386",
    ),
)

EXERCISES = [GRAD_AUTOGRAD, PREDICT_ACCUMULATION, TRAIN_AUTOGRAD, FIXES, GRAD_BY_HALVES, PENDULUM]
