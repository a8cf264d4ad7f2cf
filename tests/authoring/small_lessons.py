"""Small lessons that the tests write for themselves."""

from course.authoring.answer_markers import BEGIN, END
from course.authoring.lesson_source import parse


def notebook(*cells):
    """The notebook of a lesson with a title, then these cells in percent format."""
    return parse(source(*cells), "new.py").notebook


def source(*cells):
    """Text of a lesson: a title, then these cells in percent format."""
    return "# %% [markdown]\n# # A lesson\n\n" + "\n".join(cells)


def code(text, more=""):
    """A code cell."""
    return f"# %%{more}\n{text}\n"


def prose(*lines):
    """A cell of text."""
    return "\n".join(["# %% [markdown]", *(f"# {line}" for line in lines), ""])


def exercise(number, text):
    """The cell of an exercise, markers and all."""
    return code(text, f' tags=["exercise"] exercise="{number}"')


def check(number, text):
    """The cell below an exercise."""
    return code(text, f' tags=["check"] exercise="{number}"')


def answered(number, name, answer):
    """The two cells of an exercise: a function of x with its answer, and a cell that calls it."""
    answer = f"def {name}(x):\n    {BEGIN}\n    {answer}\n    {END}"
    return exercise(number, answer) + "\n\n" + check(number, f"print({name}(2))")
