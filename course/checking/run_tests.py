"""Run every test, and every notebook against its stored outputs."""

import os
from pathlib import Path

from warm_kernels import warm_kernels

from course import CourseError, command, lesson_libraries
from course.lesson_environment import lesson_environment
from course.places import COLAB, NOTEBOOKS, ROOT, SOLUTIONS, languages
from helpers.check import RAISE_FAULTS

PASSES_ON = "pytest"
CELL_TIMEOUT_SECONDS = 60  # a dead kernel is noticed only then
OPTIONS = [
    "-pcourse.postponed_grammar",
    "--nbval",
    "--nbval-current-env",  # a kernel of this Python, whatever kernels the machine knows
    f"--nbval-cell-timeout={CELL_TIMEOUT_SECONDS}",
]
# Installed beside ours; every worker would import them, and hypothesis itself to say at the end that all is well.
UNUSED_PLUGINS = ["anyio", "hypothesispytest", "nbmake"]
OPTIONS += [f"-pno:{name}" for name in UNUSED_PLUGINS]
OPTIONS += ["-Wignore:Module already imported:pytest.PytestAssertRewriteWarning"]  # it is: this module is of the course
PARALLEL = ["--numprocesses=logical", "--dist=loadfile"]  # a notebook's cells must stay on one worker, in order
ALL_TESTS = [*PARALLEL, "--no-loadscope-reorder"]  # in the order of tests/conftest.py: the longest first
NOTHING_COLLECTED = 5
BROWSER = "tests/browser"  # needs a browser, and takes as long as all others; .ci/run names it
STATUS = {0: 0, 1: 1, 2: 1, 3: 1, 4: 2}  # pytest's exit status: ours


def arguments(parser):
    """Add what `test` takes: nothing of its own; pytest gets it all."""
    parser.usage = f"{command()} test [PATH...] [-k WORD] [any other option of pytest]"


def run(options):
    """Exit status: 0 when all passed, 1 when a test failed or none ran, 2 for wrong use."""
    os.chdir(ROOT)
    os.environ.update(lesson_environment() | {RAISE_FAULTS: "1"})
    os.environ.pop("MAKELEVEL", None)  # tests read the same messages whoever started them
    with warm_kernels(lesson_libraries.PRELOAD):  # before pytest is imported: torch takes longer
        import pytest

        status = int(pytest.main(pytest_arguments(options.passed_on)))
    if status == NOTHING_COLLECTED:
        raise CourseError("no test ran. What to do: see whether the paths and -k or -m name a test that exists.")
    return STATUS.get(status, 1)


def pytest_arguments(passed_on):
    """Command line of pytest: all tests and notebooks in parallel, or only the paths that are named."""
    if any(Path(ROOT, word.split("::")[0]).exists() for word in passed_on):
        return [*OPTIONS, *passed_on]
    rooms = ["tests", "packages", *(room for room in (SOLUTIONS, NOTEBOOKS) if any(Path(ROOT, room).glob("*.ipynb")))]
    # A learner's copy in another language has the code of the English one, and a test compares what both printed; one
    # for Colab begins by installing the course.
    copies = [f"--ignore={folder}" for folder in (COLAB, *(f"{NOTEBOOKS}/{language}" for language in languages()))]
    return [*OPTIONS, *ALL_TESTS, *copies, f"--ignore={BROWSER}", *passed_on, *rooms]
