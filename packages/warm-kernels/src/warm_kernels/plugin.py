"""The pytest edge: ``pytest --nbval --warm-kernels`` forks every notebook's kernel from one warm process."""

from contextlib import ExitStack

import pytest

STACK = pytest.StashKey[ExitStack]()
PRELOAD = "warm_kernels_preload"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, and the setting that one of them can also stand in."""
    group = parser.getgroup("warm_kernels")
    group.addoption("--warm-kernels", action="store_true", help="Fork Jupyter kernels from one warm process.")
    words = 'what it imports besides ipykernel, say "numpy torch my_package.module:function"'
    group.addoption("--warm-kernels-preload", metavar="WORDS", help=f"With --warm-kernels: {words}.")
    parser.addini(PRELOAD, f"With --warm-kernels: {words}.", type="args")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the warm process, which imports while pytest goes on, in the process that starts the workers."""
    if config.getoption("warm_kernels") and not hasattr(config, "workerinput"):
        from warm_kernels import warm_kernels

        told = config.getoption(PRELOAD)
        stack = config.stash[STACK] = ExitStack()
        stack.enter_context(warm_kernels(config.getini(PRELOAD) if told is None else told))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the warm process."""
    if STACK in config.stash:
        config.stash[STACK].close()
