"""A report of `course grade` to look at: a class in which nobody is named, graded when the site is made.

Answers are those of `tests/exercises`, so that each wrong one is a mistake that its exercise declares, and the code
that judges them is the real one, behind the wall: what stands on the first line of a report is shown as it is for a
class. So there is no sample, and a page that says why, where a machine has no wall. `--trust` is no way out: the page
would begin with a warning that no instructor should get used to.
"""

import os
import re
import shutil
import subprocess
import sys

import nbformat
from warm_kernels import reason_against_forking

from course import CourseError
from course.authoring import answer_samples
from course.classroom.jail import wall
from course.files import make_folder, write_text
from course.site import built_lessons, output, sample_report_page
from course.site.parts import Part
from helpers import exercises
from helpers.language import say

# How each learner answers, exercise by exercise: r right, t not begun, a number for which of the known mistakes.
CLASS = {
    "A": "rrrrrr",
    "B": "rrr0rr",
    "C": "2rrr0r",
    "D": "r00r0r",
    "E": "0rrrr0",
    "F": "r0101t",
    "G": "20r1tt",
    "H": "rttttt",
}
SAMPLE, HANDED_IN, REPORT, DONE = "sample", "class", "reports", "made-from"  # a folder, and what is kept in it
# What a report depends on, besides the lesson.
JUDGING = ("helpers/**/*.*", "course/authoring/*.py", "course/classroom/**/*.*", "course/marking/**/*.*")
JUDGING += ("packages/*/src/**/*.py", "course/site/sample_report.py", "course/places.py")


def graded(lesson, languages, working):
    """Why there is no sample report here; "" once one of this lesson stands in the working folder.

    Args:
        lesson: `places.Lesson`, in English.
        languages: two letters each; the class is divided among them.
        working: the folder that keeps it for the next time, if nothing has changed then.

    Raises:
        CourseError: the grading failed.
    """
    kept, new = working / SAMPLE, working / f"{SAMPLE}.new"
    shutil.rmtree(new, ignore_errors=True)  # of a run that was interrupted
    if missing := " ".join(wall.missing_walls()) or reason_against_forking():
        shutil.rmtree(kept, ignore_errors=True)
        return missing
    own = [f"{folder}/**/{lesson.name}.ipynb" for folder in ("solutions", "notebooks")]
    made_from = output.inputs(lesson.root, [*JUDGING, *own, f"tests/exercises/*_{lesson.number}.py"])
    if (kept / DONE).is_file() and (kept / DONE).read_text(encoding="utf-8") == made_from:
        return ""
    _hand_in(lesson, languages, new / HANDED_IN)
    _grade(lesson.root, new)
    write_text(new / DONE, made_from)
    shutil.rmtree(kept, ignore_errors=True)
    new.rename(kept)
    return ""


def languages_of(learners, languages):
    """The language of each learner's notebook: the first of them have the first language, and so on."""
    return {one: languages[place * len(languages) // len(learners)] for place, one in enumerate(learners)}


def _hand_in(lesson, languages, folder):
    """Write each learner's notebook: the learner's lesson of a language, answers in the place of its stubs."""
    samples = answer_samples.read(lesson.root / "tests" / "exercises" / f"lesson_{lesson.number}.py")
    for place, (learner, language) in enumerate(languages_of(CLASS, languages).items()):
        notebook = built_lessons.stored(built_lessons.in_language(lesson, language))
        cells = {
            cell.metadata.get("exercise"): cell
            for cell in notebook.cells
            if "exercise" in cell.metadata.get("tags", ())
        }
        for exercise, how in zip(exercises.of_lesson(lesson.number), CLASS[learner], strict=False):
            if how != "t":
                cells[exercise.id].source = _answer(exercise, how, place, samples)
        make_folder(folder / learner)
        nbformat.write(notebook, folder / learner / f"{lesson.name}.ipynb")


def _answer(exercise, how, place, samples):
    """The code of an answer, below the imports that it needs."""
    wanted = ("right", None) if how == "r" else ("wrong", exercise.mistakes[int(how)].id)
    found = [one for one in samples if one.words == (exercise.id, *wanted)]
    sample = found[place % len(found)]
    imports = [line for line in sample.before.splitlines() if line.startswith("import ")]
    needed = [line for line in imports if re.search(rf"\b{line.split()[-1]}\.", sample.source)]
    return "\n".join([*needed, sample.source.strip()])


def _grade(root, folder):
    """Let the command grade the class in a folder, as an instructor would there."""
    verb = [sys.executable, "-m", "course", "grade", HANDED_IN, "--out", REPORT]
    folders = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(folders)}
    ended = subprocess.run(verb, cwd=folder, env=environment, capture_output=True, text=True)
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip()[-2000:]
        raise CourseError(
            f"`course grade` ended with {ended.returncode} on the site's invented class, expected 0; the site stays as "
            f"it was. What it said:\n{said}"
        )


def of(working, left_out, lesson, languages):
    """The part of the site, in the language that is spoken.

    Args:
        working: the folder in which `graded` keeps the report.
        left_out: what that gave.
        lesson: `built_lessons.Lesson` that the class handed in.
        languages: that were divided among the class.
    """
    report = working / SAMPLE / REPORT
    found = [] if left_out else sorted(path for path in report.rglob("*") if path.is_file())
    beside = {f"{REPORT}/{path.relative_to(report).as_posix()}": path.read_bytes() for path in found}
    text = sample_report_page.text(beside, left_out, lesson.opening.title, languages_of(CLASS, languages))
    return Part(say("For instructors"), {"sample-report": text}, beside)
