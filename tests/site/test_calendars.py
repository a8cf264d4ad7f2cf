"""The two calendars of the instructors' guide fit the time plans of the lessons."""

import re

import nbformat
import pytest

from course import places
from course.site import time_plan
from helpers import exercises

PAGE = (places.ROOT / places.GUIDE / "two_calendars.md").read_text(encoding="utf-8")
CLASS, DAY = 100, 300  # minutes, as the page says
MOST_SPARE = 5  # minutes that a block of the day may have more than its sections and exercises take
PLANS = {
    one.number: time_plan.of(nbformat.read(one.notebook, as_version=4)) for one in places.lessons()
}  # the English lessons, which the page's minutes are of


def rows(heading):
    """The cells of the table below a heading, a list a row, without its head."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def teaching(cell):
    """Minutes of the sections that a cell names, as "01: 1–4, 7"; the lesson, and their numbers."""
    if not cell:
        return None, [], 0
    lesson, _, listed = cell.partition(":")
    numbers = []
    for part in listed.split(","):
        first, _, last = part.strip().partition("–")
        numbers += range(int(first), int(last or first) + 1)
    found = {section.number: section.teaching for section in PLANS[lesson]}
    return lesson, numbers, sum(found[str(number)] for number in numbers)


def ids(cell):
    return re.findall(r"\d\d-\d+", cell)


WEEKS, DAYS = rows("Seven weeks"), rows("One day")


def test_the_page_says_the_two_lengths():
    assert f"at most {CLASS} minutes" in PAGE and f"{DAY} minutes with breaks" in PAGE


def test_a_week_is_a_lesson_whole():
    assert [row[1].split(":")[0] for row in WEEKS] == list(PLANS)
    for _, sections, in_class, _, after, _ in WEEKS:
        lesson, numbers, _ = teaching(sections)
        assert numbers == [int(one.number) for one in PLANS[lesson] if one.number]
        assert ids(in_class) + ids(after) == [one.id for one in exercises.of_lesson(lesson)]


@pytest.mark.parametrize("row", WEEKS, ids=lambda row: row[1])
def test_the_minutes_of_a_week_are_those_of_the_time_plan(row):
    _, sections, in_class, minutes, after, minutes_after = row
    lesson, _, _ = teaching(sections)
    whole = sum(one.teaching for one in PLANS[lesson])  # with the opening and the end
    assert int(minutes) == whole + time_plan.minutes_of(ids(in_class)) <= CLASS
    assert int(minutes_after) == time_plan.minutes_of(ids(after))


def test_the_day_is_one_block_after_another_and_ends_in_time():
    at = 0
    for start, minutes, *_ in DAYS:
        assert start == f"{at // 60}:{at % 60:02}"
        at += int(minutes)
    assert at == DAY


@pytest.mark.parametrize("row", [row for row in DAYS if row[3]], ids=lambda row: row[3])
def test_a_block_of_the_day_has_the_minutes_that_it_needs(row):
    _, minutes, _, sections, tasks = row
    lesson, _, needed = teaching(sections)
    needed += time_plan.minutes_of(ids(tasks))
    assert needed <= int(minutes) <= needed + MOST_SPARE
    assert all(task.startswith(f"{lesson}-") for task in ids(tasks))


def test_an_exercise_of_the_day_stands_in_a_section_that_is_taken():
    for *_, sections, tasks in DAYS:
        lesson, numbers, _ = teaching(sections)
        taken = [
            task for one in PLANS.get(lesson, []) if one.number and int(one.number) in numbers for task in one.exercises
        ]
        assert set(ids(tasks)) <= set(taken)


def test_the_day_has_breaks():
    assert sum(int(minutes) for _, minutes, what, *_ in DAYS if what in ("Break", "Lunch")) >= 60
