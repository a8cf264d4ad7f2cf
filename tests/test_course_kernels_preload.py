import threading

import pytest

from course.kernels.preload import refuse_threads


@pytest.mark.skipif("sys.platform != 'linux'", reason="forking is not safe on this system")
def test_a_second_thread_makes_forking_unsafe():
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match=r"started \d+ threads, expected none"):
            refuse_threads()
    finally:
        end.set()
        thread.join()
