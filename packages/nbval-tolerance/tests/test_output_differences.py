"""Outputs of a cell against the stored ones: what counts for each kind, and what does not."""

import pytest
from nbval_tolerance.output_differences import FIGURE_MIME, WIDGET_MIME, few_digits, output_differences

PIXELS = "iVBORw0KGgo="


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(**data):
    mimes = {key.replace("_", "/"): value for key, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": mimes}


def picture(mime, value):
    return {"output_type": "display_data", "metadata": {}, "data": {mime: value, "text/plain": "<Picture>"}}


def html(text):
    return display(text_html=f"<p>rate 0.50001</p> {text}")


def widget(text):
    return {"output_type": "display_data", "metadata": {}, "data": {WIDGET_MIME: {}, "text/plain": text}}


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
    "a picture as SVG": (picture("image/svg+xml", "<svg><g id='a1'/></svg>"), picture("image/svg+xml", "<svg/>")),
    "a picture as PDF": (picture("application/pdf", "JVBERi0x"), picture("application/pdf", "JVBERi0y")),
    "a picture as EPS": (picture("application/postscript", "%!PS 1"), picture("application/postscript", "%!PS 2")),
    "a picture in another format": (picture("image/png", "AAAA"), picture("image/svg+xml", "<svg/>")),
    "a moving picture": (picture("video/mp4", "AAAA"), picture("video/mp4", "AAAB")),
    "SVG inside HTML": (
        html('<img src="data:image/svg+xml;base64,PHN2">'),
        html('<img src="data:image/svg+xml;base64,PHN3">'),
    ),
    "SVG as text inside HTML": (
        html("<img src=\"data:image/svg+xml;utf8,<svg id='a 1'/>\">"),
        html('<img src="data:image/svg+xml,%3Csvg id=b%3E">'),
    ),
    "PDF inside HTML": (
        html('<embed src="data:application/pdf;base64,JVBE">'),
        html('<embed src="data:application/pdf;base64,JVBF">'),
    ),
    "a film inside HTML": (
        html('<video src="data:video/mp4;base64,AA\nAA">'),
        html('<video src="data:video/mp4;base64,AB">'),
    ),
    "a picture inside Markdown": (
        display(text_markdown="![a](data:image/png;base64,AAAA) 0.5"),
        display(text_markdown="![a](data:image/gif;base64,AAAB==) 0.5"),
    ),
    "a drawing inside HTML": (html("<svg id='a1'><path d='M 0 1'/></svg>"), html("<svg\nid='b2'><g/></svg>")),
    "text that was overwritten": (stream("loaded\n"), stream("loading\rloaded \b\b\b\b\b\b\bloaded\n")),
    "a longer text that shows at its end": (stream("doneing\n"), stream("loading\rdone\n")),
    "the end of a line of Windows": (stream("a\nb\n"), stream("a\r\nb\r\n")),
    "characters taken back": (stream("12 of 9\n"), stream("11\b2 of 9\n")),
    "more taken back than there is": (stream("xy\n"), stream("a\b\b\bxy\n")),
    "what a widget has captured": (
        widget("Output(layout=Layout(width='1em'), outputs=({'name': 'stdout', 'text': '1'},))"),
        widget("Output(layout=Layout(width='1em'))"),
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
    "bytes": (picture("application/octet-stream", "AAAA"), picture("application/octet-stream", "AAAB")),
    "a lost picture in SVG": (picture("image/svg+xml", "<svg/>"), display(text_plain="<Picture>")),
    "a lost picture inside HTML": (html('<img src="data:application/pdf;base64,JVBE">'), html("<img>")),
    "a lost drawing inside HTML": (html("<svg/></svg>"), html("")),
    "text beside a picture inside HTML": (html("<svg></svg> 3"), html("<svg></svg> 4")),
    "what a chart plots": (
        picture("application/vnd.vegalite.v5+json", {"values": [1, 2]}),
        picture("application/vnd.vegalite.v5+json", {"values": [1, 3]}),
    ),
    "what a new line began": (stream("a\nb\n"), stream("ab\n")),
    "what was overwritten": (stream("1 of 3\r2 of 3\n"), stream("1 of 3\r3 of 3\n")),
    "a widget's settings": (widget("IntSlider(value=3)"), widget("IntSlider(value=4)")),
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


def test_streams_are_one_text_each_however_they_were_cut():
    whole = [stream("one two\n"), stream("warning\n", "stderr")]
    assert not output_differences(whole, [stream("one "), stream("warning\n", "stderr"), stream("two\n")])
    cut = [stream("1 of 2"), stream("warning\n", "stderr"), stream("\r2")]
    assert not output_differences([stream("2 of 2"), stream("warning\n", "stderr")], cut)


def test_a_display_ends_the_line_that_is_overwritten():
    stored = [stream("loading"), display(text_plain="7"), stream("ok")]
    assert not output_differences(stored, [stream("loading"), display(text_plain="7"), stream("\rok")])


def test_numbers_with_few_digits_are_counted_where_they_are_printed():
    shown = [stream("rate 0.01, 3 steps, loss 0.4\n"), stream("8e-05"), stream(" of 0.1", "stderr")]
    assert few_digits([*shown, display(text_plain="tensor([0.5, 0.2500])", text_html="<p>0.5</p>"), figure()]) == 4
    assert few_digits([stream("loss 0.4321 after 10 of 20 steps, 1. at first")]) == 0
