"""Make each lesson's notebooks and its learner's copy from solutions/, in one direction.

Only what changed is run again; `--check` runs and changes nothing, and says what is out of step with its source.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import nbformat
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from course import CourseError, execute, lesson, made, places
from course.files import write_text

FINE, FAULT = 0, 1


@dataclass
class Draft:
    """One notebook on its way to its file.

    Attributes:
        path: where it goes.
        notebook: its cells, and its outputs once they are known.
        inputs: digest of what its outputs depend on.
        stale: why what is stored there cannot be reused; None when it was.
    """

    path: object
    notebook: object
    inputs: str
    stale: str | None

    def run(self):
        """Fill in the outputs by running it where it is kept."""
        room = self.path.parent
        room.mkdir(exist_ok=True)
        execute.run(self.notebook, f"{room.name}/{self.path.name}", room, imports=room.parent)
        made.seal(self.notebook, self.inputs)


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="number or name, such as 01; all when left out")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is out of step, and exit 1")


def run(options, root=places.ROOT):
    """Return the exit status: 0 when every file is as its source gives it."""
    chosen = places.find(options.lessons, root)
    if options.check:
        faults = [fault for each in chosen for fault in out_of_step(each)]
        if not options.lessons:
            faults += [
                f"{_shown(path, root)}: left over; no source in solutions/ makes it. Delete it."
                for path in left_over(root)
            ]
        for fault in faults:
            print(fault)
        print(f"{len(faults)} files out of step" if faults else f"{len(chosen)} lessons in step with their sources")
        return FAULT if faults else FINE
    return build(chosen, root)


def drafts(each):
    """The two notebooks of a lesson as its source gives them, stored outputs taken over where they still belong."""
    name = _shown(each.source, each.root)
    authors = lesson.parse(lesson.decode(each.source.read_bytes(), name), name)
    return [
        _draft(each.solution, authors, each),
        _draft(each.notebook, lesson.learners_copy(authors), each),
    ]


def _draft(path, notebook, each):
    inputs = made.inputs_digest(notebook, each.root, each.number)
    try:
        stored = nbformat.reads(path.read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)
    except FileNotFoundError:
        return Draft(path, notebook, inputs, "missing")
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0][:80]
        return Draft(path, notebook, inputs, f"not a notebook that can be read ({reason})")
    return Draft(path, notebook, inputs, made.reuse_outputs(notebook, stored, inputs))


def out_of_step(each):
    """What is wrong with each made file of a lesson, one line a file; runs nothing."""
    solution, learners = drafts(each)
    faults = [(draft.path, draft.stale) for draft in (solution, learners) if draft.stale]
    texts = {draft.path: made.serialised(draft.notebook) for draft in (solution, learners) if not draft.stale}
    texts[each.learners_source] = lesson.as_text(learners.notebook)
    for path, text in texts.items():
        if not path.exists():
            faults.append((path, "missing"))
        elif path.read_bytes() != text.encode():
            faults.append(
                (path, f"differs from what {_shown(each.source, each.root)} gives: edited by hand, or not built since")
            )
    return [f"{_shown(path, each.root)}: {reason}. Run: python -m course build {each.name}" for path, reason in faults]


def left_over(root):
    """Files in solutions/ and notebooks/ that no lesson's source makes."""
    expected = {
        path
        for each in places.lessons(root)
        for path in (each.source, each.solution, each.learners_source, each.notebook)
    }
    rooms = [root / places.SOLUTIONS, root / places.NOTEBOOKS]
    return sorted(path for room in rooms for path in room.glob("*.*") if path not in expected and path.is_file())


def build(chosen, root):
    """Write the made files of these lessons, running what has to be run; 0 when all went well."""
    faults, planned = [], {}
    for each in chosen:
        try:
            planned[each] = drafts(each)
        except CourseError as error:
            faults.append(str(error))
    waiting = [draft for pair in planned.values() for draft in pair if draft.stale]
    faults += _run_all(waiting)
    for each, pair in planned.items():
        if all(draft.notebook.metadata.get("course") for draft in pair):
            _write(each, pair)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(chosen)} lessons, {len(waiting)} notebooks run, {len(faults)} faults")
    return FAULT if faults else FINE


def _run_all(waiting):
    """Run the notebooks side by side, one a core; what went wrong, a line each."""
    faults = []
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("running notebooks", total=len(waiting), visible=bool(waiting))
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


def _write(each, pair):
    """Write the three made files of a lesson, each whole or not at all."""
    solution, learners = pair
    write_text(each.solution, made.serialised(solution.notebook))
    write_text(each.learners_source, lesson.as_text(learners.notebook))
    write_text(each.notebook, made.serialised(learners.notebook))


def _shown(path, root):
    """A path as a reader of the course writes it."""
    return path.relative_to(root).as_posix()
