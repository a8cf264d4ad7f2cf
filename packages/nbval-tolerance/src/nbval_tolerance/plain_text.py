"""Text as it is compared: without what was overwritten, its letters in one form, and no places that say nothing."""

import re
import unicodedata
from itertools import groupby

from nbval_tolerance.tokens import HIDDEN

# How a path ends that says nothing: a cell's source, the folder of packages or of Python itself, a temporary folder.
# The last lines are no paths: what stands for a cell's source without one, and the pixels of a figure.
_PLACE = re.compile(
    r"""
      (?: ipykernel_\d+[\\/]+\d+ | ipython-input-\d+-\w+ ) \.py
    | (?i: (?: \blib(?:64)?[\\/]+python3(?:\.\d+)? | \bpython3\d*[\\/]+lib ) (?: [\\/]+(?:site|dist)-packages )?
         | \b(?:site|dist)-packages ) (?![\w.-]) [\\/]*
    | (?: (?<![\w.~\\/-]) (?:/private)? (?: /tmp | /var/tmp | /var/folders/\w+/\w+/T ) | (?<=\bLocal)[\\/]+Temp )
      (?![\w.-]) (?: [\\/]+ (?!ipykernel_) [\w-]+ (?![\w.-]) )? [\\/]*
    | (?<=[\\/]) tmp[a-z0-9_]{8} (?![a-z0-9_]) [\\/]*                 # as Python's tempfile names them, anywhere
    | <ipython-input-\d+-\w+> | (?<=\()\d{4,}\.py(?=,\ line\ \d)
    | (?<=<Figure\ size\ )[\d.]+x[\d.]+(?=[ >]) | (?<=\bFigure\()\d+x\d+(?=\))
    """,
    re.VERBOSE,
)
_NOT_IN_PATH = frozenset(" \t\r\n\"'<>|()[]{}=,;:")
_DRIVE = re.compile(r"\b[A-Za-z]:$")
# How a line begins with a path that has spaces: C:\Program Files\Python311\...; not where a second path follows.
_SPACED = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[\w.~\\/-]|[ ](?![\\/]))*[ ]")
_AFTER_HIDDEN = re.compile(HIDDEN + r"[\w.\\/-]+")


def overwritten(text: str) -> str:
    """Text as a terminal shows it: what comes after a carriage return or a backspace stands over what was there."""
    return "\n".join(_line(line) if "\r" in line or "\b" in line else line for line in text.split("\n"))


def plain(text: str) -> str:
    """Text with the same lines, its letters in one form, and one private character for each place that says nothing."""
    if not text.isascii():
        runs = groupby(text, key=lambda char: char.isalpha() or unicodedata.combining(char) > 0)
        pieces = (("".join(run), letters) for letters, run in runs)
        text = "".join(unicodedata.normalize("NFKC", piece) if letters else piece for piece, letters in pieces)
    pieces, done = [], 0
    for match in _PLACE.finditer(text):
        start = match.start()
        while start > done and text[start - 1] not in _NOT_IN_PATH:
            start -= 1
        if start > done and _DRIVE.search(text, start - 2, start):
            start -= 2
        line = max(done, text.rfind("\n", done, start) + 1)
        if text[start] not in "\\/~" and text[start + 1 : start + 2] != ":" and _SPACED.fullmatch(text, line, start):
            start = line
        if start > done or not pieces:  # what follows one place at once is one place with it
            pieces += [text[done:start], HIDDEN]
        done = match.end()
    return _AFTER_HIDDEN.sub(lambda rest: rest.group().replace("\\", "/"), "".join([*pieces, text[done:]]))


def _line(text: str) -> str:
    shown, at = [], 0
    for char in text:
        if char in "\r\b":
            at = 0 if char == "\r" else max(0, at - 1)
        else:
            shown[at : at + 1] = char
            at += 1
    return "".join(shown)
