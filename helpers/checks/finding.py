"""What the judging half sees of one case, and what it finds wrong with it."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Seen:
    """One case as judged: the inputs by name, the learner's value and ours; arrays are NumPy arrays in float64."""

    inputs: dict
    mine: Any
    ours: Any

    @property
    def samples(self) -> int | None:
        """N, the length of the first array among the inputs."""
        lengths = [len(value) for value in self.inputs.values() if isinstance(value, np.ndarray) and value.ndim]
        return lengths[0] if lengths else None


@dataclass(frozen=True)
class Finding:
    """What is wrong: a key of messages.STRUCTURE, the words for its places, and the part, case and values concerned."""

    key: str
    found: str = ""
    expected: str = ""
    part: str | None = None
    case: int = 0
    mine: Any = None
    ours: Any = None
