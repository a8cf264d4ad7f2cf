"""Showing a figure so that everyone gets it: the picture, a sentence that says its claim, and what it plots.

A function of helpers/drawings makes its figure with `canvas`, draws, and returns `Drawing(figure, "the claim, with its
number")`; a lesson shows it with `show`. The sentence is read aloud by screen readers and compared by the tests; the
pixels are not. This module draws nothing.
"""

import base64
import gc
import html
import io
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers.checks import shown
from helpers.plotted import FIGURE_MIME, describe

# Colours that stay apart for colour-blind readers (Okabe and Ito). One meaning each in the whole course.
BLUE, RED, GREEN, ORANGE, SKY, PURPLE, GREY = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#56B4E9",
    "#CC79A7",
    "#6E6E6E",
)
VALUE, GRADIENT, LOCAL = BLUE, RED, GREEN

STYLE = {
    "figure.facecolor": "white",  # a transparent figure cannot be read in dark mode
    "savefig.facecolor": "white",
    "figure.dpi": 100,
    "font.sans-serif": ["DejaVu Sans"],  # matplotlib's own: in a longer list each text looks for every font
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # no ticks stand above: a title that looks for them takes a sixth of a drawing's time
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "lines.linewidth": 2,
    "legend.frameon": False,
    "axes.prop_cycle": mpl.cycler(color=[BLUE, RED, GREEN, ORANGE, PURPLE, SKY, GREY]),
}
mpl.rcParams.update(STYLE)  # a learner's own plots in the same notebook take the style too
gc.freeze()  # what a lesson has imported is no garbage; each look through all of torch costs a third of a second
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SHORTEST_CLAIM_CHARACTERS = 20
PALETTE_COLOURS = 256
DOTS_PER_INCH = 200  # a screen of today has two or three dots to a pixel of a page
PIXELS_PER_INCH = 100  # of the page


@dataclass(frozen=True)
class Drawing:
    """A figure and what it says.

    Attributes:
        figure: a matplotlib figure.
        alt: one sentence that states the figure's claim with its number.

    Raises:
        ValueError: the sentence is missing, too short or without a number.
    """

    figure: Figure
    alt: str

    def __post_init__(self):
        check_claim(self.alt)


def canvas(width=6.4, height=3.6, rows=1, columns=1, **options):
    """An empty figure in the course's style and its axes.

    Args:
        width, height: in inches.
        rows, columns: how many axes.
        options: passed to `Figure.subplots`, such as `sharey=True`.

    Returns:
        (figure, axes); axes as `Figure.subplots` gives them.
    """
    # Not through pyplot: nothing stays open, and the notebook's own display machinery is not involved.
    # "constrained" lays out twice, which takes a third of a drawing's time.
    figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH, layout="tight")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, columns, **options)


def powers_of_ten(*axes):
    """Label the ticks of logarithmic axes as plain text, 10⁻³; set as formulas they double the drawing's time.

    Args:
        axes: such as `axes.xaxis`.
    """
    for axis in axes:
        axis.set_major_formatter(lambda value, _: "10" + f"{np.log10(value):.0f}".translate(SUPERSCRIPTS))


def signed(number, digits=6):
    """Text of a number with so many digits, as a figure shows it: with a real minus sign."""
    return f"{number:.{digits}g}".replace("-", "−")


def png(figure):
    """The figure as PNG bytes: the same figure gives the same bytes."""
    figure.canvas.draw()
    pixels = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")
    buffer = io.BytesIO()
    # A drawing has few colours: a palette makes the stored notebooks three times smaller.
    pixels.quantize(PALETTE_COLOURS, method=Image.Quantize.FASTOCTREE).save(buffer, format="png")
    return buffer.getvalue()


def image(figure, alt):
    """An HTML image of the figure with its alternative text; no other file is needed to show it."""
    encoded = base64.b64encode(png(figure)).decode()
    # JupyterLab and nbconvert ignore the alternative text of an image output; they keep that of an HTML image.
    style = "max-width: 100%; background: white"
    width = round(figure.get_figwidth() * PIXELS_PER_INCH)
    source = f"data:image/png;base64,{encoded}"
    return f'<img alt="{html.escape(alt)}" src="{source}" width="{width}" style="{style}">'


def show(drawing: Drawing):
    """Display a drawing with its alternative text and, for the tests, what it plots."""
    picture = image(drawing.figure, drawing.alt)  # first, since drawing settles limits and ticks
    plotted = describe(drawing.figure).splitlines()  # a line each, so that a diff of the notebook can be read
    shown.show(drawing.alt, picture, {FIGURE_MIME: {"plotted": plotted}})


def check_claim(alt):
    """Raise ValueError unless the alternative text is a sentence with a number in it."""
    if len(alt) < SHORTEST_CLAIM_CHARACTERS or not any(character.isdigit() for character in alt):
        raise ValueError(
            f"found the alternative text {alt!r}; "
            "expected a sentence that states what the figure shows, with its number."
        )
