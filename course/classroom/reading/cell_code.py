"""A learner's cell as Python, whatever it holds: magics taken out, read as a syntax tree, never run.

What is no magic, prompt or indentation is left as it stands, line by line.
"""
# long because: what a cell holds, and why Python cannot read it, are said of the same text

import ast
import hashlib
import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache

from helpers.checks import source as sources
from helpers.language import say

LONGEST_CHARACTERS = 50_000  # of a cell; Python reads a long formatted text in quadratic time
# Most cells of a class are the lesson's own, the same in every notebook.
MOST_REMEMBERED, LONGEST_REMEMBERED_CHARACTERS = 2_000, 4_000
MOST_TOKENS = 500  # of one answer
MOST_MAGICS = 30  # in one cell; each costs a parse
# A magic or a shell line, alone or with a name for what it gives; a magic without its sign; a question to IPython.
_MAGIC = re.compile(
    r"(?:[\w., \t]+=[ \t]*)?[%!].*|(?:pip|conda|cd|ls|pwd|mkdir|rm|cp|mv|cat)\b(?![ \t]*[=(.]).*|"
    r"\?{1,2}[ \t]*[\w.*%]+|[^#'\"]*[\w.*%\])]\?{1,2}"
)
_TIMED = re.compile(r"%time[ \t]+(?=[^-\s])")
_FOREIGN = re.compile(r"\s*%%(?!(?:time|timeit|capture|prun)\b)")  # another language, or a file to write
_WRITING = re.compile(
    r"\s*%%(?:writefile|file)[ \t]+(-a[ \t]+|--append[ \t]+)?[\"']?([^\s\"']+)[\"']?[ \t]*(?:\n(.*))?", re.DOTALL
)
_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})")
_PROMPTED = re.compile(r"\s*(?:>>>|In \[\d+\]:)")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|In \[\d+\]:|\.\.\.:?)(?: |$)", re.MULTILINE)
_INDENTED = re.compile(r"(?:[ \t]*\n)*([ \t]+)")


@dataclass(frozen=True, eq=False)
class CellCode:
    r"""The Python in one code cell.

    Attributes:
        text: what IPython would run of it: each magic and shell line replaced by ``pass``, ``%time`` by what it times,
            ``%%writefile`` by Python that writes the file. The cell itself if it is Python already, or nothing makes it
            so; empty if it is for another language, or not read at all. Its lines end in ``\n`` whatever they ended in
            before, as Python reads them.
        body: its statements; none if Python cannot read it.
        fault: why Python cannot read it, or is not asked to; empty if it can.
        definitions: the functions and classes at its top level by name, in the cell's order.
        digests: of the definition in force at the end of the cell by its name; None for one nested too deeply.
    """

    text: str = ""
    body: tuple[ast.stmt, ...] = ()
    fault: str = ""
    definitions: dict[str, list[ast.AST]] = field(default_factory=dict)
    digests: dict[str, str | None] = field(default_factory=dict)


def read(cell: str) -> CellCode:
    """The Python in the source of a code cell."""
    return _remembered(cell) if len(cell) <= LONGEST_REMEMBERED_CHARACTERS else _read(cell)


def _read(cell: str) -> CellCode:
    if len(cell) > LONGEST_CHARACTERS:
        words = {"count": f"{len(cell):,}", "limit": f"{LONGEST_CHARACTERS:,}"}
        return CellCode(fault=say("{count} characters in one cell; the limit is {limit}", **words))
    text, found = _python(cell)
    body = found.tree.body if found.tree else []
    definitions: dict[str, list[ast.AST]] = {}
    for node in body:
        if isinstance(node, sources.DEFINITIONS):
            definitions.setdefault(node.name, []).append(node)
    digests = {name: digest(nodes[-1:]) for name, nodes in definitions.items()}
    return CellCode(text, tuple(body), found.fault, definitions, digests)


_remembered = lru_cache(MOST_REMEMBERED)(_read)


def digest(nodes: list[ast.AST | None]) -> str | None:
    """What a stored verdict says of the code it judged; None if one of the definitions is missing, or nested deeply."""
    try:
        return sources.digest(nodes)
    except (RecursionError, ValueError):
        return None


def token_digests(code: str) -> str:
    """Four hexadecimal digits for each part of a cell's syntax tree: by them answers are compared without their code.

    What the code itself names is one name, whatever it is called; layout, comments and docstrings leave no trace. Empty
    if Python cannot read the code; of a long one the first MOST_TOKENS are kept.
    """
    body = read(code).body
    found, waiting = [], list(reversed(body))
    own = {name for part in body for node in ast.walk(part) for name in _given_by(node)}
    while waiting and len(found) < MOST_TOKENS:
        node = waiting.pop()
        if isinstance(node, ast.expr_context) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        words = [value for _, value in ast.iter_fields(node) if not isinstance(value, ast.AST | list)]
        words = ["own" if isinstance(word, str) and word in own and not isinstance(node, ast.Constant) else repr(word)
                 for word in words]  # fmt: skip
        found.append(hashlib.sha256(" ".join((type(node).__name__, *words)).encode("utf-8", "replace")).hexdigest()[:4])
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return "".join(found)


def _given_by(node: ast.AST) -> list[str]:
    """The names that a part of the tree gives to something."""
    if isinstance(node, sources.DEFINITIONS):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    return [node.id] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else []


def says_it_defines(cell: str, name: str) -> bool:
    """Whether a cell begins to define the name, even if Python cannot read it."""
    return bool(re.search(rf"^(?:async\s+def|def|class)\s+{re.escape(name)}\b", cell, re.MULTILINE))


def foreign(cell: str) -> str:
    """The magic that makes a cell something else than Python; empty if none does."""
    return cell.split(None, 1)[0] if _FOREIGN.match(cell) else ""


def made_with(python: str) -> dict[str, str]:
    """The Python that a notebook was made with, "theirs", and this one, "here"; empty unless newer or of another kind.

    Args:
        python: the version that made it, such as "3.12.4"; empty if it is not known.
    """
    found, here = _VERSION.match(python), sys.version_info[:2]
    theirs = tuple(map(int, found.groups())) if found else here
    if here[:1] <= theirs[:1] and theirs <= here:
        return {}
    return {name: "{}.{}".format(*version) for name, version in (("theirs", theirs), ("here", here))}


def unread(what: str, fault: str, python: str, ran: bool, refused: bool) -> tuple[bool, str]:
    """Whether code that this Python cannot read may be no mistake of its author's, and what to say of it.

    Args:
        what: the code, as in "Cell 30", in the language that is spoken.
        fault: why this Python cannot read it.
        python: as for ``made_with``.
        ran: whether its cell came to its end when it was last run.
        refused: whether the author's Python could not read it either.
    """
    words = {"what": what, "fault": fault}
    other = made_with(python)
    if other and not refused:
        return True, say(
            "{what} was written with Python {theirs}, and this is Python {here}, which cannot read it: {fault}. Use "
            "the Python that it was written with.",
            **words,
            **other,
        )
    if ran and not python:
        return True, say(
            "{what} ran in the learner's notebook, and Python {here} cannot read it: {fault}. It was written for a "
            "newer one, or changed since it was run.",
            here="{}.{}".format(*sys.version_info),
            **words,
        )
    if ran:
        return False, say("{what} has changed since it was run, and is no Python any more. {fault}.", **words)
    return False, say("{what} is no Python. {fault}.", **words)


def names_in(nodes: list[ast.AST | None]) -> set[str]:
    """The names that these definitions mention."""
    return {part.id for node in nodes if node for part in ast.walk(node) if isinstance(part, ast.Name)}


def parameters(node: ast.AST) -> tuple[str, ...]:
    """The parameters of a function; of a class, its methods' names."""
    if isinstance(node, ast.ClassDef):
        return tuple(part.name for part in node.body if isinstance(part, ast.FunctionDef))
    return tuple(argument.arg for argument in [*node.args.posonlyargs, *node.args.args])


def _python(cell: str) -> tuple[str, sources.Parsed]:
    """The text of the Python in a cell, and what Python reads in it."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if writing := _WRITING.fullmatch(cell):
        append, name, body = writing.groups(default="")
        text = f"open({name!r}, {'a' if append else 'w'!r}, encoding='utf-8').write({body!r})"
        return text, sources.parsed(text)
    if _FOREIGN.match(cell):
        return "", sources.parsed("")
    as_it_stands = sources.parsed(cell)
    if as_it_stands.tree:
        return cell, as_it_stands
    text = _PROMPT.sub("", cell) if _PROMPTED.match(cell) else cell
    if indented := _INDENTED.match(text):
        text = re.sub(f"^{indented[1]}", "", text, flags=re.MULTILINE)
    lines = text.split("\n")
    for _ in range(MOST_MAGICS):
        text = "\n".join(lines)
        found = sources.parsed(text)
        if found.tree:
            return text, found
        if not _replace(lines, found.line - 1):
            break
    return cell, as_it_stands


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
