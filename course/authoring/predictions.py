"""A lesson's predictions as data: the question, its options, the right one, and the mistake behind each wrong one.

A question is a cell of text tagged 'predict'. Its resolution is the next cell of text, closed until it is opened:

    **Predict.** At $w = 1$, what is the loss?        <details><summary>After you ran it</summary>
    - **(a)** 30
    - **(b)** 7.5                                     **(b)**. The four squares add up to 30, and their mean is 7.5.
                                                      - **(a)** is the sum.

                                                      </details>
"""

import re
from dataclasses import dataclass

QUESTION = "**Predict.**"
OPENING, CLOSING = "<details><summary>After you ran it</summary>", "</details>"
MARK = r"(?:\*\([^)\n]+\)\* )?"  # before what an edition has in English still
OPTION = re.compile(rf"^- {MARK}\*\*\(([a-c])\)\*\* (.+)", re.MULTILINE)
RIGHT = re.compile(rf"\A{MARK}\*\*\(([a-c])\)\*\*[.,:]? ")
# The same two marks whatever the language of their words.
ASKED = re.compile(rf"^{MARK}\*\*\w+\.\*\*", re.MULTILINE)
FOLD = re.compile(r"\A<details><summary>[^<]*</summary>(.*)</details>\Z", re.DOTALL)


@dataclass(frozen=True)
class Prediction:
    """One question to the reader.

    Attributes:
        place: position of its cell in the notebook, from 0.
        closes: position of the cell that resolves it.
        question: Markdown, from **Predict.** to the options.
        options: Markdown of each option by its letter.
        right: the letter of the right one.
        mistakes: what leads to each wrong one, in Markdown, by its letter.
        reason: the whole resolution, in Markdown.
    """

    place: int
    closes: int
    question: str
    options: dict[str, str]
    right: str
    mistakes: dict[str, str]
    reason: str


def of_notebook(notebook):
    """The predictions of a lesson, in order.

    Raises:
        ValueError: one of them is not in the form above.
    """
    if found := faults(notebook):
        raise ValueError(f"cell {found[0][0] + 1} {found[0][1]}")
    return of_edition(notebook)


def of_edition(notebook):
    """The predictions of a lesson without faults, in English or in another language: the form is the same."""
    return [_read(notebook, place) for place in _places(notebook)]


def faults(notebook):
    """What is wrong with a lesson's predictions: pairs of a cell's position and a sentence about it."""
    places = _places(notebook)
    found = [(place, sentence) for place in places for sentence in _faults(notebook, place)]
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and QUESTION in cell.source and place not in places:
            found.append((place, f"""asks '{QUESTION}' without the tag of a prediction; write tags=["predict"]."""))
    return found


def _places(notebook):
    return [place for place, cell in enumerate(notebook.cells) if "predict" in (cell.metadata.get("tags") or [])]


def _faults(notebook, place):
    cells, source = notebook.cells, notebook.cells[place].source
    options = [letter for letter, _ in OPTION.findall(source)]
    if QUESTION not in source or options not in (["a", "b"], ["a", "b", "c"]):
        yield f"is a prediction with the options {options}; write {QUESTION}, the question, and '- **(a)** ...' lines."
        return
    closes = _closes(notebook, place)
    text = cells[closes].source.strip() if closes is not None else ""
    if not (text.startswith(OPENING + "\n\n") and text.endswith("\n\n" + CLOSING)):
        yield f"is a prediction whose next text is no resolution; begin that with '{OPENING}' and a blank line."
        return
    if not any(cell.cell_type == "code" for cell in cells[place:closes]):
        yield "is a prediction that is resolved before any code is run."
    right = RIGHT.match(_inner(text))
    if not right or right.group(1) not in options:
        yield f"is a prediction whose resolution does not begin with the right letter, such as '**({options[0]})**. '."
        return
    named = [letter for letter, _ in OPTION.findall(text)]
    if named != [letter for letter in options if letter != right.group(1)]:
        yield f"is a prediction whose resolution explains {named}; name the mistake behind each wrong option, in order."


def _closes(notebook, place):
    """Position of the next cell of text."""
    later = range(place + 1, len(notebook.cells))
    return next((there for there in later if notebook.cells[there].cell_type == "markdown"), None)


def _inner(text):
    return FOLD.match(text.strip()).group(1).strip()


def _read(notebook, place):
    source, closes = notebook.cells[place].source, _closes(notebook, place)
    reason = _inner(notebook.cells[closes].source)
    asked = source[[mark.start() for mark in ASKED.finditer(source)][-1] :]
    return Prediction(
        place=place,
        closes=closes,
        question=asked[: OPTION.search(asked).start()].strip(),
        options=dict(OPTION.findall(source)),
        right=RIGHT.match(reason).group(1),
        mistakes=dict(OPTION.findall(reason)),
        reason=reason,
    )
