"""The rules a lesson keeps, each a function: an executed notebook in, its faults out, one line a fault."""

import ast
import html
import re
import statistics
from collections import Counter
from itertools import groupby

import nbformat

from course.authoring import predictions as asked_of

FEWEST_CELLS, MOST_CELLS = 40, 95
MOST_CODE_LINES, MOST_MEDIAN_LINES, MOST_CODE_COLUMNS = 10, 4, 88
MOST_WORDS, MOST_RESOLVING_WORDS = 80, 110
LARGEST_NOTEBOOK_BYTES = 600_000
LARGEST_SHARE_OF_A_LETTER, LONGEST_RUN_OF_A_LETTER = 0.4, 3
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
# What the voice of the course does without.
UNWANTED = re.compile(
    r"\b(simply|just|easy|easily|obviously|of course|note that|let's|crucial|powerful|unfortunately|the reader)\b"
    r"|!(?=\s|$)",
    re.IGNORECASE,
)
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATE = re.compile(rf"(?:\b\d{{1,2}} )?\b{MONTH} (?:19|20)\d\d\b|\b(?:[Ii]n|[Ss]ince|[Uu]ntil) (?:19|20)\d\d\b")
NOT_PORTABLE = re.compile(r"^> \[!|^:::|^```\{|\{[a-z]+\}`", re.MULTILINE)
OF_ONE_MACHINE = re.compile(r"0x[0-9a-f]{6,}|site-packages|/home/|/tmp/|/root/|[A-Z]:\\\\")


def code_cells(notebook):
    """Number, from 1, and cell of each code cell."""
    return [(n, cell) for n, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "code"]


def prose_cells(notebook):
    """Number, from 1, and cell of each markdown cell."""
    return [(n, cell) for n, cell in enumerate(notebook.cells, start=1) if cell.cell_type == "markdown"]


def tagged(cell, tag):
    """Whether a cell carries a tag."""
    return tag in cell.metadata.get("tags", [])


def prose(cell):
    """A cell's text without hints, tables, formulas' markup and code."""
    lines = [line for line in cell.source.splitlines() if not line.lstrip("> ").startswith(("<details", "|"))]
    return re.sub(r"`[^`]*`", " ", "\n".join(lines))


def lines_of_code(source):
    """Lines of a cell that a learner reads as code: no answers, no comments, no line that is all prose in quotes."""
    count, inside = 0, False
    for line in source.splitlines():
        inside = inside or line.strip() == "# BEGIN SOLUTION"
        count += bool(line.strip()) and not line.strip().startswith(("#", '"')) and not inside
        inside = inside and line.strip() != "# END SOLUTION"
    return count


def length(notebook):
    """A lesson has 40 to 90 cells, no cell over 10 lines of code, and a median of 4 or less."""
    faults = []
    if not FEWEST_CELLS <= len(notebook.cells) <= MOST_CELLS:
        faults.append(f"{len(notebook.cells)} cells; expected {FEWEST_CELLS} to {MOST_CELLS}")
    lines = {n: lines_of_code(cell.source) for n, cell in code_cells(notebook)}
    faults += [
        f"cell {n}: {count} lines of code; at most {MOST_CODE_LINES}"
        for n, count in lines.items()
        if count > MOST_CODE_LINES
    ]
    if statistics.median(lines.values()) > MOST_MEDIAN_LINES:
        faults.append(
            f"the median cell has {statistics.median(lines.values())} lines of code; at most {MOST_MEDIAN_LINES}"
        )
    return faults


def short_texts(notebook):
    """No text over 80 words, the opening apart: it lists what the lesson teaches."""
    counts = {
        n: len(re.findall(r"\w+(?:[.'-]\w+)*", re.sub(r"\$[^$]*\$", " x ", prose(cell))))
        for n, cell in prose_cells(notebook)[1:]
    }
    most = {
        n: MOST_RESOLVING_WORDS if cell.source.startswith(asked_of.OPENING) else MOST_WORDS
        for n, cell in prose_cells(notebook)
    }
    return [f"cell {n}: {count} words; at most {most[n]}" for n, count in counts.items() if count > most[n]]


def width(notebook):
    """No line of code that has to be scrolled sideways."""
    return [
        f"cell {n}: a line of {len(line)} columns; at most {MOST_CODE_COLUMNS}"
        for n, cell in code_cells(notebook)
        for line in cell.source.splitlines()
        if len(line) > MOST_CODE_COLUMNS
    ]


def size(notebook):
    """A stored notebook that is quick to open and to diff."""
    stored = len(nbformat.writes(notebook).encode())
    return [f"{stored:,} bytes; at most {LARGEST_NOTEBOOK_BYTES:,}"] * (stored > LARGEST_NOTEBOOK_BYTES)


def voice(notebook):
    """No filler, no hype, no exclamation marks."""
    return [
        f"cell {n}: {found.group(0)!r}" for n, cell in prose_cells(notebook) for found in UNWANTED.finditer(prose(cell))
    ]


def portable_markdown(notebook):
    """Text that renders the same in JupyterLab, on a static page and through nbconvert."""
    return [
        f"cell {n}: {found.group(0)!r}"
        for n, cell in prose_cells(notebook)
        for found in NOT_PORTABLE.finditer(cell.source)
    ]


def predictions(notebook):
    """Each numbered section asks before it tells, in the form that a program can read."""
    faults = [f"cell {place + 1} {sentence}" for place, sentence in asked_of.faults(notebook)]
    title, asked = None, True
    for _, cell in [*prose_cells(notebook), (0, None)]:
        heading = re.match(r"## (.*)", cell.source) if cell else True
        if heading:
            if not asked:
                faults.append(f"section {title!r} has no cell tagged 'predict'")
            title = cell and heading.group(1)
            asked = not (title and re.match(r"\d+\. ", title))
        if cell and tagged(cell, "predict"):
            asked = True
    return faults


def letters(notebook):
    """The right letter cannot be guessed from the others."""
    right = [each.right for each in asked_of.of_notebook(notebook)] if not asked_of.faults(notebook) else []
    runs = [(letter, len(list(run))) for letter, run in groupby(right)]
    faults = [f"({letter}) is right {n} times in a row" for letter, n in runs if n > LONGEST_RUN_OF_A_LETTER]
    return faults + [
        f"({letter}) is right in {n} of {len(right)} predictions; at most {LARGEST_SHARE_OF_A_LETTER:.0%}"
        for letter, n in Counter(right).items()
        if n > max(LARGEST_SHARE_OF_A_LETTER * len(right), 2)
    ]


def unspoiled(notebook):
    """The number that is asked for stands nowhere in its section where a reader meets it before running the code.

    Code may hold it when it holds the numbers of all options, and the question may give numbers of its own.
    """
    if asked_of.faults(notebook):
        return []
    headings = [place for place, cell in enumerate(notebook.cells) if cell.source.startswith("## ")]
    faults = []
    for each in asked_of.of_notebook(notebook):
        first = max((place for place in headings if place <= each.place), default=0)
        last = min((place for place in headings if place > each.place), default=len(notebook.cells))
        numbers = {letter: _asked(option) for letter, option in each.options.items()}
        for number in sorted(numbers[each.right] - _asked(each.question)):
            others = set().union(*(found for letter, found in numbers.items() if letter != each.right))
            seen = [
                place + 1
                for place in range(first, last)
                if number in _asked(_met(notebook.cells[place], place, each))
                and not (each.place < place < each.closes and others <= _asked(notebook.cells[place].source))
            ]
            faults += [f"cell {place}: shows {number}, which cell {each.place + 1} asks for" for place in seen]
    return faults


def _asked(text):
    """The numbers in a text that one would not meet by chance: two digits or more, without signs."""
    found = {_plain(number) for number in NUMBER.findall(text)}
    return {number for number in found if len(number.replace(".", "").lstrip("0")) >= 2}


def _met(cell, place, prediction):
    """What of a cell a reader meets with a question still open."""
    if cell.cell_type == "markdown":
        before, *_ = cell.source.split(asked_of.QUESTION)
        return "" if cell.source.startswith((asked_of.OPENING, "> **Exercise")) else before
    if place < prediction.place:
        return "\n".join(map(_text_of, cell.outputs))
    return cell.source if place < prediction.closes else ""


def figures(notebook):
    """Every picture has alternative text with a number in it, and a text of what it plots."""
    faults = []
    for n, cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                faults.append(f"cell {n}: a picture without alternative text; show it with helpers.figures.show")
            for alternative in re.findall(r"<img\b[^>]*?alt=\"([^\"]*)\"", data.get("text/html", "")):
                claim = html.unescape(alternative)
                if len(claim) < 20 or not re.search(r"\d", claim):
                    faults.append(f"cell {n}: alternative text {claim!r}; expected the claim with its number")
    return faults


def prose_numbers(notebook):
    """A number of three or more significant digits in the prose is one that the lesson shows."""
    shown = set()
    for _, cell in code_cells(notebook):
        texts = [cell.source] + [_text_of(output) for output in cell.outputs]
        shown |= {_plain(found) for text in texts for found in re.findall(r"\d[\d,_]*(?:\.\d+)?", text)}
    faults = []
    for n, cell in prose_cells(notebook):
        if cell.source.startswith("> **Exercise"):
            continue
        said, *_ = prose(cell).split(asked_of.QUESTION)  # the wrong options are nobody's result
        said = asked_of.OPTION.sub(" ", said)
        text = DATE.sub(" ", re.sub(r"\b\d\d-\d\b", " ", said))  # an exercise's number is no quantity, nor is a date
        for found in NUMBER.findall(text):
            digits = _plain(found).replace(".", "").lstrip("0")
            if len(digits.rstrip("0") if "." not in found else digits) >= 3 and _plain(found) not in shown:
                faults.append(f"cell {n}: {found} is shown by no output and no code of this lesson")
    return faults


def _plain(number):
    digits = number.replace(",", "").replace("_", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _text_of(output):
    data = output.get("data", {})
    return output.get("text", "") + output.get("evalue", "") + data.get("text/plain", "")


def exercises(notebook):
    """An exercise is a text, a stub and its check, and nothing later needs the learner's answer."""
    faults, names = [], {}
    cells = notebook.cells
    for n, cell in code_cells(notebook):
        exercise = cell.metadata.get("exercise")
        if not tagged(cell, "exercise"):
            continue
        names |= {node.name: n for node in ast.parse(cell.source).body if hasattr(node, "name")}
        if f"> **Exercise {exercise}.**" not in cells[n - 2].source:
            faults.append(f"cell {n}: the text of exercise {exercise} does not stand before it")
        after = cells[n] if n < len(cells) else None
        if after is None or not tagged(after, "check") or after.metadata.get("exercise") != exercise:
            faults.append(f"cell {n}: the check of exercise {exercise} does not follow it")
    for n, cell in code_cells(notebook):
        if cell.metadata.get("exercise") is None:
            used = {node.id for node in ast.walk(_tree(cell.source)) if isinstance(node, ast.Name)}
            used |= {
                node.name for node in ast.walk(_tree(cell.source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)
            }
            faults += [
                f"cell {n}: uses {name!r}, the name of a learner's answer" for name in sorted(used & names.keys())
            ]
    return faults


def _tree(source):
    try:
        return ast.parse(source)
    except SyntaxError:  # a cell that is meant to fail
        return ast.Module(body=[], type_ignores=[])


def same_everywhere(notebook):
    """No output holds an address, a path or a warning of one machine."""
    faults = []
    for n, cell in code_cells(notebook):
        for output in cell.outputs:
            text = _text_of(output) + "".join(output.get("traceback", []))
            faults += [f"cell {n}: output holds {found!r}" for found in OF_ONE_MACHINE.findall(text)]
            if output.get("name") == "stderr":
                faults.append(f"cell {n}: output on stderr")
    return faults


RULES = (
    length,
    short_texts,
    width,
    size,
    voice,
    portable_markdown,
    predictions,
    letters,
    unspoiled,
    figures,
    prose_numbers,
    exercises,
    same_everywhere,
)
