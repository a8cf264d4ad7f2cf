"""Additions in a notebook's JSON text: what is added comes out again to the byte, whoever laid the text out and how."""

import json
import re
import warnings

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.classroom.reading.notebook_file import RETURNED, read
from course.marking import returned_text
from course.places import ROOT, lessons

OURS = {RETURNED: True}
LESSONS = [lesson.notebook for lesson in lessons()]


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def code(source, *outputs, **more):
    made = {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs), "execution_count": None}
    return made | more


def markdown(source, **more):
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def notebook(*cells, minor=4, **more):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor, **more}


A_NOTEBOOK = notebook(
    markdown('# Añadir ]}, " \\ and {'),
    code("print('\u2028 [')", stream("[1, 2]\n"), stream("ñ\ud83d")),
    code("1"),
    code(["a\n", "b"], {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "x]"}}),
)
LAYOUTS = {
    "as Jupyter": lambda data: json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
    "minified": lambda data: json.dumps(data, separators=(",", ":")),
    "one line": json.dumps,
    "two": lambda data: json.dumps(data, indent=2),
    "four, escaped": lambda data: json.dumps(data, indent=4, ensure_ascii=True),
    "tabs": lambda data: json.dumps(data, indent="\t"),
    "Windows": lambda data: json.dumps(data, indent=1).replace("\n", "\r\n") + "\r\n",
    "with a mark of its order": lambda data: "\ufeff" + json.dumps(data, indent=1),
    "wide": lambda data: re.sub(r"([\[\]{}:,])(?=(?:[^\"\\]|\\.|\"(?:[^\"\\]|\\.)*\")*$)", r" \1  ", json.dumps(data)),
}


def added(text, below=None):
    """The notebook with a comment and a text below each code cell, and its JSON."""
    places = [place for place, cell in enumerate(json.loads(text.lstrip("\ufeff"))["cells"])]
    below = dict.fromkeys(places, "below") if below is None else below
    more, took = returned_text.with_outputs(text, below)
    more = returned_text.with_comment(more, "## a comment\n")
    return more, json.loads(more.lstrip("\ufeff")), took


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_what_is_added_comes_out_to_the_byte_in_any_layout(layout):
    text = layout(A_NOTEBOOK)
    more, data, took = added(text)
    assert took == {1, 2, 3}
    metadata = data["cells"][0].pop("metadata")
    assert [*metadata] == [RETURNED, f"{RETURNED}_of"]
    assert data["cells"][0] == {"cell_type": "markdown", "source": "## a comment\n"}
    own = data["cells"][1:]
    assert [cell["outputs"].pop() for cell in own if cell["cell_type"] == "code"] == [
        {"output_type": "display_data", "metadata": OURS, "data": {"text/plain": "below"}}
    ] * 3
    assert own == A_NOTEBOOK["cells"]
    assert returned_text.without_additions(more).encode(errors="surrogatepass") == text.encode(errors="surrogatepass")
    rest = iter(more)
    assert all(character in rest for character in text)  # every character is there, in its order


@pytest.mark.parametrize("cells", [(), (markdown("x"),), (code("1"),)], ids=["none", "text", "code"])
@pytest.mark.parametrize("space", ["", " ", "\n \n"], ids=repr)
def test_empty_lists_take_additions_too(cells, space):
    text = json.dumps(notebook(*cells)).replace("[]", f"[{space}]")
    more, data, _ = added(text)
    assert len(data["cells"]) == len(cells) + 1
    assert returned_text.without_additions(more) == text


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("minor", [0, 2, 4, 5])
def test_a_returned_lesson_is_valid_in_its_own_minor_format(path, minor):
    data = json.loads(path.read_text(encoding="utf-8")) | {"nbformat_minor": minor}
    for number, cell in enumerate(data["cells"]):
        cell.pop("id") if minor < 5 else cell.update(id="returned" if number == 3 else cell["id"])
    text = json.dumps(data, indent=1)
    more, data, _ = added(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(data)
        nbformat.validate(nbformat.reads(more, as_version=4))
    identities = [cell.get("id") for cell in data["cells"]]
    assert (len({*identities}), identities[0]) == ((len(identities), "returned1") if minor == 5 else (1, None))
    assert returned_text.without_additions(more) == text


def test_a_returned_notebook_that_is_returned_again_has_one_comment_and_one_verdict():
    once, _, _ = added(LAYOUTS["as Jupyter"](A_NOTEBOOK))
    assert added(once)[0] == once


def test_additions_that_a_front_end_has_moved_and_laid_out_anew_are_found():
    _, data, _ = added(json.dumps(A_NOTEBOOK))
    comment, *cells = data["cells"]
    cells[1]["outputs"].reverse()
    cells[3]["outputs"].insert(0, cells[3]["outputs"][-1])
    data["cells"] = [cells[0], comment, comment, *cells[1:], comment]
    for layout in LAYOUTS.values():
        clean = returned_text.without_additions(layout(data))
        found = json.loads(clean.lstrip("\ufeff"))
        assert RETURNED not in clean
        assert found["cells"][0] == A_NOTEBOOK["cells"][0] and len(found["cells"]) == 4
        assert [len(cell["outputs"]) for cell in found["cells"][1:]] == [2, 0, 1]


def test_the_reading_sees_neither_added_outputs_nor_added_cells():
    text = json.dumps(A_NOTEBOOK)
    seen = [
        [(cell.position, cell.source, cell.outputs) for cell in read(one.encode()).cells]
        for one in (text, added(text)[0])
    ]
    assert seen[0] == seen[1]


def test_a_comment_that_the_learner_made_a_cell_of_code_is_the_learners():
    data = added(json.dumps(notebook(code("1"))))[1]
    data["cells"][0] |= {"cell_type": "code", "source": "2", "outputs": [], "execution_count": None}
    text = json.dumps(data)
    assert [cell.source for cell in read(text.encode()).code] == ["2", "1"]
    assert len(json.loads(returned_text.without_additions(text))["cells"]) == 2


COMMENT = "## Returned\n\n1 of 2 \ud83d 😀 é.\n\n| a | b |"
WRITTEN = {
    "below": lambda text: f"{text}\n\nPlease look at 01-2 again!",
    "above": lambda text: f"Hello! {text}",
    "in the middle": lambda text: text.replace("1 of 2", "1 of 2 (why?)"),
    "in pieces": lambda text: [*text.splitlines(keepends=True), "\n", "why?"],
    "in its place": lambda text: "Thank you.",
    "a word taken out": lambda text: text.replace("Returned", ""),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_what_a_learner_wrote_into_the_comment_stays_to_the_byte(write, layout):
    data = json.loads(returned_text.with_comment(json.dumps(notebook(code("1"))), COMMENT))
    data["cells"][0]["source"] = write(COMMENT)
    text = layout(data)
    assert returned_text.without_additions(text) == text
    again = added(text)[0]
    sources = [cell["source"] for cell in json.loads(again.lstrip("\ufeff"))["cells"]]
    assert sources == ["## a comment\n", write(COMMENT), "1"]
    assert returned_text.without_additions(again) == text
    assert added(again)[0] == again
    seen = read(text.encode(errors="surrogatepass")).cells
    assert [(cell.position, cell.kind) for cell in seen] == [(0, "markdown"), (1, "code")]


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "[]", "7", json.dumps({"a": f"{RETURNED}_of"}), json.dumps([f"{RETURNED}_of"]),
     json.dumps(notebook("no cell", markdown("x", metadata={RETURNED: True, f"{RETURNED}_of": ""})))],
    ids=["nothing", "text", "a list", "a number", "JSON that says it", "a list that says it", "made by hand"],
)  # fmt: skip
def test_what_was_never_returned_is_no_untouched_notebook(text):
    assert not returned_text.untouched(text)


def test_a_returned_notebook_is_untouched_until_anything_in_it_has_changed():
    more = added(json.dumps(A_NOTEBOOK, indent=1))[0]
    assert returned_text.untouched(more)
    for old, new in (("a comment", "A comment"), ("[1, 2]", "[1, 3]"), ('"a\\n"', '"c\\n"'), ("\n  ", "\n   ")):
        assert old in more and not returned_text.untouched(more.replace(old, new, 1)), old


@pytest.mark.parametrize(
    "lay_out",
    [
        lambda text: text.splitlines(keepends=True),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"{text}\n",
        lambda text: text.replace("\ud83d", "\ufffd"),
        str,
    ],
    ids=["lines", "Windows", "an end", "half a character mended", "as it is"],
)
def test_a_comment_that_a_front_end_stored_in_its_own_way_is_still_ours(lay_out):
    text = json.dumps(notebook(code("1")))
    data = json.loads(returned_text.with_comment(text, COMMENT))
    data["cells"][0]["source"] = lay_out(COMMENT)
    assert returned_text.without_additions(json.dumps(data)) == text
    assert [cell.kind for cell in read(json.dumps(data).encode()).cells] == ["code"]


@pytest.mark.parametrize(
    ("changed", "takes"),
    [
        ({}, True),
        ({"nbformat": 3, "worksheets": [{"cells": []}]}, False),
        ({"nbformat": "4"}, False),
        ({"cells": {}}, False),
    ],
    ids=["4", "3", "no number", "no list"],
)
def test_only_a_notebook_of_the_format_that_front_ends_open_takes_additions(changed, takes):
    assert returned_text.takes_additions("\ufeff" + json.dumps(A_NOTEBOOK | changed)) is takes


@pytest.mark.parametrize(
    "cell",
    [markdown("x"), {"cell_type": "code", "source": "1"}, code("1") | {"outputs": None}, "no cell", 7, None],
    ids=["text", "no outputs", "no list", "a text", "a number", "nothing"],
)
def test_a_cell_without_a_list_of_outputs_takes_none(cell):
    text = json.dumps(notebook(cell, code("1")))
    more, data, took = added(text)
    assert (took, data["cells"][1]) == ({1}, cell)
    assert returned_text.without_additions(more) == text


def test_of_two_members_of_one_name_the_last_counts_as_it_does_for_readers():
    text = '{"cells": [1], "nbformat": 4, "cells": [{"cell_type": "code", "outputs": 0, "outputs": []}]}'
    more, data, took = added(text, {0: "x"})
    assert (took, len(data["cells"])) == ({0}, 2)
    assert more.startswith('{"cells": [1], ') and returned_text.without_additions(more) == text


TEXTS = st.text(max_size=12) | st.sampled_from(['"]}', "[{", f'"{RETURNED}":', "\\", "\ud800"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
OUTPUTS = st.builds(lambda text, rest: {**rest, **stream(text)}, TEXTS, st.dictionaries(TEXTS, VALUES, max_size=2))
CELLS = st.one_of(
    st.builds(lambda source, outputs: code(source, *outputs), TEXTS, st.lists(OUTPUTS, max_size=3)),
    st.builds(markdown, TEXTS),
    VALUES.filter(lambda value: RETURNED not in json.dumps(value)),
)
BOOKS = st.builds(
    lambda cells, rest: rest | notebook(*cells), st.lists(CELLS, max_size=5), st.dictionaries(TEXTS, VALUES)
)


@settings(max_examples=300, deadline=None)
@given(BOOKS, st.sampled_from(sorted(LAYOUTS)), st.sets(st.integers(0, 5)), TEXTS)
def test_any_notebook_comes_back_to_the_byte(data, layout, places, said):
    text = LAYOUTS[layout](data)
    more, took = returned_text.with_outputs(text, dict.fromkeys(places, said))
    assert took <= places
    more = returned_text.with_comment(more, said)
    json.loads(more.lstrip("\ufeff"))
    assert returned_text.without_additions(more) == text
    assert returned_text.untouched(more) and not returned_text.untouched(text)


def test_the_lessons_are_where_they_are_looked_for():
    assert len(LESSONS) == 7 and all(path.is_relative_to(ROOT) for path in LESSONS)


@pytest.mark.parametrize("indent", [1, 4, "\t"], ids=repr)
def test_in_a_file_of_lines_an_addition_stands_on_a_line_of_its_own(indent):
    more, _, _ = added(json.dumps(A_NOTEBOOK, indent=indent))
    step = indent if isinstance(indent, str) else " " * indent
    lines = [line for line in more.splitlines() if RETURNED in line]
    assert lines[0].startswith(f'{step * 2}{{"cell_type": "markdown"') and lines[0].endswith("},")
    assert [len(line) - len(line.lstrip()) for line in lines[1:]] == [len(step * 4), len(step * 3), len(step * 4)]
