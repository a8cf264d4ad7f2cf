"""The solutions of all lessons: which lesson a notebook is, and its answers beside the solution's."""

from pathlib import Path

from course import CourseError, places
from course.authoring.answer_markers import without_answers
from course.classroom.matching import pairing
from course.classroom.matching.pairing import Paired
from course.classroom.matching.reference import Reference
from course.classroom.reading.handed_in import UnreadableError
from course.classroom.reading.notebook_file import Notebook

ENOUGH = 4  # points that make a notebook one of a lesson; see `Reference.likeness`
HANDED_IN = 12  # points that make it a lesson beside the one that fits best, and not names that two lessons share


class Solutions:
    """The solutions that notebooks are compared with.

    Attributes:
        contents: the bytes of each lesson's solution.
        references: what is read in them.
    """

    def __init__(self, root: Path):
        lessons = [lesson for lesson in places.lessons(root) if lesson.solution.is_file()]
        if not lessons:
            raise CourseError(f"found no solution notebook in {root / places.SOLUTIONS}. What to do: `make build`.")
        self.contents = [lesson.solution.read_bytes() for lesson in lessons]
        self.references = [Reference.of(lesson.name, one) for lesson, one in zip(lessons, self.contents, strict=True)]

    def paired(self, notebook: Notebook) -> Paired:
        """A notebook with the solution of its lesson, which is told by the content.

        Raises:
            UnreadableError: it is of another course.
        """
        points = {one.lesson: one.likeness(notebook) for one in self.references}
        chosen = max(self.references, key=lambda one: points[one.lesson])
        if points[chosen.lesson] < ENOUGH:
            raise UnreadableError(f"No lesson of this course: no cell of {', '.join(points)} is in it.")
        others = [name for name, found in points.items() if name != chosen.lesson and found >= HANDED_IN]
        beside = f"Not looked at, since a file is one lesson: {', '.join(others)}." if others else ""
        return pairing.paired(notebook, chosen, beside)


def beyond_answers(paired: Paired) -> list[str]:
    """What differs between a lesson's notebook and its solution besides the answers, and answers that do not differ.

    Args:
        paired: the lesson in notebooks/ with the same lesson in solutions/.
    """
    mine = {cell.id: cell for cell in paired.notebook.cells}
    ours = {cell.id: cell for cell in paired.reference.notebook.cells}
    found = [f"cell {name} is only in the learners' notebook" for name in mine if name not in ours]
    found += [f"cell {name} is only in the solution" for name in ours if name not in mine]
    for name in (name for name in mine if name in ours):
        source = ours[name].source
        expected = without_answers(source) if ours[name].kind == "code" else source
        if mine[name].source != expected:
            found.append(f"cell {name} differs in more than an answer")
        elif "exercise" in ours[name].tags and expected == source:
            found.append(f"cell {name} gives the learner all of the solution: no answer stands between markers")
    if not found and list(mine) != list(ours):
        found.append("the cells stand in another order")
    return [f"{paired.reference.lesson}: {sentence}. Run `make build`." for sentence in found]
