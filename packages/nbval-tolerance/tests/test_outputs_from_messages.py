"""What is kept of a cell's messages is what Jupyter's own programs store."""

import random

import nbformat.v4 as notebooks
import pytest
from nbclient import NotebookClient
from nbval_tolerance.outputs_from_messages import captured, kept_outputs


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


def widget(name, cell, kind="comm_msg"):
    content = {"comm_id": name, "data": {"method": "update", "state": {"msg_id": cell}}}
    return {"msg_type": kind, "content": content, "parent_header": {"msg_id": "this"}}


CUSTOM = widget("a", "this")
CUSTOM["content"]["data"] = {"method": "custom", "content": {}}


@pytest.mark.parametrize(
    ("messages", "seen"),
    [
        pytest.param([stream("1"), widget("a", "this"), stream("2"), widget("a", ""), stream("3")], "13", id="one"),
        pytest.param([widget("a", "this", "comm_open"), stream("1")], "", id="from its making on"),
        pytest.param([widget("a", "other"), stream("1")], "1", id="of another cell"),
        pytest.param([widget("a", ""), stream("1")], "1", id="it is over"),
        pytest.param([widget("a", "this"), CUSTOM, stream("1")], "", id="a message about something else"),
        pytest.param(
            [widget("a", "this"), widget("b", "this"), stream("1"), widget("b", ""), stream("2"), widget("a", "")],
            "",
            id="one inside another",
        ),
    ],
)
def test_what_a_widget_captures_is_not_the_cells(messages, seen):
    widgets = []
    left = [one for one in messages if not captured(one, widgets)]
    assert "".join(one["content"]["text"] for one in left if one["msg_type"] == "stream") == seen


def test_a_widget_captures_errors_and_clearing_as_well():
    for kind in ("error", "clear_output", "display_data", "execute_result"):
        assert captured({"msg_type": kind, "content": {}}, ["a"])
        assert not captured({"msg_type": kind, "content": {}}, [])
    assert not captured({"msg_type": "status", "content": {}}, ["a"])


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
