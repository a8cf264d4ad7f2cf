"""What a notebook keeps of the messages of one cell: nbval has no answer to a display that is cleared or updated.

Nor has it one to an Output widget, which ``interact`` uses as well: what it captures is shown in the widget.
"""

from collections.abc import Iterable

from nbformat import NotebookNode, from_dict

# What is kept of each. nbformat's output_from_msg keeps the same, and checks it against a schema, which takes longer
# than to compare it.
OUTPUTS = {
    "display_data": ("metadata", "data"),
    "error": ("ename", "evalue", "traceback"),
    "execute_result": ("metadata", "data", "execution_count"),
    "stream": ("name", "text"),
}


def captured(message: dict, widgets: list[str]) -> bool:
    """Whether a widget shows this message in place of the cell.

    Args:
        message: one about the cell; each is asked for, in order.
        widgets: those that capture now; empty at first, and kept up to date here.
    """
    kind, content = message["msg_type"], message["content"]
    if kind in ("comm_open", "comm_msg"):
        cell = (content["data"].get("state") or {}).get("msg_id")  # whose outputs the widget takes; "": no more
        if cell == message["parent_header"]["msg_id"]:
            widgets.append(content["comm_id"])
        elif cell is not None and content["comm_id"] in widgets:
            widgets.remove(content["comm_id"])
    return bool(widgets) and kind in (*OUTPUTS, "clear_output")


def kept_outputs(messages: Iterable[dict]) -> list[NotebookNode]:
    """The outputs in a cell once all its messages have come, as Jupyter's own programs store them.

    Args:
        messages: from the kernel's iopub channel, in order. Those that show nothing are passed over; a display of
            another cell stays as it was when that cell was compared.
    """
    outputs, by_display, clear_next = [], {}, False
    for message in messages:
        kind, content = message["msg_type"], message["content"]
        name = content.get("transient", {}).get("display_id")
        if kind == "clear_output" and content["wait"]:
            clear_next = True
        elif kind == "clear_output" or (clear_next and kind in OUTPUTS):
            outputs, by_display, clear_next = [], {}, False
        for output in by_display.get(name, ()):  # another display of the same name updates the earlier ones as well
            output.update(data=content["data"], metadata=content["metadata"])
        if kind in OUTPUTS:
            outputs.append(from_dict({"output_type": kind, **{key: content[key] for key in OUTPUTS[kind]}}))
            if name is not None:
                by_display.setdefault(name, []).append(outputs[-1])
    return outputs
