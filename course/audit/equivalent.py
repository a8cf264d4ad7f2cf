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
