"""The pages with numbers: how they are compared, how fast, and what was measured, all from sections of the README."""

from course.site import addresses, packages, readme_sections
from course.site.parts import Part
from helpers.language import say

SECTIONS = {"numbers": "How numbers are compared", "speed": "Speed"}  # a page's name, and what it shows


def of(root, language, lessons):
    """The part of the site, in the language that is spoken.

    Args:
        root: the folder of the course.
        language: two letters.
        lessons: `built_lessons.Lesson` of each.

    Raises:
        NoSectionError: the README lacks one of the sections.
    """
    shown, repository = packages.pages_by_readme(root), addresses.of(root).repository
    pages = {}
    for name, heading in SECTIONS.items():
        title, text = readme_sections.section(root, language, heading)
        pages[name] = readme_sections.page(title, readme_sections.linked(text, "", shown, repository))
    return Part(say("Numbers and speed"), pages)
