"""The 86 lines that two students' notebooks printed are all shown again by the lessons that replay them."""

import json
import math
import re
from pathlib import Path

import nbformat
import pytest

from course import places

# lesson: the lines as their notebooks printed them, copied digit by digit.
PRINTED = json.loads((Path(__file__).parents[1] / "data" / "printed_lines.json").read_text(encoding="utf-8"))
LINES = [(lesson, line) for lesson, lines in PRINTED.items() for line in lines]
NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]\d+)?|-?\d+")
LOSS_TOLERANCE = 1e-5  # relative: a float32 carries about seven digits, the eighth decimal is noise
PARAMETER_TOLERANCE = 1e-6  # absolute


def shown_lines(lesson):
    """Every line in the stored outputs of a lesson's solution."""
    notebook = nbformat.read(lesson.solution, as_version=4)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return [line.strip() for text in texts for line in text.splitlines()]


def agrees(printed, shown):
    """Whether a line shows what was printed: the same words, each number equal but for the noise of a float32."""
    if NUMBER.sub("#", printed.strip()) != NUMBER.sub("#", shown):
        return False
    return all(
        ours == theirs
        or (
            "." in theirs
            and math.isclose(float(theirs), float(ours), rel_tol=LOSS_TOLERANCE, abs_tol=PARAMETER_TOLERANCE)
        )
        for theirs, ours in zip(NUMBER.findall(printed), NUMBER.findall(shown), strict=True)
    )


def test_there_are_86_lines():
    assert len(LINES) == 86


@pytest.mark.parametrize(("number", "line"), LINES, ids=[f"{lesson} {line.strip()[:40]}" for lesson, line in LINES])
def test_a_line_of_the_students_notebooks_is_shown_again(number, line):
    (lesson,) = places.find([number])
    assert [shown for shown in shown_lines(lesson) if agrees(line, shown)], f"{lesson.name} shows no line like {line!r}"


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        pytest.param("epoch 2: w = 1.680, loss =4.79999924", True, id="as printed"),
        pytest.param("epoch 2: w = 1.680, loss =4.80000067", True, id="rounded elsewhere"),
        pytest.param("epoch 2: w = 1.680, loss =4.80006", False, id="another loss"),
        pytest.param("epoch 2: w = 1.681, loss =4.79999924", False, id="another weight"),
        pytest.param("epoch 3: w = 1.680, loss =4.79999924", False, id="another epoch"),
        pytest.param("step 2: w = 1.680, loss =4.79999924", False, id="other words"),
    ],
)
def test_a_line_agrees_only_when_its_numbers_do(shown, same):
    assert agrees("epoch 2: w = 1.680, loss =4.79999924", shown) is same
