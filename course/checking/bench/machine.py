"""What the figures were measured on: processor, cores and versions; nothing that names a computer or a person."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

CPU_FILE = Path("/proc/cpuinfo")


def processor(cpu_file: Path = CPU_FILE) -> str:
    """The processor's name, as its maker sells it."""
    try:
        lines = cpu_file.read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def cores() -> int:
    """How many logical cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def measured_on(day: date | None = None) -> str:
    """A sentence: when, on what and with which versions."""
    found = cores()
    return (
        f"Measured on {(day or date.today()).isoformat()}, {processor()}, {found} core{'s'[: found != 1]}, "
        f"{platform.system()}, Python {platform.python_version()}, torch {version('torch').partition('+')[0]}."
    )
