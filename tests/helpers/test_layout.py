"""Room for titles, labels and numbers: inside the figure, clear of the other axes, the axes of one size."""

import itertools

import pytest

from helpers import figures


def drawn(rows, columns, title=None, **options):
    figure, grid = figures.canvas(7, 5, rows=rows, columns=columns, squeeze=False, **options)
    for axes in grid.flat:
        axes.plot([0, 1000], [-1e6, 1e6])
        axes.set(title="two\nlines", xlabel="step", ylabel="a label of\ntwo lines")
    if title:
        figure.suptitle(title, x=0.01, ha="left")
    figures.png(figure)
    return figure


def boxes(figure):
    return [axes.get_tightbbox(figure.canvas.get_renderer()) for axes in figure.axes]


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 3), (3, 1), (2, 2)])
def test_texts_are_inside_the_figure_and_clear_of_the_next_axes(rows, columns):
    figure = drawn(rows, columns, title="A title of all")
    found = boxes(figure)
    title = figure.texts[0].get_window_extent()
    assert title.y1 <= figure.bbox.y1
    for box in found:
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 < box.y1 <= title.y0
    assert not any(one.overlaps(other) for one, other in itertools.combinations(found, 2))


def test_axes_have_one_size_though_only_the_outer_ones_have_labels():
    figure = drawn(2, 3, sharex=True, sharey=True)
    sizes = [axes.bbox.size for axes in figure.axes]
    assert sizes == [pytest.approx(sizes[0])] * len(sizes)


def test_a_long_text_beside_an_axes_finds_room():
    figure, axes = figures.canvas()
    axes.set(xlim=(0, 1))
    axes.text(1.02, 0.5, "a text to the right of the axes")
    figures.png(figure)
    assert boxes(figure)[0].x1 <= figure.bbox.x1
