"""A lesson's predictions as data, and what is said of one that a program could not read."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.authoring import predictions

QUESTION = (
    "The errors are −1 and −3.\n\n**Predict.** What is\nthe loss?\n- **(a)** 10\n- **(b)** 5\n- **(c)** $\\sqrt{5}$"
)
RESOLUTION = (
    "<details><summary>After you ran it</summary>\n\n**(b)**. The mean of 1 and 9.\n\n"
    "- **(a)** is their sum.\n- **(c)** takes the root of the mean.\n\nKeep it.\n\n</details>"
)


def lesson(question=QUESTION, resolution=RESOLUTION, code="loss()"):
    cells = [new_markdown_cell("# A lesson"), new_markdown_cell(question, metadata={"tags": ["predict"]})]
    cells += [new_code_cell(code)] if code else []
    return new_notebook(cells=[*cells, new_markdown_cell(resolution)])


def test_a_prediction_is_read_with_its_options_and_the_mistake_behind_each_wrong_one():
    (found,) = predictions.of_notebook(lesson())
    assert (found.place, found.closes, found.right) == (1, 3, "b")
    assert found.question == "**Predict.** What is\nthe loss?"
    assert found.options == {"a": "10", "b": "5", "c": "$\\sqrt{5}$"}
    assert found.mistakes == {"a": "is their sum.", "c": "takes the root of the mean."}
    assert found.reason.startswith("**(b)**. The mean") and found.reason.endswith("Keep it.")


def test_an_edition_that_is_translated_in_part_is_read_the_same():
    question = QUESTION.replace("**Predict.** What is\nthe loss?", "*(en inglés)* **Predict.** What is\nthe loss?")
    question = question.replace("- **(a)**", "- *(en inglés)* **(a)**")
    resolution = RESOLUTION.replace("After", "*(en inglés)* After").replace("**(b)**.", "*(en inglés)* **(b)**.")
    resolution = resolution.replace("- **(c)**", "- *(en inglés)* **(c)**")
    (found,), (whole,) = predictions.of_edition(lesson(question, resolution)), predictions.of_edition(lesson())
    assert found.question == "*(en inglés)* **Predict.** What is\nthe loss?"
    assert (found.right, found.options, found.mistakes) == (whole.right, whole.options, whole.mistakes)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"question": QUESTION.replace("**Predict.**", "Guess.")}, "write **Predict.**"),
        ({"question": QUESTION.replace("- **(b)** 5\n", "")}, "the options ['a', 'c']"),
        ({"question": "**Predict.** Is it **(a)** 10, **(b)** 5?"}, "the options []"),
        ({"resolution": "(b). The mean."}, "no resolution"),
        ({"resolution": RESOLUTION.replace("</details>", "")}, "no resolution"),
        ({"resolution": RESOLUTION.replace("**(b)**. The", "The")}, "does not begin with the right letter"),
        ({"resolution": RESOLUTION.replace("- **(a)** is their sum.\n", "")}, "explains ['c']"),
        ({"resolution": RESOLUTION.replace("- **(a)**", "- **(b)**")}, "explains ['b', 'c']"),
        ({"code": None}, "before any code is run"),
    ],
)
def test_a_prediction_that_cannot_be_read_says_what_it_lacks(changed, said):
    found = predictions.faults(lesson(**changed))
    assert any(said in sentence for _, sentence in found), found
    with pytest.raises(ValueError, match=r"^cell \d"):
        predictions.of_notebook(lesson(**changed))


def test_a_question_without_its_tag_is_said():
    untagged = lesson()
    untagged.cells[1].metadata.tags = ["predicts"]
    ((place, sentence),) = predictions.faults(untagged)
    assert place == 1 and "without the tag of a prediction" in sentence
