"""course/learner/doctor.py: what a machine lacks is said, with what to do."""

import errno
import json
import os
import sys
from itertools import chain
from pathlib import Path

import pytest

from course.__main__ import main
from course.learner.advice import completing
from course.learner.doctor import (
    EXAMINATIONS,
    Finding,
    examined,
    gradient,
    home_folder,
    kernel,
    own_modules,
    packages_for_authors,
    packages_for_instructors,
    packages_for_lessons,
    python_version,
    walls,
    work_folder,
)
from course.places import ROOT
from course.requirements import OWN, Package, pins, release, requirements
from tests.processes import output_of


def failures(examine, root=ROOT):
    return [finding for finding in examined(examine, root) if not finding.fine]


@pytest.mark.parametrize("examine", [*chain(*EXAMINATIONS.values())], ids=lambda examine: examine.__name__)
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
    monkeypatch.setattr("course.requirements.packages", lambda *_: [Package("numpy", "2.0", "2.4.6", found)])
    [finding] = packages_for_lessons(ROOT)
    assert (finding.fine, finding.text) == (fine, text)
    assert finding.advice == ("" if fine else completing(everything=False))


@pytest.mark.parametrize(
    ("missing", "fine", "text"),
    [([], True, "Landlock (version "), (["seccomp is switched off."], False, "refuses: seccomp is switched off.")],
    ids=["all", "one missing"],
)
def test_the_walls_are_named(monkeypatch, missing, fine, text):
    monkeypatch.setattr("course.classroom.jail.wall.missing_walls", lambda: missing)
    [finding] = walls(ROOT)
    assert finding.fine == fine and text in finding.text


def test_each_role_has_its_packages():
    def names(examine):
        return {finding.text.split()[0] for finding in examine(ROOT)}

    assert names(packages_for_lessons) == {"torch", "numpy", "matplotlib", "ipykernel", "jupyterlab"}
    assert {"nbdime", "rich"} <= names(packages_for_instructors) and "pytest" not in names(packages_for_instructors)
    assert names(packages_for_authors) > names(packages_for_instructors) | {"pytest", "ruff"}


def test_a_kernel_that_cannot_import_the_helpers_fails(monkeypatch):
    monkeypatch.setattr("course.learner.doctor.HELPERS_PROBE", "import helpers.no_such_module")
    [finding] = failures(kernel)
    assert "ModuleNotFoundError" in finding.text


def test_a_kernel_that_another_environment_left_in_the_home_folder_is_not_taken(tmp_path, monkeypatch):
    left = {"argv": [str(tmp_path / "gone"), "-f", "{connection_file}"], "display_name": "left", "language": "python"}
    (tmp_path / "kernels" / "python3").mkdir(parents=True)
    (tmp_path / "kernels" / "python3" / "kernel.json").write_text(json.dumps(left))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "unset next, and after the test")
    monkeypatch.delenv("JUPYTER_PREFER_ENV_PATH")
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)  # no virtual environment, in which Jupyter would look first
    assert failures(kernel) == []


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


@pytest.mark.parametrize("file", ["work/torch.py", "work/es/numpy.py", "work/helpers"])
def test_a_file_that_a_lesson_would_import_by_mistake_is_named(tmp_path, file):
    path = tmp_path / file if file.endswith(".py") else tmp_path / file / "__init__.py"
    path.parent.mkdir(parents=True)
    path.touch()
    [finding] = failures(own_modules, tmp_path)
    assert finding.text.startswith(f"{file} is imported") and "another name" in finding.advice


def test_other_files_of_a_learner_are_left_alone(tmp_path):
    (tmp_path / "work" / "data" / "torch").mkdir(parents=True)
    for name in ("notes.py", "torch.txt", "data/torch/__init__.py", "my_torch.py"):
        (tmp_path / "work" / name).touch()
    assert failures(own_modules, tmp_path) == []


@pytest.mark.parametrize("variable", ["JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"])
def test_a_home_that_jupyterlab_cannot_write_to_fails(tmp_path, monkeypatch, variable):
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file" / "jupyter"))
    [finding] = failures(home_folder)
    assert f"cannot write to {tmp_path / 'file' / 'jupyter'}" in finding.text and "HOME" in finding.advice


def test_a_user_without_a_home_fails(monkeypatch):
    def none(_):
        raise RuntimeError("Could not determine home directory.")

    for variable in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Path, "expanduser", none)
    [finding] = failures(home_folder)
    assert "(Could not determine home directory.)" in finding.text and "HOME" in finding.advice


@pytest.fixture
def examinations(monkeypatch):
    """A machine on which a learner is well, an author lacks something, and an instructor is well too."""
    found = {
        "learner": [lambda root: [Finding(True, "all is well")]],
        "author": [lambda root: [Finding(False, "no ruff", "get it")]],
        "instructor": [lambda root: [Finding(True, "walls")]],
    }
    monkeypatch.setattr("course.learner.doctor.EXAMINATIONS", found)
    return found


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            [],
            0,
            ["OK    all is well", "note  for authors: no ruff. What to do: get it", "all that learners need is here: "],
        ),
        (["author"], 1, ["OK    all is well", "FAIL  no ruff. What to do: get it", "1 to mend"]),
        (
            ["instructor"],
            0,
            ["OK    all is well", "note  for authors: no ruff", "OK    walls", "all that instructors need is here: "],
        ),
    ],
    ids=["learner", "author", "instructor"],
)
def test_only_what_the_readers_role_needs_fails_and_the_rest_is_said(examinations, capsys, words, status, said):
    assert main(["doctor", *words]) == status
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(said) and all(line.startswith(text) for line, text in zip(lines, said, strict=True))


@pytest.mark.parametrize("role", EXAMINATIONS)
def test_what_a_learner_needs_everybody_needs(examinations, capsys, role):
    examinations["learner"] = [lambda root: [Finding(False, "no work/", "make it")]]
    assert main(["doctor", role]) == 1
    assert "FAIL  no work/. What to do: make it" in capsys.readouterr().out


def test_every_named_package_has_a_tested_version():
    tested = pins((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    names = [name for name, _ in requirements(ROOT)]
    assert {"torch", "numpy", "matplotlib", "jupyterlab", "nbval", "jupytext"} <= set(names)
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
    assert "-m course setup" in lines[1]
