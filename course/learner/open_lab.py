"""JupyterLab as the course starts it: in one folder, without news, on a port that is free, once."""

import os
import socket
import tempfile
from pathlib import Path

from course import CourseError
from helpers.language import say

OWN_OPTIONS = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]
# JupyterLab asks whether to fetch news until a setting says no; this folder holds that setting.
SETTINGS = Path(__file__).with_name("labsettings")


class PortInUseError(CourseError):
    """Another program listens where this lab was to."""

    def __init__(self, port):
        words = {"port": port, "other": port + 1}
        text = say("port {port} is in use by another program. What to do: name another port: --port {other}", **words)
        super().__init__(text)


class NoHomeError(CourseError):
    """JupyterLab could not keep its settings."""


def open_lab(folder, page, port, passed_on):
    """Exit status of JupyterLab, once it was closed; 0 at once if one is open in this folder already.

    Args:
        folder: what JupyterLab shows.
        page: what of it is opened first.
        port: to serve on; None for the first free one.
        passed_on: further words of the command line, for JupyterLab.

    Raises:
        PortInUseError: the port asked for is taken.
        NoHomeError: JupyterLab cannot write where it keeps its settings.
    """
    if trouble := trouble_at_home():
        raise NoHomeError(say("{text}. What to do: {advice}, then start again.", text=trouble[0], advice=trouble[1]))
    if address := address_of_open_lab(folder, page):
        text = say("{folder}/ is open in JupyterLab already: {address}", folder=folder.name, address=address)
        print(text, flush=True)
        return 0
    if port is not None and is_taken(port):
        raise PortInUseError(port)
    prefer_own_kernel()
    from course.lesson_environment import lesson_environment  # needs a package, which `--help` must not

    settings = filter(None, [str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH")])
    os.environ.update(lesson_environment() | {"JUPYTER_CONFIG_PATH": os.pathsep.join(settings)})  # kernels inherit it
    from jupyterlab.labapp import LabApp  # heavy: 2 s that `--no-open` need not wait for

    LabApp.launch_instance(lab_options(folder, page, port, passed_on))
    return 0


def prefer_own_kernel():
    """Let the kernel "python3" be this Python's, not one that another environment left in the home folder.

    Jupyter does so by itself only in an environment that the learner made.
    """
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")


def trouble_at_home():
    """What is wrong with where JupyterLab keeps settings and addresses, and what to do; None when it can write there.

    The places are made as JupyterLab makes them. Left to itself it ends in a traceback, or in several.
    """
    from jupyter_core.paths import jupyter_config_dir, jupyter_runtime_dir  # of JupyterLab, which may be missing

    place = "~"
    try:
        for place in (jupyter_config_dir(), jupyter_runtime_dir()):
            Path(place).mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place):
                pass
    except (OSError, RuntimeError) as reason:  # the second from a user without any home, as in some containers
        words = {"place": place, "reason": getattr(reason, "strerror", None) or reason}
        return (
            say("JupyterLab cannot write to {place}, where it keeps its settings ({reason})", **words),
            say("make that place writable for you, or let the environment variable HOME name a folder that is"),
        )
    return None


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
