"""Lesson 02, four samples by hand: the mean squared error, its gradient, the loop, its speed, a bias."""
# long because: one declaration after another; each stands alone.

import numpy as np

from helpers.checks.declaration import Exercise, Mistake, array

# float64, so that a learner's finite difference is judged for its formula and not for its rounding.
LESSON = {"X": array([1, 2, 3, 4], "float64"), "Y": array([2, 4, 6, 8], "float64")}
# Five samples on which twenty wrong gradients give twenty other numbers, none closer than 18 % to the right one.
TELLING = {"X": array([1, 2, 3, 5, 8], "float64"), "Y": array([1, 2, 3, 8, 15], "float64")}
LESSON_X, LESSON_Y = (np.array(LESSON[name]["array"], dtype=float) for name in ("X", "Y"))
COUNT_WRITTEN_IN = "You divide by 4 whatever the data. Divide by the number of samples, len(X)."
LESSONS_DATA = "Yours looks at the lesson's four points, whatever the data. Use the X and Y that are passed in."
STUDENTS_START = {"w": 0.4751072, "b": 0.5341022}


def _samples(draw, count):
    return draw.line(count, dtype="float64")


def _error(w, X, Y):
    return w * X - Y


def _mse(w, X, Y):
    return np.mean(_error(w, X, Y) ** 2)


def _gradient(w, X, Y):
    return 2 * np.mean(X * _error(w, X, Y))


def _miss(w, X, Y):
    return w * X**2 - Y


def _mean_square(w, X, Y):
    return np.mean(_miss(w, X, Y) ** 2)


MSE = Exercise(
    id="02-1",
    title="MSE",
    level=2,
    minutes=4,
    answers=("mse",),
    cases=lambda draw: [
        {"w": 1.5, **TELLING},
        {"w": 0.0, **LESSON},
        {"w": 0.5, **LESSON},
        {"w": draw.number(0, 1.2), **_samples(draw, 6)},
    ],
    expected=_mean_square,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "You summed the {N} squared errors, MSE is their mean. Yours is exactly N times ours.",
            lambda w, X, Y: np.sum(_miss(w, X, Y) ** 2),
        ),
        Mistake(
            "lessons_model",
            "Yours is the loss of the line w·x. The model here is w·x².",
            lambda w, X, Y: _mse(w, X, Y),
        ),
        Mistake(
            "whole_squared",
            "You squared w with x. The prediction is w·x²: only x is squared.",
            lambda w, X, Y: np.mean(((w * X) ** 2 - Y) ** 2),
        ),
        Mistake("half", "There is an extra ½.", lambda w, X, Y: _mean_square(w, X, Y) / 2),
        Mistake("count_written_in", COUNT_WRITTEN_IN, lambda w, X, Y: np.sum(_miss(w, X, Y) ** 2) / len(LESSON_X)),
        Mistake("lessons_data", LESSONS_DATA, lambda w, X, Y: _mean_square(w, LESSON_X, LESSON_Y)),
        Mistake("root_taken", "That is the root of the MSE, the RMSE.", lambda w, X, Y: np.sqrt(_mean_square(w, X, Y))),
        Mistake(
            "absolute_error",
            "That is the mean absolute error. Square the errors.",
            lambda w, X, Y: np.mean(np.abs(_miss(w, X, Y))),
        ),
        Mistake(
            "mean_before_square",
            "You averaged first and squared then. Errors of opposite sign cancel that way: square first.",
            lambda w, X, Y: np.mean(_miss(w, X, Y)) ** 2,
        ),
        Mistake(
            "not_squared",
            "The errors are averaged as they are. Square each one first.",
            lambda w, X, Y: np.mean(_miss(w, X, Y)),
        ),
        Mistake(
            "not_averaged", "You return one squared error a sample. Average them.", lambda w, X, Y: _miss(w, X, Y) ** 2
        ),
    ),
    hints=(
        "Which shape do the predictions have? Write them first.",
        "Subtract, square, average: in this order.",
        "An array has a method for its mean.",
    ),
)

COUNTS = {"C": array([3, 1, 2, 1, 4], "float64")}


def _weighted(w, X, Y, C):
    return 2 * np.sum(C * X * _error(w, X, Y)) / np.sum(C)


def _bent_vote(change):
    """A mistake of exercise 02-2 that multiplies the right slope: change takes the number of samples and the counts."""
    return lambda w, X, Y, C: change(len(X), C) * _weighted(w, X, Y, C)


def _counted(draw, count):
    return {**_samples(draw, count), "C": array([float(draw.whole(1, 6)) for _ in range(count)], "float64")}


WEIGHTED_SLOPE = Exercise(
    id="02-2",
    title="Votes that count differently",
    level=3,
    minutes=8,
    answers=("weighted_slope",),
    cases=lambda draw: [
        {"w": 1.5, **TELLING, **COUNTS},
        {"w": 1.0, **LESSON, "C": array([1, 1, 1, 1], "float64")},
        {"w": draw.number(0, 1.2), **_counted(draw, 6)},
        {"w": draw.number(3, 4), **_counted(draw, 3)},
    ],
    expected=_weighted,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "{mine} is the sum of all votes. Divide it by the sum of the counts.",
            _bent_vote(lambda N, C: np.sum(C)),
        ),
        Mistake(
            "divided_by_samples",
            "You divided by {N}, the number of samples. A sample that counts three times is three votes: divide by the "
            "sum of the counts.",
            _bent_vote(lambda N, C: np.sum(C) / N),
        ),
        Mistake(
            "counts_ignored",
            "Yours is the slope of the plain mean: the counts do not change it. Each vote must be multiplied by its "
            "count.",
            lambda w, X, Y, C: _gradient(w, X, Y),
        ),
        Mistake(
            "counts_only_below",
            "The counts divide, but they do not multiply the votes.",
            lambda w, X, Y, C: 2 * np.sum(X * _error(w, X, Y)) / np.sum(C),
        ),
        Mistake(
            "counts_squared",
            "The counts are squared with the errors. They stand in front of the square: multiply by C once.",
            lambda w, X, Y, C: 2 * np.sum(C**2 * X * _error(w, X, Y)) / np.sum(C),
        ),
        Mistake("no_factor_2", "Half of ours: the 2 of the square is missing.", _bent_vote(lambda N, C: 0.5)),
        Mistake(
            "divided_by_4", "You divide by 4 whatever the data.", _bent_vote(lambda N, C: np.sum(C) / len(LESSON_X))
        ),
        Mistake(
            "lessons_data",
            LESSONS_DATA,
            lambda w, X, Y, C: _gradient(w, LESSON_X, LESSON_Y),
        ),
        Mistake(
            "sum_no_2",
            "Two faults: summed instead of averaged, and no 2.",
            _bent_vote(lambda N, C: np.sum(C) / 2),
        ),
        Mistake(
            "sign", "Sign flipped: your slope points where the loss falls. Return dL/dw.", _bent_vote(lambda N, C: -1)
        ),
        Mistake("sign_no_2", "Sign flipped, and no 2.", _bent_vote(lambda N, C: -0.5)),
        Mistake("sum_sign", "Sign flipped, and summed instead of averaged.", _bent_vote(lambda N, C: -np.sum(C))),
        Mistake(
            "no_x",
            "Each error must be multiplied by its x. What you have is the derivative for a bias.",
            lambda w, X, Y, C: 2 * np.sum(C * _error(w, X, Y)) / np.sum(C),
        ),
        Mistake(
            "means_multiplied",
            "You averaged x and the error apart. The mean of a product is not the product of the means.",
            lambda w, X, Y, C: 2 * np.average(X, weights=C) * np.average(_error(w, X, Y), weights=C),
        ),
        Mistake("doubled", "Double ours: is the 2 there twice?", _bent_vote(lambda N, C: 2)),
        Mistake(
            "y_instead_of_error",
            "You used Y where the error w·X − Y goes.",
            lambda w, X, Y, C: -2 * np.sum(C * X * Y) / np.sum(C),
        ),
        Mistake(
            "loss_returned",
            "That is the loss, not its derivative.",
            lambda w, X, Y, C: np.average(_error(w, X, Y) ** 2, weights=C),
        ),
        Mistake(
            "w_instead_of_x",
            "You multiplied by w where x goes.",
            lambda w, X, Y, C: 2 * np.average(w * _error(w, X, Y), weights=C),
        ),
        Mistake(
            "absolute_error",
            "That is the derivative of the absolute errors.",
            lambda w, X, Y, C: np.average(X * np.sign(_error(w, X, Y)), weights=C),
        ),
        Mistake(
            "first_sample_only",
            "Only the first sample counts. Is there a return inside the loop?",
            lambda w, X, Y, C: 2 * X[0] * _error(w, X, Y)[0],
        ),
        Mistake(
            "last_sample_only",
            "Only the last sample counts: is the value overwritten in a loop?",
            lambda w, X, Y, C: 2 * X[-1] * _error(w, X, Y)[-1],
        ),
        Mistake(
            "every_pair",
            "You subtracted (N,1) and (N,), and an N × N matrix came out. Make the shapes equal.",
            lambda w, X, Y, C: 2 * np.sum(C[:, None] * X[:, None] * (w * X[:, None] - Y)) / np.sum(C) / len(X),
        ),
        Mistake(
            "not_averaged",
            "You return one slope a sample. Add them, and divide by the sum of the counts.",
            lambda w, X, Y, C: 2 * C * X * _error(w, X, Y),
        ),
    ),
    hints=(
        "Differentiate one sample first; its count is a number that stays in front.",
        "By what is the sum divided, and does that depend on w?",
        "Try it on two samples, the first counted three times: it must equal the mean over four samples, three of them "
        "alike.",
    ),
)

FAULTS = {"right": lambda N: 1.0, "sum": float, "sign": lambda N: -1.0, "no 2": lambda N: 0.5}
NUDGE_ERROR = 1.0004  # what a central difference of a loss may be off by, relative


def _program(fault, w, offset, count):
    """A program's two slopes with this fault beside two nudges, on points of the line y = 2x + offset."""
    X = np.arange(1.0, count + 1)
    weights = np.array([w, w + 6])
    errors = weights[:, None] * X - 2 * X - offset  # far enough off that a missing x shows in each ratio
    true = (2 * X * errors).mean(axis=1)
    measured = (2 * errors).mean(axis=1) if fault == "no x" else true * FAULTS[fault](count)
    rounded = [[round(float(number), 4) for number in row] for row in (measured, true * NUDGE_ERROR)]
    return {"measured": array(rounded[0], "float64"), "nudged": array(rounded[1], "float64"), "N": count}


def _programs(draw):
    found = [{"measured": array([-120, -60], "float64"), "nudged": array([-30, -15], "float64"), "N": 4}]
    for fault in ("no x", "right", "sign", "no 2", "sum", "no x"):
        found.append(_program(fault, draw.number(-1.0, 0.0), draw.number(3.0, 4.0), draw.whole(5, 9)))
    # These agree with a name at the first weight, at the second, and on average: by accident.
    for measured, nudged in (((6, 9), (6, 27)), ((4, 3), (1, 6)), ((3, 9), (6, 6))):
        found.append({"measured": array(list(measured), "float64"), "nudged": array(list(nudged), "float64"), "N": 5})
    return found


def _fault(measured, nudged, N, at=slice(None), names=FAULTS):
    """The name of the fault that these slopes show, judged at the weights `at`."""
    ratios = np.array(measured)[at] / np.array(nudged)[at]
    return next((name for name in names if np.allclose(ratios, names[name](N), rtol=1e-2)), "no x")


NAME_THE_FAULT = Exercise(
    id="02-3",
    title="Name the fault",
    level=3,
    minutes=12,
    answers=("name_the_fault",),
    cases=_programs,
    expected=_fault,
    mistakes=(
        Mistake(
            "upside_down",
            "Upside down: divide measured by nudged.",
            lambda measured, nudged, N: _fault(nudged, measured, N),
        ),
        Mistake(
            "first_weight_only",
            "You looked at the first weight only. One point may agree by accident: ask both.",
            lambda measured, nudged, N: _fault(measured, nudged, N, at=slice(1)),
        ),
        Mistake(
            "second_weight_only",
            "You looked at the second weight only. One point may agree by accident: ask both.",
            lambda measured, nudged, N: _fault(measured, nudged, N, at=slice(1, 2)),
        ),
        Mistake(
            "mean_ratio",
            "You averaged the two ratios. A ratio that changes from one weight to the next is a fault of its own.",
            lambda measured, nudged, N: _fault([np.mean(np.array(measured) / np.array(nudged))], [1.0], N),
        ),
        Mistake(
            "written_for_4",
            "You look for a ratio of 4. A sum is N times the mean, whatever N is.",
            lambda measured, nudged, N: _fault(measured, nudged, 4),
        ),
        Mistake(
            "compared_exactly",
            "You ask whether ratios are equal to the last bit. A nudge is good to three digits: use np.isclose with a "
            "relative tolerance.",
            lambda measured, nudged, N: _fault(measured, nudged, N) if N == 4 else "no x",
        ),
        Mistake(
            "no_2_and_2",
            "A missing 2 makes the program's slope half as large, a ratio of 0.5 and not of 2.",
            lambda measured, nudged, N: _fault(measured, nudged, N, names={**FAULTS, "no 2": lambda N: 2.0}),
        ),
        Mistake(
            "right_forgotten",
            'A program without a fault is "right": its ratio is 1 at both weights.',
            lambda measured, nudged, N: _fault(
                measured, nudged, N, names={name: FAULTS[name] for name in ("sum", "sign", "no 2")}
            ),
        ),
        Mistake("always_sum", 'You say "sum" of each program. That is the one of the lesson.', lambda **_: "sum"),
    ),
    hints=(
        "Divide measured by nudged. What would each fault do to that ratio?",
        "Four of the five names have a ratio that you know beforehand. What does that leave for the fifth?",
        "Compare ratios with np.isclose and a relative tolerance, never with ==.",
    ),
)


def _descent(gradient, lr_sign=-1.0):
    """Where w goes and the losses it meets, before each step, with this gradient."""

    def walk(w0, lr, n, enough, X, Y):
        w, losses = w0, []
        while len(losses) < n and not _mse(w, X, Y) < enough:
            losses.append(_mse(w, X, Y))
            w = w + lr_sign * lr * gradient(w, X, Y)
        return w, losses

    return walk


_right_descent = _descent(_gradient)


def _of_start(w0, X, Y, **rest):
    return w0, X, Y


def _piled_up(w0, lr, n, enough, X, Y):
    total = [0.0]

    def gradient(w, X, Y):
        total[0] += _gradient(w, X, Y)
        return total[0]

    return _descent(gradient)(w0, lr, n, enough, X, Y)


def _first_reused(w0, lr, n, enough, X, Y):
    return _descent(lambda w, X, Y: _gradient(w0, X, Y))(w0, lr, n, enough, X, Y)


def _on_the_lessons_data(w0, lr, n, enough, X, Y):
    return _right_descent(w0, lr, n, enough, LESSON_X, LESSON_Y)


def _steps_changed(by):
    """A mistake that takes so many steps more, or less, where the loss does not end them."""
    return lambda w0, lr, n, enough, X, Y: {"w": _right_descent(w0, lr, n + by, enough, X, Y)[0]}


def _after_the_step(w0, lr, n, enough, X, Y):
    steps = len(_right_descent(w0, lr, n, enough, X, Y)[1])
    return {"losses": _right_descent(w0, lr, steps + 1, 0.0, X, Y)[1][1:]}


def _end(walk):
    """A mistake given away by where w ends."""
    return lambda **inputs: {"w": walk(**inputs)[0]}


TRAIN = Exercise(
    id="02-4",
    title="A loop that stops",
    level=3,
    minutes=12,
    answers=("train",),
    parts=("w", "losses"),
    cases=lambda draw: [
        {"w0": 0.0, "lr": 0.01, "n": 5, "enough": 0.0, **LESSON},
        {"w0": 0.0, "lr": 0.01, "n": 20, "enough": 5.0, **LESSON},
        {"w0": draw.number(3, 4), "lr": 0.012, "n": draw.whole(6, 8), "enough": 0.0, **_samples(draw, 3)},
        {"w0": 0.5, "lr": 0.004, "n": 9, "enough": 10.0, **TELLING},
    ],
    expected=_right_descent,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "Your gradient is N = {N} times too large, so lr acts as N times lr.",
            _end(_descent(lambda w, X, Y: len(X) * _gradient(w, X, Y))),
        ),
        Mistake(
            "climbs",
            "w runs away from the minimum: you added the gradient. The step is w − lr · gradient.",
            _end(_descent(_gradient, lr_sign=1.0)),
        ),
        Mistake(
            "never_stops",
            "All {n} steps are taken, whatever the loss: stop once it is below enough.",
            lambda w0, lr, n, enough, X, Y: {"w": _right_descent(w0, lr, n, 0.0, X, Y)[0]},
        ),
        Mistake(
            "one_step_too_late",
            "Where the loss ends the loop, you take one step more: ask before the step, of the weight you have.",
            lambda w0, lr, n, enough, X, Y: {
                "w": _right_descent(w0, lr, len(_right_descent(w0, lr, n, enough, X, Y)[1]) + (enough > 0), 0.0, X, Y)[
                    0
                ]
            },
        ),
        Mistake("one_step_missing", "One step short: range(n) gives n steps.", _steps_changed(-1)),
        Mistake("one_step_more", "One step too many: range(n) gives n steps.", _steps_changed(1)),
        Mistake(
            "no_factor_2",
            "The 2 is missing from the gradient.",
            _end(_descent(lambda w, X, Y: _gradient(w, X, Y) / 2)),
        ),
        Mistake(
            "loss_after_the_step",
            "Each loss belongs to another moment than its w: store it before the step.",
            _after_the_step,
        ),
        Mistake(
            "last_loss_stored",
            "Where the loss ends the loop, you store one loss more than you take steps: the one that made you stop.",
            lambda w0, lr, n, enough, X, Y: {
                "losses": _right_descent(
                    w0, lr, len(_right_descent(w0, lr, n, enough, X, Y)[1]) + (enough > 0), 0.0, X, Y
                )[1]
            },
        ),
        Mistake(
            "first_gradient_reused",
            "The gradient of w0 was used in every step. Compute it again at each w.",
            _end(_first_reused),
        ),
        Mistake("never_moves", "w is still w0 after {n} steps: keep the new w.", lambda w0, **rest: {"w": w0}),
        Mistake(
            "no_x",
            "The gradient leaves out x: each error must be multiplied by its x.",
            _end(_descent(lambda w, X, Y: 2 * np.mean(_error(w, X, Y)))),
        ),
        Mistake(
            "sum_loss",
            "The losses are sums over the samples: N = {N} times ours. Use the mean.",
            lambda w0, lr, n, enough, X, Y: {
                "losses": [len(X) * loss for loss in _right_descent(w0, lr, n, enough / len(X), X, Y)[1]]
            },
        ),
        Mistake(
            "gradients_pile_up", "The gradients pile up: start each step from that step's gradient.", _end(_piled_up)
        ),
        Mistake(
            "one_step_only",
            "One step, whatever n is: is the return inside the loop, or the new w kept under another name?",
            lambda w0, lr, n, enough, X, Y: {"w": _right_descent(w0, lr, 1, 0.0, X, Y)[0]},
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is w − lr · gradient.",
            # The rest of this path may be too large for float32.
            when=lambda case: np.isclose(
                np.ravel(case.mine[1])[1],
                _mse(case.inputs["w0"] - _gradient(*_of_start(**case.inputs)), case.inputs["X"], case.inputs["Y"]),
                rtol=1e-3,
            ),
        ),
        Mistake("lessons_data", LESSONS_DATA, _end(_on_the_lessons_data)),
    ),
    hints=(
        "A closed form to test with, on the four points of section 1 from 0 with lr = 0.01: after k steps w is "
        "2(1 − 0.85ᵏ).",
        "Inside the loop: loss, question, slope, step. What comes before the loss is stored?",
        "With enough = 0 your loop takes n steps, and returns n losses.",
    ),
)


def _rates(lr, X):
    bend = 2 * np.mean(X**2)
    return len(X) * lr, 1 / bend, 2 / bend


RATES = Exercise(
    id="02-5",
    title="Speed and its limit",
    level=4,
    minutes=15,
    answers=("rates",),
    parts=("a", "b", "c"),
    rtol=6e-3,  # three digits are a right answer
    atol=1e-6,
    cases=lambda draw: [
        {"lr": 0.003, "X": TELLING["X"]},
        {"lr": 0.01, "X": LESSON["X"]},
        {"lr": draw.number(0.01, 0.09), "X": _samples(draw, draw.whole(5, 7))["X"]},
    ],
    expected=_rates,
    mistakes=(
        Mistake(
            "limits_of_the_sum",
            "Those are the rates for the sum, whose λ is {N} times that of the mean.",
            lambda lr, X: {"b": 1 / (2 * np.sum(X**2)), "c": 1 / np.sum(X**2)},
        ),
        Mistake(
            "divided_by_N",
            "The other way round: the copied slope is {N} times larger, so the right one needs {N} times the lr.",
            lambda lr, X: {"a": lr / len(X)},
        ),
        Mistake(
            "written_for_4", "You multiply lr by 4 whatever the data. Count the samples.", lambda lr, X: {"a": 4 * lr}
        ),
        Mistake(
            "lambda_without_2",
            "Your λ is mean(x²). The second derivative of the mean squared error is 2 · mean(x²).",
            lambda lr, X: {"b": 1 / np.mean(X**2), "c": 2 / np.mean(X**2)},
        ),
        Mistake(
            "square_of_the_mean",
            "You squared the mean of x. λ is twice the mean of the squares.",
            lambda lr, X: {"b": 1 / (2 * np.mean(X) ** 2), "c": 1 / np.mean(X) ** 2},
        ),
        Mistake(
            "lessons_data",
            "Those are the rates of the lesson's four points. Use the X that is passed in.",
            lambda lr, X: {"b": 1 / 15, "c": 2 / 15},
        ),
    ),
    hints=(
        "How many times too large is the copied slope on these samples?",
        "Write the next distance as (1 − lr · λ) · d. Which lr makes the factor 0?",
        "A factor f shrinks the distance while −1 < f < 1.",
    ),
)


def _linked(w, b, X, error):
    """The two slopes of exercise 02-6 with this error, which may be a wrong one."""
    return 2 * np.mean((X + b) * error), 2 * np.mean(w * error)


def _slopes(w, b, X, Y):
    return _linked(w, b, X, w * (X + b) - Y)


def _bent(change):
    """A mistake of exercise 02-6: change takes dw, db and N."""

    def wrong(w, b, X, Y):
        return change(*_slopes(w, b, X, Y), len(X))

    return wrong


def _bent_step(w, b, X, Y):
    dw, db = _slopes(w, b, X, Y)
    return w - 0.01 * dw, b - 0.01 * db


GRAD_WB = Exercise(
    id="02-6",
    title="A bias inside",
    level=4,
    minutes=15,
    answers=("grad_wb",),
    parts=("dw", "db"),
    cases=lambda draw: [
        {"w": 1.0, "b": 0.0, **LESSON},
        {**STUDENTS_START, **LESSON},
        {"w": 1.5, "b": -0.5, **TELLING},
        {"w": draw.number(0, 1.2), "b": draw.number(1, 2), **_samples(draw, 6)},
    ],
    expected=_slopes,
    mistakes=(
        Mistake(
            "both_summed",
            "Both are summed instead of averaged: N = {N} times ours.",
            _bent(lambda dw, db, N: (N * dw, N * db)),
        ),
        Mistake(
            "db_equals_dw",
            "db carries no x: the derivative of w·(x + b) by b is w.",
            _bent(lambda dw, db, N: {"db": dw}),
        ),
        Mistake(
            "db_without_w",
            "db: when b grows by 1 the prediction moves by w. Multiply each error by w.",
            lambda w, b, X, Y: {"db": 2 * np.mean(w * (X + b) - Y)},
        ),
        Mistake(
            "dw_without_b",
            "dw: when w grows by 1 the prediction moves by x + b, not by x.",
            lambda w, b, X, Y: {"dw": 2 * np.mean(X * (w * (X + b) - Y))},
        ),
        Mistake(
            "bias_outside",
            "Those are the slopes of w·x + b. Here the bias stands inside: w·(x + b).",
            lambda w, b, X, Y: (2 * np.mean(X * (w * X + b - Y)), 2 * np.mean(w * X + b - Y)),
        ),
        Mistake("db_summed", "db is summed. Average it like dw.", _bent(lambda dw, db, N: (dw, N * db))),
        Mistake("db_no_2", "The 2 is missing in db.", _bent(lambda dw, db, N: (dw, db / 2))),
        Mistake("both_no_2", "The 2 of the square is missing in both.", _bent(lambda dw, db, N: (dw / 2, db / 2))),
        Mistake(
            "sign", "Both signs are flipped: the error is prediction − target.", _bent(lambda dw, db, N: (-dw, -db))
        ),
        Mistake(
            "bias_not_in_error",
            "Your error leaves out b. It is w·(X + b) − Y.",
            lambda w, b, X, Y: _linked(w, b, X, w * X - Y),
        ),
        Mistake(
            "bias_subtracted",
            "You subtracted b. The error is w·(X + b) − Y.",
            lambda w, b, X, Y: _slopes(w, -b, X, Y),
        ),
        Mistake("dw_summed", "dw is summed. Average it like db.", _bent(lambda dw, db, N: (N * dw, db))),
        Mistake("dw_no_2", "The 2 is missing in dw.", _bent(lambda dw, db, N: (dw / 2, db))),
        Mistake(
            "means_multiplied",
            "dw: you averaged x + b and the error apart. The mean of a product is not the product of the means.",
            lambda w, b, X, Y: {"dw": np.mean(X + b) * 2 * np.mean(w * (X + b) - Y)},
        ),
        Mistake(
            "every_pair",
            "You subtracted (N,1) and (N,), and an N × N matrix came out. Make the shapes equal.",
            lambda w, b, X, Y: {"dw": 2 * np.mean((X[:, None] + b) * (w * (X[:, None] + b) - Y))},
        ),
        Mistake(
            "one_step_returned",
            "Those are w and b after a step. Return the two slopes.",
            _bent_step,
        ),
        Mistake("lessons_data", LESSONS_DATA, lambda w, b, X, Y: _slopes(w, b, LESSON_X, LESSON_Y)),
    ),
    hints=(
        "Write the error first, once, with both knobs in it.",
        "How much does the prediction move when b grows by 1, and how much when w does?",
        "A place to test: at w = 3 and b = 0 the four points give 15 for both slopes.",
    ),
)

EXERCISES = [MSE, WEIGHTED_SLOPE, NAME_THE_FAULT, TRAIN, RATES, GRAD_WB]
