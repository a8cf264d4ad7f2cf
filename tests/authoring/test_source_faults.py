"""What keeps a lesson from being run: every slip by file, line and cell, and no lesson of the course refused."""

from types import SimpleNamespace

import pytest

from course import places
from course.authoring import leaks, learners_copy, lesson_source, source_faults
from helpers import exercises
from tests.authoring.small_lessons import answered, check, code, exercise, prose, source

BOTH = answered("01-1", "triple", "return 3 * x") + "\n" + answered("01-2", "double", "return 2 * x")
TASK = prose("> **Exercise 01-1.** *Three times* (level 1, 3 minutes). Return 3 x.")
ANSWER = "def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION"


def faults(*cells, declared=()):
    lesson = lesson_source.parse(source(*cells), "new.py")
    return source_faults.faults(lesson, [SimpleNamespace(id=one) for one in declared])


@pytest.mark.parametrize("lesson", places.lessons(), ids=lambda lesson: lesson.name)
def test_no_lesson_of_the_course_is_refused(lesson):
    text = lesson.source.read_text(encoding="utf-8")
    parsed = lesson_source.parse(text, lesson.name)
    assert source_faults.conflicts(text, lesson.name) == []
    assert source_faults.faults(parsed, exercises.of_lesson(lesson.number)) == []
    assert leaks.beside_stubs(parsed) == []
    assert leaks.in_texts(parsed, learners_copy.without_any_answer(parsed.notebook)) == []


@pytest.mark.parametrize(
    ("cells", "where", "said"),
    [
        pytest.param(
            [exercise("01-1", "def f(x):\n    return x")], "4: cell 2", "learner would get all", id="no markers"
        ),
        pytest.param([BOTH.replace('"exercise"', '"exercice"', 1)], "4: cell 2", "without the tag", id="misspelt tag"),
        pytest.param(
            [BOTH.replace(' tags=["exercise"] exercise="01-1"', "")], "4: cell 2", "without being", id="no tag"
        ),
        pytest.param([BOTH.replace(' exercise="01-1"', "", 1)], "4: cell 2", "without an id", id="no id"),
        pytest.param([BOTH.replace('"01-1"', "01-1", 1)], "4: cell 2", "without being", id="an id without quotes"),
        pytest.param([BOTH.replace('tags=["check"]', "", 1)], "11: cell 3", "without the tag", id="check without tag"),
        pytest.param([BOTH.replace("01-2", "01-1")], "14: cell 4", "second exercise 01-1", id="an id twice"),
        pytest.param(
            [BOTH.replace('check"] exercise="01-1', 'check"] exercise="01-2')], "4: cell 2", "its check", id="id"
        ),
        pytest.param([BOTH, exercise("01-3", ANSWER)], "24: cell 6", "no cell is tagged as its check", id="no check"),
        pytest.param(
            [code("from helpers import check"), exercise("01-3", ANSWER)], "7: cell 3", "its check", id="only"
        ),
        pytest.param([check("01-1", "f(1)"), exercise("01-1", ANSWER)], "4: cell 2", "above", id="check above"),
        pytest.param([TASK, code("1 + 1")], "4: cell 2", "no cell is tagged as that exercise", id="told and not asked"),
        pytest.param(
            [exercise("01-1", ANSWER).replace('se"]', 'se", "check"]', 1)], "4: cell 2", "both", id="both tags"
        ),
        pytest.param(
            [exercise("01-1", ANSWER).replace("# %%", "# %% [markdown]")], "6: cell 2", "a cell of text", id="md"
        ),
        pytest.param([prose("text"), "def f(x):\n    return x\n"], "7: cell 2", "is a '# %%' missing", id="lost start"),
        pytest.param([prose("text"), "=======\n"], "7: cell 2", "'======='", id="half of a merge's marks"),
        pytest.param([code("x = 1\nprint(1 + 1")], "6: cell 2", "never closed", id="a syntax error"),
        pytest.param([code("\n\nx = 1\nprint(1 + 1")], "8: cell 2", "never closed", id="a syntax error further down"),
        pytest.param([code("x = '\x00'")], "5: cell 2", "null", id="a null byte"),
        pytest.param(
            [exercise("01-1", ANSWER.replace("    # BEGIN", "# BEGIN"))],
            "6: cell 2",
            "left for the learner",
            id="indent",
        ),
        pytest.param(
            [
                exercise(
                    "01-1",
                    ANSWER.replace("    # BEGIN", '    """A\n    # BEGIN').replace("    return", '    """\n    return'),
                )
            ],
            "6: cell 2",
            "left for the learner",
            id="a marker in a docstring",
        ),
    ],
)
def test_a_slip_is_named_with_file_line_and_cell(cells, where, said):
    found = faults(*cells)
    assert [fault for fault in found if fault.startswith(f"new.py:{where}") and said in fault], found


@pytest.mark.parametrize(
    "cell",
    [
        code("%matplotlib inline\nimport math"),
        code("# %%time\nx = 1"),
        code("%%bash\nif true; then echo yes; fi"),
        code("if True:\n    !echo yes"),
        code("names = !echo a b"),
        code("print(1 +", ' tags=["raises-exception"]'),
        code("await something()"),
        prose("A heading", "======="),
        '# %% [markdown]\n"""\nText in quotes\n=======\n"""\n',
        TASK + "\n" + answered("01-1", "triple", "return 3 * x"),
        exercise("01-1", ANSWER),  # a sketch without any check
    ],
)
def test_what_is_meant_is_let_through(cell):
    assert faults(cell) == []
    assert source_faults.conflicts(source(cell), "new.py") == []


def test_exercises_and_declarations_agree_one_to_one():
    assert faults(BOTH, declared=["01-1", "01-2"]) == []
    assert (
        "new.py:1: cell 1 begins a lesson that does not have 01-3" in faults(BOTH, declared=["01-1", "01-2", "01-3"])[0]
    )
    assert "new.py:14: cell 4 is of 01-2, which helpers/ does not declare." in faults(BOTH, declared=["01-1", "01-7"])
    assert "not have 01-1 once" in faults(BOTH, declared=["01-1", "01-1", "01-2"])[0]
    assert faults(BOTH, declared=["01-1", "01-2", "01-3", "01-4", "01-5"]) == [], "another lesson of that number"


MERGE = ["<<<<<<< HEAD", "one", "||||||| 1234567", "none", "=======", "other", ">>>>>>> branch"]


@pytest.mark.parametrize("before", ["", "# ", "#"], ids=["bare", "in a comment", "without a space"])
def test_what_a_merge_left_is_refused_line_by_line(before):
    text = source("# %% [markdown]\n", *(before + line for line in MERGE))
    found = source_faults.conflicts(text, "new.py")
    assert [fault.split(": ")[0] for fault in found] == [f"new.py:{line}" for line in (6, 8, 10, 12)]


def test_an_exercise_that_no_text_tells_is_said_where_others_are_told():
    assert faults(BOTH) == []
    (fault,) = faults(TASK, BOTH)
    assert fault.startswith("new.py:17: cell 5 is of exercise 01-2, which no text tells")
