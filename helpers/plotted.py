"""What a figure plots, as text: titles, labels, scales, legend and, for each mark, its numbers.

The text stands beside the picture in a notebook and is compared in its place: pixels move with every version of
matplotlib, the text does not, and a lost curve or a point moved by 1 % changes it. Nothing here draws.
"""

FIGURE_MIME = "application/vnd.course.figure+json"  # the text's place in a display: {"plotted": [line, ...]}


def describe(figure) -> str:
    """Text of what a matplotlib figure plots, one fact a line; the same on matplotlib 3.9, 3.10 and 3.11.

    Args:
        figure: a matplotlib.figure.Figure with its marks in place, drawn already or not.
    """
    titles = {"title": figure.get_suptitle(), "x label": figure.get_supxlabel(), "y label": figure.get_supylabel()}
    lines = [f"{name}: {text}" for name, text in titles.items() if text]
    # A subfigure keeps its own texts; its axes are among the figure's.
    supers = set(titles.values())
    lines += [f"text: {text.get_text()}" for text in figure.texts if _is_seen(text) and text.get_text() not in supers]
    lines += [line for legend in figure.legends for line in _legend(legend)]
    for number, axes in enumerate(_with_insets(figure.axes), start=1):
        lines += [f"axes {number}", *(f"  {line}" for line in _axes(axes))]
    return "\n".join(line.replace("\n", " / ") for line in lines)


def _with_insets(axes_list):
    """Visible axes in the figure's order, each followed by the axes inset in it."""
    for axes in axes_list:
        if axes.get_visible():
            yield axes
            yield from _with_insets(axes.child_axes)


def _axes(axes):
    """Lines of one axes: what is written around it, its scales, then its marks in drawing order of their kind."""
    # Imported here: the tests that only need the name above do not wait for matplotlib.
    from helpers.marks import marks

    lines = [f"title: {axes.get_title(loc)}" for loc in ("left", "center", "right") if axes.get_title(loc)]
    # With an equal aspect the limits follow from the room the labels leave, which is the version's affair.
    free = axes.get_aspect() == "auto" or axes.get_adjustable() == "box"
    for name, axis in axes._axis_map.items():
        limits = f", from {_limits(axis)}" if free else ""
        label = f" {axis.label.get_text()!r}" if axis.label.get_text() else ""
        hidden = "" if axis.get_visible() and axes.axison else ", hidden"
        lines.append(f"{name} axis{label}: {axis.get_scale()}{limits}{hidden}{_ticks(axis)}")
    lines += _legend(axes.get_legend())
    if hasattr(axes, "_colorbar"):  # its patches are matplotlib's own, not what is plotted
        return lines
    lines += marks(axes)
    # matplotlib itself finds the places for the labels of contours, in each version others.
    placed = {id(text) for mark in axes.collections for text in getattr(mark, "labelTexts", ())}
    return lines + [_text(text, id(text) in placed) for text in axes.texts if _is_seen(text)]


def _limits(axis):
    """Text of both ends of an axis; on a logarithmic one, of their powers of ten."""
    from helpers.samples import as_seen, numbers

    ends = axis.get_view_interval()
    if axis.get_scale() != "log":
        return numbers(ends)
    return f"10 to the powers {numbers(as_seen('', axis, ends)[1])}"


def _ticks(axis):
    """Labels that the author has set; those matplotlib chooses follow from the limits and differ with the version."""
    if type(axis.get_major_locator()).__name__ not in ("FixedLocator", "StrCategoryLocator"):
        return ""
    positions = axis.get_major_locator().tick_values(None, None)
    labels = [str(label) for label in axis.get_major_formatter().format_ticks(positions) if str(label)]
    return f", ticks {', '.join(labels)}" if labels else ""


def _legend(legend):
    """Lines of a legend: its title and its entries."""
    if legend is None or not legend.get_visible():
        return []
    title = legend.get_title().get_text()
    entries = ", ".join(text.get_text() for text in legend.get_texts())
    return [f"legend{f' {title}' if title else ''}: {entries}"]


def _text(text, placed_by_matplotlib):
    """Line of a text in the axes; an annotation points at a place, and that place is part of the plot."""
    from helpers.samples import numbers

    places = {} if placed_by_matplotlib else {"at": text.get_position()}
    if hasattr(text, "xy"):
        places = {"at": text.xyann, "pointing at": text.xy}
    shown = [f" {word} {numbers(place)}" for word, place in places.items()]
    return f"text: {text.get_text()}{''.join(shown)}"


def _is_seen(artist):
    return artist.get_visible() and artist.get_text().strip()
