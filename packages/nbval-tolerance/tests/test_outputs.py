"""Outputs of a cell against the stored ones: what counts for each kind, and what does not."""

import pytest
from nbval_tolerance.outputs import FIGURE_MIME, output_differences

PIXELS = "iVBORw0KGgo="


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(**data):
    mimes = {key.replace("_", "/"): value for key, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": mimes}


def figure(alt="The loss falls to 8.17.", plotted=("line: y 1.00000 2.00000",), pixels=PIXELS, extra=""):
    picture = f'<img alt="{alt}" src="data:image/png;base64,{pixels}">{extra}'
    data = {"text/html": picture, "text/plain": alt, FIGURE_MIME: {"plotted": list(plotted)}}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def error(name="ValueError", value="found 3", frames=("a",)):
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": list(frames)}


AGREE = {
    "a float within tolerance": (stream("0.50001"), stream("0.50002")),
    "a figure's pixels": (figure(), figure(pixels="AAAA")),
    "a figure's numbers within tolerance": (figure(), figure(plotted=["line: y 1.00001 2.00000"])),
    "a figure's script": (figure(), figure(extra="<script>var x = 1</script>")),
    "the frames of an error": (error(), error(frames=["b", "c"])),
    "JSON within tolerance": (display(application_json={"a": [0.50001]}), display(application_json={"a": [0.50002]})),
    "pixels inside HTML": (
        display(text_html=f'<img src="data:image/png;base64,{PIXELS}"> 0.50001'),
        display(text_html='<img src="data:image/png;base64,AAAA"> 0.50002'),
    ),
    "pixels": (display(image_png=PIXELS, text_plain="a"), display(image_png="AAAA", text_plain="a")),
}
DIFFER = {
    "a float": (stream("0.5001"), stream("0.6001")),
    "a stream's name": (stream("a"), stream("a", "stderr")),
    "a lost stream": (stream("a"), None),
    "a new stream": (None, stream("a")),
    "a figure's alternative text": (figure(), figure(alt="The loss falls to 8.27.")),
    "what a figure plots": (figure(), figure(plotted=["line: y 1.01000 2.00000"])),
    "a lost curve": (figure(), figure(plotted=[])),
    "a lost figure": (figure(), stream("")),
    "a figure without its text": (figure(), display(text_html="x", text_plain="The loss falls to 8.17.")),
    "the words of an error": (error(), error(value="found 4")),
    "the kind of an error": (error(), error("TypeError")),
    "a lost error": (error(), None),
    "JSON": (display(application_json={"a": [0.5]}), display(application_json={"a": [0.6]})),
    "HTML": (display(text_html="<b>1.20</b>"), display(text_html="<b>1.21</b>")),
    "bytes": (display(application_pdf="AAAA"), display(application_pdf="AAAB")),
    "a lost picture": (display(image_png=PIXELS, text_plain="a"), display(text_plain="a")),
}
SKIP = ("image/png", "image/jpeg")


@pytest.mark.parametrize(("stored", "computed"), AGREE.values(), ids=AGREE)
def test_outputs_agree_whatever_differs_beside_their_content(stored, computed):
    assert not output_differences([stored], [computed], skip=SKIP)


@pytest.mark.parametrize(("stored", "computed"), DIFFER.values(), ids=DIFFER)
def test_outputs_differ_in_their_content(stored, computed):
    assert output_differences([stored] if stored else [], [computed] if computed else [], skip=SKIP)


def test_a_figure_without_its_alternative_text_in_the_picture_differs():
    mute = figure()
    mute["data"]["text/html"] = mute["data"]["text/html"].replace("alt=", "title=")
    assert output_differences([figure()], [{**mute, "data": {**mute["data"], "text/plain": "<Figure>"}}])


def test_differences_of_all_outputs_are_reported_with_their_kind():
    stored = [stream("a 1\n"), display(text_plain="x"), display(text_plain="y"), stream("warning", "stderr")]
    computed = [stream("b 2\n"), display(text_plain="x"), display(text_plain="z")]
    found = output_differences(stored, computed)
    assert [(one.output, one.stored, one.computed) for one in found] == [
        ("stdout", "a", "b"),
        ("stdout", "1", "2"),
        ("text/plain 2", "y", "z"),
        ("stderr", "warning", ""),
    ]


def test_different_kinds_may_change_their_order_and_the_same_kind_may_not():
    assert not output_differences([stream("a"), display(text_plain="b")], [display(text_plain="b"), stream("a")])
    assert output_differences(
        [display(text_plain="a"), display(text_plain="b")], [display(text_plain="b"), display(text_plain="a")]
    )


def test_kinds_to_skip_are_skipped():
    assert not output_differences([stream("a", "stderr")], [stream("b", "stderr")], skip=("stderr",))
    assert not output_differences([error()], [error("TypeError")], skip=("ename",))


def test_texts_are_sanitized_before_the_comparison():
    def dates(text):
        return text.replace("2024", "YEAR").replace("2025", "YEAR")

    assert not output_differences([stream("in 2024")], [stream("in 2025")], sanitize=dates)
    assert output_differences([stream("in 2024")], [stream("in 2025")])
