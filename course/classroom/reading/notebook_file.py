"""A notebook file's bytes in, its cells out: any nbformat, any front end, half broken or hostile.

The JSON is read here and not with nbformat: its import takes two seconds, and it refuses a file whose one bad cell is
no reason to lose the others.
"""
# long because: a file's many forms are read in one place, under its limits

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from course.classroom.reading import cell_code
from course.classroom.reading.cell_code import CellCode
from course.classroom.reading.handed_in import LARGEST_BYTES, UnreadableError, no_json, too_large
from course.translating import import_line
from helpers.checks import time_limit
from helpers.language import ENGLISH, LANGUAGES, speaking

MOST_CELLS = 5_000
MOST_VALUES = 2_000_000  # numbers, texts, lists and records of the JSON; each takes up to 200 bytes of memory
READ_SECONDS = 20  # a full notebook takes a twentieth of one
RETURNED = "course_returned"  # in the metadata of a cell or an output that `grade --return` has added
_Found = TypeVar("_Found")
_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udfff]")  # JSON may hold halves of characters, which no file can be written with
_OLD_TYPES = {"pyout": "execute_result", "pyerr": "error"}
_OLD_KEYS = {"text": "text/plain", "html": "text/html", "latex": "text/latex", "json": "application/json"}


@dataclass
class Cell:
    """One cell as it was handed in; ``outputs`` have nbformat 4's form, with every text in one piece.

    ``source`` is the English lesson's where code differs from language to language, in its import line. ``python`` is
    what Python reads in a code cell; empty in any other.
    """

    position: int
    kind: str
    source: str
    python: CellCode
    id: str | None = None
    exercise: str | None = None
    tags: tuple[str, ...] = ()
    tolerance: object = None
    count: int | None = None
    outputs: list[dict] = field(default_factory=list)

    @property
    def error(self) -> dict | None:
        """The error among its outputs, if it ended in one."""
        return next((output for output in self.outputs if output["output_type"] == "error"), None)

    @property
    def ran(self) -> bool:
        """Whether it came to its end when it was last run, whatever stands in it now."""
        return self.count is not None and not self.error

    @property
    def refused(self) -> bool:
        """Whether the Python that it was last run with could not read it."""
        return bool(self.error) and self.error["ename"] in ("SyntaxError", "IndentationError", "TabError")


@dataclass
class Notebook:
    """The cells of a notebook, those of them that hold code, and the Python that ran it as the file says: "3.12.4".

    ``language`` is the one that its import line switches to, in two letters: perhaps none of the course's.
    """

    cells: list[Cell]
    code: list[Cell]
    python: str = ""
    language: str = ENGLISH

    @property
    def spoken(self) -> str:
        """The language in which its learner is told something."""
        return self.language if self.language in LANGUAGES else ENGLISH


def in_time(function: Callable[[], _Found]) -> _Found:
    """What function() returns, which reads one notebook.

    Raises:
        UnreadableError: it took too long, or the bytes are no notebook.
    """
    try:
        return time_limit.within(READ_SECONDS, function)
    except time_limit.OutOfTimeError:
        reason = f"Refused: reading it took more than {READ_SECONDS} seconds. Ask for a notebook with shorter cells."
        raise UnreadableError(reason) from None


def read(content: bytes) -> Notebook:
    """Cells of a notebook file.

    Args:
        content: the file's bytes.

    Raises:
        UnreadableError: the bytes are no notebook.
    """
    data = _json(content)
    worksheets = [_list(_dict(sheet).get("cells")) for sheet in _list(data.get("worksheets"))]
    if not isinstance(data.get("cells"), list) and not worksheets:
        raise UnreadableError("JSON, but no notebook: it holds no list of cells. Ask for the .ipynb file.")
    raw = _list(data.get("cells")) or [cell for sheet in worksheets for cell in sheet]
    if len(raw) > MOST_CELLS:
        raise UnreadableError(f"Refused: {len(raw):,} cells; the limit is {MOST_CELLS:,}.")
    version = _dict(_dict(data.get("metadata")).get("language_info")).get("version")
    notebook = Notebook([], [], _text(version), _language(raw))
    with speaking(notebook.spoken):
        own = enumerate(one for one in raw if not returned(one))
        notebook.cells = [_cell(position, one) for position, one in own if isinstance(one, dict)]
    notebook.code = [cell for cell in notebook.cells if cell.kind == "code"]
    return notebook


def returned(value) -> bool:
    """Whether a cell or an output of the JSON is one that a return has added, and none of the learner's.

    A comment that was written into, or made a cell of code, holds the learner's own words by now.
    """
    record = _dict(value)
    metadata = _dict(record.get("metadata"))
    if "cell_type" not in record:  # an output, into which nobody writes
        return RETURNED in metadata
    return record["cell_type"] == "markdown" and metadata.get(RETURNED) == signature(_source(record))


def signature(comment: object) -> str:
    """What a comment's metadata say of its text, which may be stored in pieces and laid out anew."""
    return hashlib.sha256(" ".join(_text(comment).split()).encode()).hexdigest()[:16]


def _language(raw: list) -> str:
    """The language of the first import line that names one."""
    code = (_source(one) for one in raw if isinstance(one, dict) and one.get("cell_type") == "code")
    return next(filter(None, map(import_line.language_of, code)), ENGLISH)


def _json(content: bytes) -> dict:
    if not content.strip():
        raise UnreadableError("The file is empty. Ask for it again: the upload may have been interrupted.")
    if len(content) > LARGEST_BYTES:
        raise UnreadableError(too_large(len(content)))
    # Sixty MB of "{}," would become seven GB in memory; what stands inside texts is no value.
    narrow = json.detect_encoding(content).startswith("utf-8")  # in others a byte alone says nothing
    if _values(content) > MOST_VALUES and not (narrow and _values(_TEXTS.sub(b"", content)) <= MOST_VALUES):
        raise UnreadableError(f"Refused: more than {MOST_VALUES:,} values in its JSON. Ask for it without outputs.")
    try:
        data = json.loads(content)
    except ValueError as fault:
        raise UnreadableError(no_json(content, fault)) from None
    except RecursionError:
        raise UnreadableError("JSON nested so deeply that it is no notebook.") from None
    return _dict(data)


def _values(content: bytes) -> int:
    """About how many values there are in JSON: what opens a list or a record, or stands between two members."""
    return sum(map(content.count, (b"[", b"{", b",", b":")))


def _cell(position: int, raw: dict) -> Cell:
    metadata = _dict(raw.get("metadata"))
    kind, exercise, source = raw.get("cell_type"), metadata.get("exercise"), _source(raw)
    if kind == "code":
        source = import_line.in_english(source)
    count = raw.get("execution_count", raw.get("prompt_number"))  # an older name too
    return Cell(
        position,
        kind if kind in ("code", "markdown") else "raw",
        source,
        cell_code.read(source) if kind == "code" else CellCode(),
        raw["id"] if isinstance(raw.get("id"), str) else None,
        exercise if isinstance(exercise, str) else None,
        tuple(tag for tag in _list(metadata.get("tags")) if isinstance(tag, str)),
        metadata.get("tolerance"),
        count if isinstance(count, int) and not isinstance(count, bool) else None,
        [output for one in _list(raw.get("outputs")) if not returned(one) and (output := _output(_dict(one)))],
    )


def _source(raw: dict) -> str:
    return _text(raw.get("source", raw.get("input")))  # the older name is nbformat 3's


def _output(raw: dict) -> dict | None:
    kind = _OLD_TYPES.get(str(raw.get("output_type")), raw.get("output_type"))
    if kind == "stream":
        name = raw.get("name", raw.get("stream"))
        return {"output_type": kind, "name": "stderr" if name == "stderr" else "stdout", "text": _text(raw.get("text"))}
    if kind == "error":
        return {"output_type": kind, "ename": _text(raw.get("ename")), "evalue": _text(raw.get("evalue"))}
    if kind not in ("display_data", "execute_result"):
        return None
    bundle = raw.get("data")
    if not isinstance(bundle, dict):  # before nbformat 4 the forms of a display stood in the output itself
        bundle = {_OLD_KEYS.get(key, key): value for key, value in raw.items() if key in _OLD_KEYS or "/" in key}
    data = {str(mime): value if str(mime).endswith("json") else _text(value) for mime, value in bundle.items()}
    return {"output_type": kind, "data": data}


def _text(value) -> str:
    """A text that may be stored in pieces; anything else is none."""
    if isinstance(value, list):
        value = "".join(piece for piece in value if isinstance(piece, str))
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else ""


def _dict(value) -> dict:
    return value if isinstance(value, dict) else {}


def _list(value) -> list:
    return value if isinstance(value, list) else []
