"""Which attributes are written, told apart from those that are only read."""

import pytest

from helpers.checks.writing import attributes_written


def written(line):
    namespace = {}
    exec(f"def f(w):\n    {line}\n", namespace)
    return set(attributes_written(namespace["f"].__code__))


@pytest.mark.parametrize(
    "line",
    [
        "w.data -= 1",
        "w.data = 1",
        "w.data.sub_(1)",
        "w.data[0].x.data.mul_(2)",
        "w.data[0] = 1",
        "w.data[...] -= 1",
        "w.data[:] = 1",
        "d = w.data; d -= 1",
        "d = w.x.data; d -= 1",
        "d = w.data; d = d.sub_(1)",
        "d = 1\n    for _ in w:\n        d = w.data\n        d.sub_(d)",
    ],
)
def test_an_attribute_that_is_written_is_told_apart(line):
    assert "data" in written(line)


@pytest.mark.parametrize(
    "line",
    [
        "w -= w.data",
        "w = data",
        "w.data.item()",
        "w.data.__len__()",
        "w.sub_(w.data)",
        "w.grad.data.zero_()",
        "(w - 1).data.requires_grad_()",
        "w = (w - 1).data; w.requires_grad_(); w -= 1",
        "d = w.data; d.requires_grad_()",
        "d = w.data; d = d - 1",
        "d = w.data; return d",
        "d = w.grad.data; d.zero_()",
        "d = w.data.clone(); d -= 1",
        "d = w.data; d = d.clone(); d -= 1",
    ],
)
def test_an_attribute_that_is_read_is_not_written(line):
    assert "data" not in written(line)
