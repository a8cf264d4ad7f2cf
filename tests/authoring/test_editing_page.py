"""What the page tells authors is what the course holds them to."""

import re
from types import SimpleNamespace

import pytest

from course.authoring import lesson_source, source_faults
from course.places import REFERENCE, ROOT
from tests.house import lesson_rules

PAGE = (ROOT / REFERENCE / "editing_a_lesson.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```python\n(# %% \[markdown\]\n.*?)```", PAGE, re.DOTALL)[1]


def faults(text):
    source = lesson_source.parse(f"# %%\nfrom helpers import check\n\n{text}", "new.py")
    return source_faults.faults(source, [SimpleNamespace(id="02-7")]) + lesson_rules.exercises(source.notebook)


def test_the_exercise_on_the_page_is_one_that_a_build_accepts():
    assert faults(EXAMPLE) == []


@pytest.mark.parametrize("word", ["tags=", "exercise=", "# > **Exercise", "# BEGIN SOLUTION"])
def test_without_any_of_its_marks_it_is_not_accepted(word):
    assert faults(EXAMPLE.replace(word, "# nothing")) != []


def test_the_page_names_the_limits_of_a_lesson():
    rules = lesson_rules
    assert f"{rules.FEWEST_CELLS} to {rules.MOST_CELLS} cells" in PAGE
    assert f"at most {rules.MOST_CODE_LINES} lines" in PAGE
    assert f"half of them have at most {rules.MOST_MEDIAN_LINES};" in PAGE
    assert f"at most {rules.MOST_WORDS} words" in PAGE
    assert f"prediction at most {rules.MOST_RESOLVING_WORDS}." in PAGE
