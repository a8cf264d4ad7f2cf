"""What the course asks of its packages, what it was tested with, and what is there."""

import importlib.metadata
import re
from dataclasses import dataclass

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10; pip carries the same reader
    from pip._vendor import tomli as tomllib

OWN = ("nbval-tolerance", "warm-kernels")  # in packages/, installed together with the course
EXTRAS = ("authors", "tests")  # what `setup` installs besides the core
REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")  # the one form pyproject.toml uses
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")


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


def packages(root):
    """Every package that pyproject.toml names for learners, authors and tests, in its order."""
    tested = pins((root / "constraints.txt").read_text(encoding="utf-8"))
    return [Package(name, lowest, tested.get(key(name)), installed(name)) for name, lowest in requirements(root)]


def requirements(root, extras=EXTRAS):
    """(name, lowest version) of each package that pyproject.toml names.

    Raises:
        ValueError: a requirement has another form than NAME>=VERSION.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    matches = [(line, REQUIREMENT.fullmatch(line)) for line in lines]
    for line, match in matches:
        if not match:
            raise ValueError(f"pyproject.toml: found {line!r}, expected NAME>=VERSION, such as numpy>=2.0")
    return [(match[1], match[2]) for _, match in matches]


def pins(text):
    """{normalised name: version} of a constraints file."""
    return {key(match[1]): match[2] for line in text.splitlines() if (match := PIN.match(line))}


def installed(name):
    """Version of a package in this Python; None when it is missing."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def key(name):
    """The name under which two spellings of a package are the same."""
    return re.sub(r"[-_.]+", "-", name).lower()


def release(version):
    """Numbers of a version, for comparing: "2.13.0+cpu" gives (2, 13, 0)."""
    return tuple(int(number) for number in re.match(r"[0-9.]*[0-9]", version)[0].split("."))
