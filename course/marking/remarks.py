"""What instructors say themselves of a learner's work: a text, an override, when it was handed in; with who says it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from fractions import Fraction

from course.classroom.matching.states import State
from course.classroom.reading import learner_names
from course.classroom.reading.learner_names import bare, letters, plain
from course.classroom.reporting.report import Report
from course.marking import strict_toml
from course.marking.strict_toml import MarkingError, shown
from helpers.language import say

FILE = "remarks.toml"
WHOM = ("learner", "file", "id")
SAYING = ("text", "points", "state", "handed_in")
LONGEST = 2_000  # characters of a text


@dataclass(frozen=True)
class Remark:
    """One remark on one learner's work at a lesson.

    Attributes:
        reports: the identities of the notebooks that it is about; several where they are attempts at the same work.
        exercise: empty for the whole notebook.
        points: what counts instead of what was reckoned; None leaves that as it is.
        right: whether the answer counts as right.
    """

    reports: frozenset[str]
    by: str
    exercise: str = ""
    text: str = ""
    points: Fraction | None = None
    right: bool = False
    handed_in: datetime | None = None

    @property
    def overrides(self) -> bool:
        """Whether it decides the points."""
        return self.right or self.points is not None

    @property
    def sentence(self) -> str:
        """What the learner reads, in the language that is spoken; empty if it only says when it was handed in."""
        given = say("Points given: {points}.", points=shown(self.points)) if self.points is not None else ""
        said = filter(None, [self.text, say("Counted as right.") if self.right else "", given])
        return f"{self.by}: {text}" if (text := " ".join(said)) else ""


@dataclass(frozen=True)
class Remarks:
    """All remarks on a class."""

    all: tuple[Remark, ...] = ()

    def of(self, report: Report, exercise: str | None = None) -> list[Remark]:
        """The remarks on one exercise of a notebook; on the whole of it for None."""
        return [one for one in self.all if report.identity in one.reports and one.exercise == (exercise or "")]

    def handed_in(self, report: Report) -> datetime | None:
        """When it was handed in, where a remark says so."""
        return next((one.handed_in for one in self.of(report) if one.handed_in), None)

    def applied(self, report: Report) -> Report:
        """A copy in which what an instructor counts as right is right."""
        right = {one.exercise for one in self.all if one.right and report.identity in one.reports}
        lines = [replace(line, state=State.RIGHT, mistake=None, message="") if line.id in right else line
                 for line in report.exercises]  # fmt: skip
        return replace(report, exercises=lines)


NO_REMARKS = Remarks()


def read(text: str, reports: list[Report]) -> Remarks:
    """The remarks in a file on a class's reports, learners as they are shown.

    Raises:
        MarkingError: a key, a learner, an exercise or a value that cannot be meant, by its place in the file.
    """
    data = strict_toml.table(strict_toml.read(text, FILE), FILE, ("by", "timezone", "remark"))
    zone, given = strict_toml.zone(data.get("timezone"), f"{FILE} timezone"), data.get("remark", [])
    if not isinstance(given, list):
        raise MarkingError(f"{FILE}: found [remark]; write [[remark]], with two brackets, above each one.")
    found, decided = [], set()
    for number, one in enumerate(given, start=1):
        where = f"{FILE} [[remark]] {number}"
        own = strict_toml.table(one, where, (*WHOM, *SAYING, "lesson", "exercise", "by"))
        remark = _remark({"by": data.get("by")} | own, where, reports, zone)
        kinds = [kind for kind, says in (("points", remark.overrides), ("time", remark.handed_in)) if says]
        decides = {(about, remark.exercise, kind) for about in remark.reports for kind in kinds}
        if decides & decided:
            raise MarkingError(f"{where}: an earlier remark has decided that already. Keep one of the two.")
        decided |= decides
        found.append(remark)
    return Remarks(tuple(found))


def _remark(given: dict, where: str, reports: list[Report], zone: tzinfo | None) -> Remark:
    exercise, text = given.get("exercise", ""), given.get("text", "")
    for name, value in {"by": given["by"], "exercise": exercise, "text": text}.items():
        if not isinstance(value, str) or len(value) > LONGEST or ((value or name == "by") and not value.strip()):
            shown_as = "missing" if value in (None, "") else f"{value!s:.40}"
            raise MarkingError(f"{where}: {name} is {shown_as}; write a text of at most {LONGEST} characters.")
    if all(given.get(name, "") == "" for name in SAYING):
        raise MarkingError(f"{where}: it says nothing. Write one of {', '.join(SAYING)}.")
    if "state" in given and (given["state"] != State.RIGHT or not exercise or "points" in given):
        rule = 'it can be "right", of an exercise, without points. To give less, write points'
        raise MarkingError(f"{where}: state is {given['state']!r}; {rule}.")
    if exercise and "handed_in" in given:
        raise MarkingError(f"{where}: handed_in is of the whole notebook. Leave out the exercise.")
    about = frozenset(one.identity for one in _reports(given, where, reports, exercise))
    points = strict_toml.number(given["points"], f"{where} points") if "points" in given else None
    when = strict_toml.moment(given["handed_in"], zone, f"{where} handed_in") if "handed_in" in given else None
    return Remark(about, plain(given["by"]), exercise, plain(text, LONGEST), points, "state" in given, when)


def _reports(given: dict, where: str, reports: list[Report], exercise: str) -> list[Report]:
    """The notebooks that a remark is about, attempts at one piece of work; MarkingError if none or several."""
    named = [kind for kind in WHOM if kind in given]
    if len(named) != 1:
        raise MarkingError(f"{where}: found {', '.join(named) or 'nobody'}; write one of {', '.join(WHOM)}.")
    kind, wanted = named[0], str(given[named[0]])
    found = _named(reports, kind, wanted, where, lambda one: _called(one, kind), letters if kind == "learner" else str)
    if "lesson" in given:
        wanted = str(given["lesson"])
        found = _named(found, "lesson of theirs", wanted, where, lambda one: [one.lesson, one.lesson.partition("_")[0]])
    if exercise:
        found = _named(found, "exercise of theirs", exercise, where, lambda one: [line.id for line in one.exercises])
    if len({(learner_names.attempt_at(one.file).work, one.lesson) for one in found}) > 1:
        files = ", ".join(one.file for one in found)
        raise MarkingError(
            f"{where}: {given[kind]} has several notebooks: {files}. Add lesson = ..., or name the file."
        )
    return found


def _named(
    reports: list[Report], kind: str, wanted: str, where: str, names_of: Callable[[Report], list[str]], form=str
) -> list[Report]:
    """The reports one of whose names is the wanted one, in the same form; MarkingError if there is none."""
    found = [one for one in reports if form(wanted) in map(form, names_of(one))]
    if not found:
        raise strict_toml.unknown(kind, wanted, dict.fromkeys(name for one in reports for name in names_of(one)), where)
    return found


def _called(one: Report, kind: str) -> list[str]:
    """The names by which a notebook may be meant; of a file's path its end is enough."""
    if kind == "learner":
        return [one.learner, bare(one.learner)]
    if kind == "id":
        export = learner_names.export_of(one.file)
        return [export.number] if export and export.number else []
    parts = one.file.replace("\\", "/").split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]
