"""A points file is read strictly, and a class is marked by it as an instructor would by hand."""

import re
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from course.classroom.matching.states import State
from course.marking import policy, remarks, remarks_file
from course.marking.points import mark_class, shown
from course.marking.strict_toml import MarkingError
from tests.marking.made_up import KNOWN, line, report

LATE = '[late]\nper_day = "10 %"\ngrace = "15 minutes"\nfloor = "40 %"\n[deadlines]\n"02" = 2026-11-20T23:59:00\n'
ZONE = 'timezone = "Europe/Zurich"\n'
CANVAS = "class/adlerben_LATE_124_457_hw.ipynb"


def read(text=""):
    return policy.read(text, KNOWN)


def marked(one, text="", said=remarks.NO_REMARKS, **times):
    (found,) = mark_class([one], read(text), said, times.get("times", {}))
    return found


def looks(found):
    return [mark.exercise for mark in found.marks if mark.look]


def at(text):
    return datetime.fromisoformat(text)


# What cannot be meant, and what the refusal has to name.
BAD = {
    "no TOML": ("points = ", "cannot be read as TOML: Invalid value"),
    "unknown table": ("[point]\n", '"point".*Did you mean "points"'),
    "no table": ("points = 3", r"\[points\]: found 3"),
    "unknown exercise": ('[points]\n"02-3" = 1', r'\[points\]: "02-3" is no exercise.*02-1, 02-2'),
    "unknown lesson": ('[points]\n"2" = 1', r'"2" is no lesson'),
    "lesson twice": ('[out_of]\n"02" = 1\n"02_pizarra_sgd" = 2', "twice"),
    "negative points": ('[points]\n"02-1" = -0.5', r'"02-1": found -0.5.*from 0 to'),
    "points not a number": ('[points]\n"02-1" = nan', "found NaN"),
    "endless digits": ("points = 1" + "0" * 5_000, "cannot be read as TOML"),
    "a number of a size that nobody means": ('[points]\n"02-1" = 1e999999999', "found 1E[+]999999999"),
    "a number of digits that nobody means": ('[points]\n"02-1" = 1e-999999999', "found 1E-999999999"),
    "endless points": ('[points]\n"02-1" = inf', "found Infinity"),
    "points without end": ("[points]\ndefault = 1000001", "found 1000001; write a number from 0 to 1000000"),
    "points as text": ('[points]\n"02-1" = "2"', "found '2'; write a number"),
    "points as truth": ('[points]\n"02-1" = true', "found True"),
    "unknown mistake": ("[partial]\nhalve = 0.5", r'\[partial\]: "halve" is no mistake. Did you mean "half"'),
    "mistake of another exercise": ('[partial."02-2"]\nhalf = 0.5', r'\[partial."02-2"\]: "half" is no mistake'),
    "unknown exercise of partial": ('[partial."09-1"]\nhalf = 0.5', '"09-1" is no exercise'),
    "more credit than points": ("[partial]\nhalf = 1.5", "half gives 1.5 points, and 02-1 has 1"),
    "percentage above 100": ('[partial]\nhalf = "101 %"', '"0 %" to "100 %"'),
    "percentage below 0": ('[partial]\nhalf = "-1 %"', '"0 %" to "100 %"'),
    "credit for not run": ('[states]\n"not run" = 1', "never wrong"),
    "credit for forbidden": ("[states]\nforbidden = 1", "never wrong"),
    "credit for right": ("[states]\nright = 1", '"right" is no state that is given credit'),
    "late without deadlines": ('[late]\nfixed = "10 %"', "deadlines"),
    "deadlines without late": ('[deadlines]\n"02" = 2026-11-20T23:59:00Z', "late"),
    "late in two ways": (LATE.replace("grace", 'fixed = "9 %"\ngrace') + ZONE, "either per_day"),
    "late in no way": ('[late]\n[deadlines]\n"02" = 2026-11-20T23:59:00Z', "either per_day"),
    "late as a number": ("[late]\nper_day = 0.1\n[deadlines]", "per_day: found 0.1"),
    "grace without a unit": ('[late]\nfixed = "1 %"\ngrace = 15\n[deadlines]', "grace: found 15"),
    "unknown key of late": ('[late]\nfixed = "1 %"\ngracee = 1\n[deadlines]', '"gracee".*Did you mean "grace"'),
    "deadline without a zone": (LATE, "2026-11-20T23:59:00 is in no time zone"),
    "deadline before all time": (LATE.replace("2026-11-20T23:59:00", "0001-01-01T00:00:00+14:00"), "of this age"),
    "deadline without a time": (ZONE + LATE.replace("T23:59:00", ""), "found 2026-11-20; write date and time"),
    "unknown zone": ('timezone = "Europe/Zurick"', "Europe/Zurick"),
    "zone that is a folder": ('timezone = "Europe"', "timezone: found 'Europe'"),
    "zone outside": ('timezone = "../x"', "timezone: found"),
    "unknown way to count": (
        '[attempts]\ncounts = "newest"',
        'points.toml: \\[attempts\\] counts: "newest" is no way to count. Known: last, best, first.',
    ),
    "no attempts": ("[attempts]\nmost = 0", "from 1 to 1000"),
    "decimals": ("decimals = 5", "from 0 to 4"),
    "scale of nothing": ('[points]\n"02" = 0\n[out_of]\n"02" = 10', "no points to scale"),
    "title": ('[columns]\n"02" = 3', r'\[columns\] "02": found 3'),
}


@pytest.mark.parametrize(("text", "names"), BAD.values(), ids=list(BAD))
def test_what_cannot_be_meant_is_refused_by_its_name(text, names):
    with pytest.raises(MarkingError) as refused:
        read(text)
    assert re.search(names, str(refused.value)), str(refused.value)


def test_points_are_looked_up_by_exercise_then_lesson_then_default():
    assert dict(read().points) == {"02-1": 1, "02-2": 1, "03-1": 1}
    found = read('[points]\ndefault = 3\n"02" = 2\n"02-2" = 0.1').points
    assert found == {"02-1": 2, "02-2": Fraction(1, 10), "03-1": 3}


@pytest.mark.parametrize(
    ("text", "mistake", "points"),
    [
        ("", "half", 0),
        ('[partial]\ndefault = "25 %"', "half", Fraction(1, 2)),
        ('[partial]\ndefault = "25 %"\nhalf = 1', "half", 1),
        ('[partial]\nhalf = 1\n[partial."02-1"]\ndefault = "75 %"', "half", 1),
        ('[partial]\nhalf = 1\n[partial."02-1"]\nhalf = "75 %"', "half", Fraction(3, 2)),
        ('[partial]\ndefault = "25 %"', "off", 0),  # what no exercise declares is no named mistake
        ('[partial]\ndefault = "25 %"\noff = 0.1\n', "off", Fraction(1, 10)),
        ('[states]\nwrong = "10 %"\n[partial]\ndefault = "25 %"', "off", Fraction(1, 5)),
    ],
    ids=str,
)
def test_partial_credit_is_looked_up_from_the_most_specific(text, mistake, points):
    text = f'{text}\n[points]\n"02-1" = 2'
    found = marked(report("anna", line("02-1", State.WRONG, mistake)), text)
    assert (found.points, found.marks[0].of, looks(found)) == (points, 2, [])


@pytest.mark.parametrize(("state", "look"), [
    (State.RIGHT, False), (State.WRONG, False), (State.TODO, False), (State.RAISED, False), (State.MISSING, False),
    (State.NOT_RUN, True), (State.OUT_OF_TIME, True), (State.OUT_OF_MEMORY, True), (State.DIED, True),
    (State.FORBIDDEN, True),
])  # fmt: skip
def test_what_the_judge_could_not_judge_is_listed_and_never_wrong(state, look):
    found = marked(report("anna", line("02-1", state), line("02-2")))
    assert found.points == 1 + (state == State.RIGHT)
    assert looks(found) == ["02-1"] * look
    assert any("Needs your look" in note and "02-1" in note for note in found.notes) == look


def test_a_state_that_is_given_credit_needs_no_look():
    found = marked(report("anna", line("02-1", State.OUT_OF_TIME)), '[states]\n"out of time" = "50 %"')
    assert (found.points, looks(found)) == (Fraction(1, 2), [])


def test_tenths_are_tenths_and_a_total_is_rounded_once_half_up():
    text = '[points]\n"02-1" = 0.1\n"02-2" = 0.2\n'
    found = marked(report("anna", line("02-1"), line("02-2")), text)
    assert shown(found.points) == "0.3"
    # 0.125 would be 0.12 if halves went to the even digit, and 0.005 twice would be 0.02 if each were rounded.
    third = '[points]\n"02-1" = 0.005\n"02-2" = 0.005\n'
    assert shown(marked(report("anna", line("02-1"), line("02-2")), third).points) == "0.01"
    assert shown(marked(report("anna", line("02-1")), '[points]\n"02-1" = 0.125').points) == "0.13"
    assert shown(marked(report("anna", line("02-1")), 'decimals = 0\n[points]\n"02-1" = 2.5').points) == "3"


@settings(deadline=None)
@given(some.fractions(min_value=0, max_value=10_000), some.integers(min_value=0, max_value=4))
def test_a_shown_number_is_the_nearest_and_has_no_idle_zeros(number, decimals):
    text = shown(number, decimals)
    assert abs(Fraction(text) - number) <= Fraction(1, 2 * 10**decimals)
    assert re.fullmatch(r"\d+(\.\d*[1-9])?", text)
    assert len(text.partition(".")[2]) <= decimals


WHEN = {
    "in time": ("2026-11-20T23:58:00+01:00", 0),
    "in the grace": ("2026-11-21T00:14:00+01:00", 0),
    "at its end": ("2026-11-21T00:14:00+01:00", 0),
    "a second later": ("2026-11-21T00:14:01+01:00", 10),
    "a day later": ("2026-11-22T00:14:00+01:00", 10),
    "and a second": ("2026-11-22T00:14:01+01:00", 20),
    "in another zone": ("2026-11-20T18:00:00-05:00", 0),
    "late there too": ("2026-11-20T18:15:00-05:00", 10),
    "held by the floor": ("2026-12-24T00:00:00+01:00", 60),
}


@pytest.mark.parametrize(("when", "percent"), WHEN.values(), ids=list(WHEN))
def test_late_work_loses_a_share_for_each_day_begun(when, percent):
    one = report("anna", line("02-1"), line("02-2"))
    found = marked(one, ZONE + LATE, times={one.identity: at(when)})
    assert found.points == 2 * Fraction(100 - percent, 100)
    assert [each.said.endswith(f"{percent} %.") for each in found.reductions] == [True] * bool(percent)
    assert not found.notes


def test_a_day_has_24_hours_where_clocks_are_changed():
    text = ZONE + '[late]\nper_day = "10 %"\n[deadlines]\n"02" = 2026-10-24T12:00:00\n'
    one, zone = report("anna", line("02-1")), read(text).zone
    # On 25 October the clocks go back: by the clock it is a day later, and 25 hours have gone.
    when = datetime(2026, 10, 25, 12, 0, tzinfo=zone)
    assert marked(one, text, times={one.identity: when}).reductions[0].count == 2
    earlier = when.astimezone(timezone.utc) - timedelta(hours=1)
    assert marked(one, text, times={one.identity: earlier}).reductions[0].count == 1


def test_where_nobody_knows_when_it_was_handed_in_nothing_is_taken_off_and_it_is_said():
    found = marked(report("anna", line("02-1")), ZONE + LATE)
    assert (found.points, found.reductions) == (1, ())
    assert found.notes == (
        "Handed in: unknown. No late policy applied; where you know it, write handed_in in the remarks.",
    )
    assert marked(report("anna", line("02-1"))).notes == ()
    other = report("anna", line("03-1"), lesson="03_autograd")
    assert marked(other, ZONE + LATE).notes == ()  # it has no deadline


def test_what_canvas_marks_late_costs_the_fixed_share_and_no_days_that_are_not_known():
    fixed = '[late]\nfixed = "20 %"\n[deadlines]\n"02" = 2026-11-20T23:59:00Z'
    found = marked(report("adlerben", line("02-1"), file=CANVAS), fixed)
    assert (found.points, found.notes) == (Fraction(4, 5), ("Handed in: unknown. Canvas marked it LATE.",))
    found = marked(report("adlerben", line("02-1"), file=CANVAS), ZONE + LATE)
    assert found.points == 1
    assert found.notes[0].startswith("Handed in: unknown. Canvas marked it LATE. No late policy applied;")
    in_time = marked(report("adlerben", line("02-1"), file=CANVAS.replace("_LATE", "")), fixed)
    assert (in_time.points, in_time.notes) == (1, ())


def attempts(*points):
    """Uploads to Canvas of one learner, the oldest first; each has so many right of two."""
    states = [[State.RIGHT] * right + [State.WRONG] * (2 - right) for right in points]
    return [
        report("adlerben", line("02-1", one), line("02-2", two), file=f"adlerben_124_{500 + number}_hw-{number}.ipynb")
        for number, (one, two) in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("text", "right", "chosen", "points"),
    [
        ("", (2, 0, 1), 2, 1),
        ('[attempts]\ncounts = "last"', (2, 0, 1), 2, 1),
        ('[attempts]\ncounts = "first"', (1, 2), 0, 1),
        ('[attempts]\ncounts = "best"', (0, 2, 1), 1, 2),
        ('[attempts]\ncounts = "best"', (1, 1), 0, 1),
        ("[attempts]\nmost = 2", (0, 1, 2), 1, 1),
        ('[attempts]\ncounts = "best"\nmost = 1', (0, 1, 2), 0, 0),
        ('[attempts]\nper_attempt = "10 %"', (0, 0, 2), 2, Fraction(8, 5)),
        ('[attempts]\ncounts = "best"\nper_attempt = "60 %"', (1, 2), 0, 1),
        ('[attempts]\nper_attempt = "60 %"', (0, 0, 2), 2, 0),
    ],
    ids=str,
)
def test_the_attempt_that_counts_is_the_one_that_the_policy_says(text, right, chosen, points):
    reports = attempts(*right)
    (found,) = mark_class(list(reversed(reports)), read(text))
    assert found.report is reports[chosen]
    assert found.points == points
    assert found.decided[0].startswith(f"Attempt {chosen + 1} of {len(right)} counts")
    assert ("do not count" in found.decided[0]) == ("most" in text)
    assert found.notes == ()  # nothing is to be done about it


def test_late_and_repeated_together_never_go_below_nothing():
    text = ZONE + LATE + '[attempts]\nper_attempt = "60 %"\n'
    reports = attempts(2, 2)
    late = {reports[1].identity: at("2026-12-24T00:00:00+01:00")}
    (found,) = mark_class(reports, read(text), times=late)
    assert (found.points, len(found.reductions)) == (0, 2)


def test_two_learners_of_one_name_and_two_lessons_are_marked_each():
    reports = [report("anna", line("02-1"), file="a/anna.ipynb"), report("anna", line("02-1"), file="b/anna.ipynb"),
               report("anna", line("03-1"), file="anna3.ipynb", lesson="03_autograd"),
               report("ben", fault="empty")]  # fmt: skip
    assert [one.report.file for one in mark_class(reports, read())] == ["a/anna.ipynb", "b/anna.ipynb", "anna3.ipynb"]


def test_a_lesson_is_scaled_to_what_the_platform_has():
    found = marked(report("anna", line("02-1"), line("02-2", State.WRONG)), '[out_of]\n"02" = 15')
    assert (found.points, found.of) == (Fraction(15, 2), 15)


HUNDRED = '[points]\n"02-1" = 4\n"02-2" = 3\n[partial]\nsign = 2\n[out_of]\n"02" = 100\n'
RECKONED = {
    # 6 of 7 are 85.714 of 100; two days begun at 10 % leave 68.571.
    "scaled and late": (
        ZONE + HUNDRED + LATE,
        "68.57",
        "Earned: 6 of 7 points, which is 85.71 of 100. Late, days begun: 2; due 2026-11-20 23:59 CET, handed in "
        "2026-11-22 09:12:05 CET. Taken off: 20 %.",
    ),
    "scaled": (HUNDRED, "85.71", "Earned: 6 of 7 points, which is 85.71 of 100."),
    "late, by clocks of no zone": (
        HUNDRED.partition("[out_of]")[0] + LATE.replace("59:00", "59:00+01:00"),
        "4.8",
        "Earned: 6 of 7 points. Late, days begun: 2; due 2026-11-20 22:59 UTC, handed in 2026-11-22 08:12:05 UTC. "
        "Taken off: 20 %.",
    ),
    "neither": (HUNDRED.partition("[out_of]")[0], "6", ""),
}


@pytest.mark.parametrize(("text", "points", "said"), RECKONED.values(), ids=RECKONED)
def test_how_a_total_came_about_is_said_in_a_line(text, points, said):
    one = report("anna", line("02-1"), line("02-2", State.WRONG, "sign"))
    found = marked(one, text, times={one.identity: at("2026-11-22T09:12:05+01:00")})
    assert (shown(found.points), found.reckoning) == (points, said)


def test_where_only_canvas_says_late_no_clock_is_made_up():
    fixed = '[late]\nfixed = "20 %"\n[deadlines]\n"02" = 2026-11-20T23:59:00Z'
    found = marked(report("adlerben", line("02-1"), file=CANVAS), fixed)
    assert found.reckoning == "Earned: 1 of 1 points. Late, days begun: 1. Taken off: 20 %."


def test_what_an_instructor_says_wins_over_what_was_reckoned():
    one = report("anna", line("02-1", State.NOT_RUN), line("02-2", State.WRONG, "sign"))
    text = 'by = "M. Keller"\n[[remark]]\nlearner = "anna"\nexercise = "02-1"\nstate = "right"\n' \
           '[[remark]]\nlearner = "anna"\nexercise = "02-2"\npoints = 0.75\ntext = "Nearly."'  # fmt: skip
    found = marked(one, said=remarks.about(remarks_file.read(text), [one]))
    assert [mark.points for mark in found.marks] == [1, Fraction(3, 4)]
    assert (looks(found), found.notes, len(found.remarks)) == ([], (), 2)
    whole = remarks.about(remarks_file.read('[[remark]]\nby = "A"\nlearner = "anna"\npoints = 2'), [one])
    late = marked(one, ZONE + LATE, whole, times={one.identity: at("2026-12-24T00:00:00+01:00")})
    assert (late.points, late.reductions, late.reckoning) == (2, (), "")  # nothing was taken off what was given
    assert late.decided == ("A gave 2 points for the whole.",)


@pytest.mark.parametrize("where", ['exercise = "02-1"\npoints = 1.5', "points = 2.5"])
def test_more_points_than_there_are_cannot_be_given(where):
    one = report("anna", line("02-1"), line("02-2"))
    written = remarks_file.read(f'[[remark]]\nby = "A"\nlearner = "anna"\n{where}', "r2.toml")
    said = remarks.about(written, [one])
    with pytest.raises(MarkingError, match=r"^r2.toml \[\[remark\]\] 1: [12].5 points for .*, which has [12] at most"):
        marked(one, said=said)


def test_a_remark_knows_better_than_a_roster_when_it_was_handed_in():
    one = report("anna", line("02-1"))
    written = remarks_file.read('[[remark]]\nby = "A"\nlearner = "anna"\nhanded_in = 2026-11-20T10:00:00Z')
    said = remarks.about(written, [one])
    assert marked(one, ZONE + LATE, said, times={one.identity: at("2026-12-24T00:00:00+01:00")}).points == 1


def test_the_course_knows_its_own_exercises_and_mistakes():
    known = policy.known()
    assert known.lessons[next(name for name in known.lessons if name.startswith("02"))][0] == "02-1"
    assert "sum_not_mean" in known.mistakes["02-1"]
    assert policy.read('[partial."02-6"]\ndb_summed = "50 %"\nratio_double = 0.5', known).partial
    assert {one.rpartition("-")[0] for one in known.mistakes} == {name.partition("_")[0] for name in known.lessons}


def test_of_an_exercise_that_a_lesson_has_not_those_that_it_has_are_said():
    known = policy.known()
    has = [one for one in known.mistakes if one.startswith("02-")]
    with pytest.raises(MarkingError) as refused:
        policy.read('[points]\n"02-9" = 1', known)
    assert 'Did you mean "02-' in str(refused.value)
    assert str(refused.value).endswith(f"Known: {', '.join(has)}.")
