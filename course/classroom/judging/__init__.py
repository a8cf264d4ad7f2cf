"""From plain values to the state of each exercise, for one notebook or a class, here or on other machines."""
