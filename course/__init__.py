"""What authors, instructors and CI run: ``python -m course VERB``."""
