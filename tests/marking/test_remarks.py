"""What instructors write themselves: for whom it is, what it changes, and what cannot be meant."""

import json
import re
from dataclasses import replace
from datetime import datetime, timezone
from fractions import Fraction

import pytest

from course.classroom.matching.states import State
from course.classroom.reporting import report as reports_of
from course.marking import remarks, remarks_file
from course.marking.strict_toml import MarkingError
from helpers.language import speaking
from tests.marking.made_up import line, report

ANNA = report("Anna Muster", line("02-1", State.WRONG, "half"), line("02-2"), file="class/anna/hw.ipynb")
BEN = report("Ben", line("02-1"), line("02-2"), file="export/adlerben_124_457_hw.ipynb")
BEN_3 = report("Ben", line("03-1"), file="export/adlerben_124_458_x.ipynb", lesson="03_autograd")
TWINS = [report(f"Cara · {name}/cara.ipynb", line("02-1"), file=f"{name}/cara.ipynb") for name in "ab"]
CLASS = [ANNA, BEN, BEN_3, *TWINS]
SAYS = 'by = "M. Keller"\n'


def read(text, head=SAYS):
    return remarks.about(remarks_file.read(f"{head}[[remark]]\n{text}"), CLASS)


WHOM = {
    "learner as shown": ('learner = "Anna Muster"', [ANNA]),
    "capitals and spaces aside": ('learner = "anna  muster "', [ANNA]),
    "file": ('file = "class/anna/hw.ipynb"', [ANNA]),
    "end of a file's path": ('file = "anna/hw.ipynb"', [ANNA]),
    "id": ('id = "124"\nlesson = "02"', [BEN]),
    "id as a number": ('id = 124\nlesson = "03_autograd"', [BEN_3]),
    "a lesson by an exercise": ('learner = "Ben"\nexercise = "03-1"', [BEN_3]),
    "one of two of a name": ('file = "b/cara.ipynb"', [TWINS[1]]),
    "one of two as shown": ('learner = "Cara · a/cara.ipynb"', [TWINS[0]]),
}


@pytest.mark.parametrize(("text", "about"), WHOM.values(), ids=list(WHOM))
def test_a_remark_is_on_the_learner_that_it_names_and_on_nobody_else(text, about):
    found = read(f'{text}\ntext = "Well done."')
    exercise = "03-1" if "03-1" in text else None
    assert [one for one in CLASS if found.of(one, exercise)] == about
    assert found.of(about[0], exercise)[0].sentence == "M. Keller: Well done."


BAD = {
    "no TOML": ("text = ", "^remarks.toml: it cannot be read as TOML"),
    "unknown key": ('learner = "Ben"\npoint = 1', r'\[\[remark\]\] 1: "point" is no key. Did you mean "points"'),
    "nobody": ('text = "x"', "found nobody; write one of learner, file, id"),
    "two names": ('learner = "Ben"\nid = 124\ntext = "x"', "found learner, id; write one"),
    "unknown learner": ('learner = "Bem"\ntext = "x"', '"Bem" is no learner. Did you mean "Ben"'),
    "unknown file": ('file = "hw2.ipynb"\ntext = "x"', '"hw2.ipynb" is no file. Did you mean'),
    "unknown id": ("id = 125\ntext = 'x'", '"125" is no id. Did you mean "124"'),
    "unknown exercise": ('learner = "Ben"\nexercise = "02-9"\ntext = "x"', '"02-9" is no exercise of theirs'),
    "unknown lesson": ('learner = "Ben"\nlesson = "04"\ntext = "x"', '"04" is no lesson of theirs'),
    "which lesson": ('learner = "Ben"\ntext = "x"', "Ben has several notebooks: export/adlerben_124_457.*Add lesson"),
    "which of two": ('learner = "Cara"\ntext = "x"', "several notebooks: a/cara.ipynb, b/cara.ipynb"),
    "an empty text": ('learner = "Anna Muster"\ntext = ""', "says nothing"),
    "says nothing": ('learner = "Anna Muster"', "says nothing"),
    "negative": ('learner = "Anna Muster"\npoints = -1', "from 0 to"),
    "not a number": ('learner = "Anna Muster"\npoints = nan', "found NaN"),
    "another state": (
        'learner = "Anna Muster"\nexercise = "02-1"\nstate = "wrong"',
        'state can be "right" alone, not .wrong.',
    ),
    "state of the whole": ('learner = "Anna Muster"\nstate = "right"', "is of one exercise. Add exercise"),
    "state and points": (
        'learner = "Anna Muster"\nexercise = "02-1"\nstate = "right"\npoints = 1',
        "gives all points of the exercise. Leave out state or points",
    ),
    "time without a zone": ('learner = "Anna Muster"\nhanded_in = 2026-11-20T10:00:00', "no time zone"),
    "time of an exercise": ('learner = "Anna Muster"\nexercise = "02-1"\nhanded_in = 2026-11-20T10:00:00Z', "whole"),
    "text as a number": ('learner = "Anna Muster"\ntext = 3', "text is 3"),
    "endless text": (f'learner = "Anna Muster"\ntext = "{"x" * 2001}"', "at most 2000"),
}


@pytest.mark.parametrize(("text", "names"), BAD.values(), ids=list(BAD))
def test_what_cannot_be_meant_is_refused_by_its_name(text, names):
    with pytest.raises(MarkingError) as refused:
        read(text)
    assert re.search(names, str(refused.value)), str(refused.value)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("", 'Write by = "your name" at the top of x.toml'),
        ('by = ""\n', "nobody says it. Write by"),
        ("by = 3\n", "by is 3;"),
        ('by = " "\n', "by is  ;"),
    ],
    ids=["missing", "empty", "number", "blank"],
)
def test_a_remark_that_nobody_says_is_refused(by, said):
    with pytest.raises(MarkingError, match=said):
        remarks_file.read(f'{by}[[remark]]\nlearner = "Anna Muster"\ntext = "x"', "x.toml")


@pytest.mark.parametrize(("named", "found"), [("\U0001f600", 1), ("\U0001f389", 0), ("", 0), (" - ", 0)], ids=ascii)
def test_a_name_without_letters_is_meant_as_it_stands(named, found):
    smile = report("\U0001f600", line("02-1"))
    said = f'{SAYS}[[remark]]\nlearner = "{named}"\ntext = "x"'
    if found:
        assert remarks.about(remarks_file.read(said), [ANNA, smile]).of(smile)
        return
    with pytest.raises(MarkingError, match="is no learner"):
        remarks.about(remarks_file.read(said), [ANNA, smile])


@pytest.mark.parametrize("more", ["", "points = 1\n"], ids=["alone", "with points"])
def test_a_text_of_spaces_is_refused(more):
    with pytest.raises(MarkingError, match="text is  "):
        read(f'learner = "Anna Muster"\nexercise = "02-1"\ntext = " \\t"\n{more}')


def test_single_brackets_are_explained():
    with pytest.raises(MarkingError, match="two brackets"):
        remarks_file.read('[remark]\nlearner = "Ben"')


def test_what_two_remarks_decide_is_refused_and_two_texts_are_not():
    one = 'learner = "Anna Muster"\nexercise = "02-1"\n'
    with pytest.raises(MarkingError, match=r"\[\[remark\]\] 2: an earlier remark has decided"):
        read(f'{one}points = 1\n[[remark]]\n{one}state = "right"')
    found = read(f'{one}points = 1\n[[remark]]\n{one}text = "a"\n[[remark]]\n{one}text = "b"')
    assert [each.sentence for each in found.of(ANNA, "02-1")] == ["M. Keller: Points given: 1.", "M. Keller: a",
                                                                  "M. Keller: b"]  # fmt: skip


def test_a_remark_says_when_a_notebook_was_handed_in_and_who_says_so():
    found = read('learner = "Anna Muster"\nhanded_in = 2026-11-20T10:00:00\nby = "A. Ruiz"',
                 head='by = "M."\ntimezone = "Europe/Zurich"\n')  # fmt: skip
    assert found.handed_in(ANNA).astimezone(timezone.utc) == datetime(2026, 11, 20, 9, tzinfo=timezone.utc)
    assert found.handed_in(BEN) is None
    assert (found.of(ANNA)[0].by, found.of(ANNA)[0].sentence) == ("A. Ruiz", "")


def test_what_counts_as_right_is_right_in_a_copy_and_the_judges_state_stays():
    found = read('learner = "Anna Muster"\nexercise = "02-1"\nstate = "right"\ntext = "I see."')
    before = json.dumps(reports_of.as_data(ANNA))
    shown = found.applied(ANNA)
    told = [replace(one, message="Mal.", english="Wrong.") for one in ANNA.exercises]
    assert [one.told for one in found.applied(replace(ANNA, exercises=told)).exercises] == ["", "Wrong."]
    assert [(one.state, one.mistake) for one in shown.exercises] == [(State.RIGHT, None), (State.RIGHT, None)]
    assert json.dumps(reports_of.as_data(ANNA)) == before
    assert found.applied(BEN) == BEN
    assert found.of(ANNA, "02-1")[0].sentence == "M. Keller: I see. Counted as right."


def test_a_remark_is_one_line_on_which_nothing_acts():
    found = read('learner = "Anna Muster"\ntext = """a\nb\\u001b[31m\\u202e"""\npoints = 0.25')
    assert found.of(ANNA)[0].sentence == "M. Keller: a b\ufffd[31m\ufffd Points given: 0.25."
    assert found.of(ANNA)[0].points == Fraction(1, 4)
    with speaking("es"):
        assert "0.25" in found.of(ANNA)[0].sentence


def test_a_remark_on_a_learner_is_on_all_attempts_at_the_work():
    attempts = [report("Dora", line("02-1"), file=f"dora_9_{500 + later}_hw-{later}.ipynb") for later in (1, 2)]
    found = remarks.about(remarks_file.read(f'{SAYS}[[remark]]\nlearner = "Dora"\ntext = "x"'), attempts)
    assert all(found.of(one) for one in attempts)
