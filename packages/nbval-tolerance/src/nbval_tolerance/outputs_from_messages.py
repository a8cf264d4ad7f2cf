"""What a notebook keeps of the messages of one cell: nbval has no answer to a display that is cleared or updated."""

from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

CHANGES = ("clear_output", "update_display_data")
OUTPUTS = ("display_data", "error", "execute_result", "stream")


def changes_outputs(messages: Iterable[dict]) -> bool:
    """Whether one of the messages takes back, or alters, what another has shown."""
    return any(message["msg_type"] in CHANGES for message in messages)


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
            outputs.append(output_from_msg(message))
            if name is not None:
                by_display.setdefault(name, []).append(outputs[-1])
    return outputs
