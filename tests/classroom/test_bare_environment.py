"""What the warm process is told: no secret of this user's, and a folder for drawing that does not stay behind."""

import os
import subprocess
import sys
import tempfile

import pytest

from course.classroom.jail.preload import bare_environment

DRAWING = "import os, matplotlib; matplotlib.get_configdir(); matplotlib.get_cachedir(); os._exit(0)"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("home", [os.devnull, "no path at all"])
def test_a_user_without_a_home_leaves_no_folder_of_matplotlibs(home, temporary, monkeypatch):
    monkeypatch.setenv("HOME", home)  # unlike a closed folder, neither can be written by root
    with bare_environment() as environment:
        # Ended like the warm process, which takes no leave.
        told = environment | {"TMPDIR": str(temporary)}
        subprocess.run([sys.executable, "-c", DRAWING], env=told, check=True, timeout=120)
        assert environment["MPLCONFIGDIR"].startswith(str(temporary))
    assert not list(temporary.iterdir())


def test_a_home_that_can_be_written_keeps_the_list_of_fonts(temporary, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    with bare_environment() as environment:
        assert environment["MPLCONFIGDIR"] == str(tmp_path / ".cache" / "matplotlib")
    assert not list(temporary.iterdir())


def test_nothing_else_of_this_users_environment_is_told(temporary, monkeypatch):
    monkeypatch.setenv("COURSE_TEST_TOKEN", "a secret of the instructor's")
    with bare_environment() as environment:
        assert "COURSE_TEST_TOKEN" not in environment
        assert environment["HOME"] == "/"
