"""What tests with kernels share: warm ones, where the package warm-kernels is installed, since they save time."""

import os
from contextlib import nullcontext
from importlib.util import find_spec

import pytest

if find_spec("warm_kernels"):
    from warm_kernels import warm_kernels
else:
    warm_kernels = nullcontext


@pytest.fixture(scope="session")
def home():
    """The home folder before pytester's own; warm kernels are forked only where it is the same."""
    with warm_kernels():
        yield os.environ.get("HOME", "")


@pytest.fixture
def at_home(home, pytester, monkeypatch):
    """Whoever uses pytester has forked kernels, if there are any."""
    monkeypatch.setenv("HOME", home)
