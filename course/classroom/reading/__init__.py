"""From a path to notebooks, their learners' names, and the Python in their cells. Nothing is run."""
