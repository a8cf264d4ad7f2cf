"""What instructors say themselves of a learner's work: a text, an override, when it was handed in; with who says it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from course.classroom.matching.states import State
from course.classroom.reading import learner_names
from course.classroom.reading.learner_names import bare, letters
from course.classroom.reporting.report import Report
from course.marking import strict_toml
from course.marking.strict_toml import MarkingError, shown
from helpers.language import say

WHOM = ("learner", "file", "id")


@dataclass(frozen=True)
class Remark:
    """One remark on one learner's work at a lesson.

    Attributes:
        exercise: empty for the whole notebook.
        points: what counts instead of what was reckoned; None leaves that as it is.
        right: whether the answer counts as right.
        where: its place in the file.
        whom: by a word of WHOM and perhaps "lesson", what names the notebook.
        reports: the identities of the notebooks that it is about; several where they are attempts at the same work.
    """

    by: str
    exercise: str = ""
    text: str = ""
    points: Fraction | None = None
    right: bool = False
    handed_in: datetime | None = None
    where: str = ""
    whom: Mapping[str, str] = field(default_factory=dict)
    reports: frozenset[str] = frozenset()

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

    @property
    def sentence_by_exercise(self) -> str:
        """The same, where it stands among others, after the exercise that it is about."""
        text = self.sentence
        return f"{self.exercise}: {text}" if text and self.exercise else text


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
        lines = [replace(line, state=State.RIGHT, mistake=None, message="", english="") if line.id in right else line
                 for line in report.exercises]  # fmt: skip
        return replace(report, exercises=lines)


NO_REMARKS = Remarks()


def about(remarks: Iterable[Remark], reports: list[Report]) -> Remarks:
    """The remarks on a class's reports, learners as they are shown.

    Raises:
        MarkingError: a learner or an exercise that is not there, or two remarks that decide the same.
    """
    found, decided = [], set()
    for one in remarks:
        remark = replace(one, reports=frozenset(each.identity for each in _reports(one, reports)))
        kinds = [kind for kind, says in (("points", remark.overrides), ("time", remark.handed_in)) if says]
        decides = {(identity, remark.exercise, kind) for identity in remark.reports for kind in kinds}
        if decides & decided:
            raise MarkingError(f"{remark.where}: an earlier remark has decided that already. Keep one of the two.")
        decided |= decides
        found.append(remark)
    return Remarks(tuple(found))


def _reports(remark: Remark, reports: list[Report]) -> list[Report]:
    """The notebooks that a remark is about, attempts at one piece of work; MarkingError if none or several."""
    kind, wanted = next(iter(remark.whom.items()))
    where, exercise, lesson = remark.where, remark.exercise, remark.whom.get("lesson")
    found = _named(reports, kind, wanted, where, lambda one: _called(one, kind), letters if kind == "learner" else str)
    if lesson is not None:
        found = _named(found, "lesson of theirs", lesson, where, lambda one: [one.lesson, one.lesson.partition("_")[0]])
    if exercise:
        found = _named(found, "exercise of theirs", exercise, where, lambda one: [line.id for line in one.exercises])
    if len({(learner_names.attempt_at(one.file).work, one.lesson) for one in found}) > 1:
        files = ", ".join(one.file for one in found)
        raise MarkingError(f"{where}: {wanted} has several notebooks: {files}. Add lesson = ..., or name the file.")
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
