"""The marks in an axes as text: lines, points, bars, areas, pictures, contours, arrows, shapes, one line each."""

import matplotlib.collections as collections
import matplotlib.contour as contour
import matplotlib.image as images
import matplotlib.lines as lines
import matplotlib.patches as patches
import matplotlib.quiver as quiver
import numpy as np

from helpers.samples import numbers, points, sample


def marks(axes):
    """Lines of text, one for each visible mark of an axes."""
    bars = {id(bar) for container in axes.containers for bar in container if isinstance(bar, patches.Patch)}
    found = [
        _named(f"bars, {len(container)}", container, _boxes(container, axes))
        for container in axes.containers
        if all(id(bar) in bars for bar in container) and len(container)
    ]
    drawn = [*axes.lines, *axes.collections, *axes.images, *axes.patches, *axes.tables]
    return found + [_mark(mark, axes) for mark in drawn if mark.get_visible() and id(mark) not in bars]


def _mark(mark, axes):
    """Line of text of one mark."""
    for kind, describe in _KINDS.items():
        if isinstance(mark, kind):
            name, facts = describe(mark, axes)
            return _named(name, mark, facts)
    return _named("mark", mark, "of another kind")


def _named(name, mark, facts):
    label = str(mark.get_label() or "")
    return f"{name}{'' if label.startswith('_') or not label else f' {label!r}'}: {facts}"


def _line(line, axes):
    style = "" if line.get_linestyle() in ("-", "None") else f" {line.get_linestyle()}"
    marker = "" if line.get_marker() in ("", " ", None, "None") else f" {line.get_marker()}"
    coordinates = line.get_data_3d() if hasattr(line, "get_data_3d") else line.get_data(orig=False)
    if isinstance(line, lines.AxLine):
        coordinates = np.transpose([line.get_xy1(), line.get_xy2() or (np.nan, line.get_slope())])
    return f"line{style}{marker}", points(coordinates, axes)


def _scatter(mark, axes):
    offsets = mark._offsets3d if hasattr(mark, "_offsets3d") else np.ma.asarray(mark.get_offsets(), dtype=float).T
    sizes = np.unique(mark.get_sizes())
    facts = [points(offsets, axes), *([f"sizes {sample(mark.get_sizes())}"] if sizes.size > 1 else [])]
    return "points", "; ".join(facts) + _colours(mark)


def _colours(mark):
    """Values shown as colours, if any."""
    return "" if mark.get_array() is None else f"; colour {sample(mark.get_array())}"


def _boxes(bars, axes):
    corners = [
        (bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y(), bar.get_y() + bar.get_height()) for bar in bars
    ]
    left, right, low, high = np.transpose(corners)
    return f"start {points((left, low), axes)}; end {points((right, high), axes)}"


def _picture(mark, axes):
    values = mark.get_array()
    return "picture", f"{'x'.join(map(str, values.shape))}, extent {numbers(mark.get_extent())}; {sample(values)}"


def _mesh(mark, axes):
    grid = mark.get_coordinates()
    return "heat map", f"{points((grid[..., 0], grid[..., 1]), axes)}{_colours(mark)}"


def _contours(mark, axes):
    """Levels and, for each, the box its curve fills; the number of its points is the algorithm's affair."""
    boxes = [path.vertices for path in mark.get_paths()]
    extents = [numbers([*box.min(axis=0), *box.max(axis=0)]) if len(box) else "(none)" for box in boxes]
    name = "filled contours" if mark.filled else "contours"
    return name, f"levels {numbers(mark.levels)}; boxes {'; '.join(extents)}"


def _arrows(mark, axes):
    ends = f"along {sample(mark.U)}; up {sample(mark.V)}"
    return "arrows", f"{points((mark.X, mark.Y), axes)}; {ends}{_colours(mark)}"


def _collection(mark, axes):
    """Areas and bundles of lines, by their corners."""
    if hasattr(mark, "_faces") or hasattr(mark, "_vec"):  # a surface in space, since matplotlib 3.11 and before
        corners = mark._faces.reshape(-1, 3).T if hasattr(mark, "_faces") else mark._vec[:3]
        return "surface", points(corners, axes)
    corners = [path.vertices for path in mark.get_paths() if len(path.vertices)]
    name = "lines" if isinstance(mark, collections.LineCollection) else "area"
    if not corners:
        return name, "(none)"
    return f"{name}, {len(corners)}", points(np.concatenate(corners).T, axes) + _colours(mark)


def _arrow(mark, axes):
    ends = getattr(mark, "_posA_posB", None) or mark.get_path().vertices
    return "arrow", points(np.transpose(ends), axes)


def _shape(mark, axes):
    vertices = mark.get_patch_transform().transform(mark.get_path().vertices)
    if not isinstance(mark, patches.Polygon):  # curves: their control points are the version's affair
        vertices = np.array([vertices.min(axis=0), vertices.max(axis=0)])
    return "shape", points(vertices.T, axes)


def _wedge(mark, axes):
    return (
        "wedge",
        f"at {numbers(mark.center)}, {numbers([mark.theta1, mark.theta2])} degrees, radius {numbers([mark.r])}",
    )


def _stairs(mark, axes):
    values, edges, _ = mark.get_data()
    return "steps", f"{sample(values)}; edges {sample(edges)}"


def _table(mark, axes):
    cells = sorted(mark.get_celld().items())
    return "table", " | ".join(cell.get_text().get_text() for _, cell in cells)


# The first kind that fits counts, so the special ones come first.
_KINDS = {
    lines.Line2D: _line,
    contour.ContourSet: _contours,
    quiver.Quiver: _arrows,
    collections.PathCollection: _scatter,
    collections.QuadMesh: _mesh,
    collections.Collection: _collection,
    images._ImageBase: _picture,
    patches.FancyArrowPatch: _arrow,
    patches.Wedge: _wedge,
    patches.StepPatch: _stairs,
    patches.Patch: _shape,
    object: _table,
}
