"""The lessons' headline numbers, computed again from the mathematics, without their code and without stored outputs.

NumPy in float64, closed forms where there are any: eigenvectors for the descents, recurrences for the rest.
"""

import math
import re

import nbformat
import numpy as np
import pytest

from course import places
from course.checking.in_process import Notebook
from helpers.data import OTHER_START, STUDENTS_START

X, Y = np.arange(1.0, 5.0), 2 * np.arange(1.0, 5.0)
RATE = 0.01
HESSIAN, GOAL = np.array([[15.0, 5.0], [5.0, 2.0]]), np.array([2.0, 0.0])  # of the mean squared error in (w, b)
POINTS = np.array([[1.0, 2, 1], [3, 4, 1], [5, 6, 1]])  # the last column is for the bias
LABELS = np.array([1.0, 0, 1])
ONE_NEURON = np.array([0.5, -0.3, 0.1])


def descent(start, steps, rate=RATE):
    """(w, b) after so many steps of gradient descent, through the eigenvectors."""
    curvatures, directions = np.linalg.eigh(HESSIAN)
    return GOAL + directions @ ((1 - rate * curvatures) ** steps * (directions.T @ (np.array(start) - GOAL)))


def at_five(weights):
    """Prediction of (w, b) at x = 5."""
    return weights @ [5, 1]


def accumulated(steps):
    """Weights of a descent that never clears its gradient: e(k+1) = 1.85 e(k) − e(k−1)."""
    errors = [-2.0, -2.0 * 0.85]
    while len(errors) <= steps:
        errors.append(1.85 * errors[-1] - errors[-2])
    return 2 + np.array(errors)


def with_momentum(steps, momentum):
    """Weights of a descent with momentum on the slope 15 (w − 2), from 0."""
    weight, velocity, weights = 0.0, 0.0, [0.0]
    for _ in range(steps):
        velocity = momentum * velocity + 15 * (weight - 2)
        weight -= RATE * velocity
        weights.append(weight)
    return np.array(weights)


def sigmoid(z):
    """Probability of a logit."""
    return 1 / (1 + np.exp(-z))


def cross_entropy(weights):
    """Mean binary cross entropy on the three points."""
    z = POINTS @ weights
    return np.mean(np.logaddexp(0, z) - LABELS * z)


PULLS = sigmoid(POINTS @ ONE_NEURON) - LABELS
GRADIENT = POINTS.T @ PULLS / 3
SLOW, FAST = np.linalg.eigvalsh(HESSIAN)
LARGEST_AT_THE_FLOOR = np.linalg.eigvalsh(POINTS.T @ POINTS * 2 / 9 / 3)[-1]
FIVE_STEPS = 2 - 2 * 0.85 ** np.arange(6)
ENTROPY_FLOOR = -(2 / 3 * math.log(2 / 3) + 1 / 3 * math.log(1 / 3))

# lesson: what the number is -> the number.
HEADLINES = {
    "01": {
        "slope of (4w − 7)² at 3": 2 * (4 * 3 - 7) * 4,
        "central difference of w³ at 2 with 0.1": (2.1**3 - 1.9**3) / 0.2,
        "loss when y grows by 0.01": (12 - 7.01) ** 2,
        "two paths": 2 * 13 * (4 + 2 * 3),
        "weight after three steps": 2 - 0.8**3,
    },
    "02": {
        "mean slope at 0": np.mean(2 * X * (0 * X - Y)),
        "copied slope at 0": np.sum(2 * X * (0 * X - Y)),
        "weight after five steps": FIVE_STEPS[5],
        "fifth loss": 7.5 * (FIVE_STEPS[4] - 2) ** 2,
        "f(5) after five steps": 5 * FIVE_STEPS[5],
        "loss after a step with a bias": np.mean((0.3 * X + 0.1 - Y) ** 2),
        "f(5) after 100 steps with a bias": at_five(descent((0, 0), 100)),
        "f(5) after 1000 steps with a bias": at_five(descent((0, 0), 1000)),
    },
    "03": {
        "slope at −1": 15 * (-1 - 2),
        "slope at 0.5": 15 * (0.5 - 2),
        "uncleared weight after 10 steps": accumulated(10)[10],
        "weight after 11 steps": 2 - 2 * 0.85**11,
        "period of the uncleared swing": 2 * math.pi / math.acos(0.925),
        "width of the uncleared swing": math.sqrt(4 / ((1 + 0.925) / 2)),
        "what five copied steps are worth": 5 * math.log(0.4) / math.log(0.85),
    },
    "04": {
        "weight after ten rounds": 2 - 2 * 0.85**10,
        "uncleared weight after ten rounds": accumulated(10)[10],
        "the ghost's weight": np.mean(X) * np.mean(Y) / np.mean(X**2),
        "the ghost's loss": np.mean((5 / 3 * X[:, None] - Y) ** 2),
        "limit with weight decay 10": 30 / 25,
        "a round of single samples at 0.07": np.prod(1 - 0.07 * 2 * X**2),
        "Adam's first step without corrections": 0.01 * 0.1 / math.sqrt(0.001),
        "highest weight with momentum 0.9": with_momentum(50, 0.9).max(),
    },
    "05": {
        "slow curvature": SLOW,
        "fast curvature": FAST,
        "limit of the learning rate": 2 / FAST,
        "f(5) of the students' run": at_five(descent(STUDENTS_START, 1000)),
        "f(5) of the other run": at_five(descent(OTHER_START, 1000)),
        "percent left of the slow part": 100 * (1 - RATE * SLOW) ** 1000,
        "first loss of the students' run": np.mean((STUDENTS_START[0] * X + STUDENTS_START[1] - Y) ** 2),
    },
    "06": {
        "second probability": sigmoid(0.4),
        "mean cross entropy": cross_entropy(ONE_NEURON),
        "slope in the first weight": GRADIENT[0],
        "slope in the second weight": GRADIENT[1],
        "slope in the bias": GRADIENT[2],
        "loss after a step": cross_entropy(ONE_NEURON - RATE * GRADIENT),
        "the floor": ENTROPY_FLOOR,
        "limit of the learning rate": 2 / LARGEST_AT_THE_FLOOR,
        "chance of all three labels": np.exp(-3 * cross_entropy(ONE_NEURON)),
        "logit from which p is 1": 24 * math.log(2),
        "square's slope at −5": -2 * sigmoid(5) ** 2 * sigmoid(-5),
        "times as steep": 1 / (2 * sigmoid(5) * sigmoid(-5)),
        "promised by a step": RATE * GRADIENT @ GRADIENT,
        "sigmoid twice": np.mean(np.logaddexp(0, sigmoid(POINTS @ ONE_NEURON)) - LABELS * sigmoid(POINTS @ ONE_NEURON)),
    },
    "07": {
        "weight after a summed step": STUDENTS_START[0]
        - 4 * RATE * 15 * (STUDENTS_START[0] - 2)
        - 4 * RATE * 5 * STUDENTS_START[1],
        "weight after one step": descent(STUDENTS_START, 1)[0],
        "weight after 10 steps": descent(STUDENTS_START, 10)[0],
        "bias after 100 steps": descent(STUDENTS_START, 100)[1],
        "f(5) after 1000 steps": at_five(descent(STUDENTS_START, 1000)),
    },
}
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d*)?(?:e[+-]\d+)?")


def shown_numbers(lesson):
    """Every number in the text outputs of a lesson's solution, as printed."""
    notebook = nbformat.read(lesson.solution, as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return {number.replace("−", "-") for text in texts for number in NUMBER.findall(text)}


def is_shown(value, numbers):
    """Whether one of the printed numbers is this value, rounded to the digits it shows, three at the least."""
    for number in numbers:
        mantissa, _, exponent = number.lstrip("-").partition("e")
        digits = len(mantissa.replace(".", "").lstrip("0"))
        unit = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
        if (digits >= 3 or float(value).is_integer()) and abs(float(number) - value) <= 0.501 * unit:
            return True
    return False


@pytest.mark.parametrize(
    ("number", "name", "value"),
    [(number, name, value) for number, headlines in HEADLINES.items() for name, value in headlines.items()],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_headline_number_is_what_the_mathematics_says(number, name, value):
    (lesson,) = places.find([number])
    assert is_shown(value, shown_numbers(lesson)), f"{name}: {value:.8g} is printed nowhere in {lesson.name}"


@pytest.mark.parametrize("printed", ["5.564", "5.56294", "5.6", "-5.563", "55.63"])
def test_a_number_that_is_not_the_value_does_not_show_it(printed):
    assert not is_shown(5.562947, {printed})
    assert is_shown(5.562947, {printed, "5.563"})


FLOORS = {
    "by hand": "by_hand({numpy})",
    "autograd": "by_autograd({torch})",
    "optimizer": "two_weights({torch})",
    "module": "module({torch})",
}
# A float32 path may round at every step, a float64 path may not be seen to.
PRECISIONS = {"float32": 1e-6, "float64": 1e-12}
WRONG_FACTORS = {
    "by hand": ("2 * error * x", "error * x"),
    "autograd": (".square().mean()", ".square().sum()"),
    "optimizer": ("lr=0.01", "lr=0.0101"),
    "module": ("lr=0.01", "lr=0.0101"),
}


PROGRAM = re.compile(r"import|def (subtract|record|by_autograd|by_optimizer|two_weights|layer)\b")
NOT_A_PROGRAM = {"exercise", "check", "raises-exception"}


def capstone(change=lambda source: source):
    """The capstone's programs, defined as its cells define them."""
    (lesson,) = places.find(["07"])
    state = Notebook()
    for cell in nbformat.read(lesson.solution, as_version=4).cells:
        if (
            cell.cell_type == "code"
            and not NOT_A_PROGRAM & set(cell.metadata.get("tags", []))
            and PROGRAM.match(cell.source)
        ):
            state.run(change(cell.source))
    return state.user_ns


def path_of(floor, programs, precision, steps=1000):
    """(steps, 3) record of w, b and loss of one floor."""
    call = FLOORS[floor].format(numpy=f"np.{precision}", torch=f"torch.{precision}")
    return programs["record"](eval(call, programs), steps)


@pytest.fixture(scope="module")
def programs():
    return capstone()


EXACT = np.array([descent(STUDENTS_START, step) for step in range(1000)])  # (steps, 2)


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("floor", FLOORS)
def test_every_floor_takes_the_path_of_the_closed_form(programs, floor, precision):
    record = path_of(floor, programs, precision)
    assert np.abs(record[:, :2] - EXACT).max() < PRECISIONS[precision]
    losses = np.array([np.mean((w * X + b - Y) ** 2) for w, b in record[:, :2]])
    assert np.allclose(record[:, 2], losses, rtol=1e-4 if precision == "float32" else 1e-12, atol=1e-9)


@pytest.mark.parametrize("floor", FLOORS)
def test_a_wrong_factor_in_a_floor_is_seen(floor):
    right, wrong = WRONG_FACTORS[floor]
    programs = capstone(lambda source: source.replace(right, wrong))
    assert np.abs(path_of(floor, programs, "float64", steps=20)[:, :2] - EXACT[:20]).max() > 1e-3
