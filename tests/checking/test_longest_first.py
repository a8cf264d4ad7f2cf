"""Which file goes first, by what it took before or by its size."""

from types import SimpleNamespace

import pytest

from course.checking.longest_first import KEPT_AS, longest_first

pytest_plugins = ["pytester"]


@pytest.fixture
def items(tmp_path):
    """Items of four files, as pytest would collect them."""
    sizes = {"test_small.py": 10, "test_large.py": 50_000, "one.ipynb": 10, "other.ipynb": 10}
    for name, size in sizes.items():
        (tmp_path / name).write_text(" " * size)
    return [SimpleNamespace(nodeid=f"{name}::{part}", path=tmp_path / name) for name in sizes for part in "ba"]


def order(items, seconds):
    return [item.nodeid for item in longest_first(items, seconds)]


def test_files_that_never_ran_go_by_size_and_tests_keep_their_order(items):
    assert order(items, {})[:6] == [
        *("test_large.py::b", "test_large.py::a"),
        *("one.ipynb::b", "one.ipynb::a", "other.ipynb::b", "other.ipynb::a"),
    ]


def test_files_that_ran_go_by_the_seconds_they_took(items):
    assert order(items, {"test_small.py": 30.0, "other.ipynb": 20.0})[:4:2] == ["test_small.py::b", "other.ipynb::b"]


FILES = {
    "test_a": "def test_it(): pass\ndef test_too(): pass\n# the larger file",
    "test_b": "import time\ndef test_it(): time.sleep(0.1)",
}


def names(result):
    return [line.partition(".py")[0] for line in result.outlines if "PASSED" in line]


def test_the_next_run_starts_with_what_took_longest_and_a_part_of_a_file_counts_for_nothing(pytester):
    pytester.makepyfile(**FILES)
    run = ["-v", "-pcourse.checking.longest_first"]
    assert names(pytester.runpytest_inprocess(*run)) == ["test_a", "test_a", "test_b"]
    assert names(pytester.runpytest_inprocess(*run)) == ["test_b", "test_a", "test_a"]
    kept = (pytester.path / ".pytest_cache" / "v" / KEPT_AS).read_text()
    pytester.runpytest_inprocess(*run, "-k", "too")
    pytester.runpytest_inprocess(*run, "test_b.py::test_it")
    assert (pytester.path / ".pytest_cache" / "v" / KEPT_AS).read_text() == kept
