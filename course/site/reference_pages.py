"""The pages to look things up in: a lesson's source, translations, grading, how numbers are compared, how fast."""

from course.site import written_pages
from course.site.parts import Part
from helpers.language import say


def of(root, language, lessons):
    """The part of the site, in the language that is spoken.

    Args:
        root: the folder of the course.
        language: two letters.
        lessons: `built_lessons.Lesson` of each.

    Raises:
        NotBuiltError: a page is not there in that language.
    """
    return Part(say("Reference"), written_pages.texts("reference", root, language))
