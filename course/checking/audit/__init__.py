"""Proof of the comparison, no false alarm and no missed mistake: ``python -m course audit``."""
