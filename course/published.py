"""Where the course is published: `[project.urls]` of pyproject.toml, the one place that says it; nothing has to be set.

`Documentation` is the address of the site, `Repository` that of the course's files.
"""

import re

from course import CourseError
from course.requirements import tomllib

DOCUMENTATION, REPOSITORY = "Documentation", "Repository"
BRANCH = "main"  # of the repository; what links lead to
WHOLE = re.compile(r"https://[\w.-]+(/[\w.~-]+)*")  # it is written into notebooks and pages as it stands


class AddressError(CourseError):
    """An address that nothing can be opened with."""


def address(root, name):
    """The address of that name, without what may end it: a slash, or the ``.git`` that cloning allows; "" if not set.

    Raises:
        AddressError: it is no plain https address.
    """
    settings = root / "pyproject.toml"
    if not settings.is_file():
        return ""
    urls = tomllib.loads(settings.read_text(encoding="utf-8"))["project"].get("urls", {})
    found = urls.get(name, "").rstrip("/").removesuffix(".git")
    if found and not WHOLE.fullmatch(found):
        raise AddressError(
            f"pyproject.toml: [project.urls] {name} is {found!r}; expected an address such as "
            "https://github.com/OWNER/NAME. Write it so, or take the line out."
        )
    return found
