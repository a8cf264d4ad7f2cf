"""Compare learners' notebooks with the solutions, exercise by exercise; without a path, notebooks/ with solutions/.

Nothing of a learner's is run. The exit status is 0 when everything could be read, however wrong the answers are; 1 when
a file could not be reviewed, or notebooks/ differs from solutions/ in more than the answers; 2 for wrong use.
"""

import sys
from contextlib import suppress
from pathlib import Path

from course import CourseError, places
from course.classroom.matching.reference import Reference, beside, best
from course.classroom.reading import submissions
from course.classroom.reading.learner_names import plain, told_apart
from course.classroom.reading.notebook_file import Notebook, read
from course.classroom.reading.unreadable import UnreadableError
from course.classroom.reporting import report, report_files, terminal

FINE, FAULT, WRONG_USE = 0, 1, 2
MOST_IN_FULL = 10  # notebooks of one learner that are shown in full, not as a class


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="notebooks, folders, zip archives or patterns")
    parser.add_argument("--web", action="store_true", help="show one notebook side by side in a browser (nbdime)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--html", metavar="OUT", help="write a page (OUT.html), for many notebooks a folder of pages")


def run(options, root=places.ROOT):
    """Return the exit status."""
    own = [str(lesson.notebook) for lesson in places.lessons(root)]
    shelf = report_files.Shelf(options.html) if options.html else None
    found = [one for one in submissions.find(options.paths or own) if not (shelf and shelf.holds(one.file))]
    if not found or (options.paths and all(map(submissions.absent, options.paths))):
        print("found no notebook there; give the path of a notebook, a folder or a zip archive.", file=sys.stderr)
        return WRONG_USE
    course = Course(root)
    if options.web:
        return _web(found, course)
    few = len({one.learner for one in found}) == 1 and len(found) <= MOST_IN_FULL
    shelf = shelf if len(found) > 1 else None
    reports, unchanged = _review(found, course, shelf, in_full=few)
    beyond = [] if options.paths else course.beyond_answers(found)
    if options.json:
        print(report_files.as_json(reports, rows=few), end="")
    else:
        _show(reports, few, unchanged)
    for sentence in beyond:
        print(sentence, file=sys.stderr)
    if shelf:
        shelf.finish(reports)
        written = [shelf.index, shelf.table, shelf.data]
    else:
        written = [report_files.write_page(options.html, reports[0])] if options.html else []
    for path in written:
        print(f"written: {path}", file=sys.stderr)
    return FAULT if beyond or any(one.fault for one in reports) else FINE


class Course:
    """The solutions that notebooks are compared with."""

    def __init__(self, root: Path):
        self.contents = [(lesson.name, lesson.solution) for lesson in places.lessons(root) if lesson.solution.is_file()]
        self.contents = [(name, path.read_bytes()) for name, path in self.contents]
        if not self.contents:
            raise CourseError(f"found no solution notebook in {root / places.SOLUTIONS}. What to do: `make build`.")
        self.references = [Reference.of(*pair) for pair in self.contents]

    def key(self, content: bytes, how: str = "") -> str:
        """What a report on this content depends on, answers run as ``how`` says."""
        return report_files.key_of(content, [solution for _, solution in self.contents], how)

    def lesson_of(self, notebook: Notebook) -> Reference:
        """The lesson of a notebook, by its content.

        Raises:
            UnreadableError: it is of another course.
        """
        reference = best(self.references, notebook)
        if reference is None:
            names = ", ".join(one.lesson for one in self.references)
            raise UnreadableError(f"No lesson of this course: no cell of {names} is in it.")
        return reference

    def beyond_answers(self, found: list[submissions.Submission]) -> list[str]:
        """What differs between notebooks/ and solutions/ besides the answers."""
        from course.classroom.matching.beyond_answers import beyond_answers

        sentences = []
        for one in found:
            with suppress(UnreadableError):  # its report says so already
                notebook = read(one.content())
                sentences += beyond_answers(notebook, self.lesson_of(notebook))
        return sentences


def _review(found, course, shelf, in_full):
    """Reports on all submissions, and how many were taken over from an earlier run."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    reports, unchanged = [], 0
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=len(found) == 1) as progress:
        for one in progress.track(found, description="comparing"):
            reviewed, again = _review_one(one, course, shelf)
            unchanged += again
            if not in_full:  # the code of both sides is on the learner's page; memory stays flat
                for line in reviewed.lines:
                    line.rows = []
            reports.append(reviewed)
    named = told_apart([(one.learner, one.lesson, one.file) for one in reports])
    for one, name in zip(reports, named, strict=True):
        one.learner = name
    return reports, unchanged


def _review_one(one, course, shelf):
    """The report on a submission, and whether an earlier run had made it."""
    try:
        content = one.content()
        key = course.key(content)
        if shelf and (earlier := shelf.earlier(one.file, key)):
            earlier.learner = plain(one.learner)
            return earlier, True
        notebook = read(content)
        reference = course.lesson_of(notebook)
        reviewed = report.of(notebook, reference, one.learner, one.file)
        reviewed.key, reviewed.beside = key, beside(course.references, reference, notebook)
    except UnreadableError as fault:
        return report.without_lines(one.learner, one.file, str(fault)), False
    if shelf:
        shelf.add(reviewed)
    return reviewed, False


def _show(reports, in_full, unchanged):
    out = terminal.console()
    if in_full:
        for one in reports:
            terminal.show_one(one, out)
    else:
        terminal.show_class(reports, out)
        faults = sum(bool(one.fault) for one in reports)
        out.print(f"{len(reports)} notebooks, {faults} not readable, {unchanged} unchanged since the last run")


def _web(found, course):
    from course.classroom.reporting import nbdime_view

    if len(found) != 1:
        print(f"--web shows one notebook, found {len(found)}; name one of them.", file=sys.stderr)
        return WRONG_USE
    notebook = read(found[0].content())
    return nbdime_view.show(notebook, course.lesson_of(notebook))
