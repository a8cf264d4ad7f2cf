"""What there is to translate: the messages of a lesson, of its exercises, and of what the code says."""

import re

from babel.messages.extract import extract

from course.translating.catalogues import Message
from course.translating.paragraphs import messages

METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
SAID = "say"  # the function whose first argument is said to a reader


def of_lesson(notebook):
    """The messages of a lesson's texts, in order, each once."""
    cells = enumerate(notebook.cells, start=1)
    return _of_texts([(f"cell {place}", cell.source) for place, cell in cells if cell.cell_type == "markdown"])


def of_page(markdown):
    """The messages of a page, in order, each once."""
    return _of_texts([("page", markdown)])


def _of_texts(texts):
    found, heading = {}, ""
    for place, markdown in texts:
        for text in messages(markdown):
            if re.search(rf"^#+ .*{re.escape(text)}$", markdown, re.MULTILINE):
                heading = text
            found.setdefault(text, Message(text, f"{place}, {heading}", by_code=False))
    return list(found.values())


def of_exercises(declared):
    """The messages that exercises declare: titles, hints, and what is told of each mistake."""
    found = {}
    for one in declared:
        told = {one.title: "title"} | {hint: f"hint {place}" for place, hint in enumerate(one.hints, start=1)}
        for mistake in one.mistakes:
            told |= dict.fromkeys((mistake.message, *mistake.where_used.values()), mistake.id)
        for text, what in told.items():
            found.setdefault(text, Message(text, f"exercise {one.id}, {what}"))
    return list(found.values())


def of_constants(module):
    """The messages that a module holds as constants: texts, tuples of texts, the values of dicts."""
    found = {}
    for name, value in vars(module).items():
        if name.isupper():
            texts = value.values() if isinstance(value, dict) else (value,) if isinstance(value, str) else value
            found |= {text: Message(text, name) for text in texts if text not in found}
    return list(found.values())


def of_code(path):
    """The messages that a Python file, or a page's template, says: texts written out in `say("...")`."""
    with path.open("rb") as file:
        texts = [text for _, text, _, _ in extract(METHODS[path.suffix], file, keywords={SAID: None})]
    # With words in places the texts are all that was written out in the call.
    return [Message(text, path.stem) for text in dict.fromkeys(texts)]
