"""A notebook's own JSON text with verdicts put into it, and without them again: every other byte stays as it is.

Nothing is laid out anew: an addition stands on one line, in ASCII, where a list of cells or of outputs has room for it.
A front end that saves the notebook may move and indent additions; they are found again by their metadata. A comment
into which a learner wrote is an addition no more: it stays where it stands, with all of its text.
"""

import hashlib
import json
import re
from collections.abc import Iterator

from course.classroom.reading.notebook_file import RETURNED, returned, signature

_SPACE = re.compile(r"[ \t\r\n]*")
_READ = json.JSONDecoder().raw_decode
_OF = "course_returned_of"  # in the metadata of a comment: what all the rest was when it was returned
Part = tuple[object, int, int]  # a value, where its text begins, and where it ends


def takes_additions(text: str) -> bool:
    """Whether a file that was read as JSON is a notebook of nbformat 4, the form that front ends open as it is."""
    data = json.loads(text.removeprefix("\ufeff"))
    return isinstance(data, dict) and data.get("nbformat") == 4 and isinstance(data.get("cells"), list)


def with_outputs(text: str, below: dict[int, str]) -> tuple[str, set[int]]:
    """The notebook with texts as the last outputs of its cells, and which cells took theirs.

    Args:
        text: of a notebook that takes additions; those of an earlier return are taken out first.
        below: plain text by the place of its cell. A cell without a list of outputs, as of Markdown, takes none.
    """
    text = without_additions(text)
    pieces, took, done = [], set(), 0
    for place, (_, start, _) in enumerate(_items(text, _cells_at(text))):
        if place in below and (outputs := _outputs_at(text, start)):
            at, piece = _appended(text, outputs, _output(below[place]))
            pieces += [text[done:at], piece]
            took.add(place)
            done = at
    return "".join([*pieces, text[done:]]), took


def with_comment(text: str, comment: str) -> str:
    """The notebook with a first cell of this Markdown."""
    data = json.loads(text.removeprefix("\ufeff"))
    known = [cell.get("id") for cell in data["cells"] if isinstance(cell, dict)]  # of any type
    names = (f"returned{number or ''}" for number in range(len(known) + 1))
    minor = data.get("nbformat_minor")
    own = {"id": next(name for name in names if name not in known)} if isinstance(minor, int) and minor >= 5 else {}
    metadata = {RETURNED: signature(comment), _OF: _digest(without_additions(text))}
    cell = json.dumps({"cell_type": "markdown", **own, "metadata": metadata, "source": comment})
    at = _cells_at(text)
    first = _SPACE.match(text, at + 1).end()
    if text[first] == "]":
        return text[: at + 1] + cell + text[at + 1 :]
    return f"{text[:first]}{cell},{text[at + 1 : first]}{text[first:]}"


def without_additions(text: str) -> str:
    """The notebook without what returns have added: the very text that was there before."""
    if f'"{RETURNED}"' not in text:
        return text
    at = _cells_at(text)
    cuts = _cuts(_items(text, at), at)
    for value, start, _ in _items(text, at):
        if not returned(value) and (outputs := _outputs_at(text, start)):
            cuts += _cuts(_items(text, outputs), outputs)
    for low, high in sorted(cuts, reverse=True):
        text = text[:low] + text[high:]
    return text


def untouched(text: str) -> bool:
    """Whether a file is a returned notebook in which nobody has worked since, and which no front end has saved."""
    if f'"{_OF}"' not in text or not takes_additions(text):
        return False
    own = _digest(without_additions(text))
    cells = json.loads(text.removeprefix("\ufeff"))["cells"]
    return any(returned(cell) and cell["metadata"].get(_OF) == own for cell in cells)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _output(below: str) -> str:
    return json.dumps({"output_type": "display_data", "metadata": {RETURNED: True}, "data": {"text/plain": below}})


def _appended(text: str, at: int, item: str) -> tuple[int, str]:
    """Where an item at the end of a list that begins there has to be put in, and what."""
    items = _items(text, at)
    if not items:
        return at + 1, item
    return items[-1][2], f",{text[at + 1 : items[0][1]]}{item}"  # spaced as the first is


def _cuts(items: list[Part], at: int) -> list[tuple[int, int]]:
    """The parts of a list's text that go with what returns have added to it, each with the comma beside it."""
    own = [place for place, (value, _, _) in enumerate(items) if not returned(value)]
    cuts = []
    for place, (value, start, end) in enumerate(items):
        if not returned(value):
            continue
        if own and own[-1] < place:  # nothing of the notebook's own follows
            cuts.append((items[place - 1][2], end))
        else:
            cuts.append((start, items[place + 1][1] if place + 1 < len(items) else end))
    return cuts


def _cells_at(text: str) -> int:
    """Where the list of cells begins."""
    return _member_at(text, _SPACE.match(text, text.startswith("\ufeff")).end(), "cells")


def _outputs_at(text: str, at: int) -> int:
    """Where the outputs of the code cell that stands there begin; 0 if it has no such list."""
    if text[at] != "{" or _READ(text, at)[0].get("cell_type") != "code":
        return 0
    found = _member_at(text, at, "outputs")
    return found if text[found] == "[" else 0


def _member_at(text: str, at: int, name: str) -> int:
    """Where the value of a record's member begins, of the last of that name as readers take it; 0 if there is none."""
    found = 0
    for key, _, end in _parts(text, at):
        colon = _SPACE.match(text, end).end()
        if text[colon] == ":" and key == name:
            found = _SPACE.match(text, colon + 1).end()
    return found


def _items(text: str, at: int) -> list[Part]:
    return list(_parts(text, at))


def _parts(text: str, at: int) -> Iterator[Part]:
    """The values in a list or a record that begins there; of a record, keys and values in turn."""
    at = _SPACE.match(text, at + 1).end()
    while text[at] not in "]}":
        value, end = _READ(text, at)
        yield value, at, end
        at = _SPACE.match(text, end).end()
        if text[at] in ",:":
            at = _SPACE.match(text, at + 1).end()
