"""``python -m warm_kernels COMMAND``: the command is the one of this environment, and its kernels are forked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import WAIT_SECONDS


def run(*command, **environment):
    """What a command started by ``python -m warm_kernels`` printed; the environment is not activated."""
    words = [sys.executable, "-m", "warm_kernels", *command]
    plain = {"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin", "WARM_KERNELS": "ordinary", **environment}
    return subprocess.run(words, env=plain, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)


@pytest.mark.parametrize("command", [Path(sys.executable).name, sys.executable], ids=["name", "path"])
def test_a_python_is_that_of_this_environment(command):
    assert run(command, "-c", "import sys; print(sys.prefix)").stdout.strip() == sys.prefix


def test_a_command_of_the_machine_is_found_as_ever():
    assert run("echo", "found").stdout == "found\n"


def test_a_command_that_does_not_exist_is_named():
    result = run("no-such-command")
    assert (result.returncode, result.stdout) == (2, "")
    assert "no-such-command could not be started: No such file or directory." in result.stderr


def test_no_command_is_wrong_use():
    assert (result := run()).returncode == 2
    assert "No command was given" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")
def test_the_command_knows_the_warm_process():
    script = (
        "import os; print(os.environ['JUPYTER_DEFAULT_PROVISIONER_NAME'], os.environ['WARM_KERNELS_ADDRESS'] != '')"
    )
    assert run("python", "-c", script, WARM_KERNELS="").stdout == "warm-provisioner True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")
def test_kernels_of_the_command_have_imported_what_is_preloaded():
    script = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel()
seen = {"it": "sorted({'wave', 'colorsys'} & set(sys.modules))"}
reply = client.execute("import sys", user_expressions=seen, reply=True, timeout=60)
print(reply["content"]["user_expressions"]["it"]["data"]["text/plain"])
client.stop_channels()
manager.shutdown_kernel(now=True)
"""
    result = run("--preload", "wave,colorsys", "python", "-c", script, WARM_KERNELS="")
    assert result.stdout == "['colorsys', 'wave']\n", result.stderr
