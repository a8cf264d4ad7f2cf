"""What the tests of whole classes share."""

import pytest

from tests.classroom.in_this_process import in_place_of_the_jail


@pytest.fixture
def here(monkeypatch, tmp_path):
    """An empty folder to work in, where answers run without a jail; what `in_place_of_the_jail` gives."""
    monkeypatch.chdir(tmp_path)
    return in_place_of_the_jail(monkeypatch)
