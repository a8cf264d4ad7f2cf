"""From states to what is read: pages, CSV and JSON, and the terminal."""
