"""Running a notebook's cells in this process, with the outputs a kernel would give.

One import of torch serves every notebook, and a fork keeps the state that the cells so far have made. The audit needs
both; a learner's notebook is never run this way. One difference: a SyntaxError names another file.

``python -m course.checking.in_process NOTEBOOK...`` runs notebooks and compares nothing: no check can be faster.
"""

import contextlib
import io
import sys
from unittest import mock

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import read
from nbformat.v4 import new_output


class _Results(DisplayHook):
    """The value of a cell's last line, kept as an output."""

    def write_output_prompt(self):
        """Write no prompt: an output has none of its own."""

    def write_format_data(self, format_dict, md_dict=None):
        """Keep the value in all its forms."""
        self.shell.outputs.append(new_output("execute_result", data=format_dict, metadata=md_dict or {}))

    def log_output(self, format_dict):
        """Keep no log."""

    def finish_displayhook(self):
        """End no line."""


class _Displays(DisplayPublisher):
    """What a cell displays, kept as outputs."""

    def publish(self, data, metadata=None, **_):
        """Keep one display."""
        self.shell.outputs.append(new_output("display_data", data=dict(data), metadata=metadata or {}))


class _Stream(io.TextIOBase):
    """What a cell writes to one stream, kept as outputs; pieces that follow one another are one output."""

    def __init__(self, name, outputs):
        self.name, self.outputs = name, outputs

    def write(self, text):
        """Keep a piece of text."""
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == self.name:
            last["text"] += text
        elif text:
            self.outputs.append(new_output("stream", name=self.name, text=text))
        return len(text)


class Notebook(InteractiveShell):
    """The state of one notebook: run its cells in order with `run`. One at a time in a process."""

    displayhook_class = _Results
    display_pub_class = _Displays

    def __init__(self):
        type(self).clear_instance()
        self.outputs = []
        super().__init__(user_ns={})
        type(self)._instance = self
        InteractiveShell._instance = self  # what `get_ipython` and `display` look up

    def run(self, source):
        """Outputs of one code cell, as nbformat writes them.

        Args:
            source: the cell's code.
        """
        self.outputs.clear()
        streams = _Stream("stdout", self.outputs), _Stream("stderr", self.outputs)
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            self.run_cell(source, store_history=False, silent=False)
        return list(self.outputs)

    def _showtraceback(self, etype, evalue, stb):
        """Keep an error as an output; its frames are not compared and not kept."""
        self.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=[]))

    def init_history(self):
        """A history that writes to no file."""
        self.config.HistoryManager.enabled = False
        super().init_history()


class Unrendered(Notebook):
    """A notebook whose figures are laid out and not rendered, for what compares what they plot and never a pixel."""

    def run(self, source):
        """Outputs of one code cell; a picture among them is empty.

        Args:
            source: the cell's code.
        """
        figures = sys.modules.get("helpers.figures")  # which a cell without figures does not need
        with mock.patch.object(figures, "png", _laid_out) if figures else contextlib.nullcontext():
            return super().run(source)


def _laid_out(figure):
    """No bytes; what cannot be drawn raises, and limits and ticks are settled, as by rendering."""
    figure.draw_without_rendering()
    return b""


def main(paths):
    """How many code cells these notebooks have; all of them are run, in order."""
    count = 0
    for path in paths:
        state = Notebook()
        for cell in read(path, as_version=4).cells:
            if cell.cell_type == "code":
                state.run(cell.source)
                count += 1
    return count


if __name__ == "__main__":
    print(f"{main(sys.argv[1:])} cells")
