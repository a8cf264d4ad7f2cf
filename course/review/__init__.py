"""Learners' notebooks beside the solutions: what was found, as plain data, and how it is shown. Nothing is run."""
