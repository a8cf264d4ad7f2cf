"""Proof that the comparison is calm and awake: ``python -m course audit``."""
