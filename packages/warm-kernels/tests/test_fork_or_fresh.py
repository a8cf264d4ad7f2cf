import sys
from types import ModuleType

import pytest
from warm_kernels.fork_or_fresh import WarmStart, reason_against, reason_against_asking, same_interpreter

COMMAND = ["/env/bin/python", "-m", "ipykernel_launcher", "-f", "kernel.json"]
ENVIRONMENT = {"PATH": "/usr/bin", "OMP_NUM_THREADS": "1"}


@pytest.fixture
def imported(monkeypatch, tmp_path):
    """Have a warm process that has imported these modules from elsewhere."""

    def imported(*names):
        for name in names:
            module = ModuleType(name)
            module.__file__ = f"/elsewhere/{name}.py"
            monkeypatch.setitem(sys.modules, name, module)

    return imported


def reason(folder="/", command=COMMAND, environment=ENVIRONMENT, warm=ENVIRONMENT):
    request = {"arguments": {"command": command}, "environment": environment, "folder": str(folder)}
    return reason_against(request, WarmStart(COMMAND[0], warm, {"random"}))


def test_a_kernel_like_the_warm_process_is_forked(tmp_path):
    assert reason(tmp_path) == ""
    assert reason_against_asking(COMMAND, {"cwd": str(tmp_path), "env": {}, "stdout": None, "stderr": 7}) == ""


@pytest.mark.parametrize("variable", ["JPY_PARENT_PID", "PYTEST_XDIST_WORKER", "MY_DATA", "PATH", "RANDOM_SEED"])
def test_a_variable_that_only_the_notebook_reads_does_not_prevent_a_fork(variable):
    assert reason(environment={**ENVIRONMENT, variable: "new"}) == ""


@pytest.mark.parametrize("variable", ["PYTHONHASHSEED", "OMP_NUM_THREADS", "MPLBACKEND", "LC_ALL", "TORCH_LOGS", "TZ"])
def test_a_variable_read_while_importing_prevents_a_fork(variable):
    words = f"its interpreter, or a variable read while importing, is another one: {variable}"
    assert reason(environment={**ENVIRONMENT, variable: "new"}) == words


def test_a_variable_called_after_a_preloaded_package_prevents_a_fork(imported):
    changed = {**ENVIRONMENT, "MY_PACKAGE_LEVEL": "new"}
    assert reason(environment=changed) == ""
    imported("my_package")
    assert reason(environment=changed).endswith("is another one: MY_PACKAGE_LEVEL")


@pytest.mark.parametrize(
    ("command", "options", "words"),
    [
        pytest.param(["R", "--slave", "-f", "kernel.json"], {}, "not started by", id="another language"),
        pytest.param(["/env/bin/python", "-X", "dev", "-m", "ipykernel"], {}, "not started by", id="flags"),
        pytest.param(["/env/bin/python", "-m"], {}, "not started by", id="no module"),
        pytest.param(COMMAND, {"pass_fds": [3]}, "pass_fds", id="an option of Popen"),
        pytest.param(COMMAND, {"independent": True}, "outlive", id="independent"),
        pytest.param(COMMAND, {"stdout": -1}, "pipe", id="subprocess.PIPE"),
    ],
)
def test_a_kernel_started_otherwise_gets_its_own_process(command, options, words):
    assert words in reason_against_asking(command, options)


def test_another_interpreter_or_no_folder_prevents_a_fork():
    assert "its interpreter" in reason(command=["/other/bin/python", *COMMAND[1:]])
    assert reason("/nowhere/at/all") == "there is no folder /nowhere/at/all"


@pytest.mark.parametrize("name", ["matplotlibrc", "torch.py", "numpy.py", "numpy.so", "torch/__init__.py"])
def test_a_file_beside_the_notebook_that_changes_importing_prevents_a_fork(tmp_path, imported, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert reason(tmp_path) == "" or "matplotlib" in sys.modules or "numpy" in sys.modules
    imported("matplotlib", "numpy", "torch")
    assert reason(tmp_path) == f"it would import another {name.partition('.')[0].partition('/')[0]}"


def test_what_a_fresh_kernel_has_imported_by_then_may_lie_beside_the_notebook(tmp_path):
    (tmp_path / "random.py").touch()
    assert reason(tmp_path) == ""


def test_the_preloaded_module_itself_may_lie_beside_the_notebook(tmp_path, imported, monkeypatch):
    imported("mine")
    (tmp_path / "mine.py").touch()
    assert reason(tmp_path) == "it would import another mine"
    monkeypatch.setattr(sys.modules["mine"], "__file__", str(tmp_path / "mine.py"))
    assert reason(tmp_path) == ""


def test_a_folder_of_modules_on_pythonpath_does_not_prevent_a_fork(tmp_path, imported):
    imported("torch")
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "__init__.py").touch()
    (tmp_path / "torch").mkdir()  # no package: Python goes on looking
    assert reason(environment={**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:{tmp_path}/missing"}) == ""


@pytest.mark.parametrize("name", ["torch/__init__.py", "random.py", "sitecustomize.py"])
def test_a_module_on_pythonpath_that_would_be_imported_instead_prevents_a_fork(tmp_path, imported, name):
    imported("torch")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    words = f"another {name.removesuffix('.py').removesuffix('/__init__')}"
    assert words in reason(environment={**ENVIRONMENT, "PYTHONPATH": str(tmp_path)})


def test_an_archive_on_pythonpath_prevents_a_fork(tmp_path):
    (tmp_path / "modules.zip").touch()
    assert "modules.zip" in reason(environment={**ENVIRONMENT, "PYTHONPATH": str(tmp_path / "modules.zip")})


def test_a_kernel_without_the_pythonpath_of_the_warm_process_gets_its_own_process(tmp_path):
    warm = {**ENVIRONMENT, "PYTHONPATH": f"{tmp_path}:/other"}
    assert reason(warm=warm) == f"its PYTHONPATH lacks {tmp_path}:/other"
    assert reason(warm=warm, environment={**ENVIRONMENT, "PYTHONPATH": f"/more:{tmp_path}:/other"}) == ""
    swapped = {**ENVIRONMENT, "PYTHONPATH": f"/other:{tmp_path}"}
    assert reason(warm=warm, environment=swapped) == "its PYTHONPATH has another order"


def test_a_relative_pythonpath_starts_at_the_notebooks_folder(tmp_path):
    warm = {**ENVIRONMENT, "PYTHONPATH": str(tmp_path)}
    relative = {**ENVIRONMENT, "PYTHONPATH": "."}
    assert reason(tmp_path, warm=warm, environment=relative) == ""
    assert "lacks" in reason("/", warm=warm, environment=relative)


def test_two_names_of_one_interpreter_are_the_same(tmp_path):
    (tmp_path / "python3.11").touch()
    (tmp_path / "python").symlink_to("python3.11")
    (tmp_path / "other").touch()
    first, same, other = (str(tmp_path / name) for name in ("python", "python3.11", "other"))
    assert same_interpreter(first, same) and not same_interpreter(first, other)
    (tmp_path / "environment").mkdir()
    (tmp_path / "environment" / "python").symlink_to(tmp_path / "python3.11")
    assert not same_interpreter(first, str(tmp_path / "environment" / "python"))
