"""README.md says what is so: its message, its figure, its settings and its tolerances."""

import re
from pathlib import Path

import nbformat.v4 as notebooks
import pytest
from nbformat import write
from nbval_tolerance import plugin
from nbval_tolerance.tolerance import NAMED

pytest_plugins = ["pytester"]

README = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
MESSAGE = next(block for block in re.findall(r"^```\n(.*?)^```", README, re.DOTALL | re.MULTILINE) if "->" in block)
(FIGURE,) = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
ROWS = [line for line in README.splitlines() if line.startswith("|")]  # of the two tables
DRAWING = """
import matplotlib
matplotlib.use("agg")
from matplotlib.figure import Figure
figure = Figure()
figure.subplots().plot([0, 1], [0.5, {end}], label="loss")
show(figure, "The loss falls to {end}.")
"""


@pytest.fixture
def failures(pytester, at_home):
    """Write a notebook, test it, and return the messages of the cells that failed."""

    def run(name, cells):
        write(notebooks.new_notebook(cells=cells), str(pytester.path / name))
        reports = pytester.inline_run("--nbval", "-pno:cacheprovider", name).getreports("pytest_runtest_logreport")
        return [one.longreprtext for one in reports if one.failed]

    return run


def code_cell(source, *outputs):
    return notebooks.new_code_cell(source, outputs=list(outputs), execution_count=1)


def test_the_message_is_what_pytest_says(failures, pytester):
    source = re.search(r"\n\n((?:    .*\n)+)", MESSAGE)[1].replace("\n    ", "\n").strip()
    printed = "step 0 loss 0.5000\nstep 1 loss 0.4600\nstep 2 loss 0.4050\n"
    heading = notebooks.new_markdown_cell("## Training")
    cells = [heading, code_cell("import math"), code_cell(source, notebooks.new_output("stream", text=printed))]
    (said,) = failures("loss.ipynb", cells)
    assert said.replace(f"{pytester.path}/", "").strip() == MESSAGE.strip()


def test_the_figure_is_compared_by_what_it_plots(failures):
    def stored(end, alternative):
        plotted = {"plotted": [f"loss: [[0.0, 0.5], [1.0, {end}]]"]}
        data = {"text/html": "", "text/plain": alternative, "application/vnd.course.figure+json": plotted}
        data["text/html"] = f'<img alt="{alternative}" src="data:image/png;base64,AAAA">'
        return notebooks.new_output("display_data", data=data)

    cells = [
        code_cell(FIGURE),
        code_cell(DRAWING.format(end=0.25), stored(0.250001, "The loss falls to 0.25.")),
        code_cell(DRAWING.format(end=0.25), stored(0.26, "The loss falls to 0.25.")),
        code_cell(DRAWING.format(end=0.25), stored(0.25, "The loss falls to 0.26.")),
    ]
    drawn, told = failures("figure.ipynb", cells)
    assert "Cell 2" in drawn and "what the figure plots, line 1: stored 0.26 -> computed 0.25" in drawn
    assert "Cell 3" in told and "alternative text, line 1: stored 0.26 -> computed 0.25" in told
    assert len(FIGURE.strip().splitlines()) <= 11


def test_every_option_and_setting_is_in_the_table():
    source = Path(plugin.__file__).read_text(encoding="utf-8")
    known = set(re.findall(r'add(?:option|ini)\("([\w-]+)"', source))
    assert len(known) == 7
    assert known | {"--nbval-cell-timeout"} == set(re.findall(r"`((?:--)?nbval[-_][\w-]+)`", "\n".join(ROWS)))


def test_every_tolerance_is_in_the_table():
    cells = [[cell.strip("` ") for cell in row.split("|")[1:4]] for row in ROWS]
    numbers = {name: (float(rtol or 0), float(atol or 0)) for name, rtol, atol in cells if name in NAMED}
    assert numbers == {name: (one.rtol, one.atol) for name, one in NAMED.items()}
