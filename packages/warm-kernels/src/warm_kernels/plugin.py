"""The pytest edge: ``pytest --nbval --warm-kernels`` forks every notebook's kernel from one warm process."""

from contextlib import ExitStack

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Nothing; adds the option."""
    group = parser.getgroup("warm_kernels")
    group.addoption(
        "--warm-kernels", action="store_true", help="Fork Jupyter kernels from one process that has imported torch."
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Nothing; the warm process starts importing while pytest goes on, in the process that starts the workers."""
    if config.getoption("warm_kernels") and not hasattr(config, "workerinput"):
        from warm_kernels.session import warm_kernels

        stack = config.stash[STACK] = ExitStack()
        stack.enter_context(warm_kernels())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing; the warm process has ended."""
    if STACK in config.stash:
        config.stash[STACK].close()


STACK = pytest.StashKey[ExitStack]()
