"""What an author runs: a lesson's source in, its four files out, in one direction."""
