"""Showing a figure: the picture, its claim, and the same bytes each time."""

import base64
import io
import re

import pytest
from PIL import Image

from helpers import figures
from helpers.plotted import FIGURE_MIME

CLAIM = "The loss falls from 30 to 8.17 in five steps."


def drawn(heights=(30, 21.7, 8.17)):
    figure, axes = figures.canvas(3, 2)
    axes.plot(heights)
    return figure


def test_a_shown_figure_carries_its_claim_its_picture_and_what_it_plots(monkeypatch):
    shown = []
    monkeypatch.setattr(figures.shown, "show", lambda *data: shown.append(data))
    figures.show(figures.Drawing(drawn(), CLAIM))
    ((plain, markup, more),) = shown
    assert plain == CLAIM and set(more) == {FIGURE_MIME}
    assert any("8.17" in line for line in more[FIGURE_MIME]["plotted"])
    encoded = re.fullmatch(r'<img alt="(.*?)" src="data:image/png;base64,(.*?)".*>', markup)
    assert encoded.group(1) == CLAIM
    assert base64.b64decode(encoded.group(2)).startswith(b"\x89PNG")


def test_the_same_figure_gives_the_same_bytes_and_another_one_others():
    assert figures.png(drawn()) == figures.png(drawn())
    assert figures.png(drawn()) != figures.png(drawn((30, 21.7, 9)))


def test_a_picture_has_two_dots_for_each_pixel_of_the_page():
    width = int(re.search(r' width="(\d+)"', figures.image(drawn(), CLAIM)).group(1))
    assert width == 300
    assert Image.open(io.BytesIO(figures.png(drawn()))).width == 2 * width


def test_a_picture_names_no_program_and_no_version():
    assert b"atplotlib" not in figures.png(drawn())


def test_a_claim_is_escaped_in_html():
    assert 'alt="the slope is &lt; 2 &quot;here&quot;, at 3"' in figures.image(drawn(), 'the slope is < 2 "here", at 3')


@pytest.mark.parametrize(
    "claim", ["", "short 1", "The loss falls and falls and falls."], ids=["empty", "short", "no number"]
)
def test_a_figure_without_a_claim_with_a_number_is_refused(claim):
    with pytest.raises(ValueError, match="expected a sentence that states what the figure shows, with its number"):
        figures.Drawing(drawn(), claim)


def test_a_figure_is_white_so_that_it_can_be_read_in_dark_mode():
    assert drawn().get_facecolor() == (1, 1, 1, 1)


def test_powers_of_ten_are_written_without_a_formula():
    figure, axes = figures.canvas()
    axes.semilogy([1e-12, 1e3])
    axes.set_yticks([1e-12, 1, 1e3])
    figures.powers_of_ten(axes.yaxis)
    figures.png(figure)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["10⁻¹²", "10⁰", "10³"]
