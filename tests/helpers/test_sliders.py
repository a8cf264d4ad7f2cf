"""A figure with a slider: a picture without scripts, no outside request, the same bytes, and small."""

import json
import re

import pytest

from helpers import sliders
from helpers.drawings import sliders as drawn
from helpers.plotted import FIGURE_MIME
from helpers.sliders import Line, SliderPlot, Stop

CLAIM = "The slope comes to −2 as the nudge shrinks to 0.01."
LARGEST_OUTPUT_BYTES = 64_000  # most of it the picture, which has two dots for each pixel of the page


def plot(caption="slope −1.5", claim=CLAIM):
    stops = [Stop("1", caption, [Line([(0, 0), (1, 1 / 3)])]), Stop("2", "slope −2", [Line([(0, 1), (1, 0)])])]
    return SliderPlot("title", "nudge h", "w", "loss", (0, 1), (0, 1), stops, claim, fixed=[Line([(0, 0.5), (1, 0.5)])])


@pytest.fixture
def shown(monkeypatch):
    """What is displayed: shown(plot) gives the bundle."""
    bundles = []

    def keep(plain, markup, more):
        bundles.append({"text/plain": plain, "text/html": markup} | more)

    monkeypatch.setattr(sliders.shown, "show", keep)

    def show(drawn):
        sliders.show_slider(drawn)
        return bundles[-1]

    return show


def data_of(bundle):
    return json.loads(re.search(r"const data = (\{.*\});", bundle["text/html"]).group(1))


def test_without_its_script_the_output_is_a_picture_with_its_claim(shown):
    untrusted = re.sub(r"<script>.*</script>", "", shown(plot())["text/html"], flags=re.DOTALL)
    assert f'<img alt="{CLAIM}" src="data:image/png;base64,' in untrusted


def test_every_position_is_in_the_output_and_compared(shown):
    bundle = shown(plot())
    assert [stop["label"] for stop in data_of(bundle)["stops"]] == ["1", "2"]
    assert bundle[FIGURE_MIME]["plotted"][-2:] == ["1: slope −1.5", "2: slope −2"]
    assert bundle["text/plain"] == CLAIM


def test_the_output_asks_nobody_for_anything(shown):
    html = shown(plot())["text/html"].replace("http://www.w3.org/2000/svg", "")  # a name, not an address
    assert not re.search(r"https?:|//cdn|fetch\(|import\(|XMLHttpRequest", html)


def test_the_slider_is_an_input_that_the_keyboard_moves_and_a_screen_reader_hears(shown):
    html = shown(plot())["text/html"]
    for words in ('type: "range"', "aria-valuetext", "aria-live", "lmSuppressShortcuts"):
        assert words in html


def test_the_same_plot_gives_the_same_bytes_and_another_one_others(shown):
    assert shown(plot()) == shown(plot())
    assert shown(plot()) != shown(plot("slope −1.6"))


def test_two_copies_in_one_page_share_nothing_that_is_found_by_its_id():
    """A clip path of a hidden copy, in another tab, would let the lines of the copy in view run over the title."""
    assert not re.search(r"\bid:|url\(#|getElementById", sliders.SCRIPT.read_text(encoding="utf-8"))


def test_text_cannot_end_the_script(shown):
    assert shown(plot("</script><b>"))["text/html"].count("</script>") == 1


def test_numbers_are_cut_so_that_they_are_the_same_everywhere(shown):
    assert data_of(shown(plot()))["stops"][0]["lines"][0]["points"][1] == [1, 0.3333]


@pytest.mark.parametrize(
    "slider",
    [
        pytest.param(drawn.nudge(), id="nudge"),
        pytest.param(drawn.learning_rate(steps=8), id="learning rate"),
        pytest.param(drawn.valley((0.4751, 0.5341), steps=30), id="valley"),
        pytest.param(drawn.boundary((0, 0, 0, 1), rate=0.5), id="boundary"),
    ],
)
def test_the_lessons_sliders_stay_small(shown, slider):
    assert len(shown(slider)["text/html"].encode()) <= LARGEST_OUTPUT_BYTES


def test_a_slider_without_a_claim_is_refused():
    with pytest.raises(ValueError, match="with its number"):
        plot(claim="no claim")
