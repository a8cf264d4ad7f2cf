"""Two lists of notebook outputs in, the list of their differences out: what is compared for each MIME type.

Like nbval, outputs of different kinds may change their order among one another; those of one kind may not. Texts, HTML,
JSON, LaTeX and streams are compared word by word and number by number. Pictures are not compared, SVG and PDF no more
than pixels: a figure that carries the text of what it plots is compared by that text and by its alternative text; of
any other picture only the number.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby, zip_longest

from nbval_tolerance.pictures import FIGURE_MIME, PICTURE_MIME, figure_texts, without_pictures
from nbval_tolerance.plain_text import overwritten, plain
from nbval_tolerance.text_differences import Difference, differences, shortened
from nbval_tolerance.tokens import FLOAT, tokens
from nbval_tolerance.tolerance import DEFAULT, Tolerance, may_hide

# In a display: a record for programs beside a text for people. The text is compared, the record is not.
RECORD_MIME = "application/vnd.course.verdict+json"

# What a widget has captured stands in its text where a browser told the kernel so, and not without one.
WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
_CAPTURED = re.compile(r"^(Output\(.*?)(?:, )?\boutputs=\(.*", re.DOTALL)
_AS_TEXT = re.compile(r"text/|application/(?:json|javascript|xml|.*\+json|.*\+xml)")
# A verdict's words are compared as text; its record holds a digest that depends on Python's version.
_NOT_COMPARED = frozenset({RECORD_MIME})
_NEEDED = {"stream": ("name", "text"), "error": ("ename", "evalue")}  # in a stored output
_NOT_KINDS = frozenset({"data", "metadata", "traceback", "output_type", "name", "execution_count", "prompt_number"})


def output_differences(
    stored: Iterable[dict],
    computed: Iterable[dict],
    tolerance: Tolerance = DEFAULT,
    skip: Iterable[str] = (),
    sanitize: Callable[[str], str] = str,
) -> list[Difference]:
    """List of all differences of a cell's outputs, each with the kind of output it stands in.

    Args:
        stored: outputs as the notebook file holds them.
        computed: outputs of running the cell.
        tolerance: for floats.
        skip: MIME types and keys (``stderr``, ``evalue``) left out.
        sanitize: applied to every text before the comparison.
    """
    skip = _NOT_COMPARED.union(skip)
    old, new = _by_kind(stored, skip), _by_kind(computed, skip)
    found = []
    for kind in dict.fromkeys([*old, *new]):
        for number, (before, after) in enumerate(zip_longest(old[kind], new[kind]), start=1):
            name = kind if max(len(old[kind]), len(new[kind])) == 1 else f"{kind} {number}"
            if before is None or after is None:
                found.append(_alone(name, before, after))
            elif isinstance(before, bytes):
                found += [_alone(name, before, after)] if before != after else []
            else:
                pairs = differences(sanitize(before), sanitize(after), tolerance)
                found += [replace(one, output=name) for one in pairs]
    return found


def _by_kind(outputs: Iterable[dict], skip: frozenset[str]) -> dict[str, list[str | bytes]]:
    """What is compared of each output, by kind; bytes stand for what must be the same to the last one."""
    found = defaultdict(list)
    for of_streams, run in groupby(outputs, key=lambda output: output["output_type"] == "stream"):
        pieces = defaultdict(str)  # of one stretch of text, whatever came between them on another stream
        for output in run:
            if of_streams:
                pieces[output["name"]] += output["text"]
                continue
            # An error's own words: ename and evalue. Its frames hold paths and arrows.
            entries = [(key, value) for key, value in output.items() if key not in _NOT_KINDS]
            for kind, value in [*entries, *_bundle(output.get("data", {}), skip)]:
                if kind not in skip:
                    found[kind].append(value)
        for name, text in pieces.items():
            if name not in skip:
                found[name] = ["".join([*found[name], overwritten(text)])]
    return found


def few_digits(outputs: Iterable[dict]) -> int:
    """Number of the floats printed or shown as text that have so few digits that a change of 2 % may not be seen."""
    kinds = _by_kind(outputs, frozenset())
    texts = [plain(text) for kind in ("stdout", "text/plain") for text in kinds.get(kind, ())]
    return sum(one.kind == FLOAT and may_hide(one.text) for text in texts for one in tokens(text))


def unreadable(outputs: Iterable[dict]) -> str:
    """Sentence about the first stored output that cannot be read; empty where there is none."""
    for output in outputs:
        kind = output.get("output_type", "output")
        missing = [key for key in _NEEDED.get(kind, ("output_type",)) if key not in output]
        if missing:
            return f"a stored {kind} has no {missing[0]}, so it cannot be compared; run the notebook and save it again"
    return ""


def _bundle(data: dict, skip: frozenset[str]) -> list[tuple[str, str | bytes]]:
    """What is compared of one display: pairs of kind and text."""
    if FIGURE_MIME in data and FIGURE_MIME not in skip:
        return figure_texts(data)
    entries = []
    pictures = {mime for mime in data if PICTURE_MIME.match(mime)}
    if pictures and "text/latex" not in data:  # a formula is a picture only where LaTeX is installed
        entries.append(("picture", "(a picture)"))
    for mime, value in data.items():
        if mime in skip or mime in pictures:
            continue
        if not isinstance(value, str):
            value = json.dumps(value, sort_keys=True, ensure_ascii=False)
        if mime == "text/plain" and WIDGET_MIME in data:
            value = _CAPTURED.sub(r"\1)", value)
        if _AS_TEXT.match(mime):
            entries.append((mime, without_pictures(value)))
        else:
            entries.append((mime, "".join(value.split()).encode()))
    return entries


def _alone(kind: str, before: str | bytes | None, after: str | bytes | None) -> Difference:
    """Difference of an output that has no partner, or of bytes that are not the same."""
    rule = "exact: the number of outputs" if before is None or after is None else "exact: the same bytes"
    return Difference(1, _glimpse(before), _glimpse(after), rule, output=kind)


def _glimpse(value: str | bytes | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"{len(value)} bytes, md5 {hashlib.md5(value, usedforsecurity=False).hexdigest()[:8]}"
    return shortened(" ".join(value.split()) or "(only white space)")
