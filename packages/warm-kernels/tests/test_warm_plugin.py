import pytest
from warm_kernels import ADDRESS_VARIABLE, CHOICE_VARIABLE

pytest_plugins = ["pytester"]

TEST = f"""
import os, socket

def test_it():
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as connection:
        connection.connect(chr(0) + os.environ["{ADDRESS_VARIABLE}"])
    assert os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] == "warm-provisioner"
"""


@pytest.fixture
def outside(pytester, monkeypatch):
    """A folder with one test, outside any warm session."""
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    monkeypatch.delenv(CHOICE_VARIABLE, raising=False)
    monkeypatch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # other plugins take seconds to import
    monkeypatch.setenv("PYTEST_PLUGINS", "warm_kernels.plugin,xdist.plugin")
    pytester.makepyfile(TEST)
    return pytester


@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "xdist"])
def test_the_option_gives_every_worker_the_warm_process(outside, workers):
    outside.runpytest_subprocess("--warm-kernels", *workers).assert_outcomes(passed=1)


def test_without_the_option_nothing_is_started(outside):
    outside.runpytest_subprocess().assert_outcomes(failed=1)


def test_ordinary_kernels_are_announced_once(outside, monkeypatch):
    monkeypatch.setenv(CHOICE_VARIABLE, "ordinary")
    result = outside.runpytest_subprocess("--warm-kernels", "-n1")
    assert result.stderr.str().count("Kernels: ordinary ones") == 1


KERNEL_TEST = """
from jupyter_client.manager import start_new_kernel

def test_it():
    manager, client = start_new_kernel()
    seen = {"it": "sorted({'wave', 'colorsys'} & set(sys.modules))"}
    reply = client.execute("import sys", user_expressions=seen, reply=True, timeout=60)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    assert reply["content"]["user_expressions"]["it"]["data"]["text/plain"] == str({expected!r})
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ["colorsys"]), (["--warm-kernels-preload", "wave, colorsys"], ["colorsys", "wave"])],
    ids=["setting", "option"],
)
def test_what_is_preloaded_is_the_users_choice(outside, words, expected):
    outside.makeini("[pytest]\nwarm_kernels_preload = colorsys")
    outside.makepyfile(KERNEL_TEST.replace("{expected!r}", repr(expected)))
    outside.runpytest_subprocess("--warm-kernels", *words).assert_outcomes(passed=1)
