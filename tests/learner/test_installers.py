"""course/learner/installers.py: uv where it is, pip otherwise, with the same result; and PyTorch's CPU build."""

import socket
import stat
import sys
import threading
import zipfile

import pytest

from course.learner import installers
from course.learner.installers import CPU_INDEX, LESSONS, Wish, fill, filling, make, silence
from course.places import ROOT
from tests.processes import PATIENCE_SECONDS

INTO = "lib/python3.11/site-packages"
# A tool that writes down what it was asked, and puts a package in place for each folder it is told of.
TOOL = """#!{python}
import pathlib, sys
words = sys.argv[1:]
with open({said!r}, "a") as said:
    print({name!r}, *words, file=said)
if {refuses!r} in words or {refuses!r} == "all":
    sys.exit(2)
into = pathlib.Path({environment!r})
for word in words:
    if "[" in word or word == {root!r} or word == "torch":
        name = "torch" if word == "torch" else "course"
        (into / "{into}" / (name + ".dist-info")).mkdir(parents=True, exist_ok=True)
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine on which PyTorch's index answers, or not, and on which tools are put that only say what they do."""

    class Machine:
        environment, root = tmp_path / ".venv", tmp_path

        def put(self, name, refuses=""):
            path = tmp_path / "bin" / name
            path.parent.mkdir(exist_ok=True)
            facts = {"python": sys.executable, "said": str(tmp_path / "said"), "name": name, "refuses": refuses}
            path.write_text(TOOL.format(environment=str(self.environment), root=str(tmp_path), into=INTO, **facts))
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            return path

        def fills(self, wish=LESSONS):
            """Exit status, and what was asked of which tool."""
            self.environment.mkdir(exist_ok=True)
            status = fill(self.put("python"), self.root, wish, self.environment / "setup.log")
            return status, (tmp_path / "said").read_text().splitlines()

        def answers(self, reason):
            monkeypatch.setattr(installers, "silence", lambda address: reason)

    def which(name):
        path = tmp_path / "bin" / name
        return str(path) if path.exists() else None

    monkeypatch.setattr(installers.shutil, "which", which)
    monkeypatch.setattr(installers.sys, "platform", "linux")
    made = Machine()
    made.answers(None)
    return made


def installed(machine):
    return {path.name for path in (machine.environment / INTO).iterdir()}


@pytest.mark.parametrize("wish", [LESSONS, Wish(everything=True)], ids=["lessons", "everything"])
@pytest.mark.parametrize("reason", [None, "no route"], ids=["the index answers", "it does not"])
def test_uv_and_pip_are_asked_for_the_same(machine, wish, reason):
    machine.answers(reason)
    status, by_pip = machine.fills(wish)
    assert status == 0
    what = [f"--constraint {machine.root / 'constraints.txt'}"]
    what += [f"--editable {folder}" for folder in wish.folders(machine.root)[1::2]]
    assert all(words in by_pip[-1] for words in what)
    machine.put("uv")
    status, by_both = machine.fills(wish)
    assert status == 0
    assert by_both[-1].startswith(f"uv pip install --python {machine.root / 'bin' / 'python'}")
    assert by_both[-1].endswith(" ".join(what)) and by_pip[-1].endswith(" ".join(what))


def test_pip_takes_the_cpu_build_from_pytorchs_index_and_compiles_nothing_ahead(machine):
    status, [said] = machine.fills()
    assert status == 0
    assert f"--extra-index-url {CPU_INDEX} " in said and "--no-compile" in said


def test_uv_knows_the_cpu_build_by_itself(machine):
    machine.put("uv")
    status, [said] = machine.fills()
    assert status == 0
    assert "--torch-backend=cpu" in said and CPU_INDEX not in said


def test_where_the_index_does_not_answer_pip_takes_what_it_finds_and_says_so(machine, capsys):
    machine.answers("no route")
    status, [said] = machine.fills()
    assert status == 0
    assert CPU_INDEX not in said
    assert "does not answer (no route)" in capsys.readouterr().out


def test_where_the_index_does_not_answer_torch_is_left_to_pip_and_the_rest_to_uv(machine):
    machine.answers("no route")
    machine.put("uv")
    status, [torch, rest] = machine.fills()
    assert status == 0
    assert torch.startswith("python -m pip") and torch.endswith("--no-deps torch")
    assert rest.startswith("uv pip install") and "torch" not in rest
    assert installed(machine) == {"torch.dist-info", "course.dist-info"}


@pytest.mark.parametrize("refuses", ["--torch-backend=cpu", "all"], ids=["an old uv", "a broken uv"])
def test_a_uv_that_fails_is_replaced_by_pip(machine, refuses, capsys):
    machine.put("uv", refuses)
    status, said = machine.fills()
    assert status == 0
    assert [line.split()[0] for line in said] == ["uv", "python"]
    assert "exit status 2" in capsys.readouterr().out
    assert installed(machine) == {"course.dist-info"}


def test_an_index_that_answers_and_then_fails_is_left_out(machine):
    ways = filling("python", machine.root, LESSONS, machine.root / "log")
    assert [CPU_INDEX in way[-1] for way in ways] == [True, False]


@pytest.mark.parametrize(
    ("wish", "platform"), [(Wish(cuda=True), "linux"), (LESSONS, "darwin"), (LESSONS, "win32")], ids=str
)
def test_the_index_is_asked_only_for_a_cpu_build_on_linux(machine, monkeypatch, wish, platform):
    monkeypatch.setattr(installers.sys, "platform", platform)
    monkeypatch.setattr(installers, "silence", lambda address: pytest.fail("the index was asked"))
    machine.put("uv")
    ways = filling("python", machine.root, wish, machine.root / "log")
    assert [len(way) for way in ways] == [1, 1]
    assert not any(CPU_INDEX in word or "torch" in word.partition("/")[0] for [command] in ways for word in command)


def test_newest_lifts_the_constraints(machine):
    _, [said] = machine.fills(Wish(newest=True))
    assert "--upgrade" in said and "--constraint" not in said


def test_an_environment_is_made_by_uv_and_by_python_where_uv_fails(machine):
    machine.put("uv", "all")
    assert make(machine.put("python"), machine.environment) == 0
    said = [line.split()[:3] for line in (machine.root / "said").read_text().splitlines()]
    assert said == [["uv", "venv", "--quiet"], ["python", "-m", "venv"]]


@pytest.fixture
def port():
    """A port where connections are taken and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_an_index_that_says_nothing_is_not_waited_for(port):
    assert silence(f"http://127.0.0.1:{port}/", seconds=0.5) in ("timed out", "nothing heard in 0.5 s")


def test_a_name_that_is_not_found_in_time_is_not_waited_for(monkeypatch):
    over = threading.Event()

    def look_up(*_, **__):
        over.wait(PATIENCE_SECONDS)
        raise OSError("found at last")

    monkeypatch.setattr(installers.urllib.request, "urlopen", look_up)
    assert silence("http://127.0.0.1/", seconds=0.2) == "nothing heard in 0.2 s"
    over.set()


def test_an_index_that_is_not_there_is_said():
    assert "refused" in silence("http://127.0.0.1:9/").lower()


def test_a_limit_of_a_few_seconds():
    assert installers.ANSWER_SECONDS <= 5


def test_the_pip_that_builds_a_folder_compiles_nothing_either(tmp_path, monkeypatch):
    """The real pip, told only by its variables, as the pips are that it starts."""
    with zipfile.ZipFile(tmp_path / "one-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("one.py", "x = 1\n")
        wheel.writestr("one-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1.0\n")
        wheel.writestr("one-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("one-1.0.dist-info/RECORD", "")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--target", str(tmp_path / "new")]
    command = [*pip, str(tmp_path / "one-1.0-py3-none-any.whl")]
    assert installers._first_way([[command]], tmp_path) == 0
    assert (tmp_path / "new" / "one.py").exists() and not list(tmp_path.rglob("*.pyc"))


def test_the_course_is_installed_from_its_folder():
    assert LESSONS.folders(ROOT) == ["--editable", str(ROOT)]
