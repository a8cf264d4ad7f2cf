"""A remarks file, read as far as can be before the class is graded: all but on whose notebooks the remarks are."""

from datetime import tzinfo

from course.classroom.matching.states import State
from course.classroom.reading.learner_names import plain
from course.marking import strict_toml
from course.marking.remarks import WHOM, Remark
from course.marking.strict_toml import MarkingError

SAYING = ("text", "points", "state", "handed_in")
LONGEST = 2_000  # characters of a text


def read(text: str, file: str = "remarks.toml") -> tuple[Remark, ...]:
    """The remarks in a file, which `remarks.about` finds the notebooks of.

    Raises:
        MarkingError: a key or a value that cannot be meant, by its place in the file.
    """
    with strict_toml.in_file(file):
        data = strict_toml.table(strict_toml.read(text), "at its top", ("by", "timezone", "remark"))
        zone, given = strict_toml.zone(data.get("timezone"), "timezone"), data.get("remark", [])
        if not isinstance(given, list):
            raise MarkingError("found [remark]; write [[remark]], with two brackets, above each one.")
    found = []
    for number, one in enumerate(given, start=1):
        where = f"{file} [[remark]] {number}"
        own = strict_toml.table(one, where, (*WHOM, *SAYING, "lesson", "exercise", "by"))
        if "by" not in own and data.get("by") in (None, ""):
            raise MarkingError(f'{where}: nobody says it. Write by = "your name" at the top of {file}.')
        found.append(_remark({"by": data.get("by")} | own, where, zone))
    return tuple(found)


def _remark(given: dict, where: str, zone: tzinfo | None) -> Remark:
    exercise, text = given.get("exercise", ""), given.get("text", "")
    for name, value in {"by": given["by"], "exercise": exercise, "text": text}.items():
        if not isinstance(value, str) or len(value) > LONGEST or ((value or name == "by") and not value.strip()):
            shown_as = "empty" if value == "" else f"{value!s:.40}"
            raise MarkingError(f"{where}: {name} is {shown_as}; write a text of at most {LONGEST} characters.")
    if all(given.get(name, "") == "" for name in SAYING):
        raise MarkingError(f"{where}: it says nothing. Write one of {', '.join(SAYING)}.")
    if "state" in given:
        _refuse_state(given, where)
    if exercise and "handed_in" in given:
        raise MarkingError(f"{where}: handed_in is of the whole notebook. Leave out the exercise.")
    named = [kind for kind in WHOM if kind in given]
    if len(named) != 1:
        raise MarkingError(f"{where}: found {', '.join(named) or 'nobody'}; write one of {', '.join(WHOM)}.")
    points = strict_toml.number(given["points"], f"{where} points") if "points" in given else None
    when = strict_toml.moment(given["handed_in"], zone, f"{where} handed_in") if "handed_in" in given else None
    whom = {name: str(given[name]) for name in (*named, "lesson") if name in given}
    said = plain(given["by"]), exercise, plain(text, LONGEST)
    return Remark(*said, points, "state" in given, when, where, whom)


def _refuse_state(given: dict, where: str) -> None:
    """Refuse a state that is not "right", of one exercise, with the points to the judge."""
    if given["state"] != State.RIGHT:
        raise MarkingError(f'{where}: state can be "right" alone, not {given["state"]!r}. To give less, write points.')
    if not given.get("exercise"):
        raise MarkingError(f'{where}: state = "right" is of one exercise. Add exercise = "...".')
    if "points" in given:
        raise MarkingError(f'{where}: state = "right" gives all points of the exercise. Leave out state or points.')
