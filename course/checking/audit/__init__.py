"""Proof that the comparison is calm and awake: ``python -m course audit``."""

import course.postponed_grammar  # noqa: F401  before nbformat
