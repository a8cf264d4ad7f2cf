"""``python -m warm_kernels COMMAND...``: run a command with warm kernels, say ``jupyter execute lesson.ipynb``."""

import argparse
import os
import sys
from pathlib import Path

from warm_kernels import ONE_THREAD, reason_against_forking, say_on_stderr, start_warm_process, variables


def main(argv: list[str] | None = None) -> int:
    """Exit status 2 for wrong use; otherwise this process becomes the command, and the warm process ends with it."""
    parser = argparse.ArgumentParser("python -m warm_kernels", description="Run a command with warm kernels.")
    parser.add_argument("--preload", default="", metavar="WORDS", help="modules, such as numpy,torch")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="such as: jupyter execute lesson.ipynb")
    options = parser.parse_args(argv)
    command = options.command
    if not command:
        say_on_stderr("No command was given. Try: python -m warm_kernels jupyter execute lesson.ipynb")
        return 2
    os.environ.update(ONE_THREAD)
    if reason := reason_against_forking():
        say_on_stderr(f"Kernels: ordinary ones, since {reason}.")
    else:
        _, address = start_warm_process(options.preload, for_kernels=True)
        os.environ.update(variables(address))
    beside = Path(sys.executable).parent / command[0]  # the environment need not be activated
    program = str(beside) if beside.exists() else command[0]
    try:
        os.execvp(program, [program, *command[1:]])  # from its own path a Python finds its environment
    except OSError as error:
        say_on_stderr(f"{command[0]} could not be started: {error.strerror}. Is it installed in this environment?")
    return 2


if __name__ == "__main__":
    sys.exit(main())
