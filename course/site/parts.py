"""The pages beside the lessons, in parts: a module with `of(root, language, lessons)` gives one each."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """Some pages of one kind, in the language that is spoken.

    Attributes:
        heading: above them at the side of every page.
        pages: the text of each in MyST Markdown, by the name of its file without ending; it begins with its title.
        beside: files that stand beside the pages, by their path seen from them.
    """

    heading: str
    pages: dict[str, str]
    beside: dict[str, bytes] = field(default_factory=dict)
