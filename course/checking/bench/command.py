"""Measure what checking costs, side by side with other tools; rewrite the README's tables and picture."""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from course.checking.bench import class_table, notebooks_table
from course.checking.bench.readme_section import Section, write
from course.checking.bench.tools import TOOLS
from course.places import ROOT
from course.requirements import requirements

# A table is a module with `arguments(parser)` and `measured(options, tell)`.
TABLES = {"notebooks": notebooks_table, "grading": class_table}


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("--only", choices=TABLES, help="one of the tables")
    parser.add_argument("--print-only", action="store_true", help="leave README.md and pictures/ as they are")
    for table in TABLES.values():
        table.arguments(parser)


def run(options, root=ROOT):
    """Exit status: 0 when all was measured."""
    console = Console(stderr=True)

    def tell(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    install_missing(root, tell)
    for name in [options.only] if options.only else TABLES:
        show(TABLES[name].measured(options, tell), None if options.print_only else root)
    return 0


def show(section: Section, root: Path | None) -> None:
    """Nothing; the section is printed, and written where it belongs unless ``root`` is None."""
    print(section.text)
    if root is not None:
        write(section, root)


def install_missing(root: Path, tell) -> None:
    """Nothing; tools that are missing are installed, but only into the course's own environment."""
    missing = sorted({name for tool in TOOLS for name in tool.missing})
    if not missing or Path(sys.prefix).resolve() != (root / ".venv").resolve():
        return
    tell(f"installing into .venv: {', '.join(missing)}")
    wanted = [f"{name}>={lowest}" for name, lowest in requirements(root, ["bench"]) if name in missing]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    status = subprocess.call([*pip, "--constraint", str(root / "constraints.txt"), *wanted], env=os.environ)
    if status != 0:
        tell(f"pip ended with exit status {status}; its reason is above")
