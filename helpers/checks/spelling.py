"""Words for characters that a terminal cannot show: ``yhat`` for ŷ, ``[right]`` for ✓."""

import codecs
import sys
import unicodedata

SPELT = {
    "✓": "[right]",
    "✗": "[wrong]",
    "○": "[to do]",
    "−": "-",
    "ŷ": "yhat",
    "λ": "lambda",
    "μ": "mu",
    "·": "*",
    "×": "x",
    "½": "1/2",
    "±": "+-",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "‖": "||",
    "∂": "d",
    "–": "-",
    "—": "-",
    "’": "'",
    "²": "^2",
    "³": "^3",
    "ᵏ": "^k",
    "ᵀ": "^T",
    "⁻": "^-",
}
HANDLER = "course.spelling"


def spelt(text: str) -> str:
    """The text as it is where standard output can show all of its characters; the others as words.

    Args:
        text: any text, a learner's own words and broken characters included.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"  # a stream of text in memory takes all characters
    return text.encode(encoding, HANDLER).decode(encoding)


def _words(error):
    """What a codec writes in place of what it does not have, and where it goes on."""
    return "".join(map(_word, error.object[error.start : error.end])), error.end


def _word(character):
    if character in SPELT:
        return SPELT[character]
    alike = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()  # é is e, … is ...
    return alike or unicodedata.name(character, "?").split()[-1].lower()  # π is pi


codecs.register_error(HANDLER, _words)
