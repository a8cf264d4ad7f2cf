"""The state of each exercise is the truth, or says that it is not known, however a learner's notebook was mangled."""

import copy
import json
import re
import sys

import nbformat
import pytest

from course.classroom.matching import stored_verdicts
from course.classroom.matching.pairing import paired
from course.classroom.matching.printed_numbers import Parting
from course.classroom.matching.reference import Reference
from course.classroom.matching.solutions import ENOUGH
from course.classroom.matching.states import Standing, State, from_outputs
from course.classroom.reading.handed_in import Submission
from course.classroom.reading.notebook_file import read
from course.classroom.reporting import page, report, tally
from course.classroom.reporting.report import Report
from course.places import ROOT, Lesson
from helpers import exercises
from helpers.checks.shown import MIME
from tests.classroom.learners import LESSON, as_bytes, cells_of, code_cell, handed_in, one_by_one, shipped, written

WRONG = {
    "01-1": "error_reversed",
    "01-2": "no_factor_2",
    "01-3": "divided_by_h",
    "01-4": "ratio_sign",
    "01-5": "not_topological",
    "01-6": "climbs",
}
FORWARD = "def forward(x, w, y):\n    e = w * x - y\n    return w * x, e, e**2"
REVERSED = "def forward(x, w, y):\n    e = y - w * x\n    return w * x, e, e**2"
BACKWARD = "def backward(x, w, y):\n    e = w * x - y\n    return 2 * e, 1, x, 2 * e * x"


@pytest.fixture(scope="module")
def reference():
    return Reference.of(LESSON, (ROOT / "solutions" / f"{LESSON}.ipynb").read_bytes())


@pytest.fixture(scope="module")
def learners():
    """Three notebooks, run once: all right, all wrong, half of it done."""
    answers, _ = written()
    right = {name: next(one for one in found if one.outcome == "right") for name, found in answers.items()}
    wrong = {name: next(one for one in found if one.mistake == WRONG[name]) for name, found in answers.items()}
    half = {"01-1": wrong["01-1"], "01-2": right["01-2"], "01-5": right["01-5"]}
    return {"right": handed_in(right), "wrong": handed_in(wrong), "half": handed_in(half)}


TRUTH = {
    "right": dict.fromkeys(WRONG, ("right", None)),
    "wrong": {name: ("wrong", mistake) for name, mistake in WRONG.items()},
    "half": dict.fromkeys(WRONG, ("to do", None))
    | {"01-1": ("wrong", "error_reversed"), "01-2": ("right", None), "01-5": ("right", None)},
}


def states(notebook, reference):
    return {line.id: (line.state, line.mistake) for line in lines_of(notebook, reference)}


def lines_of(notebook, reference):
    """The lines of the report on a notebook, judged by its outputs."""
    found = paired(read(notebook if isinstance(notebook, bytes) else as_bytes(notebook)), reference)
    return report.of(found, from_outputs(found), Submission("learner", "f", bytes)).exercises


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def strip_ids(notebook):
    for cell in notebook["cells"]:
        cell.pop("id", None)
    notebook["nbformat_minor"] = 0


def strip_metadata(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    notebook["metadata"] = {}


def strip_both(notebook):
    strip_ids(notebook)
    strip_metadata(notebook)


def from_the_bottom(notebook):
    notebook["cells"].reverse()


def checks_last(notebook):
    notebook["cells"].sort(key=lambda cell: "check" in cell["metadata"].get("tags", []))


def duplicated(notebook):
    copies = [cell | {"execution_count": None, "outputs": []} for name in WRONG for cell in cells_of(notebook, name)]
    notebook["cells"] = [*copies, *notebook["cells"], *copies]


def one_id_for_all(notebook):
    for cell in notebook["cells"]:
        cell["id"] = "the-same"


def ids_of_others(notebook):
    """As after sorting the texts of the cells into other cells."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    for cell, name in zip(notebook["cells"], [*ids[7:], *ids[:7]], strict=True):
        cell["id"] = name
    strip_metadata(notebook)


def colab(notebook):
    strip_both(notebook)
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = {"id": f"aB{number}", "colab": {"base_uri": "elsewhere"}, "outputId": f"c-{number}"}


def vs_code(notebook):
    strip_both(notebook)
    for cell in notebook["cells"]:
        cell["metadata"] = {"vscode": {"languageId": "python"}}
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)


def oldest_format(notebook):
    """What nbformat itself makes of the notebook when it is asked for version 3."""
    strip_ids(notebook)
    return json.loads(nbformat.writes(nbformat.reads(json.dumps(notebook), as_version=4), version=3))


def records_as_text(notebook):
    for cell in code(notebook):
        for output in cell["outputs"]:
            if MIME in output.get("data", {}):
                output["data"][MIME] = json.dumps(output["data"][MIME])


def laid_out_anew(notebook):
    for name in WRONG:
        for cell in cells_of(notebook, name):
            cell["source"] = (
                "# mine\n\n" + "".join(cell["source"]).replace("\n    ", "\n\n    # then\n    ", 1) + "\n\n"
            )


def with_magics(notebook):
    for name in WRONG:
        for cell in cells_of(notebook, name):
            cell["source"] = "%matplotlib inline\n!pip list\n" + "".join(cell["source"]) + "\nforward?"


def only_exercises(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"].get("exercise")]
    strip_both(notebook)


def without_counts(notebook):
    for cell in code(notebook):
        cell["execution_count"] = None


def in_one_cell(notebook):
    """All the answers in the first exercise's cell, all the checks below, as after merging cells."""
    answers = [cell for name in WRONG for cell in cells_of(notebook, name)]
    checks = [cell for name in WRONG for cell in cells_of(notebook, name, "check")]
    answers[0]["source"] = "\n\n\n".join("".join(cell["source"]) for cell in answers)
    checks[0]["source"] = "\n".join("".join(cell["source"]) for cell in checks)
    checks[0]["outputs"] = [output for cell in checks for output in cell["outputs"]]
    gone = [*answers[1:], *checks[1:]]
    notebook["cells"] = [cell for cell in notebook["cells"] if not any(cell is one for one in gone)]


def with_scratch(notebook):
    notebook["cells"].insert(3, code_cell("forward(1, 2, 3)", outputs=[{"output_type": "error", "ename": "NameError"}]))
    notebook["cells"].append(code_cell("print(num_grad", execution_count=99))
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "def forward(x, w, y): notes"})


MANGLED = [
    strip_ids,
    strip_metadata,
    strip_both,
    from_the_bottom,
    checks_last,
    duplicated,
    one_id_for_all,
    ids_of_others,
    colab,
    vs_code,
    oldest_format,
    records_as_text,
    laid_out_anew,
    with_magics,
    only_exercises,
    without_counts,
    in_one_cell,
    with_scratch,
]


@pytest.mark.parametrize("who", TRUTH)
def test_the_states_of_a_notebook_as_it_was_run_are_the_truth(who, learners, reference):
    assert states(learners[who], reference) == TRUTH[who]


@pytest.mark.parametrize("mangle", MANGLED, ids=lambda mangle: mangle.__name__)
@pytest.mark.parametrize("who", TRUTH)
def test_a_mangled_notebook_keeps_its_states_and_its_lesson(who, mangle, learners, reference):
    notebook = copy.deepcopy(learners[who])
    notebook = mangle(notebook) or notebook
    assert states(notebook, reference) == TRUTH[who]
    assert reference.likeness(read(as_bytes(notebook))) >= ENOUGH


def edit(notebook, name, source):
    for cell in cells_of(notebook, name):
        cell["source"] = source


def deleted(notebook, name, tag="exercise"):
    gone = cells_of(notebook, name, tag)
    notebook["cells"] = [cell for cell in notebook["cells"] if not any(cell is one for one in gone)]


def cleared(notebook, name):
    for cell in [*cells_of(notebook, name), *cells_of(notebook, name, "check")]:
        cell["outputs"], cell["execution_count"] = [], None


def check_before_answer(notebook, name):
    (check,) = cells_of(notebook, name, "check")
    error = {"output_type": "error", "ename": "NameError", "evalue": "name 'forward' is not defined", "traceback": []}
    check["outputs"], check["execution_count"] = [error], 1


def record_without_digest(notebook, name):
    (check,) = cells_of(notebook, name, "check")
    check["outputs"][0]["data"][MIME]["source"] = None


def only_the_line_is_left(notebook, name):
    (check,) = cells_of(notebook, name, "check")
    del check["outputs"][0]["data"][MIME]


def raised_when_defined(notebook, name):
    cleared(notebook, name)
    (cell,) = cells_of(notebook, name)
    cell["source"] = "def forward(x, w, y=undefined):\n    return x"
    cell["outputs"] = [{"output_type": "error", "ename": "NameError", "evalue": "undefined", "traceback": []}]


def defined_anew_in(notebook, other):
    (cell,) = cells_of(notebook, other)
    cell["source"] = "".join(cell["source"]) + "\n\n\n" + REVERSED


CHANGES = {
    "defined anew by a later exercise": (lambda notebook: defined_anew_in(notebook, "01-2"), "right"),
    "changed below its verdict": (lambda notebook: edit(notebook, "01-1", FORWARD + " + 0"), "not run"),
    "put back to the stub": (lambda notebook: edit(notebook, "01-1", "def forward(x, w, y):\n    ..."), "to do"),
    "deleted": (lambda notebook: deleted(notebook, "01-1"), "missing"),
    "emptied": (lambda notebook: edit(notebook, "01-1", "\n"), "missing"),
    "its check deleted": (lambda notebook: deleted(notebook, "01-1", "check"), "not run"),
    "outputs cleared": (lambda notebook: cleared(notebook, "01-1"), "not run"),
    "checked before it was there": (lambda notebook: check_before_answer(notebook, "01-1"), "not run"),
    "a record without a digest": (lambda notebook: record_without_digest(notebook, "01-1"), "not run"),
    "a line without a record": (lambda notebook: only_the_line_is_left(notebook, "01-1"), "not run"),
    "renamed and not checked": (lambda notebook: edit(notebook, "01-1", FORWARD.replace("forward", "mine")), "not run"),
    "no Python": (lambda notebook: edit(notebook, "01-1", "def forward(x, w, y:\n    return x"), "not run"),
    "raised when defined": (lambda notebook: raised_when_defined(notebook, "01-1"), "raised"),
}


@pytest.mark.parametrize(("change", "state"), CHANGES.values(), ids=list(CHANGES))
def test_a_state_follows_what_stands_in_the_notebook_now(change, state, learners, reference):
    notebook = copy.deepcopy(learners["right"])
    change(notebook)
    found = states(notebook, reference)
    assert found.pop("01-1") == (state, None)
    assert set(found.values()) == {("right", None)}


def as_cell(kind, ids=True, source=None):
    """Turns the answer of 01-1 into a cell of another kind, with its id and metadata or without."""

    def change(notebook):
        (cell,) = cells_of(notebook, "01-1")
        cell["cell_type"] = kind
        for name in ("outputs", "execution_count", *(() if ids else ("id",))):
            del cell[name]
        cell["metadata"] = cell["metadata"] if ids else {}
        cell["source"] = source or cell["source"]

    return change


def in_the_next_cell(kind, source):
    """Puts the stub of 01-1 back, and the answer below it."""

    def change(notebook):
        (cell,) = cells_of(notebook, "01-1")
        cell["source"] = STUB
        added = {"cell_type": kind, "metadata": {}, "source": source}
        added |= {"outputs": [], "execution_count": None} if kind == "code" else {}
        notebook["cells"].insert(notebook["cells"].index(cell) + 1, added)

    return change


STUB = "def forward(x, w, y):\n    ..."
ASTRAY = {
    "a text cell": (as_cell("markdown"), "not run", r"a text cell \(cell \d+\); turn it back into a code cell\."),
    "a raw cell": (as_cell("raw"), "not run", r"a raw cell \(cell \d+\); turn it back into a code cell\."),
    "a raw cell that has lost its id": (as_cell("raw", ids=False), "not run", r"raw cell \(cell \d+\); turn it into a"),
    "the stub in a text cell": (as_cell("markdown", source=STUB), "to do", r"a text cell .* turn it back"),
    "a text cell beside the stub": (
        in_the_next_cell("markdown", f"```\n{FORWARD}\n```"),
        "to do",
        "a text cell .*turn",
    ),
    "another language": (lambda one: edit(one, "01-1", f"%%html\n{FORWARD}"), "not run", "begins with %%html; take"),
    "a class": (
        lambda one: edit(one, "01-1", "class Answers:\n    " + FORWARD.replace("\n", "\n    ")),
        *("not run", r"the class Answers \(cell \d+\); move it out"),
    ),
}


@pytest.mark.parametrize(("change", "state", "words"), ASTRAY.values(), ids=list(ASTRAY))
def test_an_answer_that_stands_where_nothing_runs_it_is_said_to_stand_there(change, state, words, learners, reference):
    notebook = copy.deepcopy(learners["right"])
    change(notebook)
    line, *others = lines_of(notebook, reference)
    assert line.state == state
    assert re.search(f"The answer of 01-1 stands in .*{words}", line.message), line.message
    assert {one.state for one in others} == {"right"}


@pytest.mark.parametrize("source", ["Here forward(x, w, y) is defined as w * x.", "forward", "1. class of its own"])
def test_a_text_that_speaks_of_an_answer_is_not_one(source, learners, reference):
    notebook = copy.deepcopy(learners["right"])
    deleted(notebook, "01-1")
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": source})
    line, *_ = lines_of(notebook, reference)
    assert (line.state, line.message) == ("missing", "forward is nowhere defined.")


def test_a_method_of_an_answers_name_is_not_the_answer(learners, reference):
    notebook = copy.deepcopy(learners["right"])
    edit(notebook, "01-2", "def backward(x, w, y):\n    ...")  # the class of 01-5 has a method backward
    found = {line.id: line for line in lines_of(notebook, reference)}
    assert (found["01-2"].state, found["01-2"].message) == ("to do", "")


def test_a_name_that_got_another_value_below_its_definition_is_not_the_one_that_was_checked(learners, reference):
    notebook = copy.deepcopy(learners["right"])
    (cell,) = cells_of(notebook, "01-1")
    source = "".join(cell["source"])
    for below, state in (("forward = lambda x, w, y: 1", "not run"), ("forward = print or forward", "right")):
        cell["source"] = f"{source}\n{below}"
        assert lines_of(notebook, reference)[0].state == state


@pytest.mark.parametrize(("step", "state"), [(1, "written with Python"), (0, "has changed since it was run")])
def test_an_answer_that_this_python_cannot_read_says_why(step, state, learners, reference):
    notebook = copy.deepcopy(learners["right"])
    version = f"{sys.version_info.major}.{sys.version_info.minor + step}.0"
    notebook["metadata"]["language_info"] = {"name": "python", "version": version}
    edit(notebook, "01-1", "def forward(x, w, y:\n    return x")
    line, *_ = lines_of(notebook, reference)
    assert line.state == "not run" and state in line.message and "SyntaxError" in line.message


def test_code_that_is_no_python_and_never_ran_raises(learners, reference):
    notebook = copy.deepcopy(learners["right"])
    cleared(notebook, "01-1")
    edit(notebook, "01-1", "def forward(x, w, y:\n    return x")
    (line, *_) = lines_of(notebook, reference)
    assert line.state == "raised"
    assert line.message.startswith("The answer is no Python. SyntaxError: ")


def test_an_untouched_copy_without_outputs_is_to_do(reference):
    notebook = shipped()
    for cell in code(notebook):
        cell["outputs"], cell["execution_count"] = [], None
    assert set(states(notebook, reference).values()) == {("to do", None)}


ORDERS = {
    "a second attempt, checked": ([REVERSED, "check(forward)", FORWARD, "check(forward)"], ("right", None)),
    "a second attempt, not checked": ([REVERSED, "check(forward)", FORWARD], ("not run", None)),
    "an attempt kept above": ([REVERSED, FORWARD, "check(forward)"], ("right", None)),
    "the answer ran again": ([FORWARD, "check(forward)", FORWARD], ("right", None)),
    "another name": ([FORWARD.replace("forward", "mine"), "check(mine, exercise='01-1')"], ("right", None)),
    "a function of its own": (["def e(x, w, y):\n    return y - w * x", REVERSED, "check(forward)"], "error_reversed"),
}


@pytest.mark.parametrize(("sources", "state"), ORDERS.values(), ids=list(ORDERS))
def test_the_definition_that_ran_last_is_the_answer(sources, state, reference):
    found = states(one_by_one(*sources), reference)
    assert found["01-1"] == (state if isinstance(state, tuple) else ("wrong", state))
    assert found["01-2"] == ("missing", None)


def test_cells_that_stand_in_another_order_than_they_ran_are_told_by_their_counts(reference):
    notebook = one_by_one(REVERSED, "check(forward)", FORWARD)
    notebook["cells"].reverse()  # the last one that ran now stands first
    assert states(notebook, reference)["01-1"] == ("not run", None)


def test_a_function_of_ones_own_that_ran_again_after_the_check_makes_it_not_run(reference):
    own = "def error(x, w, y):\n    return w * x - y"
    answer = "def forward(x, w, y):\n    e = error(x, w, y)\n    return w * x, e, e**2"
    assert states(one_by_one(own, answer, "check(forward)"), reference)["01-1"] == ("right", None)
    assert states(one_by_one(own, answer, "check(forward)", own), reference)["01-1"] == ("not run", None)


OTHER = "def backward(self):\n    return 1"
LATER = {
    "a method, after the check": (["check(backward)", OTHER], [1, 2, 3], "own"),
    "a method, after the check, not run": (["check(backward)", OTHER], [None, None, None], "own"),
    "checked": ([OTHER, "check(backward)"], [1, 2, 3], "extra"),
    "checked again above": (["check(backward)", OTHER], [1, 3, 2], "extra"),
    "checked in its own cell": (["check(backward)", OTHER + "\ncheck(backward)"], [1, 2, 3], "extra"),
    "no check": ([OTHER], [1, 2], "extra"),
}


@pytest.mark.parametrize(("sources", "counts", "chosen"), LATER.values(), ids=list(LATER))
def test_a_definition_elsewhere_takes_an_answers_place_only_if_a_check_came_after_it(
    sources, counts, chosen, reference
):
    own = code_cell(BACKWARD, metadata={"exercise": "01-2", "tags": ["exercise"]})
    cells = [own, *map(code_cell, sources)]
    for cell, count in zip(cells, counts, strict=True):
        cell["execution_count"] = count
    answer = paired(read(as_bytes({"cells": cells})), reference).answers["01-2"]
    assert answer.cells[0].position == (0 if chosen == "own" else [OTHER in one["source"] for one in cells].index(True))


def no_records(notebook):
    for cell in code(notebook):
        for output in cell["outputs"]:
            output.get("data", {}).pop(MIME, None)


def test_without_any_record_a_line_counts_only_after_its_answer_and_says_what_it_is(learners, reference):
    notebook = copy.deepcopy(learners["wrong"])
    no_records(notebook)
    (cell,) = cells_of(notebook, "01-2")
    cell["execution_count"] = 1_000
    first, second, *_ = lines_of(notebook, reference)
    assert (first.state, first.mistake) == TRUTH["wrong"]["01-1"]
    assert first.message.endswith("(Read off the line alone: the file keeps no record of the code that was checked.)")
    assert (second.state, second.mistake) == ("not run", None)


def test_every_mistake_is_named_by_its_line_as_by_its_record(reference):
    answers, imports = written()
    wrong = [one for found in answers.values() for one in found if one.outcome == "wrong"]
    ours = {one.id: exercises.find(one.id).answers[0] for one in reference.exercises}
    cells = [source for one in wrong[::3] for source in (one.source, f"check({ours[one.exercise]})")]
    notebook = read(as_bytes(one_by_one(imports, *cells)))
    recorded = [(one.exercise, one.mistake) for one in stored_verdicts.of(notebook)]
    for cell in notebook.code:
        for output in cell.outputs:
            output.get("data", {}).pop(MIME, None)
    off_lines = stored_verdicts.of(notebook)
    assert not any(one.recorded for one in off_lines)
    assert recorded == [(one.exercise, one.mistake) for one in off_lines]
    assert recorded == [(one.exercise, one.mistake) for one in wrong[::3]]


def test_the_two_values_of_a_verdict_are_the_first_differing_number(learners, reference):
    lines = lines_of(learners["wrong"], reference)
    values = {line.id: (line.stored, line.solution) for line in lines}
    assert values["01-4"] == ("-260", "260")
    # The sentence of a named mistake may leave them out; the record has them.
    assert values["01-2"] == ("[5, 1, 4, 20]", "[10, 1, 4, 40]")
    assert lines[3].message == "The size is right, the sign is flipped. For x = 4, w = 2, y = 3: yours -260, ours 260."


def test_the_two_values_are_read_from_a_record_of_before_it_had_a_version_too(learners, reference):
    notebook = copy.deepcopy(learners["wrong"])
    (check,) = cells_of(notebook, "01-2", "check")
    record = check["outputs"][0]["data"][MIME]
    evidence = record.pop("evidence")
    record |= {"mine": evidence["returned"], "ours": evidence["expected"]}
    (line,) = (one for one in lines_of(notebook, reference) if one.id == "01-2")
    assert (line.stored, line.solution) == ("[5, 1, 4, 20]", "[10, 1, 4, 40]")


def test_what_a_run_gave_is_no_stored_number(learners, reference):
    found = paired(read(as_bytes(learners["right"])), reference)
    judged = {name: Standing(State.WRONG, "judged", one.text[:3], "1", "2") for name, one in found.answers.items()}
    run, stored = (report.of(found, judged, Submission("", "", bytes), ran=ran) for ran in ("behind the wall", ""))
    assert {(line.label, line.message, line.stored, line.solution) for line in run.exercises} == {
        ("judged", "def", "1", "2"),
        ("judged", "cla", "1", "2"),
    }
    assert "returned 1, expected 2." in page.of_learner(run) and "first differing" not in page.of_learner(run)
    assert "returned" not in page.of_learner(stored) and "first differing number" in page.of_learner(stored)
    assert {mistake.value for total in tally.totals([run]) for mistake in total.mistakes} == {"1"}
    assert {mistake.value for total in tally.totals([stored]) for mistake in total.mistakes} == {""}


@pytest.mark.parametrize("ran", ["", "behind the wall"])
def test_a_report_is_the_same_after_it_was_kept(ran, learners, reference):
    found = paired(read(as_bytes(learners["wrong"])), reference)
    one = report.of(found, from_outputs(found), Submission("anna", "a.ipynb", bytes), "a key", ran)
    assert all(line.stored and line.solution for line in one.exercises[:2])
    kept = json.loads(json.dumps(report.as_data(one, rows=False)))
    one.let_go_of_code()
    assert report.from_data(kept) == one
    kept["exercises"][0]["state"] = "brilliant"
    with pytest.raises(ValueError, match="brilliant"):
        report.from_data(kept)


def test_all_cells_that_differ_are_counted_after_a_report_was_kept_with_the_first_of_them():
    one = Report("anna", "a.ipynb", lesson_cells=[Parting(1, "1.0", "2.0")] * 9, lesson_cells_that_differ=9)
    kept = report.as_data(report.from_data(report.as_data(one, rows=False)))
    assert (len(kept["lesson_cells"]), kept["lesson_cells_that_differ"]) == (report.SHOWN_PARTINGS, 9)


def in_three_cells(notebook):
    """The cell of exercise 03-4, which asks for three functions, split into one cell each."""
    (cell,) = cells_of(notebook, "03-4")
    place = notebook["cells"].index(cell)
    pieces = re.split(r"^(?=def )", "".join(cell["source"]), flags=re.MULTILINE)[1:]
    notebook["cells"][place : place + 1] = [code_cell(piece) for piece in reversed(pieces)]
    return place


def test_an_answer_of_several_functions_may_stand_in_several_cells():
    content = Lesson("03_semi_manual_autograd").solution.read_bytes()
    third, notebook = Reference.of("03_semi_manual_autograd", content), json.loads(content)
    place = in_three_cells(notebook)
    found = {line.id: line for line in lines_of(notebook, third)}
    assert found["03-4"].state == "right"
    del notebook["cells"][place]
    found = {line.id: line for line in lines_of(notebook, third)}
    assert (found["03-4"].state, found["03-4"].message) == ("to do", "fix_c is nowhere defined.")


def test_an_answer_under_another_name_is_found_by_likeness(learners, reference):
    notebook = copy.deepcopy(learners["right"])
    edit(notebook, "01-6", written()[0]["01-6"][1].source.replace("descend", "go_down"))
    strip_both(notebook)
    (line,) = [line for line in lines_of(notebook, reference) if line.id == "01-6"]
    assert (line.state, line.message) == ("not run", "descend is nowhere defined.")
    assert line.code[0].left == "def go_down(w, lr, n):"
