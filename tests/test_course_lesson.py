"""A lesson's source: what is refused, what a learner gets, how cells are called."""

import pytest

from course import lesson
from tests.lessons import answered, source

FINE = source(answered("01-1", "forward", "return 3 * x"))


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    with pytest.raises(lesson.LessonError, match=r"new.py:2: .*not UTF-8.*save the file as UTF-8"):
        lesson.decode("# %%\nx = 'ñ'".encode("latin-1"), "new.py")


def test_a_file_without_cells_is_refused():
    with pytest.raises(lesson.LessonError, match=r"new.py: found no '# %%' line.*percent format"):
        lesson.decode(b"x = 1\n", "new.py")


@pytest.mark.parametrize(
    ("code", "line", "fault"),
    [
        pytest.param("# %%\n# BEGIN SOLUTION\nx = 1\n", 2, "not closed", id="never closed"),
        pytest.param(
            "# %%\n# BEGIN SOLUTION\nx = 1\n# %%\n# END SOLUTION\n", 2, "not closed in its cell", id="across cells"
        ),
        pytest.param("# %%\nx = 1\n# END SOLUTION\n", 3, "without '# BEGIN SOLUTION'", id="never opened"),
        pytest.param("# %%\n# BEGIN SOLUTION\n# BEGIN SOLUTION\n# END SOLUTION\n", 3, "do not nest", id="nested"),
        pytest.param("# %%\n#BEGIN SOLUTION\nx = 1\n# END SOLUTION\n", 2, "exactly", id="no space"),
        pytest.param("# %%\n# begin solution\nx = 1\n# end solution\n", 2, "exactly", id="small letters"),
        pytest.param("# %%\nx = 1  # BEGIN SOLUTION\n# END SOLUTION\n", 2, "exactly", id="behind code"),
        pytest.param(
            "# %% [markdown]\n# BEGIN SOLUTION\n# text\n# END SOLUTION\n", 2, "line of code", id="in markdown"
        ),
    ],
)
def test_a_marker_without_its_partner_is_refused(code, line, fault):
    with pytest.raises(lesson.LessonError) as refused:
        lesson.parse(code, "new.py")
    assert str(refused.value).startswith(f"new.py:{line}: ")
    assert fault in str(refused.value)


def test_an_answer_becomes_one_stub_at_its_own_indentation():
    code = "def f(x):\n    a = 1\n    # BEGIN SOLUTION\n    b = 2\n    return b\n    # END SOLUTION\n    # after"
    assert lesson.without_answers(code) == "def f(x):\n    a = 1\n    ...  # your answer\n    # after"


def test_no_answer_line_reaches_the_learner():
    copied = lesson.learners_copy(lesson.parse(FINE, "new.py"))
    assert "3 * x" in lesson.as_text(lesson.parse(FINE, "new.py"))
    assert "3 * x" not in lesson.as_text(copied)
    assert "SOLUTION" not in lesson.as_text(copied)


def test_no_answer_output_reaches_the_learner():
    authors = lesson.parse(FINE, "new.py")
    authors.cells[1].outputs = [{"output_type": "stream", "name": "stdout", "text": "the answer"}]
    authors.cells[1].execution_count = 1
    copied = lesson.learners_copy(authors)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in copied.cells)
    assert authors.cells[1].outputs, "the author's own notebook keeps its outputs"


def test_a_cell_has_the_same_id_in_both_copies_and_an_exercise_is_called_after_itself():
    authors = lesson.parse(FINE, "new.py")
    ids = [cell.id for cell in authors.cells]
    assert ids == [cell.id for cell in lesson.learners_copy(authors).cells]
    assert ids[1:] == ["exercise-01-1", "check-01-1"]


def test_rewording_one_cell_renames_no_other():
    before = lesson.parse(source("# %% [markdown]\n# one\n\n# %%\n1 + 1\n"), "new.py")
    after = lesson.parse(source("# %% [markdown]\n# another\n\n# %%\n1 + 1\n"), "new.py")
    same = [old.id == new.id for old, new in zip(before.cells, after.cells, strict=True)]
    assert same == [True, False, True]


def test_equal_cells_get_different_ids():
    notebook = lesson.parse("# %%\n1 + 1\n\n# %%\n1 + 1\n", "new.py")
    assert len({cell.id for cell in notebook.cells}) == 2


def test_the_learners_text_reads_back_as_the_same_notebook():
    copied = lesson.learners_copy(lesson.parse(FINE, "new.py"))
    again = lesson.parse(lesson.as_text(copied), "again.py")
    assert [(cell.source, cell.metadata) for cell in again.cells] == [
        (cell.source, cell.metadata) for cell in copied.cells
    ]
