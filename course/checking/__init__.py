"""What CI and authors run to prove the course: its tests, the audit of the comparison, and the measurements."""

import course.postponed_grammar  # noqa: F401  before nbformat
