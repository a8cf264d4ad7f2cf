"""Answers between their markers: every one closed, and a stub in its place."""

import pytest

from course.authoring import answer_markers


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
    with pytest.raises(answer_markers.LessonError) as refused:
        answer_markers.check_markers(code, "new.py")
    assert str(refused.value).startswith(f"new.py:{line}: ")
    assert fault in str(refused.value)


def test_an_answer_becomes_one_stub_at_its_own_indentation():
    code = "def f(x):\n    a = 1\n    # BEGIN SOLUTION\n    b = 2\n    return b\n    # END SOLUTION\n    # after"
    assert answer_markers.without_answers(code) == "def f(x):\n    a = 1\n    ...  # your answer\n    # after"
