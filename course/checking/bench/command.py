"""Measure what checking and set-up cost, side by side with others; rewrite the tables and the picture of their page."""

from rich.console import Console

from course.checking.bench import class_table, notebooks_table, page_section, setup_table
from course.places import ROOT

# A table is a module with `arguments(parser)` and `measured(options, tell, root)`.
TABLES = {"notebooks": notebooks_table, "setup": setup_table, "grading": class_table}


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument("--only", choices=TABLES, help="one of the tables")
    parser.add_argument(
        "--print-only", action="store_true", help=f"leave {page_section.PAGE} and pictures/ as they are"
    )
    for table in TABLES.values():
        table.arguments(parser)


def run(options, root=ROOT):
    """Exit status: 0 when all was measured."""
    console = Console(stderr=True)

    def tell(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    for name in [options.only] if options.only else TABLES:
        section = TABLES[name].measured(options, tell, root)
        print(section.text)
        if not options.print_only:
            page_section.write(section, root)
    return 0
