"""Slides as one page of HTML that needs no network: the site's own pictures, formulas and colours of code."""

import html
import math
import re

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course.site import exercise_numbers, lesson_page, sphinx_pages
from helpers.language import LANGUAGES, say

FOLDER = "slides"  # beside the pages of a language
FIGURE = "application/vnd.course.figure+json"
# A slide is laid out for 1280 x 720 pixels, at 24 a letter; what needs more height than there is is set smaller.
HEIGHT, SIZES = 505, (1.25, 1.1, 1, 0.9, 0.8, 0.7, 0.6)
TEXT_LINE, CODE_LINE, BLOCK, PICTURE = 34, 23, 20, 290  # pixels
TEXT_COLUMNS, CODE_COLUMNS = 47, 48  # characters beside each other, in half of a slide
BETWEEN_TAGS = re.compile(r"<[^>]+>")


def page(name, slides, language, languages):
    """The HTML of a lesson's slides.

    Args:
        name: the lesson's, "01_backprop_scalar".
        slides: what `slides.of` gave.
        language: two letters, the language that is spoken.
        languages: the other languages that the slides are in.
    """
    shown = "\n".join(_slide(number, slide) for number, slide in enumerate(slides, start=1))
    title = html.escape(say("Slides of {lesson}", lesson=BETWEEN_TAGS.sub("", _inline(slides[0].title))))
    static = "../_static"
    made = f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{sphinx_pages.ICON}
<link rel="stylesheet" href="{static}/pygments.css">
<link rel="stylesheet" href="{static}/slides.css">
<script>window.MathJax = {{options: {{enableMenu: false}}}}</script>
<script defer src="{static}/mathjax/{sphinx_pages.MATHJAX_SCRIPT}"></script>
<script defer src="{static}/slides.js"></script>
</head>
<body>
<main>
{shown}
</main>
{_ways(name, languages)}
</body>
</html>
"""
    return exercise_numbers.unbroken(made)


def _ways(name, languages):
    """HTML of what leads on, back, and to the lesson; the script finds its parts by their classes."""
    label, lesson, keys = say("Slides"), say("The lesson"), say("Arrow keys, Home, End; Esc to the lesson")
    back, on, address = say("Previous"), say("Next"), f"{FOLDER}/{name}.html"
    others = "".join(f'<a lang="{one}" href="../../{one}/{address}">{LANGUAGES[one]}</a>' for one in languages)
    return f"""<nav aria-label="{label}" data-page="../{name}.html">
<a href="../{name}.html">{lesson}</a>{others}
<span class="keys">{keys}</span>
<button type="button" class="back">{back}</button>
<span class="place" role="status"></span>
<button type="button" class="on">{on}</button>
</nav>"""


def _slide(number, slide):
    heading = "h1" if slide.kind == "opening" else "h2"
    cells = "\n".join(map(_cell, slide.cells))
    sides = " sides" if cells and slide.text else ""
    wide = 1 if sides else 2
    shown = f'<div class="cells" style="{_size_of("", cells, wide)}">{cells}</div>' if cells else ""
    words = _markdown(slide.text)
    text = f'<div class="text" style="{_size_of(slide.text, "", wide)}">{words}</div>' if slide.text else ""
    return f"""<div class="slide {slide.kind}" id="slide-{number}" role="group" tabindex="-1"
aria-labelledby="title-{number}">
<{heading} id="title-{number}">{_inline(slide.title)}</{heading}>
<div class="body{sides}">{shown}{text}</div>
</div>"""


def _size_of(text, cells, wide):
    return f"--size: {_size(text, cells, wide)}"


def _size(text, cells, wide):
    """How large the letters of a part of a slide can be, as a share of the usual.

    Args:
        text: Markdown; "" for cells.
        cells: HTML; "" for text.
        wide: 2 where it has the slide for itself, 1 beside another part.
    """
    printed = BETWEEN_TAGS.sub("", cells)
    for size in SIZES:
        columns = wide / size
        of_text = _lines(text, TEXT_COLUMNS * columns) * TEXT_LINE + text.count("\n\n") * BLOCK
        of_cells = _lines(printed, CODE_COLUMNS * columns) * CODE_LINE + cells.count("<pre") * BLOCK
        pictures = cells.count("<img") * PICTURE
        if max(of_text, of_cells) * size + pictures <= HEIGHT:
            return size
    return SIZES[-1]


def _lines(text, columns):
    return sum(math.ceil(len(line) / columns) for line in text.splitlines())


def _cell(cell):
    """What a cell gave, below its code; a figure stands without code, for which there is no room beside it."""
    given = "".join(map(_output, cell.outputs))
    has_figure = any(FIGURE in one.get("data", {}) for one in cell.outputs)
    return given if has_figure else _highlighted(cell.source) + given


def _output(output):
    if output.output_type == "stream":
        return f'<pre class="printed">{html.escape(output.text.rstrip())}</pre>'
    if markup := output.data.get("text/html"):
        # The pages of the lessons bring the pictures along; printed without being scrolled to, all must be there.
        apart = lesson_page.apart(markup, {}).replace(' loading="lazy"', "")
        return apart.replace(f'src="{lesson_page.PICTURES}', f'src="../{lesson_page.PICTURES}')
    return f'<pre class="printed">{html.escape(output.data["text/plain"])}</pre>'


def _renderer():
    """Markdown as the lessons use it, formulas in the brackets that MathJax looks for."""
    made = MarkdownIt("commonmark", {"highlight": _highlighted}).enable("table").use(dollarmath_plugin)
    made.add_render_rule("math_inline", lambda _, tokens, place, *__: rf"\({html.escape(tokens[place].content)}\)")
    made.add_render_rule(
        "math_block", lambda _, tokens, place, *__: rf"<p>\[{html.escape(tokens[place].content)}\]</p>"
    )
    return made


def _highlighted(code, *_):
    return highlight(code, PythonLexer(), HtmlFormatter(wrapcode=True))


def _markdown(text):
    return _renderer().render(text)


def _inline(text):
    return _renderer().renderInline(text)  # "1. One knob" is a heading, and no list
