"""course/translating/paragraphs.py: what is translated of a text, and the text put together again."""

import nbformat
import pytest

from course import places
from course.translating.paragraphs import messages, pieces


def joined(markdown):
    return "".join(piece.text for piece in pieces(markdown))


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("# 01 · One weight\nA paragraph.", ["01 · One weight", "A paragraph."]),
        (
            "A paragraph that is\nwrapped in two lines.\n\nAnother.",
            ["A paragraph that is wrapped in two lines.", "Another."],
        ),
        ("- **(a)** It falls.\n- **(b)** 7.5\n- **(c)** $w$", ["**(a)** It falls."]),
        ("1. First\n2. Second", ["First", "Second"]),
        ("> **Exercise 01-1.** *Forward* (level 1).", ["**Exercise 01-1.** *Forward* (level 1)."]),
        ("<details><summary>Hint 1</summary>Three steps.</details>", ["Hint 1", "Three steps."]),
        ("<details><summary>After you ran it</summary>\n\nText.\n\n</details>", ["After you ran it", "Text."]),
        ("Then\n\n$$L = \\text{mean}(e)$$\n\nso", ["Then", "so"]),
        ("$$\nL = a\n\nwords = b\n$$\nafter", ["after"]),
        ("```python\nprint('no message')\n\n# nor this\n```\nafter", ["after"]),
        (
            "| error | what it means |\n|---|---|\n| 0.1 | be uneasy |",
            ["error", "what it means", "be uneasy"],
        ),
        ("`code`, 1e-7 and $f(x)$", ["`code`, 1e-7 and $f(x)$"]),
        ("`code`\n\n$f(x)$ · 3.14", []),
        ("- an item\n  that goes on", ["an item that goes on"]),
        ("", []),
    ],
)
def test_what_is_translated(markdown, found):
    assert messages(markdown) == found


@pytest.mark.parametrize("lesson", places.lessons(), ids=lambda lesson: lesson.name)
def test_put_together_every_text_of_a_lesson_is_as_it_was(lesson):
    texts = [cell.source for cell in nbformat.read(lesson.solution, as_version=4).cells if cell.cell_type == "markdown"]
    assert len(texts) > 30
    for text in texts:
        assert joined(text) == text


def test_wrapping_a_paragraph_otherwise_leaves_its_message_the_same():
    short, long = "One two three\nfour five.", "One two\nthree four\nfive."
    assert messages(short) == messages(long) == ["One two three four five."]
