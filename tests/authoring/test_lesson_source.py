"""A lesson's source: what is refused, what a learner gets, how cells are called."""

import pytest

from course.authoring import lesson_source
from course.authoring.answer_markers import LessonError
from tests.authoring.small_lessons import answered, source

FINE = source(answered("01-1", "forward", "return 3 * x"))


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    with pytest.raises(LessonError, match=r"new.py:2: .*not UTF-8.*save the file as UTF-8"):
        lesson_source.decode("# %%\nx = 'ñ'".encode("latin-1"), "new.py")


def test_a_file_without_cells_is_refused():
    with pytest.raises(LessonError, match=r"new.py: found no '# %%' line.*percent format"):
        lesson_source.decode(b"x = 1\n", "new.py")


def test_no_answer_line_reaches_the_learner():
    copied = lesson_source.learners_copy(lesson_source.parse(FINE, "new.py"))
    assert "3 * x" in lesson_source.as_text(lesson_source.parse(FINE, "new.py"))
    assert "3 * x" not in lesson_source.as_text(copied)
    assert "SOLUTION" not in lesson_source.as_text(copied)


def test_no_answer_output_reaches_the_learner():
    authors = lesson_source.parse(FINE, "new.py")
    authors.cells[1].outputs = [{"output_type": "stream", "name": "stdout", "text": "the answer"}]
    authors.cells[1].execution_count = 1
    copied = lesson_source.learners_copy(authors)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in copied.cells)
    assert authors.cells[1].outputs, "the author's own notebook keeps its outputs"


def test_a_cell_has_the_same_id_in_both_copies_and_an_exercise_is_called_after_itself():
    authors = lesson_source.parse(FINE, "new.py")
    ids = [cell.id for cell in authors.cells]
    assert ids == [cell.id for cell in lesson_source.learners_copy(authors).cells]
    assert ids[1:] == ["exercise-01-1", "check-01-1"]


def test_rewording_one_cell_renames_no_other():
    before = lesson_source.parse(source("# %% [markdown]\n# one\n\n# %%\n1 + 1\n"), "new.py")
    after = lesson_source.parse(source("# %% [markdown]\n# another\n\n# %%\n1 + 1\n"), "new.py")
    same = [old.id == new.id for old, new in zip(before.cells, after.cells, strict=True)]
    assert same == [True, False, True]


def test_equal_cells_get_different_ids():
    notebook = lesson_source.parse("# %%\n1 + 1\n\n# %%\n1 + 1\n", "new.py")
    assert len({cell.id for cell in notebook.cells}) == 2


def test_the_learners_text_reads_back_as_the_same_notebook():
    copied = lesson_source.learners_copy(lesson_source.parse(FINE, "new.py"))
    again = lesson_source.parse(lesson_source.as_text(copied), "again.py")
    assert [(cell.source, cell.metadata) for cell in again.cells] == [
        (cell.source, cell.metadata) for cell in copied.cells
    ]
