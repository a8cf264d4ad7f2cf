"""Running code that may fail, and showing of an error what a reader needs: its last line and where it happened.

A cell that breaks on purpose writes `with attempt():` above the line that may fail. The notebook goes on after it, and
the traceback is there, folded, for whoever wants it.
"""

import contextlib
import html
import linecache
import traceback

from helpers.checks import shown
from helpers.language import say


@contextlib.contextmanager
def attempt():
    """Run a block; when it raises, show the error's last line, the reader's own line, and the folded traceback."""
    try:
        yield
    except Exception as error:
        message = "".join(traceback.format_exception_only(type(error), error)).strip()
        way = list(_way(error.__traceback__))
        own = [step for step in way if not step.startswith(" ")]
        where = say("at {line}", line=own[-1]) if own else ""
        plain = f"{message}\n{where}".strip()
        folded = html.escape("\n".join([*way, message]))
        markup = f"<pre><b>{html.escape(message)}</b>\n{html.escape(where)}</pre>"
        title = say("The whole traceback")
        details = f"<details><summary>{title}</summary><pre>{folded}</pre></details>"
        shown.show(plain, markup + details)


def _way(steps):
    """A line for each step to the error: a line of the notebook, or the library that it passed through.

    Lines of a library differ with its version and stand in a folder of one machine, so that only its name is told.
    """
    library = None
    for frame, number in traceback.walk_tb(steps):
        name = frame.f_globals.get("__name__") or "?"
        if frame.f_code.co_filename == __file__:
            continue
        if name == "__main__":
            code = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip()
            yield say("line {number}: {code}", number=number, code=code)
        elif name.partition(".")[0] != library:
            yield "  " + say("inside {library}", library=name.partition(".")[0])
        library = None if name == "__main__" else name.partition(".")[0]
