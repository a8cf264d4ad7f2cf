"""Lesson 05, the second parameter: what a module holds, the valley of two weights, and why it is slow."""
# long because: one declaration after another; each stands alone.

import re
from functools import cache

import numpy as np

from helpers.checks.comparing import numeric
from helpers.checks.declaration import Exercise, Mistake
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
    rtol=5e-4,  # three decimals are a right f(5)
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
    hints=("named_parameters()", "p.numel()"),
)

SLOPES = HESSIAN @ (START - [2, 0])  # dw, db
DW, DB = SLOPES

GRADS_AT_START = Exercise(
    id="05-2",
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
            "Double ours: .grad was not cleared between two backward calls, and they add up.",
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
    hints=("dw = 15(w-2)+5b; db = 5(w-2)+2b.",),
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
    id="05-3",
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
    hints=("torch.autograd.functional.hessian", "np.linalg.eigvalsh", "(17 +- sqrt(269))/2"),
)


def _near(mine, value, rtol=1e-3):
    return bool(np.allclose(numeric(mine), value, rtol=rtol, atol=0))


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
    id="05-4",
    title="The students' table",
    level=4,
    minutes=15,
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
            "Y has shape (4,), the predictions (4,1): the net learns the mean. Make the shapes equal.",
            lambda: {"f5": predict(path([STEPS], **EVERY_PAIR)[0])},
        ),
        Mistake(
            "summed",
            "The loss is summed: 4 times as large, and so is each step. Use the mean.",
            lambda: {"losses": 4 * _losses(lr=4 * LR)},
        ),
        Mistake(
            "not_cleared",
            "The loss swings: zero_grad is missing, and old gradients add up.",
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
            "The first loss is not 13.6528, so the start is another. Copy the weights with torch.no_grad(): "
            "p.copy_(...), not with .data and not by rebinding.",
            when=lambda case: not _near(np.ravel(numeric(case.mine[0]))[0], LOSSES[0], 1e-4),
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
        "Copy the weights before making the optimizer.",
        "Compare at rtol 1e-5: the eighth decimal depends on FMA in the CPU.",
    ),
)

ACROSS = DIRECTIONS[:, 1] * np.sign(DIRECTIONS[0, 1])
ALONG = DIRECTIONS[:, 0] * np.sign(DIRECTIONS[0, 0])
REACH = predict(ALONG)  # what one unit along the floor does to f(5)
C_SLOW = ALONG @ (START - [2, 0])
C_FAST = ACROSS @ (START - [2, 0])
FACTOR = 1 - LR * SLOW


def _steps_until(error, c_slow=C_SLOW):
    return int(np.ceil(np.log(error / abs(REACH * c_slow)) / np.log(FACTOR)))


def _unsigned(mine):
    """Which way an eigenvector points is free, and with it the sign of the share along it."""
    c_slow, *others = mine
    return [-abs(numeric(c_slow)), *others]


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
    parts=("c_slow", "f5", "steps"),
    constant=True,
    rtol=5e-4,  # 0.997 is a right answer, and so is a count one off; f(5) itself is a third of a percent from 10
    seconds=30.0,
    expected=lambda: (C_SLOW, 10 + REACH * C_SLOW * FACTOR**STEPS, _steps_until(0.0005)),
    tidy=_unsigned,
    mistakes=(
        Mistake(
            "blames_the_start",
            "The start decides how much error lies in the slow direction (−0.997 against 0.105), but the slowness is "
            "λ = 0.299: after 1000 steps 4.99 % is left. We expect the three numbers.",
            when=lambda case: _words(case, "random", "init", "start", "seed", "luck"),
        ),
        Mistake(
            "blames_the_rate",
            "More lr helps up to 0.1198; centring x is the real cure. We expect the three numbers.",
            when=lambda case: _words(case, "lr", "rate", "step"),
        ),
        Mistake(
            "other_run",
            "Those are the numbers of the first run, from (0.7606, −0.5325).",
            lambda: {"c_slow": -abs(ALONG @ (np.array(OTHER_START) - [2, 0]))},
        ),
        Mistake(
            "fast_share",
            "That is the share across the valley. It is gone after a few steps.",
            lambda: {"c_slow": -abs(C_FAST)},
        ),
        Mistake(
            "start_not_error",
            "You split the start. Split its error: subtract the goal (2, 0) first.",
            lambda: {"c_slow": -abs(ALONG @ START)},
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
            "That is where f(5) ends. After 1000 steps 4.99 % of the slow error is left.",
            when=lambda case: abs(numeric(case.mine[1]) - 10) < 1e-3,
        ),
        Mistake(
            "counted_from_1000",
            "You counted the steps after the first 1000. Count from the start.",
            lambda: {"steps": _steps_until(0.0005) - STEPS},
        ),
        Mistake(
            "error_of_last_digit",
            "It prints 10.000 as soon as the error is below half of the last digit, 0.0005.",
            lambda: {"steps": _steps_until(0.001)},
        ),
        Mistake(
            "steps_of_the_other_run",
            "That is the first run's count: its share is 0.105.",
            lambda: {"steps": _steps_until(0.0005, ALONG @ (np.array(OTHER_START) - [2, 0]))},
        ),
        Mistake(
            "steps_of_the_share",
            "You let the share fall below 0.0005. It is the error of f(5) that must: 0.66329 of it.",
            lambda: {"steps": _steps_until(0.0005, C_SLOW / REACH)},
        ),
    ),
    hints=(
        "slow factor = 1 - 0.01*0.29939",
        "0.9970061^1000 = 0.049867",
        "f(5) error = 0.66329*c_slow*0.049867",
    ),
)

CENTRED_CURVATURES = np.array([2.5, 2.0])  # of w and b, once x is centred
LR_CENTRED = 2 / CENTRED_CURVATURES.sum()
TARGET_LOSS, MOST_STEPS = 1e-6, 9


def _loss_left(lr, steps):
    """The loss on centred x after so many steps from the students' start."""
    error = (START - [2, 5]) * (1 - float(lr) * CENTRED_CURVATURES) ** float(steps)
    return 0.5 * error**2 @ CENTRED_CURVATURES


def _reaches(lr, steps):
    lr, steps = numeric(lr).item(), numeric(steps).item()
    return lr > 0 and 0 < steps <= MOST_STEPS and _loss_left(lr, steps) < TARGET_LOSS


def _any_quick_rate(mine):
    """Any rate will do that reaches the loss in under ten steps, with any number of steps that reaches it."""
    values = list(mine.values() if isinstance(mine, dict) else mine)
    return [LR_CENTRED, 4, *values[2:]] if _reaches(*values[:2]) else values


CENTERED = Exercise(
    id="05-6",
    title="Centre and win",
    level=5,
    minutes=20,
    answers=("centered",),
    parts=("lr", "steps", "w", "b", "f5"),
    constant=True,
    rtol=1e-3,
    expected=lambda: (LR_CENTRED, 4, 2.0, 5.0, 10.0),
    tidy=_any_quick_rate,
    mistakes=(
        Mistake(
            "targets_centred",
            "You subtracted the mean of y as well. Leave y alone: b learns its mean.",
            lambda: {"b": 0.0, "f5": 5.0},
        ),
        Mistake(
            "bias_zero",
            "With centred x the line is 2(x − 2.5) + 5: b is 5, the mean of y.",
            lambda: {"b": 0.0},
        ),
        Mistake(
            "raw_input",
            "Subtract 2.5 at prediction too: 2 · (5 − 2.5) + 5 = 10.",
            lambda: {"f5": 15.0},
        ),
        Mistake(
            "standardised",
            "You divided x by its standard deviation too, so w is another. Subtract the mean, and no more.",
            when=lambda case: _near(case.mine[2], 5**0.5, 1e-2) or _near(case.mine[2], (20 / 3) ** 0.5, 1e-2),
        ),
        Mistake(
            "rate_of_raw_x",
            "That is the best lr of the raw x. Centred, the curvatures are 2.5 and 2.",
            lambda: {"lr": LR_BEST},
        ),
        Mistake(
            "rate_at_the_limit",
            "0.8 = 2/2.5 is the limit: w swings for ever. The best is 2/(2.5 + 2).",
            lambda: {"lr": 0.8},
        ),
        Mistake(
            "too_few_steps",
            "With your lr the loss is not below 0.000001 after that many steps.",
            when=lambda case: not _reaches(*case.mine[:2]) and numeric(case.mine[1]) <= MOST_STEPS,
        ),
        Mistake(
            "too_many_steps",
            "Under ten steps are enough. Choose lr from the curvatures 2.5 and 2.",
            when=lambda case: numeric(case.mine[1]) > MOST_STEPS,
        ),
    ),
    hints=("H = diag(2*var(x), 2).", "best lr = 2/(2+2.5)", "From 1987 steps to 4."),
)

EXERCISES = [INSPECT_MODEL, GRADS_AT_START, VALLEY, REPLAY, EXPLAIN_F5, CENTERED]
