"""A platform's CSV of its learners, read and kept as it is, and which of its rows a notebook belongs to.

canvas: what "Export Entire Gradebook" gives: Student (or LastName, FirstName), ID, the institution's columns, Section,
then the assignments, "Title (id)", and a row "Points Possible". Sources: Canvas's Instructor Guide, "How do I import
grades in the Gradebook?"; lib/gradebook_importer.rb and lib/gradebook_exporter.rb of canvas-lms.
moodle: an assignment's "Download grading worksheet", in English or Spanish. Sources: Moodle's documentation, Assignment
settings, "Offline grading worksheet"; mod/assign/feedback/offline/importgradeslib.php and mod/assign/gradingtable.php.
generic: any CSV with a column for the learner's name, user name or e-mail address.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from course.classroom.reading import learner_names
from course.classroom.reading.learner_names import bare, letters
from course.classroom.reporting.report import Report
from course.marking import strict_toml
from course.marking.strict_toml import MarkingError

CANVAS, MOODLE, GENERIC = KINDS = ("canvas", "moodle", "generic")
# What a column is called, in lower case; Moodle speaks its reader's language.
IDENTIFIER = ("identifier", "identificador")
NAME = ("student", "full name", "nombre completo", "name", "learner", "username", "nombre de usuario", "login",
        "sis login id", "sis user id", "id number", "email address", "email", "dirección de correo")  # fmt: skip
FIRST, FAMILY = ("firstname", "first name", "nombre"), ("lastname", "last name", "surname", "apellido(s)", "apellidos")
GRADE, HIGHEST = ("grade", "calificación"), ("maximum grade", "calificación máxima")
OPEN = ("grade can be changed", "la calificación puede ser cambiada", "la calificación puede cambiarse")
MODIFIED = ("last modified (grade)", "última modificación (calificación)")
SUBMITTED = ("last modified (submission)", "última modificación (entrega)")
FEEDBACK = ("feedback comments", "comentarios de retroalimentación", "comentarios de la retroalimentación")
HANDED_IN = ("handed_in", "handed in")
POSSIBLE = "Points Possible"
WHAT = {CANVAS: "Canvas's gradebook, as it exports it", MOODLE: "Moodle's grading worksheet, in English or Spanish",
        GENERIC: "a list of learners, with a column Name, Full name or Username"}  # fmt: skip
NEEDED = {CANVAS: (("id",), ("section",)), MOODLE: (IDENTIFIER, GRADE, HIGHEST, MODIFIED), GENERIC: ()}
_NOBODYS = re.compile(r"\s*(?:muted|manual posting.*)?\s*", re.IGNORECASE)  # Canvas's row on posting, and empty ones
_MOODLE_TIME = re.compile(
    r".*?(\d{1,2}) (?:de )?([^\W\d_]{3})[^\W\d_]* (?:de )?(\d{4}),? (\d{1,2}):(\d\d)(?: ?([ap])m)?", re.IGNORECASE
)
_MONTHS = ("jan ene", "feb", "mar", "apr abr", "may", "jun", "jul", "aug ago", "sep", "oct", "nov", "dec dic")


@dataclass(frozen=True)
class Roster:
    """A platform's CSV: its rows with the header first, and the marks of its form, so that it is written as it came.

    ``marked`` says that it begins with the three bytes by which spreadsheets know UTF-8.
    """

    kind: str
    rows: list[list[str]]
    delimiter: str
    ending: str
    marked: bool

    def column(self, titles: tuple[str, ...]) -> int | None:
        """The place of the first column with one of these titles."""
        return next((place for place, title in enumerate(self.rows[0]) if title.strip().casefold() in titles), None)

    def learners(self) -> list[int]:
        """The numbers of the rows that are a learner's."""
        return [number for number, row in enumerate(self.rows) if number and not self._nobodys(row)]

    def _nobodys(self, row: list[str]) -> bool:
        return all(map(_NOBODYS.fullmatch, row)) or (self.kind == CANVAS and POSSIBLE in row[0])

    def names(self, number: int) -> list[str]:
        """What a row's learner is called there, the first for showing."""
        row, first, family = self.rows[number], self.column(FIRST), self.column(FAMILY)
        whole = [f"{row[first]} {row[family]}", f"{row[family]} {row[first]}"] if None not in (first, family) else []
        own = [cell for title, cell in zip(self.rows[0], row, strict=True) if title.strip().casefold() in NAME]
        turned = [" ".join(reversed(cell.split(",", 1))) for cell in own if "," in cell]  # "Muster, Anna"
        return [name for name in (*whole, *own, *turned) if name.strip()]

    def of(self, report: Report) -> list[int]:
        """The rows that are this learner's: by the platform's number where file and roster have one, else by name.

        Names are equal or they are not; capitals, an accent's form and what is no letter aside. Canvas writes a name
        into a file without its spaces.
        """
        export = learner_names.export_of(report.file)
        platform = export.platform if export and export.number else ""
        place = self.column({CANVAS: ("id",), MOODLE: IDENTIFIER}.get(platform, ()))
        if place is not None:
            return [row for row in self.learners() if _number(self.rows[row][place]) == export.number]
        glue = "" if platform == CANVAS else " "
        wanted = letters(export.learner if export else bare(report.learner), glue)
        named = {row: [letters(name, glue) for name in self.names(row)] for row in self.learners()}
        return [row for row, names in named.items() if wanted and wanted in names]


def read(content: bytes, kind: str) -> Roster:
    """A roster.

    Raises:
        MarkingError: it is no CSV of this kind; says which column is missing.
    """
    try:
        text = content.decode("utf-8-sig")
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
    except UnicodeDecodeError:
        raise MarkingError('The roster is not in UTF-8. Export it again, or save it in Excel as "CSV UTF-8".') from None
    except csv.Error as fault:
        raise MarkingError(f"The roster is no CSV: {fault}. Export it again, and save it unchanged.") from None
    if not rows:
        raise MarkingError("The roster is empty. Export it again.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            cells = f"row {number} has {len(row)} cells, and the header has {len(rows[0])}"
            raise MarkingError(f"The roster's {cells}. Export it again, and save it unchanged.")
    ending = "\r\n" if "\r\n" in text else "\n"
    roster = Roster(kind, rows, delimiter, ending, content.startswith(b"\xef\xbb\xbf"))
    missing = [titles[0] for titles in NEEDED[kind] if roster.column(titles) is None]
    if kind == CANVAS and not any(POSSIBLE in row[0] for row in rows):
        missing.append(f'a row "{POSSIBLE}"')
    if roster.column(NAME) is None and roster.column(FAMILY) is None:
        missing.append("a column for names")
    if missing:
        columns = ", ".join(title.strip() for title in rows[0])
        raise MarkingError(f"The roster is not {WHAT[kind]}: {', '.join(missing)} is missing. Its columns: {columns}.")
    return roster


def handed_in(roster: Roster, row: int, zone: tzinfo | None) -> datetime | None:
    """When a row's learner handed in, as a column "handed_in" or Moodle's worksheet says; None where it says nothing.

    Raises:
        MarkingError: a time that cannot be read, or in no time zone.
    """
    own = roster.column(HANDED_IN)
    place = roster.column(SUBMITTED) if own is None else own
    cell = "" if place is None else roster.rows[row][place].strip()
    if cell in ("", "-"):
        return None
    where = f'The roster\'s row {row + 1}: "{cell}"'
    try:
        found = _moodles_time(cell) if own is None else datetime.fromisoformat(re.sub(r"Z$", "+00:00", cell))
    except ValueError:
        example = "Friday, 20 November 2026, 11:59 PM" if own is None else "2026-11-20T23:59:00+01:00"
        raise MarkingError(f"{where} is no time like {example}. Mend it, or empty it.") from None
    return strict_toml.moment(found, zone, where)


def _moodles_time(cell: str) -> datetime:
    if not (found := _MOODLE_TIME.fullmatch(cell)):
        raise ValueError(cell)
    day, month, year, hour, minute, half = found.groups()
    months = [number for number, names in enumerate(_MONTHS, start=1) if month.casefold() in names.split()]
    hours = int(hour) if not half else int(hour) % 12 + 12 * (half.casefold() == "p")
    return datetime(int(year), max(months, default=0), int(day), hours, int(minute))


def _number(cell: str) -> str:
    """The digits at the end of "Participant 12345", or all of an ID."""
    found = re.search(r"\d+\s*$", cell)
    return found[0].strip() if found else ""
