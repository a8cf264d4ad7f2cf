"""The rules by which Canvas and Moodle take a CSV of grades, written from their importers' sources.

Canvas: lib/gradebook_importer.rb of canvas-lms: header?, update_column_count, check_for_non_student_row, process_pp,
process_student, and the converter decimal_comma_to_period. Moodle: mod/assign/feedback/offline/importgradeslib.php
(init, next) and locallib.php (process_import_grades), with lib/csvlib.class.php, which takes a BOM off.
"""

import csv
import io
import re

READ_ONLY = ("Current Score", "Current Points", "Current Grade", "Final Score", "Final Points", "Final Grade",
             "Override Score", "Override Grade", "Override Status")  # fmt: skip


class NotImportedError(Exception):
    """The platform would refuse the file, or take it for something else."""


def canvas(content, students, assignments, custom=()):
    """What Canvas would write: grades by student id and assignment id, and the points possible that it would set.

    Args:
        content: the file's bytes.
        students: the course's students, their ids as text.
        assignments: their ids, as text.
        custom: titles of the course's own columns, which stand behind Section.
    """
    lines = content.decode("utf-8").splitlines()[:3]
    counts = {sign: {len(next(csv.reader([line], delimiter=sign))) for line in lines} for sign in ";,"}
    fields = {sign: count.pop() if len(count) == 1 else 0 for sign, count in counts.items()}
    sign = ";" if fields[";"] > fields[","] else ","
    header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=sign, strict=True))
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise NotImportedError("Invalid header row")
    known = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        known = 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        known = 5 + bool(re.search(r"Integration\s+ID", header[4]))
        known += bool(re.search(r"Root\s+Account", header[known - 1]))
    if "Section" not in header[known - 1]:
        raise NotImportedError("Invalid header row")
    columns = {}
    for place, title in enumerate(header[known:], start=known):
        if title not in custom and not any(word in title for word in READ_ONLY):
            found = re.fullmatch(r".*\((\d+)\)", title)
            if not found or found[1] not in assignments:
                raise NotImportedError(f"{title} would become a new assignment")
            columns[found[1]] = place
    grades, possible = {}, {}
    for row in rows:
        if "Points Possible" in row[0]:
            possible = {one: _canvas_number(row[place]) for one, place in columns.items()}
        elif not all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row if cell):
            if row[1] not in students:
                raise NotImportedError(f"{row[0]} would become a new student")
            grades[row[1]] = {one: _canvas_number(row[place]).strip() for one, place in columns.items()}
    return grades, possible


def _canvas_number(cell):
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


def moodle(content, participants, highest, strings=("Grade", "Identifier", "Last modified (grade)", "Participant ")):
    """What Moodle would write: grade and feedback by participant number; what it would skip is not there.

    Args:
        content: the file's bytes.
        participants: the numbers of those who may be graded, as text.
        highest: the assignment's maximum grade.
        strings: what the columns and the word before the number are called in the teacher's language.
    """
    text = content.decode("utf-8").removeprefix("\ufeff")
    header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    grade, identifier, modified, participant = strings
    if not {grade, identifier, modified} <= set(header):
        raise NotImportedError("invalidgradeimport")
    feedback = next((header.index(one) for one in header if one in ("Feedback comments",)), None)
    found = {}
    for row in rows:
        if len(row) != len(header):
            raise NotImportedError("csvweirdcolumns")
        number = row[header.index(identifier)][len(participant) :]
        if number not in participants:
            continue
        cell = row[header.index(grade)].replace(",", ".")
        taken = bool(re.fullmatch(r"\d+(\.\d+)?", cell)) and 0 <= float(cell) <= highest
        found[number] = (float(cell) if taken else None, row[feedback] if feedback is not None else "")
    return found
