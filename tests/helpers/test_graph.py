"""The computation graph: places come from the data, and no label meets another."""

from itertools import combinations

import pytest
from matplotlib.text import Text

from helpers import graph
from helpers.drawings import lesson_01
from helpers.graph import Node

SKIPPING = [
    Node("a", 2, -15),
    Node("b", -3, 10),
    Node("d", -6, 5, "a·b", {"a": "b = −3", "b": "a = 2"}),
    Node("c", 4, -6),
    Node("p", -24, 1, "d·c", {"d": "c = 4", "c": "d = −6"}),
    Node("L", -30, 1, "d + p", {"d": "1", "p": "1"}),
]


def texts(figure):
    figure.canvas.draw()
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


@pytest.mark.parametrize(
    "figure",
    [
        pytest.param(lesson_01.chain_graph(), id="a chain"),
        pytest.param(lesson_01.two_paths_graph(), id="two paths"),
        pytest.param(graph.draw_graph(SKIPPING), id="an arrow that skips a column"),
    ],
)
def test_no_label_meets_another(figure):
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
    meeting = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    assert meeting == []


def test_labels_that_do_meet_are_noticed():
    figure = graph.draw_graph(SKIPPING)
    figure.axes[0].text(0, 0, "one")
    figure.axes[0].text(0, 0, "another")
    boxes = [text.get_window_extent() for text in texts(figure)]
    assert any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_a_node_stands_after_its_inputs_and_a_leaf_just_before_its_reader():
    assert graph.columns_of(SKIPPING) == {"a": 0, "b": 0, "d": 1, "c": 1, "p": 2, "L": 3}


def test_an_arrow_that_skips_a_column_gets_a_lane_of_its_own():
    places = graph.places(SKIPPING)
    assert ("d", 2) in places
    assert places["d", 2] != places["p", 2]


def test_value_gradient_and_local_derivative_are_all_on_the_picture():
    shown = {text.get_text() for text in texts(graph.draw_graph(SKIPPING))}
    assert {"−6", "5", "d = a·b", "c = 4", "b = −3"} <= shown


def test_a_node_without_gradient_shows_its_value_only():
    shown = [
        text.get_text()
        for text in texts(graph.draw_graph([Node("x", 4), Node("y", 5, formula="x + 1", inputs={"x": "1"})]))
    ]
    assert sorted(shown) == sorted(["x", "4", "y = x + 1", "5", "1", "value", "gradient", "local derivative"])


def test_only_the_kept_node_has_a_heavy_frame():
    figure = graph.draw_graph(SKIPPING, kept=("a",))
    widths = [patch.get_linewidth() for patch in figure.axes[0].patches if hasattr(patch, "get_boxstyle")]
    assert sorted(widths)[-1] > sorted(widths)[-2]


def test_a_node_that_reads_an_unknown_one_is_refused():
    with pytest.raises(KeyError, match="ghost"):
        graph.draw_graph([Node("y", 1, inputs={"ghost": "1"})])
