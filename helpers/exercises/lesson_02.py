"""Lesson 02, four samples by hand: the mean squared error, its gradient, the loop, its speed, a bias."""
# long because: one declaration after another; each stands alone.

import re

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


MSE = Exercise(
    id="02-1",
    title="MSE",
    level=1,
    minutes=3,
    answers=("mse",),
    cases=lambda draw: [
        {"w": 1.5, **TELLING},
        {"w": 0.0, **LESSON},
        {"w": 2.0, **LESSON},
        {"w": 3.0, **LESSON},
        {"w": draw.number(0, 1.2), **_samples(draw, 6)},
    ],
    expected=_mse,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "You summed the {N} squared errors, MSE is their mean. Yours is exactly N times ours.",
            lambda w, X, Y: np.sum(_error(w, X, Y) ** 2),
        ),
        Mistake("half", "There is an extra ½.", lambda w, X, Y: _mse(w, X, Y) / 2),
        Mistake("count_written_in", COUNT_WRITTEN_IN, lambda w, X, Y: np.sum(_error(w, X, Y) ** 2) / len(LESSON_X)),
        Mistake("lessons_data", LESSONS_DATA, lambda w, X, Y: _mse(w, LESSON_X, LESSON_Y)),
        Mistake("root_taken", "That is the root of the MSE, the RMSE.", lambda w, X, Y: np.sqrt(_mse(w, X, Y))),
        Mistake(
            "absolute_error",
            "That is the mean absolute error. Square the errors.",
            lambda w, X, Y: np.mean(np.abs(_error(w, X, Y))),
        ),
        Mistake(
            "mean_before_square",
            "You averaged first and squared then. Errors of opposite sign cancel that way: square first.",
            lambda w, X, Y: np.mean(_error(w, X, Y)) ** 2,
        ),
        Mistake(
            "not_squared",
            "The errors are averaged as they are. Square each one first.",
            lambda w, X, Y: np.mean(_error(w, X, Y)),
        ),
        Mistake(
            "not_averaged", "You return one squared error a sample. Average them.", lambda w, X, Y: _error(w, X, Y) ** 2
        ),
    ),
    hints=("Subtract, square, average.", "((w * X - Y) ** 2)", "((w * X - Y) ** 2).mean()"),
)

GRAD_MSE = Exercise(
    id="02-2",
    title="Gradient of the MSE",
    level=2,
    minutes=5,
    answers=("grad_mse",),
    cases=lambda draw: [
        {"w": 1.5, **TELLING},
        {"w": 1.0, **LESSON},
        {"w": draw.number(0, 1.2), **_samples(draw, 6)},
        {"w": draw.number(3, 4), **_samples(draw, 3)},
    ],
    expected=_gradient,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "N times too large (N = {N}): you summed instead of averaging. np.dot is already a sum, and .mean() of a "
            "single number does nothing.",
            lambda w, X, Y: 2 * np.sum(X * _error(w, X, Y)),
        ),
        Mistake("no_factor_2", "Half of ours: the 2 of the square is missing.", lambda w, X, Y: _gradient(w, X, Y) / 2),
        Mistake(
            "count_written_in",
            COUNT_WRITTEN_IN,
            lambda w, X, Y: 2 * np.sum(X * _error(w, X, Y)) / len(LESSON_X),
        ),
        Mistake("lessons_data", LESSONS_DATA, lambda w, X, Y: _gradient(w, LESSON_X, LESSON_Y)),
        Mistake(
            "sum_no_2",
            "Two faults: summed instead of averaged, and no 2.",
            lambda w, X, Y: np.sum(X * _error(w, X, Y)),
        ),
        Mistake(
            "sign",
            "Sign flipped: the gradient points where the loss grows.",
            lambda w, X, Y: -_gradient(w, X, Y),
        ),
        Mistake("sign_no_2", "Sign flipped, and no 2.", lambda w, X, Y: -_gradient(w, X, Y) / 2),
        Mistake(
            "sum_sign",
            "Sign flipped, and summed instead of averaged.",
            lambda w, X, Y: -2 * np.sum(X * _error(w, X, Y)),
        ),
        Mistake(
            "no_x",
            "Each error must be multiplied by its x. What you have is the derivative for a bias.",
            lambda w, X, Y: 2 * np.mean(_error(w, X, Y)),
        ),
        Mistake(
            "means_multiplied",
            "You averaged x and the error apart. The mean of a product is not the product of the means.",
            lambda w, X, Y: 2 * np.mean(X) * np.mean(_error(w, X, Y)),
        ),
        Mistake("doubled", "Double ours: did an old gradient get added?", lambda w, X, Y: 2 * _gradient(w, X, Y)),
        Mistake(
            "divided_by_n_minus_1",
            "You divided by N − 1, as for a sample variance. MSE divides by N.",
            lambda w, X, Y: _gradient(w, X, Y) * len(X) / (len(X) - 1),
        ),
        Mistake(
            "divided_by_2n",
            "Divided by 2N, and the 2 of the square is missing too: a quarter of ours.",
            lambda w, X, Y: _gradient(w, X, Y) / 4,
        ),
        Mistake(
            "y_instead_of_error",
            "You used Y where the error w·X − Y goes.",
            lambda w, X, Y: -2 * np.mean(X * Y),
        ),
        Mistake("loss_returned", "That is the loss, not its derivative.", _mse),
        Mistake(
            "w_instead_of_x",
            "You multiplied by w where x goes.",
            lambda w, X, Y: 2 * np.mean(w * _error(w, X, Y)),
        ),
        Mistake(
            "absolute_error",
            "That is the derivative of the mean absolute error.",
            lambda w, X, Y: np.mean(X * np.sign(_error(w, X, Y))),
        ),
        Mistake(
            "first_sample_only",
            "Only the first sample counts. Is there a return inside the loop?",
            lambda w, X, Y: 2 * X[0] * _error(w, X, Y)[0],
        ),
        Mistake(
            "last_sample_only",
            "Only the last sample counts: is the value overwritten in a loop?",
            lambda w, X, Y: 2 * X[-1] * _error(w, X, Y)[-1],
        ),
        Mistake(
            "gradient_of_root",
            "That is the derivative of the root, the RMSE.",
            lambda w, X, Y: _gradient(w, X, Y) / (2 * np.sqrt(_mse(w, X, Y))),
        ),
        Mistake(
            "forward_difference",
            "That looks like a forward difference with h = 0.1. Take both sides of w, or the formula.",
            lambda w, X, Y: (_mse(w + 0.1, X, Y) - _mse(w, X, Y)) / 0.1,
        ),
        Mistake(
            "every_pair",
            "You subtracted (N,1) and (N,), and an N × N matrix came out. Make the shapes equal.",
            lambda w, X, Y: 2 * np.mean(X[:, None] * (w * X[:, None] - Y)),
        ),
        Mistake(
            "not_averaged",
            "You return one slope a sample. Average them.",
            lambda w, X, Y: 2 * X * _error(w, X, Y),
        ),
    ),
    hints=(
        "Differentiate one sample first, then average.",
        "The derivative of (w·x − y)² by w is 2·x·(w·x − y).",
        "2 * np.mean(X * (w * X - Y))",
    ),
)

NO_MEAN = "summed, not averaged"  # what stands for a reason that names this fault and no other
SEVERAL = "several faults"
MEAN = r"(mean|averag\w*|divi[ds]\w*|normali\w*|1/n|1/4)"
SUM = r"(sum(s|m|med|ming|mation)?|add(s|ed|ing)?( \w+){0,4} (up|together)|accumulat\w*)\b"
# Whoever speaks of one of these has found it, in whatever words, unless they say the opposite.
ABOUT_THE_MEAN = "|".join(
    (
        rf"\b{SUM}",
        rf"\b{MEAN}",
        r"\badd(s|ed|ing)?\b",
        r"\b(un ?(averag|normali)|total|cumulative\b|sse\b|scalar\b|dot\b|denominator\b|number of samples\b)",
        r"\b(one|single) (number|value)|/ ?(n|4|len)\b|\bn (times|fold)\b",
        r"\b(times|by|include|for|missing|ignores|over) n\b",
    )
)
BEYOND_DOUBT = r"\b(sum|mean|averag|1/n)"  # beside another fault, "add" and "divided" may be said of that one
SHOULD = r"\b(should|must|needs?|use|take|has|have)( be| been| to| a| the| take| use)*"
DEMANDS_IT = rf"{SHOULD} {MEAN}"
NONE = r"\b(no|not|never|without|missing|instead of|rather than|forg[eo]t\w*)"
# A text that says the opposite: that there should be a sum, or that there is none, or that a mean is not needed.
THE_OPPOSITE = (
    rf"{SHOULD} {SUM}|\bshould be (added|total)\b",
    rf"{NONE}( a| the| an| any| to| taking| using| np)* {SUM}",
    rf"\b{SUM}( is| was)? (missing|right|correct|fine|forgotten|left out)\b",
    rf"\b(should|must) not( \w+){{0,4}} {MEAN}|\bdoes not need( \w+){{0,3}} {MEAN}",
    rf"\bno {MEAN}( is)? (needed|necessary)\b",
    rf"\b{MEAN} (instead of|rather than|not)( a| the| an| taking)* {SUM}(?! needed)",
)
GONE = r"(missing|left out|forgotten|gone|lost|absent)"
LACKS = r"\b(no|without|missing|lacks?)( the| a| its)?( factor)?( of)?"
RATE = r"(learning rate|lr|step size)"
OTHER_FAULTS = {
    "sign": r"\bsigns?\b|\bminus\b|\bflipped\b|\binstead of subtract\w*|\bopposite direction\b",
    "no 2": rf"{LACKS} (2|two)\b|\bfactor (of )?(2|two)\b|\b(2|two)( is| was)? {GONE}\b",
    "no x": rf"{LACKS} x\b|\bx( is| was)? {GONE}\b",
    "rate": rf"\b{RATE}( is| was)? (wrong|divided|too)\b|\b(wrong|divided)( the| a)? {RATE}\b",
    "derivative": r"\bsquared? (is )?missing\b|\bmissing( the)? square\b|\b(absolute|inner derivative|chain rule)\b",
}
CLEARED = r"(signs?|minus|direction|factor (of )?(2|two)|learning rate|lr)"
# "not the sign", "sign and x are right", "so lr is too large": a fault that is named to be ruled out, or what follows.
RULED_OUT = (
    rf"\b(not|nor|neither|no)( because| of| about| the| a| any| wrong)* {CLEARED}\b",
    rf"\b{CLEARED}( and| or| the| factor| 2| two| x| are| is| both| all| also|,){{0,8}} (right|correct|fine|okay|ok)\b",
    rf"\b(right|correct|has|with)( the| a| right| correct)* {CLEARED}\b",
    rf"\b(makes?|so|acts like)( the| an?)?( effective)? {RATE}[^.;:!?]*",
)


def _fault_named(reason):
    """NO_MEAN if the text names this fault alone, SEVERAL if it names others too, else the text itself."""
    text = re.sub(r"\b(is|was|are|does|did|do|has)n[’']?t\b", r"\1 not", reason.lower())
    text = " ".join(re.sub(r"[^\w\s/.,;:!?]|[_-]|\.(?=\w)|(?<=\w)\(\)", " ", text).split())
    for pattern in RULED_OUT:
        text = re.sub(pattern, ";", text)
    others = sum(re.search(pattern, text) is not None for pattern in OTHER_FAULTS.values())
    opposite = not re.search(DEMANDS_IT, text) and any(re.search(pattern, text) for pattern in THE_OPPOSITE)
    found = not opposite and re.search(BEYOND_DOUBT if others else ABOUT_THE_MEAN, text) is not None
    if found + others > 1:
        return SEVERAL
    return NO_MEAN if found else reason


def _one_ratio(mine):
    """The same ratio at both points is one ratio, and one fault in many words is one."""
    ratio, reason = mine.values() if isinstance(mine, dict) else mine
    if np.ndim(ratio) == 1 and np.allclose(ratio, ratio[0]):
        ratio = ratio[0]
    return [ratio, _fault_named(reason) if isinstance(reason, str) else reason]


DIAGNOSE_GRADIENT = Exercise(
    id="02-3",
    title="The fault in the exhibit",
    level=3,
    minutes=10,
    answers=("diagnose_gradient",),
    parts=("ratio", "reason"),
    constant=True,
    expected=lambda: (4.0, NO_MEAN),
    tidy=_one_ratio,
    rtol=1e-2,  # a finite difference in float32 is good to three digits
    mistakes=(
        Mistake("several_reasons", "Name one fault, not several.", when=lambda case: case.mine[1] == SEVERAL),
        Mistake(
            "upside_down",
            "Upside down: the exhibit's is the large one, −120 against −30 at w = 0.",
            lambda: {"ratio": 0.25},
        ),
        Mistake(
            "compared_with_itself",
            "A ratio of 1: it was compared with itself. Compare it with the central difference of the MSE.",
            lambda: {"ratio": 1.0},
        ),
        Mistake(
            "stray_2",
            "A ratio of 2: a 2 slipped into or out of the numerical slope. Take the central difference of the MSE.",
            lambda: {"ratio": 2.0},
        ),
        Mistake(
            "another_reason",
            "The ratio is right, the reason is not. Ask what np.dot returns, and what .mean() does to that.",
            when=lambda case: isinstance(case.mine[1], str) and abs(case.mine[0] - 4) < 0.1,
        ),
    ),
    hints=(
        "Compare the exhibit's gradient with num_grad of the MSE, at two points.",
        "np.dot returns one number: what does .mean() of one number do?",
        "−120 / −30, at w = 0.",
    ),
)


def _descent(gradient, lr_sign=-1.0):
    """Where w goes and the losses it meets, before each step, with this gradient."""

    def walk(w0, lr, n, X, Y):
        w, losses = w0, []
        for _ in range(n):
            losses.append(_mse(w, X, Y))
            w = w + lr_sign * lr * gradient(w, X, Y)
        return w, losses

    return walk


_right_descent = _descent(_gradient)


def _piled_up(w0, lr, n, X, Y):
    w, total = w0, 0.0
    for _ in range(n):
        total += _gradient(w, X, Y)
        w = w - lr * total
    return (w,)


def _on_the_lessons_data(w0, lr, n, X, Y):
    return _right_descent(w0, lr, n, LESSON_X, LESSON_Y)


def _loss_without_lr(w0, lr, n, X, Y):
    return _mse(w0 - _gradient(w0, X, Y), X, Y)


def _end(walk):
    """A mistake given away by where w ends."""
    return lambda **inputs: {"w": walk(**inputs)[0]}


TRAIN = Exercise(
    id="02-4",
    title="The loop",
    level=3,
    minutes=10,
    answers=("train",),
    parts=("w", "losses"),
    cases=lambda draw: [
        {"w0": 0.0, "lr": 0.01, "n": 5, **LESSON},
        {"w0": 0.0, "lr": 0.01, "n": 20, **LESSON},
        {"w0": draw.number(3, 4), "lr": 0.012, "n": draw.whole(6, 8), **_samples(draw, 3)},
        {"w0": 0.5, "lr": 0.004, "n": 6, **TELLING},
    ],
    expected=_right_descent,
    mistakes=(
        Mistake(
            "sum_not_mean",
            "Your gradient is N = {N} times too large, so lr acts as N times lr. So was the exhibit's table made.",
            _end(_descent(lambda w, X, Y: len(X) * _gradient(w, X, Y))),
        ),
        Mistake(
            "climbs",
            "w runs away from the minimum: you added the gradient. The step is w − lr · gradient.",
            _end(_descent(_gradient, lr_sign=1.0)),
        ),
        Mistake(
            "one_step_missing",
            "One step short: range(n) gives n steps.",
            lambda w0, lr, n, X, Y: {"w": _right_descent(w0, lr, n - 1, X, Y)[0]},
        ),
        Mistake(
            "one_step_more",
            "One step too many: range(n) gives n steps.",
            lambda w0, lr, n, X, Y: {"w": _right_descent(w0, lr, n + 1, X, Y)[0]},
        ),
        Mistake(
            "no_factor_2",
            "The 2 is missing from the gradient.",
            _end(_descent(lambda w, X, Y: _gradient(w, X, Y) / 2)),
        ),
        Mistake(
            "loss_after_the_step",
            "Each loss belongs to another moment than its w: store it before the step.",
            lambda w0, lr, n, X, Y: {"losses": _right_descent(w0, lr, n + 1, X, Y)[1][1:]},
        ),
        Mistake(
            "first_gradient_reused",
            "The gradient of w0 was used in every step. Compute it again at each w.",
            lambda w0, lr, n, X, Y: {"w": w0 - n * lr * _gradient(w0, X, Y)},
        ),
        Mistake(
            "never_moves", "w is still w0 after {n} steps: keep what the step returns.", lambda w0, **rest: {"w": w0}
        ),
        Mistake(
            "no_x",
            "The gradient leaves out x: each error must be multiplied by its x.",
            _end(_descent(lambda w, X, Y: 2 * np.mean(_error(w, X, Y)))),
        ),
        Mistake(
            "sum_loss",
            "The losses are sums over the samples: N = {N} times ours. Use the mean.",
            lambda w0, lr, n, X, Y: {"losses": [len(X) * loss for loss in _right_descent(w0, lr, n, X, Y)[1]]},
        ),
        Mistake(
            "gradients_pile_up", "The gradients pile up: start each step from that step's gradient.", _end(_piled_up)
        ),
        Mistake(
            "one_step_only",
            "One step, whatever n is: is the return inside the loop, or the new w kept under another name?",
            lambda w0, lr, n, X, Y: {"w": _right_descent(w0, lr, 1, X, Y)[0]},
        ),
        Mistake(
            "lr_missing",
            "Your step leaves out lr: the step is w − lr · gradient.",
            # The rest of this path may be too large for float32.
            when=lambda case: np.isclose(np.ravel(case.mine[1])[1], _loss_without_lr(**case.inputs), rtol=1e-3),
        ),
        Mistake("lessons_data", LESSONS_DATA, _end(_on_the_lessons_data)),
    ),
    hints=(
        "A closed form to check against, on the lesson's data from 0 with lr = 0.01: after k steps w is 2(1 − 0.85ᵏ).",
        "Inside the loop: loss, gradient, step.",
        "losses.append(mse(w, X, Y)); w = w - lr * grad_mse(w, X, Y)",
    ),
)

RATES = Exercise(
    id="02-5",
    title="Speed and its limit",
    level=4,
    minutes=15,
    answers=("rates",),
    parts=("a", "b", "c"),
    constant=True,
    rtol=6e-3,  # 0.067 is a right answer
    atol=1e-6,
    expected=lambda: (0.04, 1 / 15, 2 / 15),
    mistakes=(
        Mistake(
            "limits_of_the_sum",
            "Those are the rates for the sum, whose λ is 60. For the mean λ = 15.",
            lambda: {"b": 1 / 60, "c": 1 / 30},
        ),
        Mistake(
            "best_and_limit_swapped",
            "You swapped the best, 1/λ, and the limit, 2/λ.",
            lambda: {"b": 2 / 15, "c": 1 / 15},
        ),
        Mistake(
            "divided_by_4",
            "The other way round: its gradient was 4 times larger, so you need 4 times the lr.",
            lambda: {"a": 0.0025},
        ),
        Mistake(
            "lambda_without_2",
            "Your λ is mean(x²) = 7.5. The second derivative of the MSE is 2 · mean(x²) = 15.",
            lambda: {"b": 1 / 7.5, "c": 2 / 7.5},
        ),
    ),
    hints=(
        "With e = w − 2, write the next e as (1 − lr · λ) · e.",
        "λ = 2 · mean(x²) = 15.",
        "|1 − lr · λ| < 1 holds as long as lr < 2/λ.",
    ),
)


def _slopes(w, b, X, Y):
    error = w * X + b - Y
    return 2 * np.mean(X * error), 2 * np.mean(error)


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
    title="Add a bias",
    level=4,
    minutes=15,
    answers=("grad_wb",),
    parts=("dw", "db"),
    cases=lambda draw: [
        {"w": 0.0, "b": 0.0, **LESSON},
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
            "db carries no x: the derivative of w·x + b by b is 1.",
            _bent(lambda dw, db, N: {"db": dw}),
        ),
        Mistake("db_summed", "db is summed. Average it like dw.", _bent(lambda dw, db, N: (dw, N * db))),
        Mistake("db_no_2", "The 2 is missing in db.", _bent(lambda dw, db, N: (dw, db / 2))),
        Mistake("both_no_2", "The 2 of the square is missing in both.", _bent(lambda dw, db, N: (dw / 2, db / 2))),
        Mistake(
            "sign", "Both signs are flipped: the error is prediction − target.", _bent(lambda dw, db, N: (-dw, -db))
        ),
        Mistake(
            "bias_not_in_error",
            "Your error leaves out b. It is w·X + b − Y.",
            lambda w, b, X, Y: _slopes(w, 0.0, X, Y),
        ),
        Mistake(
            "bias_subtracted",
            "You subtracted b. The error is w·X + b − Y.",
            lambda w, b, X, Y: _slopes(w, -b, X, Y),
        ),
        Mistake("dw_summed", "dw is summed. Average it like db.", _bent(lambda dw, db, N: (N * dw, db))),
        Mistake("dw_no_2", "The 2 is missing in dw.", _bent(lambda dw, db, N: (dw / 2, db))),
        Mistake(
            "means_multiplied",
            "dw: you averaged x and the error apart. The mean of a product is not the product of the means.",
            lambda w, b, X, Y: {"dw": np.mean(X) * _slopes(w, b, X, Y)[1]},
        ),
        Mistake(
            "every_pair",
            "You subtracted (N,1) and (N,), and an N × N matrix came out. Make the shapes equal.",
            lambda w, b, X, Y: {"dw": 2 * np.mean(X[:, None] * (w * X[:, None] + b - Y))},
        ),
        Mistake(
            "one_step_returned",
            "Those are w and b after a step. Return the two slopes.",
            _bent_step,
        ),
        Mistake("lessons_data", LESSONS_DATA, lambda w, b, X, Y: _slopes(w, b, LESSON_X, LESSON_Y)),
    ),
    hints=(
        "For db, replace x by 1.",
        "db = 2 · mean(w·x + b − y).",
        "The slopes change by [[15, 5], [5, 2]] per unit of w and b: that matrix comes back in a later lesson.",
    ),
)

EXERCISES = [MSE, GRAD_MSE, DIAGNOSE_GRADIENT, TRAIN, RATES, GRAD_WB]
