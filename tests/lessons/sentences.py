"""The sentences of a lesson, and those that claim a cause or speak of all cases."""

import re

CLAIMS = re.compile(
    r"\b(always|never|exactly|at most|at least|every|the same|because|to the last|whatever|no matter|for any|cannot)\b",
    re.IGNORECASE,
)
END = re.compile(r"(?<=[.?:;])[*_)]*\s+|\n\s*\n|\n(?=[-|>#])|</?(?:details|summary)>")
HEADING = re.compile(r"^(#+ .*)$", re.MULTILINE)
FORMULA = re.compile(r"\$\$.*?\$\$", re.DOTALL)
STATEMENT = "> **Exercise"


def of_notebook(notebook):
    """The sentences of a notebook's texts, each on one line; statements and hints of exercises are left out."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return [
        sentence
        for text in texts
        if not text.startswith(STATEMENT)
        for piece in END.split(HEADING.sub(r"\1\n\n", FORMULA.sub(" ", text)))
        if (sentence := " ".join(piece.replace("**", "").replace("*", "").split()))
    ]


def unproved(sentences, known):
    """Sentences that claim something and hold none of the known words.

    Args:
        sentences: as `of_notebook` gives them.
        known: what claims and definitions stand for.
    """
    return [
        sentence
        for sentence in sentences
        if CLAIMS.search(re.sub(r"`[^`]*`", "", sentence)) and not any(words in sentence for words in known)
    ]
