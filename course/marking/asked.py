"""The marks that a command line asks for: its arguments, and the files they name.

They are read before anything is run, so that a slip in them costs no waiting.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.marking import policy, pseudonyms, remarks_file, rosters, tables
from course.marking.policy import Policy
from course.marking.remarks import Remark
from course.marking.rosters import GENERIC, KINDS, Roster

NAMES = ("pseudonym", "learner", "file")  # the columns of who is who


def arguments(parser) -> None:
    """Add the arguments that ask for marks."""
    parser.add_argument("--points", metavar="FILE", help="points by exercise and mistake, late work, attempts (TOML)")
    parser.add_argument("--remarks", metavar="FILE", help="your remarks, and what you decide yourself (TOML)")
    parser.add_argument("--table", choices=KINDS, help="write the CSV that Canvas or Moodle imports, or a plain one")
    parser.add_argument("--roster", metavar="FILE", help="the platform's CSV of its learners, which --table fills in")
    parser.add_argument("--return", dest="returns", metavar="DIR", help="write each notebook with its verdicts")
    parser.add_argument("--anonymous", action="store_true", help="pseudonyms in every file; their key lies beside OUT")
    parser.add_argument("--names", metavar="FILE", help="with --anonymous: write who is who, outside of OUT and DIR")


@dataclass(frozen=True)
class Asked:
    """What an instructor's files say, as far as it can be known before the class is graded."""

    policy: Policy | None
    remarks: tuple[Remark, ...]
    roster: Roster | None

    @classmethod
    def of(cls, options) -> "Asked":
        """What these options ask for.

        Raises:
            CourseError: they do not go together, or a file cannot be read or meant.
        """
        _refuse_what_does_not_fit(options)
        points, said = (name or "" for name in (options.points, options.remarks))
        marks = policy.read(_text(points), policy.known(), points) if points or options.table else None
        kind = options.table or GENERIC
        roster = rosters.read(_content(options.roster), kind) if options.roster else None
        if kind != GENERIC and not roster:
            tables.filled(kind, [], marks, None)  # says which file is missing
        for row in roster.learners() if roster and marks.late else ():
            rosters.handed_in(roster, row, marks.zone)  # refuses a time that cannot be read
        return cls(marks, remarks_file.read(_text(said), said), roster)


def _refuse_what_does_not_fit(options) -> None:
    """Refuse what does not go together.

    Raises:
        CourseError: says what, and why.
    """
    if options.roster and not (options.points or options.table):
        raise CourseError("--roster is read for --table, and for the late work of --points. Add one of the two.")
    if options.table not in (None, GENERIC) and options.anonymous:
        raise CourseError(f"--table {options.table} needs their own names. Leave out --anonymous, or write generic.")
    if options.names and not options.anonymous:
        raise CourseError("--names says whom pseudonyms stand for. Add --anonymous.")
    if options.names:
        _refuse_names(options)


def _refuse_names(options) -> None:
    """Refuse a file for who is who that shows it to others, or is another file already."""
    names, key = Path(os.path.realpath(options.names)), os.path.realpath(pseudonyms.key_file(options.out))
    for folder in filter(None, (options.out, options.returns)):
        if names.is_relative_to(os.path.realpath(folder)):
            raise CourseError(f"--names {options.names} lies in {folder}, which holds no names. Write it elsewhere.")
    if str(names) == key or (names.exists() and not (names.is_file() and _says_who_is_who(options))):
        raise CourseError(
            f"--names {options.names} is another file, or says who is who in another report, and is not written over. "
            "Name one of its own."
        )


def _says_who_is_who(options) -> bool:
    """Whether the file for who is who is empty, or all of it is of this report's pseudonyms."""
    text = _content(options.names).decode(errors="replace")
    header, rows = ",".join(NAMES), [*csv.reader(text.splitlines()[1:])]
    hiding = pseudonyms.of_key(options.out) if rows else None
    ours = hiding and all(len(row) == len(NAMES) and hiding.name(*row[1:]) == row[0] for row in rows)
    return not text or (text.splitlines()[0] == header and bool(ours or not rows))


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise CourseError(f"cannot read {path}: {fault.strerror}.") from None


def _text(path: str) -> str:
    try:
        return _content(path).decode("utf-8-sig") if path else ""
    except UnicodeDecodeError as fault:
        raise CourseError(f"{path} is not UTF-8: {fault.reason} at byte {fault.start}. Save it as UTF-8.") from None
