"""What the checks of a lesson that has been run say: right for each answer of the author's, to do for each stub."""

from course.authoring.source_faults import tags_of
from helpers.checks.shown import MIME


def faults(source, notebook, expected, known=()):
    """Checks that say something else than they should, one line each.

    Args:
        source: the lesson, for where its cells stand.
        notebook: its cells with their outputs.
        expected: the outcome of every check, "right" or "todo".
        known: ids that helpers/ declares; a check of one of them shows a verdict.
    """
    found = []
    for place, cell in enumerate(notebook.cells):
        outputs = [output["data"] for output in cell.get("outputs", []) if MIME in output.get("data", {})]
        exercise, is_check = cell.metadata.get("exercise"), "check" in tags_of(cell)
        if outputs and not is_check:
            found.append((place, "shows a check's verdict without the tag of a check."))
        elif is_check and exercise in known and not outputs:
            found.append((place, f"shows no verdict on {exercise}; expected a check(...) of its answer."))
        elif is_check:
            found += [(place, sentence) for sentence in _unexpected(outputs, exercise, expected)]
    return [f"{source.where(place)} {sentence}" for place, sentence in found]


def _unexpected(outputs, exercise, expected):
    whose = "the author's answer" if expected == "right" else "the learner's stub"
    for data in outputs:
        said = data[MIME]
        if (said.get("exercise"), said.get("outcome")) != (exercise, expected):
            yield f"says of {whose} '{data.get('text/plain')}'; expected '{expected}' for {exercise}."
