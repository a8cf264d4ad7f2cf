"""course/lesson_environment.py: what a process that runs lessons finds."""

import warm_kernels

from course import lesson_environment


def test_a_lesson_has_as_many_threads_as_a_kernel_that_is_forked():
    assert lesson_environment.ONE_THREAD == warm_kernels.ONE_THREAD


def test_a_lesson_finds_its_helpers_first(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = lesson_environment.lesson_environment()["PYTHONPATH"]
    assert found.startswith(str(lesson_environment.ROOT)) and found.endswith(str(tmp_path))
