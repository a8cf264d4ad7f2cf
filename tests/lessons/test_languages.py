"""A lesson in another language is the same lesson: cells, ids, code, printed outputs, verdicts, what figures plot."""

import re
from dataclasses import replace

import nbformat
import pytest

from course import places
from course.translating.import_line import in_english, language_of
from helpers.checks.shown import MIME
from helpers.plotted import FIGURE_MIME

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-−]?\d+)?")
ROOMS = ("solution", "notebook")
each = pytest.mark.parametrize(
    ("english", "other"),
    [
        pytest.param(
            getattr(lesson, room),
            getattr(replace(lesson, language=language), room),
            id=f"{lesson.name}-{language}-{room}",
        )
        for lesson in places.lessons()
        for language in places.languages()
        for room in ROOMS
    ],
)


def cells_of(*paths):
    """The cells of notebooks, side by side."""
    return list(zip(*(nbformat.read(path, as_version=4).cells for path in paths), strict=True))


def displayed(*paths):
    """What cells of notebooks display, side by side: the data of each output."""
    pairs = [pair for pair in cells_of(*paths) if pair[0].cell_type == "code"]
    outputs = (side for pair in pairs for side in zip(*(cell.outputs for cell in pair), strict=True))
    return [tuple(output.data for output in side) for side in outputs if side[0].output_type == "display_data"]


@each
def test_cells_ids_tags_and_code_are_the_same_but_for_one_import(english, other):
    pairs, switched = cells_of(english, other), []
    for mine, theirs in pairs:
        assert (mine.id, mine.cell_type, mine.metadata) == (theirs.id, theirs.cell_type, theirs.metadata)
        if mine.cell_type == "code":
            assert mine.source == in_english(theirs.source)
            switched += [theirs.id] if language_of(theirs.source) else []
    assert len(switched) == 1


@each
def test_what_code_prints_is_the_same_to_the_letter(english, other):
    count = 0
    for mine, theirs in cells_of(english, other):
        if mine.cell_type == "code":
            assert mine.execution_count == theirs.execution_count
            assert [one.output_type for one in mine.outputs] == [one.output_type for one in theirs.outputs]
            printed = [
                (a, b) for a, b in zip(mine.outputs, theirs.outputs, strict=True) if a.output_type != "display_data"
            ]
            assert [a for a, _ in printed] == [b for _, b in printed]
            count += len(printed)
    assert count > 15


@each
def test_figures_plot_the_same_numbers_under_other_words(english, other):
    figures = [(a, b) for a, b in displayed(english, other) if FIGURE_MIME in a]
    assert len(figures) > 2
    for mine, theirs in figures:
        plotted = [data[FIGURE_MIME]["plotted"] for data in (mine, theirs)]
        assert [NUMBER.findall(line) for line in plotted[0]] == [NUMBER.findall(line) for line in plotted[1]]
        claims = mine["text/plain"], theirs["text/plain"]
        assert sorted(NUMBER.findall(claims[0])) == sorted(NUMBER.findall(claims[1]))
        assert claims[0] != claims[1]


def without_words(record):
    """A check's record without what is said in the notebook's language: its message, and the text of its hint."""
    hint = {key: value for key, value in (record.get("hint") or {}).items() if key != "text"}
    return {key: value for key, value in record.items() if key not in ("language", "message")} | {"hint": hint}


@each
def test_every_check_says_the_same_verdict_in_other_words(english, other):
    verdicts = [(a, b) for a, b in displayed(english, other) if MIME in a]
    assert len(verdicts) > 1
    for mine, theirs in verdicts:
        assert without_words(mine[MIME]) == without_words(theirs[MIME])
        assert mine["text/plain"] != theirs["text/plain"]


def test_a_number_that_a_figure_does_not_plot_any_more_is_noticed():
    assert NUMBER.findall("lr 0.5, 1e-5") == ["0.5", "1e-5"] != NUMBER.findall("lr 0.6, 1e-5")
