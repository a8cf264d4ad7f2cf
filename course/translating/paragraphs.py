"""A text of a lesson taken apart into what is translated and what stands around it; put together it is the same text.

What is translated, a message, is a heading, a paragraph, an item of a list, a cell of a table, the title or the text of
a fold. Its line breaks count as spaces, so that wrapping it otherwise changes nothing. Formulas that stand alone, code
between fences and other marks are no messages.
"""

import re
from dataclasses import dataclass

FENCE = re.compile(r"\s*(```|\$\$)")
# What begins a message and is no part of it: a quote, a heading, an item, a fold's tags.
OPENING = re.compile(r"\s*(?:> ?|#{1,6} +|[-*] +|\d+\. +|</?\w+>)*")
TITLE = re.compile(r"(.*?)((?:</\w+>)+(?:<\w+>)*)(.*)", re.DOTALL)  # of a fold, on the line of its text
CELLS = re.compile(r"(\s*\|\s*)")  # of a line of a table
TRAILING = re.compile(r"(?:</\w+>)*\s*\Z")
NO_MESSAGE = re.compile(r"`[^`]*`|\$[^$]*\$|\*\*\([a-c]\)\*\*|<[^>]+>|lr|[^\w]|[\d_]|(?<=\d)e(?=[-−\d])")


@dataclass(frozen=True)
class Piece:
    """A piece of a text, and whether it is translated."""

    text: str
    is_message: bool = False


def pieces(markdown):
    """The pieces of a text, in order; joined, they are the text, but for line breaks inside a message."""
    found, fenced, goes_on = [], False, False
    for line in markdown.split("\n"):
        fences = len(FENCE.findall(line)) and (line.count("$$") or line.count("```"))
        if fenced or fences or not line.strip():
            found += [Piece(line), Piece("\n")]
            fenced, goes_on = fenced ^ (fences % 2 == 1), False
            continue
        if line.startswith("|"):
            found += [*map(_piece, filter(None, CELLS.split(line))), Piece("\n")]
            goes_on = False
            continue
        before = OPENING.match(line).group()
        if not before.strip() and goes_on:
            found[-2] = Piece(f"{found[-2].text} {line.strip()}", is_message=True)  # a paragraph's next line
            continue
        found += [piece for piece in (Piece(before), *_inline(line[len(before) :]), Piece("\n")) if piece.text]
        goes_on = found[-2].is_message and not line.startswith("#")
    return found[:-1]


def messages(markdown):
    """The messages of a text, in order."""
    return [piece.text for piece in pieces(markdown) if piece.is_message]


def _inline(text):
    """The rest of a line behind its opening: a fold's title and its text are two messages."""
    if title := TITLE.fullmatch(text):
        first, tags, rest = title.groups()
        return [_piece(first), Piece(tags), *_inline(rest)] if rest.strip() else [_piece(first), Piece(tags + rest)]
    end = TRAILING.search(text).start()
    return [_piece(text[:end]), Piece(text[end:])]


def _piece(text):
    return Piece(text, is_message=bool(NO_MESSAGE.sub("", text)))
