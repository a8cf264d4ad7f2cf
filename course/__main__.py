"""``python -m course VERB``: the course's commands, one module a verb.

Nothing heavy is imported here, and nothing newer than Python 3.6 is written here or in what this imports at once: it
must run on a Python that is too old, or has none of the course's packages, to say so.
"""

import argparse
import ast
import importlib.util
import signal
import sys
from pathlib import Path

from course import OLDEST_PYTHON, CourseError, command
from course.terminal_characters import say_in_any_terminal

# verb: its module. The first line of the module's docstring is the verb's help; `arguments(parser)` adds what the verb
# takes; `run(options)` does the work and returns the exit status: 0 fine, 1 found a fault, 2 wrong use. A module with
# `PASSES_ON = "pytest"` gets whatever it did not declare in `options.passed_on`, meant for that program.
VERBS = {
    "setup": "course.learner.setup",
    "lab": "course.learner.lab",
    "test": "course.checking.run_tests",
    "build": "course.authoring.build",
    "translate": "course.authoring.translate",
    "diff": "course.classroom.diff",
    "grade": "course.marking.grade",
    "doctor": "course.learner.doctor",
    "site": "course.site.command",
    "audit": "course.checking.audit.command",
    "bench": "course.checking.bench.command",
}


def main(argv=None):
    """Exit status of one command line: 0 fine, 1 found a fault, 2 wrong use."""
    say_in_any_terminal()
    words = sys.argv[1:] if argv is None else list(argv)
    try:
        _refuse_a_place_without_the_course()
        if sys.version_info < OLDEST_PYTHON:
            raise CourseError(_too_old())
        return _run(words)
    except CourseError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; nothing is half-written", file=sys.stderr)
        return 1


def _run(words):
    verb = words[0] if words and words[0] in VERBS else None
    try:
        importlib.import_module("course.postponed_grammar")  # before a verb imports nbformat
        # Only the verb asked for is imported, so that `--help` and `setup` start at once.
        module = importlib.import_module(VERBS[verb]) if verb else None
        parser = _parser(verb, module)
        options, passed_on = parser.parse_known_args(words)
        if passed_on and not hasattr(module, "PASSES_ON"):
            parser.error("unrecognized arguments: " + " ".join(passed_on))
        options.passed_on = passed_on
        return module.run(options)
    except SystemExit as stop:  # argparse has already said what is wrong
        return stop.code
    except ModuleNotFoundError as missing:
        if (missing.name or "course").split(".")[0] in ("course", "helpers"):
            raise  # our own mistake: show where
        raise CourseError(_missing(verb, missing.name)) from missing


def _parser(verb, module):
    description = "Build, check and open the course."
    parser = argparse.ArgumentParser(prog=command(), description=description, allow_abbrev=False)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    verbs.required = True
    for name, module_name in VERBS.items():
        summary = _summary(module_name)
        verb_parser = verbs.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        if name == verb:
            module.arguments(verb_parser)
            if hasattr(module, "PASSES_ON"):
                verb_parser.epilog = f"Other arguments go to {module.PASSES_ON}."
    return parser


def _summary(module_name):
    """First line of a module's docstring, read without importing it."""
    path = Path(importlib.util.find_spec(module_name).origin)
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).splitlines()[0].replace("%", "%%")


def _too_old():
    found = ".".join(str(number) for number in sys.version_info[:2])
    needed = ".".join(str(number) for number in OLDEST_PYTHON)
    return (
        f"found Python {found} ({sys.executable}); the course needs Python {needed} or newer. What to do: install a "
        f"newer Python, then, with its name, for example: {command('setup', python='python3.12')}"
    )


def _refuse_a_place_without_the_course():
    """Refuse a folder that is gone, an installed package without the lessons, and modules that hide Python's own."""
    try:
        Path.cwd()
    except OSError as reason:
        raise CourseError(
            f"this terminal's folder is not there any more ({reason.strerror}). "
            "What to do: `cd` to the course's folder, then run the command again."
        ) from reason
    root = Path(__file__).resolve().parents[1]
    if not (root / "pyproject.toml").exists() and not (root / "solutions").is_dir():  # a wheel has neither
        raise CourseError(
            f"found the course as an installed package, in {root}: what a notebook imports, without the lessons that "
            "this command works on. What to do: a notebook needs no command, `from helpers import check` is enough; "
            "for commands, get the course's whole folder, `cd` into it, then run the command again."
        )
    known = {"numpy", "torch", "matplotlib"}.union(getattr(sys, "stdlib_module_names", ()))
    hiding = sorted(path.name for path in root.glob("*.py") if path.stem in known)
    if hiding:
        raise CourseError(
            f"found {', '.join(hiding)} in {root}: Python imports it here, and in each lesson, in the place of the "
            "module of that name. What to do: give it another name or move it into a folder of its own."
        )


def _missing(verb, package):
    advice = importlib.import_module("course.learner.advice")  # in a newer Python than this module's
    everything = verb not in advice.LESSON_VERBS or package == "jupytext"  # which `lab --solutions` asks for
    what_to_do = advice.completing(everything, site=verb == "site")
    return (
        f"{sys.executable} has no package {package!r}, which this command needs. "
        f"What to do: {what_to_do}. `{command('doctor')}` lists what else is missing."
    )


def usual_signals():
    """Let an interrupt stop this process, and its children's ends be seen, as when it is started at a terminal.

    A process inherits which signals are ignored: a script's background job ignores interrupts, and so would every
    kernel, worker and test that the job starts.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGCHLD"):  # not on Windows
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


if __name__ == "__main__":
    usual_signals()
    sys.exit(main())
