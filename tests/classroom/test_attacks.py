"""A class of cheats, faults and attacks beside honest learners, graded as root and as an ordinary user."""

import json
import os
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course import places
from course.classroom.jail import parent
from course.classroom.jail.parent import PRELOAD, Jail
from course.classroom.jail.wall import missing_walls
from course.classroom.judging import one_sheet
from course.classroom.judging.many_sheets import Engine
from course.classroom.matching.solutions import Solutions
from course.classroom.matching.states import OF_OUTCOME
from course.classroom.planning import sheets, statements
from course.classroom.planning.plans import Wanted
from course.classroom.planning.sheets import Sheet
from course.classroom.reading import cell_code, submissions
from course.classroom.reporting.report_files import Shelf
from course.classroom.whole_class import Grading
from helpers import exercises
from helpers.checks import calling, judging
from tests.classroom import learners
from tests.classroom.learners import RIGHT, WRONG, answered, cell, notebook
from tests.classroom.ordinary_user import NOBODY

ATTACKS = Path(__file__).parents[1] / "data" / "attacks.txt"
# As root every test also runs as an ordinary user, which nobody else can do.
ACCOUNTS = {"root": "course.classroom.jail.child:run", "ordinary": "tests.classroom.ordinary_user:run_as_ordinary_user"}
ACCOUNTS = ACCOUNTS if os.getuid() == 0 else {"ordinary": "course.classroom.jail.child:run"}
WORKERS = 4


def attacks():
    """The cells of attacks.txt by learner: the state it must get, a word of the message, and the source."""
    _, *texts = re.split(r"^# %% ", ATTACKS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for text in texts:
        title, _, source = text.partition("\n")
        learner, _, rest = title.partition(": ")
        state = next(name for name in STATES if rest.startswith(name))
        yield learner, state, rest.removeprefix(state).strip(), source.strip("\n")


STATES = ("right", "wrong", "raised", "missing", "to do", "out of time", "out of memory", "died", "forbidden")
EXPECTED = {learner: (state, word) for learner, state, word, _ in attacks()}
ENDLESS = {source for _, state, _, source in attacks() if state == "out of time"}
# Honest notebooks in odd forms: exercise 01-1, exercise 01-2.
HONEST = {
    "honest": ("right", "right"),
    "mistaken": ("right", "wrong"),
    "moved": ("right", "right"),
    "duplicated": ("right", "right"),
    "out_of_order": ("right", "right"),
    "untouched": ("to do", "to do"),
    "empty_handed": ("right", "missing"),
    "renamed": ("right", "right"),
    "defined_anew": ("right", "right"),
    "of_2012": ("right", "right"),
}
STUBS = {name: re.sub(r"\n(?:.|\n)*", "\n    ...  # your answer", text) for name, text in RIGHT.items()}


def honest():
    moved = answered("half = np.float64(0.5)\n" + RIGHT["01-1"].replace("** 2", "** (1 / half)"))
    moved["cells"] = [moved["cells"][place] for place in (3, 1, 2, 4, 0)]
    duplicated = answered(RIGHT["01-1"])
    duplicated["cells"] += [cell(STUBS["01-1"], "01-1"), cell(STUBS["01-2"], "01-2"), cell("check(forward)")]
    order = answered(WRONG["01-1"].replace("w * x,", "w + x,"))
    order["cells"][1]["execution_count"] = 3
    order["cells"].insert(1, cell(RIGHT["01-1"], "01-1", count=7))
    old = [
        {"cell_type": "code", "input": one["source"].splitlines(keepends=True), "outputs": [], "prompt_number": 1}
        for one in answered(RIGHT["01-1"])["cells"]
    ]
    return {
        "honest": answered(RIGHT["01-1"]),
        "mistaken": answered(*WRONG.values()),
        "moved": moved,
        "duplicated": duplicated,
        "out_of_order": order,
        "untouched": answered(*STUBS.values()),
        "empty_handed": notebook(cell(RIGHT["01-1"], "01-1"), cell("check(forward)", "01-1", "check")),
        "defined_anew": answered(RIGHT["01-1"], RIGHT["01-2"] + "\n\n\n" + RIGHT["01-1"].replace("w * x,", "w + x,")),
        "renamed": answered(RIGHT["01-1"].replace("forward", "my_forward")),
        "of_2012": {"worksheets": [{"cells": old}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0},
    }


class QuickJail(Jail):
    """Waits no longer than it must for what never ends; the others have time, however slow the machine."""

    def attempt(self, request, cells, stand_ins=None):
        endless = ENDLESS & {text.strip("\n") for _, text in cells}
        return super().attempt({**request, "seconds": 1 if endless else 5}, cells, stand_ins)


def traces(folder):
    """What an attack could have left: files, shared memory, processes of this one's jail."""
    shared = [Path("/dev/shm"), Path("/proc/sysvipc/shm")]
    names = sorted(path.name for path in shared[0].iterdir()) if shared[0].exists() else []
    segments = shared[1].read_text() if shared[1].exists() else ""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [(str(path), path.stat().st_mode, path.read_text()) for path in paths]
    return names, re.findall(r"^\s*(\d+)", segments, re.MULTILINE), files


def jailed_processes():
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(os.getpid()).encode() in words and PRELOAD.encode() in words:
            found.append(path.parent.name)
    return found


@pytest.fixture(scope="module")
def jail():
    if missing := missing_walls():
        pytest.skip("This machine lacks a wall. " + " ".join(missing))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_TEST_TOKEN", "a secret of the instructor's")
        patch.setattr(parent, "CELLS_SECONDS", 0)
        with QuickJail(preload="tests.classroom.ordinary_user:preload") as jail:
            yield jail


@pytest.fixture(scope="module", params=ACCOUNTS)
def graded(request, jail, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    prey = tmp_path_factory.mktemp("prey")
    (prey / "secret.txt").write_text("the solution")
    for path in (prey, prey / "secret.txt"):
        path.chmod(0o777)
        if os.getuid() == 0 and request.param == "ordinary":
            os.chown(path, NOBODY, NOBODY)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        words = {"FOLDER": str(prey), "ROOT": str(places.ROOT), "PORT": str(listener.getsockname()[1])}
        for learner, _, _, source in attacks():
            for word, value in words.items():
                source = source.replace(word, value)
            (folder / f"{learner}.ipynb").write_text(json.dumps(answered(source)))
        for learner, content in honest().items():
            (folder / f"{learner}.ipynb").write_text(json.dumps(content))
        (folder / "no_json.ipynb").write_text('{"cells": [')
        before, jail.target = (traces(prey), jailed_processes()), ACCOUNTS[request.param]
        shelf = Shelf(str(tmp_path_factory.mktemp("report")))
        with ThreadPoolExecutor(WORKERS) as executor:
            engine = Engine(executor, lambda sheet, seed: one_sheet.judged(sheet, seed, jail.attempt), lambda: WORKERS)
            grading = Grading(Solutions(places.ROOT), shelf, engine, "a seed", True, lambda one, again: None)
            grading.run(submissions.find([str(folder)]))
        shelf.finish(grading.reports)
        yield {
            "reports": {one.learner: one for one in grading.reports},
            "shelf": shelf,
            "left": (before, (traces(prey), jailed_processes())),
        }


def lines(graded, learner):
    report = graded["reports"][learner]
    assert not report.fault, report.fault
    return {line.id: line for line in report.exercises}


@pytest.mark.parametrize("learner", EXPECTED)
def test_a_learner_gets_the_state_of_the_values(graded, learner):
    state, word = EXPECTED[learner]
    line = lines(graded, learner)["01-1"]
    assert line.state == state, line
    assert word in line.message, line.message


@pytest.mark.parametrize("learner", EXPECTED)
def test_what_one_answer_does_costs_no_other_answer_of_the_notebook(graded, learner):
    assert lines(graded, learner)["01-2"].state == "right", lines(graded, learner)["01-2"]


@pytest.mark.parametrize("learner", HONEST)
def test_an_honest_notebook_among_attacks_gets_its_own_verdicts(graded, learner):
    found = lines(graded, learner)
    assert (found["01-1"].state, found["01-2"].state) == HONEST[learner], (found["01-1"], found["01-2"])


def test_a_file_that_is_no_notebook_is_one_line_of_the_report(graded):
    assert "Cut off" in graded["reports"]["no_json"].fault


def test_a_mistake_is_named_and_shows_inputs_returned_and_expected(graded):
    line = lines(graded, "mistaken")["01-2"]
    assert line.mistake == "no_factor_2"
    assert (line.inputs, line.stored, line.solution) == ("x = 4, w = 3, y = 7", "[10, 1, 4, 20]", "[10, 1, 4, 40]")


def test_nothing_is_left_behind(graded):
    before, after = graded["left"]
    assert after == before


def test_what_a_learner_wrote_is_text_on_every_page_and_in_the_csv(graded):
    shelf = graded["shelf"]
    pages = [shelf.index.read_text(), *(path.read_text() for path in shelf.learners.glob("*.html"))]
    assert any("&lt;script&gt;alert(1)" in page for page in pages)
    assert not any("<script" in page or "\x1b" in page for page in pages)
    assert not any(re.search(r'(?:src|href)="(?:https?:)?//', page) for page in pages)
    assert "\x1b" not in shelf.table.read_text()


def test_without_the_wall_the_same_attack_changes_a_file(jail, tmp_path):
    (tmp_path / "secret.txt").write_text("the solution")
    before = traces(tmp_path)
    source = next(source for learner, _, _, source in attacks() if learner == "writes_home")
    request = exercises.find("01-1").request("a seed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jail, "wall", False)
        patch.setattr(jail, "target", "course.classroom.jail.child:run")
        jail.attempt(request, [(0, source.replace("FOLDER", str(tmp_path)))])
    assert traces(tmp_path) != before
    assert (tmp_path / "secret.txt").read_text() not in ("", "the solution")  # no limit on files holds either


def test_every_answer_of_lesson_01_gets_the_same_verdict_behind_the_wall_as_in_the_notebook(jail):
    found, before = learners.written()
    differing = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jail, "target", "course.classroom.jail.child:run")
        for one in (one for answers in found.values() for one in answers):
            exercise = exercises.find(one.exercise)
            code = [statements.read(place, cell_code.read(text)) for place, text in enumerate((before, one.source))]
            wanted = Wanted(exercise.answers, dict.fromkeys(exercise.answers, 1), 1)
            sheet = Sheet({one.exercise: sheets.task_of(code, wanted, {})})
            state = one_sheet.judged(sheet, "another seed", jail.attempt).standings[one.exercise]
            request, namespace = exercise.request("another seed"), {}
            exec(f"{before}\n{one.source}", namespace)
            verdict = judging.judge(exercise, request, calling.call(request, namespace))
            expected = OF_OUTCOME[verdict.outcome], verdict.mistake
            if (state.state, state.mistake) != expected:
                differing.append((one, state, verdict))
    assert not differing
