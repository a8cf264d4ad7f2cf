"""What is kept of a cell's messages is what Jupyter's own programs store."""

import random

import nbformat.v4 as notebooks
import pytest
from nbclient import NotebookClient
from nbval_tolerance.outputs_from_messages import changes_outputs, kept_outputs


def stream(text):
    return {"msg_type": "stream", "content": {"name": "stdout", "text": text}}


def clear(wait):
    return {"msg_type": "clear_output", "content": {"wait": wait}}


def shown(text, name=None, kind="display_data"):
    transient = {} if name is None else {"display_id": name}
    return {"msg_type": kind, "content": {"data": {"text/plain": text}, "metadata": {}, "transient": transient}}


def texts(*messages):
    return [one.get("text") or one["data"]["text/plain"] for one in kept_outputs(whole(messages))]


def whole(messages):
    return [{**message, "header": {"msg_type": message["msg_type"]}, "parent_header": {}} for message in messages]


@pytest.mark.parametrize(
    ("messages", "kept"),
    [
        pytest.param([stream("a"), shown("b")], ["a", "b"], id="nothing taken back"),
        pytest.param([stream("a"), clear(False)], [], id="cleared"),
        pytest.param([stream("a"), clear(True)], ["a"], id="cleared once something comes, and nothing came"),
        pytest.param([stream("a"), clear(True), stream("b"), stream("c")], ["b", "c"], id="cleared by what comes"),
        pytest.param([shown("a", "x"), shown("b", "x", "update_display_data")], ["b"], id="updated"),
        pytest.param([shown("a", "x"), shown("b", "y", "update_display_data")], ["a"], id="another is updated"),
        pytest.param([shown("a", "x"), clear(False), shown("b", "x", "update_display_data")], [], id="too late"),
        pytest.param(
            [shown("a", "x"), shown("b", "x"), shown("c", "x", "update_display_data")], ["c", "c"], id="twice"
        ),
    ],
)
def test_what_is_kept(messages, kept):
    assert texts(*messages) == kept
    assert changes_outputs(messages) == any(
        message["msg_type"] not in ("stream", "display_data") for message in messages
    )


def test_nbclient_keeps_the_same():
    draw = random.Random(0)
    updates = [shown(text, "x", "update_display_data") for text in "de"]
    choices = [stream("a"), stream("b"), clear(True), clear(False), shown("c", "x"), shown("c"), *updates]
    for _ in range(300):
        messages = whole(draw.choices(choices, k=6))
        cell = notebooks.new_code_cell()
        client = NotebookClient(notebooks.new_notebook(cells=[cell]))
        client.clear_before_next_output = False  # as where it runs a cell
        for message in messages:
            client.process_message(message, cell, 0)
        assert joined(kept_outputs(messages)) == joined(cell.outputs)


def joined(outputs):
    """The outputs with neighbouring pieces of text as one."""
    found = []
    for output in outputs:
        text = output.get("text")
        if text and found and isinstance(found[-1], str):
            found[-1] += text
        else:
            found.append(text or output["data"]["text/plain"])
    return found
