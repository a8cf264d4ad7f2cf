"""The folder that holds the site: told from other people's folders, and replaced in one piece or not at all."""

import hashlib
import shutil

from course import CourseError
from course.authoring.seals import digest
from course.files import make_folder, write_text
from course.requirements import installed

MARKER = ".course-site"  # a file in the folder; it holds the digest of what the site was made from
# What a page depends on, besides what is installed. Left out: what only tests or measures.
INPUTS = ("notebooks/**/*.*", "solutions/**/*.ipynb", "tests/exercises/*.py", "helpers/**/*.*", "pictures/*")
INPUTS += ("course/site/**/*.*", "course/authoring/*.py", "README*.md", "docs/*/*.md", "pyproject.toml")
INPUTS += ("course/classroom/**/*.*", "course/marking/**/*.*", "packages/*/*.*", "packages/*/src/**/*.*")
PACKAGES = ("furo", "myst-nb", "sphinx", "sphinx-mathjax-offline", "torch")


class NotOursError(CourseError):
    """A path where the site should go holds something else."""


def inputs(root, patterns=INPUTS):
    """Digest of the files that the site is made from, and of the versions of its packages."""
    paths = sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()})
    contents = [
        [path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]
        for path in paths
        if "__pycache__" not in path.parts
    ]
    return digest([contents, [installed(name) for name in PACKAGES]])


def made_from(out):
    """The digest of what the site in a folder was made from; None when there is no site."""
    marker = out / MARKER
    return marker.read_text(encoding="utf-8").strip() if marker.is_file() else None


def refuse_strange(out):
    """Refuse a folder that is there and is not a site of ours.

    Raises:
        NotOursError: says what is there instead.
    """
    for path in (out, _new(out), _old(out)):
        if path.is_dir() and (made_from(path) is not None or not any(path.iterdir())):
            continue
        if path.exists() or path.is_symlink():
            what = "a folder that no site was made in" if path.is_dir() else "a file"
            raise NotOursError(
                f"found {what} at {path}; expected a site of this course, or no such path. It is left as it is. "
                "What to do: move it away, or give another folder with --out."
            )


def recover(out):
    """Put the site back that an interrupted build had moved aside, and remove what such a build left."""
    if not out.exists() and _old(out).exists():
        _old(out).rename(out)
    for path in (_new(out), _old(out)):
        if path.exists():
            shutil.rmtree(path)


def begin(out, made_of):
    """A new folder beside the site, to make the next one in."""
    make_folder(_new(out))
    write_text(_new(out) / MARKER, f"{made_of}\n")
    return _new(out)


def put(out):
    """Let the folder that `begin` gave take the place of the site."""
    if out.exists():
        out.rename(_old(out))
    _new(out).rename(out)
    if _old(out).exists():
        shutil.rmtree(_old(out))


def _new(out):
    return out.with_name(f"{out.name}.new")


def _old(out):
    return out.with_name(f"{out.name}.old")
