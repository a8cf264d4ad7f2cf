"""Start your copies of the lessons in work/ and open the next unfinished one in JupyterLab."""

import importlib
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from course import CourseError, command
from course.learner.copies import freshen, start
from course.places import NOTEBOOKS, ROOT, SOLUTIONS, WORK, find, lessons
from helpers import exercises, remembered

PASSES_ON = "JupyterLab"  # --no-browser, --ip, ...

OWN_OPTIONS = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
# JupyterLab asks whether to fetch news until a setting says no; this folder holds that setting.
SETTINGS = Path(__file__).with_name("labsettings")


@dataclass(frozen=True)
class Standing:
    """How many of a lesson's exercises were right, in any session, and how many there are."""

    lesson: str
    right: int
    count: int

    def __str__(self):
        """The line that is printed."""
        return f"work/{self.lesson}.ipynb: {self.right} of {self.count} exercises right"


class PortInUseError(CourseError):
    """Another program listens where this lab was to."""

    def __init__(self, port):
        super().__init__(f"port {port} is in use by another program. What to do: name another port: --port {port + 1}")


def arguments(parser):
    """Add what `lab` takes; JupyterLab gets the rest."""
    parser.add_argument("--no-open", action="store_true", help="only make the copies in work/")
    parser.add_argument("--fresh", metavar="LESSON", help="keep your copy as LESSON.old-1, start a fresh one, and stop")
    parser.add_argument("--solutions", action="store_true", help="for authors: open solutions/; saving writes the .py")
    parser.add_argument("--port", type=int, help="port to serve on (default: the first free one from 8888)")


def run(options, root=ROOT):
    """Exit status: 0 when the lab was opened and closed, or is open already, 1 when a fault stood in the way."""
    if options.solutions:
        importlib.import_module("jupytext")  # JupyterLab starts without it, and then saving writes no source
        return open_lab(root, SOLUTIONS, options.port, options.passed_on)  # pyproject.toml tells it which files pair
    notebooks, work = root / NOTEBOOKS, root / WORK
    if options.fresh:
        name = find([options.fresh], root)[0].name
        kept = freshen(name, notebooks, work)
        print(f"work/{name}.ipynb: fresh" + (f"; yours is kept as work/{kept.name}" if kept else ""))
        return 0
    done = start(notebooks, work)
    for line in messages(done):
        print(line, flush=True)
    if options.no_open:
        return 1 if done.broken else 0
    found = standings(root)
    for standing in found:
        print(standing, flush=True)
    return open_lab(work, next_page(found), options.port, options.passed_on)


def standings(root):
    """The `Standing` of each lesson, in the order of the course."""
    right = remembered.recall(root / WORK / remembered.NAME)
    asked = {lesson.name: [one.id for one in exercises.of_lesson(lesson.number)] for lesson in lessons(root)}
    return [Standing(name, len(right & set(ids)), len(ids)) for name, ids in asked.items()]


def next_page(found):
    """File name of the first lesson that is not finished, of the last one when all are; "" where there is none."""
    unfinished = [standing for standing in found if standing.right < standing.count]
    return next((f"{standing.lesson}.ipynb" for standing in [*unfinished, *found[-1:]]), "")


def messages(done):
    """Lines that tell the learner what `start` did."""
    lines = [f"work/{name}.ipynb: started" for name in done.copied]
    for name in done.newer:
        beside = f"to keep yours beside a fresh one: {command('lab', '--fresh', name)}"
        lines.append(f"work/{name}.ipynb: the lesson has changed since; {beside}")
    return lines + [f"error: {sentence}" for sentence in done.broken]


def open_lab(folder, page, port, passed_on):
    """Exit status of JupyterLab, once it was closed; 0 at once if one is open in this folder already.

    Args:
        folder: what JupyterLab shows.
        page: what of it is opened first.
        port: to serve on; None for the first free one.
        passed_on: further words of the command line, for JupyterLab.

    Raises:
        PortInUseError: the port asked for is taken.
    """
    if address := address_of_open_lab(folder, page):
        print(f"{folder.name}/ is open in JupyterLab already: {address}", flush=True)
        return 0
    if port is not None and is_taken(port):
        raise PortInUseError(port)
    from course.lesson_environment import lesson_environment  # needs a package, which `--help` must not

    settings = filter(None, [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH")])
    os.environ.update(lesson_environment() | {"JUPYTER_CONFIG_PATH": os.pathsep.join(settings)})  # kernels inherit it
    from jupyterlab.labapp import LabApp  # heavy: 2 s that `--no-open` need not wait for

    LabApp.launch_instance(lab_options(folder, page, port, passed_on))
    return 0


def address_of_open_lab(folder, page):
    """Address, token included, of a page of the JupyterLab that serves a folder; None if none does."""
    from jupyter_server.serverapp import list_running_servers  # heavy too

    for server in list_running_servers():  # without those whose process has ended
        # The process's number may be another program's by now: then nobody listens.
        if Path(server["root_dir"]).resolve() == folder.resolve() and is_taken(server["port"]):
            return f"{server['url']}lab/tree/{page}" + (f"?token={server['token']}" if server["token"] else "")
    return None


def lab_options(folder, page, port, passed_on):
    """What JupyterLab is told: the course's own options, then the learner's, which win."""
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{page}", *OWN_OPTIONS]
    if port is not None:
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # in a container, root is the only user there is
    return options + passed_on


def is_taken(port):
    """Whether something on this machine listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
