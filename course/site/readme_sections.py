"""Sections of a README as pages of the site: found by their heading, with links that lead somewhere from there."""

import posixpath
import re

from course import CourseError, command
from course.site import built_lessons
from course.site.addresses import BRANCH
from helpers.language import ENGLISH

FENCE_OR_HEADING = re.compile(r"^```.*?^```|^## (?P<title>[^\n]+)$", re.MULTILINE | re.DOTALL)
CODE_OR_LINK = re.compile(
    r"^```.*?^```|`[^`\n]+`|(?<!!)\[(?P<text>[^\[\]]+)\]\((?P<target>[^()\s]+)\)", re.MULTILINE | re.DOTALL
)
ELSEWHERE = re.compile(r"#|[a-z]+:")  # how an address begins that is no file of the course
BOLD_LINE = re.compile(r"^\*\*([^*]+)\*\*$", re.MULTILINE)


class NoSectionError(CourseError):
    """A README lacks a section that the site shows."""


def section(root, language, heading):
    """Title and text of the README's section, in a language.

    A README is translated paragraph by paragraph: the section stands at the same place in every language.

    Args:
        root: the folder of the course.
        language: two letters.
        heading: the section's, in English.

    Raises:
        NoSectionError: it is not there.
    """
    english, found = (_sections(built_lessons.readme(root, one)) for one in (ENGLISH, language))
    places = [place for place, (title, _) in enumerate(english) if title == heading]
    if len(places) != 1:
        titles = ", ".join(f"'{title}'" for title, _ in english)
        raise NoSectionError(
            f"README.md has {len(places)} sections '## {heading}', expected one; its sections are {titles}. "
            "What to do: give the section that heading again, or write the new one into course/site/numbers.py."
        )
    if len(found) != len(english):
        raise NoSectionError(
            f"README.{language}.md has {len(found)} sections and README.md {len(english)}, so which one is "
            f"'## {heading}' cannot be told. What to do: {command('build')}, which makes it."
        )
    return found[places[0]]


def _sections(text):
    """Pairs of a section's title and its text, in order."""
    headings = [found for found in FENCE_OR_HEADING.finditer(text) if found["title"]]
    ends = [*(found.start() for found in headings[1:]), len(text)]
    return [(found["title"], text[found.end() : end].strip()) for found, end in zip(headings, ends, strict=True)]


def page(title, text):
    """A section as a page of its own; a line in bold, which parts a section, is a heading there."""
    text = BOLD_LINE.sub(r"## \1", text)
    return f"# {title}\n\n{text}\n"


def linked(text, folder, pages, repository):
    """The text with its links to files of the course led to the site, else to the repository, else undone.

    Args:
        text: Markdown.
        folder: where it stands in the course, "" for the top.
        pages: names of pages by the file that each shows, seen from the course's folder.
        repository: address of the course's files; "" where none is set.
    """

    def lead(found):
        target = found["target"]
        if not target or ELSEWHERE.match(target):
            return found[0]
        path, mark, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(folder, path))
        if path in pages:
            return f"[{found['text']}]({pages[path]}.md{mark}{anchor})"
        return f"[{found['text']}]({repository}/blob/{BRANCH}/{path}{mark}{anchor})" if repository else found["text"]

    return CODE_OR_LINK.sub(lead, text)
