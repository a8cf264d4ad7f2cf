"""The pages of the two packages: what their README says, and every public name's docstring."""

from course.site.parts import Part


def of(root, language, lessons):
    """The part of the site, in the language that is spoken.

    Args:
        root: the folder of the course.
        language: two letters.
        lessons: `built_lessons.Lesson` of each.
    """
    return Part("", {})
