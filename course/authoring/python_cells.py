"""The code of a cell as Python reads it, magics and shell lines taken for what IPython makes of them."""

from IPython.core.inputtransformer2 import TransformerManager

from helpers.checks.source import Parsed, parsed


def read(code) -> Parsed:
    """The syntax tree of a cell's code, or where Python stumbles.

    Of a cell magic only the lines below it are read; what stands below ``%%bash`` is no Python, and no fault.
    """
    lines = code.lstrip().splitlines()
    if lines and lines[0].startswith("%%"):
        below = parsed(_transformed("\n".join(["", *lines[1:]])))
        return below if below.tree else parsed("")
    return parsed(_transformed(code))


def _transformed(code):
    start = len(code) - len(code.lstrip())
    above = code[:start].count("\n")  # which IPython drops, and with them the numbers of the lines
    try:
        return "\n" * above + TransformerManager().transform_cell(code)
    except SyntaxError:  # which parsing it as it is says better
        return code
