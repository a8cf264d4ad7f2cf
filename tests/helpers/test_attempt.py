"""Code that breaks on purpose: what is shown of its error, and what of it is the same on every machine."""

import re

import pytest

from course.checking.in_process import Notebook

FAILING = "from helpers.attempt import attempt\nimport numpy as np\n\nwith attempt():\n    np.zeros(4) - np.zeros(3)"
DEEP = "def halve(x):\n    return torch.tensor([1.0, 2.0]).reshape(x)\n\n\nimport torch\nwith attempt():\n    halve(3)"


def shown(*cells):
    """The one display of the last cell, in plain text and as HTML."""
    state = Notebook()
    for cell in cells:
        outputs = state.run(cell)
    (output,) = outputs
    return output["data"]["text/plain"], output["data"]["text/html"]


def test_an_error_is_told_in_its_last_line_and_the_readers_own_line():
    plain, markup = shown(FAILING)
    message, where = plain.splitlines()
    assert message.startswith("ValueError: operands could not be broadcast together with shapes (4,) (3,)")
    assert where == "at line 5: np.zeros(4) - np.zeros(3)"
    before, folded = markup.split("<details>")
    assert "broadcast" in before and "np.zeros(4) - np.zeros(3)" in before
    assert "broadcast" in folded


def test_the_traceback_leads_from_the_cell_to_the_function_that_failed_and_names_no_place_on_this_machine():
    plain, markup = shown(FAILING, DEEP)
    assert plain.endswith("at line 2: return torch.tensor([1.0, 2.0]).reshape(x)")
    folded = markup.split("<details>")[1]
    assert folded.index("line 7: halve(3)") < folded.index("line 2: return")
    assert not re.search(r"/|\.py|0x", re.sub(r"</?\w+>", "", folded))


def test_libraries_on_the_way_are_named_once():
    _, markup = shown(FAILING, "import json\nwith attempt():\n    json.loads('{')")
    assert markup.count("inside json") == 1


@pytest.mark.parametrize("body", ["print(1)", "1 + 1"])
def test_what_does_not_fail_shows_nothing_of_its_own(body):
    state = Notebook()
    outputs = [state.run(cell) for cell in (FAILING, f"with attempt():\n    {body}")][-1]
    assert [output["output_type"] for output in outputs] in ([], ["stream"])


def test_a_stopped_cell_is_not_taken_for_a_failing_one():
    state = Notebook()
    outputs = [state.run(cell) for cell in (FAILING, "with attempt():\n    raise KeyboardInterrupt")][-1]
    assert [output.get("ename") for output in outputs] == ["KeyboardInterrupt"]
