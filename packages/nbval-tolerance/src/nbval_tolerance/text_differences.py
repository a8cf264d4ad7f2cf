"""Two texts in, the list of their differences out. No notebook and no pytest here."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from nbval_tolerance.plain_text import plain
from nbval_tolerance.tokens import ADDRESS, FLOAT, HIDDEN, INTEGER, Token, tokens
from nbval_tolerance.tolerance import DEFAULT, Gap, Tolerance, gap, plain_digits

ALIGNED_PAIRS = 250_000  # beyond 500 tokens against 500, matching them up would take seconds
SHOWN_TOKENS = 8  # of a stretch that only one of the texts has
_WHOLE = re.compile(r"[^.eE]*\.?0*")  # a number as no float with a fraction is printed: 2, 2., 2.0


@dataclass(frozen=True)
class Difference:
    """One place where two outputs disagree.

    ``stored`` or ``computed`` is empty where that text has nothing there; ``gap`` is None where a word, a mark or an
    integer is concerned, which must be the same.
    """

    line: int
    stored: str
    computed: str
    rule: str
    gap: Gap | None = None
    output: str = ""


def differences(stored: str, computed: str, tolerance: Tolerance = DEFAULT) -> list[Difference]:
    """List of all differences of two texts, none if they say the same within the tolerance.

    Args:
        stored: what the notebook holds.
        computed: what running it has printed.
        tolerance: for floats; everything else must be the same.
    """
    if stored == computed:
        return []
    stored, computed = plain(stored), plain(computed)
    before, after = tokens(stored), tokens(computed)
    lines_before, lines_after = _line_starts(stored), _line_starts(computed)
    found = []
    for side, pairs in groupby(_pairs(before, after, tolerance), key=_side):
        if side:
            found.append(_one_sided(list(pairs), lines_before, lines_after))
            continue
        for old, new in pairs:
            broken = _apart(old, new, tolerance)
            if broken:
                line = bisect_right(lines_before, old.start)
                found.append(Difference(line, _shown(old.text), _shown(new.text), *broken))
    return found


def _apart(old: Token, new: Token, tolerance: Tolerance) -> tuple[str, Gap | None] | None:
    """Rule that two tokens break, with the distance of two floats; None when they agree."""
    if old.text == new.text or (old.kind == new.kind == ADDRESS):
        return None
    if _are_floats(old, new):
        distance = gap(old.text, new.text, tolerance)
        return (str(tolerance), distance) if distance else None
    if {old.kind, new.kind} == {FLOAT, INTEGER}:
        return "exact: an integer is not a float", None
    if old.kind == new.kind == INTEGER:
        return "exact: integers", None
    return f"exact: words and marks{_code_points(old.text, new.text)}", None


def _are_floats(one: Token, other: Token) -> bool:
    """Whether two tokens are compared as floats: also where one float printed whole, as ``:g`` prints 1 for 1.0."""
    kinds = {one.kind, other.kind}
    if kinds == {FLOAT, INTEGER}:
        return not (_WHOLE.fullmatch(one.text) and _WHOLE.fullmatch(other.text))
    signed = {one.text.replace("−", "-"), other.text.replace("−", "-")}
    return kinds == {FLOAT} or signed == {"0", "-0"}  # no integer prints as -0


def _code_points(old: str, new: str) -> str:
    """The first characters by which two words differ, where they may look the same: U+0430 is not U+0061."""
    unlike = next((pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]), ())
    return "" if "".join(unlike).isascii() else "; U+{:04X} is not U+{:04X}".format(*map(ord, unlike))


def _pairs(before: list[Token], after: list[Token], tolerance: Tolerance) -> Iterator[tuple]:
    """Pairs of a stored and a computed token that belong together; None where one has no partner."""
    if len(before) == len(after):
        unlike = sum(
            not (old.text == new.text or _are_floats(old, new)) for old, new in zip(before, after, strict=True)
        )
        if unlike * 4 <= len(before):
            yield from zip(before, after, strict=True)
            return
    start, shortest = 0, min(len(before), len(after))
    while start < shortest and not _apart(before[start], after[start], tolerance):
        start += 1
    end = 0
    while end < shortest - start and not _apart(before[-1 - end], after[-1 - end], tolerance):
        end += 1
    yield from _matched(before[start : len(before) - end], after[start : len(after) - end])


def _matched(before: list[Token], after: list[Token]) -> Iterator[tuple]:
    """Pairs from the part of two texts that is not plainly the same."""
    if len(before) * len(after) > ALIGNED_PAIRS:
        yield from zip_longest(before, [])
        yield from zip_longest([], after)
        return
    matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
    for _, low, high, new_low, new_high in matcher.get_opcodes():
        yield from zip_longest(before[low:high], after[new_low:new_high])


def _key(token: Token) -> str:
    """What makes two tokens partners: the same word, or a number that begins alike."""
    if token.kind == ADDRESS:
        return ADDRESS
    if token.kind != FLOAT:
        return token.text
    return f"{float(plain_digits(token.text)):.3g}"


def _side(pair: tuple) -> str:
    """Which of the two texts alone has this token; empty when both have one."""
    return "computed" if pair[0] is None else "stored" if pair[1] is None else ""


def _one_sided(pairs: list[tuple], lines_before: list[int], lines_after: list[int]) -> Difference:
    """Difference made of tokens that only one of the texts has."""
    missing_before = pairs[0][0] is None
    only = [new if missing_before else old for old, new in pairs]
    text = " ".join(_shown(one.text) for one in only[:SHOWN_TOKENS])
    if len(only) > SHOWN_TOKENS:
        text += f" ... ({len(only)} words, marks and numbers)"
    line = bisect_right(lines_after if missing_before else lines_before, only[0].start)
    rule = "exact: the number of words, marks and numbers"
    return Difference(line, "" if missing_before else text, text if missing_before else "", rule)


def _line_starts(text: str) -> list[int]:
    """Where each line begins, so that a position is turned into a line number by bisection."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _shown(text: str) -> str:
    if text == HIDDEN:
        return "(a folder or a size that is not compared)"
    return shortened(text if text.isprintable() else ascii(text))


def shortened(text: str) -> str:
    """Text of at most 60 characters, for one line of a message."""
    return text if len(text) <= 60 else text[:57] + "..."
