"""Lesson 03, autograd does the slope: two slopes, a pile-up, the loop, three broken updates, pieces, the pendulum."""

# long because: one declaration after another; each stands alone.

import builtins
import re

import numpy as np

from helpers.checks.declaration import Exercise, Mistake

# Where no data are given the learner's functions use the lesson's own four points on y = 2x, so ours do as well.
CURVATURE = 15.0  # 2 * mean(x^2)


def _slope(w):
    return CURVATURE * (w - 2)


def _loss(w):
    return CURVATURE / 2 * (w - 2) ** 2


def _tensors(line):
    """Drawn data as the lesson holds them, in tensors."""
    return {name: numbers | {"library": "torch"} for name, numbers in line.items()}


def _first(value):
    """What autograd found, where something else is returned beside it."""
    return value[0] if isinstance(value, list) else value


def _piles_up(seen):
    """Whether each value holds all the slopes of the cases before it too, and whatever was there at first."""
    extra = np.ravel([_first(case.mine) - _first(case.ours) for case in seen])
    return np.allclose(np.diff(extra), [_first(case.ours) for case in seen[:-1]], rtol=1e-3)


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
        "NumPy cannot compute with a tensor that is on record. Use tensors all the way, and .item() at the end.",
        raises="RuntimeError: call numpy()",
    ),
    Mistake(
        "numpy_beside_a_tensor",
        "A NumPy array does not multiply a tensor. Use tensors for the data too.",
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
    "None came back. backward() returns nothing: return the slope that it left in w.grad. If w.grad itself is None, "
    "requires_grad=True is missing, or w is not a leaf. Without a `return` line it is None too."
)
GRAD_NONE = (
    Mistake("grad_is_none", GRAD_IS_NONE, raises="AttributeError: NoneType"),
    Mistake("grad_is_none_as_number", GRAD_IS_NONE, raises="TypeError: NoneType"),
    Mistake("none_returned", NONE_RETURNED, when=lambda case: case.mine is None),
)


def _through_the_square(w, X, Y):
    """The slope of the mean squared error of w²·x."""
    return 4 * w * np.mean(X * (w * w * X - Y))


def _by_autograd(slope):
    """A mistake of exercise 03-1 given away by autograd's slope, whatever stands beside it."""
    return lambda w, X, Y: {"autograd": slope(w, X, Y)}


def _on_paper(slope):
    """A mistake of exercise 03-1 given away by the slope on paper."""
    return lambda w, X, Y: {"on_paper": slope(w, X, Y)}


BOTH_SLOPES = Exercise(
    id="03-1",
    title="Autograd against paper",
    level=2,
    minutes=8,
    answers=("both_slopes",),
    parts=("autograd", "on_paper"),
    # Away from w² = 3, where every slope is nearly 0, and from w = 1, where w² is w.
    cases=lambda draw: [
        {"w": draw.number(low, high), **_tensors(draw.line(5, slope=3.0))}
        for low, high in ((0.6, 0.9), (2.1, 2.8), (-1.3, -1.1))
    ],
    expected=lambda w, X, Y: (_through_the_square(w, X, Y),) * 2,
    mistakes=(
        PILES_UP,
        Mistake(
            "sum_not_mean",
            "Autograd's is {N} times ours: your loss is a sum over the samples. Use .mean().",
            _by_autograd(lambda w, X, Y: len(X) * _through_the_square(w, X, Y)),
        ),
        Mistake(
            "weight_not_squared",
            "That is the slope of the lesson's model, w·x. Here the prediction is w²·x.",
            _by_autograd(lambda w, X, Y: 2 * np.mean(X * (w * X - Y))),
        ),
        Mistake(
            "loss_returned",
            "The first is the loss. Autograd's slope is in .grad after backward().",
            _by_autograd(lambda w, X, Y: np.mean((w * w * X - Y) ** 2)),
        ),
        Mistake(
            "sign",
            "Autograd's sign is flipped. Return .grad as it is: the minus belongs to the step.",
            _by_autograd(lambda w, X, Y: -_through_the_square(w, X, Y)),
        ),
        Mistake(
            "half",
            "Autograd's is half of ours: is there an extra ½ in your loss?",
            _by_autograd(lambda w, X, Y: _through_the_square(w, X, Y) / 2),
        ),
        Mistake(
            "doubled",
            "Autograd's is double ours: did backward run twice, or is an old slope still in .grad?",
            _by_autograd(lambda w, X, Y: 2 * _through_the_square(w, X, Y)),
        ),
        Mistake(
            "not_squared",
            "Autograd's is the slope of the mean error. Square each error first.",
            _by_autograd(lambda w, X, Y: 2 * w * np.mean(X)),
        ),
        Mistake(
            "mean_before_square",
            "You averaged the errors and squared then. Square first.",
            _by_autograd(lambda w, X, Y: 4 * w * np.mean(w * w * X - Y) * np.mean(X)),
        ),
        Mistake("w_returned", "The first is w itself. Its slope is in w.grad.", _by_autograd(lambda w, X, Y: w)),
        Mistake(
            "cleared_before_return",
            "Autograd's is 0 on every input. Was .grad cleared before you read it?",
            _by_autograd(lambda w, X, Y: 0.0),
        ),
        Mistake(
            "inner_link_missing",
            "On paper: that is the slope in w². One link is missing, from w to w²: it is 2w.",
            _on_paper(lambda w, X, Y: 2 * np.mean(X * (w * w * X - Y))),
        ),
        Mistake(
            "a_two_missing",
            "On paper: half of autograd's. There are two squares on the way, and each brings a 2.",
            _on_paper(lambda w, X, Y: _through_the_square(w, X, Y) / 2),
        ),
        Mistake(
            "x_missing",
            "On paper: the link from w² to the prediction is x. Multiply by it before the mean.",
            _on_paper(lambda w, X, Y: 4 * w * np.mean(w * w * X - Y)),
        ),
        Mistake(
            "summed_on_paper",
            "On paper: {N} times autograd's. The loss is a mean, and so is its slope.",
            _on_paper(lambda w, X, Y: len(X) * _through_the_square(w, X, Y)),
        ),
        *ON_THE_WAY,
        *GRAD_NONE[:2],
        Mistake("none_returned", NONE_RETURNED, when=lambda case: case.mine is None or _first(case.mine) is None),
    ),
    hints=(
        "Make a tensor of w, with requires_grad=True, and call backward on the mean of the squares.",
        "On paper there are three links: from the loss to the error, to w², to w.",
        "The links are 2·error, x and 2w. Multiply them for each sample, then average.",
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
    minutes=8,
    answers=("predict_accumulation",),
    constant=True,
    # Rounds one and two at w = 0, whose slope is -30; the step adds 0.01 times 60; the slope at 0.6 is -21.
    expected=lambda: [-30.0, -60.0, -81.0, -21.0],
    mistakes=(
        Mistake(
            "does_not_add",
            "backward() adds to what is there; it does not replace it. And the step uses all that is there.",
            when=lambda case: np.allclose(case.mine[:2], [-30, -30]),
        ),
        Mistake(
            "error_expected",
            "Nothing raises: backward() complains when it runs twice on one graph, and each forward makes a new one.",
            when=lambda case: _says_error(case.mine),
        ),
        Mistake(
            "sign",
            "The sign: at w = 0 the loss falls as w grows, so the slope is negative.",
            when=lambda case: np.allclose(case.mine[:2], [30, 60]),
        ),
        Mistake(
            "sum_not_mean",
            "You added the four samples up. The loss is their mean.",
            when=lambda case: np.allclose(case.mine[:2], [-120, -240]),
        ),
        Mistake(
            "all_the_last",
            "All are the last one: .grad is one tensor that keeps changing. Store w.grad.item() after each backward.",
            lambda: [-21.0] * 4,
        ),
        Mistake(
            "before_each_round",
            "One round late: asked is what .grad holds after each backward, not before it.",
            when=lambda case: case.mine[0] in (None, 0) and np.allclose(case.mine[1:3], [-30, -60]),
        ),
        Mistake(
            "averaged",
            "You took means of what is added. backward() only adds.",
            when=lambda case: np.allclose(case.mine[:2], [-30, -45]) or np.allclose(case.mine[1:3], [-30, -40.5]),
        ),
        Mistake(
            "never_cleared",
            "After the third round .grad is cleared: the fourth starts from 0.",
            lambda: [-30.0, -60.0, -81.0, -102.0],
        ),
        Mistake(
            "the_step_is_left_out",
            "Your w stays at 0. The step moves it, and the third slope is taken where it stands then.",
            lambda: [-30.0, -60.0, -90.0, -30.0],
        ),
        Mistake(
            "steps_with_the_last_slope",
            "Your step subtracts 0.01 times the last slope. It subtracts 0.01 times w.grad, which holds both.",
            lambda: [-30.0, -60.0, -85.5, -25.5],
        ),
        Mistake(
            "the_step_clears",
            "Your third round begins with an empty .grad. A step reads .grad and leaves it as it is.",
            lambda: [-30.0, -60.0, -21.0, -21.0],
        ),
        Mistake(
            "steps_uphill",
            "Your step goes uphill. It subtracts 0.01 times w.grad, which is negative: w grows.",
            lambda: [-30.0, -60.0, -99.0, -39.0],
        ),
        Mistake(
            "steps_each_round",
            "Your w takes a step in each round. There is one step, between the second round and the third.",
            when=lambda case: np.allclose(case.mine[:2], [-30, -55.5]),
        ),
    ),
    hints=(
        "Write down w and .grad after each line. backward adds the slope at the present w, which is 15(w − 2).",
        "The step moves w by 0.01 times all that .grad holds, and leaves .grad as it is.",
    ),
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
            "w.grad is None from the second round on: w = w − … outside no_grad makes a new tensor that is no leaf. "
            "Use w -= … under torch.no_grad().",
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
            "All entries are the last weight. A tensor that is stored changes with w -= …: store w.item().",
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
            "w runs away from 2: you added the slope. The step is w − lr · slope.",
            _weights(lambda w0, lr, n: _walk(w0, lr, n, sign=1.0)[0]),
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is w − lr · slope.",
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
        "What does the step need so that w stays the tensor it was, and a leaf?",
        "The second weight is wrong? Look at what .grad still holds. All weights are alike? Keep numbers, not tensors.",
    ),
)

EXCEPTIONS = {"fix_a": "TypeError", "fix_b": "RuntimeError", "fix_c": "RuntimeError"}


def _named_by(name, exception):
    """A mistake of exercise 03-4: this answer's loop is mended, and names this exception."""
    return lambda w0, lr, n: {name: (exception, _walk(w0, lr, n)[0][-1])}


def _one_exception(mine, **inputs):
    """The pairs with the name alone where an error's last line was returned: no sentence about a name is a name."""
    answers = list(mine.values()) if isinstance(mine, dict) else mine
    pairs = [list(one.values()) if isinstance(one, dict) else one for one in answers]
    return [[_one_name(one[0]), *one[1:]] if isinstance(one, list) and one else one for one in pairs]


def _one_name(text):
    if not isinstance(text, str):
        return text
    joined = re.sub(r"\b(type|runtime|value|attribute) error", r"\1Error", text, flags=re.IGNORECASE)
    if len(set(re.findall(r"[a-z]+?error", joined.lower()))) > 1:
        return SEVERAL
    return ERRORS.get(joined.partition(":")[0].strip().lower(), NO_NAME)


ERRORS = {name.lower(): name for name in vars(builtins) if name.endswith("Error")}
SEVERAL, NO_NAME = "several exceptions", "no name"


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
            "Return the exception's name alone: it stands before the colon in the last line of the error.",
            when=lambda case: any(name == NO_NAME for name, _ in case.mine),
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
            "A loop still loses its leaf: w = w − … outside no_grad makes a new tensor, whose .grad is None.",
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
        "Lay each loop beside the step of section 11. What does it lack?",
    ),
)


def _in_pieces(weigh):
    """A mistake of exercise 03-5: what the pieces add up to when each mean's slope is weighed like this.

    Args:
        weigh: takes the number of a piece from 0, its length, and the case's number of pieces, samples and size.
    """

    def value(w, X, Y, size):
        cuts = range(0, len(X), size)
        pieces = [(X[cut : cut + size], Y[cut : cut + size]) for cut in cuts]
        return sum(
            weigh(place, len(x), len(pieces), len(X), size) * 2 * np.mean(x * (w * x - y))
            for place, (x, y) in enumerate(pieces)
        )

    return value


def _data_in_pieces(draw):
    """Data whose last piece is smaller than the others, and data whose pieces are alike."""
    sizes = ((7, 3), (5, 2), (8, 3), (6, 2))
    return [{"w": draw.number(3, 5), **_tensors(draw.line(count)), "size": size} for count, size in sizes]


GRAD_IN_PIECES = Exercise(
    id="03-5",
    title="Accumulate on purpose",
    level=4,
    minutes=15,
    answers=("grad_in_pieces",),
    cases=_data_in_pieces,
    expected=_in_pieces(lambda place, length, pieces, samples, size: length / samples),
    mistakes=(
        PILES_UP,
        Mistake(
            "means_added",
            "You added the means of the pieces. Weigh each by its share of the samples.",
            _in_pieces(lambda place, length, pieces, samples, size: 1),
        ),
        Mistake(
            "divided_by_pieces",
            "You divided each mean by the number of pieces. That is right for pieces of one length; here the last may "
            "be smaller, and its samples then count for more than the others.",
            _in_pieces(lambda place, length, pieces, samples, size: 1 / pieces),
        ),
        Mistake(
            "divided_by_samples",
            "You divided each mean by the number of samples: the mean has divided once already. Weigh it by how many "
            "samples it stands for.",
            _in_pieces(lambda place, length, pieces, samples, size: 1 / samples),
        ),
        Mistake(
            "weighed_by_size",
            "You weighed every piece by size. The last may be smaller: weigh it by its own length.",
            _in_pieces(lambda place, length, pieces, samples, size: size / samples),
        ),
        Mistake(
            "last_piece_only",
            "Only the last piece is left: .grad was cleared between the pieces, or w was made anew for each.",
            _in_pieces(lambda place, length, pieces, samples, size: place == pieces - 1),
        ),
        Mistake(
            "last_piece_only_weighed",
            "Only the last piece is left, and it is weighed. Do not clear between the pieces: .grad must add them up.",
            _in_pieces(lambda place, length, pieces, samples, size: (place == pieces - 1) * length / samples),
        ),
        Mistake(
            "first_piece_only",
            "Only the first piece counts. Is the return inside the loop?",
            _in_pieces(lambda place, length, pieces, samples, size: (place == 0) * length / samples),
        ),
        Mistake(
            "sums_not_means",
            "{N} times ours: you added sums. Divide each sum by the number of all samples.",
            _in_pieces(lambda place, length, pieces, samples, size: length),
        ),
        Mistake(
            "remainder_dropped",
            "The samples after the last whole piece are left out. They make a smaller piece of their own.",
            _in_pieces(lambda place, length, pieces, samples, size: (length == size) * length / samples),
        ),
        Mistake(
            "remainder_dropped_altogether",
            "You average over the whole pieces alone. The samples after them make a smaller piece of their own.",
            _in_pieces(
                lambda place, length, pieces, samples, size: (length == size) * length / (samples - samples % size)
            ),
        ),
        Mistake(
            "earlier_pieces_counted_again",
            "Earlier pieces are in it several times: is .grad read and added after each piece? It adds up by itself.",
            _in_pieces(lambda place, length, pieces, samples, size: (pieces - place) * length / samples),
        ),
        Mistake(
            "pieces_returned",
            "You return the pieces one by one. Return what .grad holds after all of them, each weighed by its share.",
            when=lambda case: len(np.ravel(case.mine)) == -(-case.samples // case.inputs["size"]),
        ),
        *ON_THE_WAY,
        *GRAD_NONE,
    ),
    hints=(
        "X.split(size) and Y.split(size) give the pieces.",
        "A mean over all samples counts each sample once. How many samples does a piece's mean stand for?",
        "Cut four samples into three and one. Which share of the whole belongs to each piece?",
    ),
)


def _period(cosine):
    """Steps a swing when the cosine of one step's angle is this; nan for no cosine."""
    return 2 * np.pi / np.arccos(cosine) if abs(cosine) <= 1 else np.nan


def _amplitude(lr):
    """The recurrence with distances of -2 at steps -1 and 0, halfway between which it turns."""
    return 2 / np.cos(np.arccos(1 - CURVATURE * lr / 2) / 2)


PENDULUM_LIMIT = 4 / CURVATURE  # beyond it no angle has the cosine 1 - 7.5 lr


def _only(part, value):
    """A mistake of exercise 03-6 given away by one part, a function of lr."""
    return lambda lr: {part: value(lr)}


def _fades(case):
    """Whether the answer thinks of a distance that shrinks: no period, or a weight that never passes 2."""
    if isinstance(case.mine, str):  # "0.85^k" alone
        return True
    period, largest, _ = case.mine
    no_period = period is None or isinstance(period, str) or np.isinf(period) or period == 0
    return no_period or np.isclose(float(largest), 2.0, rtol=5e-3)


def _run_instead(seen):
    """Whether w_max is the largest of some steps that were run: somewhat below ours, and another at another rate."""
    largest = [case.mine[1] for case in seen]
    return len(set(largest)) > 1 and all(
        3.8 < case.mine[1] < case.ours[1] * (1 - 2e-3) for case in seen if not case.right
    )


PENDULUM = Exercise(
    id="03-6",
    title="The pendulum",
    level=5,
    minutes=20,
    answers=("pendulum",),
    parts=("period", "w_max", "limit"),
    rtol=2e-3,  # three digits are right, a swing counted in whole steps is not
    cases=lambda draw: [
        {"lr": 0.04},
        {"lr": draw.number(0.015, 0.03)},
        {"lr": draw.number(0.08, 0.12)},
    ],
    expected=lambda lr: (_period(1 - CURVATURE * lr / 2), 2 + _amplitude(lr), PENDULUM_LIMIT),
    mistakes=(
        Mistake(
            "no_swing",
            "That is a weight that closes in on 2 and never passes it. Here the distance does not shrink by one factor "
            "a step: with slopes that pile up, each d depends on the two before it.",
            when=_fades,
        ),
        Mistake(
            "of_one_rate",
            "That is the period at lr = 0.01, whatever lr is. Write the rule for d with 15·lr in the place of 0.15.",
            _only("period", lambda lr: _period(0.925)),
        ),
        Mistake(
            "whole_steps_counted",
            "That is the period in whole steps. The swing does not turn on a step: derive it from the angle.",
            when=lambda case: case.mine[0] in (np.floor(case.ours[0]), np.ceil(case.ours[0])),
        ),
        Mistake(
            "half_a_period",
            "That is half a period, from one turn to the next.",
            _only("period", lambda lr: _period(1 - CURVATURE * lr / 2) / 2),
        ),
        Mistake(
            "angle_not_period",
            "That is the angle of one step. The angles of one period add up to 2π.",
            _only("period", lambda lr: np.arccos(1 - CURVATURE * lr / 2)),
        ),
        Mistake(
            "angle_in_degrees",
            "That mixes degrees and radians. With θ in degrees the period is 360/θ.",
            _only("period", lambda lr: 2 * np.pi / np.degrees(np.arccos(1 - CURVATURE * lr / 2))),
        ),
        Mistake(
            "frequency",
            "That is swings a step. The period is steps a swing.",
            _only("period", lambda lr: 1 / _period(1 - CURVATURE * lr / 2)),
        ),
        Mistake(
            "cosine_not_inverted",
            "You divided by the cosine itself. The angle is its arccos.",
            _only("period", lambda lr: 2 * np.pi / (1 - CURVATURE * lr / 2)),
        ),
        Mistake(
            "factor_for_cosine",
            "You took 1 − 15·lr for cos θ. The rule for d has 2 − 15·lr in it, and that is 2 cos θ.",
            _only("period", lambda lr: _period(1 - CURVATURE * lr)),
        ),
        Mistake(
            "cosine_not_halved",
            "2 − 15·lr is 2 cos θ, not cos θ. Halve it before arccos.",
            _only("period", lambda lr: _period(2 - CURVATURE * lr)),
        ),
        Mistake(
            "amplitude_not_weight",
            "That is how far w gets from 2. The largest w is 2 plus that.",
            _only("w_max", _amplitude),
        ),
        Mistake(
            "turns_at_the_start",
            "The swing is wider than that: its first distance, −2, is no turning point. It turns halfway between step "
            "−1 and step 0.",
            _only("w_max", lambda lr: 4.0),
        ),
        Mistake(
            "whole_angle",
            "You divided by cos θ. From a turn to step 0 it is half a step: divide by cos(θ/2).",
            _only("w_max", lambda lr: 2 + 2 / (1 - CURVATURE * lr / 2)),
        ),
        Mistake(
            "largest_of_a_run",
            "That is the largest of the first steps. A step seldom meets the turn: derive the amplitude.",
            across=_run_instead,
        ),
        Mistake(
            "limit_of_a_loop_that_clears",
            "That is the limit of a loop that clears. Without clearing ask when 2 − 15·lr is still 2 times a cosine.",
            _only("limit", lambda lr: 2 / CURVATURE),
        ),
        Mistake(
            "limit_tried_out",
            "Near it, as by trying rates. Derive it: 2 − 15·lr must be 2 times a cosine.",
            when=lambda case: 0.255 < case.mine[2] < 0.28 and not case.parts["limit"].right,
        ),
    ),
    hints=(
        "Write section 9's two lines with 15·lr in the place of 0.15, and subtract them.",
        "The rule says what d₋₁ would have been, one step before the start. With lr = 0.01 it was −2. And now?",
        "A cosine lies between −1 and 1. Which lr is the last for which 2 − 15·lr is twice a cosine?",
    ),
)

EXERCISES = [BOTH_SLOPES, PREDICT_ACCUMULATION, TRAIN_AUTOGRAD, FIXES, GRAD_IN_PIECES, PENDULUM]
