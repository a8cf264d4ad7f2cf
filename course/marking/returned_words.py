"""What a returned notebook says: a comment at its top, and under each answer its verdict, in the notebook's language.

Of the solution it says the value that was expected for the shown inputs, and nothing where a call takes none: there
the value would be the answer. Under an answer stands plain text, which no front end acts on. The comment is Markdown;
whatever a learner or an instructor wrote is spelt in it so that it stays their words.
"""

import re
from pathlib import PurePath

from course.classroom.matching.states import State
from course.classroom.reporting.report import MARKS, Line, Report
from helpers import exercises
from helpers.language import say, speaking

_NOT_BEGUN = (State.TODO, State.MISSING)


def below(line: Line, language: str) -> str:
    """The verdict on one answer, as plain text."""
    with speaking(language):
        return "\n".join(filter(None, [_headline(line), line.message, _values(line), _points(line), line.remark]))


def comment(report: Report, elsewhere: list[Line]) -> str:
    """Markdown for the cell at the top.

    Args:
        report: of the notebook, with its marks.
        elsewhere: what has no cell to stand under.
    """
    with speaking(report.language):
        points = any(line.out_of for line in report.exercises)
        heads = [say("exercise"), say("verdict"), *[say("points")] * points]
        table = [_cells(heads), _cells(["---"] * len(heads)), *(_row(line, points) for line in report.exercises)]
        title = say("Returned: {name}", name=report.lesson)
        said = [f"## {title}", _sum(report, _quoted), "\n".join(table)]
        said += [f"> {_quoted(report.remark)}"] if report.remark else []
        said += [" ".join(map(_quoted, below(line, report.language).splitlines())) for line in elsewhere]
        said.append(
            say(
                "The verdict on each answer stands under its cell. Your own cells are as you handed them in. Where a "
                "verdict counts cells, it leaves this one out."
            )
        )
        return "\n\n".join(filter(None, said))


def note(report: Report) -> str:
    """All that there is to say of a file that takes no cells, as plain text."""
    with speaking(report.language):
        head = say("Returned: {name}", name=report.lesson or PurePath(report.file).name)
        verdicts = [below(line, report.language) for line in report.exercises]
        said = [head, _fault(report.fault) if report.fault else _sum(report, str), report.remark, *verdicts]
        return "\n\n".join(filter(None, said))


def _fault(fault: str) -> str:
    """What was wrong with a file, without what an instructor is told to ask for."""
    found, ask, _ = fault.partition(" Ask for ")
    again = [say("Hand in the notebook again, the .ipynb file.")] if ask else []
    return " ".join([say("This file could not be graded: {fault}", fault=found), *again])


def _sum(report: Report, quoted) -> str:
    """How many are right, the points, and what was taken off them."""
    said = [say("{right} of {count} exercises are right.", right=report.right, count=len(report.exercises))]
    if report.out_of:
        said.append(say("Points: {points} of {out_of}.", points=report.points, out_of=report.out_of))
    return " ".join([*said, *filter(None, [quoted(report.reductions)])])


def _headline(line: Line) -> str:
    words = {"exercise": line.id, "title": say(line.title), "state": _state(line)}
    return say("Verdict on {exercise}, {title}: {state}.", **words)


def _state(line: Line) -> str:
    """The state, and the mistake's name where the language has one."""
    return line.state.said if line.label == line.state.said else f"{line.state.said}, {line.label}"


def _values(line: Line) -> str:
    """Inputs, returned and expected value, of the first that is not right."""
    declared = exercises.find(line.id)
    if line.state == State.RIGHT or line.state in _NOT_BEGUN:
        return ""
    words = {"inputs": line.inputs, "mine": line.stored, "ours": line.solution}
    if not line.stored:
        return say("For {inputs}.", inputs=line.inputs) if line.inputs else ""
    if not line.inputs or (declared and declared.constant):
        return say("It returned {mine}.", mine=line.stored)
    return say("For {inputs}: returned {mine}, expected {ours}.", **words)


def _points(line: Line) -> str:
    return say("Points: {points} of {out_of}.", points=line.points, out_of=line.out_of) if line.out_of else ""


def _row(line: Line, points: bool) -> str:
    ratio = say("{points} of {out_of}", points=line.points, out_of=line.out_of) if line.out_of else ""
    cells = [f"{line.id} {say(line.title)}", f"{MARKS[line.state]} {_quoted(_state(line))}", ratio]
    return _cells(cells if points else cells[:2])


def _cells(words: list[str]) -> str:
    return f"| {' | '.join(words)} |"


def _quoted(text: str) -> str:
    """Text in Markdown that stays text: what could be a mark, as the number of its character."""
    return re.sub(r"[^\w ,.;%()!?'\"]|_", lambda mark: f"&#{ord(mark[0])};", text)
