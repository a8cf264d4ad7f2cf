"""``python -m course VERB``: the course's commands, one module a verb.

Nothing heavy is imported here: ``setup`` must run on a Python that has none of the course's packages.
"""

import argparse
import importlib
import sys

# verb: the module that adds its arguments in `arguments(parser)` and does the work in `run(options)`, which
# returns the exit status: 0 fine, 1 found a fault, 2 wrong use.
VERBS = {
    "setup": "course.environment",
    "lab": "course.lab",
    "build": "course.build",
    "doctor": "course.doctor",
}


def main(argv=None):
    """Return the exit status of one command line: 0 fine, 1 found a fault, 2 wrong use."""
    arguments = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python -m course", description="Build, check and open the course.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    wanted = next((word for word in arguments if word in VERBS), None)
    for verb, module_name in VERBS.items():
        # Only the verb asked for is imported, so that `--help` and `setup` start at once.
        module = importlib.import_module(module_name) if verb == wanted else None
        verb_parser = verbs.add_parser(verb, help=module_name, description=module.__doc__ if module else None)
        if module:
            module.arguments(verb_parser)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has already said what is wrong
        return stop.code
    return importlib.import_module(VERBS[options.verb]).run(options)


if __name__ == "__main__":
    sys.exit(main())
