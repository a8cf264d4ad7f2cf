"""Characters that a terminal lacks: what stands in their place, so that no verdict is lost and no command stops.

Nothing newer than Python 3.6 is written here, and nothing but the standard library: this runs before all else.
"""

import codecs
import sys
import unicodedata

# What a compatibility decomposition does not give; one character for one where a table's columns depend on it.
IN_PLACE_OF = {
    "\u2713": "v",  # right
    "\u2717": "x",  # wrong
    "\u25cb": "o",  # to do
    "\u2020": "d",  # died
    "\u0177": "yhat",
    "\u0302": "",
    "\u03bb": "lambda",
    "\u2192": "->",
    "\u2212": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2010": "-",
    "\u00b7": "*",
    "\u00d7": "x",
    "\u00f7": "/",
    "\u2044": "/",
    "\u00b2": "^2",
    "\u2202": "d",
    "\u03a3": "sum",
    "\u2211": "sum",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2248": "~",
    "\u2260": "!=",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00df": "ss",
}
HANDLER = "course"


def say_in_any_terminal():
    """Let standard output and error write any text: what their encoding lacks becomes ASCII."""
    codecs.register_error(HANDLER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def _replaced(fault):
    """What Python asks of an error handler: text for what could not be encoded, and where to go on."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(in_ascii, fault.object[fault.start : fault.end])), fault.end


def in_ascii(character):
    """One character as ASCII: a word, a letter without its accent, or its number."""
    if character in IN_PLACE_OF:
        return IN_PLACE_OF[character]
    if unicodedata.combining(character):
        return ""
    plain = "".join(IN_PLACE_OF.get(one, one) for one in unicodedata.normalize("NFKD", character))
    plain = plain.encode("ascii", "ignore").decode()
    alphabet, _, letter = unicodedata.name(character, "").partition(" LETTER ")
    if not plain and alphabet.startswith(("GREEK", "LATIN")) and letter:  # eta, O with stroke
        plain = letter.split()[0] if "CAPITAL" in alphabet else letter.split()[0].lower()
    return plain or character.encode("ascii", "backslashreplace").decode()
