"""Judging a class by values: what a learner's code may do, and what comes back from it."""
