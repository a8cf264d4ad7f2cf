"""What an author reads when a cell fails."""

import pytest
from nbval_tolerance.differences import differences
from nbval_tolerance.failure_message import Place, accept_command, heading_above, message


@pytest.fixture
def course(tmp_path):
    for folder in ("solutions", "notebooks", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "solutions" / "02_loops.py").touch()
    return tmp_path


def test_a_message_names_lesson_heading_cell_code_differences_and_the_command(course):
    place = Place(course / "notebooks" / "02_loops.ipynb", "Gradients add up", 7, "w.grad")
    found = differences("loss 0.5", "lost 0.6")
    text = message(place, "the output differs", found, accept=True)
    parts = [
        "02_loops.ipynb, Cell 7",
        "Gradients add up",
        "    w.grad",
        "stored loss -> computed lost (exact",
        "stored 0.5 -> computed 0.6 (absolute difference 0.1, relative 0.167; allowed 6.1e-05 by default: rtol 0.0001",
        "python -m course build 02_loops",
    ]
    assert [text.find(part) for part in parts] == sorted(text.find(part) for part in parts)
    assert text.find(parts[0]) == 0


def test_long_code_and_long_lists_are_cut_and_say_so(course):
    place = Place(course / "a.ipynb", "", 0, "\n".join(f"x{n} = 1" for n in range(10)))
    text = message(place, "differs", differences("1 " * 150, "2 " * 150))
    assert "x5 = 1\n    ... (4 more lines)" in text
    assert "... and 50 more" in text
    assert "x6" not in text


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("solutions/02_loops.ipynb", "python -m course build 02_loops"),
        ("notebooks/02_loops.ipynb", "python -m course build 02_loops"),
        ("notebooks/other.ipynb", "jupyter nbconvert"),
        ("elsewhere/02_loops.ipynb", "jupyter nbconvert"),
    ],
)
def test_the_command_that_stores_new_outputs_fits_the_notebook(course, path, command):
    assert accept_command(course / path).startswith(command)


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
