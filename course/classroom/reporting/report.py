"""What there is to say about one notebook, as plain data; where the states come from is somebody else's choice."""

from collections.abc import Callable
from dataclasses import dataclass, field

from course.classroom.matching import pairing, printed_numbers, states
from course.classroom.matching.reference import Reference
from course.classroom.reading.learner_names import identity, plain
from course.classroom.reading.notebook_file import Notebook
from course.classroom.reporting import side_by_side

SHOWN_PARTINGS = 5
LONGEST_NAME = 80  # characters of what a learner can write into a short cell of a table
_KEPT = ("key", "page", "ran", "beside", "identity")  # as they are, for a later run
Judge = Callable[[Notebook, Reference, dict[str, pairing.Answer]], dict[str, states.State]]


@dataclass
class Line:
    """One exercise of one learner.

    ``number`` holds the first differing number, the learner's and the solution's; both are empty if there is none.
    Where the answer was run, it holds the value for these ``inputs``, and ours.
    """

    id: str
    title: str
    state: str
    mistake: str | None
    message: str
    number: tuple[str, str]
    changed: int
    rows: list[side_by_side.Row] = field(default_factory=list)
    inputs: str = ""
    note: str = ""  # for the instructor

    @property
    def label(self) -> str:
        """The state in words; of a wrong answer, the mistake's name."""
        return states.State(self.state, self.mistake).label


@dataclass
class Report:
    """One notebook: the learner, the file, and either its lesson with a line for each exercise, or what is wrong."""

    learner: str
    file: str
    lesson: str = ""
    lines: list[Line] = field(default_factory=list)
    partings: list[printed_numbers.Parting] = field(default_factory=list)
    fault: str = ""
    key: str = ""  # digest of the content and of all it was compared with
    page: str = ""  # where its page is, seen from the class page
    ran: str = ""  # how the answers were run; empty where nothing was
    beside: str = ""  # what else is in the file and was not looked at
    identity: str = ""  # digest of the file's name, which may not be shown as it is

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(line.state == states.RIGHT for line in self.lines)


def of(notebook: Notebook, reference: Reference, learner: str, file: str, judge: Judge = states.from_outputs) -> Report:
    """Report on one notebook.

    Args:
        notebook: the learner's.
        reference: the solution of its lesson.
        learner: whose it is.
        file: where the notebook came from.
        judge: gives the state of each exercise by its id.
    """
    answers = pairing.answers(notebook, reference)
    judged = judge(notebook, reference, answers)
    lines = []
    for exercise in reference.exercises:
        answer, state = answers[exercise.id], judged[exercise.id]
        rows = side_by_side.beside(answer.text, exercise.code)
        stored = not state.mine and judge is states.from_outputs
        printed = printed_numbers.in_answer(answer) if stored else None
        number = (printed.stored, printed.solution) if printed else (state.mine, state.ours)
        mistake = plain(state.mistake, LONGEST_NAME) if state.mistake else None
        words = (exercise.title, state.state, mistake, plain(state.message))
        number = tuple(plain(text, LONGEST_NAME) for text in number)
        told = plain(state.inputs), plain(state.note)
        lines.append(Line(exercise.id, *words, number, side_by_side.lines_changed(rows), rows, *told))
    partings = printed_numbers.in_lesson(notebook, reference)
    return Report(plain(learner), plain(file), reference.lesson, lines, partings, identity=identity(file))


def without_lines(learner: str, file: str, fault: str, lesson: str = "") -> Report:
    """Report on a notebook of which there is nothing to say but what is wrong with it."""
    return Report(plain(learner), plain(file), lesson, fault=plain(fault), identity=identity(file))


def as_data(report: Report, rows: bool = True) -> dict:
    """The report as JSON holds it.

    Args:
        report: of one notebook.
        rows: whether the code of both sides is in it.
    """
    data = {"learner": report.learner, "file": report.file, "lesson": report.lesson, "fault": report.fault}
    data["exercises"] = [_line_data(line, rows) for line in report.lines]
    data["lesson_cells"] = [vars(parting) for parting in report.partings[:SHOWN_PARTINGS]]
    data["lesson_cells_that_differ"] = len(report.partings)
    return data | {name: getattr(report, name) for name in _KEPT}


def _line_data(line: Line, rows: bool) -> dict:
    names = ("id", "title", "state", "mistake", "message")
    data = {name: getattr(line, name) for name in names}
    data |= {"stored": line.number[0], "solution": line.number[1], "lines_changed": line.changed}
    data |= {"inputs": line.inputs, "note": line.note}
    return data | ({"code": [row._asdict() for row in line.rows]} if rows else {})


def from_data(data: dict) -> Report:
    """The report that `as_data` gave, without the code.

    Raises:
        KeyError, TypeError: the data is of another form.
    """
    lines = [
        Line(
            *(one[name] for name in ("id", "title", "state", "mistake", "message")),
            (one["stored"], one["solution"]),
            one["lines_changed"],
            inputs=one["inputs"],
            note=one["note"],
        )
        for one in data["exercises"]
    ]
    partings = [printed_numbers.Parting(**one) for one in data["lesson_cells"]]
    words = (data[name] for name in ("learner", "file", "lesson"))
    return Report(*words, lines, partings, data["fault"], **{name: data[name] for name in _KEPT})
