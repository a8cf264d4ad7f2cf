"""What a translation lost or changed: numbers, code, formulas, places, letters, marks, terms."""

import html
import re
from collections import Counter

from course.translating import glossary

CODE = re.compile(r"`[^`]*`")
FORMULA = re.compile(r"\$[^$]+\$")
WORDS_IN_FORMULA = re.compile(r"\\text\{[^}]*\}")
ENDS = re.compile(r"(\s*).*?(\s*)", re.DOTALL)
# What has to be there as often as in the English, whatever the order of the words.
KEPT = {
    "code": CODE,
    "formula": FORMULA,
    "number": re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e[-−]?\d+)?|[½⅓¼¾²³]"),
    "option letter": re.compile(r"\([a-c]\)"),
    "tag": re.compile(r"</?\w+>|&\w+;"),
    "address": re.compile(r"\]\([^)]*\)"),
    "bold mark": re.compile(r"\*\*"),
    "place": re.compile(r"\{[^{}]*\}"),
}
INSIDE = ("code", "formula")  # what else they hold is compared as a part of them
EXCUSE = "glossary:"  # a translator's comment, "# glossary: step", excuses that term in its entry
SAME = "same"  # ... and "# same" says that the text is meant to be as in English
WORD = re.compile(r"[^\W\d_]{3,}")


def of_entry(entry, terms=()):
    """The faults of one translated entry, a sentence each.

    Args:
        entry: babel's message, with its English and its translation.
        terms: of the glossary.
    """
    english, translated = entry.id, entry.string
    bare_english, bare = (CODE.sub(" ", FORMULA.sub(" ", text)) for text in (english, translated))
    for what, pattern in KEPT.items():
        ours, theirs = (english, translated) if what in INSIDE else (bare_english, bare)
        yield from _difference(what, _counted(pattern, ours), _counted(pattern, theirs))
    if ENDS.fullmatch(english).groups() != ENDS.fullmatch(translated).groups():
        yield "begins or ends with other spaces than the English"
    excused = {word.strip() for line in entry.user_comments for word in _excuses(line)}
    words = [KEPT["place"].sub(" ", text) for text in (bare_english, bare)]
    yield from glossary.breaches([term for term in terms if term.english not in excused], *words)
    if translated == english and len(WORD.findall(words[1])) > 1 and SAME not in entry.user_comments:
        yield f"is English still; translate it, or write '# {SAME}' above the entry"


def of_doubles(catalogues):
    """Texts that one English text has in several places: pairs of a file's name and entry, and a sentence.

    Args:
        catalogues: by the name of their file.
    """
    first = {}
    for name, catalogue in catalogues.items():
        for entry in (entry for entry in catalogue if entry.id and entry.string and not entry.fuzzy):
            english, translated = html.unescape(entry.id), html.unescape(entry.string)
            known = first.setdefault(english, (name, translated))
            if known[1] != translated:
                yield name, entry, f"the same English reads '{known[1][:60]}' in {known[0]}; use one translation"


def _counted(pattern, text):
    return Counter(WORDS_IN_FORMULA.sub(r"\\text", found) for found in pattern.findall(text))


def _difference(what, ours, theirs):
    for lost in (ours - theirs).elements():
        yield f"lost the {what} '{lost}'"
    for added in (theirs - ours).elements():
        yield f"has the {what} '{added}', which the English has not"


def _excuses(comment):
    return comment.removeprefix(EXCUSE).split(",") if comment.startswith(EXCUSE) else ()
