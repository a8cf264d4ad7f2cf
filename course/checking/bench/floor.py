"""The floor: one process that imports once and runs every code cell in order, comparing nothing.

``python -m course.checking.bench.floor NOTEBOOK...``
"""

import sys

import nbformat

from course.checking.in_process import Notebook


def main(paths: list[str]) -> int:
    """How many code cells were run."""
    count = 0
    for path in paths:
        state = Notebook()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                state.run(cell.source)
                count += 1
    return count


if __name__ == "__main__":
    print(f"{main(sys.argv[1:])} cells")
