"""What the lessons claim beyond their own numbers, each claim with a check on other data.

A module of this folder holds one lesson's claims. A claim is a function that asserts; `@claim` names the words of the
lesson that it stands for. `DEFINITIONS` holds words that look like a claim and fix what a word means, ask a question
or are told of one run whose output stands there.
"""


def claim(*fragments):
    """Mark a function as the check of these words, each a part of one sentence of the lesson."""

    def mark(check):
        check.fragments = fragments
        return check

    return mark


def of_module(module):
    """The checks that a module holds, in order."""
    return [each for each in vars(module).values() if hasattr(each, "fragments")]
