"""Answers between their markers: every one closed, and a stub in its place."""

import pytest

from course.authoring import answer_markers, source_faults
from course.authoring.lesson_source import parse


def faults(code):
    return source_faults.faults(parse(code, "new.py"))


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
        pytest.param("# %%\n# BEGIN  SOLUTION\nx = 1\n# END SOLUTION\n", 2, "exactly", id="two spaces"),
        pytest.param("# %%\n# begin solution\nx = 1\n# end solution\n", 2, "exactly", id="small letters"),
        pytest.param("# %%\n# BEGIN_SOLUTION\nx = 1\n# END_SOLUTION\n", 2, "exactly", id="an underscore"),
        pytest.param("# %%\n#beginsolution\nx = 1\n# END SOLUTION\n", 2, "exactly", id="one word"),
        pytest.param("# %%\nx = 1\n### END SOLUTION\n", 3, "exactly", id="three signs"),
        pytest.param("# %%\nx = 1  # BEGIN SOLUTION\n# END SOLUTION\n", 2, "exactly", id="behind code"),
        pytest.param("# %% BEGIN SOLUTION\nx = 1\n", 1, "exactly", id="in a cell's title"),
        pytest.param("# %%\n# BEGIN SOLUTION\n# a word\n\n# END SOLUTION\n", 2, "nothing stands", id="nothing between"),
        pytest.param(
            "# %% [markdown]\n# BEGIN SOLUTION\n# text\n# END SOLUTION\n", 2, "cell of code", id="in markdown"
        ),
        pytest.param("# %% [md]\n# The end_solution:\n", 2, "cell of code", id="in a text"),
        pytest.param("# %% [raw]\n# BEGIN SOLUTION\n", 2, "cell of code", id="in a raw cell"),
    ],
)
def test_a_marker_without_its_partner_is_refused(code, line, fault):
    first = faults(code)[0]
    assert first.startswith(f"new.py:{line}: ")
    assert fault in first


@pytest.mark.parametrize("mark", ["#%% half", "    # %% x", "#   %% x", "# In[2]:", "# <codecell>"])
def test_an_answer_that_jupytext_cuts_in_two_is_not_closed(mark):
    text = f'# %% tags=["exercise"] exercise="01-1"\ndef f(x):\n    # BEGIN SOLUTION\n    a = 1\n{mark}\n    return a\n'
    first, second = faults(text + "    # END SOLUTION\n")[:2]
    assert first.startswith("new.py:3: cell 1: ") and "not closed in its cell" in first and "above line 5" in first
    assert second.startswith("new.py:7: cell 2: ") and "without '# BEGIN SOLUTION'" in second


@pytest.mark.parametrize("text", ["In the end, solutions differ.", "The weekend solution", "Begin. Solution two."])
def test_a_sentence_is_no_marker(text):
    assert faults(f"# %% [markdown]\n# {text}\n") == []


def test_an_answer_becomes_one_stub_at_its_own_indentation():
    code = "def f(x):\n    a = 1\n    # BEGIN SOLUTION\n    b = 2\n    return b\n    # END SOLUTION\n    # after"
    assert answer_markers.without_answers(code) == "def f(x):\n    a = 1\n    ...  # your answer\n    # after"
    assert [number for number, _ in answer_markers.kept(code)] == [0, 1, 2, 6]
    assert answer_markers.answers(code) == [["    b = 2", "    return b"]]
