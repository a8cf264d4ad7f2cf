"""The pages beside the lessons, in parts: a module with `of(root, language, lessons)` gives one each."""

import re
from dataclasses import dataclass, field

from helpers.language import current, say

LESSON = re.compile(r"\d\d_")  # how the name of its page begins


@dataclass(frozen=True)
class Part:
    """Some pages of one kind, in the language that is spoken.

    Attributes:
        heading: above them at the side of every page.
        pages: the text of each in MyST Markdown, by the name of its file without ending; it begins with its title.
        beside: files that stand beside the pages, by their path seen from them.
        language: of the pages, two letters, where it is not the one that is spoken.
        with_answers: names of pages that hold answers, to which a learner's search does not lead.
    """

    heading: str
    pages: dict[str, str]
    beside: dict[str, bytes] = field(default_factory=dict)
    language: str = ""
    with_answers: tuple[str, ...] = ()

    def text(self, name):
        """A page as Sphinx reads it: one in another language says so, and names it to what reads aloud."""
        page = self.pages[name].strip()
        if name in self.with_answers:
            return f"---\nnosearch: true\n---\n\n{page}"
        if not self.language:
            return page
        title, _, rest = page.partition("\n")
        words = say("This page is in English, as what it describes is.")
        return f"{{.language-{self.language}}}\n{title}\n\n{{.language-{current()}}}\n{words}\n\n{rest.strip()}\n"


def apart_from_lessons(_, name, template, context, doctree):
    """Let no next or previous lead from the lessons into the pages beside them, which hold answers; Sphinx calls it."""
    ahead, behind = context.get("next"), context.get("prev")
    if ahead and LESSON.match(name) and not LESSON.match(ahead["link"]):
        context["next"] = None
    if behind and LESSON.match(behind["link"]) and not LESSON.match(name):
        context["prev"] = None
