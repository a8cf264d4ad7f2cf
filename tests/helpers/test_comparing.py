"""A wrong answer becomes one array or none, and long lists of numbers are not taken apart item by item."""

import numpy as np
import pytest

from helpers.checks import comparing
from helpers.checks.comparing import numeric


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (3, ()),
        ([], (0,)),
        ([[], []], (2, 0)),
        ([True, 2, 0.5], (3,)),
        (([1, 2], (3, 4)), (2, 2)),
        ([12.0, np.array([5.0])], (2,)),
        ([[1.0], 2.0, [[3.0]]], (3,)),
        ([np.float64(1.0), np.zeros(())], (2,)),
        ([[np.ones(2), [1, 2]], [[1, 2], np.ones(2)]], (2, 2, 2)),
    ],
    ids=str,
)
def test_numbers_become_an_array_up_to_axes_of_length_one(value, shape):
    found = numeric(value)
    assert (found.shape, found.dtype) == (shape, np.float64)


@pytest.mark.parametrize("value", [[[1], [2, 3]], [1, [2, 3]], ["1.5"], [None], [[1], [None]], {"a": 1}, [{}]], ids=str)
def test_what_is_ragged_or_no_number_becomes_none(value):
    assert numeric(value) is None


@pytest.mark.parametrize(
    "value", [[[]] * 1_000, [[1, 2.0]] * 1_000, [[[[[1]]]]] * 1_000], ids=["empty", "pairs", "deep"]
)
def test_lists_of_bare_numbers_are_not_taken_apart(value, monkeypatch):
    monkeypatch.setattr(comparing, "_of_parts", lambda value: pytest.fail("was taken apart"))
    assert len(numeric(value)) == 1_000
