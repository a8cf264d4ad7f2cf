"""A lesson's built notebook as a page of the site: the same cells, with what a browser plays around them.

A notebook in, cells and pictures out; nothing is read, run or written here. Words are said in the language that is
spoken (`helpers.language.speaking`). What only works with a script has the class needs-script.
"""

import base64
import copy
import hashlib
import html
import re
import struct
from dataclasses import dataclass
from typing import Any

from nbformat.v4 import new_markdown_cell

from course.authoring import predictions
from course.site import gallery
from helpers.language import say

PICTURES = "_static/pictures"
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)" width="(\d+)"')
PNG_SIZE = slice(16, 24)  # of its bytes: width and height
HEADING = re.compile(r"^## (?:(\d+)\.)?", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A lesson's page: the notebook that Sphinx reads, its pictures by file name, how many sections can be finished."""

    notebook: Any
    pictures: dict[str, bytes]
    sections: int


def of(notebook, opens, solved, mistakes):
    """The page of a learner's notebook.

    Args:
        notebook: as it is stored, with outputs.
        opens: Markdown that stands below the first cell: how to get and open the lesson.
        solved: the solution's code of each exercise, by its id.
        mistakes: what `gallery.of_lesson` gave, in the language that is spoken.
    """
    made, cells, pictures, sections = copy.deepcopy(notebook), [], {}, []
    asked = {one.place: one for one in predictions.of_edition(made)}
    closed = {one.closes: one for one in asked.values()}
    for place, cell in enumerate(made.cells):
        if cell.cell_type == "markdown" and (heading := HEADING.search(cell.source)):
            cells += _end_of(sections)
            sections.append((cell.id, heading.group(1)))
        if cell.cell_type == "code":
            cells += _code(cell, pictures, solved, mistakes)
        elif place in asked:
            cells.append(_text(_question(cell, asked[place])))
        else:
            cells.append(_text(_answer(cell, closed[place])) if place in closed else cell)
        if place == 0:
            cells.append(_text(opens))
    made.cells = cells + _end_of(sections)
    return Page(made, pictures, len(sections))


def _text(markdown):
    return new_markdown_cell(markdown)


def _end_of(sections):
    """The box to tick at the end of the last of some sections."""
    if not sections:
        return []
    name, number = sections[-1]
    words = say("I have finished section {number}", number=number) if number else say("I have finished this section")
    box = f'<input type="checkbox" data-section="{name}">'
    return [_text(f'<p class="finished needs-script"><label>{box} {words}</label></p>')]


def _code(cell, pictures, solved, mistakes):
    tags, exercise = cell.metadata.get("tags") or [], cell.metadata.get("exercise")
    if cell.source.strip() == "progress()":  # which counts what was right in a lab
        return []
    if "check" in tags:
        own = [one for one in mistakes if one.exercise == exercise]
        folds = gallery.shown(cell.source, own), gallery.solution(solved.get(exercise))
        return [_text("\n\n".join(filter(None, folds)))]
    for output in cell.outputs:
        if markup := output.get("data", {}).get("text/html"):
            output.data = {"text/html": apart(markup, pictures)}  # Sphinx warns of what it knows no way to show
    return [cell]


def apart(markup, pictures):
    """HTML of an output with its pictures in files of their own, which are added to `pictures` by their names."""
    return PICTURE.sub(lambda found: _apart(found, pictures), markup)


def _apart(found, pictures):
    """The address of a picture in a file of its own, with its height, so that nothing jumps when it arrives."""
    content, width = base64.b64decode(found.group(1)), int(found.group(2))
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.png"
    pictures[name] = content
    across, down = struct.unpack(">II", content[PNG_SIZE])
    return f'src="{PICTURES}/{name}" loading="lazy" width="{width}" height="{round(width * down / across)}"'


def _question(cell, asked):
    """A prediction's question as a form; the box that opens here ends behind its answer."""
    before, _, _ = cell.source.partition(asked.question)
    options = "\n\n".join(
        f'<label><input type="radio" name="choice" value="{letter}" required> **({letter})** {text}</label>'
        for letter, text in asked.options.items()
    )
    right, wrong = (html.escape(words, quote=True) for words in (say("Right."), say("Not this one.")))
    answer, show = say("Answer"), say("Show without choosing")
    return f"""{before}<div class="prediction" data-prediction="{cell.id}" data-right="{asked.right}">
<form>
<div role="radiogroup" aria-labelledby="asks-{cell.id}">
<div id="asks-{cell.id}">

{asked.question}

</div>

{options}

</div>
<p class="needs-script"><button type="submit">{answer}</button>
<button type="button" class="show">{show}</button></p>
<div class="said" tabindex="-1" data-right="{right}" data-wrong="{wrong}"></div>
</form>"""


def _answer(cell, asked):
    summary = re.search(r"<summary>.*?</summary>", cell.source).group()
    return f'<details class="reason" open>{summary}\n\n{asked.reason}\n\n</details>\n</div>'
