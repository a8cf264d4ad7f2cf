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
        return all(_holds(mistake.when, case) for case in seen if not correct(exercise, case))
    return mistake.across is not None and _holds(mistake.across, seen)


def raises(mistake: Mistake, raised: dict, place: int) -> bool:
    """Whether the mistake is known by this exception, raised on the case at this place."""
    if mistake.raised_first is not None and mistake.raised_first != (place == 0):
        return False
    if mistake.raised_in is not None and mistake.raised_in not in raised.get("functions", ()):
        return False
    known = (mistake.raises,) if isinstance(mistake.raises, str) else mistake.raises or ()
    return any(is_raised(one, raised) for one in known)


def is_raised(known: str, raised: dict) -> bool:
    """Whether known, "TypeError: NoneType", is this exception: its name, and a word in its message."""
    kind, _, word = known.partition(": ")
    return kind == raised["type"] and word in raised["message"]


def uses(mistake: Mistake, found: list[str]) -> bool:
    """Whether the mistake is known by one of the names found in the code."""
    words = (mistake.uses,) if isinstance(mistake.uses, str) else mistake.uses or ()
    return any(word in found for word in words)


def _fits_formula(exercise, mistake, case):
    wrong = mistake.value(**case.inputs)
    if not isinstance(wrong, dict):
        return agrees(case.mine, wrong, exercise.rtol, exercise.atol)
    mine = parts_of(case.mine, exercise.names) or {}
    return all(  # only these parts give the mistake away, and an empty dict gives nothing away
        part in mine and agrees(mine[part], value, exercise.rtol, exercise.atol) for part, value in wrong.items()
    )


def _holds(condition, seen):
    try:
        return bool(condition(seen))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return False  # a value of another kind than the mistake's is not that mistake
