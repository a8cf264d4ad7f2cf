"""Text to tokens: words, marks, integers, floats, and the addresses that mean nothing.

White space only separates tokens, so a tensor may be wrapped in another place. Every repetition in the pattern is
over one class of characters or bounded, so the time grows with the length of the text and not with its square.
"""

import re
from typing import NamedTuple

FLOAT, INTEGER, WORD, ADDRESS = "float", "integer", "word", "address"

_PATTERN = re.compile(
    r"""
      (?P<space> \s+ )
    | (?P<kind> [-+−]?(?<!\w)(?i:inf(?:inity)?|nan)(?!\w) )         # a float without digits
    | (?P<word> [^\W\d_]+ )
    | (?P<plain> [^\w\s.+−\uE000-] | [-=_*#~.]{4,} )               # a mark that begins no number, a ruler
    | (?P<address> (?<=\bat\s)0[xX][0-9a-fA-F]+ | \uE000 )
    | (?P<hexadecimal> \b0[xX][0-9a-fA-F]+ )
    | (?P<version> [-+−]?\d+(?:\.\d+){2,} )                         # 2.13.0, 127.0.0.1: never a number
    | (?P<float> [-+−]?(?:
          (?<![\[\d.,])\d{1,3}(?:,\d{3}){1,6}\.\d+(?!\d|,\d)        # 1,234.5; in [1,234.5] the comma parts two numbers
        | \d{1,3}(?:_\d{3}){1,6}\.\d+                               # 1_234.5
        | \d+\.\d*[eE][-+−]?\d+ | \d+\.\d+                          # 1.e-09, 0.5
        | (?<![\w.)\]])\.\d+(?:[eE][-+−]?\d+)?                      # .5, but not the .0001 of a file name
        | (?<![^\W\d])\d+[eE](?:[-+−]\d+|\d+(?!\w))                 # 1e-05, but not inside a hash like a12e5
      ) )
    | (?P<dotted> [-+−]?\d+\.(?![^\Wj]|\.) )                        # 2. is a float or ends a sentence
    | (?P<integer> [-+−]?(?:
          (?<![\[\d.,])\d{1,3}(?:,\d{3}){1,6}(?!\d|,\d|\.\d) | \d{1,3}(?:_\d{3}){1,6}(?![\d_]) | \d+
      ) )
    | (?P<mark> \S )
    """,
    re.VERBOSE,
)
_KINDS = {"float": FLOAT, "kind": FLOAT, "dotted": FLOAT, "integer": INTEGER, "address": ADDRESS}

# What may stand after the `2.` of an array: a further number, a mark that closes or parts, an imaginary unit.
_AFTER_FLOAT = re.compile(r"\s*(?:[-+−]?[\d.]|(?P<mark>[,;)])|[\]}<|/*%]|j\b|(?i:[-+]?(?:nan|inf)\b))")
_ADDRESS_DIGITS = 7  # of a hexadecimal number inside <...>; <Flag 0x3> is a value
HIDDEN = "\ue000"  # a private character: it stands for "some address" in the text that is cut up


class Token(NamedTuple):
    """One word, mark or number, and where in the text it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """List of the tokens of a text, in order; what is hidden beforehand counts as addresses."""
    found, inside = [], 0  # how many <... are open on this line
    for match in _PATTERN.finditer(text):
        group, piece, start = match.lastgroup, match.group(), match.start()
        if group == "space":
            inside = 0 if "\n" in piece else inside
        elif group == "dotted" and not _is_float(text, start, match.end()):
            found += [Token(INTEGER, piece[:-1], start), Token(WORD, ".", match.end() - 1)]
        elif group == "hexadecimal" and inside and len(piece) >= len("0x") + _ADDRESS_DIGITS:
            found.append(Token(ADDRESS, piece, start))
        else:
            found.append(Token(_KINDS.get(group, WORD), piece, start))
        if piece == "<" and text[start + 1 : start + 2].isidentifier():
            inside += 1
        elif piece == ">" and text[start - 1] not in "-=":
            inside = max(0, inside - 1)
    return found


def _is_float(text: str, start: int, end: int) -> bool:
    """Whether `2.` is a number as arrays print it; at the end of a sentence it is an integer and a full stop."""
    before = start - 1
    while before >= 0 and text[before] in " \t":
        before -= 1
    previous = text[before] if before >= 0 else "\n"
    follower = _AFTER_FLOAT.match(text, end)
    if follower:
        # "(see step 1000.)" is a sentence, "tensor(1000.)" is not.
        return not (follower.group("mark") and previous.isalpha())
    return previous in "\n=([{,"
