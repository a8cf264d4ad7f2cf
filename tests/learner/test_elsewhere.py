"""Where else the course opens: what a dev container and Binder do is what README's commands do, in every language."""

import json
import os
import re
import shlex
import shutil
import subprocess
from argparse import ArgumentParser
from pathlib import PurePosixPath

import pytest

from course.learner import lab
from course.places import ROOT, languages

CONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
# Of a container that is made from an image, as https://containers.dev/implementors/json_reference lists them.
DOCUMENTED = set(
    re.findall(
        r"\w+",
        "name image forwardPorts portsAttributes otherPortsAttributes containerEnv remoteEnv containerUser remoteUser "
        "updateRemoteUserUID userEnvProbe overrideCommand shutdownAction init privileged capAdd securityOpt mounts "
        "features overrideFeatureInstallOrder secrets customizations workspaceMount workspaceFolder runArgs appPort "
        "initializeCommand onCreateCommand updateContentCommand postCreateCommand postStartCommand postAttachCommand "
        "waitFor hostRequirements",
    )
)
PORT_KEYS = {"label", "protocol", "onAutoForward", "requireLocalPort", "elevateIfNeeded"}
CI = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
TESTED_PYTHON = re.search(r'python-version: "([\d.]+)"', CI)[1]  # of its first job that asks for one


def languages_started(commands):
    """The language of the copies that each command makes, "en" for English.

    Args:
        commands: what `lab` is given, a list of words each.
    """
    parser = ArgumentParser()
    lab.arguments(parser)
    options = [parser.parse_args(words) for words in commands]
    assert all(one.no_open for one in options)
    return [one.language or "en" for one in options]


def test_the_container_has_only_documented_keys():
    assert set(CONTAINER) <= DOCUMENTED
    assert all(set(attributes) <= PORT_KEYS for attributes in CONTAINER["portsAttributes"].values())
    assert set(CONTAINER["portsAttributes"]) == {str(port) for port in CONTAINER["forwardPorts"]}
    assert CONTAINER["waitFor"] in CONTAINER  # the lessons are there when the editor opens
    extensions = CONTAINER["customizations"]["vscode"]["extensions"]
    assert all(re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", one) for one in extensions)


def test_the_container_runs_readmes_command_for_every_language():
    commands = [shlex.split(one) for one in CONTAINER["postCreateCommand"].split(" && ")]
    assert {tuple(words[:2]) for words in commands} == {("make", "lab")}
    assert "make lab " in (ROOT / "README.md").read_text(encoding="utf-8")
    arguments = [words[2].removeprefix("ARGS=").split() for words in commands]
    assert languages_started(arguments) == ["en", *languages()]


def test_the_container_uses_the_environment_that_make_makes():
    interpreter = CONTAINER["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert PurePosixPath(interpreter).relative_to("${containerWorkspaceFolder}") == PurePosixPath(".venv/bin/python")
    assert re.search(r"test -x (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))[1] == ".venv/bin/python"


def test_container_and_binder_have_the_python_that_is_tested():
    assert CONTAINER["image"].rpartition(":")[2] == TESTED_PYTHON
    # As repo2docker reads it; without a match it takes a Python of its own.
    conda = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert re.findall(r"^  - python\s*=+\s*([\d.]*)$", conda, re.MULTILINE) == [TESTED_PYTHON]


@pytest.mark.skipif(shutil.which("bash") is None, reason="this machine has no bash; Binder has")
def test_binder_starts_the_copies_of_every_language(tmp_path):
    assert os.access(shutil.copy(ROOT / "postBuild", tmp_path), os.X_OK)
    for language in ("es", "fr"):
        (tmp_path / "locale" / language).mkdir(parents=True)
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "$PWD $@"\n')
    python.chmod(0o755)
    environment = {"PATH": f"{python.parent}{os.pathsep}{os.defpath}"}
    command = ["bash", tmp_path / "postBuild"]
    run = subprocess.run(command, cwd="/", env=environment, timeout=60, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    words = [line.removeprefix(f"{tmp_path} -m course lab ").split() for line in run.stdout.splitlines()]
    assert languages_started(words) == ["en", "es", "fr"]
