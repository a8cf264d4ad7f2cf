"""Mutants that change nothing a reader could see, each with the reason; the only ones allowed to survive."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Equivalent:
    """One mutant that cannot be caught.

    Attributes:
        lesson: its name.
        line: the mutated line of the lesson's source, stripped.
        kind: of the mistake.
        reason: why the lesson prints the same with it.
    """

    lesson: str
    line: str
    kind: str
    reason: str


EQUIVALENT = [
    Equivalent(
        "02_manual_gradient_descent",
        "return np.dot(2 * x, prediction - y).mean()",
        "sum for mean",
        "the exhibit itself: np.dot gives one number, whose mean and sum are the same",
    ),
    Equivalent(
        "02_manual_gradient_descent",
        'print(f"{type(total).__name__} of shape {total.shape}: {total:.4g}, its mean {total.mean():.4g}")',
        "sum for mean",
        "the exhibit itself: the mean of one number is that number, and so is its sum",
    ),
    Equivalent(
        "03_semi_manual_autograd",
        "w -= step",
        "other sign of the step",
        "the cell is meant to fail: a recorded change in place is refused before it happens, up or down",
    ),
    Equivalent(
        "03_semi_manual_autograd",
        "with torch.no_grad():  # the step",
        "no step",
        "the exhibit itself: the box was emptied before the step, which subtracts 0",
    ),
    Equivalent(
        "03_semi_manual_autograd",
        "w -= 0.01 * w.grad  # in place, off the record",
        "learning rate x 1.01",
        "the exhibit itself: the gradient is 0, at any learning rate",
    ),
    Equivalent(
        "03_semi_manual_autograd",
        "w -= 0.01 * w.grad  # in place, off the record",
        "other sign of the step",
        "the exhibit itself: the gradient is 0, uphill and downhill",
    ),
]

# The squared error forgives the order of its arguments: lesson 04 says so and shows 6.5 both ways.
SQUARED_ERRORS = {
    "04_optimizer_pipeline": (
        "loss = criterion(w * X, Y)",
        "nudge = central_difference(lambda w: criterion(w * X.double(), Y.double()).item(), 0.0)",
        'print(f"{reduction:5} {nn.MSELoss(reduction=reduction)(0 * X, Y).tolist()}")',
        '[nn.MSELoss(reduction=reduction)(1 * X, Y).tolist() for reduction in ("mean", "sum", "none")]',
        "criterion(w * X, Y).backward()",
        'calls["F"] = lambda: losses.append(criterion(w * X, Y))',
        'nn.MSELoss(reduction="sum")(w * X, Y).backward()',
        'loss = nn.MSELoss(reduction="sum")(w * X, Y)',
    ),
    "05_nn_module": (
        "loss = nn.functional.mse_loss(model(X), Y)",
        "losses.append(nn.functional.mse_loss(model(x), 2 * x).item())",
        "nn.functional.mse_loss(model(x), 2 * x).backward()",
        "loss = nn.functional.mse_loss(p[0] * X.double() + p[1], Y.double())",
    ),
    "07_capstone": ("loss = criterion(model(inputs), targets)",),
}

EQUIVALENT += [
    Equivalent(lesson, line, "loss arguments swapped", "the squared error is the same both ways")
    for lesson, lines in SQUARED_ERRORS.items()
    for line in lines
]

EQUIVALENT += [
    Equivalent(lesson, line, "learning rate x 1.01", "the cell is meant to fail: the list of tensors is refused first")
    for lesson, line in (
        ("04_optimizer_pipeline", "torch.optim.SGD(w, lr=0.01)"),
        ("04_optimizer_pipeline", "torch.optim.SGD([], lr=0.01)"),
        ("04_optimizer_pipeline", "torch.optim.SGD([w * 2], lr=0.01)"),
        ("05_nn_module", "torch.optim.SGD(Listed().parameters(), lr=0.01)"),
    )
]

EQUIVALENT += [
    Equivalent(
        "04_optimizer_pipeline",
        "criterion(w * X, Y).backward()",
        "step before backward",
        "the exhibit itself: the optimizer holds another tensor, and steps by that one's old gradient",
    ),
    *(
        Equivalent(
            "06_perceptron_gradients",
            "for _ in range(20_000):",
            f"one iteration {by}",
            "an answer trained to the end: a step there changes nothing in fifteen digits",
        )
        for by in ("more", "less")
    ),
    Equivalent(
        "06_perceptron_gradients",
        "for step in range(1001):",
        "one iteration more",
        "the weights rest after step 1000, so another turn gives the same loss",
    ),
    Equivalent(
        "06_perceptron_gradients",
        "for step in range(1001):",
        "one iteration less",
        "the exercise takes the loss before step 1000 or after it: whether a learner counts the start is a convention",
    ),
]


def is_equivalent(lesson, trial):
    """Whether a survivor is listed here."""
    return any((each.lesson, each.line, each.kind) == (lesson, trial.line, trial.mutant.kind) for each in EQUIVALENT)


def unused(survivors):
    """Entries that no survivor needs: the lesson has changed, or the comparison has learned to see them.

    Args:
        survivors: (lesson's name, trial) of every mutant that was not caught.
    """
    there = {(lesson, trial.line, trial.mutant.kind) for lesson, trial in survivors}
    return [each for each in EQUIVALENT if (each.lesson, each.line, each.kind) not in there]
