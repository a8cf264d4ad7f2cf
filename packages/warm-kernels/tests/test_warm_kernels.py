"""The warm process for the length of a command; it preloads nothing here."""

import os
import sys

import pytest
from warm_kernels import ADDRESS_VARIABLE, CHOICE_VARIABLE, PROVISIONER, warm_kernels
from warm_kernels.__main__ import main

OURS = (ADDRESS_VARIABLE, "JUPYTER_DEFAULT_PROVISIONER_NAME", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@pytest.fixture(autouse=True)
def _outside_any_session(monkeypatch):
    for name in (*OURS, CHOICE_VARIABLE):
        monkeypatch.setenv(name, "")  # so that it is as before afterwards, whatever a test leaves
        monkeypatch.delenv(name)


@pytest.fixture
def lines():
    return []


def test_the_environment_is_set_inside_and_as_before_afterwards(lines, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    before = dict(os.environ)
    with warm_kernels(say=lines.append) as process:
        assert set(OURS) <= set(os.environ) and os.environ["OMP_NUM_THREADS"] == "1"
        assert process.poll() is None
    assert dict(os.environ) == before
    assert process.poll() is not None and lines == []


def test_inside_another_session_its_warm_process_is_used(lines):
    with warm_kernels(say=lines.append):
        address = os.environ[ADDRESS_VARIABLE]
        with warm_kernels(say=lines.append) as inner:
            assert inner is None and os.environ[ADDRESS_VARIABLE] == address
        assert os.environ[ADDRESS_VARIABLE] == address
    assert lines == []


def test_inside_another_session_kernels_are_its_own_whatever_was_chosen_meanwhile(lines):
    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    with warm_kernels(say=lines.append):
        factory = KernelProvisionerFactory.instance()
        factory.default_provisioner_name = "local-provisioner"  # as ordinary kernels in this process have left it
        with warm_kernels(say=lines.append):
            assert factory.default_provisioner_name == PROVISIONER


@pytest.mark.parametrize("reason", ["forking is not safe on win32", "WARM_KERNELS=ordinary is set"])
def test_where_kernels_are_ordinary_one_line_says_so_and_they_use_one_thread_too(lines, monkeypatch, reason):
    if "win32" in reason:
        monkeypatch.setattr(sys, "platform", "win32")
    else:
        monkeypatch.setenv(CHOICE_VARIABLE, "ordinary")
    with warm_kernels(say=lines.append) as process:
        assert process is None and os.environ["OMP_NUM_THREADS"] == "1"
        assert ADDRESS_VARIABLE not in os.environ and "JUPYTER_DEFAULT_PROVISIONER_NAME" not in os.environ
    assert lines == [f"Kernels: ordinary ones, since {reason}."]


def test_a_stopped_process_is_reaped_when_the_block_raises(lines):
    with pytest.raises(KeyboardInterrupt), warm_kernels(say=lines.append) as process:
        raise KeyboardInterrupt
    assert process.poll() is not None and ADDRESS_VARIABLE not in os.environ


def test_a_command_line_without_a_command_is_wrong_use(capsys):
    assert main([]) == 2
    assert "python -m warm_kernels jupyter execute" in capsys.readouterr().err


def test_a_command_that_is_not_there_is_wrong_use(capsys, monkeypatch):
    monkeypatch.setenv(CHOICE_VARIABLE, "ordinary")
    assert main(["no-such-command"]) == 2
    assert "no-such-command could not be started" in capsys.readouterr().err
