"""A learner's lesson as Colab opens it: alone, so that a first cell installs the helpers from the course's repository.

The helpers only, and nothing that they depend on: Colab has its own PyTorch, and a kernel that a newer one would break.
Outputs stay away, as from the copies in work/: a prediction comes before its answer.
"""

import json

from nbformat.v4 import new_code_cell, new_notebook

from course.authoring import seals
from course.authoring.learners_copy import without_any_answer
from course.published import BRANCH
from helpers.language import ENGLISH, say, speaking

CELL_ID = "install-helpers"


def text(notebook, language, repository):
    """The text of a copy's file: the lesson below the one cell that it has more.

    Args:
        notebook: the learner's.
        language: its two letters; empty for English.
        repository: the address that the helpers are installed from.
    """
    with speaking(language or ENGLISH):
        first = new_code_cell(installing(repository), id=CELL_ID)
    cells = without_any_answer(notebook).cells
    metadata = {"kernelspec": notebook.metadata.kernelspec, "language_info": {"name": "python"}}
    return seals.serialised(new_notebook(cells=[first, *cells], metadata=metadata))


def installing(repository):
    """The code of that cell, in the language that is spoken."""
    notes = (
        say("Run this cell first. Colab opens the lesson alone; this installs the course's helpers, in about 10 s."),
        say("Nothing else that Colab has is changed. What you get right is remembered until the session ends."),
    )
    done = say("The helpers are installed. Go on below.")
    return "\n".join(
        (
            *(f"# {note}" for note in notes),
            f'%pip install --quiet --no-deps "git+{repository}@{BRANCH}"',
            "from helpers import check",  # fails, naming the file, where another `helpers` stands before the course's
            "",
            f"print({json.dumps(done, ensure_ascii=False)})",
        )
    )
