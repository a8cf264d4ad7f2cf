"""A figure with a slider: every position computed beforehand, shown by a small script in the output.

There is no server and no outside request. Where scripts do not run (a notebook that is not trusted yet), the picture
of the starting position stands in its place.
"""

import hashlib
import html
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from matplotlib.figure import Figure

from helpers.checks import shown
from helpers.figures import BLUE, canvas, check_claim, image
from helpers.plotted import FIGURE_MIME, describe

SCRIPT = Path(__file__).with_name("slider.js")
SHOWN_DIGITS = 4  # of a point's coordinates; more than a screen can show, and the same on every machine


@dataclass(frozen=True)
class Line:
    """Points to draw, joined or not.

    Attributes:
        points: (x, y) in the units of the axes.
        colour: of the line and its dots.
        line, dots, dashed: how it is drawn.
    """

    points: list[tuple[float, float]]
    colour: str = BLUE
    line: bool = True
    dots: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Stop:
    """One position of the slider: what it is called, what it says, what it draws."""

    label: str
    caption: str
    lines: list[Line]


@dataclass(frozen=True)
class SliderPlot:
    """A figure with a slider.

    Attributes:
        slider: what the slider changes, with its unit.
        x, y: limits of the axes.
        stops: the slider's positions, in order.
        alt: one sentence that states the figure's claim with its number.
        start: index of the position shown first, and in the picture.
        fixed: lines that stay whatever the position.
    """

    title: str
    slider: str
    xlabel: str
    ylabel: str
    x: tuple[float, float]
    y: tuple[float, float]
    stops: list[Stop]
    alt: str
    start: int = 0
    fixed: list[Line] = field(default_factory=list)

    def __post_init__(self):
        check_claim(self.alt)


def picture(plot: SliderPlot) -> Figure:
    """Figure of the starting position, for where the script does not run."""
    stop = plot.stops[plot.start]
    figure, axes = canvas()
    for line in [*plot.fixed, *stop.lines]:
        style = ("--" if line.dashed else "-") if line.line else "none"
        dots = ("o", 4 if line.line else 9) if line.dots else ("none", 0)
        axes.plot(
            *zip(*line.points, strict=True), color=line.colour, linestyle=style, marker=dots[0], markersize=dots[1]
        )
    title = f"{plot.title} ({plot.slider} {stop.label})"
    axes.set(title=title, xlabel=plot.xlabel, ylabel=plot.ylabel, xlim=plot.x, ylim=plot.y)
    return figure


def show_slider(plot: SliderPlot) -> None:
    """Display the figure with its slider; the picture of its start, with its claim, where scripts do not run."""
    figure = picture(plot)
    start = image(figure, plot.alt)
    data = json.dumps(_data(plot, figure), separators=(",", ":"), sort_keys=True).replace("</", "<\\/")
    name = hashlib.sha256(data.encode()).hexdigest()[:12]
    script = SCRIPT.read_text(encoding="utf-8").replace("ID", name).replace("DATA", data, 1)
    box = f'<div data-slider="{html.escape(name)}">{start}</div><script>{script}</script>'
    plotted = describe(figure).splitlines() + [f"{stop.label}: {stop.caption}" for stop in plot.stops]
    shown.show(plot.alt, box, {FIGURE_MIME: {"plotted": plotted}})


def _data(plot, figure):
    """What the script draws, as JSON values; the ticks are those of the picture."""
    (axes,) = figure.axes
    return _rounded(asdict(plot)) | {
        "xticks": _within(axes.get_xticks(), plot.x),
        "yticks": _within(axes.get_yticks(), plot.y),
        "start": plot.start,
    }


def _within(ticks, limits):
    return [_rounded(float(tick)) for tick in ticks if limits[0] <= tick <= limits[1]]


def _rounded(value):
    """The value with every float cut to a few digits."""
    if isinstance(value, float):
        return float(f"{value:.{SHOWN_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
