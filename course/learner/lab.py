"""Start your copies of the lessons in work/ and open them in JupyterLab."""

import os
import shlex
import socket
import sys
from pathlib import Path

from course import CourseError
from course.learner.copies import freshen, start
from course.places import NOTEBOOKS, ROOT, WORK, find

PASSES_ON = "JupyterLab"  # --no-browser, --ip, ...

OWN_OPTIONS = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
# JupyterLab asks whether to fetch news until a setting says no; this folder holds that setting.
SETTINGS = Path(__file__).with_name("labsettings")


class PortInUseError(CourseError):
    """Another program, often an older lab, listens where this lab was to."""

    def __init__(self, port):
        super().__init__(
            f"port {port} is in use, perhaps by a lab you opened before. What to do: go back to that lab, or name "
            f"another port: --port {port + 1}"
        )


def arguments(parser):
    """Add what `lab` takes; JupyterLab gets the rest."""
    parser.add_argument("--no-open", action="store_true", help="only make the copies in work/")
    parser.add_argument("--fresh", metavar="LESSON", help="keep your copy as LESSON.old-1, start a fresh one, and stop")
    parser.add_argument("--port", type=int, help="port to serve on (default: the first free one from 8888)")


def run(options, root=ROOT):
    """Exit status: 0 when the lab was opened and closed, 1 when a fault stood in the way."""
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
    return open_lab(work, options.port, options.passed_on)


def messages(done):
    """Lines that tell the learner what `start` did."""
    beside = f"to keep yours beside a fresh one: {own_command()} --fresh"
    lines = [f"work/{name}.ipynb: started" for name in done.copied]
    lines += [f"work/{name}.ipynb: the lesson has changed since; {beside} {name}" for name in done.newer]
    return lines + [f"error: {sentence}" for sentence in done.broken]


def own_command():
    """The command line of this verb, to be copied and pasted."""
    python = Path(sys.executable)
    if python.is_relative_to(Path.cwd()):
        python = python.relative_to(Path.cwd())
    return f"{shlex.quote(str(python))} -m course lab"


def open_lab(work, port, passed_on):
    """Exit status of JupyterLab, once the learner has closed it.

    Raises:
        PortInUseError: the port asked for is taken.
    """
    if port is not None and is_taken(port):
        raise PortInUseError(port)
    from course.lesson_environment import lesson_environment  # needs a package, which `--help` must not

    settings = filter(None, [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH")])
    os.environ.update(lesson_environment() | {"JUPYTER_CONFIG_PATH": os.pathsep.join(settings)})  # kernels inherit it
    from jupyterlab.labapp import LabApp  # heavy: 2 s that `--no-open` need not wait for

    LabApp.launch_instance(lab_options(work, port, passed_on))
    return 0


def lab_options(work, port, passed_on):
    """What JupyterLab is told: the course's own options, then the learner's, which win."""
    options = [f"--ServerApp.root_dir={work}", *OWN_OPTIONS]
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
