"""What programs read of a check: one dict of plain values, always with the same keys.

It stands beside the line that a learner reads, in the cell's output under ``shown.MIME``. docs/check-record.md
describes it, and ``record.schema.json`` in this folder says the same to a validator. Keys may be added; none is renamed
or taken away while VERSION is 1.
"""

from typing import Any

from helpers.checks.verdict import Verdict
from helpers.language import current, say

VERSION = 1


def of(
    verdict: Verdict, text: str, hints: tuple[str, ...] = (), given: int = 0, attempts: int | None = None
) -> dict[str, Any]:
    """The record of a verdict; None stands for what there is not.

    Args:
        verdict: on a learner's answer. Its values are those of one call; ours is empty where it would be the answer.
        text: what is shown of it, in the language that is spoken.
        hints: of the exercise.
        given: how many of them the learner has asked for.
        attempts: how often the exercise was checked in this session, this time included.
    """
    waiting = verdict.outcome != "right" and given < len(hints)
    return {
        "version": VERSION,
        "exercise": verdict.exercise,
        "lesson": verdict.exercise and verdict.exercise.split("-")[0],
        "outcome": verdict.outcome,
        "mistake": verdict.mistake,
        "message": text,
        "evidence": {
            "inputs": verdict.inputs or None,
            "returned": verdict.mine or None,
            "expected": verdict.ours or None,
        },
        "hint": {"number": given + 1, "count": len(hints), "text": say(hints[given])} if waiting else None,
        "attempts": attempts,
        "language": current(),
        "source": verdict.source,
    }
