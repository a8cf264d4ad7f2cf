"""Exercise numbers are marked where they are read, and nowhere else."""

import pytest

from course.site.exercise_numbers import unbroken


@pytest.mark.parametrize("number", ["01-3", "07-12"])
@pytest.mark.parametrize("around", ["{}", "({}),", "Exercise {}. On", "<b>✗ {}</b>", "<td>{} (3 min), {}</td>"])
def test_a_number_is_marked_and_stays_as_it_is_written(number, around):
    text = around.replace("{}", number)
    assert unbroken(text) == text.replace(number, f'<span class="exercise-number">{number}</span>')


@pytest.mark.parametrize("text", [
    "measured on 2026-11-26", "1e-01-3", "01-3-b", "version 2.01-3", "101-3", "a01-3", "01-b", "01−3",
    '<a href="#x" title="Exercise 01-3">Go</a>', "<title>01-3</title>", '<pre tabindex="0">01-3\n</pre>',
    '<script type="application/ld+json">{"a": "01-3"}</script>', "<style>01-3</style>",
    "<svg><text>01-3</text></svg>", r'<span class="math">\(01-3\)</span>', "<p>\\[x =\n10-3\\]</p>",
])  # fmt: skip
def test_what_is_no_number_of_an_exercise_or_no_text_stays_as_it_is(text):
    assert unbroken(text) == text
