import os
import sys
import threading

import pytest
from waiting import WAIT_SECONDS
from warm_kernels import start_warm_process
from warm_kernels.preloading import PreloadError, preload, refuse_threads, words_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forking is not safe on this system")


def test_a_second_thread_makes_forking_unsafe():
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(PreloadError, match=r"'numpy' started \d+ threads, expected none"):
            refuse_threads("numpy")
    finally:
        end.set()
        thread.join()


def test_a_preload_that_starts_a_thread_ends_the_warm_process_with_one_line(tmp_path, monkeypatch, capfd):
    (tmp_path / "busy.py").write_text("import threading\nthreading.Thread(target=threading.Event().wait).start()")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process, _ = start_warm_process("gc busy wave")
    assert process.wait(WAIT_SECONDS) == 1
    assert capfd.readouterr().err.splitlines() == [
        "Warm process: nothing is forked. Preloading 'busy' started 1 threads, expected none. "
        "Forking is not safe: leave that word out."
    ]


def test_a_function_that_fails_ends_the_warm_process_with_its_traceback(tmp_path, monkeypatch, capfd):
    (tmp_path / "faulty.py").write_text("def function():\n    1 / 0\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process, _ = start_warm_process("faulty:function")
    assert process.wait(WAIT_SECONDS) == 1
    assert "1 / 0" in capfd.readouterr().err


def test_afterwards_the_environment_is_as_before(monkeypatch, tmp_path):
    (tmp_path / "setting.py").write_text("import os\nos.environ['SET_WHILE_IMPORTING'] = os.environ.pop('GIVEN')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("GIVEN", "1")
    monkeypatch.setattr("warm_kernels.preloading.refuse_threads", lambda word: None)  # pytest may have some
    before = dict(os.environ)
    preload(["setting"])
    assert dict(os.environ) == before and "setting" in sys.modules


@pytest.mark.parametrize("text", ["numpy torch a.b:c", "numpy,torch,a.b:c", " numpy, torch\na.b:c "])
def test_words_are_set_apart_by_blanks_or_commas(text):
    assert words_in(text) == ["numpy", "torch", "a.b:c"]
    assert words_in(" ") == []
