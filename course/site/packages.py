"""The pages of the packages: what their README says, and the docstrings of what a program imports from them."""

import importlib

from course import CourseError, command
from course.requirements import tomllib
from course.site import addresses, written_pages
from course.site.parts import Part
from helpers.language import ENGLISH, say

FOLDER = "packages"
# Modules whose public names another program may import, by the package's name; the others serve its commands.
PUBLIC = {
    "nbval-tolerance": (
        "nbval_tolerance.output_differences",
        "nbval_tolerance.text_differences",
        "nbval_tolerance.tolerance",
    ),
    "warm-kernels": ("warm_kernels", "warm_kernels.forked_child"),
}
API = """## Python API

{modules}
"""
MODULE = """### {name}

```{{eval-rst}}
.. automodule:: {name}
   :members:
   :member-order: bysource
```
"""


def of(root, language, lessons):
    """The part of the site, in English whatever is spoken, as the packages are.

    Args:
        root: the folder of the course.
        language: two letters.
        lessons: `built_lessons.Lesson` of each.

    Raises:
        CourseError: a package cannot be imported.
    """
    shown, repository = written_pages.shown(root, language), addresses.of(root).repository
    names = [path.parent.name for path in written_pages.of_packages(root)]
    pages = {name: _page(root, name, shown, repository) for name in names}
    return Part(say("Packages"), pages, language="" if language == ENGLISH else ENGLISH)


def _page(root, name, shown, repository):
    folder = root / FOLDER / name
    about = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]["description"]
    title, _, text = (folder / "README.md").read_text(encoding="utf-8").partition("\n")
    text = written_pages.linked(text.strip(), f"{FOLDER}/{name}", shown, repository)
    modules = "\n".join(_module(one, name) for one in PUBLIC.get(name, (name.replace("-", "_"),)))
    return f"{title}\n\n{about}.\n\n{text}\n\n{API.format(modules=modules)}"


def _module(name, package):
    try:
        importlib.import_module(name)
    except Exception as fault:  # whatever it is, Sphinx could only say it less plainly
        raise CourseError(
            f"{name} of packages/{package} cannot be imported, and its page shows its docstrings: "
            f"{type(fault).__name__}: {fault}. What to do: mend it, or install it again: {command('setup', '--site')}"
        ) from fault
    return MODULE.format(name=name)
