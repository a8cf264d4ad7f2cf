"""Whether what an answer did is one of the mistakes its exercise knows."""

from helpers.checks.comparing import agrees, parts_of
from helpers.checks.declaration import Exercise, Mistake
from helpers.checks.finding import Seen


def correct(exercise: Exercise, case: Seen) -> bool:
    """Whether the case's value is ours, within the exercise's tolerance."""
    return agrees(case.mine, case.ours, exercise.rtol, exercise.atol, exercise.shape_matters)


def fits(exercise: Exercise, mistake: Mistake, seen: list[Seen]) -> bool:
    """Whether the values are the mistake's: by its formula in every case, by its condition in every wrong one."""
    if mistake.value is not None:
        return all(_fits_formula(exercise, mistake, case) for case in seen)
    if mistake.when is not None:
        return all(_holds(mistake, case) for case in seen if not correct(exercise, case))
    return False


def raises(mistake: Mistake, raised: dict) -> bool:
    """Whether the mistake is known by this exception."""
    kind, _, word = (mistake.raises or "").partition(": ")
    return kind == raised["type"] and word in raised["message"]


def _fits_formula(exercise, mistake, case):
    wrong = mistake.value(**case.inputs)
    if not isinstance(wrong, dict):
        return agrees(case.mine, wrong, exercise.rtol, exercise.atol)
    mine = parts_of(case.mine, exercise.names) or {}
    return all(  # only these parts give the mistake away, and an empty dict gives nothing away
        part in mine and agrees(mine[part], value, exercise.rtol, exercise.atol) for part, value in wrong.items()
    )


def _holds(mistake, case):
    try:
        return bool(mistake.when(case))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return False  # a value of another kind than the mistake's is not that mistake
