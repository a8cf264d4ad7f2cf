"""One way to set a course up, gone from nothing: the seconds it takes, and what it leaves on the disk."""

import http.client
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from course import CourseError
from course.checking.bench.measuring import MEGABYTE, fresh_environment, measure
from course.checking.bench.setup_ways import ENVIRONMENT, Way
from course.checking.process_tree import descendants, end
from course.learner.installing import packages_in

LONGEST_SECONDS, LOOK_AGAIN_SECONDS, ANSWER_SECONDS = 3600, 0.05, 5
UNSET = ("ARGS", "MAKEFLAGS", "PYTHONPATH")  # what a make that started this one hands on, and `fresh_environment`


@dataclass(frozen=True)
class SetUp:
    """What one way came to.

    Attributes:
        seconds: until the lab answered, or until the notebooks were tested.
        packages: how many its environment has.
        megabytes: of all files in it.
    """

    seconds: float
    packages: int
    megabytes: float


def set_up(way: Way) -> SetUp:
    """Go one way, in a folder that is removed again.

    Raises:
        CourseError: a command failed, or no lab answered in time.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        home, environment = folder / "home", folder / ENVIRONMENT
        home.mkdir()
        caches = {f"{tool}_CACHE_DIR": str(home / f".cache/{tool.lower()}") for tool in ("PIP", "UV")}
        empty = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), **caches, **dict.fromkeys(UNSET, "")}
        # Not unset: IPython warns of one that is empty, and of one that is not its own.
        variables = empty | {"VIRTUAL_ENV": str(environment)} | dict(way.variables(folder))
        try:
            seconds = measure(way.commands(folder), variables=variables).seconds
        except CourseError as error:  # told without this machine's folder
            raise CourseError(str(error).replace(f"{folder}/", "")) from error
        if way.lab:
            port = free_port()
            seconds += seconds_to_an_answer(way.lab(folder, port), port, variables)
        return SetUp(seconds, len(packages_in(environment)), bytes_in(environment) / MEGABYTE)


def seconds_to_an_answer(command: Sequence[str], port: int, variables: Mapping[str, str]) -> float:
    """Seconds from the start of a server to its first answer; it is ended then, with all that it started.

    Raises:
        CourseError: it ended without an answer, or gave none in LONGEST_SECONDS.
    """
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        server = subprocess.Popen(command, env=fresh_environment() | variables, stdout=output, stderr=output)
        try:
            while not answers(port):
                if server.poll() is not None or time.monotonic() > start + LONGEST_SECONDS:
                    output.seek(0)
                    said = output.read().decode(errors="replace").strip().splitlines() or [""]
                    raise CourseError(f"`{' '.join(command[:4])} ...` served nothing on port {port}: {said[-1]}")
                time.sleep(LOOK_AGAIN_SECONDS)
            return time.monotonic() - start
        finally:
            if server.poll() is None:
                end([*descendants(server.pid), psutil.Process(server.pid)])


def answers(port: int) -> bool:
    """Whether a Jupyter server on this machine answers to what needs no token."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)) as connection:
        try:
            connection.request("GET", "/api")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def bytes_in(folder: Path) -> int:
    """Bytes of all files in a folder, however deep; a link counts as itself."""
    return sum(os.lstat(Path(place, name)).st_size for place, _, names in os.walk(folder) for name in names)
