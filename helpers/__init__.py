"""Plumbing that a lesson imports and does not show."""
