"""How tests wait for processes: never without a bound."""

import time
from pathlib import Path

WAIT_SECONDS = 60


def wait_until(true):
    """Fail when it does not become true."""
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def ended(pid):
    """Whether the process is gone, or only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):  # the second when it goes while the file is read
        return True
