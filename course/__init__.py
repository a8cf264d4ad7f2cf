"""What authors, instructors and CI run: ``python -m course VERB``."""

import os
import shlex
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 10)  # the same as requires-python in pyproject.toml
EXTRAS = ("authors", "tests")  # of pyproject.toml: what `setup` installs besides the core
SITE = "site"  # the extra that is added when the web site is first made
PACKAGES = ("packages/nbval-tolerance", "packages/warm-kernels")  # products of their own that the course builds on


class CourseError(Exception):
    """A fault said in plain words: what was found, what was expected, what to do.

    ``python -m course`` prints it without a traceback and exits with 1.
    """


def command(*words, python=None):
    """The command line of a verb, as it works from where the reader is when it is copied and pasted.

    Args:
        words: the verb and what it takes; none for what stands before every verb.
        python: another Python than the one that runs, which may be make's.
    """
    here, own = str(Path.cwd()) + os.sep, python or sys.executable
    if own.startswith(here):
        own = own[len(here) :]
    if words and python is None and _started_by_make(own):
        verb, arguments = words[0], " ".join(map(_quoted, words[1:]))
        return "make " + verb + (' ARGS="' + arguments + '"' if arguments else "")
    return " ".join(map(_quoted, (own, "-m", "course", *words)))


def by_make(*verbs):
    """The command line of some verbs for a reader whose place is not known, as on a page: make's, in the folder."""
    return " ".join(("make", *verbs))


def _started_by_make(python):
    """Whether make was started in the course's folder and runs its own environment, and would do so again."""
    at_home = Path.cwd() == Path(__file__).resolve().parents[1]
    return "MAKELEVEL" in os.environ and at_home and python.startswith(".venv" + os.sep)


def _quoted(word):
    if os.name == "nt":  # its shells know no single quotes
        return '"' + word + '"' if " " in word else word
    return shlex.quote(word)
