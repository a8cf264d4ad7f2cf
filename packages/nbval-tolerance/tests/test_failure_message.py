"""What an author reads when a cell fails."""

from pathlib import Path

import pytest
from nbval_tolerance.failure_message import Place, heading_above, message
from nbval_tolerance.plugin import ACCEPT
from nbval_tolerance.text_differences import differences

NOTEBOOK = Path("lessons") / "02 loops.ipynb"


def test_a_message_names_lesson_heading_cell_code_differences_and_the_command():
    place = Place(NOTEBOOK, "Gradients add up", 7, "w.grad")
    found = differences("loss 0.5", "lost 0.6")
    text = message(place, "the output differs", found, accept="make {stem}")
    parts = [
        "02 loops.ipynb, Cell 7",
        "Gradients add up",
        "    w.grad",
        "stored loss -> computed lost (exact",
        "stored 0.5 -> computed 0.6 (absolute difference 0.1, relative 0.167; allowed 6.1e-05 by default: rtol 0.0001",
        "If the new output is right, store it: make 02 loops",
    ]
    assert [text.find(part) for part in parts] == sorted(text.find(part) for part in parts)
    assert text.find(parts[0]) == 0


def test_long_code_and_long_lists_are_cut_and_say_so():
    place = Place(NOTEBOOK, "", 0, "\n".join(f"x{n} = 1" for n in range(10)))
    text = message(place, "differs", differences("1 " * 150, "2 " * 150))
    assert "x5 = 1\n    ... (4 more lines)" in text
    assert "... and 50 more" in text
    assert "x6" not in text


@pytest.mark.parametrize(
    ("template", "command"),
    [
        (ACCEPT, f'jupyter nbconvert --to notebook --execute --inplace "{NOTEBOOK}"'),
        ("make {stem}", "make 02 loops"),
        ("again '{path}' ${HOME}", f"again '{NOTEBOOK}' ${{HOME}}"),
    ],
    ids=["default", "stem", "path"],
)
def test_the_command_that_stores_new_outputs_is_the_settings(template, command):
    assert message(Place(NOTEBOOK, "", 0, "1"), "differs", accept=template).endswith(f"store it: {command}")


def test_a_message_names_no_command_where_there_is_none():
    assert "store it" not in message(Place(NOTEBOOK, "", 0, "1"), "raised an exception")


def test_the_heading_is_the_last_one_above_the_cell_outside_code():
    cells = [
        {"cell_type": "markdown", "source": "# Title\n\n## First"},
        {"cell_type": "code", "source": "# not a heading"},
        {"cell_type": "markdown", "source": "#no heading\n```python\n# a comment\n```"},
        {"cell_type": "code", "source": "1"},
        {"cell_type": "markdown", "source": "## Second ##"},
    ]
    assert heading_above(cells, 3) == "First"
    assert heading_above(cells, 5) == "Second"
    assert heading_above(cells, 0) == ""


def test_a_notebook_with_a_cell_that_lacks_its_text_still_has_headings():
    assert heading_above([{"cell_type": "markdown", "source": "# First"}, {"cell_type": "markdown"}], 2) == "First"
