"""What authors, instructors and CI run: ``python -m course VERB``."""

OLDEST_PYTHON = (3, 10)  # the same as requires-python in pyproject.toml
EXTRAS = ("authors", "tests")  # of pyproject.toml: what `setup` installs besides the core
PACKAGES = ("packages/nbval-tolerance", "packages/warm-kernels")  # products of their own that the course builds on


class CourseError(Exception):
    """A fault said in plain words: what was found, what was expected, what to do.

    ``python -m course`` prints it without a traceback and exits with 1.
    """
