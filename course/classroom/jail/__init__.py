"""From what has to be run to plain values: learners' code behind a wall, and what comes back from it."""
