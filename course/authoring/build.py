"""Make each lesson's notebooks and its learner's copy from solutions/, in one direction.

Only what changed is run again; `--check` runs and changes nothing, and says what is out of step with its source.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

from warm_kernels import warm_kernels

from course import CourseError, lesson_libraries, places
from course.authoring import drafts, translations
from course.authoring.answer_markers import LessonError
from course.files import make_folder, write_text
from course.progress import progress_bar

FINE, FAULT = 0, 1


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name, such as 01; all when left out")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is out of step, and exit 1")
    parser.add_argument("--force", action="store_true", help="discard edits by hand in files that a build makes")


def run(options, root=places.ROOT):
    """Exit status: 0 when every file is as its source gives it."""
    chosen = places.find(options.lessons, root)
    made, found = _of_translations(root)
    if options.check:
        faults = [fault for each in chosen for edition in _editions(each) for fault in drafts.out_of_step(edition)]
        faults += [one for one in (*found, *translations.out_of_step(made, root)) if one not in faults]
        if not options.lessons:
            faults += [
                f"{path.relative_to(root).as_posix()}: left over; no source makes it any more. Delete it."
                for path in [*drafts.left_over(root), *(translations.left_over(made, root) if made else ())]
            ]
        for fault in faults:
            print(fault)
        print(f"{len(faults)} faults" if faults else f"{len(chosen)} lessons in step with their sources")
        return FAULT if faults else FINE
    for path, text in made.items():
        make_folder(path.parent)
        write_text(path, text)
    return build(chosen, options.force, found)


def _of_translations(root):
    """What is made of the translations, but for the lessons, by its path; a line for each fault that forbids it."""
    try:
        return translations.made(root), []
    except LessonError as error:  # of one lesson, or of code, and costs no lesson
        return {}, list(error.faults)


def build(chosen, force=False, found=()):
    """Write the made files of these lessons, running what has to be run; 0 when all went well.

    A lesson with a fault is left as it was, and costs no other lesson.

    Args:
        chosen: the lessons.
        force: whether to discard what was written by hand into files that a build makes.
        found: faults that are known already, a line each.
    """
    faults, planned = list(found), []
    for lesson in chosen:
        try:
            of_lesson = [drafts.of(edition) for edition in _editions(lesson)]
        except LessonError as error:
            faults += error.faults
            continue
        for made in of_lesson:
            edits = {} if force else made.edits_by_hand()
            faults += edits.values()
            planned += [] if edits else [made]
    waiting = [draft for made in planned for draft in made.pair if draft.stale]
    if waiting:
        with warm_kernels(lesson_libraries.PRELOAD):
            faults += _run_all(waiting)
    for made in planned:
        unfit = made.unfit()
        faults += unfit
        if not unfit and all(draft.has_outputs for draft in made.pair):
            for path, text in made.texts().items():
                make_folder(path.parent)
                write_text(path, text)
    faults = list(dict.fromkeys(faults))  # what keeps a lesson from being read keeps it from being translated
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(chosen)} lessons, {len(waiting)} notebooks run, {len(faults)} faults")
    return FAULT if faults else FINE


def _editions(lesson):
    """The lesson in English, then in each other language."""
    return [replace(lesson, language=language) for language in ("", *places.languages(lesson.root))]


def _run_all(waiting):
    """Run the notebooks side by side, one a core; what went wrong, a line each."""
    faults = []
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    with progress_bar() as progress:
        bar = progress.add_task("running notebooks", total=len(waiting))
        running = {pool.submit(draft.run): draft for draft in waiting}
        try:
            for done in as_completed(running):
                progress.update(bar, advance=1, description=f"ran {running[done].path.stem}")
                try:
                    done.result()
                except CourseError as error:
                    faults.append(str(error))
        finally:  # after Ctrl-C nothing new is begun, and nothing is written
            pool.shutdown(cancel_futures=True)
    return faults
