"""A table's place: the section of a page that it rewrites, its picture, and what it was measured on."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from math import isnan
from pathlib import Path

from course import CourseError
from course.files import write_text
from course.places import REFERENCE

PAGE = f"{REFERENCE}/speed.md"
CPU_FILE = Path("/proc/cpuinfo")
NOT_MEASURED = "–"


@dataclass(frozen=True)
class Section:
    """What one table has to say.

    Attributes:
        marker: between ``<!-- marker -->`` and ``<!-- /marker -->`` the page shows it.
        text: Markdown.
        picture: file name in pictures/ and PNG bytes; None without one.
    """

    marker: str
    text: str
    picture: tuple[str, bytes] | None = None


def replaced(page: str, section: Section) -> str:
    """The page's text with this section in its place.

    Raises:
        CourseError: it has not both markers, once each.
    """
    begin, end = f"<!-- {section.marker} -->", f"<!-- /{section.marker} -->"
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise CourseError(f"{PAGE}: expected one line {begin} and, below it, one line {end}. Put both where it goes.")
    whole = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    return whole.sub(lambda _: f"{begin}\n\n{section.text.strip()}\n\n{end}", page)


def write(section: Section, root: Path) -> None:
    """Put the section into its page, and its picture into pictures/.

    Raises:
        CourseError: the page has no place for it; nothing is written then.
    """
    page = root / PAGE
    text = replaced(page.read_text(encoding="utf-8"), section)
    if section.picture:
        name, content = section.picture
        (root / "pictures").mkdir(exist_ok=True)
        (root / "pictures" / name).write_bytes(content)
    write_text(page, text)


def number(value: float, digits: int = 1) -> str:
    """A figure for a table; a dash when it is not a number."""
    return NOT_MEASURED if isnan(value) else f"{value:.{digits}f}"


def as_markdown(lines: Sequence[Sequence[str]]) -> str:
    """A table: the first line is its head, the first column is words and the others are figures."""
    heads, *others = lines
    every = [heads, ["---", *["---:"] * (len(heads) - 1)], *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in every)


def measured_on(day: date | None = None) -> str:
    """A sentence: when, on what and with which versions; nothing that names a computer or a person."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return (
        f"Measured on {(day or date.today()).isoformat()}, {processor()}, {cores} core{'s'[: cores != 1]}, "
        f"{platform.system()}, Python {platform.python_version()}, torch {version('torch').partition('+')[0]}."
    )


def processor(cpu_file: Path = CPU_FILE) -> str:
    """The processor's name, as its maker sells it."""
    listed = cpu_file.read_text(encoding="utf-8") if cpu_file.exists() else ""
    named = re.search(r"^model name\s*: *(.+)$", listed, re.MULTILINE)
    return named[1] if named else platform.processor() or platform.machine()
