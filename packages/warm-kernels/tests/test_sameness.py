import pytest
from warm_kernels.sameness import fingerprint, reason_against

COMMAND = ["/env/bin/python", "-m", "ipykernel_launcher", "-f", "kernel.json"]
ENVIRONMENT = {"PATH": "/usr/bin", "OMP_NUM_THREADS": "1"}
WARM = fingerprint(COMMAND[0], ENVIRONMENT)


@pytest.fixture(autouse=True)
def _no_pythonpath(monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)


def reason(command=COMMAND, environment=ENVIRONMENT, **options):
    return reason_against(command, {"env": environment, **options}, WARM)


def test_a_kernel_like_the_warm_process_is_forked(tmp_path):
    assert reason(cwd=str(tmp_path), stdout=None, stderr=7) == ""


@pytest.mark.parametrize("variable", ["JPY_PARENT_PID", "PYTEST_XDIST_WORKER", "MY_DATA", "PATH"])
def test_a_variable_that_only_the_notebook_reads_does_not_prevent_a_fork(variable):
    assert reason(environment={**ENVIRONMENT, variable: "new"}) == ""


@pytest.mark.parametrize("variable", ["PYTHONHASHSEED", "OMP_NUM_THREADS", "MPLBACKEND", "LC_ALL", "TORCH_LOGS", "TZ"])
def test_a_variable_read_while_importing_prevents_a_fork(variable):
    assert "variable" in reason(environment={**ENVIRONMENT, variable: "new"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"command": ["R", "--slave", "-f", "kernel.json"]}, "not started by", id="another language"),
        pytest.param({"command": ["/env/bin/python", "-X", "dev", "-m", "ipykernel"]}, "not started by", id="flags"),
        pytest.param({"command": ["/env/bin/python", "-m"]}, "not started by", id="no module"),
        pytest.param({"command": ["/other/bin/python", *COMMAND[1:]]}, "interpreter", id="another environment"),
        pytest.param({"pass_fds": [3]}, "pass_fds", id="an option of Popen"),
        pytest.param({"independent": True}, "outlive", id="independent"),
        pytest.param({"stdout": -1}, "pipe", id="subprocess.PIPE"),
        pytest.param({"cwd": "/nowhere/at/all"}, "no folder", id="missing folder"),
    ],
)
def test_a_kernel_started_otherwise_gets_its_own_process(changes, words):
    assert words in reason(**changes)


@pytest.mark.parametrize("name", ["matplotlibrc", "torch.py", "numpy.py"])
def test_a_file_beside_the_notebook_that_changes_importing_prevents_a_fork(tmp_path, name):
    (tmp_path / name).touch()
    assert f"another {name.removesuffix('.py')}" in reason(cwd=str(tmp_path))


def test_a_folder_of_modules_on_pythonpath_does_not_prevent_a_fork(tmp_path):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "__init__.py").touch()
    (tmp_path / "torch").mkdir()  # no package: Python goes on looking
    assert reason(environment={**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:{tmp_path}/missing"}) == ""


@pytest.mark.parametrize("name", ["torch/__init__.py", "random.py", "sitecustomize.py"])
def test_a_module_on_pythonpath_that_would_be_imported_instead_prevents_a_fork(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    words = f"another {name.removesuffix('.py').removesuffix('/__init__')}"
    assert words in reason(environment={**ENVIRONMENT, "PYTHONPATH": str(tmp_path)})


def test_a_kernel_without_our_own_pythonpath_gets_its_own_process(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert str(tmp_path) in reason()
    assert reason(environment={**ENVIRONMENT, "PYTHONPATH": f"/more:{tmp_path}"}) == ""


def test_two_names_of_one_interpreter_are_the_same(tmp_path):
    (tmp_path / "python3.11").touch()
    (tmp_path / "python").symlink_to("python3.11")
    (tmp_path / "other").touch()
    names = [fingerprint(str(tmp_path / name), {}) for name in ("python", "python3.11", "other")]
    assert names[0] == names[1] != names[2]
