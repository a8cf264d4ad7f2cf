"""A small lesson as the site reads it, and a course that holds it."""

import base64
import struct

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 800, 400)
FIGURE = f'<img alt="It is 4." src="data:image/png;base64,{base64.b64encode(PNG).decode()}" width="400" style="x">'
OPENING = "# 01 · One\n**Which way?**\n\nIt moves.\n\nBy the end you can\n- say it (`01-1`);\n- do it.\n\nHow:\n- read."
QUESTION = "## 1. A\nText.\n\n**Predict.** What is\n$w$?\n- **(a)** 1 < 2\n- **(b)** 2"
RESOLUTION = "<details><summary>After you ran it</summary>\n\n**(b)**. Two.\n\n- **(a)** is one.\n\n</details>"
STUB, ANSWER = (
    "def f(x):\n    ...  # your answer",
    "def f(x):\n    # BEGIN SOLUTION\n    return 2 * x\n    # END SOLUTION",
)


def printed(text):
    return new_output("stream", text=text)


def shown(markup):
    return new_output(
        "display_data", data={"text/html": markup, "text/plain": "It is 4.", "application/vnd.a+json": {}}
    )


def lesson(answer=STUB):
    """The notebook of a lesson: an opening, a prediction, a figure, an exercise, its check, progress."""
    exercise = {"exercise": "01-1"}
    cells = [
        new_markdown_cell(OPENING, id="opening"),
        new_markdown_cell(QUESTION, id="question", metadata={"tags": ["predict"]}),
        new_code_cell("w = 2\nprint(w)", id="code", outputs=[printed("2\n")]),
        new_markdown_cell(RESOLUTION, id="answer"),
        new_markdown_cell("## 2. B\nLook.", id="second"),
        new_code_cell("show(drawing)", id="figure", outputs=[shown(FIGURE)]),
        new_markdown_cell("> **Exercise 01-1.** Double it.", id="asks"),
        new_code_cell(answer, id="exercise-01-1", metadata=exercise | {"tags": ["exercise"]}),
        new_code_cell(
            "check(f)", id="check-01-1", metadata=exercise | {"tags": ["check"]}, outputs=[shown("<b>to do</b>")]
        ),
        new_code_cell("progress()", id="progress", outputs=[shown("<b>0 of 1</b>")]),
    ]
    return new_notebook(cells=cells, metadata={"course": {}})


def course(root):
    """A course folder with one lesson in English and Spanish, built."""
    for name in ("solutions/es", "notebooks/es", "locale/es", "tests/exercises", "pictures"):
        (root / name).mkdir(parents=True)
    (root / "solutions" / "01_one.py").write_text("# %%\n")
    for language in ("", "es"):
        nbformat.write(lesson(), root / "notebooks" / language / "01_one.ipynb")
        nbformat.write(lesson(ANSWER), root / "solutions" / language / "01_one.ipynb")
        (root / "notebooks" / language / "01_one.py").write_text("# %%\n")
    for name in ("README.md", "README.es.md"):
        (root / name).write_text("[a](b)\n\n# A course\n\nIt is\nshort.\n\nMore.\n\n| lesson |\n|---|\n| 01 |\n")
    (root / "pyproject.toml").write_text('[project]\nname = "course"\n')
    return root
