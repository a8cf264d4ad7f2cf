"""Compare learners' notebooks with the solutions, exercise by exercise; without a path, notebooks/ with solutions/.

Nothing of a learner's is run. The exit status is 0 when everything could be read, however wrong the answers are; 1 when
a file could not be reviewed, or notebooks/ differs from solutions/ in more than the answers, or solutions/ has a fault
or was not built; 2 for wrong use.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path

from course import places
from course.classroom.matching import states
from course.classroom.matching.pairing import Paired
from course.classroom.matching.solutions import Solutions, beyond_answers, not_built
from course.classroom.reading import submissions
from course.classroom.reading.handed_in import Submission, UnreadableError
from course.classroom.reading.learner_names import plain
from course.classroom.reading.notebook_file import in_time, read
from course.classroom.reporting import report, report_files, terminal
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_files import Shelf
from course.files import write_text
from helpers.language import speaking

FINE, FAULT, WRONG_USE = 0, 1, 2
MOST_IN_FULL = 10  # notebooks of one learner that are shown in full, not as a class
NBDIME = [sys.executable, "-m", "nbdime.webapp.nbdiffweb"]


def arguments(parser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="notebooks, folders, zip archives or patterns")
    parser.add_argument("--web", action="store_true", help="show one notebook side by side in a browser (nbdime)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--html", metavar="OUT", help="write a page (OUT.html), for many notebooks a folder of pages")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 unless no file could be read")


def run(options, root=places.ROOT) -> int:
    """Return the exit status."""
    own = [str(lesson.notebook) for lesson in places.lessons(root)]
    shelf = Shelf(options.html) if options.html else None
    found = [one for one in submissions.find(options.paths or own) if not (shelf and shelf.holds(one.file))]
    if not found or (options.paths and all(map(submissions.absent, options.paths))):
        print("found no notebook there; give the path of a notebook, a folder or a zip archive.", file=sys.stderr)
        return WRONG_USE
    solutions = Solutions(root)
    if options.web:
        return _web(found, solutions)
    few = len({one.learner for one in found}) == 1 and len(found) <= MOST_IN_FULL
    many = len(found) > 1
    reports, unchanged = _review(found, solutions, shelf if many else None, in_full=few)
    beyond = [] if options.paths else [*not_built(root), *_beyond_answers(found, solutions)]
    if options.json:
        print(report_files.as_json(reports, rows=few), end="")
    else:
        _show(reports, few, unchanged)
    for sentence in beyond:
        print(sentence, file=sys.stderr)
    if shelf:
        for path in shelf.finish(reports) if many else shelf.finish_one(reports[0]):
            print(f"written: {path}", file=sys.stderr)
    spoiling = all if options.exit_zero else any
    return FAULT if beyond or spoiling(one.fault for one in reports) else FINE


def _beyond_answers(found: list[Submission], solutions: Solutions) -> list[str]:
    """What differs between notebooks/ and solutions/ besides the answers."""
    sentences = []
    for one in found:
        with suppress(UnreadableError):  # its report says so already
            content = one.content()
            sentences += beyond_answers(_paired(content, solutions), content.decode(errors="replace"))
    return sentences


def _review(found, solutions, shelf, in_full) -> tuple[list[Report], int]:
    """Reports on all submissions, and how many were taken over from an earlier run."""
    reports, unchanged = [], 0
    for one in terminal.tracked(found):
        reviewed, again = _review_one(one, solutions, shelf)
        unchanged += again
        if not in_full:
            reviewed.let_go_of_code()
        reports.append(reviewed)
    report.tell_apart(reports)
    return reports, unchanged


def _review_one(one: Submission, solutions: Solutions, shelf: Shelf | None) -> tuple[Report, bool]:
    """The report on a submission, and whether an earlier run had made it."""
    try:
        content = one.content()
        key = report_files.key_of(content, solutions.contents, one.earlier)
        if shelf and (earlier := shelf.earlier(one.file, key)):
            earlier.learner = plain(one.learner)
            return earlier, True
        reviewed = in_time(partial(_reviewed, one, content, solutions, key))
    except UnreadableError as fault:
        return report.without_lines(one, str(fault)), False
    if shelf:
        shelf.add(reviewed)
    return reviewed, False


def _reviewed(one: Submission, content: bytes, solutions: Solutions, key: str) -> Report:
    notebook = read(content)
    with speaking(notebook.spoken):
        paired = solutions.paired(notebook)
        return report.of(paired, states.from_outputs(paired), one, key)


def _paired(content: bytes, solutions: Solutions) -> Paired:
    return in_time(lambda: solutions.paired(read(content)))


def _show(reports: list[Report], in_full: bool, unchanged: int) -> None:
    out = terminal.console()
    if in_full:
        for one in reports:
            terminal.show_one(one, out)
    else:
        terminal.show_class(reports, out)
        faults = sum(bool(one.fault) for one in reports)
        out.print(f"{len(reports)} notebooks, {faults} not readable, {unchanged} unchanged since the last run")


def _web(found: list[Submission], solutions: Solutions) -> int:
    """Exit status of nbdime, which shows a learner's exercises beside the solution's until its page is closed."""
    if len(found) != 1:
        print(f"--web shows one notebook, found {len(found)}; name one of them.", file=sys.stderr)
        return WRONG_USE
    paired = _paired(found[0].content(), solutions)
    ours = {name: answer.exercise.code for name, answer in paired.answers.items()}
    mine = {name: answer.text for name, answer in paired.answers.items() if answer.cells}
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder, "solution.ipynb"), Path(folder, "learner.ipynb")
        for path, sources in zip(paths, (ours, mine), strict=True):
            write_text(path, json.dumps(_exercises_alone(paired, sources)))
        return subprocess.call([*NBDIME, *map(str, paths)])


def _exercises_alone(paired: Paired, sources: dict[str, str]) -> dict:
    """A notebook of these sources under their titles; of a whole one nbdime would show outputs and markers too."""
    cells = []
    for name, answer in paired.answers.items():
        title = f"### {name} {answer.exercise.title}"
        cells.append({"cell_type": "markdown", "id": f"title-{name}", "metadata": {}, "source": title})
        if name in sources:
            code = {"cell_type": "code", "id": f"exercise-{name}", "metadata": {}, "source": sources[name]}
            cells.append(code | {"outputs": [], "execution_count": None})
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
