"""A table's place: the section of the README that it rewrites, its picture, and what it was measured on."""

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

CPU_FILE = Path("/proc/cpuinfo")
NOT_MEASURED = "–"


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
    """Put the section into the README, and its picture beside it.

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
