"""What a wrong answer's verdict shows of the values: a part of the sentence, and its record for tools."""

from helpers.checks import messages
from helpers.checks.declaration import Exercise
from helpers.checks.finding import Finding, Seen
from helpers.checks.shown import short, short_inputs

# Findings about what the value is, not which: the inputs would add nothing.
WITHOUT_EVIDENCE = (
    "returns_none", "part_none", "returns_other", "parts", "missing_keys", "text_expected", "truth_expected",
    "another_word", "length", "count", "swapped",
)  # fmt: skip


def values(exercise: Exercise, case: Seen) -> dict[str, str]:
    """Both values of a case as text, for a verdict's record; ours is left out where it would be the answer."""
    return {"mine": short(case.mine), "ours": "" if exercise.constant else short(case.ours)}


def sentence(exercise: Exercise, case: Seen, finding: Finding) -> str:
    """The inputs with the two values, where they fit into a line and give no answer away."""
    if finding.key in WITHOUT_EVIDENCE:
        return ""
    if exercise.constant and finding.key in ("shape", "broadcast", "one_number", "several_numbers"):
        return ""
    if exercise.constant:
        return messages.EVIDENCE_ALONE.format(mine=short(finding.mine))
    inputs = short_inputs(case.inputs)
    both = {"mine": short(finding.mine), "ours": short(finding.ours)}
    return messages.EVIDENCE.format(inputs=inputs, **both) if inputs else ""
