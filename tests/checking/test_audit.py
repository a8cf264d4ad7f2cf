"""The audit: a mutant that prints the same survives, one that does not is caught; a false alarm is named."""

import os
import shutil
import sys
from argparse import ArgumentParser

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course import CourseError
from course.checking.audit import command, equivalent, false_alarms, missed_mistakes, other_process
from course.checking.audit.mutants import Mutant
from course.checking.in_process import Notebook
from course.places import ROOT, lessons
from tests.processes import output_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, which the audit needs")

STEPS = "w, lr = 0.0, 0.1\nfor k in range(3):\n    w -= lr * 2 * (w - 2)"


@pytest.fixture
def executed(tmp_path):
    """executed(cell, ...): path of a notebook of these cells with the outputs they have here."""

    def write(*sources):
        state, path = Notebook(), tmp_path / "01_one.ipynb"
        cells = [new_code_cell(source, outputs=state.run(source), execution_count=1) for source in sources]
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write


def kinds(trials, caught):
    return {(trial.cell, trial.mutant.kind) for trial in trials if trial.caught is caught}


def test_a_mistake_is_caught_by_a_later_cell_that_prints_its_result(executed):
    trials = list(missed_mistakes.of_notebook(executed(STEPS, "print(f'{w:.4f}')")))
    assert kinds(trials, caught=False) == set() != kinds(trials, caught=True)


def test_a_mistake_whose_result_is_never_printed_survives(executed):
    trials = list(missed_mistakes.of_notebook(executed(STEPS, "print('done')")))
    assert kinds(trials, caught=True) == set() != kinds(trials, caught=False)


def test_a_result_printed_with_too_few_digits_lets_a_mistake_through(executed):
    trials = missed_mistakes.of_notebook(executed(STEPS, "print(f'{w:.0f}')"))
    assert (1, "learning rate x 1.01") in kinds(trials, caught=False)


# Its only mutants set k to 1 for ever, or count down.
COUNTING = "k = 0\nwhile k < 3:\n    k += 1\nprint('done')"
ASLEEP = "import time\nk = 2\nk += 1\ntime.sleep(0 if k == 3 else 1000)\nprint('done')"


@pytest.mark.parametrize(("source", "limit"), [(COUNTING, "CHILD_CPU_SECONDS"), (ASLEEP, "CHILD_SECONDS")])
def test_a_mutant_that_never_ends_is_caught(executed, source, limit):
    program = (
        f"from course.checking.audit import missed_mistakes as it; it.{limit} = 1; it.main({str(executed(source))!r})"
    )
    run = output_of([sys.executable, "-c", program], cwd=ROOT)
    assert run.stdout.count('"caught": true') == run.stdout.count("\n") == 2, run.stderr


def test_a_lesson_that_prints_something_else_by_itself_cannot_be_judged(executed):
    path = executed("print('one')")
    path.write_text(path.read_text().replace('"one\\n"', '"another\\n"'))
    with pytest.raises(CourseError, match=r"01_one\.ipynb: .*cell 1 prints something else"):
        list(missed_mistakes.of_notebook(path))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's threads as files")
def test_mutants_are_forked_from_a_process_that_has_no_other_thread(executed, monkeypatch):
    """A child may wait for ever for a thread that it does not have; Python 3.12 and newer warn of such a fork."""
    monkeypatch.setenv("OMP_NUM_THREADS", "2")  # with which NumPy starts a thread
    path = executed("import os\nimport numpy as np\nw = 2 * np.ones(3)", "print(1)")
    path.write_text(path.read_text().replace("print(1)", "print(len(os.listdir('/proc/self/task')))"))
    assert kinds(missed_mistakes.of_notebook(path), caught=False) == {(1, "the factor 2 missing")}


def test_a_process_of_the_audit_that_never_ends_is_ended_with_what_it_started(executed, monkeypatch):
    path = executed("import time\nk = 1\nprint(k)")
    monkeypatch.setattr(other_process, "LONGEST_SECONDS", 0.5)
    path.write_text(path.read_text().replace("print(k)", "time.sleep(1000)"))
    with pytest.raises(CourseError, match=r"01_one\.ipynb: ended with exit status -9"):
        list(false_alarms.as_machine("two threads", [path]))


def test_a_cell_that_depends_on_the_machine_alarms_and_is_named(executed):
    path = executed("import os\nprint(os.environ.get('OMP_NUM_THREADS', 'none'), 'threads')", "print(1)")
    (seen,) = false_alarms.as_machine("two threads", [path])
    assert seen.cells == 2
    assert seen.alarms == [[1, "import os"]]


def test_a_cell_that_prints_the_same_does_not_alarm(executed):
    assert false_alarms.rerun(executed("print(1 / 3)", "print('same')")).alarms == []


def test_a_survivor_is_excused_only_if_it_is_listed_and_a_listed_one_must_survive(monkeypatch):
    trial = missed_mistakes.Trial(3, "x = y.sum()", Mutant("mean for sum", 1, "x = y.mean()"), caught=False)
    entry = equivalent.Equivalent("01_one", "x = y.sum()", "mean for sum", "y has one element")
    monkeypatch.setattr(equivalent, "EQUIVALENT", [entry])
    assert equivalent.is_equivalent("01_one", trial)
    assert not equivalent.is_equivalent("02_two", trial)
    assert equivalent.unused([("01_one", trial)]) == []
    assert equivalent.unused([]) == [entry]


def test_every_listed_mutant_is_of_a_lesson_and_has_a_reason():
    names = {lesson.name for lesson in lessons()}
    assert equivalent.EQUIVALENT
    assert [each for each in equivalent.EQUIVALENT if each.lesson not in names or not each.reason] == []


class Options:
    """What the command line gives."""

    lessons, only = (), None


@pytest.fixture
def course(tmp_path, executed):
    """A small course of one lesson: course(cells) writes its executed notebooks."""

    def write(*sources):
        for room in ("solutions", "notebooks"):
            (tmp_path / room).mkdir()
            shutil.copy(executed(*sources), tmp_path / room)
        (tmp_path / "solutions" / "01_one.py").write_text("# %%\n")
        return tmp_path

    return write


def test_the_command_exits_1_and_names_each_survivor(course, monkeypatch, capsys):
    monkeypatch.setattr(equivalent, "EQUIVALENT", [])
    monkeypatch.setattr(Options, "only", command.MISSED_MISTAKES)
    assert command.run(Options, course("lr = 0.1\nprint('done')")) == 1
    assert "survived: 01_one cell 1: learning rate x 1.01: lr = 0.1" in capsys.readouterr().out


def test_the_command_exits_0_without_false_alarms_and_missed_mistakes(course, monkeypatch, capsys):
    monkeypatch.setattr(equivalent, "EQUIVALENT", [])
    monkeypatch.setattr(false_alarms, "MACHINES", {"two threads": {"OMP_NUM_THREADS": "2"}})
    assert command.run(Options, course("lr = 0.1\nprint(lr)")) == 0
    assert "01_one" in capsys.readouterr().out


def test_the_command_exits_1_on_a_false_alarm(course, monkeypatch, capsys):
    monkeypatch.setattr(false_alarms, "MACHINES", {"two threads": {"OMP_NUM_THREADS": "2"}})
    monkeypatch.setattr(Options, "only", command.FALSE_ALARMS)
    assert command.run(Options, course("import os\nprint(os.environ.get('OMP_NUM_THREADS'), 'threads')")) == 1
    assert "false alarm, two threads: 01_one.ipynb cell 1: import os" in capsys.readouterr().out


def test_a_table_may_be_asked_for_by_its_short_name():
    parser = ArgumentParser()
    command.arguments(parser)
    asked = [parser.parse_args(["--only", word]).only for word in ("calm", "false-alarms", "awake", "missed-mistakes")]
    assert asked == ["false-alarms", "false-alarms", "missed-mistakes", "missed-mistakes"]


def test_a_lesson_that_cannot_be_judged_ends_the_others(course, executed, monkeypatch, tmp_path):
    root = course("print(1)")
    (root / "solutions" / "02_two.py").write_text("# %%\n")
    waits = executed("import time\nprint(0)\nk = 0.1 + 1")
    waits.write_text(waits.read_text().replace("print(0)", "time.sleep(1000)"))
    shutil.copy(waits, root / "solutions" / "02_two.ipynb")
    broken = root / "solutions" / "01_one.ipynb"
    broken.write_text(broken.read_text().replace('"1\\n"', '"2\\n"'))
    monkeypatch.setattr(Options, "only", command.MISSED_MISTAKES)
    with pytest.raises(CourseError, match="prints something else"):
        command.run(Options, root)
    assert not [each for each in command.process_tree.descendants() if "02_two.ipynb" in " ".join(each.cmdline())]
