"""Where reports are kept: pages, CSV and JSON, and what an earlier run left there, so that it is not done again."""

import hashlib
import importlib.util
import json
import os
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from course.classroom.reading.learner_names import identity
from course.classroom.reporting import page, report, tally
from course.classroom.reporting.report import Report
from course.classroom.reporting.report_csv import as_csv
from course.files import make_folder, write_text

# Packages and modules whose code decides what a report says.
DECIDING = (
    *("course.classroom", "course.authoring.answer_markers", "course.places", "course.translating.import_line"),
    *("helpers", "nbval_tolerance"),
)
PAGE_ENDINGS = (".html", ".htm")


class Shelf:
    """The files of one report: the page asked for, and beside it the learners' pages, the CSV and the JSON."""

    def __init__(self, out: str):
        """Args: out: a folder, or the name of the page itself if it ends in .html."""
        path = Path(out)
        if path.suffix.lower() in PAGE_ENDINGS:
            self.index, self.table, self.data = path, path.with_suffix(".csv"), path.with_suffix(".json")
            self.learners = path.with_name(f"{path.stem}_learners")
        else:
            self.index, self.table, self.data = path / "index.html", path / "class.csv", path / "report.json"
            self.learners = path / "learners"
        self.journal = self.data.with_suffix(".unfinished")
        self._earlier = self._read_earlier()

    @property
    def begun(self) -> bool:
        """Whether an earlier run has written here."""
        return any(path.exists() for path in (self.index, self.data, self.journal, self.learners))

    def _read_earlier(self) -> dict[str, Report]:
        """The reports of an earlier run by identity; none if there was none, or if its record is damaged."""
        try:
            found = list(json.loads(self.data.read_bytes())["notebooks"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            found = []
        with suppress(OSError):  # a run that was killed has left one, with its last line in pieces perhaps
            found += [line for line in self.journal.read_bytes().splitlines() if line]
        known = {}
        for one in found:
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                earlier = report.from_data(json.loads(one) if isinstance(one, bytes) else one)
                known[earlier.identity] = earlier
        return known

    def earlier(self, file: str, key: str) -> Report | None:
        """The report of an earlier run on the same content, if its page is still there."""
        found = self._earlier.get(identity(file))
        kept = found and key and found.key == key and (not found.page or (self.index.parent / found.page).is_file())
        return found if kept else None

    def holds(self, file: str) -> bool:
        """Whether a file is a page of this report, and nothing that was handed in."""
        folder, name = os.path.realpath(Path(file).parent), Path(file).name
        if folder == os.path.realpath(self.learners):
            return name.endswith(".html")
        return (folder, name) == (os.path.realpath(self.index.parent), self.index.name)

    def add(self, one: Report) -> None:
        """Write a learner's page, and note in the report where it is."""
        make_folder(self.learners)
        name = f"{_safe(one.learner)}-{one.identity[:8]}.html"
        one.page = f"{self.learners.name}/{name}"
        write_text(self.learners / name, page.of_learner(one, back=f"../{self.index.name}"))
        with self.journal.open("a", encoding="utf-8") as lines:
            lines.write("\n" + json.dumps(report.as_data(one, rows=False)))

    def finish(self, reports: list[Report], whole=True, shown=None, counting=None, **more) -> list[Path]:
        """The class page, the CSV and the JSON, written, and the marks put into the learners' pages.

        Args:
            reports: as they were judged; a later run takes over those of unchanged notebooks.
            whole: False for a run that was stopped: what earlier runs had made of the other notebooks is kept as well.
            shown: the same with marks, which each run gives anew; else what was judged is shown.
            counting: what is shown of the class: those that count, with their marks in English.
            more: what else the class page shows, see `page.of_class`.
        """
        make_folder(self.index.parent)
        shown = reports if shown is None else shown
        counting = [one for one in shown if one.counts] if counting is None else counting
        for one in shown:
            self._mark_page(one)
        write_text(self.data, as_json(reports, rows=False, marks=counting))
        write_text(self.table, as_csv(counting))
        write_text(self.index, page.of_class(counting, **more))
        known = {one.identity for one in reports}
        others = [] if whole else [one for name, one in self._earlier.items() if name not in known]
        if others:
            write_text(self.journal, "\n".join(json.dumps(report.as_data(one, rows=False)) for one in others))
        else:
            self.journal.unlink(missing_ok=True)
        return [self.index, self.table, self.data]

    def _mark_page(self, one: Report) -> None:
        """Put a notebook's marks into its page, in place of those that an earlier run gave."""
        path = self.index.parent / one.page
        if one.page and path.is_file():
            write_text(path, page.with_marks(path.read_text(encoding="utf-8"), one))

    def finish_one(self, one: Report) -> list[Path]:
        """The page of a single notebook, written in the class page's place."""
        make_folder(self.index.parent)
        write_text(self.index, page.of_learner(one))
        return [self.index]


def as_json(reports: list[Report], rows: bool, marks: Sequence[Report] = ()) -> str:
    """All reports and their totals as JSON, and the marks of those that were marked."""
    data = {"notebooks": [report.as_data(one, rows) for one in reports], "exercises": tally.as_data(reports)}
    if given := [report.marks_as_data(one) for one in marks if one.marked]:
        data["marks"] = given
    return json.dumps(data, indent=1) + "\n"


def key_of(content: bytes, solutions: list[bytes], how: str = "") -> str:
    """What a report depends on: the notebook, the solutions, how answers are run, and all code that decides.

    Args:
        content: the notebook's bytes.
        solutions: those of every lesson.
        how: how the answers were run; empty where nothing was.
    """
    parts = [hashlib.sha256(part).digest() for part in (how.encode(), content, *solutions)]
    return hashlib.sha256(b"".join([_deciding_code(), *parts])).hexdigest()[:24]


@cache
def _deciding_code() -> bytes:
    """Digest of all code that decides what a report says, and of its translations."""
    places = [Path(importlib.util.find_spec(name).origin) for name in DECIDING]
    found = [place.parent.rglob("*") if place.name == "__init__.py" else [place] for place in places]
    files = sorted(path for paths in found for path in paths if path.suffix in (".py", ".html", ".json"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


def _safe(name: str) -> str:
    """The name in letters and digits that every file system and every address takes."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:40] or "learner"
