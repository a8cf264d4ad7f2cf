"""The solutions of all lessons: which lesson a notebook is, and its answers beside the solution's."""

from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from course import CourseError, command, places
from course.authoring.answer_markers import LessonError, without_answers
from course.authoring.hand_edits import line_with
from course.classroom.matching import pairing
from course.classroom.matching.pairing import Paired
from course.classroom.matching.reference import Reference
from course.classroom.reading.handed_in import UnreadableError
from course.classroom.reading.notebook_file import Notebook, read
from course.languages import OTHERS
from helpers.language import ENGLISH, LANGUAGES, say, speaking

ENOUGH = 4  # points that make a notebook one of a lesson; see `Reference.likeness`
HANDED_IN = 12  # points that make it a lesson beside the one that fits best, and not names that two lessons share


class Solutions:
    """The solutions that notebooks are compared with.

    Attributes:
        contents: the bytes of each lesson's solution, in every language.
        references: what is read in them by language; where an edition is missing, the English one.
    """

    def __init__(self, root: Path):
        lessons = [lesson for lesson in places.lessons(root) if lesson.solution.is_file()]
        if not lessons:
            raise CourseError(f"found no solution notebook in {root / places.SOLUTIONS}. Run `{command('build')}`.")
        self.contents = [lesson.solution.read_bytes() for lesson in lessons]
        english = [Reference.of(lesson.name, one) for lesson, one in zip(lessons, self.contents, strict=True)]
        self.references = {ENGLISH: english} | {language: english.copy() for language in OTHERS}
        for language in OTHERS:
            for place, lesson in enumerate(lessons):
                edition = replace(lesson, language=language).solution
                if edition.is_file():
                    self.contents.append(edition.read_bytes())
                    self.references[language][place] = english[place].in_edition(self.contents[-1])

    def paired(self, notebook: Notebook) -> Paired:
        """A notebook with the solution of its lesson, which is told by the content.

        Raises:
            UnreadableError: it is of another course.
        """
        references = self.references[notebook.spoken]
        points = {one.lesson: one.likeness(notebook) for one in references}
        chosen = max(references, key=lambda one: points[one.lesson])
        if points[chosen.lesson] < ENOUGH:
            raise UnreadableError(f"No lesson of this course: no cell of {', '.join(points)} is in it.")
        others = [name for name, found in points.items() if name != chosen.lesson and found >= HANDED_IN]
        with speaking(ENGLISH):
            english = _beside(notebook, others)
        return replace(pairing.paired(notebook, chosen), beside=_beside(notebook, others), english_beside=english)


def _beside(notebook: Notebook, others: list[str]) -> str:
    """What to say of a notebook in which there are other lessons too, or whose language the course does not speak."""
    said = []
    if others:
        said.append(say("Not looked at, since a file is one lesson: {lessons}.", lessons=", ".join(others)))
    if notebook.language not in LANGUAGES:
        words = {"language": notebook.language, "known": ", ".join(LANGUAGES)}
        said.append(say("Read as English: it imports helpers.{language}, and the course speaks {known}.", **words))
    return " ".join(said)


def beyond_answers(paired: Paired, text: str) -> list[str]:
    """What differs between a lesson's notebook and its solution besides the answers, and answers that do not differ.

    Args:
        paired: the lesson in notebooks/ with the same lesson in solutions/.
        text: of its file in notebooks/, for the numbers of its lines.
    """
    mine = {cell.id: cell for cell in paired.notebook.cells}
    ours = {cell.id: cell for cell in paired.reference.notebook.cells}
    found = [(name, "is only in the learners' notebook") for name in mine if name not in ours]
    found += [(name, "is only in the solution") for name in ours if name not in mine]
    for name in (name for name in mine if name in ours):
        source = ours[name].source
        expected = without_answers(source) if ours[name].kind == "code" else source
        if mine[name].source != expected:
            found.append((name, "differs in more than an answer"))
        elif "exercise" in ours[name].tags and expected == source:
            found.append((name, "gives the learner all of the solution: no answer stands between markers"))
    if not found and list(mine) != list(ours):
        first = next(name for name, other in zip(mine, ours, strict=True) if name != other)
        found.append((first, "stands in another place than in the solution"))
    path = f"{places.NOTEBOOKS}/{paired.reference.lesson}.ipynb"
    return [
        f"{path}:{line_with(text, _id_line(name))}: cell {name} {sentence}. Run `{command('build')}`."
        for name, sentence in found
    ]


def not_built(root: Path) -> list[str]:
    """What a build refuses in solutions/, would discard, or has not made yet: each by file and line; nothing is run."""
    from course.authoring import drafts  # which brings Jupytext and nbformat: seconds that a class need not wait

    found = []
    for lesson in places.lessons(root):
        try:
            made = drafts.of(lesson)
        except LessonError as error:
            found += error.faults
            continue
        edits = made.edits_by_hand()
        found += edits.values()
        if lesson.solution not in edits and lesson.solution.is_file():
            text = lesson.solution.read_text(encoding="utf-8")
            stored = [cell.source for cell in read(text.encode()).cells]
            pairs = zip_longest(made.solution.notebook.cells, stored)
            changed = [one for one, source in pairs if one is None or one.source != source]
            if changed:
                line = line_with(text, _id_line(changed[0].id)) if changed[0] else 1
                path = lesson.solution.relative_to(root).as_posix()
                found.append(f"{path}:{line}: is not what {lesson.source.name} gives. Run `{command('build')}`.")
    return found


def _id_line(name: str | None) -> str:
    return f'"id": "{name}"'
