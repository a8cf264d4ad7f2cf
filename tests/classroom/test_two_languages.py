"""Notebooks of the Spanish edition: judged as their English twins are, and told of in the learner's language."""

import copy
import json
import signal
import sys
from dataclasses import replace
from functools import partial

import pytest

from course.__main__ import main
from course.classroom.jail import child, endings
from course.classroom.jail.child import Job
from course.classroom.jail.endings import Attempt, Ending, Fault, Killed
from course.classroom.jail.wall.limits import Limits
from course.classroom.judging import one_sheet
from course.classroom.matching import states, stored_verdicts
from course.classroom.matching.solutions import Solutions
from course.classroom.matching.states import State
from course.classroom.planning import sheets
from course.classroom.reading import cell_code
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.notebook_file import read
from course.classroom.reporting import page, report, side_by_side, tally, terminal
from course.classroom.whole_class import how_run
from course.places import ROOT, lessons
from helpers import language
from helpers.checks.shown import MIME
from helpers.language import speaking
from tests.classroom.learners import RIGHT, as_bytes, cells_of, code_cell, handed_in, shipped, written
from tests.classroom.spanish import LANGUAGE, Words, in_spanish, translations


@pytest.fixture(scope="module")
def twins():
    """English and Spanish notebooks with the same answers by name, each run in its own language."""
    answers, _ = written()
    right, wrong, last = (
        {name: [one for one in found if one.outcome in outcomes][place] for name, found in answers.items()}
        for outcomes, place in ((["right"], 0), (["wrong"], 0), (["wrong", "raised"], -1))
    )
    chosen = {"right": right, "wrong": wrong, "last": last, "half": {"01-1": wrong["01-1"], "01-5": right["01-5"]}}
    english = {name: handed_in(one) for name, one in chosen.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "_translations", translations)
        patch.setattr(language, "_of_kernel", LANGUAGE)
        return {name: (english[name], in_spanish(handed_in(one))) for name, one in chosen.items()}


@pytest.fixture(autouse=True)
def table(monkeypatch):
    monkeypatch.setattr(language, "_translations", translations)


@pytest.fixture(scope="module")
def solutions():
    return Solutions(ROOT)


def strip_ids_and_metadata(notebook):
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {}


def strip_records(notebook):
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(MIME, None)


def print_another_number(notebook):
    (cell,) = [cell for cell in notebook["cells"] if "changed = (w * x" in "".join(cell["source"])]
    cell["outputs"][0]["text"] = ["loss 24.9001, change -0.0888\n"]


FORMS = (copy.copy, strip_ids_and_metadata, strip_records, print_another_number)
OWN = ("key", "identity", "file", "language")  # of a file, and not of what stands in it


def as_reported(folder, capsys):
    """What `diff` says of each learner in a folder but in sentences, and the sentences, in the order of names."""
    assert main(["diff", str(folder), "--json"]) == 0
    found = {one["learner"]: one for one in json.loads(capsys.readouterr().out)["notebooks"]}
    told = [line.pop("message") for one in found.values() for line in one["exercises"]]
    assert {one["language"] for one in found.values()} == {folder.name}
    return {name: {key: value for key, value in one.items() if key not in OWN} for name, one in found.items()}, told


@pytest.mark.parametrize("form", FORMS, ids=["as it is", "no ids", "no records", "another number"])
def test_the_stored_states_mistakes_lines_and_numbers_are_its_english_twins(form, twins, tmp_path, capsys):
    for name, pair in twins.items():
        for notebook, folder in zip(copy.deepcopy(pair), ("en", LANGUAGE), strict=True):
            form(notebook)
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.ipynb").write_bytes(as_bytes(notebook))
    (english, told), (spanish, said) = (as_reported(tmp_path / folder, capsys) for folder in ("en", LANGUAGE))
    assert spanish == english
    assert {line["mistake"] for line in spanish["wrong"]["exercises"]} >= {"error_reversed", "climbs"}
    assert [bool(one) for one in said] == ["«" in one for one in said] == [bool(one) for one in told]


def test_a_line_of_text_that_was_said_before_the_language_was_changed_is_read_too(twins):
    notebook = in_spanish(twins["wrong"][0])
    recorded = stored_verdicts.of(read(as_bytes(notebook)))
    strip_records(notebook)
    off_lines = stored_verdicts.of(read(as_bytes(notebook)))
    assert [(one.exercise, one.mistake) for one in off_lines] == [(one.exercise, one.mistake) for one in recorded]
    sentence = "For x = 4: yours 5, ours -5."
    with speaking(LANGUAGE):
        assert stored_verdicts.two_values(f"Reversed. {sentence}") == ("5", "-5")


def paired(notebook, solutions):
    notebook = read(as_bytes(notebook))
    with speaking(notebook.spoken):
        return solutions.paired(notebook)


def test_what_is_run_of_it_is_what_is_run_of_its_english_twin(twins, solutions):
    for english, spanish in twins.values():
        ours, mine = (sheets.of(paired(one, solutions)) for one in (english, spanish))
        assert (ours.language, mine.language) == ("en", LANGUAGE)
        assert mine.tasks == ours.tasks and len(mine.tasks) > 1


@pytest.fixture
def run(monkeypatch):
    """Runs an answer in this process, as a fork of the warm process would."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    def attempt(request, cells, stand_ins):
        reply = child.answered(Job(cells, request, stand_ins, Limits(), wall=False))
        return Attempt(Ending.REPLIED, reply["returned"], tuple(Fault(**one) for one in reply["faults"]))

    return attempt


def graded(notebook, solutions, run):
    """The report on a notebook whose answers were run."""
    found = paired(notebook, solutions)
    begun = one_sheet.judged(sheets.of(found), "a seed", run).standings
    with speaking(found.notebook.spoken):
        standings = {name: begun.get(name) or states.unbegun(answer) for name, answer in found.answers.items()}
        return report.of(found, standings, Submission("", "", bytes), ran=how_run(wall=True))


def test_the_states_mistakes_and_values_of_its_answers_are_its_english_twins(twins, solutions, run):
    for english, spanish in twins.values():
        ours, mine = (graded(one, solutions, run).exercises for one in (english, spanish))
        assert [replace(one, message="", note="", english="", english_stored="") for one in mine] == [
            replace(one, message="", note="") for one in ours
        ]
        assert [one.told for one in mine if one.state != State.MISSING] == [
            one.message for one in ours if one.state != State.MISSING
        ]
        assert [one.message.replace("«", "").replace("»", "") for one in mine] == [one.message for one in ours]
        assert [one.message.startswith("«") for one in mine] == [bool(one.message) for one in ours]


FORWARD = RIGHT["01-1"]
POWERED = FORWARD.replace("** 2", "** power")
# What stands above the answer of 01-1, and what stands there for it.
SAID = {
    "an error": ([], FORWARD.replace("w * x,", "w.x,")),
    "a name": ([], FORWARD.replace("w * x,", "v * x,")),
    "a slip above": (["power = 1 / 0"], POWERED),
    "no Python above": (["def squared(v) -> what no Python reads"], FORWARD.replace("** 2", "+ squared(0)")),
    "no Python": ([], "def forward(x, w, y:\n    return"),
    "a module": (["import nowhere\npower = 2"], POWERED),
    "input": (["raise EOFError\npower = 2"], POWERED),
    "input in the answer": ([], FORWARD.replace("return", "raise EOFError\n    return")),
    "another file": (["%run tools.py"], POWERED),
    "another language": ([], f"%%html\n{FORWARD}"),
    "another name": ([], FORWARD.replace("forward", "front")),
    "a class": ([], "class A:\n    def forward(x, w, y):\n        return 1"),
    "a text": ([], None),
    "one number": ([], "def forward(x, w, y):\n    return w * x"),
    "a function": ([], "def forward(x, w, y):\n    return print"),
    "other arguments": ([], "def forward(x):\n    return x"),
    "half of it": ([], "def forward(x, w, y):\n    ..."),
    "a cell without end": (["x = 1\n" * 20_000], FORWARD),
    "an answer without end": ([], "def forward(x, w, y):\n    return 1\n" + "x = 1\n" * 20_000),
    "given anew": ([], f"{FORWARD}\nforward = 3"),
}  # fmt: skip


def with_answer(above, answer):
    """The lesson's first cells and those of two exercises, one of them with an answer."""
    notebook = shipped()
    own = [cell for cell in notebook["cells"] if cell["metadata"].get("exercise") in ("01-1", "01-2")]
    notebook["cells"] = notebook["cells"][:3] + own
    (cell,) = cells_of(notebook, "01-1")
    if answer is None:
        cell |= {"cell_type": "markdown", "source": FORWARD}
    else:
        cell |= {"source": answer, "execution_count": 3}
    notebook["cells"][0:0] = [code_cell(source, execution_count=2) for source in above]
    return notebook


def stored(notebook, solutions):
    """The report on a notebook of which nothing is run."""
    found = paired(notebook, solutions)
    with speaking(found.notebook.spoken):
        return report.of(found, states.from_outputs(found), Submission("", "", bytes))


@pytest.mark.parametrize("lesson", lessons(), ids=lambda one: one.number)
def test_each_lesson_as_it_is_given_to_learners_is_its_english_twin(lesson, solutions):
    ours, mine = (
        stored(json.loads(one.notebook.read_bytes()), solutions) for one in (lesson, replace(lesson, language=LANGUAGE))
    )
    assert (mine.lesson, mine.language, mine.beside) == (lesson.name, LANGUAGE, "")
    assert (mine.exercises, mine.lesson_cells) == (ours.exercises, [])


def test_each_lesson_has_as_much_in_common_with_its_solution_as_its_english_twin(solutions):
    for ours, mine, lesson in zip(solutions.references["en"], solutions.references[LANGUAGE], lessons(), strict=True):
        twin = replace(lesson, language=LANGUAGE)
        english, spanish = (read(one.notebook.read_bytes()) for one in (lesson, twin))
        assert mine.likeness(spanish) == ours.likeness(english), lesson.name


def unmarked(text):
    return text.replace("«", "").replace("»", "")


@pytest.mark.parametrize("form", SAID)
def test_a_spanish_learners_page_says_nothing_in_english(form, solutions, run):
    english = with_answer(*SAID[form])
    for reported in (stored(english, solutions), graded(english, solutions, run)):
        mine = graded(in_spanish(english), solutions, run) if reported.ran else stored(in_spanish(english), solutions)
        ours, theirs = page.of_learner(reported, back="index.html"), page.of_learner(mine, back="index.html")
        assert (Words(ours).language, Words(theirs).language) == ("en", LANGUAGE)
        assert Words(theirs).unsaid == {"backprop", "scalar"}  # the lesson's name
        assert "«" not in ours
        for line in filter(None, (line.named for line in mine.exercises)):  # as a points file has it
            assert f"(<code>{line}</code>)" in theirs
            theirs = theirs.replace(f"«wrong» (<code>{line}</code>)", line.replace("_", " "))
            theirs = theirs.replace(f"«raised» (<code>{line}</code>)", line.replace("_", " "))
        assert unmarked(theirs).replace('lang="es"', 'lang="en"') == ours


@pytest.mark.parametrize("form", SAID)
def test_a_class_page_of_spanish_learners_alone_is_in_english(form, solutions, run):
    english = with_answer(*SAID[form])
    ours, mine = (graded(one, solutions, run) for one in (english, in_spanish(english)))
    mine.ran = ours.ran  # kept in English, whatever a learner speaks
    assert page.of_class([mine]) == page.of_class([ours])
    assert [one.count for total in tally.totals([mine, ours]) for one in total.mistakes] in ([2], [])


def test_a_page_of_many_right_wrong_and_earlier_answers_says_nothing_in_english(twins, solutions, run):
    for name in ("right", "wrong", "half"):
        notebook = copy.deepcopy(twins[name][1])
        print_another_number(notebook)
        found = paired(notebook, solutions)
        with speaking(LANGUAGE):
            one = report.of(found, states.from_outputs(found), Submission("", "", bytes, earlier="1.ipynb"))
        for reported in (one, graded(notebook, solutions, run)):
            assert Words(page.of_learner(reported)).unsaid <= {"backprop", "scalar", "ipynb", "data"}  # data: a value


def test_what_was_not_looked_at_is_said_to_each_reader_in_their_language(twins, solutions, capsys):
    found = paired(twins["right"][1], solutions)
    with speaking(LANGUAGE):
        two = replace(found, beside="«two lessons»", english_beside="two lessons")
        one = report.of(two, states.from_outputs(found), Submission("", "", bytes, earlier="1.ipynb"))
    said = "Earlier attempts, not looked at: 1.ipynb. two lessons"
    assert unmarked(one.beside) == said and "«Earlier" in page.of_learner(one) and "«two" in page.of_learner(one)
    assert said in page.of_class([one]) and "«Earlier" not in page.of_class([one])
    terminal.show_class([one], terminal.console())
    assert said in capsys.readouterr().out


def test_another_lesson_in_a_spanish_notebook_is_said_to_instructors_in_english(solutions):
    notebook = in_spanish(shipped())
    other = next(one for one in lessons() if one.number == "02")
    notebook["cells"] += json.loads(replace(other, language=LANGUAGE).notebook.read_bytes())["cells"]
    found = paired(notebook, solutions)
    assert found.english_beside.startswith("Not looked at, since a file is one lesson: ")
    assert found.beside == f"«{found.english_beside}»"


@pytest.mark.parametrize(
    "said",
    [
        *(lambda one=one: one.said for one in (*State, *Killed)),
        lambda: endings.of_silence(3, None, 0, 8).message,
        lambda: endings.of_silence(-signal.SIGKILL, None, 0, 8).message,
        lambda: endings.of_silence(None, Killed.WAITING, 0, 8).message,
        lambda: endings.forbidden("OSError", "[Errno 1] Operation not permitted: 'a'"),
        lambda: endings.forbidden("OSError", "[Errno 1] Operation not permitted"),
        lambda: endings.forbidden("FileNotFoundError", "No usable temporary directory found"),
        lambda: endings.forbidden("ModuleNotFoundError", "No module named 'a'", ["a.py"]),
        lambda: cell_code.unread("A", "a", "9.0", ran=True, refused=False)[1],
        lambda: cell_code.unread("A", "a", "", ran=True, refused=False)[1],
        lambda: cell_code.unread("A", "a", "3.0", ran=True, refused=False)[1],
        lambda: states.nowhere(["a", "b", "c"]),
        lambda: how_run(wall=False),
        lambda: side_by_side.beside("x = 1\n" * 500, "")[-1].left,
    ],
)
def test_what_is_said_of_a_process_or_a_cell_is_in_the_learners_language(said):
    english = said()
    with speaking(LANGUAGE):
        assert (said()[:1], unmarked(said())) == ("«", english)


@pytest.mark.parametrize("returncode", [3, -signal.SIGKILL, None])
@pytest.mark.parametrize("killed", [None, *Killed])
def test_how_a_process_ended_is_said_in_english_too(returncode, killed):
    silence = partial(endings.of_silence, returncode, killed, 0, 8)
    english = silence()
    with speaking(LANGUAGE):
        spanish = silence()
    assert (english.english, spanish.english) == ("", english.message)
    assert (spanish.message[:1], unmarked(spanish.message)) == ("«", english.message)


def test_in_english_a_state_is_said_as_it_is_kept():
    assert [one.said for one in State] == [one.value for one in State]


def test_a_language_that_the_course_does_not_speak_is_told_and_read_as_english(twins, solutions, run):
    english = twins["wrong"][0]
    french = json.loads(json.dumps(in_spanish(english)).replace("helpers.es", "helpers.fr"))
    assert "helpers.fr" in json.dumps(french)
    for judge in (stored, lambda *words: graded(*words, run)):
        ours, mine = judge(english, solutions), judge(french, solutions)
        assert mine.exercises == ours.exercises
        assert mine.beside == "Read as English: it imports helpers.fr, and the course speaks en, es."
        shown = page.of_learner(mine)
        assert Words(shown).language == "en" and mine.beside in shown
    assert ours.beside == ""


def test_only_an_import_line_in_code_says_the_language():
    text = {"cell_type": "markdown", "metadata": {}, "source": "from helpers.es import check"}
    found = read(as_bytes({"cells": [text, code_cell("from helpers import check")]}))
    assert (found.spoken, found.cells[0].source) == ("en", text["source"])
    sources = "import torch", "import math\nfrom helpers.es import check", "x = 1\n" * 20_000
    found = read(as_bytes({"cells": list(map(code_cell, sources))}))
    assert (found.spoken, found.code[1].source) == (LANGUAGE, "import math\nfrom helpers import check")
    assert found.code[2].python.fault.startswith("«120,000 characters")
