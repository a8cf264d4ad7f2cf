"""Numbers of a plot as text: a sample and a summary, written so that a change by 1 % is seen at any size."""

import numpy as np

SAMPLED_POINTS = 24
SMALLEST_PLAIN_SIZE = 1e-3  # below, a change by 1 % would hide in the comparison's absolute tolerance of 1e-6


def numbers(values):
    """Text of numbers with six significant digits each, every one written as a float.

    Where all of them are tiny they are given as shares of the largest, whose power of ten stands in front.
    """
    values = _flat(values)
    size = np.max(np.abs(values[np.isfinite(values)]), initial=0.0)
    if 0 < size < SMALLEST_PLAIN_SIZE:
        return f"10^{_number(np.log10(size))} times {numbers(values / size)}"
    return _plain(values)


def points(coordinates, axes):
    """Text of a sequence of points: how many, and for each coordinate its sample and summary as the axes shows it."""
    axis_list = list(axes._axis_map.items())
    texts = []
    for (name, axis), values in zip(axis_list, coordinates, strict=False):
        shown_name, shown = as_seen(name, axis, values)
        texts.append(f"{shown_name} {sample(shown, _plain)}")
    return f"{np.size(coordinates[0])} points; " + "; ".join(texts)


def sample(values, text=numbers):
    """Text of at most 24 of the values, evenly spread with the first and the last, and of all in summary."""
    values = _flat(values)
    if values.size == 0:
        return "(none)"
    chosen = np.unique(np.linspace(0, values.size - 1, SAMPLED_POINTS).round().astype(int))
    finite = values[np.isfinite(values)]
    summary = ""
    if finite.size > 0 and chosen.size < values.size:
        summary = f" (mean, least, largest {text([finite.mean(), finite.min(), finite.max()])})"
    return text(values[chosen]) + summary


def as_seen(name, axis, values):
    """Name and values of a coordinate as the eye sees them on its axis.

    On a logarithmic axis 1e-9 counts as much as 1; on one that is tiny as a whole, the share of its length counts.
    """
    values = _flat(values)
    if axis.get_scale() == "log":
        return f"log10 {name}", np.log10(np.where(values > 0, values, np.nan))
    size = np.max(np.abs(axis.get_view_interval()))
    return (f"share of {name}", values / size) if 0 < size < SMALLEST_PLAIN_SIZE else (name, values)


def _flat(values):
    """(count,) floats; what is masked, and so not drawn, is nan."""
    return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()


def _plain(values):
    return " ".join(_number(value) for value in _flat(values))


def _number(value):
    text = format(float(value) + 0.0, "#.6g")  # + 0.0: no negative zero
    return f"{text}0" if text.endswith(".") else text
