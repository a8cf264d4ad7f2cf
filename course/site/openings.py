"""What a lesson's first cell says of it: title, question, objectives. And how long its exercises take."""

import re
from dataclasses import dataclass

from course.authoring.predictions import MARK
from helpers import exercises

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
QUESTION = re.compile(rf"^{MARK}\*\*(.+)\*\*$", re.MULTILINE)
OBJECTIVES = re.compile(r"^(?P<goal>[^-\n].*)\n(?P<list>(?:- .+(?:\n|\Z))+)", re.MULTILINE)
LINK, MARKS = re.compile(r"\[([^\]]+)\]\([^)]*\)"), re.compile(r"[*`$]|</?[a-z][^<>]*>")


@dataclass(frozen=True)
class Opening:
    """A lesson as its first cell presents it, in Markdown.

    Attributes:
        title: with its number.
        question: the one that it answers.
        goal: the line above the objectives, "By the end you can".
        objectives: what a learner can do then.
        minutes: what its exercises take.
    """

    title: str
    question: str
    goal: str
    objectives: list[str]
    minutes: int


def of(notebook, number):
    """The opening of a lesson's notebook, in any language.

    Args:
        notebook: the lesson's.
        number: the lesson's, "01".

    Raises:
        ValueError: the first cell has no title, question or objectives.
    """
    text = notebook.cells[0].source
    title, question, objectives = TITLE.search(text), QUESTION.search(text), OBJECTIVES.search(text)
    if not (title and question and objectives):
        raise ValueError(
            f"found a first cell that begins '{text[:60]}'; expected a title '# ...', a question in ** and, below a "
            "line of their own, the objectives as a list. Write them in solutions/, then build."
        )
    return Opening(
        title=title.group(1),
        question=question.group(1),
        goal=objectives["goal"],
        objectives=[line.removeprefix("- ") for line in objectives["list"].splitlines()],
        minutes=sum(one.minutes for one in exercises.of_lesson(number)),
    )


def plain(markdown):
    """A text without the marks of Markdown, links and tags among them, and without the sign that ends it."""
    return MARKS.sub("", LINK.sub(r"\1", markdown)).rstrip(".;: ")
