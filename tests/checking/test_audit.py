"""The audit: a mutant that prints the same survives, one that does not is caught; a false alarm is named."""

import os

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from course.checking.audit import command, equivalent, false_alarms, missed_mistakes, rerun
from course.checking.audit.mutants import Mutant
from course.checking.in_process import Notebook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, which the audit needs")

STEPS = "w, lr = 0.0, 0.1\nfor k in range(3):\n    w -= lr * 2 * (w - 2)"


def executed(*sources):
    """A notebook of these cells with the outputs they have here."""
    state = Notebook()
    return new_notebook(
        cells=[new_code_cell(source, outputs=state.run(source), execution_count=1) for source in sources]
    )


def survivors(notebook):
    return {(trial.cell, trial.mutant.kind) for trial in missed_mistakes.trials(notebook) if not trial.caught}


def test_a_mistake_is_caught_by_a_later_cell_that_prints_its_result():
    assert survivors(executed(STEPS, "print(f'{w:.4f}')")) == set()


def test_a_mistake_whose_result_is_never_printed_survives():
    everything = {(trial.cell, trial.mutant.kind) for trial in missed_mistakes.trials(executed(STEPS, "print('done')"))}
    assert survivors(executed(STEPS, "print('done')")) == everything != set()


def test_a_result_printed_with_too_few_digits_lets_a_mistake_through():
    assert (1, "learning rate x 1.01") in survivors(executed(STEPS, "print(f'{w:.0f}')"))


def test_a_mutant_that_never_ends_is_caught(monkeypatch):
    monkeypatch.setattr(missed_mistakes, "CHILD_CPU_SECONDS", 1)
    assert survivors(executed("k = 0\nwhile k < 3:\n    k += 1\nprint('done')")) == set()


def test_a_lesson_that_prints_something_else_by_itself_cannot_be_judged():
    notebook = executed("print('one')")
    notebook.cells[0].outputs[0]["text"] = "another\n"
    with pytest.raises(RuntimeError, match="cell 1 prints something else"):
        missed_mistakes.trials(notebook)


def test_a_cell_that_depends_on_the_machine_alarms_and_is_named(tmp_path):
    path = tmp_path / "01_one.ipynb"
    nbformat.write(executed("import os\nprint(os.environ.get('OMP_NUM_THREADS', 'none'), 'threads')", "print(1)"), path)
    (seen,) = false_alarms.as_machine("two threads", [path])
    assert seen.cells == 2
    assert seen.alarms == [[1, "import os"]]


def test_a_cell_that_prints_the_same_does_not_alarm():
    assert rerun.alarms(executed("print(1 / 3)", "print('same')")) == []


def test_a_survivor_is_excused_only_if_it_is_listed_and_a_listed_one_must_survive(monkeypatch):
    trial = missed_mistakes.Trial(3, "x = y.sum()", Mutant("mean for sum", 1, "x = y.mean()"), caught=False)
    entry = equivalent.Equivalent("01_one", "x = y.sum()", "mean for sum", "y has one element")
    monkeypatch.setattr(equivalent, "EQUIVALENT", [entry])
    assert equivalent.is_equivalent("01_one", trial)
    assert not equivalent.is_equivalent("02_two", trial)
    assert equivalent.unused([("01_one", trial)]) == []
    assert equivalent.unused([]) == [entry]


class Options:
    """What the command line gives."""

    lessons, only = (), None


@pytest.fixture
def course(tmp_path):
    """A small course of one lesson: course(cells) writes its executed notebooks."""

    def write(*sources):
        for room in ("solutions", "notebooks"):
            (tmp_path / room).mkdir()
            nbformat.write(executed(*sources), tmp_path / room / "01_one.ipynb")
        (tmp_path / "solutions" / "01_one.py").write_text("# %%\n")
        return tmp_path

    return write


def test_the_command_exits_1_and_names_each_survivor(course, monkeypatch, capsys):
    monkeypatch.setattr(equivalent, "EQUIVALENT", [])
    monkeypatch.setattr(Options, "only", "awake")
    assert command.run(Options, course("lr = 0.1\nprint('done')")) == 1
    assert "survived: 01_one cell 1: learning rate x 1.01: lr = 0.1" in capsys.readouterr().out


def test_the_command_exits_0_when_calm_and_awake(course, monkeypatch, capsys):
    monkeypatch.setattr(equivalent, "EQUIVALENT", [])
    monkeypatch.setattr(false_alarms, "MACHINES", {"two threads": {"OMP_NUM_THREADS": "2"}})
    assert command.run(Options, course("lr = 0.1\nprint(lr)")) == 0
    assert "01_one" in capsys.readouterr().out


def test_the_command_exits_1_on_a_false_alarm(course, monkeypatch, capsys):
    monkeypatch.setattr(false_alarms, "MACHINES", {"two threads": {"OMP_NUM_THREADS": "2"}})
    monkeypatch.setattr(Options, "only", "calm")
    assert command.run(Options, course("import os\nprint(os.environ.get('OMP_NUM_THREADS'), 'threads')")) == 1
    assert "false alarm, two threads: 01_one.ipynb cell 1: import os" in capsys.readouterr().out
