"""Classes of copies: what is started for them, and what their costs become."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from course import places
from course.checking.bench import class_table
from course.checking.bench.class_table import Class
from course.checking.bench.measuring import Cost, Costs

SOLUTION = places.find(["01"])[0].solution


@pytest.fixture
def started(monkeypatch):
    """What would have been started: notebooks by learner, the paths given, how many at a time, memory."""
    found = []

    def measure(commands, at_once, memory):
        given = [Path(words[-1]) for words in commands]
        notebooks = [path for place in given for path in ([place] if place.is_file() else place.rglob("*.ipynb"))]
        assert all(path.read_bytes() == SOLUTION.read_bytes() for path in notebooks)
        reports = {words[words.index("--out") + 1] for words in commands}
        assert len(reports) == len(commands)
        learners = {path.parent.name for path in notebooks}
        found.append((len(learners), len(commands), at_once, commands[0][commands[0].index("--workers") + 1], memory))
        return Cost(len(learners) / at_once, 1 + 0.1 * len(learners), 5_000_000 if memory else None)

    monkeypatch.setattr(class_table, "measure", measure)
    return found


def section(*words):
    parser = ArgumentParser()
    parser.add_argument("--runs", type=int, default=2)
    class_table.arguments(parser)
    return class_table.measured(parser.parse_args(words), lambda line: None)


def test_each_class_is_graded_by_one_command_and_the_smallest_by_one_for_each_learner(started):
    section("--learners", "2,3,4")
    first = [(2, 1, 1, "1", True), (2, 1, 1, "2", True), (3, 1, 1, "1", True), (3, 1, 1, "2", True)]
    again = [(*one[:-1], False) for one in first]
    assert started == [*first, (4, 1, 1, "2", True), (2, 2, 2, "1", True), *again, (2, 2, 2, "1", False)]


def test_the_section_has_a_line_a_class_and_says_what_a_further_submission_costs(started):
    text = section("--learners", "2,12").text
    assert "lesson 01's solution, 6 exercises each" in text
    assert "| 2 learners, 2 at a time | 2.0 | 1.0 | 0.60 | 5 | 2 |" in text
    assert "| 2 learners, a cold process each, 2 at a time | 1.0 | 2.0 | 0.60 | 5 | 2 |" in text
    assert text.endswith("Each further submission costs 0.10 s of processor.")


def test_one_size_says_nothing_of_growth():
    one = Class(10, 2)
    assert class_table.sentence({one: Costs([Cost(1, 2)]), Class(10, 2, cold=True): Costs([Cost(9, 9)])}) == ""
