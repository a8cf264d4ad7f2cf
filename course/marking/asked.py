"""The marks that a command line asks for: its arguments, and the files they name.

They are read before anything is run, so that a slip in them costs no waiting.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from course import CourseError
from course.marking import policy, pseudonyms, rosters, tables
from course.marking.policy import Policy
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
    """What an instructor's files say; ``remarks`` is the text, since only a graded class tells whom they are about."""

    policy: Policy | None
    remarks: str
    roster: Roster | None

    @classmethod
    def of(cls, options) -> "Asked":
        """What these options ask for.

        Raises:
            CourseError: they do not go together, or a file cannot be read or meant.
        """
        _refuse_what_does_not_fit(options)
        marks = policy.read(_text(options.points), policy.known()) if options.points or options.table else None
        kind = options.table or GENERIC
        roster = rosters.read(_content(options.roster), kind) if options.roster else None
        if kind != GENERIC and not roster:
            tables.filled(kind, [], marks, None)  # says which file is missing
        return cls(marks, _text(options.remarks), roster)


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
    written = names.is_file() and _content(options.names).startswith(",".join(NAMES).encode())
    if str(names) == key or (names.exists() and not written):
        raise CourseError(f"--names {options.names} is another file, and is not written over. Name one of its own.")


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise CourseError(f"cannot read {path}: {fault.strerror}.") from None


def _text(path: str | None) -> str:
    try:
        return _content(path).decode("utf-8-sig") if path else ""
    except UnicodeDecodeError as fault:
        raise CourseError(f"{path} is not UTF-8: {fault.reason} at byte {fault.start}. Save it as UTF-8.") from None
