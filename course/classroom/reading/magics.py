"""The Python in a code cell: what IPython would run of it, without what only IPython could.

Pure text: nothing of it is run, and what is no magic, prompt or indentation is left as it stands, line by line.
"""

import ast
import re
import warnings
from functools import lru_cache

MOST_MAGICS = 30  # in one cell; each costs a parse
# A magic or a shell line, alone or with a name for what it gives; a magic without its sign; a question to IPython.
_MAGIC = re.compile(
    r"(?:[\w., \t]+=[ \t]*)?[%!].*|(?:pip|conda|cd|ls|pwd|mkdir|rm|cp|mv|cat)\b(?![ \t]*[=(.]).*|"
    r"\?{1,2}[ \t]*[\w.*%]+|[^#'\"]*[\w.*%\])]\?{1,2}"
)
_TIMED = re.compile(r"%time[ \t]+(?=[^-\s])")
_FOREIGN = re.compile(r"\s*%%(?!(?:time|timeit|capture|prun)\b)")  # another language, or a file to write
_PROMPTED = re.compile(r"\s*(?:>>>|In \[\d+\]:)")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|In \[\d+\]:|\.\.\.:?)(?: |$)", re.MULTILINE)
_INDENTED = re.compile(r"(?:[ \t]*\n)*([ \t]+)")


@lru_cache(maxsize=64)  # a grading reads each cell several times
def python(cell: str) -> str:
    r"""The Python of a cell, each magic and shell line replaced by ``pass``, ``%time`` by what it times.

    The cell itself if it is Python already, or nothing makes it so; empty if it is for another language. Its lines end
    in ``\n`` whatever they ended in before, as Python reads them.
    """
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if _FOREIGN.match(cell):
        return ""
    number = _stumbles(cell)
    if number is None:
        return cell
    text = _PROMPT.sub("", cell) if _PROMPTED.match(cell) else cell
    if indented := _INDENTED.match(text):
        text = re.sub(f"^{indented[1]}", "", text, flags=re.MULTILINE)
    lines = text.split("\n")
    for _ in range(MOST_MAGICS):
        number = _stumbles("\n".join(lines))
        if number is None:
            return "\n".join(lines)
        if not _replace(lines, number - 1):
            break
    return cell


def _stumbles(text: str) -> int | None:
    """The line, from 1, that Python cannot read; 0 for all of it, None if there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in the learner's code is not ours to report
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 0
    except (ValueError, RecursionError, MemoryError):  # null bytes, thousands of brackets
        return 0
    return None


def _replace(lines: list[str], place: int) -> bool:
    """Whether the line is a magic; if so, it and the lines that it goes on in are Python afterwards."""
    line = lines[place].strip() if 0 <= place < len(lines) else ""
    if not _MAGIC.fullmatch(line):
        return False
    indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    timed = _TIMED.match(line)
    lines[place] = indent + (line[timed.end() :] if timed else "pass")
    while not timed and line.endswith("\\") and place + 1 < len(lines):
        place += 1
        line, lines[place] = lines[place], ""
    return True
