"""The wheel that Colab installs: all of helpers/ is in it, and it works where nothing else of the course is."""

import subprocess
import sys
from importlib.metadata import version
from zipfile import ZipFile

import pytest

from course.__main__ import VERBS
from course.places import ROOT, languages
from tests.learner.wheel import PATIENCE_SECONDS, built
from tests.processes import output_of

USE = """
import sys
from pathlib import Path
from {door} import check
from helpers.sliders import SCRIPT
assert SCRIPT.read_text() and SCRIPT.is_relative_to(Path.cwd()), SCRIPT
def forward(x, w, y):
    return w * x, y - w * x, (w * x - y) ** 2
check(forward)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    if int(version("setuptools").split(".")[0]) < 77:
        pytest.skip("building the wheel takes setuptools 77 or newer")
    return built(tmp_path_factory.mktemp("wheel"), "--no-build-isolation", "--no-index")


def test_every_file_of_the_helpers_is_in_it(wheel):
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "helpers").rglob("*") if path.is_file()}
    there = {path for path in there if "__pycache__" not in path}
    assert {"helpers/slider.js", "helpers/es/said.json", "helpers/drawings/lesson_07.py"} <= there
    packed = set(ZipFile(wheel).namelist())
    assert there - packed == set()
    assert {name.split("/")[0] for name in packed} == {"helpers", "course", f"course-{version('course')}.dist-info"}


def test_it_checks_answers_in_every_language_beside_nothing_else(wheel, tmp_path):
    with ZipFile(wheel) as file:
        file.extractall(tmp_path)
    said = []
    for door in ("helpers", *(f"helpers.{language}" for language in languages())):
        command = [sys.executable, "-c", f"import sys; sys.path[0] = {str(tmp_path)!r}\n{USE.format(door=door)}"]
        run = subprocess.run(command, cwd=tmp_path, timeout=PATIENCE_SECONDS, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        said.append(run.stdout)
    assert all(one.startswith("✗ 01-1") for one in said)
    assert len(set(said)) == 1 + len(languages())


@pytest.mark.parametrize("packed", [False, True], ids=["installed", "zipped"])
def test_every_command_says_in_one_line_that_the_lessons_are_not_there_and_writes_nothing(wheel, tmp_path, packed):
    place = wheel if packed else tmp_path
    if not packed:
        with ZipFile(wheel) as file:
            file.extractall(tmp_path)
    there = sorted(tmp_path.rglob("*"))
    for words in [[], ["--help"], *([verb] for verb in VERBS)]:
        program = f"import sys; sys.path[0] = {str(place)!r}; from course.__main__ import main; sys.exit(main({words}))"
        run = output_of([sys.executable, "-B", "-c", program], cwd=tmp_path)
        [line] = run.stderr.splitlines()
        assert (run.returncode, run.stdout) == (1, ""), words
        assert line.startswith(f"error: found the course as an installed package, in {place}") and "What to do" in line
    assert sorted(tmp_path.rglob("*")) == there
