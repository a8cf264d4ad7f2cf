"""The capstone: one model written four times along one path, and its start found again from a printed table."""
# long because: one declaration after another; each stands alone.

from functools import cache
from itertools import permutations

import numpy as np

from helpers.checks.comparing import numeric
from helpers.checks.declaration import Exercise, Mistake
from helpers.data import STUDENTS_START
from helpers.exercises.four_points import CURVATURES, DIRECTIONS, GOAL, LR, STEPS, path, predict, walk

BEFORE_EACH_STEP = range(STEPS)
HISTORY = path(BEFORE_EACH_STEP)  # (steps, 3): w, b, loss
RTOL, ATOL = 2e-5, 2e-6  # float32 on all four floors is within 5e-7 of the closed form


def _as_arrays(mine):
    """Each floor as an array, once for all: three thousand numbers in a list are slow to look at."""
    return [_as_array(floor) for floor in mine]


def _as_array(floor):
    if floor is None:
        return None
    try:
        return np.array(floor, dtype=float)
    except (TypeError, ValueError):  # ragged, or with a text in it
        return floor


def _wrong_floors(case):
    """The floors that leave the path, of those with a row before each step."""
    fitting = [floor for floor in case.mine if floor.shape == HISTORY.shape]
    return [floor for floor in fitting if not np.allclose(floor, HISTORY, rtol=RTOL, atol=ATOL)]


def _some_floor(*paths, rows=slice(None), rtol=1e-4):
    """A mistake by which a floor's w and b follow one of these paths, or begin to; a function's is made when needed."""

    def condition(case):
        known = [made() if callable(made) else made for made in paths]
        return any(
            np.allclose(floor[rows, :2], one[rows, :2], rtol=rtol, atol=1e-4)
            for floor in _wrong_floors(case)
            for one in known
        )

    return condition


def _step_in_turn(gradient, _step):
    """The step by which w moves first, and b's slope is taken at the new w."""
    dw, db = gradient
    return LR * np.array([dw, db - 5 * LR * dw])


@cache
def _accumulated():
    total = np.zeros(2)

    def update(gradient, _step):
        nonlocal total
        total = total + gradient
        return LR * total

    return walk(update)


def _loss_of_another_moment(case):
    """Whether a loss, or a whole row, stands one row too early or too late."""
    later, earlier = (np.s_[1:], np.s_[:-1])
    return any(
        np.allclose(floor[earlier, :2], HISTORY[later, :2], rtol=1e-3, atol=1e-4)
        or np.allclose(floor[earlier, 2], HISTORY[later, 2], rtol=1e-3, atol=0)
        or np.allclose(floor[later, 2], HISTORY[earlier, 2], rtol=1e-3, atol=0)
        for floor in _wrong_floors(case)
    )


def _other_columns(case):
    orders = [list(order) for order in permutations(range(3)) if order != (0, 1, 2)]
    return any(np.allclose(floor, HISTORY[:, order], rtol=1e-3) for floor in _wrong_floors(case) for order in orders)


def _close(case):
    """Within a hundredth all along, and still not the same."""
    return len(case.mine) == 4 and all(
        floor.shape == HISTORY.shape and np.abs(floor - HISTORY)[:, :2].max() < 1e-2 for floor in case.mine
    )


FOUR_FLOORS = Exercise(
    id="07-1",
    title="Four floors, one path",
    level=5,
    minutes=20,
    answers=("four_floors",),
    parts=("H1", "H2", "H3", "H4"),
    constant=True,
    rtol=RTOL,
    atol=ATOL,
    seconds=60.0,  # four times a thousand steps, on a machine that is busy
    twice=False,
    tidy=_as_arrays,
    expected=lambda: (HISTORY, HISTORY, HISTORY, HISTORY),
    mistakes=(
        Mistake(
            "rows",
            "Record w, b and loss before each step: 1000 rows, the first being the start.",
            when=lambda case: any(floor.shape in ((STEPS - 1, 3), (STEPS + 1, 3)) for floor in case.mine),
        ),
        Mistake(
            "rounded",
            "A floor is rounded. Return all digits; round only what you print.",
            when=lambda case: any(np.array_equal(floor, np.round(floor, 4)) for floor in _wrong_floors(case)),
        ),
        Mistake(
            "columns",
            "The columns are in another order. We expect w, b, loss.",
            when=_other_columns,
        ),
        Mistake(
            "summed",
            "One floor is 4 times faster than the others: its gradient is summed. Is it the one by hand?",
            when=_some_floor(path(BEFORE_EACH_STEP, lr=4 * LR)),
        ),
        Mistake(
            "no_factor_2",
            "One floor is half as fast as the others: the 2 of the square is missing.",
            when=_some_floor(path(BEFORE_EACH_STEP, lr=LR / 2)),
        ),
        Mistake(
            "never_moves",
            "One floor stands still: is there a step, and does its optimizer hold the weights that you record?",
            when=_some_floor(HISTORY[[0] * STEPS]),
        ),
        Mistake(
            "climbs",
            "One floor runs uphill: subtract the gradient.",
            when=_some_floor(path(BEFORE_EACH_STEP, lr=-LR), rows=slice(20)),
        ),
        Mistake(
            "not_cleared",
            "One floor swings for ever: its gradients are not cleared.",
            when=_some_floor(_accumulated, rows=slice(20)),
        ),
        Mistake(
            "every_pair",
            "One floor heads for (0, 5): predictions (4,1) minus targets (4,) give every pair. Make the shapes equal.",
            when=_some_floor(path(BEFORE_EACH_STEP, goal=(0.0, 5.0))),
        ),
        Mistake(
            "stepped_in_turn",
            "One floor steps w before it computes b's slope. Take both slopes at the same point, then step.",
            when=_some_floor(lambda: walk(_step_in_turn), rtol=1e-3),
        ),
        Mistake(
            "loss_not_paired",
            "Compare losses taken at the same instant (before the step).",
            when=_loss_of_another_moment,
        ),
        Mistake(
            "loss_summed",
            "The path is right, the losses are 4 times ours: the mean is expected.",
            when=lambda case: any(
                np.allclose(floor, HISTORY * [1, 1, 4], rtol=1e-3, atol=1e-4) for floor in _wrong_floors(case)
            ),
        ),
        Mistake(
            "turned",
            "A floor is transposed. We expect a row for each step, and in it w, b and loss.",
            when=lambda case: any(floor.shape == HISTORY.shape[::-1] for floor in case.mine),
        ),
        Mistake(
            "another_start",
            "One floor begins elsewhere. Copy the students' weights before the first step.",
            when=lambda case: any(
                not np.allclose(floor[0, :2], STUDENTS_START, atol=1e-3) for floor in _wrong_floors(case)
            ),
        ),
        Mistake(
            "nearly_equal",
            "Nearly, but further apart than rounding: lr, order, or float64 data mixed with float32?",
            when=_close,
        ),
        Mistake(
            "first_step_differs",
            "One floor leaves the path at its first step. Compare its two slopes, lr and optimizer with the others'.",
            when=lambda case: any(
                np.allclose(floor[0], HISTORY[0], rtol=1e-3) and not np.allclose(floor[1], HISTORY[1], rtol=1e-4)
                for floor in _wrong_floors(case)
            ),
        ),
    ),
    hints=(
        "Record (w, b, loss) before each step in all four.",
        "Write one floor, and compare its first three rows with a calculation on paper. Then the next floor.",
        "Where two floors part: which is the first row that differs by more than 1e-6, and which column of it?",
    ),
)

SLOW, FAST = CURVATURES
PRINTED_EPOCHS = range(1, STEPS, 100)
PRINTED_LOSSES = (
    13.65275669, 0.08163604, 0.04481722, 0.02460414, 0.01350738,
    0.00741537, 0.00407095, 0.00223491, 0.00122694, 0.00067358,
)  # fmt: skip


def _table(losses, f5):
    return {"table": {"epoch": list(PRINTED_EPOCHS), "loss": [round(float(loss), 8) for loss in losses], "f5": f5}}


def _table_from(w0, b0):
    """What the students' program would print from this start."""
    losses = path(np.array(PRINTED_EPOCHS) - 1, start=(w0, b0))[:, 2]
    return _table(losses, round(predict((w0, b0)), 3))


def _shares(table, rewound=1.0, half=0.5, slow_in_first=1.0):
    """The sizes of the slow and the fast share, from the first two losses.

    The keywords make mistakes: how much of the factor is undone, the ½ of the loss, the slow share in the first loss.
    """
    first, later = table["loss"][:2]
    steps = table["epoch"][1] - table["epoch"][0]
    slow = np.sqrt(later / (half * SLOW)) / (1 - LR * SLOW) ** (rewound * steps)
    return slow, np.sqrt((first / half - slow_in_first * SLOW * slow**2) / FAST)


def _start(table, signs=(1, 1), goal=GOAL, **how):
    """(w0, b0); the signs are relative to those that f(5) picks."""
    sizes = np.array(_shares(table, **how))
    choices = [goal + DIRECTIONS @ (sizes * (i, j)) for i in (1, -1) for j in (1, -1)]
    reached = [abs(predict(choice - goal + GOAL) - table["f5"]) for choice in choices]
    best = int(np.argmin(reached))
    i, j = ((1, 1), (1, -1), (-1, 1), (-1, -1))[best]
    return tuple(goal + DIRECTIONS @ (sizes * (i * signs[0], j * signs[1])))


def _is_start(**how):
    return lambda case: np.allclose(numeric(case.mine), _start(case.inputs["table"], **how), rtol=1e-4, atol=1e-5)


RECOVER = Exercise(
    id="07-2",
    title="Forensics",
    level=5,
    minutes=20,
    answers=("recover",),
    parts=("w0", "b0"),
    cases=lambda draw: [
        _table(PRINTED_LOSSES, 2.910),
        _table_from(draw.number(0.2, 0.9), draw.number(0.3, 0.9)),
        _table_from(draw.number(2.6, 3.2), draw.number(0.7, 0.95)),
        _table_from(draw.number(0.7, 0.9), draw.number(-0.95, -0.7)),
    ],
    expected=_start,
    mistakes=(
        Mistake(
            "other_fast_sign",
            "There are 4 candidates (±c_slow, ±c_fast): rule out with f(5). Yours has the other sign of c_fast.",
            lambda table: _start(table, signs=(1, -1)),
        ),
        Mistake(
            "other_slow_sign",
            "There are 4 candidates (±c_slow, ±c_fast): rule out with f(5). Yours has the other sign of c_slow.",
            lambda table: _start(table, signs=(-1, 1)),
        ),
        Mistake(
            "both_signs",
            "There are 4 candidates (±c_slow, ±c_fast): rule out with f(5). Yours has both signs flipped.",
            lambda table: _start(table, signs=(-1, -1)),
        ),
        Mistake(
            "one_sign_for_all",
            "The losses do not know the signs of c_slow and c_fast: they differ from table to table. f(5) picks them.",
            when=lambda case: any(
                np.allclose(numeric(case.mine), _start(case.inputs["table"], signs=signs), rtol=1e-4, atol=1e-5)
                for signs in ((1, -1), (-1, 1), (-1, -1))
            ),
        ),
        Mistake(
            "half_forgotten",
            "The ½ is missing: the loss is ½ · λ · c², so c² is 2 · loss / λ.",
            lambda table: _start(table, half=1.0),
        ),
        Mistake(
            "loss_not_squared",
            "The slow share shrinks by r in each step, the loss by r²: in 100 steps the loss by r^200.",
            lambda table: _start(table, rewound=0.5),
        ),
        Mistake(
            "not_rewound",
            "That is the share at epoch 101. Divide by what the factor has left of it in 100 steps.",
            lambda table: _start(table, rewound=0.0),
        ),
        Mistake(
            "one_step_too_many",
            "From epoch 1 to epoch 101 there are 100 steps, not 101.",
            when=_is_start(rewound=1.01),
        ),
        Mistake(
            "slow_part_ignored",
            "The first loss is not all fast: take away ½ · λ_slow · c_slow² first.",
            lambda table: _start(table, slow_in_first=0.0),
        ),
        Mistake(
            "goal_not_added",
            "That is the error of the start. Add the goal, (2, 0).",
            lambda table: _start(table, goal=(0.0, 0.0)),
        ),
        Mistake(
            "known_start",
            "Those are the students' weights, whatever the table says. Work from the table.",
            when=lambda case: np.allclose(numeric(case.mine), STUDENTS_START, rtol=1e-4),
        ),
    ),
    hints=(
        "After 100 steps the fast share is gone. What does the loss there say about the slow one?",
        "Once the slow share is known, which part of the first loss is the fast one's?",
        "The losses leave four starts. What else is printed?",
    ),
)

EXERCISES = [FOUR_FLOORS, RECOVER]
