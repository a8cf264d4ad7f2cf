"""How values and verdicts are shown: a short line of text, a coloured one where there is colour."""

import html
import re
import sys

from helpers.checks import messages
from helpers.checks.spelling import spelt
from helpers.language import say

LONGEST_LIST = 6
ROUNDING = 1e-12  # below it a number is what float64 leaves of a 0
LONGEST_INPUTS = 90
LONGEST_TEXT = 300  # of a value or of inputs, whatever a learner's object is made of
LONGEST_MESSAGE = 1_000
MIME = "application/vnd.course.verdict+json"
SYMBOLS = {"right": "✓", "wrong": "✗", "todo": "○", "raised": "!"}
# Behind white letters: no colour of letters reaches a contrast of 4.5 on a white page and on a dark one.
COLOURS = {"right": "#1a7f37", "wrong": "#c0392b", "todo": "#656d76", "raised": "#9a6700"}


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """The text if it is not too long, or else as much of it as fits before an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def short(value) -> str:
    """The value in few characters: four significant digits, long lists and texts cut."""
    return cut(_in_words(value))


def _in_words(value) -> str:
    if hasattr(value, "tolist"):  # a NumPy array
        value = value.tolist()
    if isinstance(value, (bool, str, type(None))):
        return repr(value)[:60]
    if isinstance(value, (int, float)):
        if isinstance(value, int) and abs(value) < 10**6:
            return f"{value:d}"
        return f"{float(value):.4g}" if not abs(value) < ROUNDING else "0"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {short(item)}" for key, item in list(value.items())[:LONGEST_LIST]) + "}"
    if isinstance(value, (list, tuple)):
        items = [short(item) for item in value[:LONGEST_LIST]] + ["…"] * (len(value) > LONGEST_LIST)
        if isinstance(value, tuple):
            return f"({', '.join(items)}{',' * (len(items) == 1)})"
        return f"[{', '.join(items)}]"
    name = getattr(value, "type_name", None)
    return with_article(name) if name else str(value)


def with_article(noun: str) -> str:
    """The name of a type, or what a value is in words, behind "a" or "an"."""
    form = messages.AN_THING if noun[:1].lower() in "aeiou" else messages.A_THING
    known = noun
    for text in reversed(messages.VALUES):  # the more particular ones stand first
        places = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(text))
        if found := re.fullmatch(places, noun):
            known = say(text, **found.groupdict())
    return say(form, noun=known)


def inputs_text(inputs: dict) -> str:
    """The inputs by name, as in "x = 4, w = 3"; empty if there are none."""
    return cut(", ".join(f"{name} = {short(value)}" for name, value in inputs.items()))


def short_inputs(inputs: dict) -> str:
    """The inputs by name; empty if they do not fit into a line."""
    text = inputs_text(inputs)
    return text if len(text) <= LONGEST_INPUTS else ""


def show_verdict(verdict, text: str):
    """Display the verdict's line: coloured HTML, plain text, and the record that programs read."""
    mark = " ".join(filter(None, [SYMBOLS[verdict.outcome], verdict.exercise]))
    style = f"color:#ffffff;background-color:{COLOURS[verdict.outcome]};padding:0 .4em;border-radius:3px"
    markup = f'<span style="{style}">{html.escape(mark)}</span> {html.escape(text)}'
    show(f"{mark} {text}", markup, {MIME: verdict.record})


def show(plain: str, markup: str, more: dict | None = None):
    """Display text with its HTML in a notebook, print it elsewhere."""
    plain = spelt(plain)
    if sys.modules.get("IPython"):
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display({"text/plain": plain, "text/html": markup} | (more or {}), raw=True)
            return
    print(plain)


def show_bar(text: str, done: int, count: int, marks: str):
    """Display a bar of done out of count."""
    percent = round(100 * done / count) if count else 0
    plain = f"[{'#' * done}{'-' * (count - done)}] {text}   {marks}"
    markup = (
        '<div style="max-width:30em"><div style="background:#d0d7de;border-radius:4px">'
        f'<div style="width:{percent}%;background:{COLOURS["right"]};height:10px;border-radius:4px"></div></div>'
        f"{html.escape(text)}<br><small>{html.escape(marks)}</small></div>"
    )
    show(plain, markup)
