"""Whether what an answer did is one of the mistakes its exercise knows: by its values, its names or its exception."""

from collections.abc import Sequence

from helpers.checks.comparing import OF_ANOTHER_KIND, Seen, agrees, made_as
from helpers.checks.declaration import Exercise, ExerciseError, Mistake
from helpers.language import say


def by_values(exercise: Exercise, seen: Sequence[Seen], names: Sequence[str]) -> Mistake | None:
    """The mistake that gives these values, or that one of the names found in the code gives away."""
    return next((one for one in exercise.mistakes if fits(exercise, one, seen) or _uses(one, names)), None)


def by_second_value(exercise: Exercise, again: Seen) -> Mistake | None:
    """The mistake that shows only when the first call is made again."""
    return next((one for one in exercise.mistakes if one.once_only and fits(exercise, one, [again])), None)


def by_names(exercise: Exercise, names: Sequence[str]) -> Mistake | None:
    """The mistake that one of the names found in the code gives away, whatever the values are."""
    return next((one for one in exercise.mistakes if _uses(one, names)), None)


def by_exception(exercise: Exercise, raised: dict, place: int, names: Sequence[str]) -> Mistake | None:
    """The mistake that raises this on the case at this place, or that one of the names gives away."""
    return next((one for one in exercise.mistakes if _raises(one, raised, place) or _uses(one, names)), None)


def told(mistake: Mistake, names: Sequence[str]) -> str:
    """What is said of a mistake, to a learner in whose code these names were found."""
    more = [say(text) for words, text in mistake.where_used.items() if not set(words.split("|")).isdisjoint(names)]
    return " ".join([say(mistake.message), *more])


def unexplained(mistake: Mistake, seen: Sequence[Seen]) -> list[str]:
    """The wrong parts of which the mistake's formula, where it speaks of parts alone, says nothing."""
    left = {}
    for case in seen if mistake.value is not None else ():
        explained = mistake.value(**case.inputs)
        if isinstance(explained, dict) and explained:
            left |= {name: None for name, part in case.parts.items() if name not in explained and not part.right}
    return list(left)


def fits(exercise: Exercise, mistake: Mistake, seen: Sequence[Seen]) -> bool:
    """Whether the values are the mistake's: by its formula in every case, by its condition in every wrong one.

    Raises:
        ExerciseError: the mistake's function fails, and not since a value is made otherwise than ours.
    """
    if mistake.value is not None:
        return all(_fits_formula(exercise, mistake, case) for case in seen)
    if mistake.when is not None:
        return all(_holds(exercise, mistake, mistake.when, case, [case]) for case in seen if not case.right)
    return mistake.across is not None and _holds(exercise, mistake, mistake.across, seen, seen)


def _fits_formula(exercise, mistake, case) -> bool:
    try:
        wrong = mistake.value(**case.inputs)
    except Exception as error:
        raise ExerciseError(exercise.id, f"mistake {mistake.id}", error) from error
    if not isinstance(wrong, dict):
        return agrees(case.mine, wrong, exercise.rtol, exercise.atol)
    return all(  # only these parts give the mistake away, and an empty dict gives nothing away
        part in case.parts and agrees(case.parts[part].mine, value, exercise.rtol, exercise.atol)
        for part, value in wrong.items()
    )


def _holds(exercise, mistake, condition, given, seen) -> bool:
    """Whether the condition holds of what it is given; not if it fails on a value that is made otherwise than ours."""
    try:
        return bool(condition(given))
    except Exception as error:
        if isinstance(error, OF_ANOTHER_KIND) and not all(made_as(case.mine, case.ours) for case in seen):
            return False
        raise ExerciseError(exercise.id, f"mistake {mistake.id}", error) from error


def _raises(mistake: Mistake, raised: dict, place: int) -> bool:
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


def _uses(mistake: Mistake, names: Sequence[str]) -> bool:
    words = (mistake.uses,) if isinstance(mistake.uses, str) else mistake.uses or ()
    return any(word in names for word in words)
