"""course/doctor.py: what a machine lacks is said, with what to do."""

import errno
import os
import sys

import pytest

from course.__main__ import main
from course.learner import doctor
from course.learner.doctor import (
    EXAMINATIONS,
    Finding,
    examined,
    gradient,
    kernel,
    package_versions,
    python_version,
    walls,
    work_folder,
)
from course.places import ROOT
from course.requirements import OWN, Package, pins, release, requirements
from tests.processes import output_of


def failures(examine, root=ROOT):
    return [finding for finding in examined(examine, root) if not finding.fine]


@pytest.mark.parametrize("examine", EXAMINATIONS, ids=lambda examine: examine.__name__)
def test_this_machine_is_well(examine):
    assert failures(examine) == []


def test_an_old_python_fails(monkeypatch):
    monkeypatch.setattr("course.learner.doctor.sys.version_info", (3, 9, 1))
    [finding] = failures(python_version)
    assert "Python 3.9.1" in finding.text and "3.10" in finding.advice


@pytest.mark.parametrize(
    ("found", "fine", "text"),
    [
        ("2.4.6", True, "numpy 2.4.6"),
        ("2.4.6+cpu", True, "numpy 2.4.6+cpu"),
        ("2.9.0", True, "numpy 2.9.0 (tested with 2.4.6)"),
        ("1.26.4", False, "numpy 1.26.4, needed 2.0 or newer"),
        (None, False, "missing packages: numpy"),
    ],
    ids=["tested", "local build", "newer", "too old", "missing"],
)
def test_a_package_is_compared_with_the_tested_version(monkeypatch, found, fine, text):
    monkeypatch.setattr("course.requirements.packages", lambda root: [Package("numpy", "2.0", "2.4.6", found)])
    [finding] = package_versions(ROOT)
    assert (finding.fine, finding.text) == (fine, text)
    assert fine or "make setup" in finding.advice


@pytest.mark.parametrize(
    ("missing", "text"),
    [([], "Landlock (version "), (["seccomp is switched off."], "`make grade` refuses: seccomp is switched off.")],
    ids=["all", "one missing"],
)
def test_the_walls_are_named_and_lacking_one_is_no_failure(monkeypatch, missing, text):
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: missing)
    [finding] = walls(ROOT)
    assert finding.fine and text in finding.text


def test_a_kernel_that_cannot_import_the_helpers_fails(monkeypatch):
    monkeypatch.setattr("course.learner.doctor.HELPERS_PROBE", "import helpers.no_such_module")
    [finding] = failures(kernel)
    assert "ModuleNotFoundError" in finding.text


def test_a_wrong_gradient_fails(monkeypatch):
    import torch

    plain = torch.Tensor.mean
    monkeypatch.setattr(torch.Tensor, "mean", lambda tensor: plain(tensor) * (1.0 if tensor.requires_grad else 1.001))
    [finding] = failures(gradient)
    assert "three ways" in finding.text and "again" in finding.advice


def test_a_missing_torch_is_a_finding_not_a_traceback(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    [finding] = failures(gradient)
    assert finding.text.startswith("gradient: ModuleNotFoundError")


def test_a_work_folder_that_cannot_be_written_fails(tmp_path, monkeypatch):
    def refuse(**_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("course.learner.doctor.tempfile.TemporaryFile", refuse)
    [finding] = failures(work_folder, tmp_path)
    assert "Read-only file system" in finding.text and "writable" in finding.advice


def test_every_line_is_printed_and_one_failure_makes_the_exit_status_1(monkeypatch, capsys):
    monkeypatch.setattr(
        "course.learner.doctor.EXAMINATIONS",
        [lambda root: [Finding(True, "all is well")], lambda root: [Finding(False, "no work/", "make it")]],
    )
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "OK    all is well",
        "FAIL  no work/. What to do: make it",
        "1 to mend",
    ]
    doctor.EXAMINATIONS.pop()
    assert main(["doctor"]) == 0


def test_every_named_package_has_a_tested_version():
    tested = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    names = [name for name, _ in requirements(ROOT)]
    assert {"torch", "numpy", "matplotlib", "jupyter", "nbval", "jupytext"} <= set(names)
    assert set(OWN) <= set(names)
    for name, lowest in requirements(ROOT):
        assert name in OWN or release(tested[name]) >= release(lowest), name


def test_a_requirement_without_a_lower_bound_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["numpy"]\n')
    with pytest.raises(ValueError, match="expected NAME>=VERSION"):
        requirements(tmp_path, extras=())


@pytest.mark.parametrize(
    "line", ["numpy>=2.0,<3", "numpy==2.0", "numpy>=2.0; python_version > '3'", "numpy[extra]>=2.0"]
)
def test_a_requirement_that_says_more_than_a_lower_bound_is_refused(tmp_path, line):
    (tmp_path / "pyproject.toml").write_text(f'[project]\ndependencies = ["{line}"]\n')
    with pytest.raises(ValueError, match="expected NAME>=VERSION"):
        requirements(tmp_path, extras=())


def test_pins_are_read_past_markers_and_comments_and_under_one_spelling():
    assert pins('# tested\nTyping_Extensions==4.1 ; python_version < "3.12"\n\nJinja2==3.1.6  # why\n') == {
        "typing-extensions": "4.1",
        "jinja2": "3.1.6",
    }


def test_where_nothing_is_installed_the_doctor_says_so_and_goes_on():
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from course.__main__ import main; sys.exit(main(['doctor']))"
    )
    run = output_of([sys.executable, "-I", "-S", "-c", program])  # neither site-packages nor the user's own folder
    lines = run.stdout.splitlines()
    assert (run.returncode, run.stderr) == (1, "")
    assert [line[:4] for line in lines[:4]] == ["OK  ", "FAIL", "FAIL", "FAIL"] and lines[-1].endswith("to mend")
    assert "make setup" in lines[1]
