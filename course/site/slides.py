"""The slides of a lesson: the cells of the learner's notebook that are tagged `slide`, one idea a slide.

A tagged question is a slide, and what comes of it the next one: the cells that show it, and the reason. Another tagged
text is a slide, and a tagged cell of code below it shows there what it gave. Nothing of an answer is in them, since
nothing of an answer is in the learner's notebook.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from course.authoring import predictions
from helpers.language import say

SLIDE = "slide"
HEADING = re.compile(r"^#{2,3} (.+)\n?", re.MULTILINE)
HINT = re.compile(r"^<details><summary>.*</details>\n?", re.MULTILINE)
FOLD = re.compile(r"</?details>|<summary>.*?</summary>")
STATEMENT = re.compile(r"^> \*\*(.+?)\.\*\* ?")
QUOTE = re.compile(r"^> ?", re.MULTILINE)


@dataclass
class Slide:
    """One slide.

    Attributes:
        kind: what it is for.
        title: its heading, in Markdown.
        text: Markdown.
        cells: of code, what they gave included.
    """

    kind: Literal["opening", "text", "question", "outcome", "exercise"]
    title: str
    text: str
    cells: list[Any] = field(default_factory=list)


def of(notebook, opening):
    """The slides of a lesson in order; none if its first cell has no tag.

    Args:
        notebook: the learner's, as it is stored.
        opening: the lesson's `openings.Opening`.
    """
    if not _is_tagged(notebook.cells[0]):
        return []
    objectives = "\n".join(f"- {one}" for one in opening.objectives)
    found = [Slide("opening", opening.title, f"**{opening.question}**\n\n{opening.goal}\n\n{objectives}")]
    asked = {one.place: one for one in predictions.of_edition(notebook)}
    section, shown_to = "", 0  # the place up to which cells have been shown
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and (heading := HEADING.search(cell.source)):
            section = heading.group(1)
        if place <= shown_to or not _is_tagged(cell):
            continue
        if place in asked:
            shown_to = asked[place].closes
            found += _played(cell, asked[place], notebook.cells[place:shown_to], section)
        elif cell.cell_type == "markdown":
            found.append(_told(cell.source, section))
        elif _is_tagged(notebook.cells[place - 1]):
            found[-1].cells.append(cell)
        else:
            found.append(Slide("text", section, "", [cell]))
    return found


def _is_tagged(cell):
    return SLIDE in (cell.metadata.get("tags") or [])


def _played(cell, asked, shown, section):
    """A question and what comes of it, which shows the tagged ones of its cells of code; all, if none is."""
    text = HEADING.sub("", cell.source).strip()
    code = [one for one in shown if one.cell_type == "code"]
    title = say("{section}: what came out", section=section)
    return [
        Slide("question", section, text),
        Slide("outcome", title, asked.reason, [one for one in code if _is_tagged(one)] or code),
    ]


def _told(source, section):
    """The slide of a text, or of an exercise without its hints."""
    text = FOLD.sub("", HINT.sub("", HEADING.sub("", source, count=1))).strip()
    if statement := STATEMENT.match(text):
        return Slide("exercise", statement.group(1), QUOTE.sub("", text[statement.end() :]).strip())
    return Slide("text", section, text)
