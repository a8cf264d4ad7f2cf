"""What there is to say about one notebook, as plain data."""
# long because: a report and the JSON that it is kept in have the same members

from dataclasses import dataclass, field

from course.classroom.matching import printed_numbers
from course.classroom.matching.pairing import Answer, Paired
from course.classroom.matching.printed_numbers import Parting
from course.classroom.matching.states import Standing, State
from course.classroom.reading import cell_code
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.learner_names import identity, plain, told_apart
from course.classroom.reporting import side_by_side
from helpers.checks.shown import SYMBOLS
from helpers.language import ENGLISH, current, say, speaking

SHOWN_PARTINGS = 5
LONGEST_NAME = 80  # characters of what a learner can write into a short cell of a table
MARKS = {
    State.RIGHT: SYMBOLS["right"],
    State.WRONG: SYMBOLS["wrong"],
    State.TODO: SYMBOLS["todo"],
    State.RAISED: SYMBOLS["raised"],
    State.MISSING: "-",
    State.NOT_RUN: "n",
    State.OUT_OF_TIME: "t",
    State.OUT_OF_MEMORY: "m",
    State.DIED: "†",
    State.FORBIDDEN: "#",
}


@dataclass
class Line:
    """One exercise of one learner; the members are those of the JSON.

    Attributes:
        stored: the first number in the learner's outputs that differs; where the answer was run, what it returned.
        solution: what the solution has in its place; both are empty if nothing differs.
        lines_changed: how many lines of code are not the solution's.
        note: for the instructor.
        code: of both sides.
        fingerprint: of the learner's code, by which two answers are compared without it.
        cell: the place of the last cell that the answer stands in; None if it is in none.
        english, english_stored: message and value for instructors, where the learner's are in another language.
        points, out_of: as an instructor's points file has them; empty without one.
        remark: the instructor's, on this exercise.
    """

    id: str
    title: str
    state: State
    mistake: str | None
    message: str
    stored: str
    solution: str
    lines_changed: int
    inputs: str
    note: str
    code: list[side_by_side.Row] = field(default_factory=list)
    fingerprint: str = ""
    cell: int | None = None
    english: str = ""
    english_stored: str = ""
    points: str = ""
    out_of: str = ""
    remark: str = ""

    @property
    def label(self) -> str:
        """The state in words; in English the mistake's name if it has one, which is not translated."""
        return self.named.replace("_", " ") if self.named and current() == ENGLISH else self.state.said

    @property
    def named(self) -> str:
        """The mistake's name, as a points file has it; empty if it has none."""
        return self.mistake if self.mistake and self.state in (State.WRONG, State.RAISED) else ""

    @property
    def told(self) -> str:
        """The message as instructors read it, in English wherever that is known."""
        return self.english or self.message

    @property
    def value(self) -> str:
        """What stands in ``stored``, as instructors read it."""
        return self.english_stored or self.stored


@dataclass
class Report:
    """One notebook: the learner, the file, and either its lesson with a line for each exercise, or what is wrong.

    Attributes:
        lesson_cells: the cells of the lesson that show other numbers; an earlier run's report has the first of them.
        key: digest of the content and of all it was compared with.
        endless: attempts to run its answers that did not end, over all runs.
        settled: whether a later run takes it over; else it runs the answers again.
        page: where its page is, seen from the class page.
        ran: how the answers were run; empty where nothing was.
        beside: what else is in the file, or was handed in before it, and was not looked at.
        english_beside: the same for instructors, where the learner's is in another language.
        identity: digest of the file's name, which may not be shown as it is.
        language: of the learner's page, and of the sentences here but for ``fault`` and ``ran``, which are English.
        points, out_of, reductions, remark: of the whole notebook, where it was marked; reductions are sentences.
        counts: False where another attempt of the learner's is the one that is marked.
    """

    learner: str
    file: str
    lesson: str = ""
    fault: str = ""
    exercises: list[Line] = field(default_factory=list)
    lesson_cells: list[Parting] = field(default_factory=list)
    lesson_cells_that_differ: int = 0
    key: str = ""
    endless: int = 0
    settled: bool = True
    page: str = ""
    ran: str = ""
    beside: str = ""
    english_beside: str = ""
    identity: str = ""
    language: str = ENGLISH
    points: str = ""
    out_of: str = ""
    reductions: str = ""
    remark: str = ""
    counts: bool = True

    @property
    def not_looked_at(self) -> str:
        """What stands in ``beside``, as instructors read it."""
        return self.english_beside or self.beside

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(line.state == State.RIGHT for line in self.exercises)

    @property
    def remarks(self) -> list[str]:
        """What instructors say of the whole, and of each exercise by its id."""
        of_lines = [f"{line.id}: {line.remark}" for line in self.exercises if line.remark]
        return [*filter(None, [self.remark]), *of_lines]

    @property
    def marked(self) -> bool:
        """Whether there are points or remarks."""
        return bool(self.out_of or self.remarks)

    def let_go_of_code(self) -> None:
        """Forget the code of both sides, which is on the learner's page: memory stays flat."""
        for line in self.exercises:
            line.code = []


def of(paired: Paired, standings: dict[str, Standing], one: Submission, key: str = "", ran: str = "") -> Report:
    """Report on one notebook; call it while the notebook's language is spoken.

    Args:
        paired: the learner's notebook with its solution.
        standings: how each exercise stands, by its id.
        one: what was handed in.
        key: what the report depends on.
        ran: how the answers were run, in English; empty where nothing was.
    """
    partings = printed_numbers.in_lesson(paired)
    with speaking(ENGLISH):
        english = plain(f"{_earlier(one)} {paired.english_beside}".strip())
    return Report(
        plain(one.learner),
        plain(one.file),
        paired.reference.lesson,
        exercises=[_line(answer, standings[name], ran) for name, answer in paired.answers.items()],
        lesson_cells=partings,
        lesson_cells_that_differ=len(partings),
        key=key,
        ran=ran,
        beside=plain(f"{_earlier(one)} {paired.beside}".strip()),
        english_beside=english if current() != ENGLISH else "",
        identity=identity(one.file),
        language=paired.notebook.spoken,
    )


def _earlier(one: Submission) -> str:
    return say("Earlier attempts, not looked at: {names}.", names=one.earlier) if one.earlier else ""


def _line(answer: Answer, standing: Standing, ran: str) -> Line:
    values, exercise = (standing.mine, standing.ours), answer.exercise
    if not ran and not standing.mine and (printed := printed_numbers.in_answer(answer)):
        values = printed.stored, printed.solution
    code, english = side_by_side.beside(answer.text, exercise.code), standing.english
    return Line(
        exercise.id,
        exercise.title,
        standing.state,
        plain(standing.mistake, LONGEST_NAME) if standing.mistake else None,
        plain(standing.message),
        *(plain(text, LONGEST_NAME) for text in values),
        lines_changed=sum(row.kind != side_by_side.SAME for row in code),
        inputs=plain(standing.inputs),
        note=plain(standing.note),
        code=code,
        fingerprint=cell_code.token_digests(answer.text),
        cell=answer.cells[-1].position if answer.cells else None,
        english=plain(english.message) if english else "",
        english_stored=plain(english.mine, LONGEST_NAME) if english else "",
    )


def without_lines(one: Submission, fault: str, lesson: str = "") -> Report:
    """Report on a notebook of which there is nothing to say but what is wrong with it."""
    shown = plain(one.learner), plain(one.file), lesson, plain(fault)
    return Report(*shown, beside=plain(_earlier(one)), identity=identity(one.file))


def as_data(report: Report, rows: bool = True) -> dict:
    """The report as JSON holds it.

    Args:
        report: of one notebook.
        rows: whether the code of both sides is in it.
    """
    exercises = [vars(line) | {"code": [row._asdict() for row in line.code]} for line in report.exercises]
    if not rows:
        for one in exercises:
            del one["code"]
    partings = [vars(parting) for parting in report.lesson_cells[:SHOWN_PARTINGS]]
    return vars(report) | {"exercises": exercises, "lesson_cells": partings}


def marks_as_data(report: Report) -> dict:
    """The marks as JSON holds them: of the whole, and of each exercise that has some."""
    of_all, of_each = ("identity", "learner", "lesson", "reductions"), ("points", "out_of", "remark")
    lines = [one for one in report.exercises if one.out_of or one.remark]
    exercises = {line.id: {key: getattr(line, key) for key in ("state", *of_each)} for line in lines}
    return {key: getattr(report, key) for key in (*of_all, *of_each)} | {"exercises": exercises}


def from_data(data: dict) -> Report:
    """The report that `as_data` gave, without the code.

    Raises:
        KeyError, TypeError, ValueError: the data is of another form.
    """
    exercises = [Line(**one | {"state": State(one["state"])}) for one in data["exercises"]]
    partings = [Parting(**one) for one in data["lesson_cells"]]
    return Report(**data | {"exercises": exercises, "lesson_cells": partings})


def tell_apart(reports: list[Report]) -> None:
    """Name the learners so that no two are alike for one lesson."""
    named = told_apart([(one.learner, one.lesson, one.file) for one in reports])
    for one, name in zip(reports, named, strict=True):
        one.learner = name
