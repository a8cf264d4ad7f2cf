"""What authors, instructors and CI run: ``python -m course VERB``."""

OLDEST_PYTHON = (3, 10)  # the same as requires-python in pyproject.toml


class CourseError(Exception):
    """A fault said in plain words: what was found, what was expected, what to do.

    ``python -m course`` prints it without a traceback and exits with 1.
    """
