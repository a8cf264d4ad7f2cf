"""Small lessons that the tests write for themselves."""

from course.authoring.answer_markers import BEGIN, END


def source(*cells):
    """Text of a lesson: a title, then these cells in percent format."""
    return "# %% [markdown]\n# # A lesson\n\n" + "\n".join(cells)


def code(text):
    """A code cell."""
    return f"# %%\n{text}\n"


def answered(exercise, name, answer):
    """The two cells of an exercise: a function of x with its answer, and a cell that calls it."""
    return (
        f'# %% tags=["exercise"] exercise="{exercise}"\ndef {name}(x):\n    {BEGIN}\n    {answer}\n    {END}\n\n\n'
        f'# %% tags=["check"] exercise="{exercise}"\nprint({name}(2))\n'
    )
