"""Running a lesson: what is stored, what is refused."""

import nbformat
import pytest

from course.authoring import execute
from course.authoring.answer_markers import LessonError
from tests.authoring.small_lessons import code, notebook


def executed(tmp_path, *cells, **options):
    lesson = notebook(*cells)
    execute.run(lesson, "new.py", tmp_path, **options)
    return lesson


def test_outputs_hold_no_time_no_version_and_no_path(tmp_path):
    failing = '# %% tags=["raises-exception"]\nimport json; json.loads("{")\n'
    lesson = executed(tmp_path, code("import sys; 6 * 7"), failing)
    assert lesson.cells[1].outputs[0].data["text/plain"] == "42"
    assert [cell.execution_count for cell in lesson.cells[1:]] == [1, 2]
    text = nbformat.writes(lesson)
    for stored in ("iopub", "site-packages", "lib/python", str(tmp_path), '"version": "3'):
        assert stored not in text
    assert "JSONDecodeError" in text, "the failure itself is kept"


@pytest.mark.parametrize(
    ("cell", "options", "said"),
    [
        pytest.param(
            "1 / 0", {}, ["cell 2 ('1 / 0')", "ZeroDivisionError: division by zero", "raises-exception"], id="raises"
        ),
        pytest.param(
            "while True: pass", {"timeout_seconds": 1}, ["cell 2 ('while True: pass')", "after 1 s"], id="never ends"
        ),
        pytest.param("import os; os._exit(3)", {}, ["cell 2", "ended its kernel"], id="kills its kernel"),
        pytest.param("import sys; print('w', file=sys.stderr)", {}, ["cell 2", "stderr", "'w'"], id="writes to stderr"),
    ],
)
def test_a_lesson_that_cannot_be_stored_is_refused_with_its_cell(tmp_path, cell, options, said):
    with pytest.raises(LessonError) as refused:
        executed(tmp_path, code(cell), **options)
    assert str(refused.value).startswith("new.py: ")
    for words in said:
        assert words in str(refused.value)
