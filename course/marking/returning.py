"""Notebooks given back: each learner's own, with its verdicts, in a folder of the same names as were handed in.

What takes no cells gets a note beside where the notebook would be: a file that could not be read or is no notebook, and
one of a format older than nbformat 4. Nothing that a return did not write is written over, and nothing that was
changed since: the folder may be shared, and a learner go on in it. By the same rule the notebook of an attempt that
counted once, and does not now, is taken away again: what is left in the folder is what counts.
"""

import os
from functools import partial
from pathlib import Path, PurePath

from course import CourseError
from course.classroom.reading.handed_in import Submission, is_archive
from course.classroom.reading.notebook_file import RETURNED, in_time
from course.classroom.reporting.report import Report
from course.files import make_folder, write_text
from course.marking import returned_text, returned_words

NOTEBOOK, NOTE = ".ipynb", ".note.txt"
_SIGNED = f"\n\n({RETURNED})\n"  # the end of a note, by which the next return knows it


class Returns:
    """A folder of returned notebooks, how many went there, what was removed there, and what could not be written.

    Args:
        folder: where they are written; what else is in it stays.
        paths: what was handed in, as the command named it.
        anonymous: whether files are named by pseudonyms, which are in no folder.

    Raises:
        CourseError: the folder lies where they were handed in: a run without it would grade what it holds as well.
    """

    def __init__(self, folder: str, paths: list[str], anonymous: bool = False):
        self.folder, self.notebooks, self.notes, self.removed, self.refused = Path(folder), 0, 0, [], []
        self._paths, self._anonymous, self._base, self._taken = paths, anonymous, Path.cwd(), set()
        if inside := [path for path in paths if _real(folder).is_relative_to(_real(path))]:
            raise CourseError(f"--return {folder} lies in {inside[0]}, what was handed in. Name one outside of it.")

    def holds(self, file: str) -> bool:
        """Whether a file lies in this folder, and is nothing that was handed in."""
        home = Path(os.path.realpath(self.folder))
        return _real(file).is_relative_to(home) and not any(_real(path).is_relative_to(home) for path in self._paths)

    def write(self, pairs: list[tuple[Submission, Report]], attempts: list[Submission]) -> None:
        """Write what goes back, and take away what went back of attempts that do not count.

        Args:
            pairs: what was handed in and counts, and the report on it, with its marks.
            attempts: all that was handed in, the same and others.
        """
        make_folder(self.folder)
        if not self._anonymous:
            self._base = _base(self._paths, [one.file for one in attempts])
        for one, report in pairs:
            try:
                self._write_one(one, report)
            except Exception as fault:  # a name that this disk does not take, or a gap of ours: the class goes on
                self.refused.append(f"not returned: {report.learner} ({report.file}): {fault}")
        handed_in, counting = {_real(one.file) for one in attempts}, {one.file for one, _ in pairs}
        for one in (one for one in attempts if one.file not in counting):
            for there in self._names(one):
                if str(self._names(one)[0]) not in self._taken and _real(there) not in handed_in:
                    self._take_away(there, one)

    def _take_away(self, there: Path, one: Submission) -> None:
        """Remove what an earlier return wrote of this attempt, if it is still just that; else name it."""
        try:
            if not there.is_file() or RETURNED.encode() not in there.read_bytes():
                return
            if not _is_returned(there) or not _is_of(there, one.content()):
                raise CourseError("it is not just as a return of that attempt wrote it. Look at it, and delete it")
            there.unlink()
            self.removed.append(f"removed: {there}, of an attempt that does not count")
        except Exception as fault:  # as above
            self.refused.append(f"not removed: {there}, of an attempt that does not count: {fault}")

    def _names(self, one: Submission) -> tuple[Path, Path]:
        """The notebook that goes back for what was handed in, or the note in its place."""
        name = self.folder / os.path.relpath(_place(one.file), self._base)
        notebook = name if name.suffix == NOTEBOOK else name.with_name(name.name + NOTEBOOK)
        return notebook, name.with_name(name.name + NOTE)

    def _write_one(self, one: Submission, report: Report) -> None:
        notebook, note = self._names(one)
        text = "" if report.fault else in_time(partial(_returned, one.content(), report))
        place, other = (notebook, note) if text else (note, notebook)
        if str(notebook) in self._taken or os.path.realpath(place) == os.path.realpath(one.file):
            raise CourseError(f"{place} is taken by another file that was handed in. Return it by itself.")
        for there in (place, other):
            if os.path.lexists(there) and not _is_returned(there):
                raise CourseError(f"{there} is not as a return wrote it, and is not written over. Move it away.")
        make_folder(place.parent)
        write_text(place, text or returned_words.note(report) + _SIGNED)
        other.unlink(missing_ok=True)  # of an earlier return
        self._taken.add(str(notebook))
        self.notebooks, self.notes = self.notebooks + bool(text), self.notes + (not text)


def _returned(content: bytes, report: Report) -> str:
    """The notebook's text with its verdicts; empty if it takes none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:  # JSON may be of another encoding; a notebook that a front end opens is not
        return ""
    if not returned_text.takes_additions(text):
        return ""
    below: dict[int, list[str]] = {}
    for line in report.exercises:
        if line.cell is not None:
            below.setdefault(line.cell, []).append(returned_words.below(line, report.language))
    text, took = returned_text.with_outputs(text, {cell: "\n\n".join(texts) for cell, texts in below.items()})
    elsewhere = [line for line in report.exercises if line.cell not in took]
    return returned_text.with_comment(text, returned_words.comment(report, elsewhere))


def _base(paths: list[str], files: list[str]) -> str:
    """The folder from which files are named: what the command named, or what has all of it in it."""
    roots = [os.path.abspath(path) for path in paths if Path(path).is_dir() or is_archive(path)]  # noqa: PTH100
    holding = set()
    for place in map(_place, files):
        above = (root for root in roots if place.startswith(root + os.sep))
        holding.add(next(above, str(Path(place).parent)))
    return os.path.commonpath(holding)


def _place(file: str) -> str:
    """A file's absolute path; where an archive says that it lies outside of it, the place inside."""
    parts = PurePath(file).parts
    inside = (part for at, part in enumerate(parts) if part != ".." or {*parts[:at]} <= {".."})
    return os.path.abspath(PurePath(*inside))  # noqa: PTH100, links stay


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def _is_returned(path: Path) -> bool:
    """Whether a file is one that a return wrote, and is still as it was written: a learner may go on in it."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        text = path.read_bytes().decode()
        return text.endswith(_SIGNED) or returned_text.untouched(text)
    except (ValueError, RecursionError):  # no text, or no JSON
        return False


def _is_of(path: Path, content: bytes) -> bool:
    """Whether a file without a return's additions is this notebook; of a note nothing tells."""
    mine, theirs = (returned_text.without_additions(each.decode()) for each in (path.read_bytes(), content))
    return path.suffix == NOTEBOOK and mine == theirs
