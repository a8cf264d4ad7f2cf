"""Reports as HTML pages, each one file: no script, no request, everything a learner wrote shown as text."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.classroom.matching.states import State
from course.classroom.reading.learner_names import plain
from course.classroom.reporting import tally
from course.classroom.reporting.report import MARKS, Report
from helpers.language import current, say, speaking

# Colours that stay apart for colour-blind readers; each state has its mark as well.
COLOURS = {
    State.RIGHT: "#009E73",
    State.WRONG: "#D55E00",
    State.TODO: "#D9D9D9",
    State.RAISED: "#E69F00",
    State.MISSING: "#FFFFFF",
    State.NOT_RUN: "#56B4E9",
    State.OUT_OF_TIME: "#F0E442",
    State.OUT_OF_MEMORY: "#CC79A7",
    State.DIED: "#A6761D",
    State.FORBIDDEN: "#8DA0CB",
}
MOST_NAMED = 60  # learners in a picture with names and marks; a larger class is drawn as a map without them
NAMED_ROW_INCHES, SMALL_ROW_INCHES, HIGHEST_INCHES = 0.24, 0.04, 20.0
LONGEST_LABEL = 28

# What stands between them in a learner's page is written anew by each run; text on a page has no "<" of its own.
BEGIN_MARKS, END_MARKS = "<!-- marks -->", "<!-- end of marks -->"

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals |= {
    "colours": COLOURS,
    "marks": MARKS,
    "states": list(State),
    "stuck_from": tally.STUCK_FROM,
    "say": say,
    "language": current,
    "notebooks": tally.notebooks,
    "begin_marks": BEGIN_MARKS,
    "end_marks": END_MARKS,
}


def of_learner(report: Report, back: str = "") -> str:
    """HTML page of one notebook, in its language.

    Args:
        report: with the code of both sides.
        back: address of the class page, seen from this one.
    """
    with speaking(report.language):
        return _PAGES.get_template("learner.html").render(report=report, back=back)


def with_marks(text: str, report: Report) -> str:
    """A learner's page with the notebook's marks in their place, whatever stood there before."""
    before, begin, rest = text.partition(BEGIN_MARKS)
    _, end, after = rest.partition(END_MARKS)
    with speaking(report.language):
        marks = _PAGES.get_template("marked.html").render(report=report)
    return f"{before}{begin}{marks}{end}{after}"


def of_class(
    reports: list[Report],
    alike: Mapping[str, list] | None = None,
    looks: Sequence[tuple] = (),
    decided: Sequence[tuple] = (),
) -> str:
    """HTML page of many notebooks, a heat map and a table for each lesson.

    Args:
        reports: those that count, with their marks if they were marked.
        alike: by lesson, of each group of equal wrong answers: the exercise, a sentence, the learners (`tally.Named`).
        looks: what an instructor has to look at before the marks are final: a report, and a sentence.
        decided: what the points file or an instructor decided, in the same form.
    """
    groups = [
        {"lesson": lesson, "reports": group, "totals": totals, "picture": heat_map(lesson, group, totals)}
        | {"stuck": tally.stuck(group), "alike": (alike or {}).get(lesson, ())}
        for lesson, group in tally.lessons(reports).items()
        for totals in [tally.totals(group)]
    ]
    met = {line.state for report in reports for line in report.exercises}
    return _PAGES.get_template("class.html").render(
        count=len(reports),
        ran=sorted({report.ran for report in reports if report.ran}),
        legend=[state for state in State if state in met],
        faults=[(report, report.fault) for report in reports if report.fault],
        wrong_lessons=tally.wrong_lessons(reports),
        beside=[(report, report.not_looked_at) for report in reports if report.beside],
        looks=looks,
        decided=decided,
        marked=any(report.marked for report in reports),
        groups=groups,
    )


def heat_map(lesson: str, reports: list[Report], totals: list[tally.Total]) -> str:
    """HTML image of learners by exercises, with an alternative text."""
    from helpers.figures import canvas, image  # here: matplotlib takes seconds, and only the class page needs it

    named, columns = len(reports) <= MOST_NAMED, len(totals)
    rows = sorted(reports, key=lambda report: -report.right)
    height = 1.0 + len(rows) * (NAMED_ROW_INCHES if named else SMALL_ROW_INCHES)
    figure, axes = canvas(width=3.2 + 0.7 * columns, height=min(height, HIGHEST_INCHES))
    axes.imshow([[_rgb(COLOURS[line.state]) for line in report.exercises] for report in rows], aspect="auto")
    axes.set_xticks(range(columns), [total.exercise for total in totals])
    axes.xaxis.tick_top()
    axes.grid(False)
    axes.vlines([column + 0.5 for column in range(columns - 1)], -0.5, len(rows) - 0.5, color="white")
    axes.set_yticks([])
    if named:
        axes.hlines([row + 0.5 for row in range(len(rows) - 1)], -0.5, columns - 0.5, color="white")
        labels = [plain(report.learner, LONGEST_LABEL) for report in rows]
        axes.set_yticks(range(len(rows)), labels, parse_math=False)
        for row, report in enumerate(rows):
            for column, line in enumerate(report.exercises):
                axes.text(column, row, MARKS[line.state], ha="center", va="center", fontsize=9, color="black")
    else:
        axes.set_ylabel(f"{len(rows)} notebooks, the most right at the top")
    with warnings.catch_warnings():  # a name may hold characters that the font lacks
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return image(figure, alternative(lesson, len(rows), totals))


def alternative(lesson: str, learners: int, totals: list[tally.Total]) -> str:
    """What the heat map shows, in a sentence with its numbers."""
    right, all_of_them = sum(total.right for total in totals), sum(total.notebooks for total in totals)
    lowest = min(totals, key=lambda total: total.right)
    return (
        f"Heat map of lesson {lesson}, {tally.notebooks(learners)} by {len(totals)} exercises: {right} of "
        f"{all_of_them} answers are right; the fewest in {lowest.exercise}, {lowest.title}: {lowest.right} of "
        f"{lowest.notebooks}."
    )


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
