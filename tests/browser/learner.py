"""Somebody who takes the course in the lab: JupyterLab as `course lab` opens it, on fresh copies, in an empty home."""

import contextlib
import json
import os
import re
import shutil
import socket
import sys
import time
from subprocess import DEVNULL

import nbformat

from course.learner.open_lab import is_taken
from course.places import NOTEBOOKS, ROOT, SOLUTIONS, WORK, lessons
from helpers.checks.shown import SYMBOLS
from helpers.language import ENGLISH
from tests.processes import PATIENCE_SECONDS, process

LESSON = next(one.name for one in lessons() if one.number == "01")
OPENED, THEMES = f"/lab/tree/{LESSON}.ipynb", "/lab/api/settings/@jupyterlab/apputils-extension:themes"
ROOMS = ("course", "helpers", SOLUTIONS, NOTEBOOKS)
SECRET = "--IdentityProvider.token=secret"
NUMBER = re.compile(r"\[\d+\]")  # of a cell that was run
ERROR = "[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']"
OUTPUT = ".jp-OutputArea-output"
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"


@contextlib.contextmanager
def lab_of(language, folder):
    """Address of the lesson in a lab that `course lab` opened for somebody new to this machine."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (home := folder / "home").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    words = ["-m", "course", "lab", "--language", language, "--no-browser", "--port", str(port), SECRET]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON", "XDG"))}
    surroundings = clean | {"HOME": str(home), "USERPROFILE": str(home)}
    with (
        open(folder / "log", "w+") as log,  # noqa: PTH123
        process([sys.executable, *words], cwd=folder, env=surroundings, stdin=DEVNULL, stdout=log, stderr=log) as lab,
    ):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_taken(port):
            assert lab.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}{OPENED}?token=secret"


class Learner:
    """Somebody who likes a dark page, at the lesson in the lab, every cell of which was run once.

    Attributes:
        language: of the lesson.
        visitor: with the browser's page.
        copy: path of the notebook that the lab saves.
        ids: of its cells, in the order in which they stand on the page.
    """

    def __init__(self, language, visitor, folder, address):
        self.language, self.visitor, self.page = language, visitor, visitor.page
        self.copy = folder / WORK / language.replace(ENGLISH, "") / f"{LESSON}.ipynb"
        self.ids = [cell.id for cell in nbformat.read(self.copy, as_version=4).cells]
        self.page.request.put(address.replace(OPENED, THEMES), data={"raw": json.dumps({"theme": "JupyterLab Dark"})})
        self.page.goto(address)
        self.cell(self.ids[-1]).wait_for(state="attached")
        self.page.locator(IDLE).wait_for()
        self.choose("Run", "Run All Cells")
        last = self.page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt", has_text=NUMBER)
        last.or_(self.page.locator(ERROR)).first.wait_for(state="attached")  # after an error the lab runs no further
        self.page.locator(IDLE).wait_for()

    def choose(self, *names):
        """Something from the menus."""
        for name in names:
            self.page.get_by_role("menuitem", name=name, exact=True).click()

    def cell(self, name):
        """A cell by its id: the page has them all, in their order."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self.ids.index(name))

    def saved(self):
        """The notebook as the lab saves it now."""
        with self.page.expect_response(lambda one: one.request.method == "PUT" and LESSON in one.url):
            self.page.keyboard.press("Control+s")
        return nbformat.read(self.copy, as_version=4)

    def answer(self, exercise, code):
        """What check says of an answer that is typed into its stub."""
        self.cell(f"exercise-{exercise}").locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        check = self.cell(f"check-{exercise}")
        check.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        verdict = check.locator(OUTPUT).filter(has_not_text=SYMBOLS["todo"])
        verdict.wait_for(state="attached")
        return verdict.text_content()
