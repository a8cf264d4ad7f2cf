"""Lesson 05, the second parameter: what a module holds, the valley of two weights, and why it is slow."""
# long because: one declaration after another; each stands alone.

import re
from functools import cache

import numpy as np

from helpers.checks.comparing import numeric
from helpers.checks.declaration import Exercise, Mistake, array
from helpers.data import OTHER_START, STUDENTS_START
from helpers.exercises.four_points import CURVATURES, DIRECTIONS, HESSIAN, LR, STEPS, path, predict, walk

START = np.array(STUDENTS_START)
PRINTED = range(0, STEPS, 100)  # the steps before which the students' program printed its loss


def _shapes(model):
    sizes = {"weight": np.shape, "bias": np.shape}
    return {
        ".".join(filter(None, [name, kind])): list(sizes[kind](value))
        for name, weight, bias in model
        for kind, value in (("weight", weight), ("bias", bias))
    }


def _at_five(model, with_bias=1.0):
    x = np.array([5.0])
    for _, weight, bias in model:
        x = np.array(weight) @ x + with_bias * np.array(bias)
    return x.item()


def _numbers(model, kinds=("weight", "bias")):
    return sum(int(np.prod(shape)) for name, shape in _shapes(model).items() if name.split(".")[-1] in kinds)


def _shapes_by_name(mine, model):
    """Shapes as (name, shape) pairs are as good as a dict, and "(1, 1)" as (1, 1); without names they are not."""
    count, shapes, f5 = mine.values() if isinstance(mine, dict) else mine
    if isinstance(shapes, list) and len(shapes[0]) == 2 and isinstance(shapes[0][0], str):
        shapes = dict(shapes)
    elif isinstance(shapes, list):
        shapes = {f"{place}": shape for place, shape in enumerate(shapes)}
    numbers = {name: _whole_numbers(shape) for name, shape in shapes.items()}
    return [count, numbers, f5]


def _whole_numbers(shape):
    return [int(digits) for digits in re.findall(r"\d{1,9}", shape)] if isinstance(shape, str) else shape


# What a learner's own model may call its layer, and what a layer calls its two parameters.
LAYERS = ("lin", "linear", "layer", "fc", "weight", "bias", "w", "b")

INSPECT_MODEL = Exercise(
    id="05-1",
    title="What is inside",
    level=1,
    minutes=3,
    answers=("inspect_model",),
    parts=("n_params", "shapes", "f5"),
    probe="model",
    cases=lambda draw: [
        {"model": [["lin", [[STUDENTS_START[0]]], [STUDENTS_START[1]]]]},
        {"model": [["", [[draw.number(1, 3)]], [draw.number(1, 2)]]]},
        {
            "model": [
                ["lin", [[number] for number in draw.numbers(3, 0.5, 1.5)], draw.numbers(3, 0.5, 1.5)],
                ["out", [draw.numbers(3, 0.5, 1.5)], [draw.number(1, 2)]],
            ]
        },
    ],
    expected=lambda model: (_numbers(model), _shapes(model), _at_five(model)),
    tidy=_shapes_by_name,
    atol=6e-4,  # three decimals are a right f(5)
    mistakes=(
        Mistake(
            "names_missing",
            "Give each shape the name of its parameter: a dict, from named_parameters().",
            when=lambda case: list(case.mine[1]) == [f"{place}" for place in range(2 * len(case.inputs["model"]))],
        ),
        Mistake(
            "bias_forgotten",
            "nn.Linear has a bias by default: with one input and one output that makes 2 parameters.",
            when=lambda case: case.mine[0] in (1, _numbers(case.inputs["model"], ("weight",))),
        ),
        Mistake(
            "tensors_counted",
            "You counted the tensors. A tensor holds p.numel() numbers, and each of them is a parameter.",
            lambda model: {"n_params": 2 * len(model)},
        ),
        Mistake(
            "layers_counted",
            "You counted the layers. Each holds a weight and a bias.",
            lambda model: {"n_params": len(model)},
        ),
        Mistake(
            "prediction_without_bias",
            "The bias is missing from your f(5).",
            when=lambda case: np.isclose(
                numeric(case.mine[2]).item(), [_at_five(case.inputs["model"], 0.0), 5 * START[0]]
            ).any(),
        ),
        Mistake(
            "samples_as_features",
            "A tensor of shape (4,) does not fit a (1, 1) layer: it needs (N, 1). The last axis is the features.",
            raises="RuntimeError: cannot be multiplied",
        ),
        Mistake(
            "no_axis",
            "A layer needs an axis for the features: torch.tensor([[5.0]]).",
            raises="RuntimeError: at least 1D",
        ),
        Mistake(
            "another_dtype",
            "The weights are float32. Write 5.0, and leave float64 out.",
            raises="RuntimeError: same dtype",
        ),
        Mistake(
            "number_not_tensor",
            "A module takes a tensor, not a number: torch.tensor([[5.0]]).",
            raises="TypeError: must be Tensor",
        ),
        Mistake(
            "one_model_only",
            "Not every model has a layer of that name. named_parameters() and model(x) work for every model.",
            raises=tuple(f"AttributeError: no attribute '{name}'" for name in LAYERS),
        ),
        Mistake(
            "own_formula",
            "A model may have more numbers than one w and one b. Call the model itself for its prediction.",
            raises="RuntimeError: converted to Scalar",
        ),
        Mistake(
            "weights_overwritten",
            "Yours is the f(5) of the students' weights, whatever the model's are. Inspect the model as it comes.",
            when=lambda case: (
                np.isclose(numeric(case.mine[2]).item(), predict(START), rtol=1e-3)
                and not np.isclose(case.ours[2], predict(START), rtol=1e-3)
            ),
        ),
    ),
    hints=(
        "named_parameters() gives pairs: a name, and a tensor that has a shape.",
        "A tensor says how many numbers it holds: numel().",
    ),
)


@cache
def _adam_f5():
    mean, square = np.zeros(2), np.zeros(2)

    def update(gradient, step):
        nonlocal mean, square
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        return LR * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)

    return predict(walk(update, STEPS + 1)[-1])


@cache
def _swinging_losses():
    total = np.zeros(2)

    def update(gradient, _step):
        nonlocal total
        total = total + gradient
        return LR * total

    return walk(update)[PRINTED, 2]


def _losses(offset=0, **how):
    return path(np.array(PRINTED) + offset, **how)[:, 2]


LOSSES = _losses()
LAST = path([STEPS])[0]
EVERY_PAIR = {"goal": (0.0, 5.0), "floor": 5.0}  # what (4,1) minus (4,) learns: the mean of y, whatever x is


def _losses_and_f5(mine):
    """Eleven numbers in a row are ten losses and f(5); rows of (epoch, loss) are losses."""
    values = list(mine.values() if isinstance(mine, dict) else mine)
    losses, f5 = (values[:-1], values[-1]) if len(values) == len(LOSSES) + 1 else values
    if isinstance(losses, list) and isinstance(losses[0], dict):
        losses = [row["loss"] for row in losses]
    table = numeric(losses)
    several = table is not None and table.ndim == 2 and table.shape[1] in (2, 3)
    return [table[:, -1] if several else losses, f5]


REPLAY = Exercise(
    id="05-2",
    title="The students' table",
    level=3,
    minutes=10,
    answers=("replay",),
    parts=("losses", "f5"),
    constant=True,
    atol=1e-6,
    seconds=30.0,  # a thousand steps, on a machine that is busy
    expected=lambda: (LOSSES, predict(LAST)),
    tidy=_losses_and_f5,
    mistakes=(
        Mistake(
            "adam",
            "That is Adam with lr = 0.01: after 1000 steps it is at 9.738.",
            lambda: {"f5": _adam_f5()},
        ),
        Mistake(
            "targets_of_another_shape",
            "That learns the mean of y: predictions (4,1) minus y (4,) give every pair. Make the shapes equal.",
            lambda: {"f5": predict(path([STEPS], **EVERY_PAIR)[0])},
        ),
        Mistake(
            "summed",
            "The loss is summed: 4 times as large, and so is each step. Use the mean.",
            lambda: {"losses": 4 * _losses(lr=4 * LR)},
        ),
        Mistake(
            "not_cleared",
            "The loss swings: old gradients add up. Is zero_grad missing?",
            when=lambda case: _near(numeric(case.mine[0])[:3], _swinging_losses()[:3], 1e-2),
        ),
        Mistake(
            "never_moves",
            "The loss never changes. Is there a step, and was the optimizer made for the weights the model has now?",
            lambda: {"losses": np.full(10, LOSSES[0])},
        ),
        Mistake(
            "loss_after_the_step",
            "Each loss is one step late: compute it before the step.",
            lambda: {"losses": _losses(offset=1)},
        ),
        Mistake(
            "every_hundredth",
            "Those are the losses at the steps 100, 200, and so on. The table begins before the first step.",
            when=lambda case: _near(case.mine[0], _losses(offset=99.5), 5e-3),
        ),
        Mistake(
            "another_start",
            "The first loss is not 13.6528, so the start is another. Take the students' weights with all their digits.",
            when=lambda case: not _near(np.ravel(numeric(case.mine[0]))[0], LOSSES[0], 1e-4),
            where_used={
                "parameters": "Copy them into the model with torch.no_grad(): p.copy_(...), not with .data and not by "
                "rebinding."
            },
        ),
        Mistake(
            "prediction_too_early",
            "That is f(5) at the last printed row. Predict after all 1000 steps.",
            when=lambda case: _near(case.mine[1], [predict(row) for row in path([900, 901])], 1e-4),
        ),
        Mistake(
            "all_losses",
            "You return a loss for each of the 1000 steps. Keep every hundredth, from the first on.",
            when=lambda case: np.size(case.mine[0]) == STEPS and _near(np.ravel(case.mine[0])[PRINTED], LOSSES),
        ),
        Mistake(
            "prediction_before_training",
            "That is f(5) before training.",
            lambda: {"f5": predict(START)},
        ),
        Mistake(
            "prediction_without_bias",
            "The bias is missing from your f(5).",
            when=lambda case: _near(case.mine[1], 5 * LAST[0], 1e-4),
        ),
    ),
    hints=(
        "Set the weights in place, as in section 4, and make the optimizer after that.",
        "A loss is kept before its step; the step's number, counted from 0, is a multiple of 100.",
    ),
)

SLOPES = HESSIAN @ (START - [2, 0])  # dw, db
DW, DB = SLOPES

GRADS_AT_START = Exercise(
    id="05-3",
    title="Gradient in two parameters",
    level=2,
    minutes=5,
    answers=("grads_at_start",),
    parts=("dw", "db"),
    constant=True,
    rtol=1e-3,  # -20.20 is a right answer
    expected=lambda: (DW, DB),
    mistakes=(
        Mistake("summed", "Summed instead of averaged: 4 times ours.", lambda: (4 * DW, 4 * DB)),
        Mistake("db_equals_dw", "db carries no x: the derivative of w·x + b by b is 1.", lambda: (DW, DW)),
        Mistake(
            "not_cleared",
            "Double ours: is a 2 in it twice, or was .grad not cleared between two backward calls?",
            lambda: (2 * DW, 2 * DB),
        ),
        Mistake("no_factor_2", "The 2 of the square is missing.", lambda: (DW / 2, DB / 2)),
        Mistake("sign", "Both signs are flipped: the error is prediction − target.", lambda: (-DW, -DB)),
        Mistake(
            "bias_not_in_error",
            "Your error leaves out b. It is w·x + b − y.",
            lambda: (15 * (START[0] - 2), 5 * (START[0] - 2)),
        ),
        Mistake("at_zero", "Those are the slopes at (0, 0). Start at the students' weights.", lambda: (-30.0, -10.0)),
        Mistake(
            "other_start",
            "Those are the slopes at the start of the first run.",
            lambda: tuple(HESSIAN @ (np.array(OTHER_START) - [2, 0])),
        ),
        Mistake("db_summed", "db is summed. Average it like dw.", lambda: {"dw": DW, "db": 4 * DB}),
        Mistake("db_no_2", "The 2 is missing in db.", lambda: {"dw": DW, "db": DB / 2}),
        Mistake(
            "means_multiplied",
            "dw: you averaged x and the error apart. The mean of a product is not the product of the means.",
            lambda: {"dw": 2.5 * DB},
        ),
        Mistake(
            "every_pair",
            "Predictions of shape (4,1) minus y of shape (4,) give every pair. Make the shapes equal.",
            lambda: tuple(HESSIAN @ (START - [0, 5])),
        ),
    ),
    hints=(
        "By hand: the four errors first. Each slope is a mean of products, and 2 stands before it.",
        "By autograd: two tensors that require a gradient, one mean, one backward.",
    ),
)

SLOW, FAST = CURVATURES
LR_MAX, LR_BEST = 2 / FAST, 2 / (SLOW + FAST)


def _ascending(mine):
    """Eigenvalues have no order of their own; three digits are a right best rate."""
    matrix, eigenvalues, limit, best = mine.values() if isinstance(mine, dict) else mine
    listed = list(eigenvalues.values()) if isinstance(eigenvalues, dict) else eigenvalues
    if not isinstance(best, (bool, str)) and abs(numeric(best).item() / LR_BEST - 1) < 4e-3:
        best = LR_BEST
    if (values := numeric(listed)) is not None and values.size == 2:
        listed = np.sort(values.ravel())
    return [matrix, listed, limit, best]


VALLEY = Exercise(
    id="05-4",
    title="The shape of the valley",
    level=3,
    minutes=10,
    answers=("valley",),
    parts=("H", "eigs", "lr_max", "lr_best"),
    constant=True,
    rtol=2e-3,  # 0.1198 is a right answer, and so is 0.299; 0.12 is beyond the limit
    atol=1e-6,
    expected=lambda: (HESSIAN, CURVATURES, LR_MAX, LR_BEST),
    tidy=_ascending,
    mistakes=(
        Mistake("no_factor_2", "The 2 is missing: H = 2 · AᵀA / N.", lambda: {"H": HESSIAN / 2}),
        Mistake(
            "eigenvectors_too",
            "eigs: the eigenvectors came too. Return the eigenvalues alone: np.linalg.eigvalsh(H).",
            when=lambda case: len(case.mine[1]) == 2 and np.ndim(case.mine[1][1]) == 2,
        ),
        Mistake(
            "rounded_beyond_the_limit",
            "lr_max: 0.12 is rounded up, and with it the descent already diverges. Give four digits.",
            when=lambda case: _near(case.mine[2], 0.12, 1e-4) and not _near(case.mine[2], LR_MAX, 2e-3),
        ),
        Mistake("summed", "Summed instead of averaged: divide by N.", lambda: {"H": 4 * HESSIAN}),
        Mistake(
            "summed_no_2",
            "That is AᵀA: the 2 of the square and the division by N are missing.",
            lambda: {"H": 2 * HESSIAN},
        ),
        Mistake("b_before_w", "Your rows are in the order (b, w), ours (w, b).", lambda: {"H": HESSIAN[::-1, ::-1]}),
        Mistake(
            "diagonal_only",
            "Those are the entries on the diagonal. They are the eigenvalues only where the others are 0.",
            lambda: {"H": HESSIAN, "eigs": np.array([2.0, 15.0])},
        ),
        Mistake(
            "best_and_limit_swapped",
            "You swapped the limit, 2/λmax, and the best, 2/(λ1 + λ2).",
            when=lambda case: _near(case.mine[2], LR_BEST) and _near(case.mine[3], LR_MAX),
        ),
        Mistake(
            "limit_from_the_sum",
            "2/(λ1 + λ2) is the best fixed lr; the largest is 2/λmax.",
            lambda: {"lr_max": LR_BEST},
        ),
        Mistake(
            "limit_without_bias",
            "That is the limit without a bias. With it λmax rises from 15 to 16.70.",
            lambda: {"lr_max": 2 / 15},
        ),
        Mistake(
            "limit_of_slowest",
            "That is 2/λmin. The steepest direction sets the limit: it is the first to run away.",
            lambda: {"lr_max": 2 / SLOW},
        ),
        Mistake(
            "limit_halved",
            "1/λ kills the error of one direction in one step. The limit is twice that.",
            lambda: {"lr_max": 1 / FAST},
        ),
        Mistake(
            "best_for_steepest",
            "1/λmax is best for the steepest direction alone. 2/(λ1 + λ2) makes both factors equally large.",
            lambda: {"lr_best": 1 / FAST},
        ),
        Mistake(
            "best_without_bias",
            "That is the best lr without a bias, 1/15.",
            lambda: {"lr_best": 1 / 15},
        ),
        Mistake(
            "best_halved",
            "Half of the best: it is 2/(λ1 + λ2).",
            lambda: {"lr_best": 1 / (SLOW + FAST)},
        ),
    ),
    hints=(
        "Each entry of H is 2 times a mean: of x squared, of x, of 1.",
        "np.linalg.eigvalsh gives the eigenvalues of a symmetric matrix, the smaller first.",
        "The sum of the two eigenvalues is the sum of the diagonal, their product is the determinant.",
    ),
)


def _near(mine, value, rtol=1e-3):
    return bool(np.allclose(numeric(mine), value, rtol=rtol, atol=0))


ACROSS = DIRECTIONS[:, 1] * np.sign(DIRECTIONS[0, 1])
ALONG = DIRECTIONS[:, 0] * np.sign(DIRECTIONS[0, 0])
REACH = predict(ALONG)  # what one unit along the floor does to f(5)
C_SLOW = ALONG @ (START - [2, 0])
OTHER_SLOW = ALONG @ (np.array(OTHER_START) - [2, 0])
C_FAST = ACROSS @ (START - [2, 0])
FACTOR = 1 - LR * SLOW
LUCKY = -ALONG[0] * (START[0] - 2) / ALONG[1]  # the bias that leaves nothing along the floor


def _words(case, *words):
    """Whether the answer holds a text with one of the words, where numbers are expected."""
    values = case.mine if isinstance(case.mine, list) else [case.mine]
    texts = [value.lower() for value in values if isinstance(value, str)]
    return any(word in text for word in words for text in texts)


EXPLAIN_F5 = Exercise(
    id="05-5",
    title="Why 9.967?",
    level=4,
    minutes=15,
    answers=("explain_f5",),
    parts=("c_slow", "f5", "lucky_b"),
    constant=True,
    rtol=8e-4,  # -0.997 and -0.519 are right answers; f(5) itself is a third of a percent from 10
    seconds=30.0,
    expected=lambda: (C_SLOW, 10 + REACH * C_SLOW * FACTOR**STEPS, LUCKY),
    mistakes=(
        Mistake(
            "blames_the_start",
            "The start decides how far off it lies in the slow direction (−0.997 against 0.105), but the slowness is "
            "λ = 0.299: after 1000 steps 4.99 % is left. We expect the three numbers.",
            when=lambda case: _words(case, "random", "init", "start", "seed", "luck"),
        ),
        Mistake(
            "blames_the_rate",
            "More lr helps up to 0.1198; centring x is the real cure. We expect the three numbers.",
            when=lambda case: _words(case, "lr", "rate", "step"),
        ),
        Mistake(
            "direction_flipped",
            "c_slow: the size is right. With the direction towards larger w this start lies on the other side, so its "
            "sign is another.",
            lambda: {"c_slow": -C_SLOW},
        ),
        Mistake(
            "other_run",
            "Those are the numbers of the first run, from (0.7606, −0.5325).",
            lambda: {"c_slow": OTHER_SLOW},
        ),
        Mistake(
            "fast_share",
            "That is the share across the valley. It is gone after a few steps.",
            lambda: {"c_slow": C_FAST},
        ),
        Mistake(
            "start_not_distance",
            "You split the start. Split its distance: subtract the goal (2, 0) first.",
            lambda: {"c_slow": ALONG @ START},
        ),
        Mistake(
            "too_high",
            "The error has the wrong sign: f(5) arrives from below.",
            when=lambda case: abs(numeric(case.mine[1]) - (10 - REACH * C_SLOW * FACTOR**STEPS)) < 3e-3,
        ),
        Mistake(
            "c_not_reached",
            "A share of 1 along the slow direction moves f(5) by 0.66329, not by 1.",
            when=lambda case: abs(numeric(case.mine[1]) - (10 + C_SLOW * FACTOR**STEPS)) < 3e-3,
        ),
        Mistake(
            "goal_of_prediction",
            "That is where f(5) ends. After 1000 steps 4.99 % of the slow part is left.",
            when=lambda case: abs(numeric(case.mine[1]) - 10) < 1e-3,
        ),
        Mistake(
            "f5_of_the_other_run",
            "f5: that is where the first run, from (0.7606, −0.5325), stands after 1000 steps.",
            when=lambda case: abs(numeric(case.mine[1]) - (10 + REACH * OTHER_SLOW * FACTOR**STEPS)) < 3e-3,
        ),
        Mistake(
            "lucky_b_of_the_goal",
            "lucky_b: at b = 0 and this w the start is still off along the floor. Nothing is left where c_slow is 0.",
            lambda: {"lucky_b": 0.0},
        ),
        Mistake(
            "lucky_b_along_the_floor",
            "lucky_b: there the fast part is 0. It is the slow part that must be.",
            lambda: {"lucky_b": -ACROSS[0] * (START[0] - 2) / ACROSS[1]},
        ),
        Mistake(
            "lucky_b_without_the_goal",
            "lucky_b: the slow part of the start is 0 there. The slow part of its distance must be: subtract the goal.",
            lambda: {"lucky_b": -ALONG[0] * START[0] / ALONG[1]},
        ),
        Mistake(
            "lucky_b_sign",
            "lucky_b: right but for its sign. Raising w and lowering b goes along the floor; across it both rise.",
            lambda: {"lucky_b": -LUCKY},
        ),
    ),
    hints=(
        "What is left is c_slow times its factor, once for each step.",
        "One unit along the floor moves f(5) by the slow direction times (5, 1).",
        "A start whose distance is at a right angle to the slow direction has no slow part.",
    ),
)

TARGET_LOSS, MOST_STEPS = 1e-6, 100
ROOM = 1.05  # by which a drawn line passes the target, so that rounding does not decide at which step


def _centred_run(X, Y, lr):
    """Steps, w and b when the loss on centred inputs first is below the target, from w = b = 0; without a loop."""
    goal, curvatures = _line(X, Y), _centred_curvatures(X)
    steps = np.arange(MOST_STEPS)
    distances = -goal * (1 - lr * curvatures) ** steps[:, None]  # (steps, 2)
    losses = 0.5 * distances**2 @ curvatures
    first = int(np.argmax(losses < TARGET_LOSS))
    return first, goal + distances[first], losses[first - 1 : first + 1]


def _line(X, Y):
    """The slope of the line through all samples, and its height at the mean input."""
    return np.array([(Y[-1] - Y[0]) / (X[-1] - X[0]), Y.mean()])


def _centred_curvatures(X):
    return np.array([2 * X.var(), 2.0])


def _best(X):
    return 2 / _centred_curvatures(X).sum()


def _centred(X, Y):
    steps, (w, b), _ = _centred_run(X, Y, _best(X))
    return _best(X), steps, w, b, _says_at(5, X, Y)


def _says_at(x, X, Y):
    """What the model that is trained on centred inputs says at an input that is not centred."""
    _, (w, b), _ = _centred_run(X, Y, _best(X))
    return w * (x - X.mean()) + b


def _drawn_line(draw):
    """Four or five samples on a line, whose loss passes the target with room on both sides."""
    while True:
        X = np.cumsum([draw.number(1.1, 1.7) for _ in range(draw.whole(4, 5))]) + 0.3
        X = X.round(2)
        Y = draw.whole(2, 4) * X + draw.whole(1, 3)
        _, _, (before, after) = _centred_run(X, Y, _best(X))
        if before > ROOM * TARGET_LOSS and after < TARGET_LOSS / ROOM:
            return {"X": array(X.tolist(), "float64"), "Y": array(Y.round(2).tolist(), "float64")}


def _off_by(steps):
    return lambda X, Y: {"steps": _centred(X, Y)[1] + steps}


def _best_rate(case):
    return _near(case.mine[0], case.ours[0])


def _another_rate(seen):
    """Whether a rate that is not the best was tried out, and not one answer given for all inputs."""
    tried = any(case.mine != seen[0].mine for case in seen)
    return tried and not any(_best_rate(case) for case in seen if not case.right)


CENTERED = Exercise(
    id="05-6",
    title="Centre and win",
    level=5,
    minutes=20,
    answers=("centered",),
    parts=("lr", "steps", "w", "b", "f5"),
    cases=lambda draw: [_drawn_line(draw) for _ in range(3)],
    expected=_centred,
    mistakes=(
        Mistake(
            "targets_centred",
            "You subtracted the mean of Y as well. Leave Y alone: b learns its mean.",
            when=lambda case: abs(numeric(case.mine[3])).item() < 1e-3 * case.ours[3],
        ),
        Mistake(
            "bias_of_raw_x",
            "Your b belongs to the raw inputs. With centred ones the line is w · (x − mean) + b: b is the mean of Y.",
            lambda X, Y: {"b": _says_at(0, X, Y)},
        ),
        Mistake(
            "raw_input",
            "f5: the model knows distances from the mean input. Subtract it from the 5 as well.",
            lambda X, Y: {"f5": _says_at(5 + X.mean(), X, Y)},
        ),
        Mistake(
            "standardised",
            "You divided X by its standard deviation too, so w is another. Subtract the mean, and no more.",
            when=lambda case: (
                _near(case.mine[2], _line(**case.inputs)[0] * case.inputs["X"].std(), 5e-3)
                or _near(case.mine[2], _line(**case.inputs)[0] * case.inputs["X"].std(ddof=1), 5e-3)
            ),
        ),
        Mistake(
            "rate_of_raw_x",
            "That is the best lr of the raw X. Subtract the mean first, then find the curvatures.",
            lambda X, Y: {"lr": 1 / (1 + np.mean(X * X))},
        ),
        Mistake(
            "sample_variance",
            "Your variance divides by N − 1, as torch.var does. The loss averages over all N samples.",
            lambda X, Y: {"lr": 1 / (1 + X.var(ddof=1))},
        ),
        Mistake(
            "rate_at_the_limit",
            "2/λmax is the limit: one direction swings for ever. The best rate is 2/(λ1 + λ2).",
            lambda X, Y: {"lr": 2 / _centred_curvatures(X).max()},
        ),
        Mistake(
            "rate_for_steepest",
            "1/λmax is best for the steepest direction alone. 2/(λ1 + λ2) makes both factors equally large.",
            lambda X, Y: {"lr": 1 / _centred_curvatures(X).max()},
        ),
        Mistake(
            "no_factor_2",
            "Your curvatures lack the 2 of the square: they are 2 · var(x) and 2.",
            lambda X, Y: {"lr": 2 * _best(X)},
        ),
        Mistake(
            "not_the_best_rate",
            "There is a better rate. Find the two curvatures of the centred inputs; the best is 2/(λ1 + λ2).",
            across=_another_rate,
        ),
        Mistake("one_step_late", "The loss is below 0.000001 one step earlier.", _off_by(1)),
        Mistake("one_step_early", "The loss is not yet below 0.000001 after that many steps.", _off_by(-1)),
        Mistake(
            "other_count",
            "With your rate it takes another number of steps. Do you begin at w = 0, b = 0, and average the squares?",
            when=lambda case: _best_rate(case) and not _near(case.mine[1], case.ours[1], 1e-6),
        ),
    ),
    hints=(
        "With a mean input of 0 the matrix H is diagonal.",
        "One curvature is that of b, whatever the inputs are; the other is 2 times a mean of squares.",
        "What you subtract in training you subtract at 5.",
    ),
)

EXERCISES = [INSPECT_MODEL, REPLAY, GRADS_AT_START, VALLEY, EXPLAIN_F5, CENTERED]
