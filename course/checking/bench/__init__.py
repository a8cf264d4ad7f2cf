"""What checking notebooks costs here and with other tools, side by side: ``python -m course bench``."""

import course.postponed_grammar  # noqa: F401  before nbformat
