"""Which of the texts and records of helpers/ show a line of a lesson's answers, by the rule a build has for outputs."""

import functools
from types import SimpleNamespace

from course import places
from course.authoring import leaks, lesson_source


@functools.cache
def _source(number):
    [lesson] = places.find([number])
    return lesson_source.parse(lesson.source.read_text(encoding="utf-8"), lesson.source.name)


def leaking(number, things):
    """Those of some texts or records that show a line of an answer of the lesson."""

    def shows(outputs):
        cell = SimpleNamespace(cell_type="code", outputs=outputs)
        return leaks.in_outputs(_source(number), SimpleNamespace(cells=[cell]))

    return [thing for thing in things if shows([thing])] if shows(things) else []
