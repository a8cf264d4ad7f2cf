"""What the warm process finds first while it starts, and only then."""
