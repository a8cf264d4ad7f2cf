"""Two lists of notebook outputs in, the list of their differences out: what is compared for each MIME type.

Like nbval, outputs of different kinds may change their order among one another; those of one kind may not. Texts, HTML,
JSON, LaTeX and streams are compared word by word and number by number. Pixels are not compared: a figure that carries
the text of what it plots is compared by that text and by its alternative text; of any other picture only the number.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import zip_longest

from nbval_tolerance.differences import Difference, differences
from nbval_tolerance.tolerance import DEFAULT, Tolerance

# In a display: what a figure plots, as text, {"plotted": [line, ...]}; compared in place of its pixels.
FIGURE_MIME = "application/vnd.course.figure+json"
# In a display: a record for programs beside a text for people. The text is compared, the record is not.
RECORD_MIME = "application/vnd.course.verdict+json"
PICTURE, ALTERNATIVE, PLOTTED = "picture", "alternative text", "what the figure plots"

_PIXELS = re.compile(r"(data:image/[\w.+-]+;base64,)[A-Za-z0-9+/=\s]+")
_AS_TEXT = re.compile(r"text/|application/(?:json|javascript|xml|.*\+json|.*\+xml)|image/svg\+xml")
# A verdict's words are compared as text; its record holds a digest that depends on Python's version.
_NOT_COMPARED = frozenset({RECORD_MIME})
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
    for output in outputs:
        if output["output_type"] == "stream":
            entries = [(output["name"], output["text"])]
        else:
            # An error's own words: ename and evalue. Its frames hold paths and arrows.
            entries = [(key, value) for key, value in output.items() if key not in _NOT_KINDS]
            entries += _bundle(output.get("data", {}), skip)
        for kind, value in entries:
            if kind not in skip:
                found[kind].append(value)
    return found


def _bundle(data: dict, skip: frozenset[str]) -> list[tuple[str, str | bytes]]:
    """What is compared of one display: pairs of kind and text."""
    if FIGURE_MIME in data and FIGURE_MIME not in skip:
        return _figure(data)
    entries = []
    pixels = any(mime.startswith("image/") and mime in skip for mime in data)
    if pixels and "text/latex" not in data:  # a formula is a picture only where LaTeX is installed
        entries.append((PICTURE, "(a picture)"))
    for mime, value in data.items():
        if mime in skip:
            continue
        if not isinstance(value, str):
            value = json.dumps(value, sort_keys=True, ensure_ascii=False)
        if _AS_TEXT.match(mime):
            entries.append((mime, _PIXELS.sub(r"\1(pixels)", value)))
        else:
            entries.append((mime, "".join(value.split()).encode()))
    return entries


def _figure(data: dict) -> list[tuple[str, str]]:
    """Texts of a figure: its alternative text and what it plots, whatever else stands beside them."""
    plotted = data[FIGURE_MIME]
    lines = plotted.get("plotted", plotted) if isinstance(plotted, dict) else plotted
    if not isinstance(lines, str):
        lines = "\n".join(map(str, lines)) if isinstance(lines, list) else json.dumps(lines, sort_keys=True)
    texts = _Alternatives.of(data.get("text/html", ""))
    if "text/plain" in data and data["text/plain"] not in texts:
        texts.append(data["text/plain"])
    return [(PLOTTED, lines), *((ALTERNATIVE, text) for text in texts)]


class _Alternatives(HTMLParser):
    """The alternative texts of the pictures in a piece of HTML."""

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.found = []
        parser.feed(_PIXELS.sub(r"\1", html))
        return parser.found

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found += [value or "" for name, value in attrs if name == "alt"]


def _alone(kind: str, before: str | bytes | None, after: str | bytes | None) -> Difference:
    """Difference of an output that has no partner, or of bytes that are not the same."""
    rule = "exact: the number of outputs" if before is None or after is None else "exact: the same bytes"
    return Difference(1, _glimpse(before), _glimpse(after), rule, output=kind)


def _glimpse(value: str | bytes | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"{len(value)} bytes, md5 {hashlib.md5(value, usedforsecurity=False).hexdigest()[:8]}"
    words = " ".join(value.split()) or "(only white space)"
    return words if len(words) <= 60 else words[:57] + "..."
