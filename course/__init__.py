"""What authors, instructors and CI run: ``python -m course VERB``."""


class CourseError(Exception):
    """A fault said in plain words: what was found, what was expected, what to do.

    ``python -m course`` prints it without a traceback and exits with 1.
    """
