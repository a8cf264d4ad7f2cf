"""What is compared of pictures: nothing, unless a figure carries the text of what it plots."""

import json
import re
from html.parser import HTMLParser

# In a display: what a figure plots, as text, {"plotted": [line, ...]}; compared in place of its pixels.
FIGURE_MIME = "application/vnd.course.figure+json"
ALTERNATIVE, PLOTTED = "alternative text", "what the figure plots"  # in a message

_PICTURE_TYPE = r"(?:image|video|audio)/|application/(?:pdf|postscript)"
PICTURE_MIME = re.compile(_PICTURE_TYPE)
# In HTML and Markdown: a data URI up to its quote, or as far as Base64 goes, and a drawing among the text.
_INLINE_PICTURE = re.compile(
    rf"""(?<=")data:(?:{_PICTURE_TYPE})[^"]*|(?<=')data:(?:{_PICTURE_TYPE})[^']*"""
    rf"""|data:(?:{_PICTURE_TYPE})[\w.+-]*(?:;[\w=-]+)*,[\w+/=%-]*|<svg\b(?:(?!</svg>).)*</svg>""",
    re.DOTALL | re.IGNORECASE,
)


def without_pictures(html: str) -> str:
    """HTML or Markdown in which two words stand for each picture."""
    return _INLINE_PICTURE.sub("(a picture)", html)


def figure_texts(data: dict) -> list[tuple[str, str]]:
    """Pairs of kind and text for a figure: its alternative text and what it plots, whatever else stands beside them."""
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
        parser.feed(without_pictures(html))
        return parser.found

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found += [value or "" for name, value in attrs if name == "alt"]
