"""What of an answer a learner would get: none of it, beside the stub, in another cell or in an output."""

import pytest

from course.authoring import leaks, learners_copy, lesson_source
from tests.authoring.small_lessons import code, exercise, prose, source

BEGIN, END = "    # BEGIN SOLUTION\n", "    # END SOLUTION"
LONG = f"def f(x):\n{BEGIN}    doubled = 2 * x\n    return doubled + 1\n{END}"
CLASS = (
    "class C:\n    def __init__(self):\n        # BEGIN SOLUTION\n        self.data = [1.0]\n        # END SOLUTION\n\n"
    "    def step(self):\n        # BEGIN SOLUTION\n        self.data = [2.0]\n        # END SOLUTION"
)
OUTLINE = (
    "import math\n\n\nclass C(object):\n    '''Words.'''\n\n    def __init__(self):\n        self.data = 1\n\n" + BEGIN
)
OUTLINE += "    def step(self):\n        self.data = 2\n" + END


def read(*cells):
    return lesson_source.parse(source(*cells), "new.py")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            LONG.replace(BEGIN + "    doubled = 2 * x\n", "    doubled = 2 * x\n" + BEGIN), 6, id="begun too low"
        ),
        pytest.param(
            LONG.replace(f"    return doubled + 1\n{END}", f"{END}\n    return doubled + 1"), 9, id="ended early"
        ),
        pytest.param(LONG + "\n\n\ndef g(x):\n    return x", 13, id="a second function without markers"),
        pytest.param(
            CLASS.replace("        # BEGIN SOLUTION\n", "", 1).replace("        # END SOLUTION\n", "", 1),
            7,
            id="a method",
        ),
        pytest.param(CLASS.rsplit("        # BEGIN", 1)[0] + "        self.data = [2.0]", 12, id="the last method"),
        pytest.param(LONG + "\n\n\nclass D:\n    def g(self):\n        return 1", 14, id="a class without markers"),
    ],
)
def test_what_a_learner_would_get_beside_the_stub_is_refused(text, line):
    (fault,) = leaks.beside_stubs(read(exercise("01-1", text)))
    assert fault.startswith(f"new.py:{line}: cell 2: the learner would get '")


@pytest.mark.parametrize("text", [LONG, CLASS, OUTLINE, f"{BEGIN}    x = 1\n{END}".replace("    ", "")])
def test_the_outline_around_a_stub_is_let_through(text):
    assert leaks.beside_stubs(read(exercise("01-1", text))) == []


def in_texts(*cells):
    lesson = read(*cells)
    return leaks.in_texts(lesson, learners_copy.without_any_answer(lesson.notebook))


@pytest.mark.parametrize(
    ("cell", "line", "said"),
    [
        pytest.param(prose("So `return doubled + 1` it is."), 4, "shows the answer", id="a line in a text"),
        pytest.param("# %% [raw]\n# return  doubled + 1\n", 4, "shows the answer", id="a line in a raw cell"),
        pytest.param(code("# return doubled + 1\n1"), 4, "shows the answer", id="commented out"),
        pytest.param(
            code("def g(x):\n    doubled = 2 * x\n    return doubled + 1"), 4, "shows the answer", id="renamed"
        ),
        pytest.param(prose("It is `doubled + 1`."), 4, "shows the answer", id="what a line returns"),
        pytest.param(prose(r"return doubled \+ 1"), 4, "shows the answer", id="with Markdown's backslash"),
        pytest.param(code("print('return doubled + 1')"), 4, "shows the answer", id="a line in a string"),
        pytest.param(code("y = 1\ndef f(x):\n    return 3"), 6, "defines 'f'", id="the same name"),
        pytest.param(code("y = 1\nf = lambda x: 3"), 6, "defines 'f'", id="the same name, a lambda"),
    ],
)
def test_an_answer_that_stands_elsewhere_is_refused(cell, line, said):
    found = in_texts(cell, prose("A text between"), exercise("01-1", LONG))
    assert [fault for fault in found if fault.startswith(f"new.py:{line}: cell 2") and said in fault], found


def test_the_text_of_an_exercise_may_show_a_line_of_the_answer_and_not_most_of_it():
    told = prose("> **Exercise 01-1.** Use `doubled = 2 * x`.")
    assert in_texts(told, exercise("01-1", LONG)) == []
    assert in_texts(told, exercise("01-1", LONG), prose("As said, `doubled = 2 * x`.")) == []
    both = prose("> **Exercise 01-1.** `doubled = 2 * x`, then <code>return doubled + 1</code>.")
    assert in_texts(both, exercise("01-1", LONG))[0].startswith("new.py:4: cell 2 shows the answer of 01-1")
    single = exercise("01-2", f"def g(x):\n{BEGIN}    return x &lt; 3\n{END}".replace("&lt;", "<"))
    assert in_texts(prose("> **Exercise 01-2.** return x &lt; 3"), single)[0].startswith("new.py:4: cell 2 shows")


@pytest.mark.parametrize(
    "line",
    [
        "<details><summary>Hint 1</summary>doubled = 2 * x</details>",
        "![doubled = 2 * x](picture.png)",
        '<img src="picture.png" alt="doubled = 2 * x">',
        "<!-- doubled = 2 * x -->",
    ],
    ids=["a hint", "an alternative text", "the same in HTML", "an HTML comment"],
)
def test_what_is_folded_into_the_text_of_an_exercise_shows_no_line(line):
    told = prose("> **Exercise 01-1.** Double x, and add 1.", "", line)
    (fault,) = in_texts(told, exercise("01-1", LONG))
    assert fault.startswith("new.py:4: cell 2 shows the answer of 01-1")


def test_a_line_is_known_without_the_comment_behind_it():
    commented = exercise("01-1", LONG.replace("return doubled + 1", "return doubled + 1  # and one"))
    assert in_texts(prose("So `return doubled + 1`."), prose("Task"), commented)[0].startswith("new.py:4: cell 2 shows")


def test_a_line_that_the_lessons_own_code_shows_is_no_secret():
    shown = code("doubled = 2 * x\nprint(doubled)")
    assert in_texts(shown, prose("Here `doubled = 2 * x` doubles."), prose("Task"), exercise("01-1", LONG)) == []


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": "def f(x):\n    return doubled + 1\n"},
        {"output_type": "display_data", "data": {"text/html": "<b>return doubled + 1</b>"}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["1", "----> return doubled + 1"]},
    ],
    ids=["printed", "shown", "in a traceback"],
)
def test_an_answer_in_what_the_learners_copy_printed_is_refused(output):
    lesson = read(code("1 + 1"), exercise("01-1", LONG))
    learners = learners_copy.without_any_answer(lesson.notebook)
    assert leaks.in_outputs(lesson, learners) == []
    learners.cells[1].outputs = [output]
    assert leaks.in_outputs(lesson, learners)[0].startswith("new.py:4: cell 2 shows the answer of 01-1 in its output")
