"""The environment of the process that learners' code is forked from: nothing in it that a learner could use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from warm_kernels.session import ONE_THREAD

from course.places import ROOT

# A fork copies its table of memory pages. With pages of 2 MiB it costs 13 ms of processor time, with its end, not 22.
LARGE_PAGES = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.top_pad={64 * 2**20}",
}


@contextmanager
def bare_environment() -> Iterator[dict[str, str]]:
    """All that the warm process is told, for the length of a ``with`` block."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL") if name in os.environ}
    course = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    with _drawing_folder() as folder:
        drawing = {"MPLBACKEND": "Agg", "MPLCONFIGDIR": str(folder)}
        yield kept | ONE_THREAD | LARGE_PAGES | drawing | course | {"HOME": "/"}


@contextmanager
def _drawing_folder() -> Iterator[Path]:
    """Where matplotlib keeps its list of fonts anyway, since finding all of them anew takes a second.

    Where that cannot be written, one of ours: matplotlib's own would stay, as the warm process ends without a farewell.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111, there may be no home
    usual = Path(os.environ.get("MPLCONFIGDIR") or Path(caches, "matplotlib"))
    if _writable(usual):
        yield usual
    else:
        with TemporaryDirectory(prefix="course-") as folder:
            yield Path(folder)


def _writable(folder: Path) -> bool:
    if not folder.is_absolute():  # the warm process works in another folder
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
