"""Mutants that change nothing a reader could see, each with the reason; the only ones allowed to survive.

They are listed in equivalent.json: mutated lines, stripped, by lesson, kind of the mistake, and why the lesson prints
the same with it.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Equivalent:
    """One mutant that cannot be caught.

    Attributes:
        lesson: its name.
        line: the mutated line of the lesson's source, stripped.
        kind: of the mistake.
        reason: why the lesson prints the same with it; no part of what is looked up.
    """

    lesson: str
    line: str
    kind: str
    reason: str = field(default="", compare=False)


EQUIVALENT = [
    Equivalent(group["lesson"], line, group["kind"], group["reason"])
    for group in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    for line in group["lines"]
]


def is_equivalent(lesson, trial):
    """Whether a survivor is listed."""
    return Equivalent(lesson, trial.line, trial.mutant.kind) in EQUIVALENT


def unused(survivors):
    """Entries that no survivor needs: the lesson has changed, or the comparison has learned to see them.

    Args:
        survivors: (lesson's name, trial) of every mutant that was not caught.
    """
    there = [Equivalent(lesson, trial.line, trial.mutant.kind) for lesson, trial in survivors]
    return [each for each in EQUIVALENT if each not in there]
