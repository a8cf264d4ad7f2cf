"""From exercises to what has to be run of a notebook. Nothing is run."""
