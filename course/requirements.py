"""What the course asks of its packages, what it was tested with, and what is there."""

import importlib.metadata
from dataclasses import dataclass

from course import EXTRAS, PACKAGES

try:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name
    from packaging.version import Version
except ModuleNotFoundError:  # nothing is installed yet; pip carries the same, as it does below
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.utils import canonicalize_name
    from pip._vendor.packaging.version import Version
try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    from pip._vendor import tomli as tomllib

OWN = tuple(package.partition("/")[2] for package in PACKAGES)  # installed together with the course


@dataclass(frozen=True)
class Package:
    """One package that the course names.

    Attributes:
        name: as pyproject.toml spells it.
        lowest: the oldest version that pyproject.toml allows.
        tested: the version in constraints.txt; None when it has none.
        found: the version that this Python has; None when it is missing.
    """

    name: str
    lowest: str
    tested: str | None
    found: str | None


def packages(root, extras=None):
    """Every package that pyproject.toml names for these extras, in its order; without extras, those for lessons."""
    tested = pins((root / "constraints.txt").read_text(encoding="utf-8"))
    lessons = requirements(root, ())
    wanted = lessons if extras is None else requirements(root, extras)[len(lessons) :]
    return [Package(name, lowest, tested.get(canonicalize_name(name)), installed(name)) for name, lowest in wanted]


def requirements(root, extras=EXTRAS):
    """(name, lowest version) of each package that pyproject.toml names.

    Raises:
        ValueError: a requirement has another form than NAME>=VERSION.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    found = []
    for requirement in map(Requirement, lines):
        bounds = list(requirement.specifier)
        if [bound.operator for bound in bounds] != [">="] or requirement.marker or requirement.extras:
            raise ValueError(f"pyproject.toml: found '{requirement}', expected NAME>=VERSION, such as numpy>=2.0")
        found.append((requirement.name, bounds[0].version))
    return found


def pins(text):
    """{normalised name: version} of a constraints file."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    pinned = [Requirement(line) for line in lines if line]
    return {canonicalize_name(each.name): next(iter(each.specifier)).version for each in pinned}


def installed(name):
    """Version of a package in this Python; None when it is missing."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def release(version):
    """A version for comparing, without what a build adds to it: "2.13.0+cpu" gives 2.13.0."""
    return Version(Version(version).public)
