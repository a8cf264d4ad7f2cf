"""What to say of a file that is no notebook: what was found there, and what to ask the learner for."""

import json

from course import CourseError

LARGEST_BYTES = 64 * 2**20
_MAGIC = {b"PK\x03\x04": "a zip archive", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\x1f\x8b": "a gzip archive"}


class UnreadableError(CourseError):
    """A file that cannot be reviewed: what was found there, and what to ask for."""


def too_large(size: int) -> str:
    """What to say of a file of so many bytes."""
    limit = f"{LARGEST_BYTES // 2**20} MB"
    return f"{size / 2**20:.0f} MB, and the limit is {limit}: some cell prints without end. Ask for it without outputs."


def no_json(content: bytes, fault: json.JSONDecodeError) -> str:
    """What to say of bytes that are not JSON."""
    start = content.lstrip()
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            return f"Not a notebook but {name}. Ask for the .ipynb file."
    if start[:1] == b"<":
        return "A web page, not a notebook. Ask for the .ipynb file itself, not for what the browser shows of it."
    if start[:1] == b"{":
        if fault.pos >= len(fault.doc.rstrip()) - 1 or fault.msg.startswith("Unterminated string"):
            return f"Cut off after {len(content):,} bytes: the JSON does not end. Ask for it again."
        return f"Broken JSON in line {fault.lineno}: {fault.msg}. It was edited by hand, or a merge went wrong."
    return "Not JSON, so not a notebook. Ask for the .ipynb file."
