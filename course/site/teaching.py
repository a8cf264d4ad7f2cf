"""A lesson for who teaches it: its time plan, the known mistakes with what helps, the answer to each prediction."""

import re

from course.authoring import predictions
from course.site import gallery, slide_page, slides, time_plan
from helpers.language import say

STATED = re.compile(r"^> \*\*\w+ (\d\d-\d+)\.\*\* \*(.+?)\*", re.MULTILINE)
HEADING = re.compile(r"^#{2,3} .+\n?", re.MULTILINE)


def page(written, lesson, english):
    """The text of a lesson's page for instructors, in the language that is spoken.

    Args:
        written: what is written by hand: the title, what the lesson is for, questions for the board.
        lesson: `built_lessons.Lesson` with its mistakes.
        english: the stored English notebook, by which the minutes are counted.
    """
    title, _, rest = written.strip().partition("\n\n")
    name, titles = lesson.files.name, [one.title for one in time_plan.of(lesson.notebook)]
    warning, to_lesson, to_slides = say("This page has the answers."), say("The lesson"), say("Slides")
    told = say(
        "Each exercise as learners read it, with its hints. Below it, what learners get wrong: the lines that make a "
        "mistake, where single lines do, the name that reports and points use, and what `check` says. Say that first, "
        "and the next hint if it is not enough."
    )
    wrong, plan, answers = (
        say("What learners get wrong, and what to say"),
        say("Time plan"),
        say("The answer to each prediction"),
    )
    links = [f"[{to_lesson}]({name}.ipynb)"]
    if slides.of(lesson.notebook, lesson.opening):
        links.append(f'<a href="{slide_page.FOLDER}/{name}.html">{to_slides}</a>')
    parts = [
        title,
        f"**{warning}** " + " · ".join(links),
        rest,
        f"## {plan}",
        time_plan.shown(time_plan.of(english), titles),
        f"## {wrong}",
        told,
        *_exercises(lesson),
        f"## {answers}",
        *_answers(lesson.notebook),
    ]
    return "\n\n".join(parts) + "\n"


def _exercises(lesson):
    """Each exercise as the lesson states it, and its known mistakes."""
    for cell in lesson.notebook.cells:
        if cell.cell_type == "markdown" and (stated := STATED.search(cell.source)):
            number, title = stated.groups()
            yield f"### {number} · {title}"
            yield HEADING.sub("", cell.source).strip()
            yield from (gallery.mistake(one, one.name) for one in lesson.mistakes if one.exercise == number)


def _answers(notebook):
    """Each prediction with the letter of its answer, the reason, and what stands behind the other letters."""
    section = ""
    asked = {one.place: one for one in predictions.of_edition(notebook)}
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and (heading := time_plan.SECTION.search(cell.source)):
            section = ". ".join(filter(None, heading.groups()))
        if one := asked.get(place):
            options = "\n".join(f"- **({letter})** {text}" for letter, text in one.options.items())
            yield f"### {section}" if section else ""
            section = ""  # a second prediction of the same section stands below its heading
            yield f"{one.question}\n\n{options}"
            yield "> " + one.reason.replace("\n", "\n> ")
