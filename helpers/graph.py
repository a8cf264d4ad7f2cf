"""Drawing a computation graph from data: values, gradients and local derivatives where they belong.

The places are computed: a node stands one column after the last of its inputs, and an arrow that skips a column
gets a lane of its own, so that no label meets another.
"""
# long because: the data of a graph, their places and the picture are one idea.

from dataclasses import dataclass, field
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from helpers.figures import GRADIENT, GREY, LOCAL, VALUE, canvas, signed
from helpers.language import say

COLUMN_WIDTH, ROW_HEIGHT = 2.5, 1.5  # data units; one unit is UNIT_INCHES on paper
BOX_WIDTH, BOX_HEIGHT = 0.9, 0.72
UNIT_INCHES = 0.72


@dataclass(frozen=True)
class Node:
    """One number of the graph.

    Attributes:
        name: its letter in the formula; other nodes name it as their input.
        value: the upper number in the box, as computed on the way forward.
        gradient: the lower number, the loss's slope in it; None leaves it out.
        formula: how it is computed, such as "w·x"; empty for a leaf.
        inputs: name of each input -> its local derivative, shown on the arrow; empty for a bare one.
    """

    name: str
    value: float
    gradient: float | None = None
    formula: str = ""
    inputs: dict[str, str] = field(default_factory=dict)


def nodes_of(end, names: dict) -> list[Node]:
    """Nodes of the graph that ends in a number, made from the numbers themselves, in the order of the forward pass.

    Args:
        end: a number with `data`, `grad` and `parents`; with `slopes`, one a parent, its arrows carry them.
        names: name -> number, for those that have one; the others are called #1, #2 and so on.

    Raises:
        ValueError: a number lacks one of the three.
    """
    order = []
    _visit(end, order)
    called = {id(number): name for name, number in names.items()}
    unnamed = [number for number in order if id(number) not in called]
    called |= {id(number): f"#{place}" for place, number in enumerate(unnamed, start=1)}
    nodes = []
    for number in order:
        slopes = getattr(number, "slopes", None) or [None] * len(number.parents)
        inputs = {}
        for parent, slope in zip(number.parents, slopes, strict=True):
            inputs.setdefault(called[id(parent)], []).extend([] if slope is None else [signed(slope)])
        shown = {name: " + ".join(paths) for name, paths in inputs.items()}
        nodes.append(Node(called[id(number)], number.data, number.grad, inputs=shown))
    return nodes


def _visit(number, order):
    """Append a number to the order, once, after everything it was computed from."""
    if missing := [name for name in ("data", "grad", "parents") if not hasattr(number, name)]:
        raise ValueError(
            f"found a {type(number).__name__} without {' and '.join(missing)}, expected data, grad and parents on each "
            "number of the graph; keep what a number is computed from in its parents."
        )
    if not any(number is other for other in order):
        for parent in number.parents:
            _visit(parent, order)
        order.append(number)


def columns_of(nodes: list[Node]) -> dict[str, int]:
    """Column of each node, by name: after all its inputs, and a leaf just before its first reader."""
    column = {}
    for node in nodes:  # inputs come before their readers
        column[node.name] = 1 + max((column[name] for name in node.inputs), default=-1)
    for node in nodes:
        readers = [column[other.name] for other in nodes if node.name in other.inputs]
        if not node.inputs and readers:
            column[node.name] = min(readers) - 1
    return column


def places(nodes: list[Node]) -> dict[tuple[str, int], tuple[float, float]]:
    """Where each node and each lane of a long arrow goes: (name, column) -> (x, y) in data units."""
    column = columns_of(nodes)
    last_reader = {
        name: max([column[n.name] for n in nodes if name in n.inputs], default=column[name] + 1) for name in column
    }
    place = {}
    for index in range(max(column.values()) + 1):
        # A node whose arrow goes on past this column keeps a lane in it, unless it stands here itself.
        here = [name for name in column if column[name] == index or (column[name] < index < last_reader[name])]
        here.sort(key=lambda name: (-_height_of_inputs(name, nodes, place), list(column).index(name)))
        for row, name in enumerate(here):
            place[name, index] = (index * COLUMN_WIDTH, ((len(here) - 1) / 2 - row) * ROW_HEIGHT)
    return place


def _height_of_inputs(name, nodes, place):
    """Mean height of what already stands to the left of this node, so that arrows cross little; leaves go below."""
    node = next(node for node in nodes if node.name == name)
    own = [y for (other, _), (_, y) in place.items() if other == name]
    inputs = [y for (other, _), (_, y) in place.items() if other in node.inputs]
    heights = own[-1:] or inputs
    return sum(heights) / len(heights) if heights else -1.0


def draw_graph(nodes: list[Node], kept: tuple[str, ...] | None = None) -> Figure:
    """Figure of the graph: in each box its value above its gradient, on each arrow its local derivative.

    Args:
        nodes: in the order of the forward pass, the loss last.
        kept: names of the nodes drawn with a heavy frame; all alike when left out.

    Raises:
        KeyError: a node reads one that does not come before it.
    """
    place = places(nodes)
    column = columns_of(nodes)
    across, up = [x for x, _ in place.values()], [y for _, y in place.values()]
    left, right = min(across) - BOX_WIDTH, max(across) + BOX_WIDTH
    bottom, top = min(up) - 1.1, max(up) + 1.1
    figure, axes = canvas((right - left) * UNIT_INCHES, (top - bottom) * UNIT_INCHES)
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.axis("off")
    for node in nodes:
        for name, derivative in node.inputs.items():
            stops = [place[name, index] for index in range(column[name], column[node.name])]
            _draw_arrow(axes, [*stops, place[node.name, column[node.name]]], derivative)
    for node in nodes:
        _draw_box(axes, node, *place[node.name, column[node.name]], heavy=bool(kept and node.name in kept))
    _write_key(axes, nodes)
    return figure


def _write_key(axes, nodes):
    """What the numbers of this graph are, by their place and colour, along the lower edge."""
    keys = (
        (say("upper number: value"), VALUE, True),
        (say("lower number: gradient"), GRADIENT, any(node.gradient is not None for node in nodes)),
        (say("on an arrow: local derivative"), LOCAL, any(any(node.inputs.values()) for node in nodes)),
    )
    for x, (label, colour, occurs) in zip((0.02, 0.31, 0.64), keys, strict=True):
        if occurs:
            axes.text(x, 0.02, label, color=colour, fontsize=10, transform=axes.transAxes)


def _draw_box(axes, node, x, y, heavy):
    """A box with the node's formula above it, its value and its gradient in it."""
    corner = x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2
    box = FancyBboxPatch(
        corner,
        BOX_WIDTH,
        BOX_HEIGHT,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor="white",
        edgecolor="black",
        linewidth=3 if heavy else 1.2,
        zorder=3,
    )
    axes.add_patch(box)
    title = f"{node.name} = {node.formula}" if node.formula else node.name
    axes.text(x, y + BOX_HEIGHT / 2 + 0.08, title, ha="center", va="bottom", weight="bold")
    shown = node.gradient is not None
    _write(axes, x, y + (0.17 if shown else 0), node.value, VALUE)
    if shown:
        _write(axes, x, y - 0.17, node.gradient, GRADIENT)


def _write(axes, x, y, number, colour):
    """A number in a box."""
    axes.text(x, y, signed(number), color=colour, ha="center", va="center", zorder=4)


def _draw_arrow(axes, stops, derivative):
    """A grey line through its stops, ending in an arrow at the last box, with the local derivative on its last leg."""
    points = [(stops[0][0] + BOX_WIDTH / 2, stops[0][1]), *stops[1:-1], (stops[-1][0] - BOX_WIDTH / 2, stops[-1][1])]
    for start, end in pairwise(points[:-1]):
        axes.plot(*zip(start, end, strict=True), color=GREY, linewidth=1.2, zorder=1)
    (x0, y0), (x1, y1) = points[-2:]
    axes.annotate(
        "", (x1, y1), (x0, y0), arrowprops={"arrowstyle": "->", "color": GREY, "shrinkA": 0, "shrinkB": 2}, zorder=1
    )
    axes.text(
        (x0 + x1) / 2,
        (y0 + y1) / 2,
        derivative,
        color=LOCAL,
        ha="center",
        va="center",
        zorder=2,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )
