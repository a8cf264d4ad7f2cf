"""What a process does before it is forked from: import what it is told, and prove that forking is still safe."""

import gc
import importlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

# While importing, and only then: torch asking the CUDA driver itself would make forking unsafe.
VARIABLES_WHILE_IMPORTING = {"PYTORCH_NVML_BASED_CUDA_CHECK": "1"}
ENDING_SECONDS = 1
ASIDE: dict[str, object] = {}


class PreloadError(Exception):
    """One sentence: what cannot be preloaded, and why."""


def preload(words: Iterable[str]) -> None:
    """Import and call what the words name; afterwards the environment is as before, and there is still one thread.

    Args:
        words: a module to import, ``"numpy"``, or a function to call without arguments, ``"package.module:function"``.

    Raises:
        PreloadError: a word names nothing, or something started a thread, so that a fork could freeze.
    """
    before = dict(os.environ)
    os.environ.update(VARIABLES_WHILE_IMPORTING)
    gc.disable()  # nothing imported is garbage: collecting meanwhile only costs time
    for word in words:
        try:
            named(word)() if ":" in word else importlib.import_module(word)
        except ImportError as error:
            hint = "A module that is not installed needs its folder on PYTHONPATH."
            raise PreloadError(f"Preloading {word!r} failed: {error}. {hint}") from error
        refuse_threads(word)
    os.environ.clear()
    os.environ.update(before)
    # What folders hold is looked up again by a child that imports more; going through all of it costs each child 4 ms.
    # Set aside and not freed: a child that fills holes in old memory copies the page around each.
    ASIDE.update(sys.path_importer_cache)
    sys.path_importer_cache.clear()
    gc.enable()
    gc.freeze()  # a collection in a child would touch, and so copy, every page it shares with this process


def refuse_threads(word: str) -> None:
    """Refuse to go on when this process has more than one thread, and keeps it.

    Raises:
        PreloadError: a fork copies one thread, and waits for ever for what the others held.
    """
    end = time.monotonic() + ENDING_SECONDS  # one that was told to end may not have done so yet
    while (others := len(list(Path("/proc/self/task").iterdir())) - 1) and time.monotonic() < end:
        time.sleep(0.01)
    if others:
        raise PreloadError(
            f"Preloading {word!r} started {others} threads, expected none. Forking is not safe: leave that word out."
        )


def named(target: str) -> Callable:
    """The function that ``"module:function"`` names."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)


def words_in(text: str) -> list[str]:
    """The words that blanks or commas set apart."""
    return re.findall(r"[^\s,]+", text)
