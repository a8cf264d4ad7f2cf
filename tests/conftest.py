"""What holds for every test of the course."""

import gc

# Torch and the tests leave half a million objects that stay. Looking through them as often as Python does by itself
# takes a tenth of the run.
gc.set_threshold(50_000, 20, 20)
