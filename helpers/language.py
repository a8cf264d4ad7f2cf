"""The language of what helpers say and draw: English as it is written, or the one that a notebook switched to.

`from helpers.es import check, hint, progress` switches this kernel to Spanish. Texts stand in English where they are
said, as `say("right, on {count} inputs", count=3)`; their translations are made from locale/ by a build.
"""

import contextlib
import json
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "español"}  # each by its own name; a further one is a word here and a folder
SAID = "said.json"  # in the language's folder beside this file
_of_kernel = ENGLISH  # a cell of a notebook runs in a context of its own, so that this is no context variable
_of_block: ContextVar[str | None] = ContextVar("language", default=None)


def switch(language: str) -> None:
    """Let this process speak another language from now on."""
    global _of_kernel
    _of_kernel = known(language)


@contextlib.contextmanager
def speaking(language: str):
    """Speak another language inside a block, in this thread."""
    token = _of_block.set(known(language))
    try:
        yield
    finally:
        _of_block.reset(token)


def current() -> str:
    """The two letters of the language that is spoken."""
    return _of_block.get() or _of_kernel


def known(language: str) -> str:
    """The language's two letters.

    Raises:
        ValueError: the course has no such language; says which ones it has.
    """
    if language not in LANGUAGES:
        raise ValueError(f"found the language {language!r}; the course speaks {', '.join(LANGUAGES)}.")
    return language


def say(text: str, /, **words) -> str:
    """The text in the language that is spoken, English where it has no translation, with the words in its places.

    Args:
        text: English, with {name} for each word; without words, braces are braces.
        words: by name.
    """
    said = _translations(current()).get(text, text)
    return said.format(**words) if words else said


@cache
def _translations(language: str) -> dict[str, str]:
    """English -> the language's words; a build makes the file from locale/."""
    if language == ENGLISH:
        return {}
    return json.loads((Path(__file__).parent / language / SAID).read_text(encoding="utf-8"))
