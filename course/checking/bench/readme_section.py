"""A table's place: the section of the README that it rewrites, and its picture."""

import re
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.files import write_text


@dataclass(frozen=True)
class Section:
    """What one table has to say.

    Attributes:
        marker: between ``<!-- marker -->`` and ``<!-- /marker -->`` the README shows it.
        text: Markdown.
        picture: file name in pictures/ and PNG bytes; None without one.
    """

    marker: str
    text: str
    picture: tuple[str, bytes] | None = None


def replaced(readme: str, section: Section) -> str:
    """The README's text with this section in its place.

    Raises:
        CourseError: it has not both markers, once each.
    """
    begin, end = f"<!-- {section.marker} -->", f"<!-- /{section.marker} -->"
    if readme.count(begin) != 1 or readme.count(end) != 1 or readme.index(begin) > readme.index(end):
        raise CourseError(
            f"README.md: expected one line {begin} and, below it, one line {end}. Put both where it goes."
        )
    whole = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    return whole.sub(lambda _: f"{begin}\n\n{section.text.strip()}\n\n{end}", readme)


def write(section: Section, root: Path) -> None:
    """Nothing; the README and the picture are as the section has them.

    Raises:
        CourseError: the README has no place for it; nothing is written then.
    """
    readme = root / "README.md"
    text = replaced(readme.read_text(encoding="utf-8"), section)
    if section.picture:
        name, content = section.picture
        (root / "pictures").mkdir(exist_ok=True)
        (root / "pictures" / name).write_bytes(content)
    write_text(readme, text)
