"""The text of a figure stands in for its pixels: every change a reader would see has to change it, noise must not."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from nbval_tolerance.text_differences import differences

from helpers.plotted import describe

X = np.linspace(0.5, 2.0, 60)


def figure(draw=None, size=1.0, noise=0.0):
    made = Figure()
    axes = made.subplots()
    axes.plot(X, size * X**2 * (1 + noise), label="square")
    axes.plot(X, size * np.sin(X), "--", label="sine")
    axes.set(title="Two curves", xlabel="x [m]", ylabel="loss")
    axes.text(1.0, size, "here")
    axes.legend()
    if draw:
        draw(axes)
    return made


def changes(draw, **options):
    """Differences that the comparison sees between the figure and the same figure after `draw`."""
    return differences(describe(figure(**options)), describe(figure(draw, **options)))


CHANGES = {
    "a lost curve": lambda axes: axes.lines[1].remove(),
    "a hidden curve": lambda axes: axes.lines[1].set_visible(False),
    "a lost title": lambda axes: axes.set_title(""),
    "a lost label": lambda axes: axes.set_xlabel(""),
    "another label": lambda axes: axes.set_ylabel("loss [m]"),
    "a lost legend": lambda axes: axes.get_legend().remove(),
    "another legend entry": lambda axes: axes.get_legend().get_texts()[0].set_text("cube"),
    "a logarithmic scale": lambda axes: axes.set_yscale("log"),
    "another limit": lambda axes: axes.set_xlim(0, 2.2),
    "labelled ticks": lambda axes: axes.set_xticks([1, 2], ["one", "two"]),
    "a curve moved up by 1 %": lambda axes: axes.lines[0].set_ydata(X**2 * 1.01),
    "a curve moved right by 1 %": lambda axes: axes.lines[0].set_xdata(X * 1.01),
    "another line style": lambda axes: axes.lines[1].set_linestyle("-"),
    "a lost text": lambda axes: axes.texts[0].remove(),
    "another text": lambda axes: axes.texts[0].set_text("there"),
    "a moved text": lambda axes: axes.texts[0].set_position((1.01, 1.0)),
    "one more line": lambda axes: axes.axhline(1.0),
    "one more area": lambda axes: axes.fill_between(X, 0, X),
    "an inset": lambda axes: axes.inset_axes([0.5, 0.5, 0.3, 0.3]),
}


@pytest.mark.parametrize("draw", CHANGES.values(), ids=CHANGES)
def test_a_change_that_a_reader_sees_changes_the_text(draw):
    assert changes(draw)


@pytest.mark.parametrize("size", [1e-9, 1e-5, 1.0, 1e6])
def test_a_curve_moved_by_one_percent_is_seen_at_any_size(size):
    assert changes(lambda axes: axes.lines[0].set_ydata(size * X**2 * 1.01), size=size)


def test_a_small_value_moved_by_one_percent_is_seen_on_a_logarithmic_axis():
    def decay(factor):
        def draw(axes):
            axes.semilogy(X, factor * np.exp(-30 * X))

        return describe(figure(draw))

    assert differences(decay(1.0), decay(1.01))


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e6])
def test_rounding_noise_changes_nothing_that_is_compared(size):
    noisy = 1e-6 * np.random.default_rng(0).standard_normal(X.size)
    assert not differences(describe(figure(size=size)), describe(figure(size=size, noise=noisy)))


MARKS = {
    "points": lambda axes, by: axes.scatter(X * by, X),
    "coloured points": lambda axes, by: axes.scatter(X, X, c=X * by),
    "bars": lambda axes, by: axes.bar(["a", "b"], [1.0, 2.0 * by]),
    "a histogram": lambda axes, by: axes.hist(X * by, bins=[0, 1, 2]),
    "a picture": lambda axes, by: axes.imshow(np.outer(X, X) * by),
    "a heat map": lambda axes, by: axes.pcolormesh(np.outer(X, X) * by),
    "contours": lambda axes, by: axes.contour(np.outer(X, X * by), levels=[1.0, 2.0]),
    "filled contours": lambda axes, by: axes.contourf(np.outer(X, X), levels=[1.0, 2.0 * by]),
    "an area": lambda axes, by: axes.fill_between(X, X * by, 0),
    "arrows": lambda axes, by: axes.quiver([1.0, 2.0], [1.0, 2.0], [1.0 * by, 0.5], [0.5, 1.0]),
    "an annotation's arrow": lambda axes, by: axes.annotate("least", (1.0 * by, 1.0), (1.5, 1.5), arrowprops={}),
    "an arrow": lambda axes, by: axes.arrow(0, 0, 1.0 * by, 1.0),
    "error bars": lambda axes, by: axes.errorbar([1.0], [1.0], yerr=[0.5 * by]),
    "vertical lines": lambda axes, by: axes.vlines([1.0, 2.0], 0, [1.0, 1.0 * by]),
    "a sloping line": lambda axes, by: axes.axline((0, 0), slope=1.0 * by),
    "steps": lambda axes, by: axes.stairs([1.0, 2.0 * by]),
    "a pie": lambda axes, by: axes.pie([1.0, 2.0 * by]),
    "a table": lambda axes, by: axes.table([[f"{by}"]]),
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_a_mark_of_any_kind_is_seen_when_it_moves_and_when_it_is_lost(mark):
    def drawn(by):
        made = Figure()
        axes = made.subplots()
        axes.set(xlim=(0, 5), ylim=(0, 5), autoscale_on=False)
        mark(axes, by)
        axes.set(xlim=(0, 5), ylim=(0, 5), aspect="auto")
        return describe(made)

    empty = Figure()
    empty.subplots().set(xlim=(0, 5), ylim=(0, 5))
    assert drawn(1.0) == drawn(1.0)
    assert differences(drawn(1.0), drawn(1.01))
    assert len(drawn(1.0).splitlines()) > len(describe(empty).splitlines())


def test_the_text_is_the_same_before_and_after_drawing():
    made = figure()
    before = describe(made)
    made.savefig(io.BytesIO(), format="png")
    assert describe(made) == before


def test_titles_of_the_whole_figure_and_each_of_its_axes_are_named():
    made = Figure()
    left, right = made.subplots(1, 2)
    made.suptitle("Whole")
    left.set_title("Left")
    right.set_title("Right")
    text = describe(made)
    assert [text.index(word) for word in ("Whole", "axes 1", "Left", "axes 2", "Right")] == sorted(
        text.index(word) for word in ("Whole", "axes 1", "Left", "axes 2", "Right")
    )
