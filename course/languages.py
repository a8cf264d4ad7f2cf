"""The languages that the course is translated into, and how one is asked for."""

import locale
import os

from course import CourseError, command
from helpers.language import ENGLISH, LANGUAGES, say, speaking

OTHERS = [language for language in LANGUAGES if language != ENGLISH]


class UnknownLanguageError(CourseError):
    """The course has no such language."""


def known(language):
    """The two letters of a language that the course speaks.

    Raises:
        UnknownLanguageError: names the languages there are.
    """
    if language not in LANGUAGES:
        listed = ", ".join(f"{letters} ({name})" for letters, name in LANGUAGES.items())
        raise UnknownLanguageError(f"the course does not speak {language!r}. Its languages are: {listed}.")
    return language


def offer(verb):
    """A line in the reader's own language that says how a command speaks it; "" where it is none of ours."""
    language = _of_system()
    if language not in OTHERS:
        return ""
    with speaking(language):
        return say("The course speaks your language: {command}", command=command(verb, "--language", language))


def _of_system():
    """The two letters of the language that this machine is set to."""
    chosen = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return (chosen or locale.getlocale()[0] or "")[:2].lower()
