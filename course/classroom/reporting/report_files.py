"""Where reports are kept: pages, CSV and JSON, and what an earlier run left there, so that it is not done again."""

import hashlib
import importlib.util
import json
import os
import re
import unicodedata
from contextlib import suppress
from functools import cache
from pathlib import Path

from course.classroom.reading.learner_names import identity
from course.classroom.reporting import page, report, tally
from course.classroom.reporting.report import Report
from course.files import make_folder, write_text

# Packages and modules whose code decides what a report says.
DECIDING = (
    *("course.classroom", "course.authoring.answer_markers", "course.places", "course.translating.import_line"),
    *("helpers", "nbval_tolerance"),
)
PAGE_ENDINGS = (".html", ".htm")
# What a spreadsheet begins a formula with, at the start of a cell; a quote there may be taken for the cell's own.
_FORMULA = re.compile(r"((?:^|[;\t\r\n])[\s\"]*)(?=[=+\-@\t\r＝＋－＠])")
_QUOTED = re.compile(r'[,;"\t\r\n]')


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

    def finish(self, reports: list[Report], whole: bool = True) -> list[Path]:
        """The class page, the CSV and the JSON, written.

        Args:
            reports: what the pages show.
            whole: False for a run that was stopped: what earlier runs had made of the other notebooks is kept as well.
        """
        make_folder(self.index.parent)
        write_text(self.data, as_json(reports, rows=False))
        write_text(self.table, as_csv(reports))
        write_text(self.index, page.of_class(reports))
        shown = {one.identity for one in reports}
        others = [] if whole else [one for name, one in self._earlier.items() if name not in shown]
        if others:
            write_text(self.journal, "\n".join(json.dumps(report.as_data(one, rows=False)) for one in others))
        else:
            self.journal.unlink(missing_ok=True)
        return [self.index, self.table, self.data]

    def finish_one(self, one: Report) -> list[Path]:
        """The page of a single notebook, written in the class page's place."""
        make_folder(self.index.parent)
        write_text(self.index, page.of_learner(one))
        return [self.index]


def as_json(reports: list[Report], rows: bool) -> str:
    """All reports and their totals as JSON."""
    data = {"notebooks": [report.as_data(one, rows) for one in reports], "exercises": tally.as_data(reports)}
    return json.dumps(data, indent=1) + "\n"


def as_csv(reports: list[Report]) -> str:
    """A line for each notebook; no cell is taken for a formula."""
    identities = sorted({line.id for one in reports for line in one.exercises})
    rows = [["learner", "lesson", "file", "right", *identities, "fault"]]
    for one in reports:
        labels = {line.id: line.label for line in one.exercises}
        right = "" if one.fault else one.right
        cells = [one.learner, one.lesson, one.file, right, *(labels.get(name, "") for name in identities), one.fault]
        rows.append(cells)
    return "".join(",".join(map(_field, row)) + "\n" for row in rows)


def _field(cell: str | int) -> str:
    """A cell as it stands in the file; a spreadsheet may also take a semicolon or a tab for the end of one."""
    text = _FORMULA.sub(r"\1'", str(cell))
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


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
