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
    | (?P<address> (?<=\bat\ )0[xX][0-9a-fA-F]+ | \b0[xX][0-9a-fA-F]{8,}\b | \uE000 )
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
_KINDS = {"float": FLOAT, "kind": FLOAT, "integer": INTEGER, "address": ADDRESS}

# What may stand after the `2.` of an array: a further number, a mark that closes or parts, an imaginary unit.
_AFTER_FLOAT = re.compile(r"\s*(?:[-+−]?[\d.]|(?P<mark>[,;)])|[\]}<|/*%]|j\b|(?i:[-+]?(?:nan|inf)\b))")
_KERNEL_FILE = re.compile(r"ipykernel_\d+[\\/]+\d+\.py")
_KERNEL_NAME = re.compile(r"<ipython-input-\d+-\w+>|(?<=\()\d{4,}\.py(?=, line \d)")
_NOT_IN_PATH = frozenset(" \t\r\n\"'<>|()[]")
_HIDDEN = "\ue000"  # a private character: it stands for "some address" in the text that is cut up


class Token(NamedTuple):
    """One word, mark or number, and where in the text it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> list[Token]:
    """List of the tokens of a text, in order; the paths of a kernel's temporary source count as addresses."""
    found = []
    for match in _PATTERN.finditer(text):
        group = match.lastgroup
        if group == "space":
            continue
        if group != "dotted":
            found.append(Token(_KINDS.get(group, WORD), match.group(), match.start()))
        elif _is_float(text, match.start(), match.end()):
            found.append(Token(FLOAT, match.group(), match.start()))
        else:
            found.append(Token(INTEGER, match.group()[:-1], match.start()))
            found.append(Token(WORD, ".", match.end() - 1))
    return found


def without_kernel_paths(text: str) -> str:
    """Text with the same lines, where each path of a kernel's temporary source is one private character."""
    if "ipykernel_" in text:
        pieces, done = [], 0
        for match in _KERNEL_FILE.finditer(text):
            start = match.start()
            while start > done and text[start - 1] not in _NOT_IN_PATH:
                start -= 1
            pieces += [text[done:start], _HIDDEN]
            done = match.end()
        text = "".join([*pieces, text[done:]])
    return _KERNEL_NAME.sub(_HIDDEN, text)


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
