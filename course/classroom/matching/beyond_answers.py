"""What differs between a lesson's notebook and its solution besides the answers: it should be nothing."""

from course.authoring.answer_markers import without_answers
from course.classroom.matching.reference import Reference
from course.classroom.reading.notebook_file import Notebook


def beyond_answers(notebook: Notebook, reference: Reference) -> list[str]:
    """A sentence for each cell that is not what the solution gives a learner.

    Args:
        notebook: the lesson in notebooks/.
        reference: the same lesson in solutions/.
    """
    mine = {cell.id: cell for cell in notebook.cells}
    ours = {cell.id: cell for cell in reference.notebook.cells}
    found = [f"cell {name} is only in the learners' notebook" for name in mine if name not in ours]
    found += [f"cell {name} is only in the solution" for name in ours if name not in mine]
    for name in (name for name in mine if name in ours):
        source = ours[name].source
        expected = without_answers(source) if ours[name].kind == "code" else source
        if mine[name].source != expected:
            found.append(f"cell {name} differs in more than an answer")
    if not found and list(mine) != list(ours):
        found.append("the cells stand in another order")
    return [f"{reference.lesson}: {sentence}. Run `make build`." for sentence in found]
