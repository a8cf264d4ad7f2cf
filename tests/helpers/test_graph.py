"""The computation graph: places come from the data, and no label meets another."""

from itertools import combinations
from types import SimpleNamespace

import pytest
from matplotlib.text import Text

from helpers import graph
from helpers.drawings import lesson_01
from helpers.graph import Node
from helpers.language import LANGUAGES, speaking

SKIPPING = [
    Node("a", 2, -15),
    Node("b", -3, 10),
    Node("d", -6, 5, "a·b", {"a": "b = −3", "b": "a = 2"}),
    Node("c", 4, -6),
    Node("p", -24, 1, "d·c", {"d": "c = 4", "c": "d = −6"}),
    Node("L", -30, 1, "d + p", {"d": "1", "p": "1"}),
]


def number(data, grad, parents=(), **more):
    """A number as a machine of a lesson leaves it behind."""
    return SimpleNamespace(data=data, grad=grad, parents=parents, **more)


def built(with_slopes=True):
    """The numbers of SKIPPING by name, as if they had been computed."""
    made = {}
    for node in SKIPPING:
        slopes = [float(label.split("= ")[-1].replace("−", "-")) for label in node.inputs.values()]
        parents = tuple(made[name] for name in node.inputs)
        made[node.name] = number(node.value, node.gradient, parents, **({"slopes": slopes} if with_slopes else {}))
    return made


def texts(figure):
    figure.canvas.draw()
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(lambda: lesson_01.chain_graph().figure, id="a chain"),
        pytest.param(lambda: lesson_01.two_paths_graph().figure, id="two paths"),
        pytest.param(lambda: graph.draw_graph(SKIPPING), id="an arrow that skips a column"),
        pytest.param(lambda: lesson_01.own_graph(built()["L"], **built()).figure, id="numbers that a machine built"),
    ],
)
def test_no_label_meets_another(drawn, language):
    with speaking(language):
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts(drawn())]
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
    keys = ["upper number: value", "on an arrow: local derivative"]
    assert sorted(shown) == sorted(["x", "4", "y = x + 1", "5", "1", *keys])


def test_only_the_kept_node_has_a_heavy_frame():
    figure = graph.draw_graph(SKIPPING, kept=("a",))
    widths = [patch.get_linewidth() for patch in figure.axes[0].patches if hasattr(patch, "get_boxstyle")]
    assert sorted(widths)[-1] > sorted(widths)[-2]


def test_a_node_that_reads_an_unknown_one_is_refused():
    with pytest.raises(KeyError, match="ghost"):
        graph.draw_graph([Node("y", 1, inputs={"ghost": "1"})])


def test_numbers_that_were_computed_become_nodes_in_the_order_of_the_forward_pass():
    numbers = built()
    nodes = graph.nodes_of(numbers["L"], numbers)
    assert [(node.name, node.value, node.gradient) for node in nodes] == [
        ("a", 2, -15), ("b", -3, 10), ("d", -6, 5), ("c", 4, -6), ("p", -24, 1), ("L", -30, 1)
    ]  # fmt: skip
    assert [node.inputs for node in nodes][2:] == [
        {"a": "−3", "b": "2"},
        {},
        {"d": "4", "c": "−6"},
        {"d": "1", "p": "1"},
    ]
    assert graph.columns_of(nodes) == graph.columns_of(SKIPPING)


def test_numbers_without_slopes_have_bare_arrows_and_those_without_a_name_are_counted():
    numbers = built(with_slopes=False)
    nodes = graph.nodes_of(numbers["L"], {"out": numbers["L"], "c": numbers["c"]})
    assert [node.name for node in nodes] == ["#1", "#2", "#3", "c", "#4", "out"]
    assert nodes[2].inputs == {"#1": "", "#2": ""}
    shown = {text.get_text() for text in texts(graph.draw_graph(nodes))}
    assert "on an arrow: local derivative" not in shown and "lower number: gradient" in shown


def test_a_number_read_twice_has_one_arrow_with_both_slopes():
    a = number(5, 7)
    nodes = graph.nodes_of(number(10, 1, (a, a), slopes=(1, 6)), {"a": a})
    assert [(node.name, node.inputs) for node in nodes] == [("a", {}), ("#1", {"a": "1 + 6"})]


def test_a_number_that_keeps_no_parents_is_refused_with_what_to_do():
    bare = SimpleNamespace(data=5, grad=7)
    with pytest.raises(ValueError, match="found a SimpleNamespace without parents, expected data, grad and parents"):
        graph.nodes_of(number(5, 7, (bare,), slopes=(1,)), {})


def test_the_claim_of_an_own_graph_tells_its_own_numbers():
    alt = lesson_01.own_graph(built()["L"], **built()).alt
    assert "the last value is −30" in alt and "#1 −15" in alt
    numbers = built()
    assert "a −15, b 10, d 5, c −6, p 1, L 1" in lesson_01.own_graph(numbers["L"], **numbers).alt
