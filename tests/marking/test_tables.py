"""Tables are a platform's own file with the grades filled in, as its importer takes them; nobody's row is guessed."""

import csv
import io
import re
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from course.classroom.matching.states import State
from course.marking import policy, remarks, remarks_file, rosters, tables
from course.marking.points import mark_class
from course.marking.strict_toml import MarkingError
from tests.marking import importers
from tests.marking.made_up import KNOWN, LESSON, OTHER, line, report

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Notes,{lesson} (4711),Essay (4712),Current Score,Final Score
,,,,,,Manual Posting,,,
    Points Possible,,,,,,2.00,10.00,(read only),(read only)
"Muster, Anna",101,S1,amuster,Section 1,,,8.00,80.00,40.00
"Adler, Ben",102,S2,badler,"Section 1, and 2","said ""later"" = never",1.50,,,
"=Cruz, Zoé",103,S3,zcruz,Section 1,,,,,
"Weiß, Ann",104,S4,aweiss,Section 1,,N/A,,,
"Li, Bo",105,S5,bli,Section 1,,EX,,,
"Student, Test",999,,,Section 1,,,,,
""".replace("{lesson}", LESSON)
COURSE = {"101", "102", "103", "104", "105", "999"}, {"4711", "4712"}, {"Notes"}
MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,{times},Feedback comments
Participant 12345,Anna Muster,anna@x.org,{sent},,2.00,Yes,"Friday, 20 November 2026, 11:59 PM",-,
Participant 777,Ben Adler,ben@x.org,{sent},1.00,2.00,Yes,"Saturday, 21 November 2026, 12:20 AM",{then},Old words
Participant 778,Zoé Cruz,zoe@x.org,No submission,,2.00,Yes,-,-,
Participant 779,Bo Li,bo@x.org,{sent},,2.00,No,-,-,
""".format(times="Last modified (submission),Last modified (grade)", sent="Submitted for grading - ",
           then='"Monday, 23 November 2026, 9:05 AM"')  # fmt: skip
GENERIC = "First name;Last name;ID number;Email address\nAnna;Muster;A1;anna@x.org\nBen;Adler;A2;ben@x.org\n"
HALF = (line("02-1"), line("02-2", State.WRONG, "sign"))


def marked(*reports, text="", said=remarks.NO_REMARKS):
    found = policy.read(text, KNOWN)
    return mark_class(list(reports), found, said), found


def filled(kind, roster, *reports, text="", said=remarks.NO_REMARKS):
    content = roster if isinstance(roster, bytes) else roster.encode()
    given, found = marked(*reports, text=text, said=said)
    return tables.filled(kind, given, found, rosters.read(content, kind))


def rows(content, delimiter=","):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


ANNA = report("musteranna", *HALF, file="class.zip/musteranna_101_9001_hw.ipynb")
ZOE = report("cruzzoé", line("02-1"), line("02-2"), file="class.zip/cruzzoé_LATE_103_9002_hw.ipynb")


def test_canvas_gets_its_own_file_with_the_grades_in_it_and_all_else_as_it_was():
    found = filled("canvas", CANVAS, ANNA, ZOE)
    before, after = rows(CANVAS.encode()), rows(found.content)
    changed = [(row, place) for row, cells in enumerate(before) for place in range(len(cells))
               if cells[place] != after[row][place]]  # fmt: skip
    assert changed == [(3, 6), (5, 6)]
    assert (after[3][6], after[5][6]) == ("1", "2")
    assert after[5][0] == "=Cruz, Zoé"  # Canvas matches by it
    assert (found.left_out, found.empty) == ([], ["Adler, Ben", "Weiß, Ann", "Li, Bo", "Student, Test"])


def test_canvas_imports_it_by_its_own_rules():
    grades, possible = importers.canvas(filled("canvas", CANVAS, ANNA, ZOE).content, *COURSE)
    assert {student: given["4711"] for student, given in grades.items()} == {
        "101": "1", "102": "1.50", "103": "2", "104": "N/A", "105": "EX", "999": ""}  # fmt: skip
    assert possible == {"4711": "2.00", "4712": "10.00"}
    assert grades["101"]["4712"] == "8.00"


@pytest.mark.parametrize(
    "broken",
    [
        CANVAS.replace("Student,ID", "Name,ID"),
        CANVAS.replace("Section,", "Group,"),
        CANVAS.replace(" (4712)", ""),
        CANVAS.replace(",101,", ",100,"),
    ],
    ids=["first column", "section", "a new assignment", "a new student"],
)
def test_the_rules_of_canvas_are_seen_to_refuse(broken):
    with pytest.raises(importers.NotImportedError):
        importers.canvas(broken.encode(), *COURSE)


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("sign", [",", ";"], ids=["comma", "semicolon"])
def test_a_roster_keeps_its_form(ending, mark, sign):
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator=ending).writerows(rows(CANVAS.encode()))
    content = mark + text.getvalue().encode()
    roster = rosters.read(content, "canvas")
    assert tables.filled("canvas", [], policy.read("", KNOWN), roster).content == content
    found = filled("canvas", content, ANNA)
    assert importers.canvas(found.content, *COURSE)[0]["101"]["4711"] == "1"
    assert found.content.startswith(mark)
    assert (b"\r\n" in found.content) == (ending == "\r\n")


def test_an_assignment_is_told_by_its_title_or_by_the_points_file():
    other = CANVAS.replace(LESSON, "Week 2")
    with pytest.raises(MarkingError) as refused:
        filled("canvas", other, ANNA)
    assert f'[columns] "{LESSON}" = "its title"' in str(refused.value)
    assert "Its assignments: Week 2 (4711), Essay (4712)." in str(refused.value)
    found = filled("canvas", other, ANNA, text='[columns]\n"02" = "Week 2 (4711)"')
    assert rows(found.content)[3][6] == "1"
    with pytest.raises(
        MarkingError, match=r'"Week 2 [(]4710[)]": the roster has no .*Did you mean "Week 2 [(]4711[)]"'
    ):
        filled("canvas", other, ANNA, text='[columns]\n"02" = "Week 2 (4710)"')
    three = other.replace("Essay", "Week 3").replace("Current Score", "Week 20 (4713)")
    with pytest.raises(MarkingError, match=r'Did you mean "Week 2 [(]4711[)]"[?] Its assignments: Week 2'):
        filled("canvas", three, ANNA, text='[columns]\n"02" = "Week 2"')
    with pytest.raises(MarkingError, match='"Final Score": the roster has no single assignment of that title'):
        filled("canvas", other, ANNA, text='[columns]\n"02" = "Final Score"')
    with pytest.raises(MarkingError, match=r"Two lessons .* one column of the roster\. Give 03_autograd"):
        both = '"02" = "Week 2 (4711)"\n"03" = "Week 2 (4711)"'
        filled("canvas", other, ANNA, report("x", line("03-1"), lesson=OTHER), text=f"[columns]\n{both}")


def test_a_column_that_canvas_reckons_itself_takes_no_grade():
    # Nor is it put into the only one that is left.
    locked = CANVAS.replace("2.00,10.00", "(read only),2.00")
    with pytest.raises(MarkingError, match="no single assignment"):
        filled("canvas", locked, ANNA)


def test_another_highest_grade_is_refused_until_the_points_file_scales_to_it():
    hundred = CANVAS.replace("2.00,10.00", "100,10.00")
    with pytest.raises(MarkingError, match=r'has 2 points, and "100" is the highest grade.*out_of'):
        filled("canvas", hundred, ANNA)
    assert rows(filled("canvas", hundred, ANNA, text='[out_of]\n"02" = 100').content)[3][6] == "50"
    comma = MOODLE.replace("2.00,Yes", '"2,00",Yes')
    assert (
        importers.moodle(filled("moodle", comma, report("Anna Muster", *HALF)).content, {"12345"}, 2)["12345"][0] == 1
    )


def test_what_canvas_excused_or_did_not_assign_is_kept_and_listed():
    found = filled("canvas", CANVAS, report("weißann", *HALF, file="weißann_104_9001_hw.ipynb"),
                   report("libo", *HALF, file="libo_105_9002_hw.ipynb"))  # fmt: skip
    assert found.content == CANVAS.encode()
    assert [re.search("Canvas says (\\S+)", one)[1] for one in found.left_out] == ["N/A", "EX"]


def test_moodle_gets_its_own_worksheet_with_grades_and_what_was_said():
    reports = [report("Anna Muster", *HALF, file="Anna Muster_12345_assignsubmission_file_/hw.ipynb"),
               report("Ben Adler", *HALF, file="x/Ben Adler_777_assignsubmission_file_hw.ipynb"),
               report("Bo Li", *HALF, file="x/Bo Li_779_assignsubmission_file_hw.ipynb")]  # fmt: skip
    one = '[[remark]]\nby = "=M"\nlearner = "Anna Muster"\n'
    written = f'{one}text = "1 < 2, & so on"\npoints = 1.5\n{one}exercise = "02-2"\ntext = "Which sign?"'
    said = remarks.about(remarks_file.read(written), reports)
    found = filled("moodle", MOODLE, *reports, said=said)
    assert importers.moodle(found.content, {"12345", "777", "778", "779"}, 2) == {
        "12345": (1.5, "'=M: 1 &lt; 2, &amp; so on Points given: 1.5. 02-2: =M: Which sign?"),
        "777": (1.0, "Old words"), "778": (None, ""), "779": (None, "")}  # fmt: skip
    assert found.empty == ["Zoé Cruz"]
    assert len(found.left_out) == 1
    assert "Bo Li" in found.left_out[0]
    assert "cannot be changed" in found.left_out[0]
    before, after = rows(MOODLE.encode()), rows(found.content)
    assert [[cell for place, cell in enumerate(row) if place not in (4, 9)] for row in before] == [
        [cell for place, cell in enumerate(row) if place not in (4, 9)] for row in after]  # fmt: skip


IN_SPANISH = {
    "Identifier": "Identificador",
    "Full name": "Nombre completo",
    "Maximum Grade": "Calificación máxima",
    "Grade can be changed": "La calificación puede ser cambiada",
    ",Grade,": ",Calificación,",
    "Last modified (grade)": "Última modificación (calificación)",
    "Last modified (submission)": "Última modificación (entrega)",
    "Participant": "Participante",
    "Friday, 20 November 2026, 11:59 PM": "viernes, 20 de noviembre de 2026, 23:59",
}


def test_moodles_worksheet_in_spanish_is_read():
    spanish = MOODLE
    for old, new in IN_SPANISH.items():
        assert old in spanish
        spanish = spanish.replace(old, new)
    found = filled("moodle", spanish, report("Anna Muster", *HALF))
    strings = ("Calificación", "Identificador", "Última modificación (calificación)", "Participante ")
    assert importers.moodle(found.content, {"12345"}, 2, strings)["12345"][0] == 1
    late = policy.read('timezone = "UTC"\n[late]\nfixed = "1 %"\n[deadlines]\n"02" = 2026-01-01T00:00:00', KNOWN)
    one = report("Anna Muster", *HALF)
    roster = rosters.read(spanish.encode(), "moodle")
    assert tables.times(roster, [one], late) == {one.identity: datetime(2026, 11, 20, 23, 59, tzinfo=ZoneInfo("UTC"))}


@pytest.mark.parametrize("missing", ["Identifier", "Last modified (grade)", "Grade,"])
def test_the_rules_of_moodle_are_seen_to_refuse(missing):
    with pytest.raises(importers.NotImportedError):
        importers.moodle(MOODLE.replace(missing, "X" + missing[-1:].replace(")", ""), 1).encode(), {"12345"}, 2)


BAD = {
    "canvas, no ID": ("canvas", CANVAS.replace(",ID,", ",Number,"), "id is missing. Its columns: Student, Number"),
    "canvas, no section": ("canvas", CANVAS.replace("Section,Notes", "Group,Notes"), "section is missing"),
    "canvas, no points": ("canvas", CANVAS.replace("Points Possible", "Points"), 'a row "Points Possible" is missing'),
    "moodle, no identifier": ("moodle", MOODLE.replace("Identifier", "Id"), "identifier is missing"),
    "moodle, a scale": ("moodle", MOODLE.replace("Maximum Grade", "Scale"), "maximum grade is missing"),
    "moodle for canvas": ("canvas", MOODLE, "not Canvas's gradebook.*id, section"),
    "no names": ("generic", "a,b\n1,2\n", "a column for names is missing"),
    "empty": ("generic", "", "empty"),
    "short row": ("generic", "name,b\nanna\n", "row 2 has 1 cells, and the header has 2"),
    "open quote": ("generic", 'name,b\n"anna,2\n', "is no CSV: unexpected end"),
    "another code": ("generic", "name\nZoé\n".encode("cp1252"), 'not in UTF-8.*"CSV UTF-8"'),
}


@pytest.mark.parametrize(("kind", "text", "names"), BAD.values(), ids=list(BAD))
def test_a_roster_that_is_none_is_refused_by_what_it_lacks(kind, text, names):
    with pytest.raises(MarkingError) as refused:
        rosters.read(text if isinstance(text, bytes) else text.encode(), kind)
    assert re.search(names, str(refused.value)), str(refused.value)


@pytest.mark.parametrize("kind", ["canvas", "moodle"])
def test_a_platform_needs_its_roster(kind):
    with pytest.raises(MarkingError, match="--roster FILE"):
        tables.filled(kind, *marked(ANNA), None)


WHOSE = {
    "number before name": ("Ben Adler", "x/Ben Adler_12345_assignsubmission_file_hw.ipynb", [2]),
    "number of another platform": ("Anna Muster", "musteranna_777_9001_hw.ipynb", []),  # Canvas glues the names
    "canvas's glued name": ("adlerben", "benadler_12345_9001_hw.ipynb", [3]),
    "name": ("ben ADLER", "", [3]),
    "name with other signs": ("Ben_Adler", "", [3]),
    "one letter off": ("Ben Adlers", "", []),
    "half a name": ("Ben", "", []),
    "e-mail": ("ben@x.org", "", [3]),
    "told apart": ("Ben Adler · a/hw.ipynb", "", [3]),
    "letters in two forms": ("Zoe\u0301 Cruz", "", [4]),
    "accents matter": ("Zoe Cruz", "", []),
    "nothing but signs": ("--", "--.ipynb", []),
}


@pytest.mark.parametrize(("learner", "file", "found"), WHOSE.values(), ids=list(WHOSE))
def test_a_row_is_found_by_number_or_by_an_equal_name_and_never_by_a_like_one(learner, file, found):
    roster = rosters.read(MOODLE.encode(), "moodle")
    assert [row + 1 for row in roster.of(report(learner, file=file))] == found


def test_who_is_in_no_row_in_two_or_twice_in_one_is_listed_and_left_out():
    twins = GENERIC + "Anna;Muster;A3;other@x.org\n"
    reports = [report("Anna Muster", *HALF), report("Nobody", *HALF), report("Ben Adler", *HALF, file="a/hw.ipynb"),
               report("Ben Adler", *HALF, file="b/hw.ipynb")]  # fmt: skip
    found = filled("generic", twins, *reports)
    assert [row[4] for row in rows(found.content, ";")] == [LESSON, "", "", ""]
    assert [re.search(r"\): (.*)", one)[1] for one in found.left_out] == [
        "fits the rows 2 and 4 of the roster. Fill in the grade by hand.",
        "in no row of the roster, by number or name. Export it again, or name the file as it names the learner.",
        "row 3 of the roster has several notebooks of this lesson. Leave one.",
        "row 3 of the roster has several notebooks of this lesson. Leave one.",
    ]
    assert found.empty == []


def test_a_spreadsheet_gets_a_column_for_each_lesson_at_the_end_or_the_one_that_is_named():
    reports = [report("Anna Muster", *HALF), report("Anna Muster", line("03-1"), lesson=OTHER, file="3/anna.ipynb"),
               report("Ben Adler", line("03-1"), lesson=OTHER, file="3/ben.ipynb")]  # fmt: skip
    found = filled("generic", GENERIC, *reports, text='[points]\n"02-1" = 0.35')
    assert [row[4:] for row in rows(found.content, ";")] == [[LESSON, OTHER], ["0.35", "1"], ["", "1"]]
    found = filled("generic", GENERIC, *reports, text='[columns]\n"02" = "ID number"\n"03" = "=Quiz"')
    assert [row[2:] for row in rows(found.content, ";")] == [
        ["ID number", "Email address", "'=Quiz"], ["1", "anna@x.org", "1"], ["A2", "ben@x.org", "1"]]  # fmt: skip


@pytest.mark.parametrize("learner", ["=1+1", "+1", "-1", "@x", '"=1', "a;=1"])
def test_no_cell_of_ours_is_taken_for_a_formula(learner):
    given, found = marked(report(learner, *HALF, file=f"{learner}.ipynb"))
    cells = rows(tables.filled("generic", given, found, None).content)
    assert cells[0] == ["learner", "lesson", "points", "out of", "file"]
    assert cells[1][1:4] == [LESSON, "1", "2"]
    for cell in cells[1]:
        assert not re.search(r'(^|;)[\s"]*[=+\-@]', cell)


def test_moodle_grades_one_assignment_at_a_time():
    with pytest.raises(MarkingError, match=f"of {LESSON}, {OTHER}"):
        filled("moodle", MOODLE, report("Anna Muster", *HALF), report("Ben Adler", line("03-1"), lesson=OTHER))


LATE = 'timezone = "Europe/Zurich"\n[late]\nfixed = "20 %"\n[deadlines]\n"02" = 2026-11-20T23:59:00\n'


def test_moodles_worksheet_says_when_who_handed_in():
    reports = [report(name, *HALF) for name in ("Anna Muster", "Ben Adler", "Zoé Cruz", "Nobody")]
    roster, late = rosters.read(MOODLE.encode(), "moodle"), policy.read(LATE, KNOWN)
    when = {
        one: moment.astimezone(timezone.utc).isoformat() for one, moment in tables.times(roster, reports, late).items()
    }
    assert when == {reports[0].identity: "2026-11-20T22:59:00+00:00", reports[1].identity: "2026-11-20T23:20:00+00:00"}
    assert tables.times(roster, reports, policy.read("", KNOWN)) == {}
    points = {
        one.report.learner: one.points for one in mark_class(reports, late, times=tables.times(roster, reports, late))
    }
    assert [float(points[one.learner]) for one in reports] == [1, 0.8, 1, 1]


def test_a_roster_says_one_time_and_the_newest_attempt_has_it():
    text = "Name,handed_in\nBen Adler,2026-11-21T00:20:00+01:00\nAnna,2026-11-20T12:00:00Z\nCara,\n"
    roster, late = rosters.read(text.encode(), "generic"), policy.read(LATE, KNOWN)
    attempts = [report("benadler", *HALF, file=f"benadler_1_{500 + late}_hw-{late}.ipynb") for late in (2, 1)]
    found = tables.times(roster, [*attempts, report("Anna"), report("Cara")], late)
    assert set(found) == {attempts[0].identity, report("Anna").identity}


@pytest.mark.parametrize(("cell", "names"), [
    ("yesterday", 'row 2: "yesterday" is no time like 2026'),
    ("2026-13-01T00:00:00Z", "no time like"),
    ("2026-11-20T12:00:00", "in no time zone; write"),
])  # fmt: skip
def test_a_time_that_cannot_be_meant_is_refused(cell, names):
    roster = rosters.read(f"name,handed_in\nanna,{cell}\n".encode(), "generic")
    with pytest.raises(MarkingError, match=names):
        tables.times(roster, [report("anna")], policy.read(LATE.replace('timezone = "Europe/Zurich"\n', "").replace(
            "T23:59:00", "T23:59:00Z"), KNOWN))  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["Friday, 31 February 2026, 1:00 PM", "Friday, 20 Brumaire 2026, 1:00 PM", "20.11.2026"]
)
def test_a_time_of_moodles_in_a_form_that_is_not_known_is_refused(cell):
    text = MOODLE.replace("Friday, 20 November 2026, 11:59 PM", cell)
    with pytest.raises(MarkingError, match="no time like Friday, 20 November 2026"):
        tables.times(rosters.read(text.encode(), "moodle"), [report("Anna Muster")], policy.read(LATE, KNOWN))


CELLS = some.text(some.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=8)


@settings(deadline=None)
@given(some.lists(some.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5), some.booleans())
def test_a_rosters_cells_are_written_back_as_they_came_whatever_they_hold(cells, mark):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["name", "b", "c"], *([*row, "x"] for row in cells)])
    content = text.getvalue().encode("utf-8-sig" if mark else "utf-8")
    roster = rosters.read(content, "generic")
    again = tables.filled("generic", [], policy.read("", KNOWN), roster).content
    assert rows(again) == rows(content)
